//! Secrets: opening the key file with one, and changing them. Nothing here touches the rows.

use std::path::Path;
use std::sync::Arc;

use domain::id::Id;

use crate::chance::Chance;
use crate::connect;
use crate::error::{Result, StoreError};
use crate::folder::{self, Lock};
use crate::key::{Found, KeyFile};
use crate::recovery::RecoveryCode;
use crate::seal::{DataKey, Holder, Wrap};
use crate::tries;

/// What opens a book. A password is taken as it was typed: nothing trimmed, nothing normalised.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// An operator's password.
    Password(&'a str),
    /// The recovery code, however it was copied.
    Recovery(&'a str),
}

/// The key file of a folder, or why there is none to use; with the copies to mend.
pub(crate) fn key_file(dir: &Path) -> Result<(KeyFile, Vec<&'static str>)> {
    match KeyFile::find(dir, connect::newest()) {
        Found::Whole(file, bad) => Ok((file, bad)),
        Found::Missing if folder::holds_a_book(dir) => Err(StoreError::NoKey),
        Found::Missing => Err(StoreError::NotHere),
        Found::Damaged => Err(StoreError::KeyDamaged),
        Found::Newer(_) => Err(StoreError::Newer),
    }
}

/// The data key and the operator whose secret it was. A wrong secret is counted.
pub(crate) fn unlock(dir: &Path, file: &KeyFile, secret: Secret<'_>, chance: &dyn Chance) -> Result<(DataKey, Id)> {
    let code = match secret {
        Secret::Password(_) => None,
        Secret::Recovery(text) => Some(RecoveryCode::read(text).ok_or(StoreError::MistypedCode)?),
    };
    tries::allow(dir, chance)?;
    let opened = match (secret, &code) {
        (Secret::Password(password), _) => file.by_password(password)?,
        (Secret::Recovery(_), Some(code)) => file.by_code(code.bytes())?.zip(file.owner()),
        (Secret::Recovery(_), None) => None,
    };
    let Some((key, at)) = opened else {
        let wait = tries::wrong(dir, chance);
        return Err(match secret {
            Secret::Password(_) => StoreError::WrongPassword { wait },
            Secret::Recovery(_) => StoreError::WrongCode { wait },
        });
    };
    tries::right(dir);
    match file.wraps[at].holder {
        Holder::Operator(operator) => Ok((key, operator)),
        Holder::Recovery => Err(StoreError::KeyDamaged),
    }
}

/// Wraps the data key anew for a holder in place of the wrap at `at`, at the same cost, and saves both copies.
pub(crate) fn rewrap(
    dir: &Path,
    file: &mut KeyFile,
    at: usize,
    key: &DataKey,
    secret: &[u8],
    chance: &dyn Chance,
) -> Result<()> {
    let mut changed = file.clone();
    let old = &file.wraps[at];
    changed.wraps[at] = Wrap::new(key, old.holder, secret, old.cost, chance)?;
    changed.save(dir)?;
    *file = changed;
    Ok(())
}

/// Gives the book's owner a new password by the recovery code, without opening the book. The code stays the same.
pub fn reset_password(dir: &Path, recovery_code: &str, new_password: &str, chance: &Arc<dyn Chance>) -> Result<()> {
    if new_password.is_empty() {
        return Err(StoreError::EmptyPassword);
    }
    crate::restore::finish(dir)?;
    key_file(dir)?;
    let _lock = Lock::take(dir)?;
    let (mut file, _) = key_file(dir)?;
    let (key, _) = unlock(dir, &file, Secret::Recovery(recovery_code), &**chance)?;
    let owner = file.owner().ok_or(StoreError::KeyDamaged)?;
    if let Holder::Operator(id) = file.wraps[owner].holder {
        file.is_free(new_password, Some(id))?;
    }
    rewrap(dir, &mut file, owner, &key, new_password.as_bytes(), &**chance)
}
