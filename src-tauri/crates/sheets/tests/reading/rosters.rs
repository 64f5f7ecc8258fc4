//! The seven rosters of the invented village, each in the format and state its office left it in.

use domain::sheet::{Cell, Region, Sheet, Workbook};
use sheets::read::{Limits, read};

use super::make::{Here, cell, roster, text};

fn opened(name: &str) -> Workbook {
    read(&roster(name), &Limits::default(), &Here).unwrap()
}

fn filled(sheet: &Sheet) -> usize {
    sheet.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_blank()).count()
}

fn count(sheet: &Sheet, wanted: fn(&Cell) -> bool) -> usize {
    sheet.rows.iter().flat_map(|row| &row.cells).filter(|cell| wanted(cell)).count()
}

#[test]
fn every_roster_has_the_sheets_rows_columns_and_merges_of_its_original() {
    // File, sheet, rows that hold something, number of the last, columns, filled cells, merged regions.
    let facts = [
        ("一户一档.xlsx", "目录", 4, 4, 3, 10, 1),
        ("一户一档.xlsx", "1组", 96, 126, 14, 1106, 3),
        ("一户一档.xlsx", "2组", 107, 137, 14, 1224, 3),
        ("一户一档.ods", "目录", 4, 4, 3, 10, 1),
        ("一户一档.ods", "1组", 96, 126, 14, 1106, 3),
        ("一户一档.ods", "2组", 107, 137, 14, 1224, 3),
        ("一组-WPS另存.xlsx", "1组", 94, 94, 7, 498, 0),
        ("三留守登记表.xls", "Sheet1", 6, 6, 9, 40, 1),
        ("低保与优抚名单.csv", "低保与优抚名单", 26, 26, 5, 130, 0),
        ("党员花名册.xlsx", "党员花名册", 24, 24, 13, 272, 1),
        ("常住人口登记表.xlsx", "常住人口", 202, 202, 18, 2451, 291),
    ];
    for (file, name, rows, last, columns, cells, merges) in facts {
        let workbook = opened(file);
        assert_eq!(workbook.file, file);
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == name).expect(name);
        let width = sheet.rows.iter().map(|row| row.cells.len()).max();
        let found =
            (sheet.rows.len(), sheet.rows.last().unwrap().number, width.unwrap(), filled(sheet), sheet.merges.len());
        assert_eq!(found, (rows, last, columns, cells, merges), "{file} {name}");
        assert!(!sheet.hidden);
        assert!(sheet.rows.is_sorted_by(|above, below| above.number < below.number));
    }
}

#[test]
fn the_ods_says_what_the_xlsx_says() {
    let (ods, xlsx) = (opened("一户一档.ods"), opened("一户一档.xlsx"));
    for (ods, mut xlsx) in ods.sheets.into_iter().zip(xlsx.sheets) {
        xlsx.merges.sort_by_key(|merge| (merge.first_row, merge.first_column));
        assert_eq!(ods, xlsx);
    }
}

#[test]
fn a_merged_title_and_a_merged_household_keep_their_place() {
    let workbook = opened("常住人口登记表.xlsx");
    let sheet = &workbook.sheets[0];
    assert_eq!(text(sheet, 1, 0), "示范镇向阳村常住人口登记表");
    let households = sheet.merges.iter().filter(|merge| merge.first_column == 2 && merge.last_column == 2).count();
    assert!(households > 30);
    let region = Region { first_row: 12, last_row: 13, first_column: 1, last_column: 1 };
    assert!(sheet.merges.contains(&region));
    assert_ne!(cell(sheet, 12, 1), &Cell::Empty);
    assert_eq!(cell(sheet, 13, 1), &Cell::Empty, "nothing is filled down here");
}

#[test]
fn damage_done_by_a_spreadsheet_program_is_read_as_it_stands() {
    let expected: serde_json::Value = serde_json::from_slice(&std::fs::read(roster("expected.json")).unwrap()).unwrap();
    let expected = &expected["一组-WPS另存.xlsx"];
    let workbook = opened("一组-WPS另存.xlsx");
    let ids: Vec<&Cell> = workbook.sheets[0].rows[1..].iter().map(|row| &row.cells[4]).collect();
    let rounded = ids.iter().filter(|id| matches!(id, Cell::Number(_))).count();
    let wide = ids.iter().filter(|id| matches!(id, Cell::Text(text) if text.starts_with('９'))).count();
    assert_eq!(ids.len(), expected["rows"]);
    assert_eq!(rounded, expected["id_precision_lost"]);
    assert_eq!(wide, expected["id_full_width"]);
    assert_eq!(text(&workbook.sheets[0], 2, 1), "白\u{3000}伟");
}

#[test]
fn dates_numbers_and_texts_keep_their_kind() {
    let members = opened("党员花名册.xlsx");
    assert_eq!(count(&members.sheets[0], |cell| matches!(cell, Cell::Date(_))), 9);
    assert_eq!(count(&members.sheets[0], |cell| matches!(cell, Cell::Number(_))), 21);
    let left_behind = &opened("三留守登记表.xls").sheets[0];
    assert_eq!(text(left_behind, 3, 3), "魏艳");
    assert_eq!(cell(left_behind, 3, 5), &Cell::Number(83.0));
    assert_eq!(left_behind.merges, [Region { first_row: 1, last_row: 1, first_column: 0, last_column: 8 }]);
    let assisted = &opened("低保与优抚名单.csv").sheets[0];
    assert_eq!(text(assisted, 2, 2), "999999199606266743\t", "a tab inside a field is the field's");
}
