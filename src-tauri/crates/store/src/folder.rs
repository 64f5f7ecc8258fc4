//! The folder of a book: which files lie in it, how they are written, and who holds it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Result, StoreError};

/// The rows, encrypted.
pub(crate) const DATABASE: &str = "store.db";
/// A new book's rows before its key file is written; see [`crate::Book::create`].
pub(crate) const DATABASE_NEW: &str = "store.db.new";
/// The key file and its copy.
pub(crate) const KEYS: [&str; 2] = ["store.key", "store.key.2"];
/// Wrong passwords so far.
pub(crate) const TRIES: &str = "store.tries";
/// A restore between the old book and the new one; see [`crate::restore`].
pub(crate) const JOURNAL: &str = "restore.journal";
const LOCK: &str = "store.lock";
const PROBE: &str = "store.probe";

/// The one right to use a book; given back when dropped or when the process ends, however it ends.
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes it, or says [`StoreError::InUse`].
    pub(crate) fn take(dir: &Path) -> Result<Self> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(dir.join(LOCK))?;
        // Somebody who only looks (`is_held`) holds it for an instant: that is no reason to refuse.
        for _ in 0..5 {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(StoreError::InUse)
    }

    /// Whether somebody has it. Writes nothing.
    pub(crate) fn is_held(dir: &Path) -> bool {
        File::open(dir.join(LOCK)).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

/// All files that make up a book. The lock and the count of wrong passwords belong to the folder.
pub(crate) fn files() -> impl Iterator<Item = String> {
    let rows = [DATABASE, DATABASE_NEW].into_iter();
    let rows = rows.flat_map(|name| ["", "-wal", "-shm", "-journal"].map(|end| format!("{name}{end}")));
    rows.chain(KEYS.into_iter().map(str::to_owned))
}

/// Whether any file of a book lies in the folder.
pub(crate) fn holds_a_book(dir: &Path) -> bool {
    KEYS.iter().chain([&DATABASE, &JOURNAL]).any(|name| dir.join(name).exists())
}

/// Writes a small file so that at every moment either the old or the new one is whole under its name.
pub(crate) fn write_whole(dir: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let new = dir.join(format!("{name}.new"));
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    rename(dir, &new, name)
}

/// Why the disk failed, where SQLite says only that it did: a small file is tried, and the system says in its own words
/// that the disk is full or cannot be written.
pub(crate) fn why(dir: &Path, error: StoreError) -> StoreError {
    if !matches!(error, StoreError::Io(_)) {
        return error;
    }
    let probe = dir.join(PROBE);
    let tried = fs::write(&probe, [0; 4096]);
    let _ = fs::remove_file(probe);
    tried.err().map_or(error, StoreError::from)
}

/// Gives a file its final name, durably.
pub(crate) fn rename(dir: &Path, from: &PathBuf, name: &str) -> io::Result<()> {
    fs::rename(from, dir.join(name))?;
    flush(dir)
}

/// Makes a folder's names durable. Windows opens no folder and needs no such thing.
pub(crate) fn flush(dir: &Path) -> io::Result<()> {
    if cfg!(windows) { Ok(()) } else { File::open(dir)?.sync_all() }
}
