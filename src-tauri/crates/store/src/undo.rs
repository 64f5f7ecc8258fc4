//! Undo and redo, as editors do it: an undo takes back the newest operation that stands, a redo the newest undo, and a
//! new operation ends what could be redone. The stacks are not kept anywhere: they follow from the operations.
//!
//! An undo is an operation of its own. It writes the images of another back in reverse and keeps images itself, so that
//! redo is nothing but the undo of an undo.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use crate::erase;
use crate::error::{Result, StoreError};
use crate::history::{self, OpRow};
use crate::image;
use crate::reference;
use crate::table::Sql;
use crate::tables;
use crate::write::{Author, OpKind, write};

/// An undo or a redo that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpDone {
    /// Number of the new operation.
    pub op: i64,
    /// Label of the operation that it was about.
    pub label: String,
}

/// The newest operation that stands.
pub(crate) fn next_undo(conn: &Connection) -> Result<Option<OpRow>> {
    newest(
        conn,
        "SELECT seq FROM op WHERE kind NOT IN ('undo', 'operator', 'hand_over', 'erase', 'close')
         AND NOT EXISTS (SELECT 1 FROM op AS later WHERE later.undoes = op.seq)
         ORDER BY seq DESC LIMIT 1",
    )
}

/// The newest undo that stands and that no new operation came after.
pub(crate) fn next_redo(conn: &Connection) -> Result<Option<OpRow>> {
    newest(
        conn,
        "SELECT seq FROM op WHERE kind = 'undo' AND NOT EXISTS (SELECT 1 FROM op AS later WHERE later.undoes = op.seq)
         AND seq > coalesce((SELECT seq FROM op WHERE undoes IS NULL ORDER BY seq DESC LIMIT 1), 0)
         ORDER BY seq DESC LIMIT 1",
    )
}

fn newest(conn: &Connection, sql: &str) -> Result<Option<OpRow>> {
    let seq = conn.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    seq.map(|seq| history::op(conn, seq)).transpose()
}

/// Takes back an operation, or the newest that stands.
pub(crate) fn undo(conn: &mut Connection, author: Author<'_>, op: Option<i64>) -> Result<OpDone> {
    let target = match op {
        None => next_undo(conn)?.ok_or(StoreError::NothingToUndo)?,
        Some(op) => {
            history::op(conn, op)?;
            let standing = history::stands(conn, op)?.map_err(|_| StoreError::AlreadyUndone)?;
            history::op(conn, standing)?
        }
    };
    take_back(conn, author, &target)
}

/// Takes back the newest undo.
pub(crate) fn redo(conn: &mut Connection, author: Author<'_>) -> Result<OpDone> {
    let target = next_redo(conn)?.ok_or(StoreError::NothingToRedo)?;
    take_back(conn, author, &target)
}

fn take_back(conn: &mut Connection, author: Author<'_>, target: &OpRow) -> Result<OpDone> {
    if let Some(refusal) = target.stays() {
        return Err(refusal);
    }
    let later = later_ops(conn, target.op)?;
    if !later.is_empty() {
        return Err(in_the_way(later));
    }
    let newest = next_undo(conn)?.is_some_and(|newest| newest.op == target.op);
    let kind = if target.kind == OpKind::UNDO.name() { OpKind::REDO } else { OpKind::UNDO };
    let written = write(conn, author, kind, &target.label, Some(target.op), |w| {
        let conn = w.conn;
        let mut changes = conn.prepare("SELECT tbl, \"row\", before FROM change WHERE op = ?1 ORDER BY n DESC")?;
        let mut rows = changes.query([target.op])?;
        while let Some(row) = rows.next()? {
            let sql = table(row.get_ref(0)?.as_str().unwrap_or_default())?;
            let key = row.get_ref(1)?.as_str().unwrap_or_default();
            w.restore(sql, key, row.get_ref(2)?.as_str_or_null().unwrap_or_default())?;
        }
        if erase::lives_again(conn)? {
            return Err(StoreError::BringsBack);
        }
        // What later operations newly hung on these rows. After the newest operation there is none, and the commit
        // looks again in any case.
        let left = if newest { Vec::new() } else { hanging(conn, target.op)? };
        if left.is_empty() { Ok(()) } else { Err(in_the_way(left)) }
    })?;
    Ok(OpDone { op: written.op.unwrap_or(target.op), label: target.label.clone() })
}

