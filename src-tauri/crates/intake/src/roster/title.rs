//! What stands around a table: the sheet's name, the lines above it, and what they say of every row.

use domain::date::PartialDate;
use domain::tag::TagKind;

use super::header::Caption;
use crate::normal::tag::{self, TagWord};
use crate::normal::text::squeeze;
use crate::normal::{date, hamlet};

/// What is said of all rows of a table at once.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Title {
    /// From the sheet's name; surer than an address.
    pub sheet_hamlet: Option<String>,
    /// From a title line; less sure than an address.
    pub line_hamlet: Option<String>,
    /// 填报日期.
    pub filled_on: Option<PartialDate>,
    /// 低保户花名册: everybody in it.
    pub tag: Option<TagWord>,
    /// 党员花名册: everybody in it.
    pub party: bool,
}

/// Words that make a title one of a list.
const LIST: [&str; 14] = [
    "花名册",
    "名册",
    "名单",
    "登记表",
    "信息表",
    "采集表",
    "台账",
    "统计表",
    "一览表",
    "基本情况",
    "情况表",
    "汇总表",
    "明细表",
    "摸底表",
];

/// Words after which a title no longer names those who are listed.
const NOT_THEM: [&str; 13] = [
    "家属",
    "积极分子",
    "发展对象",
    "联户",
    "联系户",
    "包户",
    "帮扶",
    "申请",
    "非党员",
    "志愿",
    "监护人",
    "边缘",
    "拟",
];

impl Title {
    /// From the sheet's name and the lines above the table. `file` speaks only when neither says a word.
    pub fn of<'a>(file: &'a str, sheet: &'a str, lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut title = Self { sheet_hamlet: hamlet::as_heading(sheet), ..Self::default() };
        for line in lines.clone() {
            title.filled_on = title.filled_on.or_else(|| date::in_title(line));
            title.line_hamlet =
                title.line_hamlet.or_else(|| hamlet::as_heading(line)).or_else(|| hamlet::in_title(line));
        }
        if title.sheet_hamlet.is_none() {
            title.sheet_hamlet = hamlet::in_title(sheet).filter(|_| !is_generic(sheet));
        }
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let silent = is_generic(sheet) && lines.clone().next().is_none();
        for text in [sheet].into_iter().chain(lines).chain(silent.then_some(stem)) {
            let text = squeeze(text);
            title.party |= names_members(&text);
            title.tag = title.tag.or_else(|| named_tag(&text));
        }
        title
    }
}

impl Title {
    /// In a list of people with a disability 类别 and 等级 are the disability's, as if that stood above them.
    pub fn complete(&self, captions: &mut [Caption]) {
        if self.tag.as_ref().is_none_or(|tag| tag.kind != TagKind::Disabled) {
            return;
        }
        for caption in captions.iter_mut().filter(|caption| caption.group.is_none()) {
            if matches!(caption.text.as_str(), "类别" | "类型" | "种类" | "等级" | "级别" | "程度") {
                caption.group = Some("残疾".to_owned());
            }
        }
    }
}

/// Sheet1, 工作表1, 表1: a name that nobody gave.
fn is_generic(sheet: &str) -> bool {
    let name = squeeze(sheet);
    let bare = name.trim_end_matches(|one: char| one.is_ascii_digit());
    matches!(bare.to_ascii_lowercase().as_str(), "sheet" | "工作表" | "表" | "")
}

fn is_list_of_others(text: &str) -> bool {
    NOT_THEM.iter().any(|word| text.contains(word))
}

fn names_members(text: &str) -> bool {
    let list = LIST.iter().any(|word| text.contains(word)) || text == "党员";
    text.contains("党员") && list && !is_list_of_others(text) && !text.contains("群众")
}

/// The one tag that a list's title names; none when it names two kinds.
fn named_tag(text: &str) -> Option<TagWord> {
    if is_list_of_others(text) {
        return None;
    }
    if let Some(whole) = tag::of_word(text) {
        return Some(whole);
    }
    LIST.iter().any(|word| text.contains(word)).then(|| tag::in_title(text))?
}

/// Sheets that are about a workbook, not about people.
pub(super) fn is_about_the_workbook(sheet: &str) -> bool {
    let name = squeeze(sheet);
    [
        "目录",
        "封面",
        "索引",
        "填表说明",
        "填写说明",
        "使用说明",
        "说明",
        "字典",
        "代码表",
        "数据字典",
        "下拉",
        "模板说明",
    ]
    .iter()
    .any(|word| name == *word || name.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(sheet: &str, lines: &[&str]) -> Title {
        Title::of("花名册.xlsx", sheet, lines.iter().copied())
    }

    #[test]
    fn a_title_says_who_is_listed() {
        assert!(title("Sheet1", &["示范镇向阳村党支部党员花名册"]).party);
        assert!(!title("Sheet1", &["入党积极分子花名册", "党员联户名单", "党员家属名单"]).party);
        assert_eq!(title("低保户", &[]).tag.map(|tag| tag.kind), Some(TagKind::LowIncome));
        assert_eq!(title("Sheet1", &["向阳村残疾人登记表"]).tag.map(|tag| tag.kind), Some(TagKind::Disabled));
    }

    #[test]
    fn a_title_of_two_kinds_says_none() {
        assert_eq!(title("低保与优抚名单", &[]).tag, None);
        assert_eq!(title("Sheet1", &["三留守及独居老人信息登记表"]).tag, None);
        assert_eq!(title("Sheet1", &["低保边缘户名单"]).tag, None);
    }

    #[test]
    fn the_hamlet_stands_in_the_sheets_name_or_above_the_table() {
        assert_eq!(title("1组", &[]).sheet_hamlet.as_deref(), Some("一组"));
        assert_eq!(title("Sheet1", &["向阳村第二村民小组花名册"]).line_hamlet.as_deref(), Some("二组"));
        assert_eq!(title("Sheet1", &["示范镇向阳村花名册"]).line_hamlet, None);
    }
}
