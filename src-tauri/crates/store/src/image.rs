//! Images of rows: what a change keeps of the row before it.
//!
//! An image is a JSON object by column name, so that it outlives later columns: what an image does not name gets the
//! column's default when it is written back. Only texts, integers and nulls occur (the tables are STRICT).

use std::borrow::Cow;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::error::{Result, StoreError};
use crate::table::Sql;
use crate::value::Cell;

/// The row of `key` as it stands, as an image.
pub(crate) fn current(conn: &Connection, sql: &Sql, key: &str) -> Result<Option<String>> {
    let mut one = conn.prepare_cached(&sql.one)?;
    let mut rows = one.query([key])?;
    rows.next()?.map(|row| of_row(sql, row)).transpose()
}

/// The image of the row of `key`, unless its cells are the very same as `cells`. The row must be there.
pub(crate) fn unless_same(conn: &Connection, sql: &Sql, key: &str, cells: &[Cell<'_>]) -> Result<Option<String>> {
    let mut one = conn.prepare_cached(&sql.one)?;
    let mut rows = one.query([key])?;
    let row = rows.next()?.ok_or(StoreError::Damaged)?;
    for (at, cell) in cells.iter().enumerate() {
        if row.get_ref(at)? != cell.as_ref() {
            return of_row(sql, row).map(Some);
        }
    }
    Ok(None)
}

fn of_row(sql: &Sql, row: &rusqlite::Row<'_>) -> Result<String> {
    let mut image = String::with_capacity(256);
    for (at, column) in sql.columns.iter().enumerate() {
        image.push(if at == 0 { '{' } else { ',' });
        image.push('"');
        image.push_str(column);
        image.push_str("\":");
        match row.get_ref(at)? {
            ValueRef::Null => image.push_str("null"),
            ValueRef::Integer(number) => image.push_str(&number.to_string()),
            ValueRef::Text(text) => {
                let text = std::str::from_utf8(text).map_err(|_| StoreError::Damaged)?;
                image.push_str(&serde_json::to_string(text).map_err(|_| StoreError::Damaged)?);
            }
            ValueRef::Real(_) | ValueRef::Blob(_) => return Err(StoreError::Damaged),
        }
    }
    image.push('}');
    Ok(image)
}

type Object = serde_json::Map<String, serde_json::Value>;

fn parse(image: &str) -> Result<Object> {
    serde_json::from_str(image).map_err(|_| StoreError::Damaged)
}

/// Whether two images say the same of every column that both name (a column that came between them says nothing).
pub(crate) fn same(one: &str, other: &str) -> Result<bool> {
    if one == other {
        return Ok(true);
    }
    let (one, other) = (parse(one)?, parse(other)?);
    Ok(one.iter().all(|(column, value)| other.get(column).is_none_or(|same| same == value)))
}

/// Writes an image back as a new row. The row must not be there.
pub(crate) fn insert(conn: &Connection, sql: &Sql, image: &str) -> Result<()> {
    let image = parse(image)?;
    let mut names = String::new();
    let mut marks = String::new();
    let mut cells = Vec::with_capacity(sql.columns.len());
    for column in &sql.columns {
        let Some(value) = image.get(*column) else { continue };
        cells.push(match value {
            serde_json::Value::Null => Cell::Null,
            serde_json::Value::Number(number) => Cell::Integer(number.as_i64().ok_or(StoreError::Damaged)?),
            serde_json::Value::String(text) => Cell::Text(Cow::Borrowed(text)),
            _ => return Err(StoreError::Damaged),
        });
        let comma = if names.is_empty() { "" } else { "," };
        names.push_str(&format!("{comma}\"{column}\""));
        marks.push_str(&format!("{comma}?{}", cells.len()));
    }
    conn.prepare_cached(&format!("INSERT INTO {}({names}) VALUES({marks})", sql.table))?
        .execute(rusqlite::params_from_iter(&cells))?;
    Ok(())
}
