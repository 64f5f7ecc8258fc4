//! Making a backup: fold the log into the rows, copy them while nobody writes, prove the copy, name it, thin.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;
use domain::backup::{Kept, thin};
use domain::clock::read_civil;
use domain::id::Id;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::content::Content;
use super::{FOLDER, Header, Made, State, file, list};
use crate::book::hold;
use crate::connect::{self, Use};
use crate::error::{Result, StoreError};
use crate::folder;
use crate::hex;
use crate::key::KeyFile;
use crate::seal::DataKey;

/// A backup on its way. Always the same name: what an earlier attempt left is written over.
const PART: &str = "backup.new";
/// How long writers wait at a time for readers to come to an end, how often that is tried, and the pause between.
const PATIENCE: Duration = Duration::from_millis(500);
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(50);
/// Memory for pages while a backup is proven: more than the book of any town fills.
const MOST_CACHED_KIB: u64 = 256 * 1024;

/// The book that a backup is made of.
pub(crate) struct Origin<'a> {
    pub dir: &'a Path,
    /// The database, open for as long as the book is: closing another handle on it would, by POSIX, take SQLite's locks
    /// away.
    pub database: &'a File,
    pub key: &'a DataKey,
    pub key_file: &'a KeyFile,
    /// RFC 3339, UTC.
    pub made_at: String,
}

/// Makes a backup of the book, whose rows `writer` and `drafts` write, and thins the older ones.
pub(crate) fn make(
    origin: &Origin<'_>,
    writer: &Mutex<Connection>,
    drafts: Option<&Mutex<Connection>>,
) -> Result<Made> {
    let folder = origin.dir.join(FOLDER);
    if !folder.exists() {
        fs::create_dir(&folder)?;
        folder::flush(origin.dir)?;
    }
    let number = list::next_number(origin.dir)?;
    let part = folder.join(PART);
    let made = (|| {
        let mut made = write(origin, writer, drafts, number, &part)?;
        made.file = folder.join(list::file_name(number, &origin.made_at));
        fs::rename(&part, &made.file)?;
        folder::flush(&folder).inspect_err(|_| drop(fs::remove_file(&made.file)))?;
        Ok(made)
    })();
    let mut made = made.inspect_err(|_: &StoreError| drop(fs::remove_file(&part)))?;
    // The backup is made: a folder that cannot be tidied is none of its faults.
    made.dropped = thin_out(origin.dir, made.header.content.book).unwrap_or_default();
    Ok(made)
}

/// Writes the whole backup as `part`, and proves it.
fn write(
    origin: &Origin<'_>,
    writer: &Mutex<Connection>,
    drafts: Option<&Mutex<Connection>>,
    number: u64,
    part: &Path,
) -> Result<Made> {
    let mut out = File::create(part)?;
    let mut hash = Sha256::new();
    let (content, database) = copy(origin, writer, drafts, &mut out, &mut hash)?;
    let mut back = Back { file: File::open(part)?, hash: Sha256::new(), bytes: 0 };
    prove(part, &out, &content, origin.key, &mut back)?;
    let header = Header {
        number,
        made_at: origin.made_at.clone(),
        label: origin.key_file.label.clone(),
        content,
        key_generation: origin.key_file.generation(),
        database,
    };
    let tail = file::tail(&origin.key_file.text()?, &header)?;
    hash.update(&tail);
    let seal = hex::encode(&hash.clone().finalize());
    let end = format!("{seal}\n");
    hash.update(&end);
    out.write_all(tail.as_bytes())?;
    out.write_all(end.as_bytes())?;
    out.sync_all()?;
    let bytes = out.stream_position()?;
    drop(out);
    back.on()?;
    let sha256 = hash.finalize();
    if back.bytes != bytes || back.hash.finalize() != sha256 {
        return Err(StoreError::NotProven);
    }
    Ok(Made { file: part.to_owned(), header, seal, sha256: hex::encode(&sha256), bytes, dropped: Vec::new() })
}

/// What was read back of a file by its name, as whoever restores it will.
struct Back {
    file: File,
    hash: Sha256,
    bytes: u64,
}

