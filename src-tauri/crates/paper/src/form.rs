//! A document as the data that `document.typ` lays out.
//!
//! Plain cells become strings, the form in which Typst takes thousands of them fastest; only what is more than words
//! becomes a dictionary. Lengths are Typst lengths already.

use crate::tree;
use crate::words::{Missing, Words};
use crate::{Faces, PaperError};
use domain::document::{
    Align, Annex, Block, Cell, Document, Fields, Line, Paper, PaperSize, Paragraph, ParagraphKind, Row, Run, Table,
    Tree, line_count, width_em,
};
use std::borrow::Cow;
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value, dict};
use typst::layout::{Abs, HAlignment, VAlignment};

/// Type size of cells, in points.
pub(crate) const CELL_PT: f64 = 10.5;
/// Padding of a cell at its left and right together, and at its top and bottom together: `document.typ` has the same.
pub(crate) const PADDING_PT: (f64, f64) = (10.0, 11.0);
/// Distance from one line of a cell to the next, in type sizes.
const LINE_EM: f64 = 1.45;
/// An estimated text must stay this far within its cell before a fixed row height is trusted to it.
const SLACK_EM: f64 = 0.2;
/// A row of more lines may break across pages; a shorter one moves to the next page whole.
const WHOLE_ROW_LINES: usize = 12;

/// What goes to Typst.
pub(crate) struct Inputs {
    /// `sys.inputs` of `document.typ`.
    pub(crate) form: Dict,
    /// The note at the foot of each document's pages.
    pub(crate) notes: Vec<String>,
    /// What no font has.
    pub(crate) missing: Vec<Missing>,
}

/// The documents as data.
pub(crate) fn inputs(documents: &[Document], faces: &Faces) -> Result<Inputs, PaperError> {
    let mut form = Form { words: Words::new(faces) };
    let notes = documents.iter().map(|document| form.words.print(&document.footer, &|| "页脚".to_owned()).into_owned());
    let notes = notes.collect();
    let documents = documents.iter().map(|document| form.document(document)).collect::<Result<Array, _>>()?;
    let form_inputs = dict! { "fonts" => families(faces), "documents" => documents };
    Ok(Inputs { form: form_inputs, notes, missing: form.words.missing })
}

/// Font families in the order in which a character is looked for.
pub(crate) fn families(faces: &Faces) -> Array {
    faces.families().iter().map(|family| family.as_str().into_value()).collect()
}

/// What of these documents no font has, without setting them: whom to write in by hand, asked before printing.
pub fn missing(documents: &[Document], faces: &Faces) -> Result<Vec<Missing>, PaperError> {
    inputs(documents, faces).map(|inputs| inputs.missing)
}

struct Form<'a> {
    words: Words<'a>,
}

/// Where the cell that is being written stands.
struct Place<'a> {
    /// In millimetres.
    width: f64,
    name: &'a dyn Fn() -> String,
}

