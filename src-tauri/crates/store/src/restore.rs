//! Bringing a book back from a backup, or from the book that an earlier restore put aside.
//!
//! Nothing of the live book is looked for to begin with: it may be missing, damaged, without its key file, or newer. A
//! backup is proven in full beside it first (`prepare`); then the old files go aside, whole, and the new ones come in
//! (`swap`), which is finished by whoever looks at the folder next if it was cut short. What is put aside is never
//! deleted and can be brought back the same way. Not here: which backups there are ([`crate::backup`]).
//!
//! A restored book is another branch of the same one: it goes on under a new device id, so that no operation of it is
//! ever taken for one of the branch that was put aside, which has the same numbers.

mod loss;
mod prepare;
mod swap;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use domain::id::Id;
use rusqlite::Connection;

use crate::backup::content::pages_hold;
use crate::backup::file::{self, Tail};
use crate::backup::{Content, FOLDER, State, list, next_number};
use crate::chance::Chance;
use crate::connect::{self, Use};
use crate::error::{Result, StoreError};
use crate::folder::{self, DATABASE, Lock};
use crate::key::{Found, KeyFile, Label};
use crate::read::Reader;
use crate::seal::{DataKey, Holder};
use crate::unlock::{Secret, unlock};

pub use loss::{Live, Loss};
pub(crate) use swap::finish;

/// The setting that holds the device id since the last restore. Outside of operations, so that no undo brings an earlier
/// one back.
const DEVICE: &str = "device";

/// What restoring would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// RFC 3339, UTC; of a book that was put aside, nothing.
    pub made_at: Option<String>,
    /// The cover.
    pub label: Label,
    /// What it holds.
    pub content: Content,
    /// What the folder holds now, and what of it would be lost.
    pub live: Live,
    /// Whether passwords or the recovery code were changed since; unknown when the live key file cannot be read.
    pub other_secrets: Option<bool>,
}

/// A restore that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the old book is now; none when there was none.
    pub replaced: Option<PathBuf>,
}

/// A source that is open: whole, of its secret, and sound as far as can be told in place.
struct Opened {
    conn: Connection,
    key: DataKey,
    operator: Id,
    key_file: KeyFile,
    content: Content,
    /// Of a file.
    tail: Option<Tail>,
}

/// Says what restoring `source`, a backup or a book that was put aside, in `dir` would do. Writes nothing but the count
/// of wrong secrets; the book may be open. The secret is that of the backup's day.
///
/// # Errors
/// As [`restore`].
pub fn preview(dir: &Path, source: &Path, secret: Secret<'_>, chance: &dyn Chance) -> Result<Preview> {
    finish(dir)?;
    let opened = open(dir, source, secret, chance)?;
    look_over(dir, &opened)
}

/// Puts the book of `dir` aside, if there is one, and what `source` holds in its place. `dir` is made when it is not
/// there. The secret is that of the backup's day, and what opens the book from then on.
///
/// # Errors
/// [`StoreError::NotABackup`], [`StoreError::LiveFile`], [`StoreError::BackupDamaged`], [`StoreError::Newer`],
/// [`StoreError::OtherBook`], a wrong secret, a book in use, what the disk says: everything is as before then. [`StoreError::HalfRestored`]: the next
/// opening finishes it.
pub fn restore(dir: &Path, source: &Path, secret: Secret<'_>, chance: &dyn Chance) -> Result<Restored> {
    finish(dir)?;
    if source.is_dir() {
        return bring_back(dir, source, secret, chance);
    }
    let opened = open(dir, source, secret, chance)?;
    look_over(dir, &opened)?;
    fs::create_dir_all(dir)?;
    let _lock = Lock::take(dir)?;
    prepare::prepare(dir, source, &opened, chance).map_err(|error| folder::why(dir, error))?;
    let aside = next_number(dir)?;
    swap::swap(dir, swap::Side::Prepared, aside)
}

/// Takes the last restore back: the book that it put aside comes in again, and the one of now goes aside. Doing it once
/// more does the restore again. The secret is one of the book that comes in; if its key file cannot be read, one of the
/// book of now; if neither can, nothing is asked.
///
/// # Errors
/// [`StoreError::NothingReplaced`]; as [`restore`].
pub fn undo(dir: &Path, secret: Secret<'_>, chance: &dyn Chance) -> Result<Restored> {
    finish(dir)?;
    let last = last_replaced(dir)?.ok_or(StoreError::NothingReplaced)?;
    bring_back(dir, &last, secret, chance)
}

/// The book that the last restore put aside.
///
/// # Errors
/// The folder of backups cannot be read.
pub fn last_replaced(dir: &Path) -> Result<Option<PathBuf>> {
    Ok(list(dir)?.into_iter().find(|one| matches!(one.state, State::Replaced(_))).map(|one| one.path))
}

/// The device id under which this book writes.
pub(crate) fn device(reader: &Reader<'_>) -> Result<Id> {
    let station = reader.station()?.device;
    let since = reader.setting(DEVICE)?;
    since.map_or(Ok(station), |id| id.parse().map_err(|_| StoreError::Damaged))
}

