//! A document as a workbook that people read, print and correct: one sheet a document, what `paper` prints in cells.
//!
//! Beside it plain lists (`lists`), and what a workbook that is handed back carries (`carried`, `lock`): hidden columns,
//! the mark of its export, a password. The same date in gives the same bytes out, a password aside. Deliberately not
//! here: any rule about what a form says, which columns a receiver may see, and any file.

mod carried;
mod grid;
mod lists;
mod lock;
mod look;
mod sheet;
#[cfg(test)]
mod tests;

pub use carried::{CarriedColumn, Tab};
use chrono::{Datelike, NaiveDate};
use domain::document::{Document, RowTooWide};
pub use lists::{List, ListColumn, Lists};
use look::Looks;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use thiserror::Error;

/// Why a workbook could not be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// Excel has no room for it: more than 1,048,576 rows, or 32,767 characters in a cell. What stands there is left
    /// out of the message.
    #[error("the form does not fit into a workbook")]
    TooLarge,
    /// A table that is no table.
    #[error(transparent)]
    RowTooWide(#[from] RowTooWide),
    /// A password that no program could ask for.
    #[error("密码不能为空，也不能超过 255 个字。请重新输入。")]
    Password,
    /// The library that encrypts gave up; nothing was written.
    #[error("the workbook could not be encrypted")]
    Lock,
}

impl From<XlsxError> for WriteError {
    fn from(_: XlsxError) -> Self {
        Self::TooLarge
    }
}

/// The documents as one .xlsx file, a sheet each. `created` goes into its properties, nobody's name does.
pub fn workbook(documents: &[Document], created: NaiveDate) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let mut looks = Looks::default();
    let mut names: Vec<String> = Vec::new();
    for document in documents {
        let name = sheet_name(document, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        sheet::write(sheet, document, &mut looks)?;
        names.push(name);
    }
    let title = documents.first().map_or("", |document| document.title.as_str());
    workbook.set_properties(&properties(title, created)?);
    Ok(workbook.save_to_buffer()?)
}

/// What a file says of itself: its title and its day, nobody's name.
fn properties(title: &str, created: NaiveDate) -> Result<DocProperties, WriteError> {
    let properties = DocProperties::new().set_title(title);
    let date = u16::try_from(created.year()).ok().zip(u8::try_from(created.month()).ok());
    Ok(match date.zip(u8::try_from(created.day()).ok()) {
        Some(((year, month), day)) => properties.set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?),
        None => properties,
    })
}

/// A name that Excel takes: at most 31 UTF-16 units, none of `[ ] : * ? / \`, no apostrophe at an end, and not taken
/// by an earlier sheet in whatever case.
fn sheet_name(document: &Document, taken: &[String]) -> String {
    let wanted = if document.name.is_empty() { &document.title } else { &document.name };
    let kept =
        |character: &char| !matches!(character, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !character.is_control();
    let wanted: String = wanted.chars().filter(kept).collect();
    let wanted = wanted.trim_matches(|character: char| character == '\'' || character.is_whitespace());
    let wanted = if wanted.is_empty() { "表" } else { wanted };
    let numbered = std::iter::once(cut(wanted, "")).chain((2..).map(|number| cut(wanted, &format!("({number})"))));
    let is_free = |name: &String| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    numbered.into_iter().find(is_free).unwrap_or_default()
}

fn cut(text: &str, suffix: &str) -> String {
    let mut room = 31 - suffix.len();
    let fits = |character: &char| {
        let units = character.len_utf16();
        room = room.saturating_sub(units);
        room > 0 || units == 0
    };
    text.chars().take_while(fits).collect::<String>() + suffix
}
