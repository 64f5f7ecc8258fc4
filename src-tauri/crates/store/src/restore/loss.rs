//! What the folder holds now, and what of it a restore would take away.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::{Opened, look};
use crate::error::Result;
use crate::folder;
use crate::peek::changed_at;

/// Operations that are named at most.
const NAMED: u32 = 20;

/// What a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Live {
    /// No book.
    Nothing,
    /// A book, or a part of one, that does not open with the backup's key.
    Unreadable {
        /// When its rows were last written, RFC 3339, UTC.
        changed_at: Option<String>,
    },
    /// The same book.
    Read(Loss),
}

/// How two branches of one book differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Operations of the live book that the backup has not: they would be lost.
    pub lost: u32,
    /// When the last of them was done, RFC 3339, UTC.
    pub last_at: Option<String>,
    /// What the last of them did, newest first, at most 20.
    pub labels: Vec<String>,
    /// Operations of the backup that the live book has not.
    pub gained: u32,
}

/// Looks at the book of `dir` with the key of a backup. Nothing that is wrong with it is an error here.
pub(super) fn live(dir: &Path, backup: &Opened) -> Result<Live> {
    if !folder::holds_a_book(dir) {
        return Ok(Live::Nothing);
    }
    let compared = look(dir, &backup.key).and_then(|conn| compare(&conn, &backup.conn));
    Ok(compared.map_or_else(|_| Live::Unreadable { changed_at: changed_at(dir) }, Live::Read))
}

fn compare(live: &Connection, backup: &Connection) -> Result<Loss> {
    let common = common(live, backup)?;
    let after = |conn: &Connection| -> Result<u32> {
        Ok(conn.query_row("SELECT count(*) FROM op WHERE seq > ?1", [common], |row| row.get(0))?)
    };
    let mut last = live.prepare("SELECT label, at FROM op WHERE seq > ?1 ORDER BY seq DESC LIMIT ?2")?;
    let last: Vec<(String, String)> =
        last.query_map((common, NAMED), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(Loss {
        lost: after(live)?,
        last_at: last.first().map(|(_, at)| at.clone()),
        labels: last.into_iter().map(|(label, _)| label).collect(),
        gained: after(backup)?,
    })
}

/// The last operation that both have. They have all before it in common too: operations are only ever appended.
fn common(one: &Connection, other: &Connection) -> Result<i64> {
    let last = |conn: &Connection| -> Result<i64> {
        Ok(conn.query_row("SELECT coalesce(max(seq), 0) FROM op", [], |row| row.get(0))?)
    };
    let id = |conn: &Connection, seq: i64| -> Result<Option<String>> {
        let mut one = conn.prepare_cached("SELECT id FROM op WHERE seq = ?1")?;
        Ok(one.query_row([seq], |row| row.get(0)).optional()?)
    };
    let (mut shared, mut apart) = (0, last(one)?.min(last(other)?) + 1);
    while apart - shared > 1 {
        let middle = shared + (apart - shared) / 2;
        if id(one, middle)? == id(other, middle)? { shared = middle } else { apart = middle }
    }
    Ok(shared)
}
