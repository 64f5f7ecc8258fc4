//! The few things that saving asks of a disk, so that a test can let each of them fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// A disk.
pub(crate) trait Disk {
    /// Bytes that are free for us where `folder` lies.
    fn free(&self, folder: &Path) -> io::Result<u64>;

    /// Whether something has this name.
    fn exists(&self, path: &Path) -> io::Result<bool>;

    /// Writes a file that is not there yet, and flushes it to the device.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Opens a file anew and reads it whole.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Gives a file another name that is free.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Takes a file away.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Flushes a folder's names to the device.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The disks of this machine.
pub(crate) struct Machine;

impl Disk for Machine {
    fn free(&self, folder: &Path) -> io::Result<u64> {
        fs4::available_space(folder)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        path.try_exists()
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Windows opens no folder as a file, and flushes names with the file's own data.
        if cfg!(windows) { Ok(()) } else { File::open(folder)?.sync_all() }
    }
}
