//! Writing: one named operation, one transaction, an image of every row before it changes.

use std::ops::Deref;

use domain::id::Id;
use rusqlite::{CachedStatement, Connection};

use crate::audit;
use crate::chance::{Chance, Mint};
use crate::error::{Result, StoreError};
use crate::image;
use crate::read::Reader;
use crate::table::{Columns, Row, Sql};
use crate::tables::import_mapping;

/// What kind of action an operation is: a word for filters and tests, not shown. `app` names its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpKind(&'static str);

impl OpKind {
    /// Taking in lists.
    pub const IMPORT: Self = Self("import");
    /// Deciding doubts.
    pub const DECIDE: Self = Self("decide");
    /// Changing settings.
    pub const SETTING: Self = Self("setting");
    /// Sealing a month, again too.
    pub const CLOSE: Self = Self("close");
    /// Adding or ending an operator; made by the store only.
    pub(crate) const OPERATOR: Self = Self("operator");
    /// A new leader in the place of the old one; made by the store only.
    pub(crate) const HAND_OVER: Self = Self("hand_over");
    /// Erasing a person; made by the store only. It keeps no images: there is nothing to go back to.
    pub(crate) const ERASE: Self = Self("erase");
    /// Undoing an operation; made by the store only.
    pub(crate) const UNDO: Self = Self("undo");
    /// Undoing an undo; made by the store only.
    pub(crate) const REDO: Self = Self("redo");

    /// A kind of its own name, in plain lower-case ASCII.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// As stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// What a write gave, and the operation that it became; none when nothing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// What the closure returned.
    pub value: T,
    /// Number of the operation.
    pub op: Option<i64>,
}

/// So many changes make an operation a large one.
const LARGE: i64 = 10_000;

/// Who writes, and where.
#[derive(Clone, Copy)]
pub(crate) struct Author<'a> {
    pub operator: Id,
    pub device: Id,
    pub chance: &'a dyn Chance,
}

/// An operation under way. Reads what it wrote so far, as a [`Reader`].
pub struct Write<'a> {
    reader: Reader<'a>,
    author: Author<'a>,
    mint: Mint,
    at: String,
    op: i64,
    changes: i64,
    /// At hand, because an import runs it once a row: the statement cache is not asked again.
    log: CachedStatement<'a>,
    /// The same for new rows of the table that was last written to.
    insert: Option<(&'static str, CachedStatement<'a>)>,
    /// Something outside of the operation was noted, so that even one without a change commits.
    noted: bool,
}

