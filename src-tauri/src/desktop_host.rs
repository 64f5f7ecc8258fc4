//! What this machine gives to `app`: its clock, its randomness, its folders and its typefaces.
#![allow(clippy::disallowed_methods, reason = "this is the edge that the clock and chance come in by")]

use std::path::PathBuf;
use std::time::SystemTime;

use app::host::{Chance, ChildReader, Foreign, Host, civil};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use crate::{READ_FOREIGN, typefaces};

/// This machine.
pub struct DesktopHost {
    books: PathBuf,
    today: Option<NaiveDate>,
    reader: ChildReader,
}

impl DesktopHost {
    /// With the books in `books`. `HONGWANG_TODAY` (`2026-03-15`) puts another business date in the place of the
    /// clock's: for journeys and demonstrations.
    ///
    /// # Errors
    /// The system does not say where the running program lies.
    pub fn new(books: PathBuf) -> std::io::Result<Self> {
        let today = std::env::var("HONGWANG_TODAY").ok().and_then(|text| text.parse().ok());
        let reader = ChildReader::new(std::env::current_exe()?, vec![READ_FOREIGN.into()]);
        Ok(Self { books, today, reader })
    }
}

impl Chance for DesktopHost {
    fn now(&self) -> String {
        DateTime::<Utc>::from(SystemTime::now()).to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    fn fill(&self, bytes: &mut [u8]) {
        // A key made without randomness would be worse than a command that does not come back.
        assert!(getrandom::fill(bytes).is_ok(), "the system gives no randomness");
    }
}

impl Host for DesktopHost {
    fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| civil(&DateTime::<Utc>::from(SystemTime::now())).date())
    }

    fn books(&self) -> PathBuf {
        self.books.clone()
    }

    fn foreign(&self) -> &dyn Foreign {
        &self.reader
    }

    fn typefaces(&self) -> Vec<Vec<u8>> {
        typefaces::rare()
    }

    fn home(&self) -> Option<PathBuf> {
        std::env::home_dir()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_instant_is_utc_to_the_millisecond() {
        let now = DesktopHost::new(PathBuf::new()).unwrap().now();
        assert_eq!((now.len(), now.as_bytes()[10], now.as_bytes()[19]), (24, b'T', b'.'));
        assert!(now.ends_with('Z') && DateTime::parse_from_rfc3339(&now).is_ok(), "{now}");
    }

    #[test]
    fn two_fillings_are_not_the_same() {
        let host = DesktopHost::new(PathBuf::new()).unwrap();
        let (mut one, mut two) = ([0; 32], [0; 32]);
        host.fill(&mut one);
        host.fill(&mut two);
        assert_ne!(one, two);
    }
}
