//! Images of rows: what a change keeps of the row before it.
//!
//! An image is a JSON object by column name, so that it outlives later columns: what an image does not name gets the
//! column's default when it is written back. Only texts, integers and nulls occur (the tables are STRICT).

use std::borrow::Cow;
use std::fmt;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

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

/// A row, read by the columns of `sql` in their order, as an image.
pub(crate) fn of_row(sql: &Sql, row: &rusqlite::Row<'_>) -> Result<String> {
    let mut image = String::with_capacity(256);
    for (at, column) in sql.columns.iter().enumerate() {
        write(&mut image, column, row.get_ref(at)?)?;
    }
    image.push('}');
    Ok(image)
}

/// Values by column as an image, each as its text, after those of `first`.
pub(crate) fn of_values(first: &[(&str, Option<&str>)], values: &[(String, Option<String>)]) -> Result<String> {
    let mut image = String::with_capacity(256);
    let rest = values.iter().map(|(column, value)| (column.as_str(), value.as_deref()));
    for (column, value) in first.iter().copied().chain(rest) {
        write(&mut image, column, value.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes())))?;
    }
    image.push('}');
    Ok(image)
}

/// Appends a column and its value to an image that has begun, or begins it.
fn write(image: &mut String, column: &str, value: ValueRef<'_>) -> Result<()> {
    image.push(if image.is_empty() { '{' } else { ',' });
    image.push('"');
    image.push_str(column);
    image.push_str("\":");
    match value {
        ValueRef::Null => image.push_str("null"),
        ValueRef::Integer(number) => image.push_str(&number.to_string()),
        ValueRef::Text(text) => {
            let text = std::str::from_utf8(text).map_err(|_| StoreError::Damaged)?;
            image.push_str(&serde_json::to_string(text).map_err(|_| StoreError::Damaged)?);
        }
        ValueRef::Real(_) | ValueRef::Blob(_) => return Err(StoreError::Damaged),
    }
    Ok(())
}

/// One value of an image.
struct Scalar<'a>(Cell<'a>);

/// An image's columns and values, in its own order.
pub(crate) struct Image<'a>(Vec<(&'a str, Scalar<'a>)>);