impl<'a> Deref for Write<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl<'a> Write<'a> {
    /// Begins in the transaction that `conn` is in.
    pub(crate) fn new(conn: &'a Connection, author: Author<'a>) -> Result<Self> {
        let last: i64 = conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM op")?.query_row([], |row| row.get(0))?;
        Ok(Self {
            reader: Reader::new(conn),
            author,
            mint: Mint::new(author.chance),
            at: author.chance.now(),
            op: last + 1,
            changes: 0,
            log: conn.prepare_cached("INSERT INTO change(op, n, tbl, \"row\", before) VALUES(?1, ?2, ?3, ?4, ?5)")?,
            insert: None,
            noted: false,
        })
    }

    /// A new row id.
    pub fn mint(&mut self) -> Id {
        self.mint.next()
    }

    /// The number that this operation gets if it changes anything.
    #[must_use]
    pub fn op(&self) -> i64 {
        self.op
    }

    /// The instant of this operation, RFC 3339, UTC.
    #[must_use]
    pub fn at(&self) -> &str {
        &self.at
    }

    /// Who is at it.
    #[must_use]
    pub fn operator(&self) -> Id {
        self.author.operator
    }

    /// Writes a row, new or changed, and keeps the image before it. Says whether that changed anything.
    pub fn put<T: Row>(&mut self, row: &T) -> Result<bool> {
        let sql = T::sql();
        let cells = row.cells();
        let key = cells[0].text();
        // Tried as new first: for an import that is all there is to it, and no row is looked up twice.
        let insert = match &mut self.insert {
            Some((table, insert)) if *table == sql.table => insert,
            last => &mut last.insert((sql.table, self.reader.conn.prepare_cached(&sql.insert)?)).1,
        };
        if insert.execute(rusqlite::params_from_iter(&cells))? == 1 {
            self.log(sql, key, None)?;
            return Ok(true);
        }
        let Some(before) = image::unless_same(self.conn, sql, key, &cells)? else { return Ok(false) };
        self.log(sql, key, Some(&before))?;
        self.conn.prepare_cached(&sql.update)?.execute(rusqlite::params_from_iter(&cells))?;
        Ok(true)
    }

    /// Takes a row away and keeps its image. Says whether it was there.
    pub fn remove<T: Row>(&mut self, id: Id) -> Result<bool> {
        self.remove_key::<T>(crate::read::text(&id.encode()))
    }

    pub(crate) fn remove_key<T: Columns>(&mut self, key: &str) -> Result<bool> {
        let sql = T::sql();
        let Some(before) = image::current(self.conn, sql, key)? else { return Ok(false) };
        self.log(sql, key, Some(&before))?;
        self.conn.prepare_cached(&sql.delete)?.execute([key])?;
        Ok(true)
    }

    /// Brings a row back to an image, `None` being that it was not there.
    pub(crate) fn restore(&mut self, sql: &Sql, key: &str, image: Option<&str>) -> Result<()> {
        let current = image::current(self.conn, sql, key)?;
        if current.as_deref() == image {
            return Ok(());
        }
        self.log(sql, key, current.as_deref())?;
        if current.is_some() {
            self.conn.prepare_cached(&sql.delete)?.execute([key])?;
        }
        image.map_or(Ok(()), |image| image::insert(self.conn, sql, image))
    }

    /// Notes in the audit log what this operation lays open, prints or exports; `what` and `reason` can be erased later
    /// without breaking the log's chain.
    pub fn note_audit(&mut self, act: &str, what: Option<&str>, reason: Option<&str>) -> Result<()> {
        let id = self.mint();
        self.noted = true;
        audit::append(self.conn, self.author, id, &self.at, act, what, reason)
    }

    /// Remembers how a list with this set of captions was mapped.
    pub fn remember_mapping(&mut self, captions: &str, mapping: &str) -> Result<()> {
        self.noted = true;
        import_mapping::remember(self.conn, captions, mapping, &self.at)
    }

    /// Keeps the image before a change that was made by other means than [`Write::put`].
    pub(crate) fn note_change(&mut self, sql: &Sql, key: &str, before: Option<&str>) -> Result<()> {
        self.log(sql, key, before)
    }

    fn log(&mut self, sql: &Sql, key: &str, before: Option<&str>) -> Result<()> {
        self.log.execute((self.op, self.changes, sql.table, key, before))?;
        self.changes += 1;
        Ok(())
    }

    /// Writes the operation's own row, unless nothing changed, and says its number and whether there is anything to
    /// commit.
    pub(crate) fn finish(mut self, kind: OpKind, label: &str, undoes: Option<i64>) -> Result<(Option<i64>, bool)> {
        // An undo of what came to nothing is an operation all the same, or it could be undone for ever.
        if self.changes == 0 && undoes.is_none() && kind != OpKind::ERASE {
            return Ok((None, self.noted));
        }
        let id = self.mint();
        self.conn
            .prepare_cached(
                "INSERT INTO op(seq, id, kind, label, operator, at, station, counter, undoes)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT coalesce(max(counter), 0) + 1 FROM op), ?8)",
            )?
            .execute((
                self.op,
                id.to_string(),
                kind.name(),
                label,
                self.author.operator.to_string(),
                &self.at,
                self.author.device.to_string(),
                undoes,
            ))?;
        Ok((Some(self.op), true))
    }
}

