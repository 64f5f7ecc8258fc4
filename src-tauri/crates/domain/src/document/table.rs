//! Rows under captions: columns with their widths, captions on one or two levels, a total row.

use super::Cell;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use thiserror::Error;

/// Rows under captions. The captions stand again at the top of every page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// From left to right, at least one.
    pub columns: Vec<Column>,
    /// From top to bottom; none prints the captions alone.
    pub rows: Vec<Row>,
    /// Printed bold below the rows.
    pub total: Option<Row>,
    /// Least height of a row in millimetres: room for handwriting on a blank form. 0 = what the text needs.
    pub row_height_mm: f64,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Above the column.
    pub caption: String,
    /// Above the captions of neighbouring columns that have the same group: the upper one of two levels.
    pub group: Option<String>,
    /// Fixed, never measured from the contents: a roster of thousands of rows is laid out in half the time.
    pub width: Width,
    /// How its cells stand.
    pub align: Align,
}

/// The width of a column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Width {
    /// Millimetres.
    Mm(f64),
    /// A share of what the fixed columns leave.
    Share(f64),
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left: names, text.
    Left,
    /// In the middle: numbers in a row, short codes, dates.
    Centre,
    /// At the right: money.
    Right,
}

impl Column {
    /// A left-aligned column that takes one share of the width.
    #[must_use]
    pub fn new(caption: impl Into<String>) -> Self {
        Self { caption: caption.into(), group: None, width: Width::Share(1.0), align: Align::Left }
    }

    /// The same column, `width` millimetres wide.
    #[must_use]
    pub fn mm(mut self, width: f64) -> Self {
        self.width = Width::Mm(width);
        self
    }

    /// The same column with this share of what the fixed ones leave.
    #[must_use]
    pub fn share(mut self, share: f64) -> Self {
        self.width = Width::Share(share);
        self
    }

    /// The same column, centred.
    #[must_use]
    pub fn centred(mut self) -> Self {
        self.align = Align::Centre;
        self
    }

    /// The same column, aligned at the right.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// The same column under a caption that it shares with its neighbours.
    #[must_use]
    pub fn under(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

/// A row: its cells from left to right. Columns that the cells do not reach are blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Row(pub Vec<Cell>);

/// A row has more cells than its table has columns. Refused, since something would have to be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a row of {cells} columns in a table of {columns}")]
pub struct RowTooWide {
    /// Columns the row's cells cover.
    pub cells: usize,
    /// Columns the table has.
    pub columns: usize,
}

impl Row {
    /// Each cell with the first column it covers, filled up with blank ones to exactly `columns`.
    pub fn places(&self, columns: usize) -> Result<Vec<(usize, Cow<'_, Cell>)>, RowTooWide> {
        let mut places = Vec::with_capacity(columns);
        let mut next = 0;
        for cell in &self.0 {
            places.push((next, Cow::Borrowed(cell)));
            next += usize::from(cell.columns.max(1));
        }
        if next > columns {
            return Err(RowTooWide { cells: next, columns });
        }
        places.extend((next..columns).map(|column| (column, Cow::Owned(Cell::blank()))));
        Ok(places)
    }
}

/// A caption with the place it takes in the head of a table; all counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadCell<'a> {
    /// What it says.
    pub caption: &'a str,
    /// 0, or 1 for the lower of two levels.
    pub level: usize,
    /// First column.
    pub column: usize,
    /// Columns it covers.
    pub columns: usize,
    /// Levels it covers.
    pub levels: usize,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new(), total: None, row_height_mm: 0.0 }
    }

    /// Levels of captions: 2 when any column stands under a group, else 1.
    #[must_use]
    pub fn levels(&self) -> usize {
        if self.columns.iter().any(|column| column.group.is_some()) { 2 } else { 1 }
    }

    /// The captions with their places, upper level first.
    #[must_use]
    pub fn head(&self) -> Vec<HeadCell<'_>> {
        let levels = self.levels();
        let mut upper: Vec<HeadCell<'_>> = Vec::new();
        let mut lower = Vec::new();
        let mut open_group = None;
        for (column, spec) in self.columns.iter().enumerate() {
            match spec.group.as_deref() {
                None => upper.push(HeadCell { caption: &spec.caption, level: 0, column, columns: 1, levels }),
                Some(group) => {
                    match upper.last_mut() {
                        Some(last) if open_group == Some(group) => last.columns += 1,
                        _ => upper.push(HeadCell { caption: group, level: 0, column, columns: 1, levels: 1 }),
                    }
                    lower.push(HeadCell { caption: &spec.caption, level: 1, column, columns: 1, levels: 1 });
                }
            }
            open_group = spec.group.as_deref();
        }
        upper.append(&mut lower);
        upper
    }

    /// Width of each column in millimetres, together exactly `total`. Fixed columns that leave nothing for the
    /// shared ones (or are all there is) are scaled, so that a table always fills the page and never leaves it.
    #[must_use]
    pub fn widths_mm(&self, total: f64) -> Vec<f64> {
        // Below this a column cannot hold one character of 10.5 pt with its padding.
        const LEAST: f64 = 7.0;
        let shares: f64 = self.columns.iter().map(Column::share_part).sum();
        let fixed: f64 = self.columns.iter().map(Column::fixed_part).sum();
        let shared = self.columns.iter().filter(|column| column.share_part() > 0.0).count() as f64;
        let least = (shared * LEAST).min(total / 2.0);
        let left = if shared > 0.0 { (total - fixed).max(least) } else { 0.0 };
        let scale = if fixed > 0.0 && (shared == 0.0 || total - fixed < least) { (total - left) / fixed } else { 1.0 };
        self.columns
            .iter()
            .map(|column| match column.width {
                Width::Mm(width) => width * scale,
                Width::Share(share) if shares > 0.0 => left * share / shares,
                Width::Share(_) => 0.0,
            })
            .collect()
    }
}

