//! A form as data: what stands in it, in reading order; how it looks is decided elsewhere, once for all forms.
//!
//! `paper` lays a [`Document`] out as PDF and page pictures, `sheets` writes the same value as a workbook, and the
//! window gets it as JSON. So a number cannot stand differently in two places. Deliberately not here: type sizes,
//! margins, borders, page breaks, and anything that knows what a household is.

mod annex;
mod cell;
mod measure;
mod table;
mod tree;

use serde::{Deserialize, Serialize};

pub use annex::{Annex, Picture};
pub use cell::{BLANK, Cell, Line, LinkKey, Run, Value};
pub use measure::{line_count, width_em};
pub use table::{Align, Column, HeadCell, Row, RowTooWide, Table, Width};
pub use tree::{Node, Tree};

/// The note that sheets with people's circumstances carry at the foot of every page.
pub const INTERNAL: &str = "内部资料 注意保管";

/// One form, from its title to its signatures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The title as printed above the form; empty = none. Also names the sheet of the workbook unless
    /// [`Document::name`] says otherwise.
    pub title: String,
    /// A short name that tells several documents of one file apart, such as a household code; empty = the title.
    pub name: String,
    /// Size and orientation.
    pub paper: Paper,
    /// Lines between title and body: place and month on the left, reporting day on the right.
    pub head: Vec<HeadLine>,
    /// The body, from top to bottom.
    pub blocks: Vec<Block>,
    /// What is signed at the end, spread evenly over the line: `填表人：`, `审核人：`, `（盖章）`, `年　月　日`.
    pub signatures: Vec<String>,
    /// Printed at the foot of every page, e.g. [`INTERNAL`]; empty = none.
    pub footer: String,
    /// Photographs on pages of their own behind the signatures.
    pub annex: Option<Annex>,
}

impl Document {
    /// A document with a title and nothing in it.
    #[must_use]
    pub fn new(title: impl Into<String>, paper: Paper) -> Self {
        Self {
            title: title.into(),
            name: String::new(),
            paper,
            head: Vec::new(),
            blocks: Vec::new(),
            signatures: Vec::new(),
            footer: String::new(),
            annex: None,
        }
    }

    /// Every table in it, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// Left and right end of a line above the body; either may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HeadLine {
    /// At the left margin.
    pub left: String,
    /// At the right margin.
    pub right: String,
}

/// A sheet of paper. Widths are in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// ISO 216 size.
    pub size: PaperSize,
    /// Long side horizontal.
    pub landscape: bool,
}

/// ISO 216 sizes a village office has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
}

impl Paper {
    /// A4, upright.
    pub const A4: Self = Self { size: PaperSize::A4, landscape: false };
    /// A4, on its side: the ledger.
    pub const A4_LANDSCAPE: Self = Self { size: PaperSize::A4, landscape: true };
    /// A3, on its side.
    pub const A3_LANDSCAPE: Self = Self { size: PaperSize::A3, landscape: true };
    /// Empty margin on the left and on the right: room for binding and for a seal across pages.
    pub const SIDE_MARGIN_MM: f64 = 18.0;

    /// Width of the sheet.
    #[must_use]
    pub fn width_mm(self) -> f64 {
        match (self.size, self.landscape) {
            (PaperSize::A4, false) => 210.0,
            (PaperSize::A4, true) | (PaperSize::A3, false) => 297.0,
            (PaperSize::A3, true) => 420.0,
        }
    }

    /// Width between the side margins, which every table fills.
    #[must_use]
    pub fn text_width_mm(self) -> f64 {
        self.width_mm() - 2.0 * Self::SIDE_MARGIN_MM
    }
}

/// A part of the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Captions with their values in a bordered grid, such as the head of a household card.
    Fields(Fields),
    /// Rows under captions.
    Table(Table),
    /// Running text.
    Paragraph(Paragraph),
    /// Boxes joined by lines.
    Tree(Tree),
}

/// Caption and value, caption and value, a fixed number of pairs a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fields {
    /// Pairs in a row, at least 1.
    pub per_row: u16,
    /// The pairs in reading order; a row that the next pair does not fit into is closed by widening its last value.
    pub fields: Vec<Field>,
}

/// One caption with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// `户主`.
    pub caption: String,
    /// What stands beside it.
    pub value: Cell,
    /// Pairs this one takes the room of, at least 1; more than a row holds means the whole row.
    pub pairs: u16,
}

impl Field {
    /// A field that takes one place.
    #[must_use]
    pub fn new(caption: impl Into<String>, value: Cell) -> Self {
        Self { caption: caption.into(), value, pairs: 1 }
    }

