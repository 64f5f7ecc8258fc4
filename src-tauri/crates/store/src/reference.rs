//! Foreign keys, looked at from outside: which rows point to nothing.
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

/// A record and the rows that point to it as they stand: where somebody lives and what they do hang on the person, whose
/// own row a change of them does not touch.
pub(crate) fn hanging(conn: &Connection, record: &str) -> Result<Vec<String>> {
    let mut keys = conn.prepare_cached(
        "SELECT child.name, own.name, link.\"from\"
         FROM sqlite_schema AS child, pragma_foreign_key_list(child.name) AS link, pragma_table_info(child.name) AS own
         WHERE child.type = 'table' AND own.pk = 1 AND link.\"table\" NOT IN ('op', 'operator')",
    )?;
    let keys: Vec<[String; 3]> =
        keys.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?.collect::<rusqlite::Result<_>>()?;
    let mut found = vec![record.to_owned()];
    for [table, key, from] in keys {
        let mut rows =
            conn.prepare_cached(&format!("SELECT CAST(\"{key}\" AS TEXT) FROM \"{table}\" WHERE \"{from}\" = ?1"))?;
        for row in rows.query_map([record], |row| row.get(0))? {
            found.push(row?);
        }
    }
    Ok(found)
}

/// All rows that point to nothing, in the transaction's present state.
pub(crate) fn dangling(conn: &Connection) -> Result<Vec<Dangling>> {
    let mut keys = conn.prepare_cached(
        "SELECT child.name, own.name, link.\"from\", link.\"table\", link.\"to\"
         FROM sqlite_schema AS child, pragma_foreign_key_list(child.name) AS link, pragma_table_info(child.name) AS own
         WHERE child.type = 'table' AND own.pk = 1",
    )?;
    let keys: Vec<[String; 5]> = keys
        .query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::new();
    for [table, key, from, parent, to] in keys {
        let mut lost = conn.prepare(&format!(
            "SELECT CAST(\"{key}\" AS TEXT) FROM \"{table}\" AS child WHERE \"{from}\" IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM \"{parent}\" AS parent WHERE parent.\"{to}\" = child.\"{from}\")"
        ))?;
        let lost = lost.query_map([], |row| row.get(0))?;
        for key in lost {
            found.push(Dangling { table: table.clone(), key: key? });
        }
    }
    Ok(found)
}
