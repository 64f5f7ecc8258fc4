//! Lists that are handed out, corrected by people in their own program, and taken back.
//!
//! Every cell has the format of text, written or not, so that an ID number typed into it stays one; what names a row
//! stands in columns hidden at the right; the workbook says which export it is ([`crate::Mark`]). Deliberately not here:
//! what the columns are, what a row is called, and sheet protection, which keeps nobody from anything but sorting.

use super::WriteError;
use super::lists::{List, Lists, close, pixels, prepare};
use super::look::{Look, Looks};
use super::sheet::room;
use crate::mark::{self, Mark};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Worksheet};

/// Rows below a list in which its choices still drop down.
const ROOM: u32 = 500;
/// Colour of the tabs that only give details.
const GREY: u32 = 0x00A6_A6A6;

/// Widths of a label and of its text, in millimetres.
const WORDS_MM: [f64; 2] = [36.0, 134.0];

/// A column of a list that comes back.
#[derive(Clone, Copy, Debug)]
pub struct CarriedColumn<'a> {
    /// Its caption in row 1.
    pub caption: &'a str,
    /// Its width in millimetres.
    pub width_mm: f64,
    /// For the program alone. Hidden columns stand at the right.
    pub hidden: bool,
    /// What drops down in its cells; something else is asked about and taken. Left out where Excel has no room for it
    /// (255 characters in all) and where a choice has a comma in it, at which Excel would cut it.
    pub choices: Option<&'a [&'a str]>,
}

/// What the tab of a list says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// A list to look at first.
    Main,
    /// A list that gives details of another one: grey.
    Detail,
}

impl Lists {
    /// Writes one list that comes back on a sheet of its own; returns how many rows it has.
    ///
    /// # Errors
    /// What Excel has no room for; what `fill` says.
    pub fn carried<E: From<WriteError>>(
        &mut self,
        name: &str,
        columns: &[CarriedColumn<'_>],
        tab: Tab,
        fill: impl FnOnce(&mut List<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let sheet = self.workbook.add_worksheet();
        let widths = columns.iter().map(|column| (column.caption, column.width_mm));
        prepare(sheet, &mut self.looks, name, widths, &self.note)?;
        if tab == Tab::Detail {
            sheet.set_tab_color(GREY);
        }
        let mut list = List::begin(sheet, &mut self.looks, 1, columns.len());
        let of = |column: &CarriedColumn<'_>| {
            if column.hidden { f64::INFINITY } else { room(column.width_mm, Look::Unwritten) }
        };
        list.carried = Some(columns.iter().map(of).collect());
        fill(&mut list)?;
        let List { sheet, looks, row, .. } = list;
        let rows = row - 1;
        lay_columns(sheet, looks, columns, rows)?;
        close(sheet, rows, columns.len() as u16)?;
        Ok(rows as usize)
    }

    /// Writes a list for the program alone, on a sheet that no menu of Excel shows: ids and checksums, nobody's name.
    /// Row 1 is the mark, row 2 the captions; the sheet stands behind all others.
    ///
    /// # Errors
    /// What Excel has no room for; what `fill` says.
    pub fn very_hidden<E: From<WriteError>>(
        &mut self,
        name: &str,
        columns: &[&str],
        fill: impl FnOnce(&mut List<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let mut sheet = very_hidden(name, &mut self.looks, self.mark.as_ref())?;
        let mut list = List::begin(&mut sheet, &mut self.looks, 1, columns.len());
        list.carried = Some(Vec::new());
        for caption in columns {
            list.text(caption)?;
        }
        list.end()?;
        fill(&mut list)?;
        let rows = list.row - 2;
        self.hidden.push(sheet);
        Ok(rows as usize)
    }

    /// Writes a sheet of plain words, a label and its text in a row, under the workbook's title. It comes first and is
    /// the one that opens. A marked workbook adds the id of its export below.
    ///
    /// # Errors
    /// What Excel has no room for.
    pub fn words(&mut self, name: &str, lines: &[(&str, &str)]) -> Result<(), WriteError> {
        let looks = &mut self.looks;
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name)?;
        for (at, width) in (0..).zip(WORDS_MM) {
            sheet.set_column_width_pixels(at, pixels(width))?;
        }
        sheet.merge_range(0, 0, 0, 1, &self.title, looks.of(Look::Title(18)))?;
        sheet.set_row_height(0, 34.0)?;
        let export = self.mark.as_ref().map(|mark| (mark::CAPTION, mark.export.as_str()));
        for (row, (label, text)) in (1..).zip(lines.iter().copied().chain(export)) {
            let mut list = List::begin(sheet, looks, row, 2);
            list.carried = Some(WORDS_MM.map(|width| room(width, Look::Unwritten)).to_vec());
            list.labelled(label, text)?;
        }
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
        sheet.set_footer(format!("&L{}&C第 &P 页　共 &N 页", self.note)).set_active(true);
        let sheets = self.workbook.worksheets_mut();
        sheets.rotate_right(1);
        Ok(())
    }
}

/// What columns are beyond their captions: hidden, with choices, of text in the cells that nobody has written.
fn lay_columns(
    sheet: &mut Worksheet,
    looks: &mut Looks,
    columns: &[CarriedColumn<'_>],
    rows: u32,
) -> Result<(), WriteError> {
    for (at, column) in (0..).zip(columns) {
        sheet.set_column_format(at, looks.of(Look::Unwritten))?;
        if column.hidden {
            sheet.set_column_hidden(at)?;
        }
        let choices = column.choices.unwrap_or_default();
        if choices.is_empty() || choices.iter().any(|choice| choice.contains([',', '"'])) {
            continue;
        }
        // An error says one thing only: the joined list is too long.
        if let Ok(validation) = DataValidation::new().allow_list_strings(choices) {
            let validation = validation
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("请核对")?
                .set_error_message("下拉框里没有这一项。确实要这样填，请选“是”。")?;
            sheet.add_data_validation(1, at, rows + ROOM, at, &validation)?;
        }
    }
    Ok(())
}

/// A sheet that no menu shows, with the mark in its first row.
pub(super) fn very_hidden(name: &str, looks: &mut Looks, mark: Option<&Mark>) -> Result<Worksheet, WriteError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    sheet.set_very_hidden(true);
    let mut list = List::begin(&mut sheet, looks, 0, 3);
    list.carried = Some(Vec::new());
    list.text(mark::PROPERTY)?;
    list.maybe(mark.map(|mark| mark.export.as_str()))?;
    list.maybe(mark.map(|mark| mark.head.as_str()))?;
    Ok(sheet)
}
