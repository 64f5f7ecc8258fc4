//! A sheet as a person sees it: merged cells filled down, and which captions span their neighbours.

use domain::sheet::{Cell, Region, Sheet};

/// Columns looked at; no roster is wider.
pub(super) const WIDTH: u16 = 256;

/// Cells filled into merged regions at most, so that regions laid over each other cost no time.
const FILLED: usize = 4_000_000;

static EMPTY: Cell = Cell::Empty;

/// One line of the page.
pub(super) struct Line<'a> {
    /// Row number as the spreadsheet shows it.
    pub number: u32,
    own: &'a [Cell],
    filled: Vec<(u16, &'a Cell)>,
}

impl<'a> Line<'a> {
    /// The cell that stands in this row itself.
    pub fn own(&self, column: u16) -> &'a Cell {
        self.own.get(usize::from(column)).unwrap_or(&EMPTY)
    }

    /// The cell, or the one whose merged region reaches down to here.
    pub fn cell(&self, column: u16) -> &'a Cell {
        let own = self.own(column);
        if self.filled.is_empty() || !own.is_blank() {
            return own;
        }
        self.filled.iter().find(|(filled, _)| *filled == column).map_or(own, |(_, cell)| cell)
    }

    /// Whether a merged region from above reaches `column`.
    pub fn is_filled(&self, column: u16) -> bool {
        self.filled.iter().any(|(filled, _)| *filled == column)
    }

    /// The row's own cells that hold something, with their columns.
    pub fn written(&self) -> impl Iterator<Item = (u16, &'a Cell)> + use<'a> {
        self.own
            .iter()
            .take(usize::from(WIDTH))
            .enumerate()
            .filter(|(_, cell)| !cell.is_blank())
            .map(|(at, cell)| (at as u16, cell))
    }

    /// The columns that can hold something, merged ones included.
    pub fn width(&self) -> u16 {
        let filled = self.filled.iter().map(|(column, _)| column + 1).max().unwrap_or(0);
        (self.own.len().min(usize::from(WIDTH)) as u16).max(filled)
    }
}

/// A sheet with its merged regions resolved.
pub(super) struct Page<'a> {
    /// Rows that hold a cell, ascending.
    pub lines: Vec<Line<'a>>,
    /// Regions of more than one column, by their first row.
    wide: Vec<Region>,
}

impl<'a> Page<'a> {
    pub fn of(sheet: &'a Sheet) -> Self {
        let mut lines: Vec<Line<'a>> =
            sheet.rows.iter().map(|row| Line { number: row.number, own: &row.cells, filled: Vec::new() }).collect();
        let mut left = FILLED;
        for region in &sheet.merges {
            fill(&mut lines, *region, &mut left);
        }
        let mut wide: Vec<Region> =
            sheet.merges.iter().copied().filter(|region| region.last_column > region.first_column).collect();
        wide.sort_unstable_by_key(|region| region.first_row);
        Self { lines, wide }
    }

    /// The regions of more than one column that begin in row `number`.
    pub fn wide_in(&self, number: u32) -> &[Region] {
        let from = self.wide.partition_point(|region| region.first_row < number);
        let to = self.wide.partition_point(|region| region.first_row <= number);
        &self.wide[from..to]
    }
}

/// Fills the first column of a region down. What stands beside it in a wide region is a caption's or title's width.
fn fill<'a>(lines: &mut [Line<'a>], region: Region, left: &mut usize) {
    if region.last_row <= region.first_row || region.first_column >= WIDTH {
        return;
    }
    let from = lines.partition_point(|line| line.number < region.first_row);
    let Some(top) = lines.get(from).filter(|line| line.number == region.first_row) else { return };
    let cell = top.own(region.first_column);
    if cell.is_blank() {
        return;
    }
    for line in lines[from + 1..].iter_mut().take_while(|line| line.number <= region.last_row) {
        if *left == 0 {
            return;
        }
        *left -= 1;
        line.filled.push((region.first_column, cell));
    }
}
