//! Lists that lie where people put them, so that nobody has to know a path.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::{PlaceKind, mounts, own_folders};
use crate::host::Host;

/// Endings of what [`sheets::read`] reads.
const ENDINGS: [&str; 5] = ["xlsx", "xls", "xlsb", "ods", "csv"];

/// How deep folders are looked through below a place.
const DEPTH: usize = 2;

/// How many files are given.
const MOST: usize = 100;

/// How many entries of a place are looked at: a stick full of photographs must not hold the window up.
const LOOKED_AT: usize = 20_000;

/// A spreadsheet that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct WorkbookOnDisk {
    /// 桌面, 下载, U 盘.
    pub place: String,
    /// The whole path.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// RFC 3339, UTC.
    pub changed_at: String,
}

/// Spreadsheets on sticks, desktop and downloads, at most two folders deep, newest first, at most 100.
#[must_use]
pub fn find_workbooks(host: &dyn Host) -> Vec<WorkbookOnDisk> {
    let sticks = mounts::sticks().into_iter().map(|stick| (PlaceKind::Stick, stick.folder));
    let own = host.home().map(|home| own_folders(&home)).unwrap_or_default();
    let own = own.into_iter().filter(|(kind, _)| *kind != PlaceKind::Documents);
    let places: Vec<(&'static str, PathBuf)> = sticks.chain(own).map(|(kind, folder)| (kind.word(), folder)).collect();
    found_in(&places)
}

fn found_in(places: &[(&'static str, PathBuf)]) -> Vec<WorkbookOnDisk> {
    let mut found: Vec<(SystemTime, WorkbookOnDisk)> = Vec::new();
    for (place, folder) in places {
        let mut left = LOOKED_AT;
        look(place, folder, DEPTH, &mut left, &mut found);
    }
    found.sort_by(|(at, one), (other_at, other)| other_at.cmp(at).then_with(|| one.path.cmp(&other.path)));
    // The desktop may lie within a place that was looked through already.
    let mut told = std::collections::HashSet::new();
    found.into_iter().map(|(_, workbook)| workbook).filter(|one| told.insert(one.path.clone())).take(MOST).collect()
}

fn look(place: &str, folder: &Path, depth: usize, left: &mut usize, found: &mut Vec<(SystemTime, WorkbookOnDisk)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut folders = Vec::new();
    for entry in entries.flatten() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Hidden ones, and the marks that spreadsheet programs leave beside an open file.
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        // A link may lead anywhere, in a circle too.
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            folders.push(entry.path());
        } else if kind.is_file()
            && is_spreadsheet(&name)
            && let Ok(about) = entry.metadata()
        {
            let at = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            let changed_at = DateTime::<Utc>::from(at).to_rfc3339_opts(SecondsFormat::Secs, true);
            let path = entry.path().display().to_string();
            found.push((at, WorkbookOnDisk { place: place.to_owned(), path, name, bytes: about.len(), changed_at }));
        }
    }
    if depth > 0 {
        for folder in folders {
            look(place, &folder, depth - 1, left, found);
        }
    }
}

fn is_spreadsheet(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::Duration;

    use super::*;

    fn file(path: &Path, age: u64) {
        let file = File::create(path).unwrap();
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 - age);
        file.set_modified(at).unwrap();
    }

    #[test]
    fn spreadsheets_come_newest_first_and_nothing_else_comes() {
        let place = tempfile::tempdir().unwrap();
        let place = place.path();
        let deep = place.join("一/二");
        fs::create_dir_all(deep.join("三")).unwrap();
        file(&place.join("旧.xls"), 300);
        file(&place.join("新.XLSX"), 100);
        file(&deep.join("中.csv"), 200);
        for passed_over in ["照片.jpg", ".藏.xlsx", "~$新.XLSX", "没有结尾", "一/二/三/太深.ods"] {
            file(&place.join(passed_over), 1);
        }
        let names: Vec<String> = found_in(&[("桌面", place.to_owned())]).into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["新.XLSX", "中.csv", "旧.xls"]);
    }

    #[test]
    fn a_file_comes_once_and_at_most_a_hundred_come() {
        let place = tempfile::tempdir().unwrap();
        for number in 0..120 {
            file(&place.path().join(format!("{number}.csv")), number);
        }
        let twice = [("桌面", place.path().to_owned()), ("下载", place.path().to_owned())];
        let found = found_in(&twice);
        assert_eq!((found.len(), found[0].name.as_str(), found[99].name.as_str()), (100, "0.csv", "99.csv"));
        assert_eq!(found[0].changed_at, "2027-01-15T08:00:00Z");
        assert!(found_in(&[("U 盘", place.path().join("没有"))]).is_empty());
    }
}
