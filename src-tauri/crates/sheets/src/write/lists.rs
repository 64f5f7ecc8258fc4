//! Plain lists as a workbook, row by row as they are asked for: no document is made of them first, so that a village's
//! hundred thousand cells cost little more than writing them.
//!
//! Everything stays in memory: the library writes a file of its own only in its constant-memory mode, which nobody
//! turns on. What only lists that come back have stands in `carried`.

use super::look::{Content, Look, Looks, content_of};
use super::sheet::height;
use super::{WriteError, lock, properties};
use crate::mark::{self, Mark};
use chrono::NaiveDate;
use domain::document::{Align, line_count};
use rust_xlsxwriter::{IgnoreError, Note, Workbook, Worksheet};

/// The widest character, in type sizes a byte.
const WIDEST: f64 = 1.1;

/// A caption and the width of its column in millimetres.
pub type ListColumn = (&'static str, f64);

/// A workbook of lists.
pub struct Lists {
    pub(super) workbook: Workbook,
    pub(super) looks: Looks,
    pub(super) title: String,
    pub(super) note: String,
    created: NaiveDate,
    pub(super) mark: Option<Mark>,
    /// Very hidden sheets, which must not come first.
    pub(super) hidden: Vec<Worksheet>,
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
            mark: None,
            hidden: Vec::new(),
        }
    }

    /// An empty workbook that says which export it is: see [`Mark`].
    #[must_use]
    pub fn marked(title: &str, note: &str, created: NaiveDate, mark: &Mark) -> Self {
        let note = format!("{note}　编号 {}", mark.short());
        Self { mark: Some(mark.clone()), ..Self::new(title, note.trim_start(), created) }
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
        prepare(sheet, &mut self.looks, name, columns.iter().copied(), &self.note)?;
        let mut list = List::begin(sheet, &mut self.looks, 1, columns.len());
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
        let mut properties = properties(&self.title, self.created)?;
        if let Some(mark) = self.mark.take() {
            properties = properties.set_custom_property(mark::PROPERTY, mark.export.as_str());
            if (1..=mark::PROPERTY_CHARS).contains(&mark.head.encode_utf16().count()) {
                properties = properties.set_custom_property(mark::HEAD_PROPERTY, mark.head.as_str());
            }
            self.workbook.define_name(mark::NAME, &format!("=\"{}\"", mark.export.replace('"', "")))?;
            if self.hidden.is_empty() {
                let looks = &mut self.looks;
                self.hidden.push(super::carried::very_hidden(mark::SHEET, looks, Some(&mark))?);
            }
        }
        if self.workbook.worksheets().is_empty() {
            // A workbook of hidden sheets alone is one that Excel calls damaged.
            self.workbook.add_worksheet();
        }
        for sheet in self.hidden {
            self.workbook.push_worksheet(sheet);
        }
        self.workbook.set_properties(&properties);
        Ok(self.workbook.save_to_buffer()?)
    }

    /// The file, encrypted as Excel and WPS do it (ECMA-376 agile: AES-256, 100,000 rounds of SHA-512). `chance` fills
    /// what it is given with randomness fit for keys; it is asked for 144 bytes in all.
    ///
    /// # Errors
    /// What Excel has no room for; [`WriteError::Password`].
    pub fn finish_locked(self, password: &str, chance: impl FnMut(&mut [u8])) -> Result<Vec<u8>, WriteError> {
        lock::check(password)?;
        lock::lock(&self.finish()?, password, chance)
    }
}

/// Captions that stay in sight and repeat on every page; landscape, one page wide.
pub(super) fn prepare<'a>(
    sheet: &mut Worksheet,
    looks: &mut Looks,
    name: &str,
    columns: impl Iterator<Item = (&'a str, f64)>,
    note: &str,
) -> Result<(), WriteError> {
    sheet.set_name(name)?;
    for (at, (caption, width)) in (0..).zip(columns) {
        sheet.set_column_width_pixels(at, pixels(width))?;
        sheet.write_string_with_format(0, at, caption, looks.of(Look::Caption))?;
    }
    sheet.set_row_height(0, 24.0)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(9).set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer(format!("&L{note}&C第 &P 页　共 &N 页"));
    Ok(())
}

