//! The program is killed while it writes, at moments that chance draws. Whatever the moment, the book opens, is sound,
//! and holds what it held before or what it was to hold after.
#![allow(clippy::expect_used, reason = "it runs in tests only: what fails here ends the test with its reason")]

mod batch;

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::layouts::chance::Chance;
use crate::program::{BookFolder, all_rosters};
pub use batch::{Batches, batches};

/// What was being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// `import --commit`.
    Import,
    /// `undo`.
    Undo,
}

/// How the kills of one kind of work ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Killed while it ran.
    pub killed: usize,
    /// It was quicker than the kill.
    pub finished: usize,
    /// The book was as before.
    pub before: usize,
    /// The book was as after.
    pub after: usize,
}

/// A book before and after, and the work that leads from one to the other.
struct Stage {
    work: Work,
    book: BookFolder,
    arguments: Vec<std::ffi::OsString>,
    before: String,
    after: String,
    /// How long the work takes when nobody kills it, as far as is known. A kill that came too late shortens it: what
    /// was measured while the machine was busy says little about the next run.
    takes: Duration,
}

impl Stage {
    fn new(work: Work) -> Self {
        let book = BookFolder::village("2026-10-08", &[]);
        // A part of the rosters is there already, so that rows change as well as come.
        let (first, rest): (Vec<PathBuf>, Vec<PathBuf>) =
            all_rosters().into_iter().partition(|file| file.to_string_lossy().contains("WPS"));
        book.import(&first);
        let import =
            ["import".into(), "--commit".into()].into_iter().chain(rest.into_iter().map(PathBuf::into_os_string));
        let mut arguments: Vec<_> = import.collect();
        if work == Work::Undo {
            book.done(&arguments);
            arguments = vec!["undo".into()];
        }
        let whole = book.copy();
        let begun = Instant::now();
        whole.done(&arguments);
        let takes = begun.elapsed();
        let (before, after) = (book.hash(), whole.hash());
        assert_ne!(before, after, "the work does nothing");
        Self { work, book, arguments, before, after, takes }
    }

    /// Starts the work, kills it if it still runs, and looks at the book.
    fn kill(&mut self, chance: &mut Chance, tally: &mut Tally) -> Result<(), String> {
        let book = self.book.copy();
        let takes = self.takes.as_micros() as u64;
        // Half of the kills fall into the last third, where the writing is.
        let at = if chance.one_in(2) { chance.draw() % takes } else { takes * 2 / 3 + chance.draw() % (takes / 2) };
        let mut child = book.start(&self.arguments);
        sleep(Duration::from_micros(at));
        if child.try_wait().expect("the program can be asked").is_some() {
            tally.finished += 1;
            self.takes = self.takes * 9 / 10;
        } else {
            // SIGKILL on Unix.
            child.kill().expect("the program can be killed");
            tally.killed += 1;
            self.takes = self.takes * 51 / 50;
        }
        child.wait().expect("the program ends");
        let told = format!("{:?} killed after {at} µs of {takes}", self.work);
        let checked = book.run(&["check"]);
        if checked.code != Some(0) {
            return Err(format!("{told}: not sound: {} {}", checked.out, checked.err));
        }
        match book.hash() {
            hash if hash == self.before => tally.before += 1,
            hash if hash == self.after => tally.after += 1,
            hash => return Err(format!("{told}: neither before nor after: {hash}")),
        }
        Ok(())
    }
}

/// Kills each kind of work `times` times. The kills that came too late are counted beside them.
///
/// # Errors
/// The first book that was not sound, or held something else; and if four of five kills came too late.
pub fn kills(times: usize, seed: u64) -> Result<Vec<(Work, Tally)>, String> {
    let mut chance = Chance::new(seed);
    let mut tallies = Vec::new();
    for work in [Work::Import, Work::Undo] {
        let mut stage = Stage::new(work);
        let mut tally = Tally::default();
        while tally.killed < times {
            stage.kill(&mut chance, &mut tally)?;
            if tally.finished > 4 * times {
                return Err(format!("{work:?} could not be met while it ran: {tally:?}"));
            }
        }
        tallies.push((work, tally));
    }
    Ok(tallies)
}
