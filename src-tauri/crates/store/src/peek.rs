//! What can be told of a book from outside, without a secret and without a trace, for the list of books.

use std::path::Path;
use std::time::UNIX_EPOCH;

use chrono::DateTime;
use serde::Serialize;

use crate::connect;
use crate::error::StoreError;
use crate::folder::{self, DATABASE, DATABASE_NEW, Lock};
use crate::key::{Found, KeyFile, Label};

/// What a folder holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BookState {
    /// A book that can be opened.
    Ready(Label),
    /// A book that some program has open.
    InUse(Label),
    /// A book of which a part is missing or damaged. It is kept as it is.
    Damaged {
        /// [`StoreError::code`].
        code: &'static str,
    },
    /// A book of a newer program.
    Newer(Label),
    /// No book.
    None,
}

/// When a book's rows were last written, as the disk says: RFC 3339, UTC, to the second. None where there are none.
#[must_use]
pub fn changed_at(dir: &Path) -> Option<String> {
    let names = [format!("{DATABASE}-wal"), DATABASE.to_owned()];
    let at = names.iter().filter_map(|name| dir.join(name).metadata().ok()?.modified().ok()).max()?;
    let since = i64::try_from(at.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()?;
    DateTime::from_timestamp(since, 0).map(|at| at.to_rfc3339())
}

/// Looks at a folder. Reads the key file and nothing else, but for a restore that was cut short: that is finished first.
#[must_use]
pub fn peek(dir: &Path) -> BookState {
    // Whatever hinders it now is said when the book is opened.
    let _ = crate::restore::finish(dir);
    match KeyFile::find(dir, connect::newest()) {
        Found::Missing if folder::holds_a_book(dir) => BookState::Damaged { code: StoreError::NoKey.code() },
        Found::Missing => BookState::None,
        Found::Damaged => BookState::Damaged { code: StoreError::KeyDamaged.code() },
        Found::Newer(label) => BookState::Newer(label),
        Found::Whole(..) if ![DATABASE, DATABASE_NEW].iter().any(|name| dir.join(name).exists()) => {
            BookState::Damaged { code: StoreError::NoDatabase.code() }
        }
        Found::Whole(file, _) if Lock::is_held(dir) => BookState::InUse(file.label),
        Found::Whole(file, _) => BookState::Ready(file.label),
    }
}
