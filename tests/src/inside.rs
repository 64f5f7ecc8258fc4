//! A book open in this process, where starting a program for every step would take the time.
#![allow(clippy::disallowed_methods, reason = "this is the edge that the clock and chance come in by")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::books::{Cost, CreateBook, StationRole, create_in};
use app::host::{Chance, ChildReader, Foreign, Host};
use app::import::{ImportRequest, Imported, commit};
use app::progress::Unwatched;
use app::session::Session;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use journeys::program::{PASSWORD, built};

/// This machine on a chosen day, with `hongwang` as reader of foreign formats.
pub struct Bench {
    pub today: NaiveDate,
    reader: ChildReader,
}

impl Bench {
    pub fn on(today: &str) -> Arc<dyn Host> {
        let reader = ChildReader::new(built("hongwang"), vec!["read-foreign".into()]);
        Arc::new(Self { today: today.parse().unwrap(), reader })
    }
}

impl Chance for Bench {
    fn now(&self) -> String {
        DateTime::<Utc>::from(std::time::SystemTime::now()).to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).unwrap();
    }
}

impl Host for Bench {
    fn today(&self) -> NaiveDate {
        self.today
    }

    fn books(&self) -> PathBuf {
        PathBuf::new()
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }

    fn foreign(&self) -> &dyn Foreign {
        &self.reader
    }

    fn typefaces(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }
}

/// A new book of a village in `dir`.
pub fn village(dir: &Path, today: &str) -> Session {
    let request = CreateBook {
        station: StationRole::Village,
        name: "向阳村".to_owned(),
        village: None,
        town: None,
        code: None,
        operator: "测试".to_owned(),
        password: PASSWORD.to_owned(),
        opened_on: None,
    };
    create_in(&Bench::on(today), dir, &request, Cost::SAMPLE).unwrap().0
}

/// Imports files for good.
pub fn import(session: &Session, files: &[PathBuf], by_hamlet: bool) -> Imported {
    let request = ImportRequest { paths: files.to_vec(), by_hamlet, mappings: Vec::new() };
    commit(session, &request, &Unwatched).unwrap_or_else(|failure| panic!("{failure:?}"))
}
