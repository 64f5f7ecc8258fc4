//! Erasing: what the book holds of a person is blanked, in rows and in the images of rows, so that nothing is left of
//! them but what counting past months needs: that somebody lived there, from when to when, of which kind.
//!
//! Rows, operations and the audit log's chain stay; a tombstone says which record it was and when. Rows and their images
//! are blanked in the same way, so that operations from before can still be compared and taken back, and nothing comes
//! back by it. Who may be erased, and since when they counted, is `app`'s to say; backups are files of their own.

mod places;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use domain::date::PartialDate;
use domain::id::Id;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde::Serialize;

use crate::audit;
use crate::book::{Book, hold};
use crate::error::{Result, StoreError};
use crate::image::{self, Image};
use crate::read::Reader;
use crate::table::Sql;
use crate::tables;
use crate::write::{Author, OpKind, Write};
use places::Whom;

/// Stands where something was said of an erased person.
pub const ERASED: &str = "（已清除）";

/// Who is to be erased, and why.
#[derive(Clone, Debug)]
pub struct Erasure {
    /// The records of the person: more than one when records were merged. For one who was born after the book's
    /// opening the day of birth, on which what has no beginning of its own began; else none.
    pub records: Vec<(Id, Option<PartialDate>)>,
    /// For the audit log.
    pub reason: String,
}

/// What was blanked in one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Blanked {
    /// Which.
    pub table: String,
    /// Rows.
    pub rows: usize,
    /// Images of rows in the history.
    pub images: usize,
}

/// What an erasing blanked, or would.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// By table, those in which something was.
    pub tables: Vec<Blanked>,
    /// Number of the operation; none of a trial.
    pub op: Option<i64>,
    /// Nothing of it is left in the write-ahead log either; `false` when somebody was reading all the time, or the disk
    /// did not let us.
    pub folded: bool,
}

impl Book {
    /// Blanks all that the book holds of a person. Without `commit` only says what that would be.
    ///
    /// # Errors
    /// A record that is not there; what the disk says. Nothing is changed then.
    pub fn erase(&self, erasure: &Erasure, commit: bool) -> Result<Erased> {
        let mut conn = hold(&self.writer);
        let mut erased = erase(&mut conn, self.author(), erasure, commit)?;
        if commit {
            // Deleted content is overwritten (`secure_delete`); what the log still holds of older pages goes with it.
            // It is erased by now, whatever becomes of that.
            let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
            erased.folded = busy.is_ok_and(|busy| busy == 0);
        }
        Ok(erased)
    }
}

impl Reader<'_> {
    /// Whether a record is that of an erased person.
    pub fn is_erased(&self, record: Id) -> Result<bool> {
        let mut one = self.conn.prepare_cached("SELECT 1 FROM tombstone WHERE \"row\" = ?1")?;
        Ok(one.query_row([record.to_string()], |_| Ok(())).optional()?.is_some())
    }
}

/// Whether somebody who was erased lives somewhere again: by an undo of how they had left.
pub(crate) fn lives_again(conn: &Connection) -> Result<bool> {
    let mut any = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM tombstone JOIN residence ON residence.person = tombstone.\"row\"
         WHERE residence.\"to\" IS NULL)",
    )?;
    Ok(any.query_row([], |row| row.get(0))?)
}

fn erase(conn: &mut Connection, author: Author<'_>, erasure: &Erasure, commit: bool) -> Result<Erased> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let whom = Whom::find(&transaction, &erasure.records)?;
    let mut counts = Counts::default();
    let at = author.chance.now();
    for sql in tables::logged() {
        counts.rows(sql.table, rows(&transaction, sql, &whom)?);
    }
    for (table, images) in images(&transaction, &whom)? {
        counts.images(&table, images);
    }
    counts.rows("picture", pictures(&transaction, &whom)?);
    counts.rows("exchange_image", exchanged(&transaction, &whom)?);
    counts.rows("op", labels(&transaction, &whom)?);
    counts.rows("draft", drafts(&transaction, &whom)?);
    counts.rows("audit_log", audited(&transaction, &whom)?);
    for (record, _) in &erasure.records {
        transaction
            .prepare_cached("INSERT INTO tombstone(\"row\", at) VALUES(?1, ?2) ON CONFLICT DO NOTHING")?
            .execute((record.to_string(), &at))?;
    }
    let mut write = Write::new(&transaction, author)?;
    let reason = whom.words.without(&erasure.reason).unwrap_or_else(|| erasure.reason.clone());
    for (record, _) in &erasure.records {
        write.note_audit("erase", Some(&record.to_string()), Some(&reason))?;
    }
    let (op, _) = write.finish(OpKind::ERASE, "清除个人信息", None)?;
    if commit {
        transaction.commit()?;
    } else {
        transaction.rollback()?;
    }
    Ok(Erased { tables: counts.list(), op: op.filter(|_| commit), folded: false })
}

/// Empties pictures. Their hashes stay, so that the rows that point to them go on doing so.
fn pictures(conn: &Connection, whom: &Whom) -> Result<usize> {
    let mut empty = conn.prepare_cached("UPDATE picture SET jpeg = x'' WHERE sha256 = ?1 AND length(jpeg) > 0")?;
    let mut changed = 0;
    for sha256 in whom.pictures(conn)? {
        changed += empty.execute([sha256])?;
    }
    Ok(changed)
}

