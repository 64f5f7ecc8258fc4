//! Workbooks read back with calamine, and their parts looked into.

use super::{sheet_name, workbook};
use calamine::{Data, DataRef, Reader, Xlsx, open_workbook_from_rs};
use chrono::NaiveDate;
use domain::document::{BLANK, Block, Cell, Column, Document, Line, Paper, Paragraph, Row, Table, Value};
use std::io::Cursor;

#[path = "../../../paper/tests/main/sample.rs"]
mod sample;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn read(bytes: &[u8]) -> Vec<(String, calamine::Range<Data>)> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    book.worksheets()
}

fn text(data: &Data) -> String {
    data.to_string().replace("\r\n", "\n")
}

/// A part of the file, as Excel reads it.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = archive.by_name(name).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    text
}

fn document(cells: Vec<Cell>) -> Document {
    let mut document = Document::new("名单", Paper::A4);
    let columns = (0..cells.len()).map(|index| Column::new(format!("列{index}"))).collect();
    let mut table = Table::new(columns);
    table.rows.push(Row(cells));
    document.blocks.push(Block::Table(table));
    document
}

#[test]
fn a_ledger_reads_back_as_its_document() {
    let ledger = sample::ledger();
    let sheets = read(&workbook(std::slice::from_ref(&ledger), day()).unwrap());
    let (name, range) = &sheets[0];
    assert_eq!(name, "「红网工程」管理台账");
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(text).collect()).collect();
    assert_eq!(rows[0][0], "「红网工程」管理台账");
    assert_eq!(
        rows[1].iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>(),
        ["向阳村　2026年11月", "截至 2026-11-21（未结账）"]
    );
    let table = ledger.tables().next().unwrap();
    let captions: Vec<_> = table.columns.iter().map(|column| column.caption.as_str()).collect();
    assert_eq!(rows[2], captions);
    for (row, written) in table.rows.iter().zip(&rows[3..]) {
        let expected: Vec<_> = row.0.iter().map(Cell::plain).collect();
        assert_eq!(*written, expected, "the same lines as on paper");
    }
    assert_eq!(rows[5][0], "合计");
    assert_eq!(rows[5][5], "户数：62\n人口：197");
    assert!(rows[6][0].contains("出生 1 人 = 本月 197 人"));
    assert!(rows.last().unwrap().contains(&"审核人：".to_owned()));
}

#[test]
fn numbers_are_numbers_and_codes_are_text() {
    let cells = vec![
        Cell::number(Value::count(31)),
        Cell::number(Value::new("-12.50")),
        Cell::text("999999195003150014"),
        Cell::text("0101"),
        Cell::number(Value::new("999999195003150014")),
        Cell::text("2026-11-21"),
        Cell::blank(),
        Cell::room(),
        Cell::new(vec![Line::pair("户数：", Value::count(2))]),
    ];
    let sheets = read(&workbook(&[document(cells)], day()).unwrap());
    let row: Vec<Data> = sheets[0].1.rows().nth(2).unwrap().to_vec();
    let text = |text: &str| Data::String(text.to_owned());
    let expected = [
        Data::Float(31.0),
        Data::Float(-12.5),
        text("999999195003150014"),
        text("0101"),
        text("999999195003150014"),
        text("2026-11-21"),
        text(BLANK),
        Data::Empty,
        text("户数：2"),
    ];
    assert_eq!(row, expected);
}

#[test]
fn what_begins_like_a_formula_stays_text() {
    let texts = ["=1+1", "+86", "-", "@A1", "=HYPERLINK(\"x\")"];
    let bytes = workbook(&[document(texts.iter().map(Cell::text).collect())], day()).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
    let formulas = book.worksheet_formula("名单").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()));
    let mut cells = book.worksheet_cells_reader("名单").unwrap();
    let mut found = Vec::new();
    while let Some(cell) = cells.next_cell().unwrap() {
        if let DataRef::SharedString(text) = cell.get_value() {
            found.push((*text).to_owned());
        }
    }
    assert!(texts.iter().all(|text| found.iter().any(|cell| cell == text)), "{found:?}");
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""), "and when somebody edits it");
}

