//! How pages break, and what they look like as pictures.

use crate::sample::{card, ledger};
use crate::text::{set, words};
use domain::document::{Block, Cell, Column, Document, Paper, Row, Table};
use paper::PaperError;

fn table(rows: Vec<Row>) -> Document {
    let mut document = Document::new("名单", Paper::A4_LANDSCAPE);
    let mut table = Table::new(vec![Column::new("序号").mm(15.0), Column::new("姓名").mm(40.0), Column::new("备注")]);
    table.rows = rows;
    document.blocks.push(Block::Table(table));
    document
}

#[test]
fn a_pdf_carries_no_links() {
    let pdf = set(&ledger()).pdf().unwrap();
    for word in ["/Annots", "/URI", "balance/born"] {
        assert!(!pdf.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
}

#[test]
fn a_page_becomes_a_picture_of_the_asked_size() {
    let layout = set(&card());
    let png = layout.png(0, 2.0).unwrap();
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), (1191, 1684), "A4 upright at two pixels a point");
    assert!(matches!(layout.png(1, 1.0), Err(PaperError::NoSuchPage { page: 1, pages: 1 })));
}

#[test]
fn a_row_that_is_higher_than_a_page_goes_on_overleaf() {
    let names = (0..1200).map(|index| format!("示例{}", index % 10));
    let long = Row(vec![Cell::text("1"), Cell::text("甲"), Cell::names(names)]);
    assert!(set(&table(vec![long.clone()])).pages() > 1);
    let short = |count: usize| vec![Row(vec![Cell::text("1"), Cell::text("甲")]); count];
    let first = short(10).into_iter().chain([long]).collect();
    assert!(set(&table(first)).pages() > 1);
}

#[test]
fn a_short_row_is_never_torn_at_the_foot_of_a_page() {
    let wrapping = format!("甲{}庚", "好".repeat(380));
    let row = Row(vec![Cell::text("1"), Cell::text("示例"), Cell::text(wrapping)]);
    let pages = words(&set(&table(vec![row; 24])).pdf().unwrap());
    assert!(pages.len() > 2);
    for page in pages {
        let count = |character| page.matches(character).count();
        assert_eq!(count('甲'), count('庚'), "what begins on a page ends on it");
    }
}

#[test]
fn rows_for_handwriting_keep_their_height() {
    let rows = |height| {
        let mut document = table(vec![Row(vec![Cell::room(), Cell::room(), Cell::room()]); 12]);
        if let Some(Block::Table(table)) = document.blocks.first_mut() {
            table.row_height_mm = height;
        }
        set(&document).pages()
    };
    assert_eq!((rows(0.0), rows(20.0)), (1, 2), "twelve rows of 20 mm are higher than the page");
}

/// Whether anything is printed in the right margin of 18 mm, which is 51 points.
fn margin_has_ink(document: &Document) -> bool {
    let png = set(document).png(0, 1.0).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let (line, pixel) = (info.line_size, info.line_size / info.width as usize);
    pixels[..info.buffer_size()].chunks(line).any(|row| row[line - 49 * pixel..].iter().any(|value| *value != 255))
}

#[test]
fn what_is_wider_than_its_column_wraps_inside_it() {
    let name = "阿依古丽·买买提吐尔逊·示例很长的名字要换行再换行";
    let number = "999999".repeat(12);
    let line = format!("甲{number} 乙");
    for cell in [Cell::names([name]), Cell::names([name, "示例乙"]), Cell::text(number), Cell::text(line)] {
        let mut document = table(vec![Row(vec![Cell::text("1"), Cell::text("甲"), cell.clone()])]);
        let Block::Table(table) = &mut document.blocks[0] else { unreachable!() };
        table.columns[2] = Column::new("姓名").mm(20.0);
        table.columns[1] = Column::new("备注");
        assert!(!margin_has_ink(&document), "{}", cell.plain());
    }
}
