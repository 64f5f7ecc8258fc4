//! Files made or damaged to hurt: refused by name or read exactly, quickly, in little memory.

use sheets::read::{Limits, ReadError, read};

use super::make::{Here, Xlsx, cell, code, one_sheet, read_as, read_within, roster};
use domain::sheet::Cell;

fn numbers(rows: u32, columns: u32) -> Vec<u8> {
    let row = "<c><v>1</v></c>".repeat(columns as usize);
    let rows: String = (1..=rows).map(|number| format!("<row r=\"{number}\">{row}</row>")).collect();
    one_sheet(&format!("<sheetData>{rows}</sheetData>"))
}

#[test]
fn thirty_thousand_rows_of_forty_columns_pass_every_cap() {
    let cell = |row: u32, column: u32| format!(r#"<c t="str"><v>向阳村{}号{column}</v></c>"#, row * 7919 % 30_011);
    let rows: String = (1..=30_000)
        .map(|row| format!("<row r=\"{row}\">{}</row>", (0..40).map(|column| cell(row, column)).collect::<String>()))
        .collect();
    let book = read_as("大.xlsx", &one_sheet(&format!("<sheetData>{rows}</sheetData>"))).unwrap();
    assert_eq!(book.sheets[0].rows.len(), 30_000);
    assert!(book.sheets[0].rows.iter().all(|row| row.cells.len() == 40));
}

#[test]
fn two_cells_a_million_rows_apart_are_two_rows() {
    let body = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#;
    let book = read_as("远.xlsx", &one_sheet(body)).unwrap();
    assert_eq!(book.sheets[0].rows.len(), 2);
    assert_eq!(cell(&book.sheets[0], 1_048_576, 16_383), &Cell::Number(2.0));
}

#[test]
fn a_cell_outside_every_sheet_is_damage() {
    for place in ["XFE1", "A1048577", "ZZZZZZZ1", "A0", "1A"] {
        let body = format!(r#"<sheetData><row r="1"><c r="{place}"><v>1</v></c></row></sheetData>"#);
        assert_eq!(code("外.xlsx", &one_sheet(&body)), "file_damaged", "{place}");
    }
    let merge = r#"<sheetData/><mergeCells><mergeCell ref="A1:XFE9"/></mergeCells>"#;
    assert_eq!(code("外.xlsx", &one_sheet(merge)), "file_damaged");
}

#[test]
fn each_cap_has_its_own_refusal() {
    let limits = Limits::default();
    let small =
        Limits { rows: 10, cells: 50, sheets: 1, merges: 1, text_bytes: 2 << 20, text_chars: 5, ..limits.clone() };
    assert_eq!(read_within("行.xlsx", &numbers(11, 1), &small), Err(ReadError::TooManyRows(10)));
    assert_eq!(read_within("格.xlsx", &numbers(3, 20), &small), Err(ReadError::TooManyCells(50)));
    assert!(read_within("正好.xlsx", &numbers(10, 5), &small).is_ok());
    let merges = r#"<sheetData/><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>"#;
    assert_eq!(read_within("并.xlsx", &one_sheet(merges), &small), Err(ReadError::TooManyMerges(1)));
    assert_eq!(read_within("长.csv", "一二三四五六,a\n".as_bytes(), &small), Err(ReadError::LongCell(5)));
    let tabs = r#"<sheet name="一" r:id="rId1"/><sheet name="二" r:id="rId2"/>"#;
    let two = Xlsx { tabs, sheets: &["<sheetData/>", "<sheetData/>"], ..Xlsx::default() }.bytes();
    assert_eq!(read_within("表.xlsx", &two, &small), Err(ReadError::TooManySheets(1)));
    let tiny = Limits { bytes: 1 << 20, ..limits };
    assert_eq!(read_within("大.csv", "a,b\n".repeat(300_000).as_bytes(), &tiny), Err(ReadError::TooLarge(1)));
}

#[test]
fn a_far_cell_in_each_of_many_rows_meets_the_cap_on_cells() {
    let rows: String = (1..=1000).map(|row| format!(r#"<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>"#)).collect();
    assert_eq!(code("宽.xlsx", &one_sheet(&format!("<sheetData>{rows}</sheetData>"))), "too_many_cells");
}

#[test]
fn one_long_text_shared_by_ten_thousand_cells_meets_the_cap_on_text() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "字".repeat(30_000));
    let body = format!("<sheetData><row r=\"1\">{}</row></sheetData>", r#"<c t="s"><v>0</v></c>"#.repeat(10_000));
    let file = Xlsx { sheets: &[&body], strings: Some(&strings), ..Xlsx::default() }.bytes();
    assert_eq!(code("同.xlsx", &file), "too_much_text");
}

#[test]
fn a_zip_bomb_is_refused_before_it_unpacks() {
    let bomb = one_sheet(&format!("<sheetData>{}</sheetData>", " ".repeat(40 << 20)));
    assert!(bomb.len() < 100 << 10);
    assert_eq!(code("弹.xlsx", &bomb), "file_unpacks_too_large");
}

#[test]
fn a_part_that_unpacks_to_more_than_it_claims_is_damage() {
    let body = format!("<sheetData>{}</sheetData>", " ".repeat(1 << 20));
    let mut bomb = one_sheet(&body);
    let size = (body.len() + "<?xml version=\"1.0\"?><worksheet></worksheet>".len()) as u32;
    let places: Vec<usize> = (0..bomb.len() - 4).filter(|at| bomb[*at..at + 4] == size.to_le_bytes()).collect();
    assert_eq!(places.len(), 2, "the size stands in both headers");
    for at in places {
        bomb[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    assert_eq!(code("谎.xlsx", &bomb), "file_damaged");
}

#[test]
fn parts_that_claim_more_than_they_hold_are_damage() {
    let strings = r#"<?xml version="1.0"?><sst uniqueCount="1099511627776"><si><t>a</t></si></sst>"#;
    let body = "<sheetData/>";
    let file = Xlsx { sheets: &[body], strings: Some(strings), ..Xlsx::default() }.bytes();
    assert_eq!(code("串.xlsx", &file), "file_damaged");
    let name = "长".repeat(300_000);
    let formats = r#"<xf fontId="0"/>"#.repeat(50_000);
    let styles = format!(
        r#"<styleSheet><fonts><font><name val="{name}"/></font></fonts><cellXfs>{formats}</cellXfs></styleSheet>"#
    );
    let file = Xlsx { sheets: &[body], styles: Some(&styles), ..Xlsx::default() }.bytes();
    assert_eq!(code("式.xlsx", &file), "file_damaged");
}

#[test]
fn two_sheets_of_one_name_are_damage() {
    let tabs = r#"<sheet name="一" r:id="rId1"/><sheet name="一" r:id="rId2"/>"#;
    let file = Xlsx { tabs, sheets: &["<sheetData/>", "<sheetData/>"], ..Xlsx::default() }.bytes();
    assert_eq!(code("表.xlsx", &file), "file_damaged");
}

#[test]
fn tabs_that_share_one_part_are_damage() {
    let file = Xlsx { sheets: &["<sheetData/>"], ..Xlsx::default() }.bytes();
    assert!(read_as("表.xlsx", &file).is_ok());
    let relation = |id: &str, target: &str| {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#)
    };
    let shared =
        [relation("rId1", "worksheets/sheet1.xml"), relation("rId2", "/xl/worksheets/&#x73;heet1.xml")].concat();
    let tabs = r#"<sheet name="一" r:id="rId1"/><sheet name="二" r:id="rId2"/>"#;
    let file = Xlsx { tabs, sheets: &["<sheetData/>"], relations: Some(&shared), ..Xlsx::default() }.bytes();
    assert_eq!(code("表.xlsx", &file), "file_damaged");
}

#[test]
fn a_package_cut_anywhere_is_refused() {
    for name in ["党员花名册.xlsx", "一户一档.ods"] {
        let whole = std::fs::read(roster(name)).unwrap();
        for length in (64..whole.len()).step_by(211) {
            assert!(read_as(name, &whole[..length]).is_err(), "{name} cut at {length}");
        }
    }
}

#[test]
fn a_package_with_a_flipped_bit_is_refused_or_reads_the_same() {
    for (name, step) in [("党员花名册.xlsx", 3), ("一户一档.ods", 23)] {
        let whole = std::fs::read(roster(name)).unwrap();
        let sound = read(&roster(name), &Limits::default(), &Here).unwrap();
        let mut refused = 0;
        for at in (0..whole.len()).step_by(step) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            match read_as(name, &bytes) {
                Ok(book) => assert_eq!(book, sound, "{name}: the bit at {at} was taken for good"),
                Err(_) => refused += 1,
            }
        }
        assert!(refused * step * 10 > whole.len() * 9, "{name}: only {refused} refused");
    }
}
