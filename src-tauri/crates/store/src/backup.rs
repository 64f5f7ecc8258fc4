//! Backups: one file each, proven before it counts, in the book's folder `backups`.
//!
//! The files are all there is: no table lists them, so that they serve when the book itself cannot be read. What a
//! backup says of itself is readable without a secret and names nobody. They are numbered, and the number alone says
//! which is older. Not here: when one is due and which are kept (`domain::backup`), and bringing one back
//! ([`crate::restore`]).

pub(crate) mod content;
pub(crate) mod file;
mod list;
mod make;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::book::{Book, hold};
use crate::error::Result;
use crate::folder;
use crate::key::Label;

pub use content::Content;
pub(crate) use list::REPLACED;
pub(crate) use list::next_number;
pub use list::{Listed, State, cover, list, look, read};
pub(crate) use make::{Origin, make};

/// Name of the folder of backups inside of a book's folder.
pub const FOLDER: &str = "backups";

/// What stands in a backup beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Running number: who is older.
    pub number: u64,
    /// RFC 3339, UTC, as the clock said.
    pub made_at: String,
    /// The book's cover.
    pub label: Label,
    /// What the database holds.
    #[serde(flatten)]
    pub content: Content,
    /// How often the key file had been written: another number, other passwords.
    pub key_generation: u64,
    /// Bytes of the database.
    pub database: u64,
}

/// A backup that was made and proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where it is.
    pub file: PathBuf,
    /// What it says of itself.
    pub header: Header,
    /// Its seal: SHA-256 of all that stands before it, in hexadecimal.
    pub seal: String,
    /// Of the whole file, in hexadecimal.
    pub sha256: String,
    /// Size of the file.
    pub bytes: u64,
    /// Numbers of older ones that were dropped.
    pub dropped: Vec<u64>,
}

impl Book {
    /// Makes a backup and proves it: its bytes are read back, the database in it opens with the key, is whole and holds
    /// the same. Only then it gets its name, and older ones are thinned. Writers wait while the rows are copied, and half a
    /// second at a time before that for readers of an older state to come to an end; readers never wait.
    ///
    /// # Errors
    /// [`crate::StoreError::BackupBusy`] when somebody reads for too long; [`crate::StoreError::NotProven`]; what the
    /// disk says. No file has the name of a backup then, and the older ones are as they were.
    pub fn backup(&self) -> Result<Made> {
        let _one_at_a_time = hold(&self.backing_up);
        let key_file = hold(&self.key_file).clone();
        let origin = Origin {
            dir: &self.dir,
            database: &self.database,
            key: &self.key,
            key_file: &key_file,
            made_at: self.chance.now(),
        };
        make(&origin, &self.writer, Some(&self.drafts)).map_err(|error| folder::why(&self.dir, error))
    }

    /// The newest proven backup of this book, and whether anything was done, noted or changed in the key file since.
    /// Without one, everything was. Forms that are not saved yet do not count.
    ///
    /// # Errors
    /// The book or the folder of backups cannot be read.
    pub fn last_backup(&self) -> Result<(Option<Listed>, bool)> {
        let content = self.read(|r| Content::of(r.conn))?;
        let generation = hold(&self.key_file).generation();
        for one in list(&self.dir)? {
            if let State::Proven(last) = &one.state
                && last.content.book == content.book
            {
                let changed = (&last.content.marks, last.content.schema, last.key_generation)
                    != (&content.marks, content.schema, generation);
                return Ok((Some(one), changed));
            }
        }
        Ok((None, true))
    }
}

#[cfg(test)]
mod tests;
