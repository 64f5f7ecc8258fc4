//! Why a file was not read: a sentence with the next step, and a code.

use thiserror::Error;

/// A refused file. The sentence is for the person at the laptop and names neither the file nor anything in it.
///
/// Each variant has one code and at most one number, so that a child process can send it as the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs, reason = "the sentence of each variant says what it is")]
pub enum ReadError {
    #[error("找不到这个文件。请看看 U 盘是否插好、文件是否改了名，再选一次。")]
    Missing,
    #[error("没有权限打开这个文件。请把它复制到自己的文件夹里，再选一次。")]
    Denied,
    #[error("文件读到一半出错，U 盘可能接触不良。请把文件复制到电脑上，再选一次。")]
    Unreadable,
    #[error("这是一个文件夹，不是文件。请打开它，选里面的表格。")]
    Folder,
    #[error("这个文件是空的。请看看是不是选错了，或请对方重新拷一份。")]
    Empty,
    #[error("这个文件超过 {0} MB，太大了。请在 WPS 中删去图片，或分成几个文件，再导入。")]
    TooLarge(u64),
    #[error(
        "这个文件解压后有 {0} MB 以上，不像正常的表格。请在 WPS 中打开，只把有内容的部分复制到新表，另存为 .xlsx 再导入。"
    )]
    Unpacked(u64),
    #[error("工作表超过 {0} 张。请只留要导入的几张，另存后再导入。")]
    TooManySheets(u64),
    #[error("有内容的行超过 {0} 行。请分成几个文件，再分别导入。")]
    TooManyRows(u64),
    #[error("单元格超过 {0} 个。请删去用不到的列，或分成几个文件，再导入。")]
    TooManyCells(u64),
    #[error("合并单元格超过 {0} 处。请在 WPS 中取消合并，另存后再导入。")]
    TooManyMerges(u64),
    #[error("文字总量超过 {0} MB。请分成几个文件，再分别导入。")]
    TooMuchText(u64),
    #[error("有一个单元格超过 {0} 个字。请看看是不是整张表粘在了一格里，改好后再导入。")]
    LongCell(u64),
    #[error("这个文件设了密码。请在 WPS 中取消密码，另存后再导入。")]
    Encrypted,
    #[error("这个文件设了密码。请向交来的人问清密码，输入后再读。")]
    PasswordNeeded,
    #[error("密码不对，打不开这个文件。请核对后再输，注意大写和小写；忘了密码，就请对方重新导出一份。")]
    WrongPassword,
    #[error("这个文件的加密方式本程序不认识。请在 WPS 中取消密码，另存为 .xlsx 再试。")]
    LockUnknown,
    #[error("这个文件已损坏，不能放心读取。请在 WPS 中打开看看，能打开就另存为 .xlsx，打不开就请对方重新拷一份。")]
    Damaged,
    #[error("这个文件里没有工作表。请在 WPS 中打开看看是不是选错了。")]
    NoSheet,
    #[error("这是 WPS 自己的格式（.et 或 .wps）。请在 WPS 中另存为 .xlsx 再导入。")]
    Wps,
    #[error("这是文字文档或演示文稿，不是表格。请把里面的表格复制到新的表格文件，另存为 .xlsx 再导入。")]
    Document,
    #[error("这是 PDF 或 OFD 版式文件，不是表格。请找原来的表格文件（.xlsx 或 .xls）再导入。")]
    Pdf,
    #[error("这是图片，不是表格。请找原来的表格文件（.xlsx 或 .xls）再导入。")]
    Image,
    #[error("这是网页格式的表格，只是名字像 .xls。请在 WPS 中打开，另存为 .xlsx 再导入。")]
    WebPage,
    #[error("这是压缩包。请先解压，再选里面的表格。")]
    Archive,
    #[error("认不出这种文件。请在 WPS 中打开，另存为 .xlsx 再导入。")]
    Unknown,
    #[error("认不出这个文本文件的文字编码，或者文件已损坏。请在 WPS 中打开，看着没有乱码，再另存为 .xlsx 导入。")]
    TextEncoding,
    #[error("这个文本文件第 {0} 行夹着不是文字的内容。请在 WPS 中打开看看，另存为 .xlsx 再导入。")]
    TextNotPlain(u64),
    #[error("这个文本文件第 {0} 行的引号没有配对，后面的内容分不开。请在 WPS 中打开看看，另存为 .xlsx 再导入。")]
    TextOpenQuote(u64),
    #[error("读取程序没有启动。请重新启动本程序再试；还不行，就在 WPS 中把文件另存为 .xlsx 再导入。")]
    ReaderMissing,
    #[error("这个文件读不下来，可能太大或已损坏。请在 WPS 中打开，另存为 .xlsx 再导入。")]
    ReaderDied,
    #[error("这个文件读了 {0} 秒还没读完，已停止。请在 WPS 中打开，另存为 .xlsx 再导入。")]
    ReaderSlow(u64),
}

