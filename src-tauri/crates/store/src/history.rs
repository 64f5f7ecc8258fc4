//! The history of operations: who did what, when, and what of it stands.

use domain::id::Id;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use crate::error::{Result, StoreError};
use crate::reference::with_pointing;
use crate::write::OpKind;

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpRow {
    /// Its number.
    pub op: i64,
    /// [`crate::OpKind::name`]; `undo` and `redo` for the store's own.
    pub kind: String,
    /// As shown; an undo and a redo bear the label of what they are about.
    pub label: String,
    /// Who did it, by name.
    pub operator: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// For an undo or a redo: the operation that it took back.
    pub undoes: Option<i64>,
    /// The operation by which this one is taken back now; none again after a redo.
    pub undone_by: Option<i64>,
    /// How many rows it changed.
    pub rows: i64,
}

impl OpRow {
    /// Why it can never be taken back, whatever came after it.
    pub(crate) fn stays(&self) -> Option<StoreError> {
        if [OpKind::OPERATOR, OpKind::HAND_OVER].iter().any(|kind| kind.name() == self.kind) {
            return Some(StoreError::OperatorsStay);
        }
        match &self.kind {
            kind if kind == OpKind::ERASE.name() => Some(StoreError::ErasedStays),
            kind if kind == OpKind::CLOSE.name() => Some(StoreError::ClosedStays),
            _ => None,
        }
    }

    /// Whether it can be taken back as far as it alone is concerned; later operations may stand in the way.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.undone_by.is_none() && self.undoes.is_none() && self.stays().is_none()
    }
}

const OP: &str = "SELECT op.seq, op.kind, op.label, operator.name, op.at, op.undoes,
        coalesce((SELECT n + 1 FROM change WHERE change.op = op.seq ORDER BY n DESC LIMIT 1), 0)
    FROM op JOIN operator ON operator.id = op.operator";

fn row_to_op(row: &rusqlite::Row<'_>) -> rusqlite::Result<OpRow> {
    Ok(OpRow {
        op: row.get(0)?,
        kind: row.get(1)?,
        label: row.get(2)?,
        operator: row.get(3)?,
        at: row.get(4)?,
        undoes: row.get(5)?,
        undone_by: None,
        rows: row.get(6)?,
    })
}

/// The operation of a number.
pub(crate) fn op(conn: &Connection, seq: i64) -> Result<OpRow> {
    let mut one = conn.prepare_cached(&format!("{OP} WHERE op.seq = ?1"))?;
    let mut op = one.query_row([seq], row_to_op).optional()?.ok_or(StoreError::NoSuchOp)?;
    op.undone_by = stands(conn, seq)?.err();
    Ok(op)
}

/// `Ok`: the operation is in force, through the last of its redos, which is returned (or itself). `Err`: the undo by
/// which it is taken back now.
pub(crate) fn stands(conn: &Connection, seq: i64) -> Result<std::result::Result<i64, i64>> {
    let mut next = conn.prepare_cached("SELECT seq FROM op WHERE undoes = ?1")?;
    let mut last = seq;
    let mut turns = 0;
    while let Some(after) = next.query_row([last], |row| row.get(0)).optional()? {
        last = after;
        turns += 1;
    }
    Ok(if turns % 2 == 0 { Ok(last) } else { Err(last) })
}

/// The operation that made the row itself, the last time that one did.
pub(crate) fn maker(conn: &Connection, record: Id) -> Result<Option<i64>> {
    let sql = "SELECT max(op) FROM change WHERE \"row\" = ?1 AND before IS NULL";
    Ok(conn.prepare_cached(sql)?.query_row([record.to_string()], |row| row.get(0))?)
}

/// The instant of the first operation that wrote the row itself.
pub(crate) fn first(conn: &Connection, record: Id) -> Result<Option<String>> {
    let sql = "SELECT at FROM op WHERE seq = (SELECT min(op) FROM change WHERE \"row\" = ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([record.to_string()], |row| row.get(0)).optional()?)
}

/// One page of the history, newest first, with the number of all operations; with `record` only those that changed it or
/// what hangs on it as it stands. What was taken out since is found in the whole history only.
pub(crate) fn page(conn: &Connection, offset: usize, limit: usize, record: Option<Id>) -> Result<(usize, Vec<OpRow>)> {
    let rows = record.map(|id| with_pointing(conn, &id.to_string())).transpose()?;
    let rows = rows.map(|rows| serde_json::to_string(&rows)).transpose().map_err(|_| StoreError::Damaged)?;
    let filter = "WHERE ?1 IS NULL OR op.seq IN
        (SELECT change.op FROM json_each(?1) AS one JOIN change ON change.\"row\" = one.value)";
    let total: u32 =
        conn.prepare_cached(&format!("SELECT count(*) FROM op {filter}"))?.query_row([&rows], |row| row.get(0))?;
    let mut page = conn.prepare_cached(&format!("{OP} {filter} ORDER BY op.seq DESC LIMIT ?2 OFFSET ?3"))?;
    let size = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let mut ops: Vec<OpRow> =
        page.query_map((&rows, size(limit), size(offset)), row_to_op)?.collect::<rusqlite::Result<_>>()?;
    for op in &mut ops {
        op.undone_by = stands(conn, op.op)?.err();
    }
    Ok((total as usize, ops))
}
