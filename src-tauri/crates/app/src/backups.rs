//! Backups as the window and `hongwang` see them: when one is made, which there are, a copy on a stick.
//!
//! Deliberately not here: how one is made and proven (`store`), which are kept (`domain`), and restoring (`restore`).

mod restore;

use std::path::Path;

pub use domain::backup::Moment;
use domain::backup::is_due;
use serde::Serialize;
use store::backup::{Listed, Made, State};
use ts_rs::TS;

pub use store::backup::FOLDER;

use crate::failure::{Failure, Result};
use crate::saving::{self, Machine, Saved, Target};
use crate::session::Session;

pub use restore::{RestoreDone, RestorePreview, RestoreRequest, UndoRestore, preview, restore, undo_restore};

/// Something that the book can be brought back from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BackupRow {
    /// The whole path: a backup, or the folder of a book that a restore put aside.
    pub file: String,
    /// The file's own name.
    pub name: String,
    /// Running number: who is older.
    pub number: u64,
    /// `proven`: a backup that was found good when it was made. `damaged`, `newer`: it cannot be restored. `set_aside`:
    /// the book that a restore put aside.
    #[ts(type = "'proven' | 'damaged' | 'newer' | 'set_aside'")]
    pub state: &'static str,
    /// RFC 3339, UTC, as the clock said.
    pub made_at: Option<String>,
    /// Its size; of a book that was put aside, its rows'.
    pub bytes: u64,
    /// Name of the station.
    pub station: Option<String>,
    /// Persons on record.
    pub persons: Option<u32>,
    /// Households on record.
    pub households: Option<u32>,
    /// Operations.
    pub ops: Option<u32>,
}

/// A backup that was made and proven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BackupDone {
    /// The whole path.
    pub file: String,
    /// Of the whole file, in hexadecimal.
    pub sha256: String,
    /// Read back, opened and compared. Always so: what is not proven is not kept.
    pub proven: bool,
    /// Running number.
    pub number: u64,
    /// Its size.
    pub bytes: u64,
    /// RFC 3339, UTC.
    pub made_at: String,
}

/// How the book stands with its backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BackupState {
    /// The newest proven one.
    pub last: Option<BackupRow>,
    /// Whether anything was done since.
    pub changed: bool,
}

impl From<Listed> for BackupRow {
    fn from(listed: Listed) -> Self {
        let name = listed.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let row = Self {
            file: listed.path.display().to_string(),
            name,
            number: listed.number,
            state: "damaged",
            made_at: None,
            bytes: listed.bytes,
            station: None,
            persons: None,
            households: None,
            ops: None,
        };
        match listed.state {
            State::Proven(header) => Self {
                state: "proven",
                made_at: Some(header.made_at),
                station: Some(header.label.name),
                persons: Some(header.content.persons),
                households: Some(header.content.households),
                ops: Some(header.content.ops),
                ..row
            },
            State::Damaged => row,
            State::Newer => Self { state: "newer", ..row },
            State::Replaced(label) => Self { state: "set_aside", station: label.map(|label| label.name), ..row },
        }
    }
}

impl From<Made> for BackupDone {
    fn from(made: Made) -> Self {
        Self {
            file: made.file.display().to_string(),
            sha256: made.sha256,
            proven: true,
            number: made.header.number,
            bytes: made.bytes,
            made_at: made.header.made_at,
        }
    }
}

/// The backups of a book's folder, newest first, and what restores put aside. The book may be open, locked, damaged or
/// missing. Only the ends of the files are read: [`look`] reads one whole.
///
/// # Errors
/// The folder cannot be read.
pub fn list(dir: &Path) -> Result<Vec<BackupRow>> {
    Ok(store::backup::list(dir)?.into_iter().map(BackupRow::from).collect())
}

/// Looks at one file wherever it lies, and reads it whole.
///
/// # Errors
/// `file_missing`, `backup.none`, `backup.live_file`, `backup.damaged`, `store.newer`, what the disk says.
pub fn look(file: &Path) -> Result<BackupRow> {
    there(file)?;
    Ok(store::backup::look(file)?.into())
}

/// A stick that was pulled out takes its files along.
fn there(file: &Path) -> Result<()> {
    if file.exists() {
        return Ok(());
    }
    Err(Failure::new("file_missing", "找不到这份备份，请检查文件名；在 U 盘上的，请把 U 盘插好").at("file"))
}

/// Makes a backup now, whether anything changed or not.
///
/// # Errors
/// `backup.busy`, `backup.not_proven`, what the disk says. The backups before are as they were.
pub fn backup(session: &Session) -> Result<BackupDone> {
    Ok(session.book().backup()?.into())
}

/// Makes a backup if it is time for one.
///
/// # Errors
/// As [`backup`].
pub fn tick(session: &Session, moment: Moment) -> Result<Option<BackupDone>> {
    // Asked first without a look at the book: most of the time it is too early.
    if !is_due(true, moment) || !is_due(session.book().last_backup()?.1, moment) {
        return Ok(None);
    }
    backup(session).map(Some)
}

/// How the book stands with its backups, for the first page.
///
/// # Errors
/// What the store says.
pub fn state(session: &Session) -> Result<BackupState> {
    let (last, changed) = session.book().last_backup()?;
    Ok(BackupState { last: last.map(BackupRow::from), changed })
}

/// Copies the newest backup to a folder, a stick above all; one is made first if anything changed since. Noted in the
/// audit log.
///
/// # Errors
/// As [`backup`], and as saving a form: the folder is as it was.
pub fn copy_to(session: &Session, folder: &Path) -> Result<(BackupRow, Saved)> {
    let newest = match session.book().last_backup()? {
        (Some(last), false) => last.path,
        _ => session.book().backup()?.file,
    };
    // What is read here, and looked at whole, is what goes: a disk forgets too.
    let (newest, bytes) = store::backup::read(&newest)?;
    let newest = BackupRow::from(newest);
    let (stem, ending) = newest.name.rsplit_once('.').unwrap_or((&newest.name, ""));
    let station = newest.station.as_deref().unwrap_or_default();
    let name = saving::safe_name(&format!("{station} 备份 {stem}"), ending);
    let target = Target { folder: folder.to_owned(), name };
    let what = format!("backup {:06}", newest.number);
    let saved = saving::put(session, &Machine, &[(target, bytes)], &what, None)?;
    Ok((newest, saved))
}

#[cfg(test)]
mod tests;