impl ReadError {
    /// The stable name of this refusal, for pages, logs and tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.parts().0
    }

    /// Code and number, as [`ReadError::from_parts`] takes them back.
    pub(super) fn parts(&self) -> (&'static str, u64) {
        match *self {
            Self::Missing => ("file_missing", 0),
            Self::Denied => ("file_denied", 0),
            Self::Unreadable => ("file_unreadable", 0),
            Self::Folder => ("file_is_folder", 0),
            Self::Empty => ("file_empty", 0),
            Self::TooLarge(megabytes) => ("file_too_large", megabytes),
            Self::Unpacked(megabytes) => ("file_unpacks_too_large", megabytes),
            Self::TooManySheets(limit) => ("too_many_sheets", limit),
            Self::TooManyRows(limit) => ("too_many_rows", limit),
            Self::TooManyCells(limit) => ("too_many_cells", limit),
            Self::TooManyMerges(limit) => ("too_many_merges", limit),
            Self::TooMuchText(megabytes) => ("too_much_text", megabytes),
            Self::LongCell(limit) => ("cell_too_long", limit),
            Self::Encrypted => ("file_encrypted", 0),
            Self::PasswordNeeded => ("workbook_password_needed", 0),
            Self::WrongPassword => ("wrong_workbook_password", 0),
            Self::LockUnknown => ("lock_unknown", 0),
            Self::Damaged => ("file_damaged", 0),
            Self::NoSheet => ("file_without_sheet", 0),
            Self::Wps => ("file_wps", 0),
            Self::Document => ("file_is_document", 0),
            Self::Pdf => ("file_is_pdf", 0),
            Self::Image => ("file_is_image", 0),
            Self::WebPage => ("file_is_web_page", 0),
            Self::Archive => ("file_is_archive", 0),
            Self::Unknown => ("file_unknown", 0),
            Self::TextEncoding => ("text_encoding", 0),
            Self::TextNotPlain(line) => ("text_not_plain", line),
            Self::TextOpenQuote(line) => ("text_open_quote", line),
            Self::ReaderMissing => ("reader_missing", 0),
            Self::ReaderDied => ("reader_died", 0),
            Self::ReaderSlow(seconds) => ("reader_slow", seconds),
        }
    }

    /// The refusal with this code; `None` for a code that is not ours.
    pub(super) fn from_parts(code: &str, number: u64) -> Option<Self> {
        Self::all(number).into_iter().find(|error| error.code() == code)
    }

    fn all(number: u64) -> [Self; 32] {
        [
            Self::Missing,
            Self::Denied,
            Self::Unreadable,
            Self::Folder,
            Self::Empty,
            Self::TooLarge(number),
            Self::Unpacked(number),
            Self::TooManySheets(number),
            Self::TooManyRows(number),
            Self::TooManyCells(number),
            Self::TooManyMerges(number),
            Self::TooMuchText(number),
            Self::LongCell(number),
            Self::Encrypted,
            Self::PasswordNeeded,
            Self::WrongPassword,
            Self::LockUnknown,
            Self::Damaged,
            Self::NoSheet,
            Self::Wps,
            Self::Document,
            Self::Pdf,
            Self::Image,
            Self::WebPage,
            Self::Archive,
            Self::Unknown,
            Self::TextEncoding,
            Self::TextNotPlain(number),
            Self::TextOpenQuote(number),
            Self::ReaderMissing,
            Self::ReaderDied,
            Self::ReaderSlow(number),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_refusal_has_its_own_code_and_a_sentence_with_the_next_step() {
        let mut codes = HashSet::new();
        for error in ReadError::all(7) {
            let sentence = error.to_string();
            assert!(sentence.ends_with('。') && sentence.contains('请'), "{sentence}");
            assert!(codes.insert(error.code()), "{} twice", error.code());
            assert_eq!(ReadError::from_parts(error.code(), 7), Some(error));
        }
    }
}
