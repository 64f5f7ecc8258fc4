//! The rows of the table, a file each, and what they share: a folder to work in and the sample books.

mod backup;
mod duties;
mod forms;
pub mod growth;
mod import;
mod ledger;
mod paper;
mod search;
mod store;
mod unlock;
mod visits;
mod window;
mod workbook;

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::job::{Failed, Measured, Outcome, child};
use crate::peers::Python;
use crate::table::Line;

/// A measured job by name.
pub type Job = fn(&[String]) -> Outcome<Measured>;

/// Every measured job.
pub const JOBS: &[(&str, Job)] = &[
    ("sample", sample),
    ("roster", import::roster),
    ("preview", import::preview),
    ("commit", import::commit),
    ("read", import::read),
    ("insert", import::insert),
    ("ledger", ledger::ledgers),
    ("visited", visits::visited),
    ("coverage", ledger::coverages),
    ("duties", duties::years),
    ("forms", forms::all),
    ("search", search::queries),
    ("pdf", paper::ours),
    ("typst", paper::typst_alone),
    ("workbook", paper::workbook),
    ("saved", visits::saved),
    ("inserted", visits::inserted),
    ("backup", backup::backup),
    ("copied", backup::copied),
    ("unlocked", unlock::unlocked),
    ("registers", workbook::ours),
    ("registers-alone", workbook::alone),
    ("registers-plain", workbook::plain),
    ("saves", store::saves),
    ("plain-saves", store::plain_saves),
    ("scan", store::scan),
    ("plain-scan", store::plain_scan),
];

/// Measures one row of the table, floor and peers with it.
type Rows = fn(&Bench) -> Vec<Line>;

/// The rows in their order, by the numbers that they print.
pub const ROWS: &[(&str, Rows)] = &[
    ("1 1p", workbook::rows),
    ("2 2c 2p", import::rows),
    ("4", ledger::rows),
    ("5", search::rows),
    ("6", window::rows),
    ("6b", unlock::rows),
    ("7", paper::rows),
    ("8", visits::rows),
    ("9", store::rows),
    ("10", backup::rows),
    ("11", duties::rows),
    ("12 12p 12t", forms::rows),
];

/// What the rows share.
pub struct Bench {
    work: TempDir,
    kept: PathBuf,
    python: OnceCell<Python>,
    village: OnceCell<String>,
    town: OnceCell<String>,
}

impl Bench {
    /// Works in a folder beside the program, on the same disk as the build, which goes with the value.
    pub fn new() -> Outcome<Self> {
        let program = std::env::current_exe()?;
        let kept = program.parent().unwrap_or(Path::new(".")).join("bench-kept");
        fs::create_dir_all(&kept)?;
        let work = tempfile::tempdir_in(&kept)?;
        let cells = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Ok(Self { work, kept, python: cells.0, village: cells.1, town: cells.2 })
    }

    /// A path in the work folder.
    pub fn path(&self, name: &str) -> String {
        self.work.path().join(name).display().to_string()
    }

    /// The peers' Python.
    pub fn python(&self) -> Outcome<&Python> {
        made(&self.python, || Python::prepare(&self.kept))
    }

    /// A book of about 30,000 persons without a past.
    pub fn village(&self) -> Outcome<&str> {
        made(&self.village, || self.sample("village", ["12", "8400", "0"])).map(String::as_str)
    }

    /// A book of about 300,000 persons with a year behind them.
    pub fn town(&self) -> Outcome<&str> {
        made(&self.town, || self.sample("town", ["60", "84000", "12"])).map(String::as_str)
    }

    /// A sample book of so many grids, households, months.
    pub fn sample(&self, name: &str, numbers: [&str; 3]) -> Outcome<String> {
        let dir = self.path(name);
        child("sample", &[dir.as_str(), numbers[0], numbers[1], numbers[2]])?;
        Ok(dir)
    }
}

/// The value of a cell, made when it is asked for first.
fn made<T>(cell: &OnceCell<T>, make: impl FnOnce() -> Outcome<T>) -> Outcome<&T> {
    if cell.get().is_none() {
        let _ = cell.set(make()?);
    }
    cell.get().ok_or_else(|| Failed("nothing was made".to_owned()))
}

/// An argument of a job.
fn argument(arguments: &[String], at: usize) -> Outcome<&str> {
    arguments.get(at).map(String::as_str).ok_or_else(|| Failed(format!("argument {at} is missing")))
}

/// Lines, or one that says why there are none.
fn or_missing(lines: Outcome<Vec<Line>>, missing: impl FnOnce(String) -> Line) -> Vec<Line> {
    lines.unwrap_or_else(|failed| vec![missing(failed.to_string())])
}

/// Makes a sample book: folder, grids, households, months.
fn sample(arguments: &[String]) -> Outcome<Measured> {
    let number = |at| argument(arguments, at)?.parse::<u32>().map_err(|_| Failed("not a number".to_owned()));
    let session = crate::host::create(Path::new(argument(arguments, 0)?))?;
    let began = std::time::Instant::now();
    let made = app::sample::sample(&session, number(1)?, number(2)?, number(3)?, 20_261)?;
    Ok(Measured::of(began.elapsed().as_secs_f64()).and("persons", made.persons as f64))
}