impl Column {
    fn share_part(&self) -> f64 {
        match self.width {
            Width::Share(share) => share,
            Width::Mm(_) => 0.0,
        }
    }

    fn fixed_part(&self) -> f64 {
        match self.width {
            Width::Mm(width) => width,
            Width::Share(_) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(widths: &[f64]) -> f64 {
        widths.iter().sum()
    }

    #[test]
    fn a_table_fills_the_page_exactly() {
        let fill = |columns: Vec<Column>| Table::new(columns).widths_mm(174.0);
        let mixed = fill(vec![Column::new("序号").mm(12.0), Column::new("甲"), Column::new("乙").share(2.0)]);
        assert_eq!(mixed, [12.0, 54.0, 108.0]);
        let fixed = fill(vec![Column::new("甲").mm(10.0), Column::new("乙").mm(30.0)]);
        assert!((sum(&fixed) - 174.0).abs() < 1e-9 && (fixed[1] / fixed[0] - 3.0).abs() < 1e-9);
        let crowded = fill(vec![Column::new("甲").mm(400.0), Column::new("乙")]);
        assert!((sum(&crowded) - 174.0).abs() < 1e-9 && crowded[1] >= 7.0, "{crowded:?}");
    }

    #[test]
    fn a_short_row_is_filled_up_and_a_long_one_refused() {
        let row = Row(vec![Cell::text("合计").over(2), Cell::text("31")]);
        let places: Vec<_> = row.places(5).unwrap().iter().map(|(column, cell)| (*column, cell.plain())).collect();
        let expected = [(0, "合计"), (2, "31"), (3, "—"), (4, "—")].map(|(column, text)| (column, text.to_owned()));
        assert_eq!(places, expected);
        assert_eq!(row.places(2), Err(RowTooWide { cells: 3, columns: 2 }));
    }

    #[test]
    fn a_shared_caption_spans_its_neighbours_and_others_span_both_levels() {
        let table = Table::new(vec![
            Column::new("序号"),
            Column::new("户数").under("基本情况"),
            Column::new("人口").under("基本情况"),
            Column::new("备注"),
        ]);
        let head: Vec<_> = table
            .head()
            .iter()
            .map(|cell| (cell.caption, cell.level, cell.column, cell.columns, cell.levels))
            .collect();
        assert_eq!(
            head,
            [
                ("序号", 0, 0, 1, 2),
                ("基本情况", 0, 1, 2, 1),
                ("备注", 0, 3, 1, 2),
                ("户数", 1, 1, 1, 1),
                ("人口", 1, 2, 1, 1)
            ]
        );
        assert_eq!(Table::new(vec![Column::new("序号")]).levels(), 1);
    }
}
