//! By what a workbook that comes back is known: the id of its export, in four places.
//!
//! | place | what stands there | who drops it |
//! |---|---|---|
//! | document properties `红网台账`, `红网台账摘要` | id, head | "remove personal information", .xls and .csv |
//! | defined name `_hongwang_export` | id | values pasted into a new book |
//! | first row of the very hidden sheet | `红网台账`, id, head | whoever deletes hidden sheets |
//! | sheet 说明, behind 导出编号 | id | whoever deletes that sheet |
//!
//! The foot of every page shows [`Mark::short`] besides, for people. `write` puts them there, `read` looks for them in
//! this order. What an export held and whose it was is not said here: the store knows it by the id.

/// The export that a workbook is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Id of the export: 36 characters, `01890a5d-ac96-774b-bcce-b302099a8057`.
    pub export: String,
    /// A short JSON text about it, opaque here. Empty when only the id was found.
    pub head: String,
}

impl Mark {
    /// What people compare on paper: the last eight characters, since ids of one minute begin alike.
    #[must_use]
    pub fn short(&self) -> &str {
        self.export.len().checked_sub(8).and_then(|from| self.export.get(from..)).unwrap_or(&self.export)
    }
}

/// The property with the id, and the first cell of the very hidden sheet.
pub(crate) const PROPERTY: &str = "红网台账";
/// The property with the head.
pub(crate) const HEAD_PROPERTY: &str = "红网台账摘要";
/// Characters that a property holds; a longer head stands in the hidden sheet alone.
pub(crate) const PROPERTY_CHARS: usize = 255;
/// The defined name of the id.
pub(crate) const NAME: &str = "_hongwang_export";
/// What stands before the id on the sheet that is read first.
pub(crate) const CAPTION: &str = "导出编号";
/// The name of the very hidden sheet when nobody gave it one.
pub(crate) const SHEET: &str = "_hongwang";

/// Whether a text is an id: hexadecimal digits in groups of 8, 4, 4, 4 and 12.
pub(crate) fn is_id(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}
