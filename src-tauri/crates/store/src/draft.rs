//! Drafts: what stands in a form that is not saved yet, by their own connection, outside of operations and undo.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use crate::error::Result;

/// What stood in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// Which form, and of which record.
    pub key: String,
    /// As the form gave it.
    pub value: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

fn row_to_draft(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft { key: row.get(0)?, value: row.get(1)?, at: row.get(2)? })
}

pub(crate) fn save(conn: &Connection, key: &str, value: &str, at: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO draft(key, value, at) VALUES(?1, ?2, ?3) ON CONFLICT(key) DO UPDATE SET value = ?2, at = ?3",
    )?
    .execute([key, value, at])?;
    Ok(())
}

pub(crate) fn get(conn: &Connection, key: &str) -> Result<Option<Draft>> {
    let mut one = conn.prepare_cached("SELECT key, value, at FROM draft WHERE key = ?1")?;
    Ok(one.query_row([key], row_to_draft).optional()?)
}

pub(crate) fn all(conn: &Connection) -> Result<Vec<Draft>> {
    let mut all = conn.prepare_cached("SELECT key, value, at FROM draft ORDER BY key")?;
    Ok(all.query_map([], row_to_draft)?.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn drop(conn: &Connection, key: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM draft WHERE key = ?1")?.execute([key])?;
    Ok(())
}
