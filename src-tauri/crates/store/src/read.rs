//! Reading: one consistent snapshot, typed rows, no SQL outside.

use domain::id::Id;
use rusqlite::{Connection, OptionalExtension, Params};

use crate::error::{Result, StoreError};
use crate::table::Row;

/// Reads one snapshot of the store: what was committed when it began and, inside of a write, what it wrote so far.
pub struct Reader<'a> {
    pub(crate) conn: &'a Connection,
    /// The book as it was: its tables are views, which no index can be named for.
    past: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(conn: &'a Connection) -> Self {
        Self { conn, past: false }
    }

    /// What a connection shows whose tables stand behind views.
    pub(crate) fn past(conn: &'a Connection) -> Self {
        Self { conn, past: true }
    }

    /// Names the index that a statement must walk along.
    pub(crate) fn along(&self, index: &str) -> String {
        if self.past { String::new() } else { format!("INDEXED BY {index}") }
    }

    /// The row of an id.
    pub fn get<T: Row>(&self, id: Id) -> Result<Option<T>> {
        let mut one = self.conn.prepare_cached(&T::sql().one)?;
        one.query_row([text(&id.encode())], T::from_row)
            .optional()
            .map_err(|error| StoreError::reading(T::sql().table, error))
    }

    /// The number of the operation that made a row; none when no operation did.
    pub fn made_by(&self, id: Id) -> Result<Option<i64>> {
        crate::history::maker(self.conn, id)
    }

    /// All rows, by id: what one operation made stands in the order of its making.
    pub fn all<T: Row>(&self) -> Result<Vec<T>> {
        self.rows(&T::sql().all, [])
    }

    /// How many rows there are.
    pub fn count<T: Row>(&self) -> Result<usize> {
        let mut count = self.conn.prepare_cached(&format!("SELECT count(*) FROM {}", T::sql().table))?;
        Ok(count.query_row([], |row| row.get::<_, u32>(0))? as usize)
    }

    /// The rows that point to `id` by an indexed column.
    pub(crate) fn by<T: Row>(&self, column: &str, id: Id) -> Result<Vec<T>> {
        self.by_text(column, text(&id.encode()))
    }

    /// The rows of which an indexed column is `value`.
    pub(crate) fn by_text<T: Row>(&self, column: &str, value: &str) -> Result<Vec<T>> {
        self.rows(&T::sql().by(column), [value])
    }

    /// Whether any row points to this record.
    pub fn is_pointed_to(&self, id: Id) -> Result<bool> {
        Ok(crate::reference::with_pointing(self.conn, text(&id.encode()))?.len() > 1)
    }

    pub(crate) fn rows<T: Row>(&self, sql: &str, parameters: impl Params) -> Result<Vec<T>> {
        let mut all = self.conn.prepare_cached(sql)?;
        let rows = all.query_map(parameters, T::from_row)?;
        rows.map(|row| row.map_err(|error| StoreError::reading(T::sql().table, error))).collect()
    }
}

pub(crate) fn text(id: &[u8; 36]) -> &str {
    std::str::from_utf8(id).unwrap_or_default()
}
