//! A workbook as its reader found it: the cells that exist, nothing understood yet.
//!
//! `sheets` fills it, `intake` understands it; neither knows the other. Rows are sparse, since a damaged file may
//! hold two cells a million rows apart.

use chrono::NaiveDate;

/// What one cell holds. Empty cells inside a row are [`Cell::Empty`]; behind the last filled cell there are none.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Cell {
    /// Nothing, or text of length zero.
    #[default]
    Empty,
    /// Text exactly as stored: neither trimmed nor normalised.
    Text(String),
    /// A number; an ID number typed as one has lost its last three digits here.
    Number(f64),
    /// A cell that the workbook formats as a date.
    Date(NaiveDate),
    /// A tick.
    Bool(bool),
}

impl Cell {
    /// Nothing in it, or only white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            Self::Number(_) | Self::Date(_) | Self::Bool(_) => false,
        }
    }
}

/// One row that holds at least one cell.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Row {
    /// Counted from 1, as the spreadsheet program shows it.
    pub number: u32,
    /// From column A on.
    pub cells: Vec<Cell>,
}

/// A merged region, inclusive: rows counted from 1, columns from 0 (A = 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Topmost row, from 1.
    pub first_row: u32,
    /// Bottom row, from 1.
    pub last_row: u32,
    /// Leftmost column, A = 0.
    pub first_column: u16,
    /// Rightmost column, A = 0.
    pub last_column: u16,
}

/// One sheet, rows ascending by number.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sheet {
    /// The name on its tab; the file's stem for a CSV.
    pub name: String,
    /// Hidden or very hidden in the workbook.
    pub hidden: bool,
    /// Rows that hold a cell, ascending.
    pub rows: Vec<Row>,
    /// Merged regions; only the top left cell of each holds a value.
    pub merges: Vec<Region>,
}

/// One file, read.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Workbook {
    /// The file's name without its folder.
    pub file: String,
    /// In the order of the tabs.
    pub sheets: Vec<Sheet>,
}
