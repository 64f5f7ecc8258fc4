//! Backups that were damaged on their way: cut off, or with bits that changed. None of them may be taken for good, and
//! no attempt to restore one may touch the book.
#![allow(clippy::expect_used, reason = "it runs in tests only: what fails here ends the test with its reason")]

use std::fs;
use std::path::Path;

use app::backups;
use store::Secret;

use crate::layouts::chance::Chance;
use crate::program::{BookFolder, PASSWORD, all_rosters};

/// Bytes between two cuts.
const PAGE: usize = 4096;

/// How many damaged backups were tried, by how they were damaged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cut off at a multiple of 4 KiB.
    pub cut: usize,
    /// One bit changed, anywhere.
    pub flipped: usize,
    /// A stretch of it written over with other bytes of its own, as a failing stick does.
    pub mixed: usize,
}

/// Damages a small real backup `times` times: cut off at every 4 KiB, then by turns a bit flipped and a stretch mixed up
/// where chance says.
///
/// # Errors
/// The first damaged backup that was accepted, and a book that was touched by trying.
///
/// # Panics
/// The book or its backup cannot be made.
pub fn damage(times: usize, seed: u64) -> Result<Tally, String> {
    let book = BookFolder::village("2026-10-08", &[]);
    book.import(&all_rosters()[..1]);
    let made = book.done(&["backup"]);
    let whole = fs::read(made["file"].as_str().unwrap_or_default()).expect("the backup can be read");
    let live = fs::read(book.store().join("store.db")).expect("the book can be read");
    let path = book.folder().join("stick.hwb");
    let mut chance = Chance::new(seed);
    let mut tally = Tally::default();
    let refused = |bytes: &[u8], how: String| {
        fs::write(&path, bytes).expect("a file can be written");
        refuse(&book, &path).map_err(|told| format!("{how}: {told}"))
    };
    for length in (0..whole.len()).step_by(PAGE).take(times) {
        refused(&whole[..length], format!("cut at {length}"))?;
        tally.cut += 1;
    }
    while tally.cut + tally.flipped + tally.mixed < times {
        let mut bytes = whole.clone();
        let at = (chance.draw() as usize) % whole.len();
        if tally.flipped <= tally.mixed {
            bytes[at] ^= 1 << (chance.draw() % 8);
            refused(&bytes, format!("bit in byte {at}, SEED={seed}"))?;
            tally.flipped += 1;
        } else {
            let from = (chance.draw() as usize) % whole.len();
            let length = (1 + (chance.draw() as usize) % PAGE).min(whole.len() - at.max(from));
            bytes.copy_within(from..from + length, at);
            if bytes != whole {
                refused(&bytes, format!("{length} bytes of {from} at {at}, SEED={seed}"))?;
                tally.mixed += 1;
            }
        }
    }
    fs::write(&path, &whole).expect("a file can be written");
    backups::look(&path).map_err(|failure| format!("the whole one is refused: {}", failure.code))?;
    if fs::read(book.store().join("store.db")).expect("the book can be read") != live {
        return Err("the book was touched".to_owned());
    }
    Ok(tally)
}

/// Both ways in say no: looking at the file, and restoring it.
fn refuse(book: &BookFolder, path: &Path) -> Result<(), String> {
    let refusals = ["backup.none", "backup.damaged", "store.newer"];
    match backups::look(path) {
        Ok(_) => return Err("taken for a backup".to_owned()),
        Err(failure) if refusals.contains(&failure.code.as_str()) => {}
        Err(failure) => return Err(format!("refused as {}", failure.code)),
    }
    let chance = NoChance;
    match store::restore::restore(&book.store(), path, Secret::Password(PASSWORD), &chance) {
        Ok(_) => Err("restored".to_owned()),
        Err(error) if refusals.contains(&error.code()) => Ok(()),
        Err(error) => Err(format!("not restored for {}", error.code())),
    }
}

/// A refused restore makes nothing that would need a clock or randomness of its own.
struct NoChance;

impl store::Chance for NoChance {
    fn now(&self) -> String {
        "2026-10-08T00:00:00.000Z".to_owned()
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}
