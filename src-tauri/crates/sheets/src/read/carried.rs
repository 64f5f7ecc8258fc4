//! A workbook that comes back: with or without its password, and which export it is.
//!
//! Deliberately not here: whose export that was, and what changed in it (`intake`).

use std::path::Path;

use domain::sheet::Workbook;

use super::kind::{self, Kind};
use super::{Foreign, Limits, ReadError, csv, guarded, load, lock, mark, name_of, verified, xlsx};
use crate::Mark;

/// A workbook that came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// Its cells, those of hidden sheets too.
    pub workbook: Workbook,
    /// The export that it says it is; `None` when nothing of that is left in it, or it never was one.
    pub mark: Option<Mark>,
    /// Whether it had a password.
    pub locked: bool,
}

/// Reads the file at `path` as [`super::read`] does, and takes off the password that an .xlsx may have: in memory, under
/// the same caps. A password for a file that has none is not looked at.
///
/// # Errors
/// As [`super::read`]; besides [`ReadError::PasswordNeeded`], [`ReadError::WrongPassword`] and
/// [`ReadError::LockUnknown`], the last also where something else than an .xlsx is under the password.
pub fn read_carried(
    path: &Path,
    password: Option<&str>,
    limits: &Limits,
    foreign: &dyn Foreign,
) -> Result<Carried, ReadError> {
    let bytes = load(path, limits)?;
    if kind::is_locked(&bytes) {
        let password = password.filter(|password| !password.is_empty()).ok_or(ReadError::PasswordNeeded)?;
        let plain = guarded(|| lock::open(&bytes, password, limits))?;
        drop(bytes);
        return match kind::of(&plain, path, limits)? {
            Kind::Xlsx => package(&plain, path, limits, true),
            Kind::Xlsb | Kind::Xls | Kind::Ods | Kind::Text => Err(ReadError::LockUnknown),
        };
    }
    let workbook = match kind::of(&bytes, path, limits)? {
        Kind::Xlsx => return package(&bytes, path, limits, false),
        Kind::Text => guarded(|| csv::read(&bytes, path, limits))?,
        Kind::Xls | Kind::Xlsb | Kind::Ods => {
            drop(bytes);
            foreign.read(path)?
        }
    };
    let mark = mark::find(None, &workbook);
    Ok(Carried { workbook, mark, locked: false })
}

/// An .xlsx, which besides its cells has properties and names.
fn package(bytes: &[u8], path: &Path, limits: &Limits, locked: bool) -> Result<Carried, ReadError> {
    verified(bytes, || {
        let workbook = xlsx::read(bytes, name_of(path), limits)?;
        let mark = mark::find(Some(bytes), &workbook);
        Ok(Carried { workbook, mark, locked })
    })
}
