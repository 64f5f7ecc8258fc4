//! Bringing a book back: what would be lost, doing it, and taking it back. The book is not open while it is done.

use std::path::{Path, PathBuf};

use domain::clock::read_civil;
use serde::{Deserialize, Serialize};
use store::restore::{Live, Loss, Preview};
use store::{Secret, StoreError};
use ts_rs::TS;

use super::BackupRow;
use crate::books::free_folder;
use crate::failure::{Failure, Result};
use crate::host::Host;

/// What is to be restored, and where.
#[derive(Clone, Deserialize, TS)]
#[ts(export)]
pub struct RestoreRequest {
    /// Folder of the book, there or not; none: a new one among the books of this laptop.
    pub dir: Option<String>,
    /// The backup, wherever it lies; or the folder of a book that a restore put aside.
    pub file: String,
    /// A password of the backup's day.
    pub password: Option<String>,
    /// Or the recovery code of that day.
    pub recovery_code: Option<String>,
}

/// Which restore is to be taken back.
#[derive(Clone, Deserialize, TS)]
#[ts(export)]
pub struct UndoRestore {
    /// Folder of the book.
    pub dir: String,
    /// A password of the book that was put aside.
    pub password: Option<String>,
    /// Or its recovery code.
    pub recovery_code: Option<String>,
}

/// What a restore would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RestorePreview {
    /// RFC 3339, UTC; none of a book that was put aside.
    pub made_at: Option<String>,
    /// Name of the station.
    pub station: String,
    /// Persons in it.
    pub persons: u32,
    /// Households in it.
    pub households: u32,
    /// Operations in it.
    pub ops: u32,
    /// What the folder holds now: no book, one that this secret cannot read (another, a damaged one, a part), or the same
    /// book.
    #[ts(type = "'none' | 'unreadable' | 'read'")]
    pub live: &'static str,
    /// Of an unreadable one: when it was last written, RFC 3339, UTC.
    pub changed_at: Option<String>,
    /// Operations that would be lost; unknown of an unreadable one.
    pub lost: Option<u32>,
    /// When the last of them was done, RFC 3339, UTC.
    pub last_at: Option<String>,
    /// What the last of them did, newest first, at most 20.
    pub labels: Vec<String>,
    /// Operations that the backup has and the book of now has not.
    pub gained: Option<u32>,
    /// Passwords or recovery code were changed since: from then on those of that day hold again.
    pub other_secrets: Option<bool>,
    /// All of it in a sentence.
    pub message: String,
}

/// A restore that was done or taken back. The book is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RestoreDone {
    /// Folder of the book.
    pub dir: String,
    /// Where the book is now that was there before.
    pub replaced: Option<String>,
    /// A sentence to show.
    pub message: String,
}

/// The one secret that was given.
fn secret<'a>(password: Option<&'a str>, recovery_code: Option<&'a str>) -> Result<Secret<'a>> {
    match (password, recovery_code) {
        (_, Some(code)) if !code.trim().is_empty() => Ok(Secret::Recovery(code)),
        (Some(password), _) => Ok(Secret::Password(password)),
        _ => Err(Failure::new("no_password", "请输入备份那天的密码，或那天的恢复码").at("password")),
    }
}

/// A wrong secret is often today's.
fn of_that_day(error: StoreError) -> Failure {
    let failure = Failure::from(error);
    let sentence = match failure.code.as_str() {
        "store.wrong_password" => "密码不对；备份要用备份那天的密码打开，也可以用那天的恢复码",
        "store.wrong_code" => "恢复码不对；备份要用备份那天的恢复码或密码打开",
        _ => return failure,
    };
    let wait = failure.hint.as_deref().unwrap_or("1");
    Failure { message: format!("{sentence}（请 {wait} 秒后再试）"), ..failure }
}

/// Says what a restore would do, and changes nothing. The book may be open.
///
/// # Errors
/// `file_missing`, `backup.none`, `backup.live_file`, `backup.set_aside`, `backup.damaged`, `backup.other_book`,
/// `store.newer`, a wrong secret.
pub fn preview(host: &dyn Host, request: &RestoreRequest) -> Result<RestorePreview> {
    let secret = secret(request.password.as_deref(), request.recovery_code.as_deref())?;
    let file = Path::new(&request.file);
    let dir = folder(host, request)?;
    Ok(store::restore::preview(&dir, file, secret, host).map_err(of_that_day)?.into())
}

