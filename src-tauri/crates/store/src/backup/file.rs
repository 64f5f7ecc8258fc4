//! A backup's bytes, one after the other:
//!
//! - the database, encrypted as in the book: first, so that it can be opened where it lies while it is proven;
//! - the key file, as it was on that day;
//! - the header, one line of JSON;
//! - the seal, one line of fixed length, the same in every format:
//!   `hongwang-backup 1 key=0000001234 header=0000000567 sha256=…`, over everything before its digits.
//!
//! Whoever has the last line finds the rest; a file that was cut anywhere has no such line.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Header;
use crate::connect;
use crate::error::{Result, StoreError};
use crate::folder;
use crate::hex;
use crate::key::{KeyFile, Text};

const MARK: &str = "hongwang-backup ";
const FORMAT: u32 = 1;
/// Bytes of the last line.
const LINE: usize = MARK.len() + "1 key=0000000000 header=0000000000 sha256=".len() + DIGITS + 1;
const DIGITS: usize = 64;
/// More than these no key file and no header of ours has.
const LONGEST: u64 = 1024 * 1024;
/// Bytes that are read at a time.
const PIECE: usize = 1024 * 1024;

/// Copies what `from` gives to `to` and into `hash`; says how many bytes.
pub(crate) fn pour(from: &mut dyn Read, to: &mut dyn Write, hash: &mut Sha256) -> io::Result<u64> {
    let mut piece = vec![0; PIECE];
    let mut poured = 0;
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => return Ok(poured),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(&piece[..read]);
        to.write_all(&piece[..read])?;
        poured += read as u64;
    }
}

/// What follows the database, but for the seal's digits and the line's end.
pub(crate) fn tail(key: &str, header: &Header) -> Result<String> {
    let header = serde_json::to_string(header).map_err(|error| StoreError::Io(error.into()))? + "\n";
    Ok(format!("{key}{header}{MARK}{FORMAT} key={:010} header={:010} sha256=", key.len(), header.len()))
}

/// Opens a file of which somebody says that it is a backup. A book's own files are refused by their names, unopened: of
/// an open book, closing any handle on the rows gives SQLite's locks away.
pub(crate) fn claimed(path: &Path) -> Result<File> {
    let name = path.file_name().unwrap_or_default();
    if folder::files().any(|own| name.eq_ignore_ascii_case(own)) {
        return Err(StoreError::LiveFile);
    }
    Ok(File::open(path)?)
}

/// What a backup says of itself.
pub(crate) struct Tail {
    pub header: Header,
    pub key_file: KeyFile,
    /// The digits of the seal.
    pub seal: String,
    /// Size of the whole file.
    pub bytes: u64,
}

/// Reads what a backup says of itself. Whether the seal holds is not looked at: [`open`] does.
pub(crate) fn tail_of(file: &mut (impl Read + Seek)) -> Result<Tail> {
    let bytes = file.seek(SeekFrom::End(0))?;
    let before = bytes.checked_sub(LINE as u64).ok_or(StoreError::NotABackup)?;
    let line = text(file, before, LINE as u64)?;
    let (key, header, seal) = read_line(&line)?;
    let database = before.checked_sub(key + header).ok_or(StoreError::BackupDamaged)?;
    if key > LONGEST || header > LONGEST {
        return Err(StoreError::BackupDamaged);
    }
    let key_text = text(file, database, key)?;
    let header: Header =
        serde_json::from_str(&text(file, database + key, header)?).map_err(|_| StoreError::BackupDamaged)?;
    if header.database != database {
        return Err(StoreError::BackupDamaged);
    }
    match KeyFile::read(key_text.as_bytes(), connect::newest()) {
        Text::Whole(key_file) if header.content.schema <= connect::newest() => {
            Ok(Tail { header, key_file, seal, bytes })
        }
        Text::Whole(_) | Text::Newer(_) => Err(StoreError::Newer),
        Text::Damaged => Err(StoreError::BackupDamaged),
    }
}

fn text(file: &mut (impl Read + Seek), at: u64, length: u64) -> Result<String> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.by_ref().take(length).read_to_end(&mut bytes)?;
    // Read as a mark first: what is no text at all is no backup of ours.
    String::from_utf8(bytes).map_err(|_| StoreError::NotABackup)
}

/// Lengths of key file and header, and the seal.
fn read_line(line: &str) -> Result<(u64, u64, String)> {
    let rest = line.strip_prefix(MARK).ok_or(StoreError::NotABackup)?;
    let mut words = rest.strip_suffix('\n').ok_or(StoreError::NotABackup)?.split(' ');
    let format: u32 = words.next().and_then(|word| word.parse().ok()).ok_or(StoreError::NotABackup)?;
    if format > FORMAT {
        return Err(StoreError::Newer);
    }
    let mut word = |name: &str| words.next()?.strip_prefix(name).map(str::to_owned);
    let length = |word: Option<String>| word.filter(|word| word.len() == 10)?.parse().ok();
    let (key, header) = (length(word("key=")), length(word("header=")));
    let seal = word("sha256=").filter(|seal| seal.len() == DIGITS);
    match (key, header, seal) {
        (Some(key), Some(header), Some(seal)) if format == FORMAT => Ok((key, header, seal)),
        _ => Err(StoreError::BackupDamaged),
    }
}

/// Reads a backup whole, once: gives what it says of itself if the seal holds. What stands in front, the database, goes
/// to `to` on the way; if the seal does not hold, that is worth nothing.
pub(crate) fn open(file: &mut (impl Read + Seek), to: &mut dyn Write) -> Result<Tail> {
    let tail = tail_of(file)?;
    let mut hash = Sha256::new();
    file.seek(SeekFrom::Start(0))?;
    pour(&mut file.by_ref().take(tail.header.database), to, &mut hash)?;
    let rest = tail.bytes - tail.header.database - DIGITS as u64 - 1;
    pour(&mut file.by_ref().take(rest), &mut io::sink(), &mut hash)?;
    if hex::encode(&hash.finalize()) == tail.seal { Ok(tail) } else { Err(StoreError::BackupDamaged) }
}
