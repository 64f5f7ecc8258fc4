//! What a database holds, as few words: enough to tell whether a copy of it is the same.

use domain::id::Id;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::connect;
use crate::error::{Result, StoreError};

/// What a database holds. Only columns of the first schema are asked for, so that any version answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Whose book: the id of its station's row.
    pub book: Id,
    /// Version of its schema.
    pub schema: u32,
    /// Persons on record.
    pub persons: u32,
    /// Households on record.
    pub households: u32,
    /// Operations.
    pub ops: u32,
    /// How far it is.
    pub marks: Marks,
}

/// How far a book is: its last operation and its last note in the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// The last operation.
    pub op: Option<Mark>,
    /// The last note.
    pub audit: Option<Mark>,
}

/// A row by its number, and by its id: after a restore numbers are given again, ids never.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Its number.
    pub seq: i64,
    /// Its id.
    pub id: Id,
    /// RFC 3339, UTC.
    pub at: String,
}

impl Content {
    pub(crate) fn of(conn: &Connection) -> Result<Self> {
        let count = |table| conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
        let book: String = conn.query_row("SELECT id FROM station", [], |row| row.get(0))?;
        Ok(Self {
            book: book.parse().map_err(|_| StoreError::Damaged)?,
            schema: connect::version(conn)?,
            persons: count("person")?,
            households: count("household")?,
            ops: count("op")?,
            marks: Marks { op: last(conn, "op")?, audit: last(conn, "audit_log")? },
        })
    }

    /// Whether the database is whole and holds this: its pages, and the counts.
    pub(crate) fn check(&self, conn: &Connection) -> Result<bool> {
        Ok(pages_hold(conn)? && Self::of(conn)? == *self)
    }
}

/// Whether every page bears the seal that the key gives it, the free ones too.
pub(crate) fn seals_hold(conn: &Connection) -> Result<bool> {
    let mut broken = conn.prepare("PRAGMA cipher_integrity_check")?;
    Ok(broken.query([])?.next()?.is_none())
}

/// Whether the pages bear the seals that the key gives them and make up tables and indexes. Each page is looked at but
/// those that are free: nothing is in them, and nothing reads them before it is written anew.
pub(crate) fn pages_hold(conn: &Connection) -> Result<bool> {
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(found == "ok")
}

fn last(conn: &Connection, table: &str) -> Result<Option<Mark>> {
    let sql = format!("SELECT seq, id, at FROM {table} ORDER BY seq DESC LIMIT 1");
    let Some((seq, id, at)) = conn.query_row(&sql, [], columns).optional()? else { return Ok(None) };
    Ok(Some(Mark { seq, id: id.parse().map_err(|_| StoreError::Damaged)?, at }))
}

fn columns(row: &Row<'_>) -> rusqlite::Result<(i64, String, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}