/// Blanks the rows of a table; says how many.
fn rows(conn: &Connection, sql: &Sql, whom: &Whom) -> Result<usize> {
    let mut changed: Vec<String> = Vec::new();
    {
        let mut all = conn.prepare_cached(&sql.all)?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            changed.extend(whom.blank(sql.table, &image::of_row(sql, row)?)?);
        }
    }
    let mut update = conn.prepare_cached(&sql.update)?;
    for text in &changed {
        update.execute(rusqlite::params_from_iter(Image::parse(text)?.cells()))?;
    }
    Ok(changed.len())
}

/// Blanks the images of all rows; says how many by table.
fn images(conn: &Connection, whom: &Whom) -> Result<BTreeMap<String, usize>> {
    let mut changed: Vec<(i64, i64, String)> = Vec::new();
    let mut counts = BTreeMap::new();
    {
        let mut all = conn.prepare("SELECT op, n, tbl, before FROM change WHERE before IS NOT NULL")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            let text = |at: usize| row.get_ref(at).ok().and_then(|value| value.as_str().ok()).unwrap_or_default();
            if let Some(image) = whom.blank(text(2), text(3))? {
                *counts.entry(text(2).to_owned()).or_default() += 1;
                changed.push((row.get(0)?, row.get(1)?, image));
            }
        }
    }
    let mut update = conn.prepare("UPDATE change SET before = ?3 WHERE op = ?1 AND n = ?2")?;
    for change in changed {
        update.execute(change)?;
    }
    Ok(counts)
}

/// Blanks the images of rows that were exchanged.
fn exchanged(conn: &Connection, whom: &Whom) -> Result<usize> {
    let mut changed: Vec<(i64, String)> = Vec::new();
    {
        let mut all = conn.prepare("SELECT id, tbl, image FROM exchange_image")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            let text = |at: usize| row.get_ref(at).ok().and_then(|value| value.as_str().ok()).unwrap_or_default();
            if let Some(image) = whom.blank(text(1), text(2))? {
                changed.push((row.get(0)?, image));
            }
        }
    }
    let mut update = conn.prepare("UPDATE exchange_image SET image = ?2 WHERE id = ?1")?;
    for change in &changed {
        update.execute((change.0, &change.1))?;
    }
    Ok(changed.len())
}

/// Takes their words out of what operations are called.
fn labels(conn: &Connection, whom: &Whom) -> Result<usize> {
    let mut all = conn.prepare("SELECT seq, label FROM op")?;
    let labels =
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    let mut changed = 0;
    for (seq, label) in labels {
        if let Some(label) = whom.words.without(&label) {
            conn.execute("UPDATE op SET label = ?2 WHERE seq = ?1", (seq, label))?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// Drops the drafts that hold a word or a record of theirs.
fn drafts(conn: &Connection, whom: &Whom) -> Result<usize> {
    let mut all = conn.prepare("SELECT key, value FROM draft")?;
    let drafts = all
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let theirs: Vec<String> = drafts
        .into_iter()
        .filter(|(key, value)| [key, value].into_iter().any(|text| whom.touches(text)))
        .map(|(key, _)| key)
        .collect();
    for key in &theirs {
        conn.execute("DELETE FROM draft WHERE key = ?1", [key])?;
    }
    Ok(theirs.len())
}

/// Blanks the words of audit entries that hold a word of theirs; their seals stay, and the chain with them.
fn audited(conn: &Connection, whom: &Whom) -> Result<usize> {
    let mut entries = conn.prepare("SELECT seq, coalesce(what, ''), coalesce(reason, '') FROM audit_log")?;
    let entries = entries
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(i64, String, String)>>>()?;
    let theirs: Vec<i64> = entries
        .into_iter()
        .filter(|(_, what, reason)| [what, reason].into_iter().any(|text| whom.words.are_in(text)))
        .map(|(seq, ..)| seq)
        .collect();
    audit::blank(conn, &theirs)?;
    Ok(theirs.len())
}

/// What was blanked, by table.
#[derive(Default)]
struct Counts(BTreeMap<String, (usize, usize)>);

impl Counts {
    fn rows(&mut self, table: &str, rows: usize) {
        self.0.entry(table.to_owned()).or_default().0 += rows;
    }

    fn images(&mut self, table: &str, images: usize) {
        self.0.entry(table.to_owned()).or_default().1 += images;
    }

    fn list(self) -> Vec<Blanked> {
        let counts = self.0.into_iter().filter(|(_, (rows, images))| rows + images > 0);
        counts.map(|(table, (rows, images))| Blanked { table, rows, images }).collect()
    }
}

/// The values of a column of rows and of images, as they stand: of what is there and of what was.
fn said(
    conn: &Connection,
    table: &str,
    of: impl Fn(&Image<'_>) -> bool,
    mut take: impl FnMut(&Image<'_>),
) -> Result<()> {
    let sql = tables::logged().into_iter().find(|sql| sql.table == table).ok_or(StoreError::Damaged)?;
    let mut look = |text: &str| -> Result<()> {
        let image = Image::parse(text)?;
        if of(&image) {
            take(&image);
        }
        Ok(())
    };
    let mut all = conn.prepare_cached(&sql.all)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        look(&image::of_row(sql, row)?)?;
    }
    let mut kept = conn.prepare_cached("SELECT before FROM change WHERE tbl = ?1 AND before IS NOT NULL")?;
    let mut images = kept.query([table])?;
    while let Some(row) = images.next()? {
        look(row.get_ref(0)?.as_str().unwrap_or_default())?;
    }
    Ok(())
}

/// Ids of rows, as texts.
type Ids = BTreeSet<String>;

#[cfg(test)]
mod tests;