fn open(dir: &Path, source: &Path, secret: Secret<'_>, chance: &dyn Chance) -> Result<Opened> {
    if source.is_dir() {
        let Found::Whole(key_file, _) = KeyFile::find(source, connect::newest()) else {
            return Err(StoreError::KeyDamaged);
        };
        let (key, operator) = unlock(dir, &key_file, secret, chance)?;
        let conn = look(source, &key)?;
        let content = Content::of(&conn)?;
        if !content.check(&conn)? {
            return Err(StoreError::Damaged);
        }
        return Ok(Opened { conn, key, operator, key_file, content, tail: None });
    }
    let tail = file::open(&mut file::claimed(source)?, &mut io::sink())?;
    let (key, operator) = unlock(dir, &tail.key_file, secret, chance)?;
    let conn = connect::connect(source, &key, Use::Frozen).map_err(in_backup)?;
    connect::settle(&conn, Use::Frozen)?;
    let content = tail.header.content.clone();
    if !content.check(&conn).map_err(in_backup)? {
        return Err(StoreError::BackupDamaged);
    }
    Ok(Opened { conn, key, operator, key_file: tail.key_file.clone(), content, tail: Some(tail) })
}

/// Opens the rows of a folder to look at them, and leaves the folder as it is. Where no log lies beside them nobody has
/// them open, and nothing need be put there.
fn look(dir: &Path, key: &DataKey) -> Result<Connection> {
    let purpose = if dir.join(format!("{DATABASE}-wal")).exists() { Use::Look } else { Use::Frozen };
    let conn = connect::connect(&dir.join(DATABASE), key, purpose)?;
    connect::settle(&conn, purpose)?;
    Ok(conn)
}

/// What is damaged here is the backup, not the book.
fn in_backup(error: StoreError) -> StoreError {
    match error {
        StoreError::Damaged | StoreError::Sqlite(_) => StoreError::BackupDamaged,
        other => other,
    }
}

/// What would be lost. A backup of another book than the folder's is refused.
fn look_over(dir: &Path, opened: &Opened) -> Result<Preview> {
    let live = loss::live(dir, opened)?;
    let found = KeyFile::find(dir, connect::newest());
    let other_secrets = match &found {
        Found::Whole(file, _) => Some(file.wraps != opened.key_file.wraps),
        _ => None,
    };
    // What opens with the same key is the same book.
    if !matches!(live, Live::Nothing | Live::Read(_)) && !is_of(dir, &found, opened)? {
        return Err(StoreError::OtherBook);
    }
    Ok(Preview {
        made_at: opened.tail.as_ref().map(|tail| tail.header.made_at.clone()),
        label: opened.key_file.label.clone(),
        content: opened.content.clone(),
        live,
        other_secrets,
    })
}

/// Whether a book that cannot be read is the one that was backed up: by who has a password to it, else by whose backups
/// lie in its folder. A folder in which nothing is left to tell by holds nothing that could be mixed up.
fn is_of(dir: &Path, found: &Found, opened: &Opened) -> Result<bool> {
    let operators = |file: &KeyFile| -> Vec<Holder> {
        file.wraps.iter().map(|wrap| wrap.holder).filter(|holder| *holder != Holder::Recovery).collect()
    };
    let ours = operators(&opened.key_file);
    let known = match found {
        Found::Whole(file, _) => Some(operators(file)),
        _ => None,
    };
    if known.as_ref().is_some_and(|known| known.iter().any(|holder| ours.contains(holder))) {
        return Ok(true);
    }
    let books: Vec<Id> = list(dir)?
        .into_iter()
        .filter_map(|one| match one.state {
            State::Proven(header) => Some(header.content.book),
            _ => None,
        })
        .collect();
    Ok(books.contains(&opened.content.book) || (known.is_none() && books.is_empty()))
}

/// Brings a book back that was put aside.
fn bring_back(dir: &Path, source: &Path, secret: Secret<'_>, chance: &dyn Chance) -> Result<Restored> {
    let listed = list(dir)?.into_iter().find(|one| one.path == source || is_same(&one.path, source));
    let Some((number, State::Replaced(_))) = listed.map(|one| (one.number, one.state)) else {
        return Err(StoreError::NotABackup);
    };
    let source = dir.join(FOLDER).join(swap::replaced_name(number));
    let _lock = Lock::take(dir)?;
    match (KeyFile::find(&source, connect::newest()), KeyFile::find(dir, connect::newest())) {
        (Found::Newer(_), _) => return Err(StoreError::Newer),
        (Found::Whole(file, _), _) => {
            let (key, operator) = unlock(dir, &file, secret, chance)?;
            // A book that cannot be read comes back as it went: that is what was asked for.
            if look(&source, &key).and_then(|conn| pages_hold(&conn)).unwrap_or(false) {
                prepare::note(&source.join(DATABASE), &key, operator, chance)?;
            }
        }
        (_, Found::Whole(file, _)) => drop(unlock(dir, &file, secret, chance)?),
        _ => {}
    }
    swap::swap(dir, swap::Side::Replaced(number), next_number(dir)?)
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Flushes a file that somebody else wrote.
fn flush(path: &Path) -> Result<()> {
    File::options().write(true).open(path)?.sync_all()?;
    if let Some(dir) = path.parent() {
        folder::flush(dir)?;
    }
    Ok(())
}