/// Runs `act` as one operation in one transaction of `conn`; rolled back on an error or a panic.
pub(crate) fn write<T, E: From<StoreError>>(
    conn: &mut Connection,
    author: Author<'_>,
    kind: OpKind,
    label: &str,
    undoes: Option<i64>,
    act: impl FnOnce(&mut Write<'_>) -> Result<T, E>,
) -> Result<Written<T>, E> {
    let transaction =
        conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(StoreError::from)?;
    let mut write = Write::new(&transaction, author)?;
    let value = act(&mut write)?;
    let changes = write.changes;
    let (op, commit) = write.finish(kind, label, undoes)?;
    let ended = if commit { transaction.commit() } else { transaction.rollback() };
    ended.map_err(StoreError::from)?;
    if changes > LARGE {
        // An import fills the cache to its brim; a small laptop wants that back.
        let _ = conn.execute_batch("PRAGMA shrink_memory");
    }
    Ok(Written { value, op })
}

/// Runs `act` as [`write`] does and takes everything back: what would come of it, and what stands in its way.
pub(crate) fn rehearse<T, E: From<StoreError>>(
    conn: &mut Connection,
    author: Author<'_>,
    act: impl FnOnce(&mut Write<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction =
        conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(StoreError::from)?;
    let value = act(&mut Write::new(&transaction, author)?)?;
    transaction.rollback().map_err(StoreError::from)?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::hold;
    use crate::testing::book;
    use domain::person::Person;

    #[test]
    fn an_operation_that_fills_the_disk_is_refused_whole_and_can_be_tried_again() {
        let (_folder, book) = book();
        let size: u32 = hold(&book.writer).query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        let limit = |pages: u32| {
            hold(&book.writer)
                .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get::<_, u32>(0))
                .unwrap()
        };
        let import = || {
            book.write(OpKind::IMPORT, "导入", |w| {
                for _ in 0..1000 {
                    let person = Person::named(w.mint(), "王小测");
                    w.put(&person)?;
                }
                Ok::<_, StoreError>(())
            })
        };
        limit(size + 20);
        assert!(matches!(import(), Err(StoreError::Full)));
        assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 0);
        assert_eq!(book.check(false).unwrap(), vec![]);
        limit(size + 10_000);
        import().unwrap();
        assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 1000);
    }

    #[test]
    fn what_is_only_rehearsed_leaves_nothing_behind() {
        let (_folder, book) = book();
        let seen = book.rehearse(|w| {
            let person = Person::named(w.mint(), "王小测");
            w.put(&person)?;
            Ok::<_, StoreError>(w.get::<Person>(person.id)?.is_some())
        });
        assert!(seen.unwrap());
        assert_eq!((book.read(|r| r.count::<Person>()).unwrap(), book.history(0, 9, None).unwrap().0), (0, 0));
    }

    #[test]
    fn a_value_that_no_rule_of_the_table_allows_is_refused() {
        let (_folder, book) = book();
        let refused = book.write(OpKind::new("change"), "错", |w| {
            w.conn.execute("INSERT INTO person(id, name, sex) VALUES (?1, '', '3')", [w.operator().to_string()])?;
            Ok::<_, StoreError>(())
        });
        assert!(matches!(refused, Err(StoreError::Constraint)));
    }

    #[test]
    fn a_value_that_this_program_cannot_read_is_named_by_its_column_only() {
        let (_folder, book) = book();
        hold(&book.writer)
            .execute(
                "INSERT INTO person(id, name, birth) VALUES ('00000000-0000-7000-8000-000000000000', '王小测', '昨天')",
                [],
            )
            .unwrap();
        let error = book.read(|r| r.all::<Person>()).unwrap_err();
        assert!(matches!(&error, StoreError::Unreadable { table: "person", column } if column == "birth"));
        assert!(!format!("{error:?}").contains("昨天"));
    }
}