impl Back {
    /// Reads on, as far as the file is written.
    fn on(&mut self) -> io::Result<()> {
        self.bytes += file::pour(&mut self.file, &mut io::sink(), &mut self.hash)?;
        Ok(())
    }
}

/// Copies the rows while nobody writes; says what they hold and how many bytes they are.
fn copy(
    origin: &Origin<'_>,
    writer: &Mutex<Connection>,
    drafts: Option<&Mutex<Connection>>,
    out: &mut File,
    hash: &mut Sha256,
) -> Result<(Content, u64)> {
    for _ in 0..TRIES {
        // Drafts are written by a connection of their own, which may fold the log into the rows too.
        let _drafts = drafts.map(hold);
        let conn = hold(writer);
        if is_folded(&conn)? {
            let content = Content::of(&conn)?;
            let mut rows = origin.database;
            rows.seek(SeekFrom::Start(0))?;
            let bytes = file::pour(&mut rows, out, hash)?;
            return Ok((content, bytes));
        }
        drop(conn);
        drop(_drafts);
        thread::sleep(PAUSE);
    }
    Err(StoreError::BackupBusy)
}

/// Folds the log into the rows, all of it, so that the file of the rows is the whole book. `false`: somebody reads what
/// was there before.
fn is_folded(conn: &Connection) -> Result<bool> {
    conn.busy_timeout(PATIENCE)?;
    let busy: rusqlite::Result<bool> = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
    conn.busy_timeout(connect::PATIENCE)?;
    match busy.map_err(StoreError::from) {
        Ok(busy) => Ok(!busy),
        Err(StoreError::Busy) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Proves that what was written, nothing but the database so far, opens with the key and is the same. Meanwhile it is
/// brought to the disk and read back.
fn prove(part: &Path, out: &File, content: &Content, key: &DataKey, back: &mut Back) -> Result<()> {
    let holds = || {
        let conn = connect::connect(part, key, Use::Frozen)?;
        connect::settle(&conn, Use::Frozen)?;
        // The pages are walked twice, first as pages and then as rows: the second time they need not be deciphered anew.
        let whole = out.metadata()?.len() / 1024 * 9 / 8;
        conn.pragma_update(None, "cache_size", -i64::try_from(whole.min(MOST_CACHED_KIB)).unwrap_or(0))?;
        content.check(&conn)
    };
    let (flushed, holds) = thread::scope(|scope| {
        let flushed = scope.spawn(|| out.sync_data().and_then(|()| back.on()));
        let holds = holds();
        (flushed.join(), holds)
    });
    // A thread that panicked has proven nothing.
    flushed.map_err(|_| StoreError::NotProven)??;
    match holds {
        Ok(true) => Ok(()),
        Err(error @ (StoreError::Full | StoreError::ReadOnly | StoreError::Io(_))) => Err(error),
        _ => Err(StoreError::NotProven),
    }
}

/// Drops what need not be kept; says the numbers. Only good backups of this book: anything else in the folder is
/// somebody's. What cannot be removed stays and is tried again the next time.
fn thin_out(dir: &Path, book: Id) -> Result<Vec<u64>> {
    let all = list(dir)?;
    let ours: Vec<(Kept, &Path)> = all
        .iter()
        .filter_map(|one| match &one.state {
            State::Proven(header) if header.content.book == book => {
                let (number, schema) = (one.number, header.content.schema);
                Some((Kept { number, day: day(&header.made_at), schema, proven: true }, one.path.as_path()))
            }
            _ => None,
        })
        .collect();
    let mut dropped = thin(&ours.iter().map(|(kept, _)| *kept).collect::<Vec<_>>());
    dropped.retain(|number| {
        let mut named = ours.iter().filter(|(kept, _)| kept.number == *number);
        // A number that two files bear was given by no program: neither is touched.
        matches!((named.next(), named.next()), (Some((_, path)), None) if fs::remove_file(path).is_ok())
    });
    Ok(dropped)
}

/// The village's day of an instant; of one that cannot be read, no day that any other has.
fn day(at: &str) -> NaiveDate {
    read_civil(at).map_or(NaiveDate::MIN, |at| at.date())
}
