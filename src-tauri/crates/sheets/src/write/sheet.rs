//! One document on one sheet, from its title down to its signatures.

use super::WriteError;
use super::grid::Grid;
use super::look::{Content, Look, Looks, content_of};
use domain::document::{
    Align, Annex, Block, Cell, Document, Fields, HeadLine, Line, Paper, PaperSize, Paragraph, ParagraphKind, Row,
    Table, Value, line_count,
};
use rust_xlsxwriter::{IgnoreError, Image, ObjectMovement, Worksheet};

/// Excel's highest row, in points.
const HIGHEST_ROW: f64 = 409.0;
/// Height of a line and of a row's padding, in type sizes and in points.
const LINE: f64 = 1.36;
const PADDING: f64 = 9.0;
/// Characters of a picture's description, of which Excel takes 255 units.
const MOST_ALT: usize = 100;
/// What padding and indent of a cell take of its width, in millimetres.
const SIDES_MM: f64 = 4.6;

/// Writes a document on an empty sheet.
pub(super) fn write(sheet: &mut Worksheet, document: &Document, looks: &mut Looks) -> Result<(), WriteError> {
    let (grid, places) = Grid::of(document);
    let mut page = Page { sheet, looks, grid, next: 0, height: 0.0 };
    page.columns()?;
    page.title(document)?;
    for line in &document.head {
        page.head_line(line)?;
    }
    let mut captions = None;
    for (index, (block, places)) in document.blocks.iter().zip(&places).enumerate() {
        if index > 0
            && !matches!(block, Block::Paragraph(_))
            && !matches!(document.blocks[index - 1], Block::Paragraph(_))
        {
            page.gap(9.0)?;
        }
        match block {
            Block::Table(table) => captions = Some(page.table(table, places)?),
            Block::Fields(fields) => page.fields(fields, places)?,
            Block::Paragraph(paragraph) => page.paragraph(paragraph)?,
            Block::Tree(tree) => captions = Some(page.table(&tree.table(), places)?),
        }
    }
    page.signatures(&document.signatures)?;
    if let Some(annex) = &document.annex {
        page.annex(annex, document.paper.text_width_mm())?;
    }
    let end = page.next.saturating_sub(1);
    let last_column = page.last_column();
    sheet.ignore_error_range(0, 0, end, last_column, IgnoreError::NumberStoredAsText)?;
    let tables = document.blocks.iter().filter(|block| matches!(block, Block::Table(_) | Block::Tree(_)));
    if let (1, Some((first, last))) = (tables.count(), captions) {
        // Above photographs the captions of a table say nothing.
        if document.annex.is_none() {
            sheet.set_repeat_rows(first, last)?;
        }
        sheet.set_freeze_panes(last + 1, 0)?;
    }
    print_setup(sheet, document);
    Ok(())
}

fn print_setup(sheet: &mut Worksheet, document: &Document) {
    sheet.set_paper_size(match document.paper.size {
        PaperSize::A4 => 9,
        PaperSize::A3 => 8,
    });
    if document.paper.landscape {
        sheet.set_landscape();
    }
    // In inches: left, right, top, bottom, header, footer.
    let side = Paper::SIDE_MARGIN_MM / 25.4;
    sheet.set_margins(side, side, 0.7, 0.8, 0.3, 0.4);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_screen_gridlines(false);
    let note = document.footer.replace('&', "&&");
    sheet.set_footer(format!("&L{note}&C第 &P 页　共 &N 页"));
}

/// A sheet while it is filled from the top.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a mut Looks,
    grid: Grid,
    /// The row that is written next.
    next: u32,
    /// What that row needs so far, in points.
    height: f64,
}

