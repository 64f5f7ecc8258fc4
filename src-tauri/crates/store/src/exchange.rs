//! Rows as an exchange carries them: of any table by its name, each value as its text.
//!
//! Here too: the rows as they stood in exports that were written or taken, from which it is told who changed what. They are
//! in no operation, as pictures are: an export that is undone leaves them behind and finds them again when that is undone.

use domain::id::Id;
use rusqlite::{OptionalExtension, params_from_iter, types::ValueRef};

use crate::error::{Result, StoreError};
use crate::image::{self, Image};
use crate::read::{Reader, text};
use crate::table::Sql;
use crate::tables::{self, Reads};
use crate::value::Cell;
use crate::write::Write;

/// A table whose rows are carried.
pub struct CarriedTable {
    sql: &'static Sql,
    reads: Reads,
    /// Which of its columns hold counts and flags.
    counts: Vec<bool>,
    /// The table to whose rows each column points.
    refers: Vec<Option<String>>,
}

impl CarriedTable {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.sql.table
    }

    /// Its columns without the row id, each with the table that it points to.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, Option<&str>)> {
        self.sql.columns.iter().copied().zip(self.refers.iter().map(Option::as_deref)).skip(1)
    }
}

/// The column of row ids.
const ID: &str = "id";

/// A row that is carried: its id and its values, in the order of its table's columns without the id.
pub type CarriedRow = (Id, Vec<Option<String>>);

/// Which rows of an export are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// As they were sent.
    Sent,
    /// As both sides have them in common.
    Common,
    /// As the other side last said them.
    Had,
}

/// A row as it stood in an export: table, id, values by column.
pub type KeptRow = (String, Id, Vec<(String, Option<String>)>);

impl Reader<'_> {
    /// A table that is carried; none when none of that name is.
    pub fn carried_table(&self, name: &str) -> Result<Option<CarriedTable>> {
        let Some((sql, reads)) = tables::carried().into_iter().find(|(sql, _)| sql.table == name) else {
            return Ok(None);
        };
        let mut types = self.conn.prepare_cached("SELECT type FROM pragma_table_info(?1) WHERE name = ?2")?;
        let mut keys =
            self.conn.prepare_cached("SELECT \"table\" FROM pragma_foreign_key_list(?1) WHERE \"from\" = ?2")?;
        let (mut counts, mut refers) = (Vec::new(), Vec::new());
        for column in &sql.columns {
            counts.push(types.query_row((name, column), |row| row.get::<_, String>(0))? == "INTEGER");
            refers.push(keys.query_row((name, column), |row| row.get(0)).optional()?);
        }
        Ok(Some(CarriedTable { sql, reads, counts, refers }))
    }

    /// All rows of a table, by id.
    pub fn carried(&self, table: &CarriedTable) -> Result<Vec<CarriedRow>> {
        let mut all = self.conn.prepare_cached(&table.sql.all)?;
        let mut rows = all.query([])?;
        let mut carried = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get_ref(0)?.as_str().ok().and_then(|id| id.parse().ok()).ok_or(StoreError::Damaged)?;
            let mut values = Vec::with_capacity(table.sql.columns.len() - 1);
            for at in 1..table.sql.columns.len() {
                values.push(match row.get_ref(at)? {
                    ValueRef::Null => None,
                    ValueRef::Integer(number) => Some(number.to_string()),
                    ValueRef::Text(_) => Some(row.get(at)?),
                    ValueRef::Real(_) | ValueRef::Blob(_) => return Err(StoreError::Damaged),
                });
            }
            carried.push((id, values));
        }
        Ok(carried)
    }

    /// The records of erased persons.
    pub fn erased(&self) -> Result<Vec<Id>> {
        let mut all = self.conn.prepare_cached("SELECT \"row\" FROM tombstone")?;
        let ids = all.query_map([], |row| row.get::<_, String>(0))?;
        ids.map(|id| id?.parse().map_err(|_| StoreError::Damaged)).collect()
    }

    /// The rows of an export as `via` made them; none when that made nothing of them.
    pub fn kept_rows(&self, export: Id, via: Id, part: Part) -> Result<Option<Vec<KeptRow>>> {
        let mut all = self.conn.prepare_cached(
            "SELECT tbl, \"row\", image.image FROM exchange_row
             JOIN exchange_image AS image ON image.id = exchange_row.image
             WHERE export = ?1 AND via = ?2 AND part = ?3",
        )?;
        let mut rows = all.query((text(&export.encode()), text(&via.encode()), part as i64))?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get_ref(1)?.as_str().ok().and_then(|id| id.parse().ok()).ok_or(StoreError::Damaged)?;
            let image = Image::parse(row.get_ref(2)?.as_str().map_err(|_| StoreError::Damaged)?)?;
            let values = image
                .columns()
                .filter(|(column, _)| *column != ID)
                .map(|(column, cell)| (column.to_owned(), told(cell)))
                .collect();
            kept.push((row.get(0)?, id, values));
        }
        Ok((!kept.is_empty()).then_some(kept))
    }
}

