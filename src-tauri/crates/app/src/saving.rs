//! Saving a form where a person chooses, a stick above all, so that nothing is lost and nothing is half.
//!
//! What can go wrong on the way is in `saving/safely.rs`; what is saved at all goes to the audit log, and when that
//! cannot be written the file is taken back. Deliberately not here: what stands in the file, and encryption.

mod disk;
mod name;
mod safely;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use disk::{Disk, Machine};
pub(crate) use name::safe as safe_name;
pub(crate) use safely::{Target, Written, take_back, write};

use crate::failure::{Failure, Result};
use crate::forms::{self, FormRequest, Made, recovery_sheet};
use crate::places;
use crate::session::Session;

/// What a form is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum FileKind {
    /// To be printed.
    Pdf,
    /// To be read and corrected.
    Xlsx,
}

impl FileKind {
    fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A form to be saved.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct SaveRequest {
    /// Which.
    pub form: FormRequest,
    /// As what.
    pub kind: FileKind,
    /// Where: a folder that is there.
    pub folder: String,
}

/// The sheet with the recovery code, to be saved while the code is on the screen.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct SaveRecoverySheet {
    /// As the book gave it.
    pub recovery_code: String,
    /// Where.
    pub folder: String,
}

/// A file that is on the disk, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Saved {
    /// The whole path.
    pub file: String,
    /// Of its contents, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: usize,
    /// It is on a stick.
    pub removable: bool,
    /// What the file that had its name is called now.
    pub kept_old: Option<String>,
    /// Further files, where one would have been too large.
    pub others: Vec<String>,
    /// A sentence to show.
    pub message: String,
}

/// Saves a form under its own name in a folder. Household cards of a whole village become one PDF a hamlet.
///
/// # Errors
/// As [`forms::build`]; `no_space`, `read_only`, `place_gone`, `not_same`, `save_failed`: the folder is as it was.
pub fn save_form(session: &Session, request: &SaveRequest) -> Result<Saved> {
    let folder = Path::new(&request.folder);
    let form = &request.form;
    let files = match request.kind {
        FileKind::Xlsx => vec![(String::new(), forms::xlsx(session, form)?.bytes)],
        FileKind::Pdf => forms::pdfs(session, form)?,
    };
    let mut targets = Vec::new();
    for (part, bytes) in files {
        let name = name::of_form(session, form, &part, request.kind.extension())?;
        targets.push((Target { folder: folder.to_owned(), name }, bytes));
    }
    let what = format!("{} {}", form.what(), request.kind.extension());
    put(session, &Machine, &targets, &what, form.reason.as_deref())
}

/// Saves a form as the file that is named, and says how many pages and rows it has.
///
/// # Errors
/// As [`save_form`].
pub fn save_form_as(session: &Session, form: &FormRequest, kind: FileKind, path: &Path) -> Result<(Saved, Made)> {
    let made = match kind {
        FileKind::Pdf => forms::pdf(session, form)?,
        FileKind::Xlsx => forms::xlsx(session, form)?,
    };
    let target = Target::of(path)?;
    let what = format!("{} {}", form.what(), kind.extension());
    let saved = put(session, &Machine, &[(target, made.bytes.clone())], &what, form.reason.as_deref())?;
    Ok((saved, made))
}

/// Saves the recovery sheet as PDF.
///
/// # Errors
/// As [`save_form`].
pub fn save_recovery_sheet(session: &Session, request: &SaveRecoverySheet) -> Result<Saved> {
    let bytes = recovery_pdf(session, &request.recovery_code)?;
    let name = format!("{} {} {}", session.station()?.name, recovery_sheet::TITLE, session.today());
    let target = Target { folder: PathBuf::from(&request.folder), name: name::safe(&name, "pdf") };
    put(session, &Machine, &[(target, bytes)], recovery_sheet::TITLE, None)
}

/// Saves a workbook that is no form under a name of its own in a folder.
pub(crate) fn put_in(
    session: &Session,
    folder: &Path,
    stem: &str,
    bytes: Vec<u8>,
    what: &str,
    reason: Option<&str>,
) -> Result<Saved> {
    let target = Target { folder: folder.to_owned(), name: name::safe(stem, FileKind::Xlsx.extension()) };
    put(session, &Machine, &[(target, bytes)], what, reason)
}

/// Saves a workbook that is no form as the file that is named.
pub(crate) fn put_as(
    session: &Session,
    path: &Path,
    bytes: Vec<u8>,
    what: &str,
    reason: Option<&str>,
) -> Result<Saved> {
    put(session, &Machine, &[(Target::of(path)?, bytes)], what, reason)
}

/// The recovery sheet as PDF.
pub(crate) fn recovery_pdf(session: &Session, code: &str) -> Result<Vec<u8>> {
    let operator = session.book().operator().name.clone();
    let sheet = recovery_sheet::document(&session.station()?.name, &operator, code, session.today());
    Ok(session.press().set(session, vec![sheet])?.layout.pdf()?)
}

/// Writes files one by one and notes them in the audit log. When one of them fails, those before it are taken back.
pub(crate) fn put(
    session: &Session,
    disk: &dyn Disk,
    files: &[(Target, Vec<u8>)],
    what: &str,
    reason: Option<&str>,
) -> Result<Saved> {
    let mut written: Vec<Written> = Vec::new();
    let noted = (|| {
        for (target, bytes) in files {
            written.push(write(disk, session.host(), target, bytes)?);
        }
        for file in &written {
            let what = format!("{what} sha256:{}", file.sha256);
            session.book().audit_append("export", Some(&what), reason)?;
        }
        Ok::<(), Failure>(())
    })();
    if let Err(failure) = noted {
        for file in written.iter().rev() {
            take_back(disk, file);
        }
        return Err(failure);
    }
    let first = written.first().ok_or_else(Failure::gone)?;
    let removable = places::is_removable(&first.file);
    let many = if written.len() > 1 { format!("{} 个文件", written.len()) } else { String::new() };
    let message = if removable {
        format!("{many}已存好，可以拔出")
    } else {
        format!("{many}已存好，在选定的文件夹里")
    };
    Ok(Saved {
        file: first.file.display().to_string(),
        sha256: first.sha256.clone(),
        bytes: first.bytes,
        removable,
        kept_old: first.kept_old.as_ref().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())),
        others: written[1..].iter().map(|file| file.file.display().to_string()).collect(),
        message,
    })
}

#[cfg(test)]
mod tests;