impl Page<'_> {
    fn columns(&mut self) -> Result<(), WriteError> {
        for column in 0..self.grid.columns() {
            let width = pixels(self.grid.width_mm(column, column + 1));
            self.sheet.set_column_width_pixels(column as u16, width.round() as u32)?;
        }
        Ok(())
    }

    fn last_column(&self) -> u16 {
        self.grid.columns() as u16 - 1
    }

    /// Words in the columns from `first` up to but not including `end` of the next row, over `rows` rows.
    fn put(&mut self, (first, end): (usize, usize), rows: u32, text: &str, look: Look) -> Result<(), WriteError> {
        let (row, column) = (self.merge((first, end), rows, look)?, first as u16);
        let format = self.looks.of(look);
        if text.is_empty() {
            self.sheet.write_blank(row, column, format)?;
        } else {
            self.sheet.write_string_with_format(row, column, text, format)?;
        }
        let lines = line_count(text, room(self.grid.width_mm(first, end), look));
        self.height = self.height.max(height(lines, look) / f64::from(rows));
        Ok(())
    }

    /// Makes one cell of several, which Excel asks to be more than one; returns its row.
    fn merge(&mut self, (first, end): (usize, usize), rows: u32, look: Look) -> Result<u32, WriteError> {
        let (row, last_row) = (self.next, self.next + rows - 1);
        let (first, last) = (first as u16, end as u16 - 1);
        if first < last || row < last_row {
            self.sheet.merge_range(row, first, last_row, last, "", self.looks.of(look))?;
        }
        Ok(row)
    }

    /// Closes the row that was filled: at least `least` points high, else what its cells need.
    fn end_row(&mut self, least: f64) -> Result<(), WriteError> {
        self.sheet.set_row_height(self.next, self.height.max(least).min(HIGHEST_ROW))?;
        self.next += 1;
        self.height = 0.0;
        Ok(())
    }

    fn gap(&mut self, height: f64) -> Result<(), WriteError> {
        self.end_row(height)
    }

    fn title(&mut self, document: &Document) -> Result<(), WriteError> {
        if document.title.is_empty() {
            return Ok(());
        }
        let points = if document.paper.landscape { 22 } else { 18 };
        self.put((0, self.grid.columns()), 1, &document.title, Look::Title(points))?;
        self.end_row(f64::from(points) * 1.8)
    }

    fn head_line(&mut self, line: &HeadLine) -> Result<(), WriteError> {
        let columns = self.grid.columns();
        match (line.left.is_empty(), line.right.is_empty(), self.grid.parts(2).get(1)) {
            (_, true, _) => self.put((0, columns), 1, &line.left, Look::Line(false))?,
            (true, false, _) => self.put((0, columns), 1, &line.right, Look::Line(true))?,
            (false, false, Some(&middle)) => {
                self.put((0, middle), 1, &line.left, Look::Line(false))?;
                self.put((middle, columns), 1, &line.right, Look::Line(true))?;
            }
            (false, false, None) => {
                self.put((0, columns), 1, &format!("{}　　{}", line.left, line.right), Look::Line(false))?;
            }
        }
        self.end_row(20.0)
    }

    /// Writes the captions and rows of a table; returns the first and the last row of its captions.
    fn table(&mut self, table: &Table, places: &[usize]) -> Result<(u32, u32), WriteError> {
        let (first, levels) = (self.next, table.levels());
        let head = table.head();
        for level in 0..levels {
            for cell in head.iter().filter(|cell| cell.level == level) {
                let span = (places[cell.column], places[cell.column + cell.columns]);
                self.put(span, cell.levels as u32, cell.caption, Look::Caption)?;
            }
            self.end_row(21.0)?;
        }
        let least = (table.row_height_mm / 25.4 * 72.0).max(21.0);
        for row in &table.rows {
            self.row(table, row, places, false)?;
            self.end_row(least)?;
        }
        if let Some(row) = &table.total {
            self.row(table, row, places, true)?;
            self.end_row(least)?;
        }
        Ok((first, first + levels as u32 - 1))
    }

    fn row(&mut self, table: &Table, row: &Row, places: &[usize], bold: bool) -> Result<(), WriteError> {
        for (column, cell) in row.places(table.columns.len())? {
            let end = column + usize::from(cell.columns.max(1));
            self.cell(&cell, (places[column], places[end]), table.columns[column].align, bold)?;
        }
        Ok(())
    }

    fn cell(&mut self, cell: &Cell, span: (usize, usize), align: Align, bold: bool) -> Result<(), WriteError> {
        let align = if cell.is_blank() { Align::Centre } else { align };
        if let Some((number, places)) = cell.as_number().and_then(Value::number) {
            let look = Look::Cell(align, Content::Number(places), bold);
            let row = self.merge(span, 1, look)?;
            self.sheet.write_number_with_format(row, span.0 as u16, number, self.looks.of(look))?;
            return Ok(());
        }
        let text = cell.plain();
        self.put(span, 1, &text, Look::Cell(align, content_of(&text), bold))
    }

    fn fields(&mut self, fields: &Fields, places: &[usize]) -> Result<(), WriteError> {
        for row in fields.rows() {
            let mut at = 0;
            for (field, pairs) in row {
                let end = at + 2 * usize::from(pairs);
                self.put((places[at], places[at + 1]), 1, &field.caption, Look::Caption)?;
                self.cell(&field.value, (places[at + 1], places[end]), Align::Left, false)?;
                at = end;
            }
            self.end_row(22.0)?;
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<(), WriteError> {
        let look = match paragraph.kind {
            ParagraphKind::Heading => Look::Heading,
            ParagraphKind::Body | ParagraphKind::Card => Look::Body,
            ParagraphKind::Note => Look::Note,
        };
        let text: Vec<String> = paragraph.lines.iter().map(Line::plain).collect();
        let indent = if paragraph.kind == ParagraphKind::Body { "　　" } else { "" };
        self.put((0, self.grid.columns()), 1, &format!("{indent}{}", text.join("\n")), look)?;
        self.end_row(if paragraph.kind == ParagraphKind::Heading { 26.0 } else { 18.0 })
    }

    /// Photographs under their heading, each over a row that is as high as it, with its caption in the row below.
    fn annex(&mut self, annex: &Annex, width: f64) -> Result<(), WriteError> {
        let breaks = [self.next + 1];
        self.gap(14.0)?;
        self.sheet.set_page_breaks(&breaks)?;
        self.put((0, self.grid.columns()), 1, &annex.title, Look::Heading)?;
        self.end_row(26.0)?;
        let (room, columns) = (annex.room_mm(width), self.grid.columns());
        let starts = self.grid.parts(annex.per_row());
        for row in annex.pictures.chunks(starts.len().max(1)) {
            let mut highest: f64 = 0.0;
            for (picture, start) in row.iter().zip(&starts) {
                let (width, height) = picture.fitted_mm(room);
                let image = Image::new_from_buffer(&picture.jpeg)?
                    .set_scale_to_size(pixels(width), pixels(height), false)
                    .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
                    .set_alt_text(picture.caption.chars().take(MOST_ALT).collect::<String>());
                self.sheet.insert_image(self.next, *start as u16, &image)?;
                highest = highest.max(height);
            }
            self.end_row(highest / 25.4 * 72.0 + 6.0)?;
            let ends = starts.iter().skip(1).copied().chain([columns]);
            for ((picture, start), end) in row.iter().zip(&starts).zip(ends) {
                self.put((*start, end), 1, &picture.caption, Look::Line(false))?;
            }
            self.end_row(22.0)?;
        }
        Ok(())
    }

    fn signatures(&mut self, signatures: &[String]) -> Result<(), WriteError> {
        for row in signatures.chunks(4) {
            self.gap(14.0)?;
            let starts = self.grid.parts(row.len());
            let columns = self.grid.columns();
            if starts.len() == row.len() {
                let ends = starts.iter().skip(1).copied().chain([columns]);
                for ((text, start), end) in row.iter().zip(&starts).zip(ends) {
                    self.put((*start, end), 1, text, Look::Line(false))?;
                }
            } else {
                self.put((0, columns), 1, &row.join("　　　　　　"), Look::Line(false))?;
            }
            self.end_row(24.0)?;
        }
        Ok(())
    }
}

/// What a cell of so many millimetres has room for in a line, in type sizes.
pub(super) fn room(width_mm: f64, look: Look) -> f64 {
    (width_mm - SIDES_MM) / 25.4 * 72.0 / look.points()
}

/// What so many lines need, in points.
pub(super) fn height(lines: usize, look: Look) -> f64 {
    (lines as f64 * LINE * look.points() + PADDING).min(HIGHEST_ROW)
}

/// Millimetres as Excel's pixels.
fn pixels(mm: f64) -> f64 {
    mm / 25.4 * 96.0
}
