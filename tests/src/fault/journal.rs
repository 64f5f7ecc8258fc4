//! What a power cut leaves of a folder: the folder as it was, the journal of the shim, and chance.
//!
//! Written bytes are certain once their file was flushed; names (made, renamed, removed) once their folder was. Of what
//! came later, each write and change of size is kept, lost, or torn at 512 bytes, and of the changes of names the first
//! few are kept, as journalling file systems do. SQLite's `-shm` is no durable state and is left away.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::layouts::chance::Chance;

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// One change.
#[derive(Debug)]
enum Change {
    /// A new file.
    Made { inode: u64, path: PathBuf },
    /// Bytes.
    Written { inode: u64, offset: usize, bytes: Vec<u8> },
    /// Another size.
    Sized { inode: u64, size: usize },
    /// A file or folder was flushed.
    Flushed { inode: u64, path: PathBuf },
    /// Another name.
    Renamed { from: PathBuf, to: PathBuf },
    /// A name less.
    Removed { path: PathBuf },
    /// A new folder.
    Folder { path: PathBuf },
    /// Said on standard output.
    Said { text: Vec<u8> },
}

/// Everything that a program changed in a folder.
pub struct Journal {
    changes: Vec<Change>,
}

/// Takes the journal's bytes apart; the layout is the shim's.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn change(&mut self) -> Option<Change> {
        let [what] = self.number()?;
        let inode = u64::from_le_bytes(self.number()?);
        let offset = i64::from_le_bytes(self.number()?) as usize;
        let mut length = || Some(u32::from_le_bytes(self.number()?) as usize);
        let (path, other, bytes) = (length()?, length()?, length()?);
        let mut text = |count| Some(PathBuf::from(std::str::from_utf8(self.take(count)?).ok()?));
        let (path, other) = (text(path)?, text(other)?);
        let bytes = self.take(bytes)?.to_vec();
        Some(match what {
            b'C' => Change::Made { inode, path },
            b'W' => Change::Written { inode, offset, bytes },
            b'T' => Change::Sized { inode, size: offset },
            b'S' => Change::Flushed { inode, path },
            b'R' => Change::Renamed { from: path, to: other },
            b'U' | b'X' => Change::Removed { path },
            b'M' => Change::Folder { path },
            b'A' => Change::Said { text: bytes },
            _ => return None,
        })
    }
}

/// A folder before anything: its files' bytes by inode, its names.
#[derive(Clone, Default)]
pub struct Disk {
    files: HashMap<u64, Vec<u8>>,
    /// By path; `None` is a folder.
    names: BTreeMap<PathBuf, Option<u64>>,
}

impl Disk {
    /// A folder as it is.
    pub fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        disk.add(&folder.canonicalize().expect("the folder is there"));
        disk
    }

    fn add(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                self.names.insert(path.clone(), None);
                self.add(&path);
            } else {
                let inode = entry.metadata().expect("the file is there").ino();
                self.files.insert(inode, fs::read(&path).expect("the file can be read"));
                self.names.insert(path, Some(inode));
            }
        }
    }

    /// Bytes by path below `folder`, without what is no durable state.
    pub fn content(&self, folder: &Path) -> BTreeMap<PathBuf, &[u8]> {
        let folder = folder.canonicalize().expect("the folder is there");
        let files = self.names.iter().filter(|(path, _)| !path.to_string_lossy().ends_with("-shm"));
        files
            .filter_map(|(path, inode)| {
                let below = path.strip_prefix(&folder).ok()?.to_owned();
                Some((below, self.files.get(&(*inode)?)?.as_slice()))
            })
            .collect()
    }

    /// Writes it out in place of what lies in `to`; `folder` is where its paths begin.
    pub fn lay_out(&self, folder: &Path, to: &Path) {
        fs::remove_dir_all(to).expect("the folder can be cleared");
        fs::create_dir(to).expect("a folder can be made");
        let folder = folder.canonicalize().expect("the folder is there");
        for path in self.names.iter().filter(|(_, inode)| inode.is_none()).map(|(path, _)| path) {
            let below = path.strip_prefix(&folder).expect("a folder below");
            fs::create_dir_all(to.join(below)).expect("a folder can be made");
        }
        for (below, bytes) in self.content(&folder) {
            let path = to.join(below);
            // The folder that it lay in was never made durable.
            if path.parent().is_some_and(Path::is_dir) {
                fs::write(path, bytes).expect("a file can be written");
            }
        }
    }

    fn name(&mut self, change: &Change) {
        match change {
            Change::Made { inode, path } => {
                self.names.insert(path.clone(), Some(*inode));
            }
            Change::Renamed { from, to } => {
                let below: Vec<PathBuf> = self.names.keys().filter(|path| path.starts_with(from)).cloned().collect();
                for path in below {
                    let (rest, inode) = (path.strip_prefix(from).map(Path::to_owned), self.names.remove(&path));
                    let new = rest.map(|rest| if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) });
                    if let (Ok(new), Some(inode)) = (new, inode) {
                        self.names.insert(new, inode);
                    }
                }
            }
            Change::Removed { path } => {
                self.names.remove(path);
            }
            Change::Folder { path } => {
                self.names.insert(path.clone(), None);
            }
            _ => {}
        }
    }

    fn write(&mut self, inode: u64, offset: usize, bytes: &[u8]) {
        let file = self.files.entry(inode).or_default();
        if file.len() < offset + bytes.len() {
            file.resize(offset + bytes.len(), 0);
        }
        file[offset..offset + bytes.len()].copy_from_slice(bytes);
    }
}