impl<'a> Image<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self> {
        serde_json::from_str(text).map_err(|_| StoreError::Damaged)
    }

    pub(crate) fn get(&self, column: &str) -> Option<&Cell<'a>> {
        self.0.iter().find(|(name, _)| *name == column).map(|(_, value)| &value.0)
    }

    /// The text of a column; empty where there is none.
    pub(crate) fn word(&self, column: &str) -> &str {
        self.get(column).map_or("", Cell::text)
    }

    /// Columns and values, to be changed in place.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = (&'a str, &mut Cell<'a>)> {
        self.0.iter_mut().map(|(name, value)| (*name, &mut value.0))
    }

    /// The values, in its own order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &Cell<'a>> {
        self.0.iter().map(|(_, value)| &value.0)
    }

    /// Columns and values, in its own order.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&'a str, &Cell<'a>)> {
        self.0.iter().map(|(name, value)| (*name, &value.0))
    }

    /// As it is kept.
    pub(crate) fn text(&self) -> Result<String> {
        let mut image = String::with_capacity(256);
        for (column, value) in &self.0 {
            write(&mut image, column, value.0.as_ref())?;
        }
        image.push('}');
        Ok(image)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Cell<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text, an integer or null")
            }

            fn visit_unit<E>(self) -> std::result::Result<Cell<'de>, E> {
                Ok(Cell::Null)
            }

            fn visit_i64<E>(self, number: i64) -> std::result::Result<Cell<'de>, E> {
                Ok(Cell::Integer(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> std::result::Result<Cell<'de>, E> {
                i64::try_from(number).map(Cell::Integer).map_err(|_| E::custom("beyond an integer"))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> std::result::Result<Cell<'de>, E> {
                Ok(Cell::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> std::result::Result<Cell<'de>, E> {
                Ok(Cell::Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_any(Any).map(Self)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Image<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Columns;
        impl<'de> Visitor<'de> for Columns {
            type Value = Image<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a row by column name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Image<'de>, A::Error> {
                let mut columns = Vec::with_capacity(16);
                // Names are plain ASCII of ours, so that they are never escaped and can be borrowed.
                while let Some((name, value)) = map.next_entry::<&'de str, Scalar<'de>>()? {
                    columns.push((name, value));
                }
                Ok(Image(columns))
            }
        }
        deserializer.deserialize_map(Columns)
    }
}

/// Whether two images say the same of every column that both name (a column that came between them says nothing).
pub(crate) fn same(one: &str, other: &str) -> Result<bool> {
    if one == other {
        return Ok(true);
    }
    let (one, other) = (Image::parse(one)?, Image::parse(other)?);
    Ok(one.0.iter().all(|(column, value)| other.get(column).is_none_or(|same| *same == value.0)))
}

/// Whether an image can be written back as the row of `key`.
pub(crate) fn fits(sql: &Sql, key: &str, image: &str) -> bool {
    Image::parse(image).is_ok_and(|image| image.get(sql.columns[0]).is_some_and(|cell| cell.text() == key))
}

/// Writes an image back as a new row. The row must not be there.
pub(crate) fn insert(conn: &Connection, sql: &Sql, image: &str) -> Result<()> {
    let image = Image::parse(image)?;
    if image.0.iter().map(|(name, _)| *name).eq(sql.columns.iter().copied()) {
        let cells = image.0.iter().map(|(_, value)| &value.0);
        let written = conn.prepare_cached(&sql.insert)?.execute(rusqlite::params_from_iter(cells))?;
        return if written == 1 { Ok(()) } else { Err(StoreError::Damaged) };
    }
    // From before a migration: columns that it does not name get their default, those that are gone are left out.
    let known: Vec<&(&str, Scalar<'_>)> = image.0.iter().filter(|(name, _)| sql.columns.contains(name)).collect();
    let names: Vec<String> = known.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let marks = vec!["?"; known.len()].join(",");
    let statement = format!("INSERT INTO {}({}) VALUES({marks})", sql.table, names.join(","));
    let cells = known.iter().map(|(_, value)| &value.0);
    conn.prepare_cached(&statement)?.execute(rusqlite::params_from_iter(cells))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &'static str, names: &[&[&'static str]]) -> (Connection, Sql) {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(&format!("CREATE TABLE one(id TEXT PRIMARY KEY, {columns}) STRICT, WITHOUT ROWID")).unwrap();
        (conn, Sql::new("one", names))
    }

    #[test]
    fn an_image_from_before_a_migration_gives_new_columns_their_default_and_leaves_gone_ones_out() {
        let (conn, sql) = table("a TEXT, later INTEGER NOT NULL DEFAULT 7", &[&["id"], &["a"], &["later"]]);
        insert(&conn, &sql, r#"{"id":"x","a":"\u0000\"甲","gone":3}"#).unwrap();
        assert_eq!(current(&conn, &sql, "x").unwrap().unwrap(), r#"{"id":"x","a":"\u0000\"甲","later":7}"#);
    }

    #[test]
    fn an_image_is_written_back_over_no_row() {
        let (conn, sql) = table("a TEXT", &[&["id"], &["a"]]);
        insert(&conn, &sql, r#"{"id":"x","a":null}"#).unwrap();
        assert!(insert(&conn, &sql, r#"{"id":"x","a":"乙"}"#).is_err());
        assert_eq!(current(&conn, &sql, "x").unwrap().unwrap(), r#"{"id":"x","a":null}"#);
    }

    #[test]
    fn images_differ_by_values_and_not_by_columns_that_one_of_them_lacks() {
        assert!(same(r#"{"id":"x","a":1}"#, r#"{"id":"x","a":1,"b":2}"#).unwrap());
        for (one, other) in [("1", "2"), ("1", "\"1\""), ("null", "\"\"")] {
            let image = |value| format!(r#"{{"id":"x","a":{value}}}"#);
            assert!(!same(&image(one), &image(other)).unwrap(), "{one} and {other}");
        }
        assert!(matches!(same("{}", "[1.5]"), Err(StoreError::Damaged)));
    }
}
