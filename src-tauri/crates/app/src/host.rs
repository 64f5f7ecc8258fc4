//! What the machine gives to the program. Grows only when a function needs it.

use std::path::PathBuf;

use chrono::NaiveDate;
pub use domain::clock::{civil, read_civil};
pub use sheets::read::{ChildReader, Foreign, serve_foreign};
pub use store::Chance;

/// Time, randomness, folders. Implemented by the shell, by `hongwang`, and by tests.
pub trait Host: Chance {
    /// Today where the village is: UTC+8, or what `--today` says. The only clock of business dates.
    fn today(&self) -> NaiveDate;

    /// Where the books of this laptop are, one folder each.
    fn books(&self) -> PathBuf;

    /// Reads a workbook of a foreign format (.xls, .ods, .xlsb) in a process of its own.
    fn foreign(&self) -> &dyn Foreign;

    /// Typefaces of this machine for characters that the shipped ones lack (SimSun-ExtB).
    fn typefaces(&self) -> Vec<Vec<u8>>;

    /// The own folder of who sits at this machine: desktop, documents and downloads are looked for there.
    fn home(&self) -> Option<PathBuf>;
}
