//! The machine as the measured jobs see it, and books without a slow unlocking: what is measured begins behind it.
#![allow(clippy::disallowed_methods, reason = "a measure is an edge: clock and chance are this machine's")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use app::host::{Chance, ChildReader, Foreign, Host};
use app::session::Session;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::organisation::{Station, StationRole};
use store::{Book, Cost, Label, Secret, mint};

use crate::job::Outcome;

/// Opens nothing but invented people.
const PASSWORD: &str = "示例";

/// This machine, on a business date that stays, so that every run measures the same months.
pub struct BenchHost {
    reader: ChildReader,
}

/// The business date of all measures.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default()
}

impl Chance for BenchHost {
    fn now(&self) -> String {
        DateTime::<Utc>::from(SystemTime::now()).to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    fn fill(&self, bytes: &mut [u8]) {
        assert!(getrandom::fill(bytes).is_ok(), "the system gives no randomness");
    }
}

impl Host for BenchHost {
    fn today(&self) -> NaiveDate {
        today()
    }

    fn books(&self) -> PathBuf {
        PathBuf::new()
    }

    fn foreign(&self) -> &dyn Foreign {
        &self.reader
    }

    fn typefaces(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }
}

fn host() -> Arc<BenchHost> {
    Arc::new(BenchHost { reader: ChildReader::new(PathBuf::new(), Vec::new()) })
}

/// A new, empty village book.
pub fn create(dir: &Path) -> Outcome<Session> {
    make(dir, PASSWORD, Cost::SAMPLE, true)
}

/// The same as people have it, whose password is asked for.
pub fn create_with(dir: &Path, password: &str, cost: Cost) -> Outcome<Session> {
    make(dir, password, cost, false)
}

fn make(dir: &Path, password: &str, cost: Cost, sample: bool) -> Outcome<Session> {
    let host = host();
    let station = Station {
        id: mint(&*host),
        role: StationRole::Village,
        name: "示例村".to_owned(),
        code: None,
        village: Some("示例村".to_owned()),
        town: Some("示例镇".to_owned()),
        device: mint(&*host),
        opened_on: None,
    };
    let label = Label { name: "示例村".to_owned(), station: StationRole::Village, sample };
    let chance = Arc::clone(&host) as Arc<dyn Chance>;
    let (book, _) = Book::create_with(dir, &label, password, "示例", &station, chance, cost)?;
    Ok(Session::new(book, host))
}

/// A book that [`create`] made.
pub fn open(dir: &Path) -> Outcome<Session> {
    open_with(dir, PASSWORD)
}

/// A book that [`create_with`] made.
pub fn open_with(dir: &Path, password: &str) -> Outcome<Session> {
    let host = host();
    let book = Book::open(dir, Secret::Password(password), Arc::clone(&host) as Arc<dyn Chance>)?;
    Ok(Session::new(book, host))
}
