//! What the formats can say beyond plain cells.

use chrono::NaiveDate;
use domain::sheet::{Cell, Region};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use sheets::read::ReadError;

use super::make::{Xlsx, cell, one_sheet, package, read_as, text};

fn day(year: i32, month: u32, day: u32) -> Cell {
    Cell::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

#[test]
fn every_kind_of_cell_comes_as_it_is_stored() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = ExcelDateTime::from_ymd(2025, 1, 31).unwrap();
    sheet.write_string(0, 0, " 白 伟 ").unwrap();
    sheet.write_number(0, 1, 13_800_005_924.0).unwrap();
    sheet.write_boolean(0, 2, true).unwrap();
    sheet.write_datetime_with_format(0, 3, &date, &Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"")).unwrap();
    sheet.write_formula(0, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_formula(0, 5, Formula::new("=\"低\"&\"保户\"").set_result("低保户")).unwrap();
    sheet.write_number_with_format(0, 6, 0.354_166_666_7, &Format::new().set_num_format("h:mm")).unwrap();
    sheet.write_blank(0, 7, &Format::new().set_bold()).unwrap();
    let found = read_as("各种.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let expected = [
        Cell::Text(" 白 伟 ".into()),
        Cell::Number(13_800_005_924.0),
        Cell::Bool(true),
        day(2025, 1, 31),
        Cell::Empty,
        Cell::Text("低保户".into()),
        Cell::Text("08:30".into()),
    ];
    assert_eq!(found.sheets[0].rows.len(), 1);
    assert_eq!(found.sheets[0].rows[0].cells, expected);
}

#[test]
fn the_date_formats_that_chinese_programs_build_in_are_dates() {
    let styles =
        r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="57"/></cellXfs></styleSheet>"#;
    let body = r#"<sheetData><row r="1"><c r="A1" s="1"><v>45688</v></c><c r="B1" s="2"><v>45688</v></c><c r="C1"><v>45688</v></c></row></sheetData>"#;
    let book =
        read_as("日期.xlsx", &Xlsx { sheets: &[body], styles: Some(styles), ..Xlsx::default() }.bytes()).unwrap();
    assert_eq!(book.sheets[0].rows[0].cells, [day(2025, 1, 31), day(2025, 1, 31), Cell::Number(45_688.0)]);
}

#[test]
fn hidden_and_very_hidden_sheets_say_so_and_keep_the_order_of_the_tabs() {
    let tabs = r#"<sheet name="二" sheetId="2" r:id="rId2"/><sheet name="一" sheetId="1" state="hidden" r:id="rId1"/><sheet name="三" sheetId="3" state="veryHidden" r:id="rId3"/>"#;
    let body = |name: &str| {
        format!(r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{name}</t></is></c></row></sheetData>"#)
    };
    let bodies = [body("甲"), body("乙"), body("丙")];
    let sheets: Vec<&str> = bodies.iter().map(String::as_str).collect();
    let book = read_as("表.xlsx", &Xlsx { tabs, sheets: &sheets, ..Xlsx::default() }.bytes()).unwrap();
    let found: Vec<_> =
        book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden, text(sheet, 1, 0))).collect();
    assert_eq!(found, [("二", false, "乙"), ("一", true, "甲"), ("三", true, "丙")]);
}

#[test]
fn the_declared_dimension_is_not_believed() {
    let body = r#"<dimension ref="A1"/><sheetData><row r="7"><c r="C7"><v>5</v></c></row></sheetData>"#;
    let book = read_as("表.xlsx", &one_sheet(body)).unwrap();
    assert_eq!(cell(&book.sheets[0], 7, 2), &Cell::Number(5.0));
}

#[test]
fn rows_out_of_order_are_put_in_order_and_of_a_cell_given_twice_the_later_holds() {
    let body = r#"<sheetData><row r="5"><c r="B5"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="5"><c r="A5"><v>3</v></c><c r="B5"><v>4</v></c></row></sheetData>"#;
    let book = read_as("表.xlsx", &one_sheet(body)).unwrap();
    let rows: Vec<_> = book.sheets[0].rows.iter().map(|row| (row.number, row.cells.clone())).collect();
    assert_eq!(rows, [(2, vec![Cell::Number(2.0)]), (5, vec![Cell::Number(3.0), Cell::Number(4.0)])]);
}

