//! Workbooks and CSV in: a file becomes a [`domain::sheet::Workbook`], or a [`ReadError`] with a sentence and a code.
//!
//! What a file is, its content decides, never its name. The parts:
//!
//! | file | what it holds |
//! |---|---|
//! | `kind` | content → which format; everything that is no table is named here |
//! | `archive` | a ZIP before anybody unpacks it: sizes, checksums, and the two parts that a parser takes on trust |
//! | `xlsx` | cell by cell, in this process |
//! | `xls`, `xlsb`, `ods` | in a child process only: their parsers build whole tables before a cap can speak |
//! | `text`, `csv` | encodings; records |
//! | `gather` | rows grow here, and every cap is counted here |
//! | `lock` | a password on an .xlsx, taken off in memory |
//! | `carried`, `mark` | a workbook that comes back, and which export it is |
//! | `xml` | what every look into a package shares |
//! | `foreign`, `confine`, `codec` | the child process, its limits, and what it sends back |
//!
//! Not here: headers, captions, meaning of any kind (`intake`), and the clock; the only deadline is the child's.

mod archive;
mod carried;
mod cell;
mod codec;
mod confine;
mod csv;
mod error;
mod foreign;
mod gather;
mod kind;
mod limits;
mod lock;
mod mark;
mod ods;
mod text;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use carried::{Carried, read_carried};
pub use codec::{decode, encode};
pub use error::ReadError;
pub use foreign::{ChildReader, Foreign, read_foreign, serve_foreign};
pub use kind::is_locked;
pub use limits::Limits;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::thread;

use domain::sheet::Workbook;
use kind::Kind;

/// Reads the file at `path`: .xlsx and text here, .xls, .xlsb and .ods through `foreign`.
///
/// Sheets come in the order of their tabs, rows ascending and sparse; nothing is filled down, trimmed or guessed.
///
/// # Errors
/// Every refusal is a [`ReadError`]; a parser that panics is [`ReadError::Damaged`].
pub fn read(path: &Path, limits: &Limits, foreign: &dyn Foreign) -> Result<Workbook, ReadError> {
    let bytes = load(path, limits)?;
    match kind::of(&bytes, path, limits)? {
        Kind::Xlsx => verified(&bytes, || xlsx::read(&bytes, name_of(path), limits)),
        Kind::Text => guarded(|| csv::read(&bytes, path, limits)),
        Kind::Xls | Kind::Xlsb | Kind::Ods => {
            drop(bytes);
            foreign.read(path)
        }
    }
}

/// The whole file in memory, never more than the cap.
fn load(path: &Path, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let about = std::fs::metadata(path).map_err(|error| refusal(error.kind()))?;
    if about.is_dir() {
        return Err(ReadError::Folder);
    }
    if !about.is_file() {
        return Err(ReadError::Unreadable);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| refusal(error.kind()))?;
    file.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| ReadError::Unreadable)?;
    match bytes.len() as u64 {
        0 => Err(ReadError::Empty),
        size if size > limits.bytes => Err(ReadError::TooLarge(limits.bytes >> 20)),
        _ => Ok(bytes),
    }
}

fn refusal(kind: ErrorKind) -> ReadError {
    match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => ReadError::Missing,
        ErrorKind::PermissionDenied => ReadError::Denied,
        _ => ReadError::Unreadable,
    }
}

/// The file's name without its folder.
fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Runs a parser of other people's files: a panic in it is one more way for a file to be damaged.
fn guarded<T>(parse: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or(Err(ReadError::Damaged))
}

/// The same for a package, whose checksums are compared meanwhile: what was read of a damaged one counts for nothing.
fn verified<T>(bytes: &[u8], parse: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    thread::scope(|scope| {
        let sound = thread::Builder::new().name("verify".into()).spawn_scoped(scope, || archive::verify(bytes));
        let parsed = guarded(parse);
        match sound {
            Ok(sound) => sound.join().unwrap_or(Err(ReadError::Damaged))?,
            Err(_) => archive::verify(bytes)?,
        }
        parsed
    })
}
