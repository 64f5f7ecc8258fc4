//! Whose book this is: one row, written when the book is made.

use domain::organisation::Station;

use crate::error::{Result, StoreError};
use crate::read::Reader;

crate::table::table!(Station, "station", [id, role, name, code, village, town, device, opened_on]);

impl Reader<'_> {
    /// The book's station.
    pub fn station(&self) -> Result<Station> {
        self.all::<Station>()?.pop().ok_or(StoreError::Damaged)
    }
}
