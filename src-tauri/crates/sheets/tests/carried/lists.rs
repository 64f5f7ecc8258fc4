//! The lists themselves: what people see of them, and what stays text.

use domain::sheet::Cell;
use sheets::write::{Lists, Tab, WriteError};

use super::make::{column, hidden, open, part, plain};

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

#[test]
fn words_come_first_and_ids_last_and_out_of_sight() {
    let bytes = plain();
    let workbook = open("月报.xlsx", &bytes, None).unwrap().workbook;
    let sheets: Vec<_> = workbook.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [("说明", false), ("人", false), ("办理经过", false), ("_校验", true)]);
    let frame = part(&bytes, "xl/workbook.xml");
    assert!(frame.contains("state=\"veryHidden\"") && !frame.contains("activeTab=\"3\""), "{frame}");
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("tabSelected=\"1\""));
    assert!((2..=4).all(|sheet| !part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml")).contains("tabSelected")));
    assert_eq!(workbook.sheets[0].rows[1].cells, [text("村"), text("示例村")]);
    assert_eq!(workbook.sheets[3].rows[1].cells, [text("行号"), text("校验")]);
    assert_eq!(workbook.sheets[3].rows[2].cells, [text("id-1"), text("c0ffee")]);
}

#[test]
fn columns_for_the_program_are_hidden_and_the_others_are_not() {
    let sheet = part(&plain(), "xl/worksheets/sheet2.xml");
    let columns: Vec<&str> = sheet.split("<col ").skip(1).map(|column| column.split("/>").next().unwrap()).collect();
    assert!(columns[0].starts_with("min=\"1\" max=\"4\"") && !columns[0].contains("hidden"), "{columns:?}");
    assert!(columns[1].starts_with("min=\"5\" max=\"5\"") && columns[1].contains("hidden=\"1\""), "{columns:?}");
    assert_eq!(columns.len(), 2);
}

#[test]
fn whatever_is_typed_into_a_list_stays_text() {
    let bytes = plain();
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    let styles = part(&bytes, "xl/styles.xml");
    let formats: Vec<&str> = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
    let style = |element: &str, name: &str| {
        let number = element.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        formats[number.parse::<usize>().unwrap()]
    };
    for column in sheet.split("<col ").skip(1) {
        let column = column.split("/>").next().unwrap();
        assert!(style(column, "style").starts_with("numFmtId=\"49\""), "cells that nobody has written: {column}");
    }
    let row = sheet.split("<row r=\"2\"").nth(1).unwrap().split("</row>").next().unwrap();
    for cell in row.split("<c ").skip(1) {
        assert!(cell.contains("t=\"s\"") && style(cell, "s").starts_with("numFmtId=\"49\""), "{cell}");
    }
    let workbook = open("月报.xlsx", &bytes, None).unwrap().workbook;
    let rows: Vec<_> = workbook.sheets[2].rows[1..].iter().map(|row| row.cells.clone()).collect();
    assert_eq!(rows[0], [text("=1+1"), Cell::Number(3.0)]);
    assert_eq!(rows[1], [text("+86"), text("0101"), text("@A1")]);
    assert!(!part(&bytes, "xl/worksheets/sheet3.xml").contains("<f>"));
}

#[test]
fn choices_drop_down_and_something_else_may_still_be_typed() {
    let sheet = part(&plain(), "xl/worksheets/sheet2.xml");
    let rule = sheet.split("<dataValidation ").nth(1).unwrap().split("</dataValidation>").next().unwrap();
    assert!(rule.contains("type=\"list\"") && rule.contains("errorStyle=\"warning\""), "{rule}");
    assert!(rule.contains("sqref=\"C2:C551\"") && rule.contains("<formula1>\"男,女\"</formula1>"), "{rule}");
}

#[test]
fn choices_that_excel_has_no_room_for_are_left_out() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    let fits = ["选".repeat(127), "项".repeat(127)];
    let many = ["选".repeat(127), "项".repeat(128)];
    let of = |choices: &[&str]| {
        let mut lists = Lists::new("表", "", day);
        lists
            .carried("表", &[column("甲", Some(choices))], Tab::Main, |list| list.text("一")?.end())
            .map_err(|error: WriteError| error.to_string())
            .unwrap();
        part(&lists.finish().unwrap(), "xl/worksheets/sheet1.xml").contains("<dataValidation ")
    };
    assert!(of(&fits.each_ref().map(String::as_str)));
    assert!(!of(&many.each_ref().map(String::as_str)));
    assert!(!of(&["甲,乙", "丙"]), "Excel would make three of two");
    assert!(!of(&[]));
}

