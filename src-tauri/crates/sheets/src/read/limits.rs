//! How much one file may ask of the laptop.

/// The caps of one read. A roster of 30,000 rows × 40 columns (60 MB unpacked, 100 MB while it is read) passes all of
/// them.
///
/// The defaults keep a hostile file under 512 MB and 10 s: a cell costs 24 bytes and its text, an unpacked megabyte of
/// XML between a hundredth and a thirtieth of a second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file, in bytes.
    pub bytes: u64,
    /// Sum of the unpacked sizes of all parts of a ZIP, in bytes.
    pub unpacked_bytes: u64,
    /// Unpacked size over packed size; looked at only above 16 MiB unpacked, since small parts may shrink well.
    pub ratio: u64,
    /// Parts of a ZIP.
    pub parts: u64,
    /// Sheets, hidden ones included.
    pub sheets: u64,
    /// Rows that hold something, over all sheets.
    pub rows: u64,
    /// Cells from column A to the last filled one of each row, over all sheets.
    pub cells: u64,
    /// Merged regions, over all sheets.
    pub merges: u64,
    /// Text of all cells together, in bytes.
    pub text_bytes: u64,
    /// Characters in one cell; a spreadsheet program itself stops at 32,767.
    pub text_chars: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            unpacked_bytes: 160 << 20,
            ratio: 200,
            parts: 10_000,
            sheets: 200,
            rows: 300_000,
            cells: 4_000_000,
            merges: 400_000,
            text_bytes: 96 << 20,
            text_chars: 32_767,
        }
    }
}
