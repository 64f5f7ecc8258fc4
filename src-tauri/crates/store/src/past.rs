//! The book as it stood after an operation: what is read there is read with the same words as what is there now.
//!
//! In a transaction that is never committed, each table that changed since is hidden behind a temporary view: the rows
//! that did not change, and the images of the others as the first later change found them. Left out is what no operation
//! writes (drafts, mappings, pictures), and what an erasing took out of the images.

use rusqlite::{Connection, TransactionBehavior};

use crate::book::Book;
use crate::error::{Result, StoreError};
use crate::read::Reader;
use crate::table::Sql;
use crate::tables;

impl Book {
    /// Reads the book as it stood after operation `op`; 0 = before the first one.
    ///
    /// # Errors
    /// What SQLite says; what `read` says.
    pub fn read_at<T, E: From<StoreError>>(
        &self,
        op: i64,
        read: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.reader();
        let writable = Writable::new(&mut conn).map_err(StoreError::from)?;
        let behavior = TransactionBehavior::Deferred;
        let transaction = writable.0.transaction_with_behavior(behavior).map_err(StoreError::from)?;
        hide(&transaction, op)?;
        read(&Reader::past(&transaction))
    }
}

/// A reader's connection that may write until this goes. What it writes lies in its temporary tables alone, and goes with
/// the transaction.
struct Writable<'a>(&'a mut Connection);

impl<'a> Writable<'a> {
    fn new(conn: &'a mut Connection) -> rusqlite::Result<Self> {
        conn.pragma_update(None, "query_only", false)?;
        Ok(Self(conn))
    }
}

impl Drop for Writable<'_> {
    fn drop(&mut self) {
        // Nobody asks how dropping went; a reader writes nothing either way.
        let _ = self.0.pragma_update(None, "query_only", true);
    }
}

