//! .xls (BIFF5 and BIFF8), in the child process only: the library lays every sheet out densely.

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xls, XlsError};
use domain::sheet::Workbook;

use super::gather::{Gathered, Tally, workbook};
use super::{Limits, ReadError, cell};

/// Reads an OLE2 file that holds a workbook stream.
pub(super) fn read(bytes: &[u8], file: String, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let tabs = book.sheets_metadata().to_vec();
    let mut tally = Tally::new(limits);
    let mut sheets = Vec::new();
    for tab in tabs.iter().filter(|tab| tab.typ == SheetType::WorkSheet) {
        let mut sheet = Gathered::open(&mut tally, tab.name.clone(), tab.visible != SheetVisible::Visible)?;
        let range = book.worksheet_range(&tab.name).map_err(|error| refusal(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            sheet.put(&mut tally, top + row as u32, left + column as u32, cell::of(value.clone()))?;
        }
        for region in book.merge_cells_by_sheet_name(&tab.name).map_err(|error| refusal(&error))? {
            sheet.merge(&mut tally, region.start, region.end)?;
        }
        sheets.push(sheet.close());
    }
    workbook(file, sheets)
}

fn refusal(error: &XlsError) -> ReadError {
    if matches!(error, XlsError::Password) { ReadError::Encrypted } else { ReadError::Damaged }
}