/// Restores. What was in the folder is put aside, whole, and can be brought back.
///
/// # Errors
/// As [`preview`]; a book in use, what the disk says: everything is as it was then. `restore.half`: the next opening
/// finishes it.
pub fn restore(host: &dyn Host, request: &RestoreRequest) -> Result<RestoreDone> {
    let secret = secret(request.password.as_deref(), request.recovery_code.as_deref())?;
    let dir = folder(host, request)?;
    let done = store::restore::restore(&dir, Path::new(&request.file), secret, host).map_err(of_that_day)?;
    let message = match &done.replaced {
        Some(_) => "已恢复；原来的账本整个收在备份文件夹里，可以撤回这次恢复",
        None => "已恢复",
    };
    Ok(finished(&dir, done.replaced, message))
}

/// Takes the last restore back; doing it again does the restore again.
///
/// # Errors
/// `restore.nothing`; as [`restore`].
pub fn undo_restore(host: &dyn Host, request: &UndoRestore) -> Result<RestoreDone> {
    let secret = secret(request.password.as_deref(), request.recovery_code.as_deref())?;
    let dir = PathBuf::from(&request.dir);
    let done = store::restore::undo(&dir, secret, host)?;
    Ok(finished(&dir, done.replaced, "已撤回恢复，账本回到恢复以前；再撤回一次就又是恢复后的"))
}

fn finished(dir: &Path, replaced: Option<PathBuf>, message: &str) -> RestoreDone {
    let replaced = replaced.map(|path| path.display().to_string());
    RestoreDone { dir: dir.display().to_string(), replaced, message: message.to_owned() }
}

/// The folder that was named, or a new one of the station's name.
fn folder(host: &dyn Host, request: &RestoreRequest) -> Result<PathBuf> {
    let file = Path::new(&request.file);
    super::there(file)?;
    match request.dir.as_deref().filter(|dir| !dir.is_empty()) {
        Some(dir) => Ok(PathBuf::from(dir)),
        None if file.is_dir() => {
            let words = "这是恢复时收起来的账本，不能另成一本新账；请从原来那本账的「备份与恢复」里换回它";
            Err(Failure::new("backup.set_aside", words).at("file"))
        }
        None => {
            // Whether it is whole is found by whoever brings it back.
            let station = BackupRow::from(store::backup::cover(file)?).station;
            Ok(free_folder(host, &station.unwrap_or_default()))
        }
    }
}

impl From<Preview> for RestorePreview {
    fn from(preview: Preview) -> Self {
        let message = sentence(&preview);
        let (live, changed_at, loss) = match preview.live {
            Live::Nothing => ("none", None, None),
            Live::Unreadable { changed_at } => ("unreadable", changed_at, None),
            Live::Read(loss) => ("read", None, Some(loss)),
        };
        let (lost, gained) = (loss.as_ref().map(|loss| loss.lost), loss.as_ref().map(|loss| loss.gained));
        let (last_at, labels) = loss.map(|loss| (loss.last_at, loss.labels)).unwrap_or_default();
        Self {
            made_at: preview.made_at,
            station: preview.label.name,
            persons: preview.content.persons,
            households: preview.content.households,
            ops: preview.content.ops,
            live,
            changed_at,
            lost,
            last_at,
            labels,
            gained,
            other_secrets: preview.other_secrets,
            message,
        }
    }
}

/// An instant in brackets, as the village's clock shows its day.
pub(super) fn last_changed(instant: &str) -> String {
    read_civil(instant).map(|at| format!("（最后改动 {}）", at.date())).unwrap_or_default()
}

fn sentence(preview: &Preview) -> String {
    let lost = match &preview.live {
        Live::Nothing => "这里还没有账本，会照备份建一个".to_owned(),
        Live::Unreadable { changed_at } => {
            let at = changed_at.as_deref().map(last_changed).unwrap_or_default();
            format!("现在的账本打不开{at}，会整个收起来，备份以后做的会没有")
        }
        Live::Read(Loss { lost: 0, .. }) => "现在的账本没有比这份备份多做什么，不会丢什么".to_owned(),
        Live::Read(Loss { lost, .. }) => format!("备份以后做的 {lost} 次操作会没有；现在的账本会整个收起来，可以撤回"),
    };
    match preview.other_secrets {
        Some(true) => format!("{lost}。恢复后要用备份那天的密码打开"),
        _ => lost,
    }
}
