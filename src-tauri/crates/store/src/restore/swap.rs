//! The old book out, the new one in, so that a cut at any moment is finished later.
//!
//! Two steps, with a journal that says which: `aside`, in which every file of a book that lies in the folder is an old
//! one; and `place`, in which it is a new one that arrived already. Each file has only one way to go in a step, so a step
//! can be done again from its beginning. No bytes are copied here: files change their names, on one disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Restored;
use super::prepare::SIDE;
use crate::backup::{FOLDER, REPLACED};
use crate::error::{Result, StoreError};
use crate::folder::{self, JOURNAL, Lock};

/// Where the new files come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Side {
    /// Made of a backup.
    Prepared,
    /// A book that was put aside, by its number.
    Replaced(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    Aside,
    Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Journal {
    step: Step,
    from: Side,
    /// Number under which the old book is put aside.
    aside: u64,
}

pub(super) fn replaced_name(number: u64) -> String {
    format!("{REPLACED}{number:06}")
}

/// Puts the book of `dir` aside under `aside`, and what `from` holds in its place. The lock is held.
pub(super) fn swap(dir: &Path, from: Side, aside: u64) -> Result<Restored> {
    Journal { step: Step::Aside, from, aside }.write(dir)?;
    // From here on the new book is the one that holds: what stops now is gone on with at the next look.
    run(dir).map_err(|error| StoreError::HalfRestored(Box::new(error)))?;
    let replaced = dir.join(FOLDER).join(replaced_name(aside));
    Ok(Restored { replaced: replaced.is_dir().then_some(replaced) })
}

/// Finishes a restore that was cut short, if one was.
///
/// # Errors
/// [`StoreError::InUse`]: somebody else is at it. [`StoreError::HalfRestored`]: the disk does not let us yet.
pub(crate) fn finish(dir: &Path) -> Result<()> {
    if !dir.join(JOURNAL).exists() {
        return Ok(());
    }
    let _lock = Lock::take(dir)?;
    run(dir).map_err(|error| StoreError::HalfRestored(Box::new(error)))
}

fn run(dir: &Path) -> Result<()> {
    let Some(mut journal) = Journal::read(dir)? else { return Ok(()) };
    let backups = dir.join(FOLDER);
    let aside = backups.join(replaced_name(journal.aside));
    let from = match journal.from {
        Side::Prepared => dir.join(SIDE),
        Side::Replaced(number) => backups.join(replaced_name(number)),
    };
    if journal.step == Step::Aside {
        fs::create_dir_all(&aside)?;
        folder::flush(&backups)?;
        move_all(dir, &aside)?;
        // Where there was no book, there is nothing to keep.
        let _ = fs::remove_dir(&aside);
        journal.step = Step::Place;
        journal.write(dir)?;
    }
    move_all(&from, dir)?;
    // Something of somebody's may lie in it: then it stays.
    let _ = fs::remove_dir(&from);
    fs::remove_file(dir.join(JOURNAL))?;
    Ok(folder::flush(dir)?)
}

/// Moves every file of a book that lies in `from` to `to`, durably.
fn move_all(from: &Path, to: &Path) -> Result<()> {
    for name in folder::files() {
        match fs::rename(from.join(&name), to.join(&name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    folder::flush(to)?;
    if from.exists() {
        folder::flush(from)?;
    }
    Ok(())
}

impl Journal {
    fn write(self, dir: &Path) -> Result<()> {
        let text = serde_json::to_string(&self).map_err(|error| StoreError::Io(error.into()))?;
        Ok(folder::write_whole(dir, JOURNAL, text.as_bytes())?)
    }

    fn read(dir: &Path) -> Result<Option<Self>> {
        let path: PathBuf = dir.join(JOURNAL);
        match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| StoreError::Io(error.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use domain::person::Person;

    use super::*;
    use crate::restore::{self, open, prepare};
    use crate::testing::{Dice, PASSWORD, book};
    use crate::{Book, BookState, OpKind, Secret, peek};

    /// All files below a folder but the lock, to the byte.
    fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files(&path));
            } else if !path.ends_with("store.lock") {
                found.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
        found
    }

    /// A step of a restore that is cut short: everything up to `cut` was done, counted in names changed.
    fn up_to(dir: &Path, cut: usize) {
        let journal = |step| Journal { step, from: Side::Prepared, aside: 2 };
        let aside = dir.join(FOLDER).join(replaced_name(2));
        journal(Step::Aside).write(dir).unwrap();
        let mut left = cut;
        let mut rename = |from: &Path, to: &Path| {
            for name in folder::files().filter(|name| from.join(name).exists()).collect::<Vec<_>>() {
                if left == 0 {
                    return false;
                }
                left -= 1;
                fs::rename(from.join(&name), to.join(&name)).unwrap();
            }
            left > 0
        };
        fs::create_dir_all(&aside).unwrap();
        if rename(dir, &aside) {
            journal(Step::Place).write(dir).unwrap();
            rename(&dir.join(SIDE), dir);
        }
    }

    #[test]
    fn a_restore_that_is_cut_short_anywhere_is_finished_by_the_next_look_and_loses_no_file() {
        // Three files out, three files in, and the moments between and around them.
        for cut in 0..=7 {
            let look = cut % 2 == 0;
            let (folder, book) = book();
            let dir = folder.path();
            let made = book.backup().unwrap();
            book.write(OpKind::new("change"), "加人", |w| {
                let person = Person::named(w.mint(), "王小测");
                w.put(&person)
            })
            .unwrap();
            drop(book);
            let live = files(dir);
            let opened = open(dir, &made.file, Secret::Password(PASSWORD), &Dice::new(2)).unwrap();
            prepare::prepare(dir, &made.file, &opened, &Dice::new(3)).unwrap();
            up_to(dir, cut);
            if look {
                assert!(matches!(peek(dir), BookState::Ready(_)), "cut {cut}");
                assert!(!dir.join(JOURNAL).exists() && !dir.join(SIDE).exists());
            }
            let book = Book::open(dir, Secret::Password(PASSWORD), Arc::new(Dice::new(4))).unwrap();
            assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 0, "cut {cut}");
            assert_eq!(book.check(false).unwrap(), [], "cut {cut}");
            drop(book);
            let aside = dir.join(FOLDER).join(replaced_name(2));
            for (path, bytes) in live.iter().filter(|(path, _)| path.parent() == Some(dir)) {
                assert_eq!(&fs::read(aside.join(path.file_name().unwrap())).unwrap(), bytes, "cut {cut}");
            }
            restore::undo(dir, Secret::Password(PASSWORD), &Dice::new(5)).unwrap();
            let book = Book::open(dir, Secret::Password(PASSWORD), Arc::new(Dice::new(6))).unwrap();
            assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 1, "cut {cut}");
        }
    }

    #[test]
    fn a_restore_that_was_cut_short_before_anything_was_moved_changes_nothing() {
        let (folder, book) = book();
        let dir = folder.path();
        let made = book.backup().unwrap();
        drop(book);
        let live = files(dir);
        let opened = open(dir, &made.file, Secret::Password(PASSWORD), &Dice::new(2)).unwrap();
        prepare::prepare(dir, &made.file, &opened, &Dice::new(3)).unwrap();
        fs::remove_file(dir.join(SIDE).join("store.key")).unwrap();
        assert!(matches!(peek(dir), BookState::Ready(_)));
        drop(Book::open(dir, Secret::Password(PASSWORD), Arc::new(Dice::new(4))).unwrap());
        let names = |files: &BTreeMap<PathBuf, Vec<u8>>| -> Vec<PathBuf> {
            files.keys().filter(|path| !path.starts_with(dir.join(SIDE))).cloned().collect()
        };
        assert_eq!(names(&files(dir)), names(&live));
        restore::restore(dir, &made.file, Secret::Password(PASSWORD), &Dice::new(5)).unwrap();
        assert!(!dir.join(SIDE).exists());
    }

    #[test]
    fn a_disk_that_stops_in_the_middle_says_so_and_the_next_opening_goes_on() {
        let (folder, book) = book();
        let dir = folder.path();
        let made = book.backup().unwrap();
        drop(book);
        // Something lies where the old book should go.
        fs::write(dir.join(FOLDER).join(replaced_name(2)), b"in the way").unwrap();
        let opened = open(dir, &made.file, Secret::Password(PASSWORD), &Dice::new(2)).unwrap();
        prepare::prepare(dir, &made.file, &opened, &Dice::new(3)).unwrap();
        assert!(matches!(swap(dir, Side::Prepared, 2), Err(StoreError::HalfRestored(_))));
        let again = || Book::open(dir, Secret::Password(PASSWORD), Arc::new(Dice::new(4)));
        assert!(matches!(again(), Err(StoreError::HalfRestored(_))));
        fs::remove_file(dir.join(FOLDER).join(replaced_name(2))).unwrap();
        assert_eq!(again().unwrap().check(false).unwrap(), []);
        assert!(dir.join(FOLDER).join(replaced_name(2)).join("store.key").exists());
    }
}
