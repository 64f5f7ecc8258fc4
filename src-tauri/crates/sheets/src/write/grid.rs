//! The columns of a sheet. A form of several tables has one set of columns in a workbook: every edge of any of its
//! tables is one, and a cell of a coarser table covers several.

use domain::document::{Block, Document};

/// Edges that lie closer together than this become one; otherwise a sheet fills with slivers.
const SNAP_MM: f64 = 4.0;

/// The column edges of a sheet, in millimetres from the left, first 0 and last the width of the text.
pub(super) struct Grid {
    edges: Vec<f64>,
}

impl Grid {
    /// The grid of a document, and for each block the edges of its own columns as places in the grid.
    pub(super) fn of(document: &Document) -> (Self, Vec<Vec<usize>>) {
        let total = document.paper.text_width_mm();
        let mut grid = Self { edges: vec![0.0, total] };
        // The longest table keeps its widths exactly; the others follow it where they nearly agree.
        let mut order: Vec<usize> = (0..document.blocks.len()).collect();
        order.sort_by_key(|&index| std::cmp::Reverse(rows(&document.blocks[index])));
        let mut places = vec![Vec::new(); document.blocks.len()];
        for index in order {
            places[index] = grid.add(&edges(&document.blocks[index], total));
        }
        let columns = |own: &Vec<f64>| own.iter().map(|edge| grid.column_at(*edge)).collect();
        let columns = places.iter().map(columns).collect();
        (grid, columns)
    }

    /// Adds a block's edges; returns where each came to lie.
    fn add(&mut self, own: &[f64]) -> Vec<f64> {
        let mut before = f64::NEG_INFINITY;
        own.iter()
            .map(|&edge| {
                let near = self.edges.iter().copied().filter(|other| (other - edge).abs() < SNAP_MM && *other > before);
                let place = near.min_by(|a, b| (a - edge).abs().total_cmp(&(b - edge).abs())).unwrap_or(edge);
                if !self.edges.contains(&place) {
                    let at = self.edges.partition_point(|other| *other < place);
                    self.edges.insert(at, place);
                }
                before = place;
                place
            })
            .collect()
    }

    /// The column that begins at an edge, or the nearest one.
    pub(super) fn column_at(&self, edge: f64) -> usize {
        let distance = |column: &usize| (self.edges[*column] - edge).abs();
        (0..self.edges.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
    }

    /// How many columns there are, at least one.
    pub(super) fn columns(&self) -> usize {
        self.edges.len() - 1
    }

    /// Width of the columns from `first` up to but not including `end`, in millimetres.
    pub(super) fn width_mm(&self, first: usize, end: usize) -> f64 {
        self.edges[end] - self.edges[first]
    }

    /// Columns at which `parts` equal parts of the width begin, as far as there are so many columns.
    pub(super) fn parts(&self, parts: usize) -> Vec<usize> {
        let total = self.width_mm(0, self.columns());
        let mut starts: Vec<usize> =
            (0..parts).map(|part| self.column_at(total * part as f64 / parts as f64).min(self.columns() - 1)).collect();
        starts.dedup();
        starts
    }
}

fn rows(block: &Block) -> usize {
    match block {
        Block::Table(table) => table.rows.len() + 1,
        Block::Tree(tree) => tree.outline().len() + 1,
        Block::Fields(_) | Block::Paragraph(_) => 0,
    }
}

/// A block's own edges, from 0 to `total`.
fn edges(block: &Block, total: f64) -> Vec<f64> {
    let widths = match block {
        Block::Table(table) => table.widths_mm(total),
        Block::Tree(tree) => tree.table().widths_mm(total),
        Block::Fields(fields) => {
            let (caption, value) = fields.widths_mm(total);
            (0..fields.per_row.max(1)).flat_map(|_| [caption, value]).collect()
        }
        Block::Paragraph(_) => vec![total],
    };
    let mut edges = vec![0.0];
    let mut sum = 0.0;
    for width in widths {
        sum += width;
        edges.push(sum);
    }
    // The last one is the end of the page, whatever rounding made of it.
    if let Some(last) = edges.last_mut() {
        *last = total;
    }
    edges
}