/// Millimetres as Excel's pixels.
pub(super) fn pixels(mm: f64) -> u32 {
    (mm / 25.4 * 96.0).round() as u32
}

/// What can only be said when the number of rows is known.
pub(super) fn close(sheet: &mut Worksheet, rows: u32, columns: u16) -> Result<(), WriteError> {
    sheet.autofilter(0, 0, rows.max(1), columns.saturating_sub(1))?;
    sheet.ignore_error_range(0, 0, rows.max(1), columns.saturating_sub(1), IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// A list while it is filled, cell by cell from the left.
pub struct List<'a> {
    pub(super) sheet: &'a mut Worksheet,
    pub(super) looks: &'a mut Looks,
    pub(super) row: u32,
    column: u16,
    columns: u16,
    /// For a list that comes back what a line of each column has room for, in type sizes. All its texts have the format
    /// of text, so that what is typed over them does not turn into a number.
    pub(super) carried: Option<Vec<f64>>,
    /// Lines that the row needs so far.
    lines: usize,
}

impl<'a> List<'a> {
    /// A list of which `row` is the first.
    pub(super) fn begin(sheet: &'a mut Worksheet, looks: &'a mut Looks, row: u32, columns: usize) -> Self {
        Self { sheet, looks, row, column: 0, columns: columns as u16, carried: None, lines: 1 }
    }

    fn content(&self, text: &str) -> Content {
        match content_of(text) {
            Content::Text if self.carried.is_some() => Content::Code,
            content => content,
        }
    }

    /// A text, which stays one whatever it looks like; nothing prints an empty cell.
    ///
    /// # Errors
    /// A text that is longer than a cell of Excel.
    pub fn text(&mut self, text: &str) -> Result<&mut Self, WriteError> {
        self.put(text, Look::Cell(Align::Left, self.content(text), false))
    }

    fn put(&mut self, text: &str, look: Look) -> Result<&mut Self, WriteError> {
        let (row, column, format) = (self.row, self.column, self.looks.of(look));
        if text.is_empty() {
            self.sheet.write_blank(row, column, format)?;
        } else {
            self.sheet.write_string_with_format(row, column, text, format)?;
        }
        let room = self.carried.as_ref().and_then(|carried| carried.get(usize::from(column)));
        // Most texts are so short that they need no measuring.
        if let Some(room) = room.filter(|room| text.len() as f64 * WIDEST > **room || text.contains('\n')) {
            self.lines = self.lines.max(line_count(text, *room));
        }
        self.column += 1;
        Ok(self)
    }

    /// A row of a label and its text, and no more.
    pub(super) fn labelled(&mut self, label: &str, text: &str) -> Result<(), WriteError> {
        self.put(label, Look::Cell(Align::Left, self.content(label), true))?;
        self.text(text)?.end()
    }

    /// A text that may not be known.
    ///
    /// # Errors
    /// As [`List::text`].
    pub fn maybe(&mut self, text: Option<&str>) -> Result<&mut Self, WriteError> {
        self.text(text.unwrap_or_default())
    }

    /// A text that somebody is asked about: yellow, with the reason as a note at the cell.
    ///
    /// # Errors
    /// A text or a note that is longer than Excel's.
    pub fn asked(&mut self, text: &str, note: &str) -> Result<&mut Self, WriteError> {
        // About 16 characters a line; otherwise a long reason ends below the edge of its note.
        let lines = note.lines().map(|line| 1 + line.chars().count() as u32 / 16).sum::<u32>();
        let about = Note::new(note).set_author("").add_author_prefix(false).set_width(240).set_height(20 + 20 * lines);
        self.sheet.insert_note(self.row, self.column, &about)?;
        self.put(text, Look::Asked(self.content(text)))
    }

    /// A number, which is one in Excel too.
    ///
    /// # Errors
    /// More rows than Excel has.
    pub fn number(&mut self, number: f64, decimals: usize) -> Result<&mut Self, WriteError> {
        let look = Look::Cell(Align::Centre, Content::Number(decimals), false);
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
        if self.lines > 1 {
            // Other programs than Excel leave a row as high as it is, and hide what wraps.
            self.sheet.set_row_height(self.row, height(self.lines, Look::Unwritten))?;
        }
        (self.row, self.column, self.lines) = (self.row + 1, 0, 1);
        Ok(())
    }
}
