//! Rows as they grow, and the caps they grow under.
//!
//! Every reader, and the decoder of a child's answer, puts its cells through here; nobody else counts.

use domain::sheet::{Cell, Region, Row, Sheet, Workbook};

use super::{Limits, ReadError};

/// Rows of a sheet in any format: a cell below is no cell of a workbook.
pub(super) const ROWS: u32 = 1_048_576;
/// Columns of a sheet in any format.
pub(super) const COLUMNS: u32 = 16_384;

/// What one workbook has used up of its [`Limits`].
pub(super) struct Tally<'a> {
    limits: &'a Limits,
    sheets: u64,
    rows: u64,
    cells: u64,
    merges: u64,
    text: u64,
}

impl<'a> Tally<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, sheets: 0, rows: 0, cells: 0, merges: 0, text: 0 }
    }

    /// Characters one cell may hold, for readers that build a text piece by piece.
    pub(super) fn text_chars(&self) -> u64 {
        self.limits.text_chars
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        let (bytes, limits) = (text.len() as u64, self.limits);
        // A character has a byte at least: only long texts need counting.
        if bytes > limits.text_chars && text.chars().count() as u64 > limits.text_chars {
            return Err(ReadError::LongCell(limits.text_chars));
        }
        self.text += bytes;
        if self.text > limits.text_bytes { Err(ReadError::TooMuchText(limits.text_bytes >> 20)) } else { Ok(()) }
    }
}

/// One sheet under construction.
pub(super) struct Gathered {
    sheet: Sheet,
    ascending: bool,
    width: usize,
}

impl Gathered {
    /// Opens the next sheet of the workbook.
    pub(super) fn open(tally: &mut Tally, name: String, hidden: bool) -> Result<Self, ReadError> {
        tally.sheets += 1;
        if tally.sheets > tally.limits.sheets {
            return Err(ReadError::TooManySheets(tally.limits.sheets));
        }
        tally.text(&name)?;
        Ok(Self { sheet: Sheet { name, hidden, ..Sheet::default() }, ascending: true, width: 0 })
    }

    /// Puts `cell` at `row` and `column`, both counted from 0, in any order; an empty one leaves no trace.
    pub(super) fn put(&mut self, tally: &mut Tally, row: u32, column: u32, cell: Cell) -> Result<(), ReadError> {
        match &cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) if text.is_empty() => return Ok(()),
            Cell::Text(text) => tally.text(text)?,
            Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) => {}
        }
        if row >= ROWS || column >= COLUMNS {
            return Err(ReadError::Damaged);
        }
        let (number, column) = (row + 1, column as usize);
        let last = self.sheet.rows.last().map_or(0, |last| last.number);
        if last != number {
            self.ascending &= last < number;
            tally.rows += 1;
            if tally.rows > tally.limits.rows {
                return Err(ReadError::TooManyRows(tally.limits.rows));
            }
            self.sheet.rows.push(Row { number, cells: Vec::with_capacity(self.width.max(column + 1)) });
        }
        let Some(Row { cells, .. }) = self.sheet.rows.last_mut() else { return Err(ReadError::Damaged) };
        if column >= cells.len() {
            tally.cells += (column + 1 - cells.len()) as u64;
            if tally.cells > tally.limits.cells {
                return Err(ReadError::TooManyCells(tally.limits.cells));
            }
            cells.resize(column, Cell::Empty);
            cells.push(cell);
            // Rows of one list are about equally long; a single far cell must not make every row wide.
            self.width = cells.len().min(64);
        } else {
            cells[column] = cell;
        }
        Ok(())
    }

    /// Adds a merged region, rows and columns counted from 0, inclusive. One cell alone is no region.
    pub(super) fn merge(&mut self, tally: &mut Tally, first: (u32, u32), last: (u32, u32)) -> Result<(), ReadError> {
        if first == last {
            return Ok(());
        }
        if first.0 > last.0 || first.1 > last.1 || last.0 >= ROWS || last.1 >= COLUMNS {
            return Err(ReadError::Damaged);
        }
        tally.merges += 1;
        if tally.merges > tally.limits.merges {
            return Err(ReadError::TooManyMerges(tally.limits.merges));
        }
        self.sheet.merges.push(Region {
            first_row: first.0 + 1,
            last_row: last.0 + 1,
            first_column: first.1 as u16,
            last_column: last.1 as u16,
        });
        Ok(())
    }

    /// The sheet with its rows in order; of a cell given twice the later one holds.
    pub(super) fn close(mut self) -> Sheet {
        if !self.ascending {
            let mut rows = std::mem::take(&mut self.sheet.rows);
            rows.sort_by_key(|row| row.number);
            for row in rows {
                match self.sheet.rows.last_mut() {
                    Some(last) if last.number == row.number => lay_over(&mut last.cells, row.cells),
                    _ => self.sheet.rows.push(row),
                }
            }
        }
        self.sheet
    }
}

fn lay_over(below: &mut Vec<Cell>, above: Vec<Cell>) {
    if below.len() < above.len() {
        below.resize(above.len(), Cell::Empty);
    }
    for (old, new) in below.iter_mut().zip(above) {
        if new != Cell::Empty {
            *old = new;
        }
    }
}

/// The finished workbook; one without any sheet is refused.
pub(super) fn workbook(file: String, sheets: Vec<Sheet>) -> Result<Workbook, ReadError> {
    if sheets.is_empty() { Err(ReadError::NoSheet) } else { Ok(Workbook { file, sheets }) }
}