impl Form<'_> {
    fn document(&mut self, document: &Document) -> Result<Value, PaperError> {
        let width = document.paper.text_width_mm();
        let title = self.text(&document.title, "标题");
        let head: Array = document
            .head
            .iter()
            .map(|line| {
                let ends: Array = [self.text(&line.left, "表头"), self.text(&line.right, "表头")].into_iter().collect();
                ends.into_value()
            })
            .collect();
        let blocks = document.blocks.iter().map(|block| self.block(block, width)).collect::<Result<Array, _>>()?;
        let signatures: Array = document.signatures.iter().map(|text| self.text(text, "签字栏")).collect();
        Ok(dict! {
            "width" => mm(document.paper.width_mm()),
            "height" => mm(height_mm(document.paper)),
            "side" => mm(Paper::SIDE_MARGIN_MM),
            "title" => title,
            "title-size" => Abs::pt(title_pt(document)),
            "head" => head,
            "blocks" => blocks,
            "signatures" => signatures,
            "annex" => document.annex.as_ref().map_or(Value::None, |annex| self.annex(annex, width)),
        }
        .into_value())
    }

    fn text(&mut self, text: &str, place: &str) -> Value {
        self.words.print(text, &|| place.to_owned()).as_ref().into_value()
    }

    fn annex(&mut self, annex: &Annex, width: f64) -> Value {
        let room = annex.room_mm(width);
        let pictures: Array = annex
            .pictures
            .iter()
            .map(|picture| {
                let (width, height) = picture.fitted_mm(room);
                dict! {
                    "jpeg" => Bytes::new(picture.jpeg.clone()),
                    "width" => mm(width),
                    "height" => mm(height),
                    "caption" => self.text(&picture.caption, &annex.title),
                }
                .into_value()
            })
            .collect();
        let title = self.text(&annex.title, &annex.title);
        dict! { "title" => title, "columns" => annex.per_row(), "pictures" => pictures }.into_value()
    }

    fn block(&mut self, block: &Block, width: f64) -> Result<Value, PaperError> {
        match block {
            Block::Table(table) => self.table(table, width),
            Block::Fields(fields) => Ok(self.fields(fields, width)),
            Block::Paragraph(paragraph) => Ok(self.paragraph(paragraph, width)),
            Block::Tree(tree) => Ok(self.tree(tree, width)),
        }
    }

    fn tree(&mut self, tree: &Tree, width: f64) -> Value {
        let chart = tree::chart(tree, width);
        let mut boxes = Array::new();
        for placed in &chart.boxes {
            let name = placed.node.name.plain();
            let place = Place { width: tree::as_cell(placed.width), name: &|| name.clone() };
            let facts: Vec<Line> = placed.node.facts.iter().filter(|fact| !fact.is_blank()).cloned().collect();
            let head = self.lines(std::slice::from_ref(&placed.node.name), &place);
            boxes.push(
                dict! {
                    "x" => mm(placed.x),
                    "y" => mm(placed.y),
                    "width" => mm(placed.width),
                    "height" => mm(placed.height),
                    "name" => head,
                    "facts" => self.lines(&facts, &place),
                }
                .into_value(),
            );
        }
        let point = |(x, y): (f64, f64)| [mm(x), mm(y)].into_iter().collect::<Array>();
        let stroke = |stroke: &tree::Stroke| {
            dict! { "from" => point(stroke.from), "to" => point(stroke.to), "dashed" => stroke.dashed }.into_value()
        };
        let strokes: Array = chart.strokes.iter().map(stroke).collect();
        dict! {
            "block" => "tree",
            "height" => mm(chart.height),
            "boxes" => boxes,
            "strokes" => strokes,
            "name-size" => Abs::pt(tree::NAME_PT),
            "fact-size" => Abs::pt(tree::FACT_PT),
        }
        .into_value()
    }

    fn paragraph(&mut self, paragraph: &Paragraph, width: f64) -> Value {
        let kind = match paragraph.kind {
            ParagraphKind::Heading => "heading",
            ParagraphKind::Body => "body",
            ParagraphKind::Note => "note",
            ParagraphKind::Card => "card",
        };
        let place = Place { width, name: &|| "正文".to_owned() };
        dict! { "block" => kind, "lines" => self.lines(&paragraph.lines, &place) }.into_value()
    }

    fn fields(&mut self, fields: &Fields, width: f64) -> Value {
        let (caption, value) = fields.widths_mm(width);
        let mut cells = Array::new();
        for row in fields.rows() {
            for (field, pairs) in row {
                cells.push(dict! { "caption" => self.text(&field.caption, &field.caption) }.into_value());
                let place =
                    Place { width: value + f64::from(pairs - 1) * (caption + value), name: &|| field.caption.clone() };
                let mut cell = dict! { "lines" => self.cell_lines(&field.value, &place) };
                if pairs > 1 {
                    cell.insert("colspan".into(), i64::from(2 * pairs - 1).into_value());
                }
                cells.push(cell.into_value());
            }
        }
        let widths: Array = (0..fields.per_row.max(1)).flat_map(|_| [mm(caption), mm(value)]).collect();
        dict! { "block" => "fields", "widths" => widths, "cells" => cells }.into_value()
    }

    fn table(&mut self, table: &Table, width: f64) -> Result<Value, PaperError> {
        let widths = table.widths_mm(width);
        let head: Array = table
            .head()
            .iter()
            .map(|cell| {
                dict! {
                    "caption" => self.text(cell.caption, "表头"),
                    "x" => cell.column,
                    "y" => cell.level,
                    "colspan" => cell.columns,
                    "rowspan" => cell.levels,
                }
                .into_value()
            })
            .collect();
        let mut cells = Array::new();
        let mut heights: Array = (0..table.levels()).map(|_| Value::Auto).collect();
        for (index, row) in table.rows.iter().enumerate() {
            let lines = self.row(table, row, &widths, Some(index), &mut cells)?;
            heights.push(row_height(lines, table.row_height_mm));
        }
        let mut total = Array::new();
        if let Some(row) = &table.total {
            self.row(table, row, &widths, None, &mut total)?;
            heights.push(Value::Auto);
        }
        let aligns: Array = table.columns.iter().map(|column| align(column.align)).collect();
        Ok(dict! {
            "block" => "table",
            "widths" => widths.into_iter().map(mm).collect::<Array>(),
            "heights" => heights,
            "align" => aligns,
            "head" => head,
            "cells" => cells,
            "total" => total,
        }
        .into_value())
    }

    /// Writes the cells of a row, the total row when it has no index; returns the lines of its highest cell.
    fn row(
        &mut self,
        table: &Table,
        row: &Row,
        widths: &[f64],
        index: Option<usize>,
        cells: &mut Array,
    ) -> Result<usize, PaperError> {
        let places = row.places(widths.len())?;
        let widths = places.iter().map(|(at, cell)| widths[*at..*at + usize::from(cell.columns)].iter().sum());
        let widths: Vec<f64> = widths.collect();
        let lines =
            places.iter().zip(&widths).map(|((_, cell), width)| cell_line_count(cell, *width)).max().unwrap_or(1);
        for ((at, cell), width) in places.iter().zip(widths) {
            let name = || match index {
                Some(index) => format!("第 {} 行 {}", index + 1, table.columns[*at].caption),
                None => format!("合计 {}", table.columns[*at].caption),
            };
            let written = self.cell_lines(cell, &Place { width, name: &name });
            let whole = lines <= WHOLE_ROW_LINES;
            if cell.columns == 1 && whole && index.is_some() && matches!(written, Value::Str(_) | Value::None) {
                cells.push(written);
                continue;
            }
            let mut written = dict! { "lines" => written, "breakable" => !whole };
            if cell.columns > 1 {
                written.insert("colspan".into(), i64::from(cell.columns).into_value());
            }
            cells.push(written.into_value());
        }
        Ok(lines)
    }

    /// A string when the cell is words alone, nothing when it is blank, otherwise its lines.
    fn cell_lines(&mut self, cell: &Cell, place: &Place<'_>) -> Value {
        match cell.lines.as_slice() {
            lines if cell.is_blank() => {
                if cell.room && lines.len() > 1 {
                    // A space of full width a line, in a font that is there: nothing to see, its height to write in.
                    vec!["　"; lines.len()].join("\n").into_value()
                } else if cell.room {
                    "".into_value()
                } else {
                    Value::None
                }
            }
            [Line(runs)] if let [run @ (Run::Text(_) | Run::Value(_))] = runs.as_slice() => {
                wrappable(self.words.print(run.plain(), place.name), place.width).as_ref().into_value()
            }
            lines => self.lines(lines, place),
        }
    }

    fn lines(&mut self, lines: &[Line], place: &Place<'_>) -> Value {
        let lines: Array = lines
            .iter()
            .map(|line| line.0.iter().flat_map(|run| self.run(run, place)).collect::<Array>().into_value())
            .collect();
        lines.into_value()
    }

    fn run(&mut self, run: &Run, place: &Place<'_>) -> Vec<Value> {
        let text = match run {
            Run::Tick(on) => return vec![dict! { "tick" => *on }.into_value()],
            other => self.words.print(other.plain(), place.name),
        };
        match run {
            Run::Kept(_) => kept(&text, place.width),
            _ => vec![wrappable(text, place.width).as_ref().into_value()],
        }
    }
}

