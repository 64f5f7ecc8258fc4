//! The password of an .xlsx (MS-OFFCRYPTO 2.3.4), taken off in memory.
//!
//! | file | what it holds |
//! |---|---|
//! | `agile` | the way of every program since 2010 |
//! | `standard` | the way of 2007, which some still write |
//! | `cipher` | what both are made of |
//! | `container` | the file that the encrypted package is in |
//!
//! Our own, since the library that decrypts looks at neither the password nor the seal: it takes any password, and
//! hands out what comes of it. Every length is held against the file before anything is made of it. Deliberately not
//! here: writing, passwords of .xls and .ods, and locks by certificate.

mod agile;
mod cipher;
mod container;
mod standard;

use container::Container;

use super::{Limits, ReadError};

/// Size of the stream that says how the package is encrypted; it takes some kilobytes.
const INFO: u64 = 1 << 20;

/// The package under the password.
///
/// # Errors
/// [`ReadError::WrongPassword`]; [`ReadError::LockUnknown`] for other ways, and for parameters that nobody writes;
/// [`ReadError::Damaged`] for what is cut off, and for any flipped bit where the way has a seal.
pub(super) fn open(bytes: &[u8], password: &str, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let container = Container::of(bytes)?;
    let info = container.stream("EncryptionInfo", INFO)?;
    let package = container.stream("EncryptedPackage", limits.bytes)?;
    drop(container);
    let (version, info) = info.split_at_checked(8).ok_or(ReadError::Damaged)?;
    match *version {
        [4, 0, 4, 0, ..] => agile::open(info, package, password),
        [2..=4, 0, 2, 0, ..] => standard::open(info, package, password),
        _ => Err(ReadError::LockUnknown),
    }
}

/// Splits a package into its ciphertext, whole blocks of it, and the length of what that hides.
fn parts(mut package: Vec<u8>) -> Result<(Vec<u8>, usize), ReadError> {
    let (length, hidden) = package.split_first_chunk::<8>().ok_or(ReadError::Damaged)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| ReadError::Damaged)?;
    let whole = hidden.len() / cipher::BLOCK * cipher::BLOCK;
    if length == 0 || length > whole {
        return Err(ReadError::Damaged);
    }
    package.truncate(8 + whole);
    package.drain(..8);
    Ok((package, length))
}
