//! Foreign keys, looked at from outside: which rows point to a record, and which point to nothing.
//!
//! `PRAGMA foreign_key_check` names no row of a table without rowid, hence this; the keys are read from the schema.

use rusqlite::Connection;

use crate::error::Result;

/// A row that points to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dangling {
    pub table: String,
    pub key: String,
}

/// A column that points to rows of another table.
struct Key {
    table: String,
    /// Its key.
    own: String,
    from: String,
    parent: String,
    to: String,
}

/// All of them, read from the schema.
fn keys(conn: &Connection) -> Result<Vec<Key>> {
    let mut keys = conn.prepare_cached(
        "SELECT child.name, own.name, link.\"from\", link.\"table\", link.\"to\"
         FROM sqlite_schema AS child, pragma_foreign_key_list(child.name) AS link, pragma_table_info(child.name) AS own
         WHERE child.type = 'table' AND own.pk = 1",
    )?;
    let keys = keys.query_map([], |row| {
        Ok(Key { table: row.get(0)?, own: row.get(1)?, from: row.get(2)?, parent: row.get(3)?, to: row.get(4)? })
    })?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

/// A record and the rows that point to it as they stand: where somebody lives and what they do hang on the person, whose
/// own row a change of them does not touch. Who wrote an operation or a note is no part of any record.
pub(crate) fn with_pointing(conn: &Connection, record: &str) -> Result<Vec<String>> {
    let mut found = vec![record.to_owned()];
    for Key { table, own, from, .. } in keys(conn)?.iter().filter(|key| !["op", "operator"].contains(&&*key.parent)) {
        let sql = format!("SELECT CAST(\"{own}\" AS TEXT) FROM \"{table}\" WHERE \"{from}\" = ?1");
        let mut rows = conn.prepare_cached(&sql)?;
        for row in rows.query_map([record], |row| row.get(0))? {
            found.push(row?);
        }
    }
    Ok(found)
}

/// All rows that point to nothing, in the transaction's present state.
pub(crate) fn dangling(conn: &Connection) -> Result<Vec<Dangling>> {
    let mut found = Vec::new();
    for Key { table, own, from, parent, to } in keys(conn)? {
        let mut lost = conn.prepare(&format!(
            "SELECT CAST(\"{own}\" AS TEXT) FROM \"{table}\" AS child WHERE \"{from}\" IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM \"{parent}\" AS parent WHERE parent.\"{to}\" = child.\"{from}\")"
        ))?;
        let lost = lost.query_map([], |row| row.get(0))?;
        for key in lost {
            found.push(Dangling { table: table.clone(), key: key? });
        }
    }
    Ok(found)
}
