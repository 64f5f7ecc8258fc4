//! Responsibility letters.

use domain::id::Id;
use domain::letter::{Letter, LetterItem};

use crate::error::Result;
use crate::read::Reader;
use crate::table::Columns;

crate::table::table!(Letter, "letter", [id, year, unit, signed_on, remark]);
crate::table::table!(
    LetterItem,
    "letter_item",
    [id, letter, n, text, demand, points, due, owner, own_score, score, note]
);

impl Reader<'_> {
    /// The letters of a year.
    pub fn letters_of_year(&self, year: u32) -> Result<Vec<Letter>> {
        self.rows(&Letter::sql().by("year"), [year])
    }

    /// What a letter asks for, in order.
    pub fn items_of_letter(&self, letter: Id) -> Result<Vec<LetterItem>> {
        let mut items: Vec<LetterItem> = self.by("letter", letter)?;
        items.sort_by_key(|item| item.n);
        Ok(items)
    }
}