fn hide(conn: &Connection, op: i64) -> Result<()> {
    let changed: Vec<String> = {
        let mut changed = conn.prepare_cached("SELECT DISTINCT tbl FROM change WHERE op > ?1")?;
        changed.query_map([op], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    for sql in tables::logged().into_iter().filter(|sql| changed.iter().any(|name| name == sql.table)) {
        hide_table(conn, sql, op)?;
    }
    Ok(())
}

/// Puts a view of a table as it was over the table.
fn hide_table(conn: &Connection, sql: &Sql, op: i64) -> Result<()> {
    let table = sql.table;
    let defaults = defaults(conn, table)?;
    let columns: Vec<String> = sql.columns.iter().map(|column| format!("\"{column}\"")).collect();
    let columns = columns.join(",");
    let values: Vec<String> = sql
        .columns
        .iter()
        .map(|column| {
            let path = format!("'$.\"{column}\"'");
            let value = format!("json_extract(before, {path})");
            // What an image does not name came with a later migration.
            match defaults.iter().find(|(name, _)| name == column).and_then(|(_, default)| default.as_ref()) {
                Some(default) => {
                    format!(
                        "CASE WHEN json_type(before, {path}) IS NULL THEN {default} ELSE {value} END AS \"{column}\""
                    )
                }
                None => format!("{value} AS \"{column}\""),
            }
        })
        .collect();
    // A bare column of a grouped query with min() comes from the row that has it.
    conn.execute(
        &format!(
            "CREATE TEMP TABLE \"past {table}\" AS
             SELECT \"row\" AS changed, before, min(op * 4294967296 + n) FROM main.change
             WHERE op > ?1 AND tbl = ?2 GROUP BY \"row\""
        ),
        (op, table),
    )?;
    conn.execute_batch(&format!(
        "CREATE INDEX temp.\"past {table} changed\" ON \"past {table}\"(changed);
         CREATE TEMP VIEW \"{table}\" AS
         SELECT {columns} FROM main.\"{table}\"
         WHERE NOT EXISTS (SELECT 1 FROM temp.\"past {table}\" WHERE changed = main.\"{table}\".\"{}\")
         UNION ALL SELECT {} FROM temp.\"past {table}\" WHERE before IS NOT NULL",
        sql.columns[0],
        values.join(",")
    ))?;
    Ok(())
}

/// The columns of a table with what they hold when nothing is said.
fn defaults(conn: &Connection, table: &str) -> Result<Vec<(String, Option<String>)>> {
    let mut columns = conn.prepare_cached("SELECT name, dflt_value FROM pragma_table_info(?1)")?;
    let columns = columns.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(columns.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use domain::person::Person;

    use super::*;
    use crate::testing::book;
    use crate::{OpKind, Write};

    fn act(book: &Book, act: impl FnOnce(&mut Write<'_>) -> Result<()>) -> i64 {
        book.write(OpKind::new("test"), "示例", act).unwrap().op.unwrap()
    }

    fn names(book: &Book, op: i64) -> Vec<String> {
        let read = |r: &Reader<'_>| r.all::<Person>();
        let mut people = book.read_at(op, read).unwrap();
        people.sort_by_key(|person| person.id);
        people.into_iter().map(|person| person.name).collect()
    }

    #[test]
    fn every_operation_can_be_gone_back_to_and_the_present_is_as_it_was() {
        let (_folder, book) = book();
        let (mut one, mut two) = Default::default();
        let first = act(&book, |w| {
            one = Some(w.mint());
            w.put(&Person::named(one.unwrap(), "示例甲")).map(drop)
        });
        let second = act(&book, |w| {
            two = Some(w.mint());
            w.put(&Person::named(two.unwrap(), "示例乙"))?;
            let mut row: Person = w.get(one.unwrap())?.unwrap();
            row.name = "示例\"丙".into();
            w.put(&row)?;
            row.name = "示例丁".into();
            w.put(&row).map(drop)
        });
        let third = act(&book, |w| w.remove::<Person>(one.unwrap()).map(drop));
        let undone = book.undo(None).unwrap().op;
        let none: [&str; 0] = [];
        assert_eq!(names(&book, 0), none);
        assert_eq!(names(&book, first), ["示例甲"]);
        assert_eq!(names(&book, second), ["示例丁", "示例乙"]);
        assert_eq!(names(&book, third), ["示例乙"]);
        assert_eq!(names(&book, undone), ["示例丁", "示例乙"]);
        let now = book.read(|r| Ok::<_, StoreError>(r.all::<Person>()?.len())).unwrap();
        assert_eq!(now, 2, "the reader shows the present again");
        let got = book.read_at(first, |r| r.get::<Person>(one.unwrap())).unwrap().unwrap();
        assert_eq!((got.name.as_str(), got.died_on), ("示例甲", None), "one row is read as it was too");
    }

    #[test]
    fn a_reader_that_went_back_still_cannot_write() {
        let (_folder, book) = book();
        act(&book, |w| {
            let id = w.mint();
            w.put(&Person::named(id, "示例甲")).map(drop)
        });
        for _ in 0..2 {
            book.read_at(0, |r| r.all::<Person>()).unwrap();
            let write = |r: &Reader<'_>| Ok::<_, StoreError>(r.conn.execute("DELETE FROM person", [])?);
            assert!(book.read(write).is_err());
        }
        let failed = book.read_at(0, |_| Err::<(), _>(StoreError::Damaged));
        assert!(matches!(failed, Err(StoreError::Damaged)));
        assert!(book.read(|r| Ok::<_, StoreError>(r.conn.execute("DELETE FROM person", [])?)).is_err());
    }

    #[test]
    fn an_image_from_before_a_migration_gives_new_columns_their_default() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            r#"CREATE TABLE one(id TEXT PRIMARY KEY, a TEXT, later INTEGER NOT NULL DEFAULT 7) STRICT, WITHOUT ROWID;
               CREATE TABLE change(op INTEGER, n INTEGER, tbl TEXT, "row" TEXT, before TEXT, PRIMARY KEY (op, n)) STRICT;
               INSERT INTO one VALUES('x', 'now', 1), ('y', 'still', 2);
               INSERT INTO change VALUES(1, 0, 'one', 'x', '{"id":"x","a":"first"}'),
                   (2, 0, 'one', 'x', '{"id":"x","a":null}'), (2, 1, 'one', 'x', '{"id":"x","a":"second","later":3}')"#,
        )
        .unwrap();
        hide_table(&conn, &Sql::new("one", &[&["id"], &["a"], &["later"]]), 1).unwrap();
        let rows = |conn: &Connection| -> Vec<(String, Option<String>, i64)> {
            let mut rows = conn.prepare("SELECT id, a, later FROM one ORDER BY id").unwrap();
            rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap().map(Result::unwrap).collect()
        };
        assert_eq!(rows(&conn), [("x".into(), None, 7), ("y".into(), Some("still".into()), 2)]);
    }
}