#[test]
fn an_error_value_of_a_newer_program_is_as_empty_as_the_others() {
    let body = r##"<sheetData><row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1"><v>3</v></c></row></sheetData>"##;
    let book = read_as("表.xlsx", &one_sheet(body)).unwrap();
    assert_eq!(book.sheets[0].rows[0].cells, [Cell::Empty, Cell::Empty, Cell::Number(3.0)]);
}

#[test]
fn a_workbook_of_charts_alone_has_no_sheet() {
    let tabs = "";
    assert_eq!(read_as("图.xlsx", &Xlsx { tabs, ..Xlsx::default() }.bytes()), Err(ReadError::NoSheet));
}

#[test]
fn an_open_document_repeats_spans_and_breaks_lines() {
    let content = r#"<?xml version="1.0"?><office:document-content><office:automatic-styles>
        <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
        </office:automatic-styles><office:body><office:spreadsheet>
        <table:table table:name="一组" table:style-name="ta2">
        <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
        <table:table-row>
          <table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3" office:value-type="string"><text:p>甲<text:s text:c="2"/>乙&amp;</text:p><text:p>&#x4DAE;<office:annotation><text:p>批注</text:p></office:annotation></text:p></table:table-cell>
          <table:covered-table-cell office:value-type="string"><text:p>盖住的</text:p></table:covered-table-cell>
          <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>
          <table:table-cell office:value-type="date" office:date-value="2025-01-31"><text:p>2025年1月</text:p></table:table-cell>
          <table:table-cell office:value-type="time" office:time-value="PT08H30M00S"><text:p>08:30</text:p></table:table-cell>
          <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
          <table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>
          <table:table-cell table:number-columns-repeated="16000"/>
        </table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        </table:table></office:spreadsheet></office:body></office:document-content>"#;
    let file = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    let book = read_as("表.ods", &file).unwrap();
    let sheet = &book.sheets[0];
    assert!(sheet.hidden);
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 4, 5]);
    let expected = [
        Cell::Text("甲  乙&\n䶮".into()),
        Cell::Empty,
        Cell::Number(7.0),
        Cell::Number(7.0),
        day(2025, 1, 31),
        Cell::Text("08:30".into()),
        Cell::Bool(true),
    ];
    assert_eq!(sheet.rows[0].cells, expected);
    assert_eq!(sheet.merges, [Region { first_row: 3, last_row: 5, first_column: 0, last_column: 1 }]);
}

/// A record of the binary format: kind, length, content.
fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let mut bytes = if kind < 128 { vec![kind as u8] } else { vec![kind as u8 | 0x80, (kind >> 7) as u8] };
    bytes.push(u8::try_from(content.len()).unwrap());
    bytes.extend(content);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = (units.len() as u32).to_le_bytes();
    length.into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

#[test]
fn a_binary_workbook_gives_its_cells_and_its_merged_regions() {
    let tab = [numbers(&[1, 1]), wide("rId1"), wide("一组")].concat();
    let workbook = [record(143, &[]), record(156, &tab), record(144, &[]), record(132, &[])].concat();
    let cell_of = |column: u32, rest: Vec<u8>| [numbers(&[column, 0]), rest].concat();
    let sheet = [
        record(129, &[]),
        record(148, &numbers(&[0, 0, 0, 1])),
        record(145, &[]),
        record(0, &[numbers(&[4]), vec![0; 13]].concat()),
        record(6, &cell_of(0, wide("𠮷"))),
        record(5, &cell_of(1, 0.5f64.to_le_bytes().to_vec())),
        record(146, &[]),
        record(176, &numbers(&[4, 6, 0, 0])),
        record(130, &[]),
    ]
    .concat();
    let relations = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let file = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", relations),
        ("xl/worksheets/sheet1.bin", &sheet),
    ]);
    let book = read_as("表.xlsb", &file).unwrap();
    let sheet = &book.sheets[0];
    assert!(sheet.hidden);
    assert_eq!(sheet.rows[0].number, 5);
    assert_eq!(sheet.rows[0].cells, [Cell::Text("𠮷".into()), Cell::Number(0.5)]);
    assert_eq!(sheet.merges, [Region { first_row: 5, last_row: 7, first_column: 0, last_column: 0 }]);
}
