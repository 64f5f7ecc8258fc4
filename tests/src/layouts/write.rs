//! Workbooks of the generator as files that a reader opens.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::Datelike;
use domain::sheet::{Cell, Region, Sheet, Workbook};
use intake::normal::text::shown;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Book, Worksheet, XlsxError};

/// Writes `workbook` into `folder` under its own name, as text where that ends with `.csv`.
///
/// # Errors
/// When the folder cannot be written to, or the sheet cannot be laid out.
pub fn write(workbook: &Workbook, folder: &Path) -> io::Result<PathBuf> {
    let path = folder.join(&workbook.file);
    if workbook.file.ends_with(".csv") {
        fs::write(&path, workbook.sheets.first().map(csv).unwrap_or_default())?;
    } else {
        book(workbook).and_then(|mut book| book.save(&path)).map_err(io::Error::other)?;
    }
    Ok(path)
}

fn csv(sheet: &Sheet) -> String {
    let mut text = String::from('\u{feff}');
    let mut next = 1;
    for row in &sheet.rows {
        for _ in next..row.number {
            text.push_str("\r\n");
        }
        next = row.number + 1;
        let cells: Vec<String> = row.cells.iter().map(|cell| quoted(&shown(cell))).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(text: &str) -> String {
    match text.contains([',', '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

fn book(workbook: &Workbook) -> Result<Book, XlsxError> {
    let mut book = Book::new();
    for sheet in &workbook.sheets {
        let worksheet = book.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        for region in &sheet.merges {
            merge(worksheet, *region)?;
        }
        for row in &sheet.rows {
            for (column, cell) in row.cells.iter().enumerate() {
                put(worksheet, row.number - 1, column as u16, cell)?;
            }
        }
    }
    Ok(book)
}

fn merge(sheet: &mut Worksheet, region: Region) -> Result<(), XlsxError> {
    let (first, last) = (region.first_row - 1, region.last_row - 1);
    sheet.merge_range(first, region.first_column, last, region.last_column, "", &Format::new())?;
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        Cell::Number(number) => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Bool(tick) => {
            sheet.write_boolean(row, column, *tick)?;
        }
        Cell::Date(day) => {
            let date = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
            sheet.write_datetime_with_format(row, column, &date, &Format::new().set_num_format("yyyy-mm-dd"))?;
        }
    }
    Ok(())
}