fn told(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Null => None,
        Cell::Integer(number) => Some(number.to_string()),
        Cell::Text(_) | Cell::Id(_) => Some(cell.text().to_owned()),
    }
}

impl Write<'_> {
    /// Writes a carried row, new or changed, and keeps the image before it. False when the table cannot hold it: a word
    /// that is none of its list, a date that is none.
    pub fn put_carried(&mut self, table: &CarriedTable, row: &CarriedRow) -> Result<bool> {
        let (id, values) = row;
        let Some(cells) = table.cells(*id, values) else { return Ok(false) };
        let marks: Vec<String> = (1..=cells.len()).map(|n| format!("?{n}")).collect();
        let probe = format!("SELECT {}", marks.join(","));
        let read = self.conn.prepare_cached(&probe)?.query_row(params_from_iter(&cells), table.reads);
        if read.is_err() {
            return Ok(false);
        }
        let key = id.encode();
        let key = text(&key);
        let before = image::current(self.conn, table.sql, key)?;
        let statement = if before.is_some() { &table.sql.update } else { &table.sql.insert };
        match self.conn.prepare_cached(statement)?.execute(params_from_iter(&cells)) {
            Ok(_) => {}
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
                return Ok(false);
            }
            Err(error) => return Err(error.into()),
        }
        self.note_change(table.sql, key, before.as_deref())?;
        Ok(true)
    }

    /// Takes a carried row away and keeps its image.
    pub fn remove_carried(&mut self, table: &CarriedTable, id: Id) -> Result<()> {
        self.restore(table.sql, text(&id.encode()), None)
    }

    /// Keeps rows of an export as `via` made them: table, id, values by column. An image that a row had in an earlier
    /// export is not written again.
    pub fn keep_rows(&mut self, export: Id, via: Id, part: Part, rows: &[KeptRow]) -> Result<()> {
        let conn = self.conn;
        let mut last = conn.prepare_cached(
            "SELECT id, image FROM exchange_image WHERE \"row\" = ?1 AND tbl = ?2 ORDER BY id DESC LIMIT 4",
        )?;
        let mut new = conn.prepare_cached("INSERT INTO exchange_image(tbl, \"row\", image) VALUES(?1, ?2, ?3)")?;
        let mut row = conn.prepare_cached(
            "INSERT INTO exchange_row(export, via, part, image) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        )?;
        let (export, via) = (export.encode(), via.encode());
        for (table, id, values) in rows {
            let key = id.encode();
            // By its id an image is known as somebody's when they are erased.
            let image = image::of_values(&[(ID, Some(text(&key)))], values)?;
            let known: Vec<(i64, String)> = last
                .query_map((text(&key), table), |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let at = match known.into_iter().find(|(_, known)| *known == image) {
                Some((at, _)) => at,
                None => {
                    new.execute((table, text(&key), &image))?;
                    conn.last_insert_rowid()
                }
            };
            row.execute((text(&export), text(&via), part as i64, at))?;
        }
        Ok(())
    }
}

impl CarriedTable {
    /// The cells of a row; none when a count is none.
    fn cells<'v>(&self, id: Id, values: &'v [Option<String>]) -> Option<Vec<Cell<'v>>> {
        let mut cells = vec![Cell::Id(id.encode())];
        for (value, is_count) in values.iter().zip(self.counts.iter().skip(1)) {
            cells.push(match value {
                None => Cell::Null,
                Some(value) if *is_count => Cell::Integer(value.parse().ok()?),
                Some(value) => Cell::Text(std::borrow::Cow::Borrowed(value)),
            });
        }
        (cells.len() == self.sql.columns.len()).then_some(cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::book;
    use crate::{Book, Erasure, OpKind};
    use domain::person::Person;

    const TAKE: OpKind = OpKind::new("take");

    fn table(book: &Book, name: &str) -> CarriedTable {
        book.read(|reader| reader.carried_table(name)).unwrap().unwrap()
    }

    fn values(table: &CarriedTable, said: &[(&str, &str)]) -> Vec<Option<String>> {
        let of = |column: &str| said.iter().find(|(name, _)| *name == column).map(|(_, text)| (*text).to_owned());
        table.columns().map(|(column, _)| of(column)).collect()
    }

    fn put(book: &Book, table: &CarriedTable, row: &CarriedRow) -> bool {
        book.write(TAKE, "接收", |w| w.put_carried(table, row)).unwrap().value
    }

    #[test]
    fn a_carried_row_is_written_as_any_other_and_undone_as_any_other() {
        let (_folder, book) = book();
        let persons = table(&book, "person");
        let id = Id::from_u128(7);
        assert!(put(&book, &persons, &(id, values(&persons, &[("name", "示例甲"), ("sex", "1")]))));
        assert!(put(&book, &persons, &(id, values(&persons, &[("name", "示例乙"), ("sex", "1")]))));
        let name = || book.read(|r| r.get::<Person>(id)).unwrap().map(|row| row.name);
        assert_eq!(name().as_deref(), Some("示例乙"));
        assert_eq!(
            book.read(|r| r.carried(&persons)).unwrap()[0].1,
            values(&persons, &[("name", "示例乙"), ("sex", "1")])
        );
        book.undo(None).unwrap();
        assert_eq!(name().as_deref(), Some("示例甲"));
        book.write(TAKE, "接收", |w| w.remove_carried(&persons, id)).unwrap();
        assert_eq!(name(), None);
        book.undo(None).unwrap();
        assert_eq!(name().as_deref(), Some("示例甲"));
    }

    #[test]
    fn what_the_table_cannot_hold_is_not_written() {
        let (_folder, book) = book();
        let persons = table(&book, "person");
        let roles = table(&book, "residence");
        for wrong in
            [&[("name", "示例甲"), ("sex", "3")][..], &[("sex", "1")], &[("name", "示例甲"), ("birth", "昨天")]]
        {
            assert!(!put(&book, &persons, &(Id::from_u128(7), values(&persons, wrong))), "{wrong:?}");
        }
        assert!(!put(&book, &roles, &(Id::from_u128(8), values(&roles, &[("kind", "奶奶家")]))));
        assert_eq!(book.history(0, 9, None).unwrap().0, 0);
        assert!(book.read(|r| r.carried_table("operator")).unwrap().is_none(), "operators are this book's own");
    }

    #[test]
    fn rows_of_an_export_come_back_as_they_were_and_an_image_is_kept_once() {
        let (_folder, book) = book();
        let (one, two) = (Id::from_u128(1), Id::from_u128(2));
        let row = |name: &str| -> KeptRow {
            ("person".into(), Id::from_u128(7), vec![("name".into(), Some(name.into())), ("sex".into(), None)])
        };
        book.write(TAKE, "导出", |w| {
            w.keep_rows(one, one, Part::Sent, &[row("示例甲")])?;
            w.keep_rows(two, two, Part::Sent, &[row("示例乙")])?;
            w.keep_rows(two, one, Part::Common, &[row("示例甲")])?;
            // Else nothing would be committed.
            w.note_audit("export", None, None)
        })
        .unwrap();
        let kept = |export, via, part| book.read(|r| r.kept_rows(export, via, part)).unwrap();
        assert_eq!(kept(one, one, Part::Sent), Some(vec![row("示例甲")]));
        assert_eq!(kept(two, one, Part::Common), Some(vec![row("示例甲")]));
        assert_eq!(kept(two, two, Part::Common), None);
        let images: u32 = crate::book::hold(&book.writer)
            .query_row("SELECT count(*) FROM exchange_image", [], |row| row.get(0))
            .unwrap();
        assert_eq!(images, 2);
    }

    #[test]
    fn who_is_erased_is_erased_from_the_rows_of_exports_too() {
        let (_folder, book) = book();
        let persons = table(&book, "person");
        let id = Id::from_u128(7);
        let said = values(&persons, &[("name", "示例甲"), ("phone", "13800000000")]);
        put(&book, &persons, &(id, said.clone()));
        let by_column = persons.columns().map(|(column, _)| column.to_owned()).zip(said).collect();
        book.write(TAKE, "导出", |w| {
            w.keep_rows(id, id, Part::Sent, &[("person".into(), id, by_column)])?;
            w.note_audit("export", None, None)
        })
        .unwrap();
        let erasure = Erasure { records: vec![(id, None)], reason: "本人要求".into() };
        book.erase(&erasure, true).unwrap();
        let kept = book.read(|r| r.kept_rows(id, id, Part::Sent)).unwrap().unwrap();
        assert!(!format!("{kept:?}").contains("示例甲") && !format!("{kept:?}").contains("13800000000"));
        assert_eq!(book.read(|r| r.erased()).unwrap(), [id]);
    }
}
