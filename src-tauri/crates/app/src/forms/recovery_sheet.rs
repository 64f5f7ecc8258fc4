//! 恢复单: the code that opens the book when the password is forgotten, on a sheet for the village's safe.
//!
//! No form of the book: the code is never kept, so it can be printed only while it is on the screen.

use chrono::NaiveDate;
use domain::document::{Block, Cell, Document, Field, Fields, HeadLine, Paper, Paragraph};

/// Its title, and what its file is called.
pub(crate) const TITLE: &str = "账本恢复单";

/// The sheet for a book.
pub(crate) fn document(book: &str, operator: &str, code: &str, today: NaiveDate) -> Document {
    let mut document = Document::new(TITLE, Paper::A4);
    document.head.push(HeadLine { left: book.to_owned(), right: today.to_string() });
    document.blocks.push(Block::Fields(Fields {
        per_row: 2,
        fields: vec![
            Field::new("账本", Cell::text(book)).over(2),
            Field::new("使用人", Cell::text(operator)),
            Field::new("开出日期", Cell::text(today.to_string())),
            Field::new("恢复码", Cell::text(code)).over(2),
        ],
    }));
    for text in [
        "忘了密码时，在打开账本的页面选“用恢复码打开”，照着上面的恢复码输入，再设一个新密码。",
        "恢复码和密码一样能打开账本。请装进信封封好、骑缝签名，交村党组织锁存；不要拍照，不要和电脑放在一起。",
        "用过一次就会换成新的恢复码，旧单作废，请打印新单换下旧单。密码和恢复单都丢了，账本就打不开了。",
    ] {
        document.blocks.push(Block::Paragraph(Paragraph::body(text)));
    }
    document.signatures = ["交出人：", "保管人：", "（盖章）", "年　　月　　日"].map(str::to_owned).to_vec();
    document
}
