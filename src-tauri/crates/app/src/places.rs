//! Where things can be saved and where lists lie: sticks, desktop, documents, downloads.
//!
//! Deliberately not here: reading or writing any file.

mod mounts;
mod workbooks;

use std::path::{Path, PathBuf};

use serde::Serialize;
use ts_rs::TS;

pub use workbooks::{WorkbookOnDisk, find_workbooks};

use crate::host::Host;

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum PlaceKind {
    /// U 盘.
    Stick,
    /// 桌面.
    Desktop,
    /// 文档.
    Documents,
    /// 下载.
    Downloads,
}

impl PlaceKind {
    fn word(self) -> &'static str {
        match self {
            Self::Stick => "U 盘",
            Self::Desktop => "桌面",
            Self::Documents => "文档",
            Self::Downloads => "下载",
        }
    }
}

/// A place to save to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Place {
    /// Its folder.
    pub path: String,
    /// `U 盘 KINGSTON`, 桌面.
    pub label: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Free for us.
    pub free_bytes: u64,
    /// Not mounted read-only.
    pub writable: bool,
}

/// The places of this machine, sticks first.
#[must_use]
pub fn places(host: &dyn Host) -> Vec<Place> {
    let sticks = mounts::sticks().into_iter().map(|stick| {
        let name = stick
            .folder
            .file_name()
            .map_or_else(|| stick.folder.display().to_string(), |name| name.to_string_lossy().into_owned());
        place(&stick.folder, format!("{} {name}", PlaceKind::Stick.word()), PlaceKind::Stick, stick.writable)
    });
    let folders = host.home().map(|home| own_folders(&home)).unwrap_or_default();
    let folders = folders.into_iter().map(|(kind, folder)| {
        let writable = folder.metadata().is_ok_and(|found| !found.permissions().readonly());
        place(&folder, kind.word().to_owned(), kind, writable)
    });
    sticks.chain(folders).collect()
}

fn place(folder: &Path, label: String, kind: PlaceKind, writable: bool) -> Place {
    let free_bytes = fs4::available_space(folder).unwrap_or(0);
    Place { path: folder.display().to_string(), label, kind, free_bytes, writable }
}

/// Whether a file lies on a stick.
pub(crate) fn is_removable(file: &Path) -> bool {
    let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    mounts::sticks().iter().any(|stick| file.starts_with(&stick.folder))
}

/// Desktop, documents and downloads that there are. The desktop says where (xdg-user-dirs), else the usual names.
fn own_folders(home: &Path) -> Vec<(PlaceKind, PathBuf)> {
    let said = std::fs::read_to_string(home.join(".config/user-dirs.dirs")).unwrap_or_default();
    let kinds = [
        (PlaceKind::Desktop, "XDG_DESKTOP_DIR", ["Desktop", "桌面"]),
        (PlaceKind::Documents, "XDG_DOCUMENTS_DIR", ["Documents", "文档"]),
        (PlaceKind::Downloads, "XDG_DOWNLOAD_DIR", ["Downloads", "下载"]),
    ];
    let folder = |key: &str, usual: [&str; 2]| {
        let usual = usual.into_iter().map(|name| home.join(name));
        user_dir(&said, key, home).into_iter().chain(usual).find(|folder| folder.is_dir())
    };
    kinds.into_iter().filter_map(|(kind, key, usual)| Some((kind, folder(key, usual)?))).collect()
}

/// A line of `user-dirs.dirs`: `XDG_DESKTOP_DIR="$HOME/桌面"`. The home itself means: there is none.
fn user_dir(text: &str, key: &str, home: &Path) -> Option<PathBuf> {
    let value = text.lines().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix('='))?;
    let value = value.trim().trim_matches('"').replace("\\\"", "\"");
    let folder = match value.strip_prefix("$HOME/") {
        Some(rest) => home.join(rest),
        None => PathBuf::from(value),
    };
    (folder.is_absolute() && folder != home && !folder.as_os_str().is_empty()).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desktops_own_words_for_its_folders_are_taken() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        std::fs::create_dir_all(home.join(".config")).unwrap();
        for folder in ["桌面", "Documents", "别处"] {
            std::fs::create_dir(home.join(folder)).unwrap();
        }
        let said =
            "# 说明\nXDG_DESKTOP_DIR=\"$HOME/桌面\"\nXDG_DOWNLOAD_DIR=\"$HOME/\"\nXDG_DOCUMENTS_DIR=\"$HOME/没有\"\n";
        std::fs::write(home.join(".config/user-dirs.dirs"), said).unwrap();
        let found = own_folders(home);
        let expected = [(PlaceKind::Desktop, home.join("桌面")), (PlaceKind::Documents, home.join("Documents"))];
        assert_eq!(found, expected, "a folder that is not there is passed over");
        assert_eq!(own_folders(&home.join("没有")), []);
    }

    #[test]
    fn a_temporary_folder_of_this_machine_is_no_stick() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_removable(&folder.path().join("台账.pdf")));
    }
}
