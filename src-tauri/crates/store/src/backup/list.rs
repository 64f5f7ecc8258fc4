//! The backups that lie in a book's folder, and any file of which somebody says that it is one.

use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use domain::clock::read_civil;

use super::file::{self, Tail};
use super::{FOLDER, Header};
use crate::connect;
use crate::error::{Result, StoreError};
use crate::folder::DATABASE;
use crate::key::{Found, KeyFile, Label};

/// Ending of a backup's name.
const ENDING: &str = "hwb";
/// A book that a restore has put aside, whole, in a folder of this name and a number.
pub(crate) const REPLACED: &str = "replaced-";

/// Something that the book can be brought back from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// A file; the folder of a book that was put aside.
    pub path: PathBuf,
    /// From its name: who is older.
    pub number: u64,
    /// Size of the file, or of the rows that were put aside.
    pub bytes: u64,
    /// What it is.
    pub state: State,
}

/// What something in the folder of backups is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// A backup: it was proven before it got its name.
    Proven(Header),
    /// Named as a backup, but cut short or damaged. It is never thinned.
    Damaged,
    /// Of a newer program.
    Newer,
    /// A book that a restore has put aside; its cover, if that can be read.
    Replaced(Option<Label>),
}

/// `000123-20261122-0510.hwb`: the number orders, the rest is for people.
pub(super) fn file_name(number: u64, made_at: &str) -> String {
    let at = read_civil(made_at).map(|at| at.format("%Y%m%d-%H%M").to_string()).unwrap_or_default();
    format!("{number:06}-{at}.{ENDING}")
}

fn number_of(name: &str) -> Option<u64> {
    let digits = match name.strip_prefix(REPLACED) {
        Some(number) => number,
        None => name.strip_suffix(ENDING)?.strip_suffix('.')?.split('-').next()?,
    };
    if digits.len() >= 6 && digits.bytes().all(|digit| digit.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Everything numbered in the folder of backups, newest first; nothing where there is none. Only the ends of the files
/// are read, and no secret is needed.
///
/// # Errors
/// The folder cannot be read.
pub fn list(dir: &Path) -> Result<Vec<Listed>> {
    let mut found = Vec::new();
    for (number, path) in numbered(dir)? {
        let (bytes, state) = match path.is_dir() {
            true => replaced(&path),
            false => (path.metadata().map_or(0, |found| found.len()), state_of(end_of(&path))),
        };
        found.push(Listed { path, number, bytes, state });
    }
    found.sort_by(|one, other| (other.number, &one.path).cmp(&(one.number, &other.path)));
    Ok(found)
}

/// The number for the next backup or the next book that is put aside.
pub(crate) fn next_number(dir: &Path) -> Result<u64> {
    Ok(numbered(dir)?.into_iter().map(|(number, _)| number).max().unwrap_or(0) + 1)
}

fn numbered(dir: &Path) -> Result<Vec<(u64, PathBuf)>> {
    let entries = match fs::read_dir(dir.join(FOLDER)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        if let Some(number) = name.to_str().and_then(number_of) {
            found.push((number, entry.path()));
        }
    }
    Ok(found)
}

fn end_of(path: &Path) -> Result<Header> {
    Ok(file::tail_of(&mut File::open(path)?)?.header)
}

fn state_of(header: Result<Header>) -> State {
    match header {
        Ok(header) => State::Proven(header),
        Err(StoreError::Newer) => State::Newer,
        Err(_) => State::Damaged,
    }
}

fn replaced(path: &Path) -> (u64, State) {
    let label = match KeyFile::find(path, connect::newest()) {
        Found::Whole(file, _) => Some(file.label),
        Found::Newer(label) => Some(label),
        Found::Missing | Found::Damaged => None,
    };
    (path.join(DATABASE).metadata().map_or(0, |found| found.len()), State::Replaced(label))
}

/// Looks at one file wherever it lies, a stick for one, and reads it whole: is it a backup, and does its seal hold? No
/// secret is needed.
///
/// # Errors
/// [`StoreError::NotABackup`], [`StoreError::LiveFile`], [`StoreError::BackupDamaged`], [`StoreError::Newer`]; the file
/// cannot be read.
pub fn look(path: &Path) -> Result<Listed> {
    Ok(listed(path, file::open(&mut file::claimed(path)?, &mut io::sink())?))
}

/// Looks at one file as [`look`] does and gives its bytes, read once: they are what was looked at.
///
/// # Errors
/// As [`look`].
pub fn read(path: &Path) -> Result<(Listed, Vec<u8>)> {
    let mut bytes = Vec::new();
    file::claimed(path)?.read_to_end(&mut bytes)?;
    let tail = file::open(&mut Cursor::new(&bytes), &mut io::sink())?;
    Ok((listed(path, tail), bytes))
}

/// What one file says of itself, wherever it lies. Only its end is read: whether its seal holds is not looked at.
///
/// # Errors
/// As [`look`].
pub fn cover(path: &Path) -> Result<Listed> {
    Ok(listed(path, file::tail_of(&mut file::claimed(path)?)?))
}

fn listed(path: &Path, tail: Tail) -> Listed {
    let Tail { header, bytes, .. } = tail;
    Listed { path: path.to_owned(), number: header.number, bytes, state: State::Proven(header) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_ordered_by_its_number_and_shows_the_villages_time() {
        assert_eq!(file_name(123, "2026-11-21T21:10:00.000Z"), "000123-20261122-0510.hwb");
        assert_eq!(file_name(1_234_567, "no time"), "1234567-.hwb");
        for (name, number) in [
            ("000123-20261122-0510.hwb", Some(123)),
            ("1234567-.hwb", Some(1_234_567)),
            ("replaced-000007", Some(7)),
            ("000123-20261122-0510.hwb.new", None),
            ("12-20261122-0510.hwb", None),
            ("0x0123-a.hwb", None),
            ("照片.jpg", None),
        ] {
            assert_eq!(number_of(name), number, "{name}");
        }
    }
}
