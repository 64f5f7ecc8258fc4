//! The way of a file onto a stick: new name → flush → reopen → compare → the old one aside → rename → flush the folder.
//!
//! At every moment the final name holds the old file, the new one, or nothing while the old one has its new name beside
//! it. On any error what was there before has its name again; if even that cannot be done, the message says under which
//! name it is.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use domain::clock::read_civil;
use sha2::{Digest, Sha256};

use super::disk::Disk;
use crate::failure::{Failure, Result};
use store::Chance;

/// Room that a file system needs beside the bytes: its tables, and rounding up.
const SLACK: u64 = 64 * 1024;

/// Where a file goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub folder: PathBuf,
    /// Its final name.
    pub name: String,
}

impl Target {
    /// A path that was typed, taken apart.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| Failure::new("not_a_file", "请写出要存成的文件名").at("folder"))?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Self { folder: folder.to_owned(), name })
    }
}

/// A file that is there, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub file: PathBuf,
    /// In hexadecimal.
    pub sha256: String,
    pub bytes: usize,
    /// Where the file is now that had the name before.
    pub kept_old: Option<PathBuf>,
}

/// Why a file could not be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Trouble {
    #[error("这个盘放不下了，请删掉盘上不用的文件或换一个 U 盘，再存一次")]
    NoSpace,
    #[error("这个位置只读，存不进去。请拨开 U 盘的写保护开关，或换一个位置再存")]
    ReadOnly,
    #[error("找不到存放的位置，U 盘可能松了或被拔掉了。请插好再存一次")]
    Gone,
    #[error("存进去的和原来的对不上，这个盘可能坏了或是假容量。请换一个 U 盘再存")]
    NotSame,
    #[error("没有存成，请再试一次，或换一个位置")]
    Failed,
}

impl Trouble {
    fn code(self) -> &'static str {
        match self {
            Self::NoSpace => "no_space",
            Self::ReadOnly => "read_only",
            Self::Gone => "place_gone",
            Self::NotSame => "not_same",
            Self::Failed => "save_failed",
        }
    }
}

impl From<&io::Error> for Trouble {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::NoSpace,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Gone,
            _ => Self::Failed,
        }
    }
}

/// Saves `bytes` as `target`. A file that has the name already is kept as `名 旧版 HHMM.ext`.
///
/// # Errors
/// `no_space`, `read_only`, `place_gone`, `not_same`, `save_failed`: then nothing half is there, and what was there
/// before is; its name stands in `hint` if it is another one now.
pub(crate) fn write(disk: &dyn Disk, chance: &dyn Chance, target: &Target, bytes: &[u8]) -> Result<Written> {
    let mut aside = Aside::default();
    steps(disk, chance, target, bytes, &mut aside).map_err(|error| {
        let trouble = match error {
            Stop::Io(error) if !matches!(disk.exists(&target.folder), Ok(true)) => {
                let seen = Trouble::from(&error);
                if seen == Trouble::Failed { Trouble::Gone } else { seen }
            }
            Stop::Io(error) => Trouble::from(&error),
            Stop::Trouble(trouble) => trouble,
        };
        let failure = Failure::new(trouble.code(), trouble.to_string());
        let failure = match aside.back(disk, &target.folder.join(&target.name)) {
            Some(stranded) => {
                let name = stranded.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let message = format!("{}。原来的文件还在，改名叫“{name}”", failure.message);
                Failure { message, ..failure }.hint(name)
            }
            None => failure,
        };
        failure.at("folder")
    })
}

/// Takes back a file that was written, and gives the one before it its name again.
pub(crate) fn take_back(disk: &dyn Disk, written: &Written) {
    let aside = Aside { temporary: Some(written.file.clone()), old: written.kept_old.clone() };
    aside.back(disk, &written.file);
}

/// Why the steps stopped.
enum Stop {
    Io(io::Error),
    Trouble(Trouble),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What stands aside while a file is on its way.
#[derive(Default)]
struct Aside {
    /// The new file under a name of its own.
    temporary: Option<PathBuf>,
    /// The old file under its new name.
    old: Option<PathBuf>,
}

impl Aside {
    /// Puts everything back as far as the disk lets us. Gives where the old file is if it could not get its name back.
    fn back(&self, disk: &dyn Disk, file: &Path) -> Option<PathBuf> {
        // A disk that is gone refuses these too; there is nothing more to be done about that.
        let removed = self.temporary.as_ref().is_none_or(|temporary| disk.remove(temporary).is_ok());
        let old = self.old.as_ref()?;
        let free = removed || !matches!(disk.exists(file), Ok(true));
        if free && disk.rename(old, file).is_ok() { None } else { Some(old.clone()) }
    }
}

fn steps(
    disk: &dyn Disk,
    chance: &dyn Chance,
    target: &Target,
    bytes: &[u8],
    aside: &mut Aside,
) -> Result<Written, Stop> {
    let file = target.folder.join(&target.name);
    if disk.free(&target.folder)? < bytes.len() as u64 + SLACK {
        return Err(Stop::Trouble(Trouble::NoSpace));
    }
    let temporary = target.folder.join(temporary_name(chance));
    aside.temporary = Some(temporary.clone());
    disk.write_new(&temporary, bytes)?;
    let sha256 = Sha256::digest(bytes);
    if Sha256::digest(disk.read(&temporary)?) != sha256 {
        return Err(Stop::Trouble(Trouble::NotSame));
    }
    if disk.exists(&file)? {
        let old = free_name(disk, target, &chance.now())?;
        disk.rename(&file, &old)?;
        aside.old = Some(old);
    }
    disk.rename(&temporary, &file)?;
    // From here on the new file has the name: taking it back is removing that.
    aside.temporary = Some(file.clone());
    disk.sync_folder(&target.folder)?;
    Ok(Written { file, sha256: hex(&sha256), bytes: bytes.len(), kept_old: aside.old.take() })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn temporary_name(chance: &dyn Chance) -> String {
    let mut dice = [0; 6];
    chance.fill(&mut dice);
    format!("~{}.tmp", hex(&dice))
}

/// `名 旧版 1530.ext`, or the next free one like it.
fn free_name(disk: &dyn Disk, target: &Target, now: &str) -> io::Result<PathBuf> {
    let at = read_civil(now).map(|at| at.format("%H%M").to_string()).unwrap_or_default();
    let (stem, extension) = target.name.rsplit_once('.').unwrap_or((&target.name, ""));
    let mut number = 1;
    loop {
        let again = if number > 1 { format!("-{number}") } else { String::new() };
        let name = format!("{stem} 旧版 {at}{again}.{extension}");
        let path = target.folder.join(name.trim_end_matches('.'));
        if !disk.exists(&path)? {
            return Ok(path);
        }
        number += 1;
    }
}
