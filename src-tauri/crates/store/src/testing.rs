//! A clock, a die and a book for this crate's unit tests; those from outside have theirs in `tests/main/common.rs`.

use std::sync::{Arc, Mutex};

use domain::organisation::{Station, StationRole};
use tempfile::TempDir;

use crate::chance::{Chance, mint};
use crate::{Book, Cost, Label};

pub(crate) const PASSWORD: &str = "示例";

/// A new book in a folder of its own.
pub(crate) fn book() -> (TempDir, Book) {
    let folder = tempfile::tempdir().unwrap();
    let dice = Arc::new(Dice::new(1));
    let station = Station {
        id: mint(&*dice),
        role: StationRole::Village,
        name: "示例村".to_owned(),
        code: None,
        village: None,
        town: None,
        device: mint(&*dice),
        opened_on: None,
    };
    let label = Label { name: station.name.clone(), station: station.role, sample: true };
    let book = Book::create_with(folder.path(), &label, PASSWORD, "示例", &station, dice, Cost::SAMPLE).unwrap().0;
    (folder, book)
}

/// Repeatable: the same seed, the same randomness. Its clock stands still.
pub(crate) struct Dice(Mutex<u64>);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(seed.wrapping_add(0x9E37_79B9_7F4A_7C15)))
    }
}

impl Chance for Dice {
    fn now(&self) -> String {
        "2026-03-01T08:30:00.000Z".to_owned()
    }

    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        for byte in bytes {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            *byte = (*state >> 32) as u8;
        }
    }
}