#[test]
fn a_cell_that_is_asked_about_is_yellow_and_says_why() {
    let bytes = plain();
    let notes = part(&bytes, "xl/comments1.xml");
    assert!(notes.contains("ref=\"A2\"") && notes.contains("与本站登记的不同：示例原因。"), "{notes}");
    let sheet = part(&bytes, "xl/worksheets/sheet3.xml");
    let cell = sheet.split("<c r=\"A2\" s=\"").nth(1).unwrap();
    let style: usize = cell.split('"').next().unwrap().parse().unwrap();
    let styles = part(&bytes, "xl/styles.xml");
    let format = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").nth(style + 1).unwrap();
    let fill: usize = format.split("fillId=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    let fill = styles.split("<fills").nth(1).unwrap().split("<fill>").nth(fill + 1).unwrap();
    assert!(fill.contains("FFFFF280"), "{fill}");
}

#[test]
fn a_row_is_as_high_as_the_longest_of_its_texts_that_people_see() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    let mut lists = Lists::new("表", "", day);
    let long = "很长的话".repeat(10);
    lists
        .carried("表", &[column("甲", None), hidden("乙")], Tab::Main, |list| {
            list.text("短")?.text(&long)?.end()?;
            list.text(&long)?.end()?;
            list.text("短")?.end()?;
            list.text("甲\n乙")?.end()
        })
        .map_err(|error: WriteError| error.to_string())
        .unwrap();
    lists.words("说明", &[("短", "短"), ("长", &long.repeat(3))]).unwrap();
    let bytes = lists.finish().unwrap();
    let height = |sheet: u8, row: u8| {
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        let row = sheet.split(&format!("<row r=\"{row}\"")).nth(1).unwrap().split('>').next().unwrap().to_owned();
        row.split("ht=\"").nth(1).map(|height| height.split('"').next().unwrap().parse::<f64>().unwrap())
    };
    assert_eq!([height(2, 2), height(2, 4), height(1, 2)], [None; 3], "one line is as high as every row");
    assert!((85.0..130.0).contains(&height(2, 3).unwrap()), "{:?}", height(2, 3));
    assert!((30.0..45.0).contains(&height(2, 5).unwrap()), "{:?}", height(2, 5));
    assert!((60.0..90.0).contains(&height(1, 3).unwrap()), "{:?}", height(1, 3));
}

#[test]
fn details_have_a_grey_tab() {
    let grey =
        |sheet: u8| part(&plain(), &format!("xl/worksheets/sheet{sheet}.xml")).contains("<tabColor rgb=\"FFA6A6A6\"/>");
    assert_eq!([1, 2, 3].map(grey), [false, false, true]);
}

#[test]
fn every_list_prints_as_lists_do() {
    let sheet = part(&plain(), "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""));
    assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("<autoFilter ref=\"A1:E51\"/>"));
    assert!(part(&plain(), "xl/workbook.xml").contains("人!$1:$1</definedName>"));
}

#[test]
fn a_workbook_without_a_mark_says_nothing_of_one() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    let mut lists = Lists::new("打印本", "内部资料", day);
    lists.words("说明", &[("村", "示例村")]).unwrap();
    let bytes = lists.finish().unwrap();
    let frame = part(&bytes, "xl/workbook.xml");
    assert!(!frame.contains("hongwang") && !frame.contains("veryHidden"), "{frame}");
    assert_eq!(open("打印本.xlsx", &bytes, None).unwrap().mark, None);
}
