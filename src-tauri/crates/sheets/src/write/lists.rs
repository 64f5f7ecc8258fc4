//! Plain lists as a workbook, row by row as they are asked for: no document is made of them first, so that a village's
//! hundred thousand cells cost little more than writing them.

use super::look::{Look, Looks, content_of};
use super::{WriteError, properties};
use chrono::NaiveDate;
use domain::document::Align;
use rust_xlsxwriter::{IgnoreError, Workbook, Worksheet};

/// A caption and the width of its column in millimetres.
pub type ListColumn = (&'static str, f64);

/// A workbook of lists.
pub struct Lists {
    workbook: Workbook,
    looks: Looks,
    title: String,
    note: String,
    created: NaiveDate,
}

impl Lists {
    /// An empty workbook. `note` stands at the foot of every printed page; `created` goes into its properties.
    #[must_use]
    pub fn new(title: &str, note: &str, created: NaiveDate) -> Self {
        Self {
            workbook: Workbook::new(),
            looks: Looks::default(),
            title: title.to_owned(),
            note: note.replace('&', "&&"),
            created,
        }
    }

    /// Writes one list on a sheet of its own: captions that stay in sight, and whatever rows `fill` puts.
    ///
    /// # Errors
    /// What Excel has no room for; what `fill` says.
    pub fn sheet<E: From<WriteError>>(
        &mut self,
        name: &str,
        columns: &[ListColumn],
        fill: impl FnOnce(&mut List<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let sheet = self.workbook.add_worksheet();
        prepare(sheet, &mut self.looks, name, columns, &self.note)?;
        let mut list = List { sheet, looks: &mut self.looks, row: 1, column: 0, columns: columns.len() as u16 };
        fill(&mut list)?;
        let rows = list.row - 1;
        close(list.sheet, rows, columns.len() as u16)?;
        Ok(rows as usize)
    }

    /// The file.
    ///
    /// # Errors
    /// What Excel has no room for.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        self.workbook.set_properties(&properties(&self.title, self.created)?);
        Ok(self.workbook.save_to_buffer()?)
    }
}

fn prepare(
    sheet: &mut Worksheet,
    looks: &mut Looks,
    name: &str,
    columns: &[ListColumn],
    note: &str,
) -> Result<(), WriteError> {
    sheet.set_name(name)?;
    for (at, (caption, width)) in (0..).zip(columns) {
        sheet.set_column_width_pixels(at, (width / 25.4 * 96.0).round() as u32)?;
        sheet.write_string_with_format(0, at, *caption, looks.of(Look::Caption))?;
    }
    sheet.set_row_height(0, 24.0)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(9).set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer(format!("&L{note}&C第 &P 页　共 &N 页"));
    Ok(())
}

fn close(sheet: &mut Worksheet, rows: u32, columns: u16) -> Result<(), WriteError> {
    sheet.autofilter(0, 0, rows.max(1), columns.saturating_sub(1))?;
    sheet.ignore_error_range(0, 0, rows.max(1), columns.saturating_sub(1), IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// A list while it is filled, cell by cell from the left.
pub struct List<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a mut Looks,
    row: u32,
    column: u16,
    columns: u16,
}

impl List<'_> {
    /// A text, which stays one whatever it looks like; nothing prints an empty cell.
    ///
    /// # Errors
    /// A text that is longer than a cell of Excel.
    pub fn text(&mut self, text: &str) -> Result<&mut Self, WriteError> {
        let look = Look::Cell(Align::Left, content_of(text), false);
        let (row, column, format) = (self.row, self.column, self.looks.of(look));
        if text.is_empty() {
            self.sheet.write_blank(row, column, format)?;
        } else {
            self.sheet.write_string_with_format(row, column, text, format)?;
        }
        self.column += 1;
        Ok(self)
    }

    /// A text that may not be known.
    ///
    /// # Errors
    /// As [`List::text`].
    pub fn maybe(&mut self, text: Option<&str>) -> Result<&mut Self, WriteError> {
        self.text(text.unwrap_or_default())
    }

    /// A number, which is one in Excel too.
    ///
    /// # Errors
    /// More rows than Excel has.
    pub fn number(&mut self, number: f64, decimals: usize) -> Result<&mut Self, WriteError> {
        let look = Look::Cell(Align::Centre, super::look::Content::Number(decimals), false);
        self.sheet.write_number_with_format(self.row, self.column, number, self.looks.of(look))?;
        self.column += 1;
        Ok(self)
    }

    /// Closes the row: what was not written stays empty.
    ///
    /// # Errors
    /// More rows than Excel has.
    pub fn end(&mut self) -> Result<(), WriteError> {
        while self.column < self.columns {
            self.text("")?;
        }
        (self.row, self.column) = (self.row + 1, 0);
        Ok(())
    }
}