    /// The same field over `pairs` places.
    #[must_use]
    pub fn over(mut self, pairs: u16) -> Self {
        self.pairs = pairs.max(1);
        self
    }
}

impl Fields {
    /// Width of a caption and of a value in millimetres, so that `per_row` pairs fill `total`: captions get what the
    /// longest needs at 10.5 pt, but no more than half.
    #[must_use]
    pub fn widths_mm(&self, total: f64) -> (f64, f64) {
        // 10.5 pt is 3.7 mm; padding and lines take 4 mm.
        let longest = self.fields.iter().map(|field| width_em(&field.caption)).fold(2.0, f64::max);
        let pair = total / f64::from(self.per_row.max(1));
        let caption = (longest * 3.75 + 4.0).min(pair / 2.0);
        (caption, pair - caption)
    }

    /// The fields row by row, each with the pairs it takes: every row's sum is exactly `per_row`.
    #[must_use]
    pub fn rows(&self) -> Vec<Vec<(&Field, u16)>> {
        let per_row = self.per_row.max(1);
        let mut rows: Vec<Vec<(&Field, u16)>> = Vec::new();
        let mut free = 0;
        for field in &self.fields {
            let pairs = field.pairs.clamp(1, per_row);
            if pairs > free {
                widen_last(rows.last_mut(), free);
                rows.push(Vec::new());
                free = per_row;
            }
            if let Some(row) = rows.last_mut() {
                row.push((field, pairs));
                free -= pairs;
            }
        }
        widen_last(rows.last_mut(), free);
        rows
    }
}

fn widen_last(row: Option<&mut Vec<(&Field, u16)>>, free: u16) {
    if let Some((_, pairs)) = row.and_then(|row| row.last_mut()) {
        *pairs += free;
    }
}

/// Running text under, between or instead of tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is, which decides how it is set.
    pub kind: ParagraphKind,
    /// Its lines; a number in a balance opens its records like one in a table.
    pub lines: Vec<Line>,
}

/// The kinds of running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphKind {
    /// A bold line above what follows.
    Heading,
    /// Text to be read, its first line indented by two characters.
    Body,
    /// Small print under a table: counting basis, balance.
    Note,
    /// Large type in a drawn box, to be read from a distance: its first line says what it is about, and what is kept
    /// whole in the others ([`Run::Kept`]) is drawn as a key.
    Card,
}

impl Paragraph {
    /// A heading.
    #[must_use]
    pub fn heading(text: impl Into<String>) -> Self {
        Self { kind: ParagraphKind::Heading, lines: vec![Line::text(text)] }
    }

    /// Body text of one paragraph.
    #[must_use]
    pub fn body(text: impl Into<String>) -> Self {
        Self { kind: ParagraphKind::Body, lines: vec![Line::text(text)] }
    }

    /// A box in large type.
    #[must_use]
    pub fn card(lines: Vec<Line>) -> Self {
        Self { kind: ParagraphKind::Card, lines }
    }

    /// Small print.
    #[must_use]
    pub fn note(lines: Vec<Line>) -> Self {
        Self { kind: ParagraphKind::Note, lines }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(fields: &Fields) -> Vec<Vec<u16>> {
        fields.rows().iter().map(|row| row.iter().map(|(_, pairs)| *pairs).collect()).collect()
    }

    #[test]
    fn a_row_of_fields_is_always_full() {
        let field = |pairs| Field::new("户主", Cell::text("示例甲")).over(pairs);
        let fields = Fields { per_row: 3, fields: vec![field(1), field(1), field(2), field(9), field(1)] };
        assert_eq!(widths(&fields), [vec![1, 2], vec![3], vec![3], vec![3]]);
        assert_eq!(widths(&Fields { per_row: 0, fields: vec![field(1)] }), [vec![1]]);
        assert!(Fields { per_row: 2, fields: vec![] }.rows().is_empty());
    }

    #[test]
    fn the_tables_of_a_document_come_in_order() {
        let mut document = Document::new("台账", Paper::A4);
        document.blocks.push(Block::Table(Table::new(vec![Column::new("甲")])));
        document.blocks.push(Block::Paragraph(Paragraph::heading("乙")));
        document.blocks.push(Block::Table(Table::new(vec![Column::new("丙")])));
        let captions: Vec<_> = document.tables().map(|table| table.columns[0].caption.as_str()).collect();
        assert_eq!(captions, ["甲", "丙"]);
    }
}