/// What becomes of what was not flushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unflushed {
    /// All of it is there, as after a kill.
    Kept,
    /// None of it is.
    Lost,
    /// Each kept, lost or torn, as the seed decides.
    Drawn(u64),
}

impl Journal {
    /// Reads a journal that the shim wrote.
    pub fn read(path: &Path) -> Self {
        let bytes = fs::read(path).expect("the shim wrote a journal");
        let mut rest = Bytes(&bytes);
        let mut changes = Vec::new();
        while !rest.0.is_empty() {
            changes.push(rest.change().expect("the journal is whole"));
        }
        Self { changes }
    }

    /// How many changes there are; a cut can come before any of them, or after the last.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// What was said before a cut, in whole lines.
    pub fn said(&self, cut: usize) -> String {
        let said = self.changes[..cut].iter().filter_map(|change| match change {
            Change::Said { text } => Some(text.as_slice()),
            _ => None,
        });
        let mut said = String::from_utf8(said.collect::<Vec<_>>().concat()).expect("what is said is UTF-8");
        said.truncate(said.rfind('\n').map_or(0, |end| end + 1));
        said
    }

    /// What a cut before change number `cut` leaves of the folder that was `before`.
    pub fn cut(&self, before: &Disk, cut: usize, unflushed: Unflushed) -> Disk {
        let changes = &self.changes[..cut];
        let mut disk = before.clone();
        let mut chance = Chance::new(if let Unflushed::Drawn(seed) = unflushed { seed } else { 0 });
        let names = Self::names_kept(changes, unflushed, &mut chance);
        for (at, change) in changes.iter().enumerate() {
            let certain = |inode: u64| {
                let mut later = changes[at..].iter();
                later.any(|later| matches!(later, Change::Flushed { inode: flushed, .. } if *flushed == inode))
            };
            match change {
                // The number of a file that is gone is given to another one.
                Change::Made { inode, .. } => drop(disk.files.insert(*inode, Vec::new())),
                Change::Written { inode, offset, bytes } => {
                    let unflushed = if certain(*inode) { Unflushed::Kept } else { unflushed };
                    write(&mut disk, (*inode, *offset, bytes), unflushed, &mut chance);
                }
                Change::Sized { inode, size } => {
                    let kept = certain(*inode)
                        || match unflushed {
                            Unflushed::Kept => true,
                            Unflushed::Lost => false,
                            Unflushed::Drawn(_) => chance.one_in(2),
                        };
                    if kept {
                        disk.files.entry(*inode).or_default().resize(*size, 0);
                    }
                }
                _ => {}
            }
            if names[at] {
                disk.name(change);
            }
        }
        disk
    }

    /// Which changes of names are there after the cut: in their order, and at least as far as a folder was flushed.
    fn names_kept(changes: &[Change], unflushed: Unflushed, chance: &mut Chance) -> Vec<bool> {
        let flushed = |folder: Option<&Path>, at: usize| {
            let is = |change: &Change| matches!(change, Change::Flushed { path, .. } if Some(path.as_path()) == folder);
            changes[at..].iter().any(is)
        };
        let certain = |at: usize| match &changes[at] {
            Change::Made { path, .. } | Change::Removed { path } | Change::Folder { path } => {
                flushed(path.parent(), at)
            }
            Change::Renamed { from, to } => flushed(from.parent(), at) && flushed(to.parent(), at),
            _ => false,
        };
        let is_name =
            |change: &Change| !matches!(change, Change::Written { .. } | Change::Sized { .. } | Change::Flushed { .. });
        let names: Vec<usize> = (0..changes.len()).filter(|at| is_name(&changes[*at])).collect();
        let sure = names.iter().rposition(|at| certain(*at)).map_or(0, |last| last + 1);
        let kept = match unflushed {
            Unflushed::Kept => names.len(),
            Unflushed::Lost => sure,
            Unflushed::Drawn(_) => sure + chance.below(names.len() - sure + 1),
        };
        let mut there = vec![false; changes.len()];
        names[..kept].iter().for_each(|at| there[*at] = true);
        there
    }
}

fn write(disk: &mut Disk, (inode, offset, bytes): (u64, usize, &[u8]), unflushed: Unflushed, chance: &mut Chance) {
    match unflushed {
        Unflushed::Kept => disk.write(inode, offset, bytes),
        Unflushed::Lost => {}
        Unflushed::Drawn(_) => match chance.below(4) {
            0 | 1 => disk.write(inode, offset, bytes),
            2 => {}
            _ => {
                // Sectors are those of the file, not of the write.
                let mut at = 0;
                while at < bytes.len() {
                    let end = bytes.len().min(at + SECTOR - (offset + at) % SECTOR);
                    if chance.one_in(2) {
                        disk.write(inode, offset + at, &bytes[at..end]);
                    }
                    at = end;
                }
            }
        },
    }
}
