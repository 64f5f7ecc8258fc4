//! The words of a PDF are the words of its document.

use crate::sample::{card, ledger, roster};
use chrono::NaiveDate;
use domain::document::{Block, Cell, Column, Document, Paper, Row, Table};
use paper::{Faces, Layout, Missing, PaperError, missing};
use std::io::Write;
use std::process::{Command, Stdio};

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

pub fn set(document: &Document) -> Layout {
    Layout::new(std::slice::from_ref(document), Faces::shipped(), today()).unwrap()
}

/// The pages' words in reading order, white space left out: line breaks are layout.
pub fn words(pdf: &[u8]) -> Vec<String> {
    let mut reader = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils is installed");
    let mut input = reader.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = reader.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut pages: Vec<String> = text.split('\u{C}').map(squeeze).collect();
    assert_eq!(pages.pop().as_deref(), Some(""));
    pages
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[test]
fn the_ledger_on_paper_says_what_its_document_says() {
    let document = ledger();
    let page = words(&set(&document).pdf().unwrap()).remove(0);
    let table = document.tables().next().unwrap();
    for cell in table.rows.iter().chain(&table.total).flat_map(|row| &row.0) {
        for line in cell.plain().lines() {
            assert!(page.contains(&squeeze(line)), "{line} is missing from {page}");
        }
    }
    for text in ["「红网工程」管理台账", "向阳村2026年11月", "截至2026-11-21（未结账）", "出生1人=本月197人"]
    {
        assert!(page.contains(text), "{text} is missing from {page}");
    }
    assert!(page.contains("吴𠮷、龚䶮"), "rare characters print");
    assert!(page.ends_with("第1页共1页"), "{page}");
}

#[test]
fn captions_stand_again_on_every_page_and_pages_are_counted() {
    let pages = words(&set(&roster(60)).pdf().unwrap());
    assert!(pages.len() > 2);
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains("序号户号姓名性别出生日期身份证号与户主关系备注"), "{page}");
        assert!(page.contains(&format!("第{}页共{}页", index + 1, pages.len())), "{page}");
        assert!(page.contains("内部资料注意保管"), "{page}");
        assert_eq!(page.contains("常住人口花名册"), index == 0, "the title stands once");
    }
    let all = pages.concat();
    for index in 0..60 {
        assert!(all.contains(&format!("999999********{index:04}")), "row {index}");
    }
}

#[test]
fn several_documents_in_one_file_are_counted_each_for_itself() {
    let documents = [card(), ledger(), roster(30)];
    let pages = words(&Layout::new(&documents, Faces::shipped(), today()).unwrap().pdf().unwrap());
    let counts: Vec<_> =
        pages.iter().map(|page| &page[page.find('第').map_or(0, |_| page.rfind('第').unwrap())..]).collect();
    assert_eq!(counts, ["第1页共1页", "第1页共1页", "第1页共2页", "第2页共2页"]);
    assert!(pages[0].contains("内部资料") && !pages[1].contains("内部资料"), "each has its own foot");
}

#[test]
fn a_character_that_no_font_has_prints_a_mark_and_is_reported() {
    let expected = Missing { character: '\u{E000}', place: "第 4 行 姓名".into(), text: "示〓例".into() };
    assert_eq!(missing(&[card()], Faces::shipped()).unwrap(), std::slice::from_ref(&expected));
    let layout = set(&card());
    assert_eq!(layout.missing(), [expected]);
    assert!(words(&layout.pdf().unwrap()).concat().contains("示〓例"));
    assert!(
        missing(&[ledger(), roster(100)], Faces::shipped()).unwrap().is_empty(),
        "𠮷 and 䶮 are no such characters"
    );
}

#[test]
fn a_font_of_the_system_is_asked_last_and_a_broken_one_passed_over() {
    let faces = Faces::with_system(vec![vec![0; 100], fonts::faces()[2].to_vec()]);
    assert!(faces.covers('𠮷') && faces.covers('䶮') && !faces.covers('\u{E000}'));
    let with = Layout::new(&[ledger()], &faces, today()).unwrap().pdf().unwrap();
    assert_eq!(with, set(&ledger()).pdf().unwrap(), "a page that needs no system font does not change with one");
}

#[test]
fn control_characters_print_as_spaces_and_joiners_as_nothing() {
    let mut document = Document::new("测\t试", Paper::A4);
    let mut table = Table::new(vec![Column::new("姓名")]);
    table.rows.push(Row(vec![Cell::text("示\u{200B}例\u{1}甲")]));
    document.blocks.push(Block::Table(table));
    let layout = set(&document);
    assert!(layout.missing().is_empty());
    assert!(words(&layout.pdf().unwrap())[0].contains("测试"));
}

#[test]
fn the_same_document_on_the_same_day_is_the_same_file() {
    assert_eq!(set(&card()).pdf().unwrap(), set(&card()).pdf().unwrap());
    let tomorrow = today().succ_opt().unwrap();
    let later = Layout::new(&[card()], Faces::shipped(), tomorrow).unwrap().pdf().unwrap();
    assert_ne!(set(&card()).pdf().unwrap(), later);
}

#[test]
fn a_row_with_more_cells_than_columns_is_refused() {
    let mut document = Document::new("表", Paper::A4);
    let mut table = Table::new(vec![Column::new("姓名")]);
    table.rows.push(Row(vec![Cell::text("甲"), Cell::text("乙")]));
    document.blocks.push(Block::Table(table));
    let result = Layout::new(&[document], Faces::shipped(), today());
    assert!(matches!(result, Err(PaperError::RowTooWide(_))));
}

#[test]
fn a_table_without_rows_prints_its_captions() {
    let mut document = Document::new("矛盾纠纷排查调处登记表", Paper::A4);
    document.blocks.push(Block::Table(Table::new(vec![Column::new("编号"), Column::new("当事人")])));
    assert!(words(&set(&document).pdf().unwrap())[0].contains("编号当事人"));
}
