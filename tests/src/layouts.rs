//! A seeded generator of rosters: a village is invented, its truth is known, and it is laid out anew each time, as
//! villages lay out their lists. Of one seed always the same files come.
//!
//! The layouts of `tests/fixtures/rosters` are not among them: those have tests of their own. What cannot be repaired
//! (rounded numbers) is not laid out either, so that a reader has to find all of the truth.

pub mod chance;
mod column;
mod hand;
mod list;
mod paper;
mod person;
mod register;
pub mod village;
mod words;
pub mod write;

use std::collections::BTreeSet;

use chance::Chance;
use domain::sheet::Workbook;
use intake::entry::{Field, Repair};
pub use village::Village;

/// What one sheet of people was made of.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The lowest caption row, counted from 1.
    pub header_row: u32,
    /// The people in its rows, from top to bottom: household and place in it.
    pub rows: Vec<(usize, usize)>,
    /// What its columns say; the hamlet also where only the sheet's name or a line says it.
    pub says: BTreeSet<Field>,
    /// A register by household; a list of members or of people with a tag otherwise.
    pub register: bool,
    /// What a reader has to mend, in the order of the rows.
    pub repairs: Vec<Repair>,
    /// Rows without their number, though the person has one.
    pub without_number: usize,
}

/// One file.
#[derive(Clone, Debug)]
pub struct File {
    /// As a reader should find it, `.xlsx` or `.csv` by its name. Sheets without people are in it as well.
    pub workbook: Workbook,
    /// Its sheets of people, in order.
    pub sheets: Vec<Sheet>,
}

/// A village and the files that show it: a register first, then perhaps a list.
#[must_use]
pub fn generate(seed: u64) -> (Vec<File>, Village) {
    let mut chance = Chance::new(seed);
    let village = Village::invent(&mut chance);
    let csv = chance.one_in(4);
    let mut files = register::lay_out(&village, csv, &mut chance);
    if chance.one_in(2) {
        list::lay_out(&village, &mut files, &mut chance);
    }
    (files, village)
}
