//! .xlsx and .xlsm, cell by cell.
//!
//! Never a dense range: 4.8 KB with two far cells would take 1.9 GB. The declared dimension is not looked at; some
//! programs write `A1` whatever the sheet holds. Chart and dialog sheets hold no cells and are left out.

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use domain::sheet::Workbook;

use super::gather::{Gathered, Tally, workbook};
use super::{Limits, ReadError, cell};

/// Reads an inspected package.
pub(super) fn read(bytes: &[u8], file: String, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let tabs = book.sheets_metadata().to_vec();
    let mut names: Vec<&str> = tabs.iter().map(|tab| tab.name.as_str()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        // Sheets are found by name: the second would be read as the first.
        return Err(ReadError::Damaged);
    }
    let mut tally = Tally::new(limits);
    let mut sheets = Vec::new();
    for tab in tabs.iter().filter(|tab| tab.typ == SheetType::WorkSheet) {
        let mut sheet = Gathered::open(&mut tally, tab.name.clone(), tab.visible != SheetVisible::Visible)?;
        let mut cells = match book.worksheet_cells_reader(&tab.name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(refusal(&error)),
        };
        loop {
            match cells.next_cell() {
                Ok(Some(found)) => {
                    let (row, column) = found.get_position();
                    sheet.put(&mut tally, row, column, cell::of(Data::from(found.get_value().clone())))?;
                }
                Ok(None) => break,
                // An error value newer than the library knows (#SPILL!): as empty as the others.
                Err(XlsxError::CellError(_)) => {}
                Err(error) => return Err(refusal(&error)),
            }
        }
        drop(cells);
        for region in book.merge_cells_by_sheet_name(&tab.name).map_err(|error| refusal(&error))? {
            sheet.merge(&mut tally, region.start, region.end)?;
        }
        sheets.push(sheet.close());
    }
    workbook(file, sheets)
}

fn refusal(error: &XlsxError) -> ReadError {
    if matches!(error, XlsxError::Password) { ReadError::Encrypted } else { ReadError::Damaged }
}