#[test]
fn a_table_prints_its_captions_on_every_page_and_counts_pages() {
    let mut roster = sample::roster(100);
    roster.footer = "内部资料 & 注意保管".into();
    let bytes = workbook(&[roster], day()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(part(&bytes, "xl/workbook.xml").contains("$3:$3</definedName>"), "row 3 repeats");
    assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""));
    assert!(sheet.contains("fitToHeight=\"0\"") && sheet.contains("fitToPage=\"1\""), "one page wide");
    assert!(sheet.contains("&amp;L内部资料 &amp;&amp; 注意保管&amp;C第 &amp;P 页　共 &amp;N 页"));
    assert!(sheet.contains("ySplit=\"3\""), "captions stay on screen");
}

#[test]
fn a_form_of_several_tables_shares_its_columns_and_loses_nothing() {
    let card = sample::card();
    let sheets = read(&workbook(std::slice::from_ref(&card), day()).unwrap());
    assert_eq!(sheets[0].0, "0101");
    let written: Vec<String> = sheets[0].1.used_cells().map(|(_, _, data)| text(data)).collect();
    let tables = card.tables().flat_map(|table| table.rows.iter().flat_map(|row| row.0.iter().map(Cell::plain)));
    for expected in tables.chain(["☑低保户　□社会救助　□种植大户　".into(), "与户主关系".into(), "走访人：".into()])
    {
        assert!(expected.is_empty() || written.contains(&expected), "{expected} is missing");
    }
    assert!(sheets[0].1.width() < 20, "edges that nearly agree become one");
}

#[test]
fn a_row_is_as_high_as_its_lines() {
    let cells = vec![Cell::text("甲"), Cell::text("一\n二\n三\n四")];
    let sheet = part(&workbook(&[document(cells)], day()).unwrap(), "xl/worksheets/sheet1.xml");
    let height = |row: usize| {
        let from = sheet.split(&format!("<row r=\"{row}\"")).nth(1).unwrap();
        from.split("ht=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap()
    };
    assert!((20.0..24.0).contains(&height(2)), "{}", height(2));
    assert!((58.0..72.0).contains(&height(3)), "{}", height(3));
}

#[test]
fn the_same_document_on_the_same_day_is_the_same_file() {
    let documents = [sample::ledger(), sample::card()];
    let bytes = workbook(&documents, day()).unwrap();
    assert_eq!(bytes, workbook(&documents, day()).unwrap());
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("2026-11-21T00:00:00Z"), "{core}");
    assert!(core.contains("<dc:creator></dc:creator>"), "{core}");
}

#[test]
fn every_sheet_has_a_name_of_its_own_that_excel_takes() {
    let named = |title: &str| Document::new(title, Paper::A4);
    assert_eq!(sheet_name(&named("户卡: [甲/乙]*?\\"), &[]), "户卡 甲乙");
    assert_eq!(sheet_name(&named("''"), &[]), "表");
    assert_eq!(sheet_name(&named("户卡"), &["户卡".into(), "户卡(2)".into()]), "户卡(3)");
    assert_eq!(sheet_name(&named("List"), &["LIST".into()]), "List(2)");
    let long = sheet_name(&named(&"𠮷".repeat(40)), &[]);
    assert!(long.encode_utf16().count() <= 31 && long.starts_with('𠮷'), "{long}");
    let documents: Vec<_> = (0..12).map(|_| named(&"很长的名字".repeat(9))).collect();
    assert_eq!(read(&workbook(&documents, day()).unwrap()).len(), 12);
}

#[test]
fn a_form_of_text_alone_becomes_one_column() {
    let mut document = Document::new("公开承诺书", Paper::A4);
    document.blocks.push(Block::Paragraph(Paragraph::body("本人郑重承诺。")));
    document.signatures = sample::signatures();
    document.head.push(domain::document::HeadLine { left: "向阳村".into(), right: "2026年11月".into() });
    let sheets = read(&workbook(&[document], day()).unwrap());
    let rows: Vec<String> = sheets[0].1.rows().map(|row| text(&row[0])).collect();
    assert_eq!(sheets[0].1.width(), 1);
    assert_eq!(rows[1], "向阳村　　2026年11月");
    assert_eq!(rows[2], "　　本人郑重承诺。");
    assert!(rows.last().unwrap().starts_with("填表人：") && rows.last().unwrap().ends_with('日'));
}

#[test]
fn a_text_that_excel_cannot_hold_is_an_error_not_a_loss() {
    let result = workbook(&[document(vec![Cell::text("长".repeat(40_000))])], day());
    assert!(result.is_err());
}