/// A word without any place to break, such as a number of thirty digits, may go on in the next line anywhere when it
/// is wider than its column: it would run into the neighbouring one.
fn wrappable(text: Cow<'_, str>, width_mm: f64) -> Cow<'_, str> {
    const BREAK: char = '\u{200B}';
    let is_wide = |word: &str| word.chars().count() > 1 && !fits(word, width_mm);
    if fits(&text, width_mm) || !text.split(breaks_anyway).any(is_wide) {
        return text;
    }
    text.split_inclusive(breaks_anyway)
        .flat_map(|word| {
            word.chars().flat_map(move |character| [character, BREAK].into_iter().take(1 + usize::from(is_wide(word))))
        })
        .collect()
}

/// White space and Chinese characters, at which a line may end.
fn breaks_anyway(character: char) -> bool {
    character.is_whitespace() || character >= '\u{2E80}'
}

/// A name in one piece, one too long for its column in the pieces that end at a `·`, and what is too long even then as
/// words that wrap anywhere.
fn kept(name: &str, width_mm: f64) -> Vec<Value> {
    let piece =
        |text: &str| if fits(text, width_mm) { dict! { "kept" => text }.into_value() } else { text.into_value() };
    if fits(name, width_mm) { vec![piece(name)] } else { name.split_inclusive('·').map(piece).collect() }
}

fn mm(length: f64) -> Value {
    Abs::mm(length).into_value()
}

fn align(align: Align) -> Value {
    let horizontal = match align {
        Align::Left => HAlignment::Left,
        Align::Centre => HAlignment::Center,
        Align::Right => HAlignment::Right,
    };
    (horizontal + VAlignment::Horizon).into_value()
}

fn height_mm(paper: Paper) -> f64 {
    match (paper.size, paper.landscape) {
        (PaperSize::A4, false) | (PaperSize::A3, true) => 297.0,
        (PaperSize::A4, true) => 210.0,
        (PaperSize::A3, false) => 420.0,
    }
}

/// 22 pt as official titles have it; 18 pt above an upright table and wherever 22 pt would not stay on one line.
fn title_pt(document: &Document) -> f64 {
    let upright_table =
        !document.paper.landscape && document.blocks.iter().any(|block| !matches!(block, Block::Paragraph(_)));
    let too_wide = width_em(&document.title) * 22.0 > points(document.paper.text_width_mm());
    if upright_table || too_wide { 18.0 } else { 22.0 }
}

fn points(mm: f64) -> f64 {
    mm / 25.4 * 72.0
}

/// Type sizes that fit on a line of a cell.
fn cell_em(width_mm: f64) -> f64 {
    (points(width_mm) - PADDING_PT.0) / CELL_PT
}

fn fits(text: &str, width_mm: f64) -> bool {
    width_em(text) <= cell_em(width_mm)
}

fn cell_line_count(cell: &Cell, width_mm: f64) -> usize {
    cell.lines.iter().map(|line| line_count(&line.plain(), cell_em(width_mm) - SLACK_EM)).sum()
}

/// What the text needs, at least `least_mm`: as a number where the estimate can be trusted with it, since Typst then
/// need not measure the row, which halves the time of a roster; otherwise left to Typst.
fn row_height(lines: usize, least_mm: f64) -> Value {
    let needed = ((lines.max(1) - 1) as f64 * LINE_EM + 1.0) * CELL_PT + PADDING_PT.1;
    match (lines, points(least_mm)) {
        (0 | 1, least) => Abs::pt(needed.max(least)).into_value(),
        (_, least) if needed <= least => Abs::pt(least).into_value(),
        _ => Value::Auto,
    }
}