/// Why these have to be taken back first; when one of them never can be, that is why.
fn in_the_way(later: Vec<OpRow>) -> StoreError {
    later.iter().find_map(OpRow::stays).unwrap_or(StoreError::Later(later))
}

fn table(name: &str) -> Result<&'static Sql> {
    tables::logged().into_iter().find(|sql| sql.table == name).ok_or(StoreError::Damaged)
}

/// The operations after `op` that left a row of `op` other than it had left it. Values are compared, not numbers: what
/// was changed and changed back is no hindrance.
fn later_ops(conn: &Connection, op: i64) -> Result<Vec<OpRow>> {
    let last: i64 = conn.query_row("SELECT coalesce(max(seq), 0) FROM op", [], |row| row.get(0))?;
    if last == op {
        return Ok(Vec::new());
    }
    let mut next = conn.prepare_cached(
        "SELECT mine.tbl, mine.\"row\", next.before
         FROM (SELECT DISTINCT tbl, \"row\" FROM change WHERE op = ?1) AS mine
         JOIN change AS next ON next.\"row\" = mine.\"row\" AND next.tbl = mine.tbl AND next.op > ?1
         WHERE NOT EXISTS (
             SELECT 1 FROM change AS sooner
             WHERE sooner.\"row\" = mine.\"row\" AND sooner.tbl = mine.tbl AND sooner.op > ?1
             AND (sooner.op < next.op OR (sooner.op = next.op AND sooner.n < next.n)))",
    )?;
    let mut rows = next.query([op])?;
    let mut ops = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let name = row.get_ref(0)?.as_str().unwrap_or_default();
        let key = row.get_ref(1)?.as_str().unwrap_or_default();
        let left: Option<&str> = row.get_ref(2)?.as_str_or_null().unwrap_or_default();
        let same = match (left, image::current(conn, table(name)?, key)?.as_deref()) {
            (None, None) => true,
            (Some(left), Some(current)) => image::same(left, current)?,
            _ => false,
        };
        if !same {
            changers(conn, op, name, key, &mut ops)?;
        }
    }
    standing(conn, &ops)
}

/// The operations after `op` that changed rows which now point to nothing.
fn hanging(conn: &Connection, op: i64) -> Result<Vec<OpRow>> {
    let mut ops = BTreeSet::new();
    for one in reference::dangling(conn)? {
        changers(conn, op, &one.table, &one.key, &mut ops)?;
    }
    standing(conn, &ops)
}

fn changers(conn: &Connection, after: i64, table: &str, key: &str, ops: &mut BTreeSet<i64>) -> Result<()> {
    let mut changers = conn.prepare_cached("SELECT op FROM change WHERE \"row\" = ?1 AND tbl = ?2 AND op > ?3")?;
    let found = changers.query_map((key, table, after), |row| row.get(0))?;
    for op in found {
        ops.insert(op?);
    }
    Ok(())
}

/// Of these operations those that a person would have to undo first, newest first.
fn standing(conn: &Connection, ops: &BTreeSet<i64>) -> Result<Vec<OpRow>> {
    let rows: Vec<OpRow> = ops.iter().rev().map(|op| history::op(conn, *op)).collect::<Result<_>>()?;
    let (first, rest): (Vec<OpRow>, Vec<OpRow>) =
        rows.into_iter().partition(|op| op.kind != OpKind::UNDO.name() && op.undone_by.is_none());
    Ok(if first.is_empty() { rest } else { first })
}
