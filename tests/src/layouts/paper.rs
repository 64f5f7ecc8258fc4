//! A sheet under construction.

use domain::sheet::{Cell, Region, Row, Sheet};

/// Rows grow downwards; rows that were skipped stay blank.
#[derive(Default)]
pub(super) struct Paper {
    rows: Vec<Row>,
    merges: Vec<Region>,
    /// The next row's number.
    pub next: u32,
}

impl Paper {
    pub fn new() -> Self {
        Self { next: 1, ..Self::default() }
    }

    /// A row; the number it got.
    pub fn row(&mut self, cells: Vec<Cell>) -> u32 {
        let number = self.next;
        self.next += 1;
        if cells.iter().any(|cell| *cell != Cell::Empty) {
            self.rows.push(Row { number, cells });
        }
        number
    }

    /// A row of one text in its first cell.
    pub fn line(&mut self, text: &str) -> u32 {
        self.row(vec![Cell::Text(text.to_owned())])
    }

    /// Merges; a single cell is left alone.
    pub fn merge(&mut self, rows: (u32, u32), columns: (usize, usize)) {
        if rows.0 < rows.1 || columns.0 < columns.1 {
            self.merges.push(Region {
                first_row: rows.0,
                last_row: rows.1,
                first_column: columns.0 as u16,
                last_column: columns.1 as u16,
            });
        }
    }

    /// The sheet; in a text file merged cells and types of cells are lost, and so are blank lines.
    pub fn finish(mut self, name: &str, csv: bool) -> Sheet {
        if csv {
            self.merges.clear();
            for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
                let shown = intake::normal::text::shown(cell).into_owned();
                *cell = if shown.is_empty() { Cell::Empty } else { Cell::Text(shown) };
            }
        }
        Sheet { name: name.to_owned(), hidden: false, rows: self.rows, merges: self.merges }
    }
}
