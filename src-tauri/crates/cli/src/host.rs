//! What the machine gives to `app`: its clock, its randomness, and this program itself as reader of foreign formats.
#![allow(clippy::disallowed_methods, reason = "this is the edge that the clock and chance come in by")]

use std::path::PathBuf;
use std::time::SystemTime;

use app::host::{Chance, ChildReader, Foreign, Host, civil};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

/// Name of the hidden command of the child that reads foreign formats.
pub const READ_FOREIGN: &str = "read-foreign";

/// This machine.
pub struct Machine {
    today: Option<NaiveDate>,
    reader: ChildReader,
}

impl Machine {
    /// With `today` in the place of the clock's business date, when it is given.
    ///
    /// # Errors
    /// The system does not say where the running program lies.
    pub fn new(today: Option<NaiveDate>) -> std::io::Result<Self> {
        let reader = ChildReader::new(std::env::current_exe()?, vec![READ_FOREIGN.into()]);
        Ok(Self { today, reader })
    }
}

fn clock() -> DateTime<Utc> {
    DateTime::from(SystemTime::now())
}

impl Chance for Machine {
    fn now(&self) -> String {
        clock().to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    fn fill(&self, bytes: &mut [u8]) {
        // A key made without randomness would be worse than a command that does not come back.
        assert!(getrandom::fill(bytes).is_ok(), "the system gives no randomness");
    }
}

impl Host for Machine {
    fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| civil(&clock()).date())
    }

    /// Nowhere: `--store` names the book.
    fn books(&self) -> PathBuf {
        PathBuf::new()
    }

    /// None: files go where an option says.
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
