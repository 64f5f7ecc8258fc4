//! A book open in this process, where starting a program for every step would take the time.
#![allow(clippy::disallowed_methods, reason = "this is the edge that the clock and chance come in by")]
#![allow(clippy::expect_used, reason = "it runs in tests only: what fails here ends the test with its reason")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::books::{Cost, CreateBook, StationRole, create_in, open_book};
use app::failure::Failure;
use app::forms::{FormInfo, FormRequest, FormScope};
use app::host::{Chance, ChildReader, Foreign, Host};
use app::import::{ImportRequest, Imported, commit};
use app::progress::Unwatched;
use app::session::Session;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use crate::program::{BookFolder, PASSWORD, built};

/// This machine on a chosen day, with `hongwang` as reader of foreign formats.
pub struct Bench {
    /// Its business date.
    pub today: NaiveDate,
    reader: ChildReader,
}

impl Bench {
    /// The machine on a day.
    ///
    /// # Panics
    /// The text is no day.
    #[must_use]
    pub fn on(today: &str) -> Arc<dyn Host> {
        let reader = ChildReader::new(built("hongwang"), vec!["read-foreign".into()]);
        Arc::new(Self { today: today.parse().expect("a day"), reader })
    }
}

impl Chance for Bench {
    fn now(&self) -> String {
        DateTime::<Utc>::from(std::time::SystemTime::now()).to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system gives randomness");
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

/// The book of a folder.
///
/// # Errors
/// What opening it says.
pub fn open(book: &BookFolder) -> Result<Session, Failure> {
    open_book(&Bench::on(&book.today), &book.store(), PASSWORD)
}

/// Closes a book before a program is to open it. Another thread may be starting a program just now: until that one
/// begins, it holds a copy of every open file, the book's lock among them.
///
/// # Panics
/// The lock is held for ten seconds.
pub fn close(session: Session) {
    let lock = session.book().dir().join("store.lock");
    drop(session);
    let lock = std::fs::File::open(lock).expect("the lock is there");
    let free = || {
        lock.try_lock().is_ok() || {
            std::thread::sleep(std::time::Duration::from_millis(10));
            false
        }
    };
    assert!((0..1000).any(|_| free()), "somebody holds the book");
}

/// A new book of a village in `dir`.
///
/// # Panics
/// It cannot be made.
#[must_use]
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
    create_in(&Bench::on(today), dir, &request, Cost::SAMPLE).expect("a book can be made").0
}

/// Imports files for good.
///
/// # Panics
/// They were refused.
pub fn import(session: &Session, files: &[PathBuf], by_hamlet: bool) -> Imported {
    let request = ImportRequest { paths: files.to_vec(), by_hamlet, mappings: Vec::new() };
    commit(session, &request, &Unwatched).unwrap_or_else(|failure| panic!("{failure:?}"))
}

/// A form of an invented village as somebody prints it: of a month what is of a month, everybody of what is of
/// everybody, and somebody of what is made for one person.
///
/// # Panics
/// When the book cannot be read, or nobody lives in it.
#[must_use]
pub fn filled(session: &Session, info: &FormInfo, month: &str) -> FormRequest {
    let monthly = matches!(info.scope, FormScope::Month | FormScope::Activity | FormScope::Meeting | FormScope::Talk);
    let register = session.register().expect("a register");
    let subject = (!info.all).then(|| register.rows().persons[0].id.to_string());
    let month = monthly.then(|| month.to_owned());
    FormRequest { form: info.form.clone(), month, subject, ..FormRequest::default() }
}
