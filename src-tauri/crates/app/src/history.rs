//! What was done, one operation after the other, and taking it back. Which can be taken back at all, and what stands in
//! the way, is the store's to say.

use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::session::{OpLabel, Session, id};

/// A part of a longer list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Page<T: TS> {
    /// How many there are in all.
    pub total: usize,
    /// Those asked for.
    pub rows: Vec<T>,
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HistoryRow {
    /// Its number.
    pub op: i64,
    /// Such as `import`.
    pub kind: String,
    /// What it did, in words.
    pub label: String,
    /// Who did it.
    pub operator: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// Taken back by now.
    pub undone: bool,
    /// For an undo or a redo: what it took back.
    pub undoes: Option<i64>,
    /// Can be taken back.
    pub can_undo: bool,
    /// How many rows it changed.
    pub rows: i64,
}

impl From<store::OpRow> for HistoryRow {
    fn from(op: store::OpRow) -> Self {
        let can_undo = op.can_undo();
        Self {
            op: op.op,
            kind: op.kind,
            label: op.label,
            operator: op.operator,
            at: op.at,
            undone: op.undone_by.is_some(),
            undoes: op.undoes,
            can_undo,
            rows: op.rows,
        }
    }
}

/// The operations, newest first; of one record when `record` is given.
///
/// # Errors
/// What the store says.
pub fn history(session: &Session, offset: usize, limit: usize, record: Option<&str>) -> Result<Page<HistoryRow>> {
    let record = record.map(id).transpose()?;
    let (total, rows) = session.book().history(offset, limit, record)?;
    Ok(Page { total, rows: rows.into_iter().map(HistoryRow::from).collect() })
}

/// Takes back an operation; the newest that stands when none is named.
///
/// # Errors
/// `undo.nothing`; `undo.later` when later ones changed the same rows, with their labels as hint; `undo.operators`,
/// `undo.erased`, `undo.brings_back` for what stays.
pub fn undo(session: &Session, op: Option<i64>) -> Result<OpLabel> {
    let done = session.book().undo(op);
    session.forget();
    let done = done?;
    Ok(OpLabel { op: done.op, label: done.label, at: session.host().now() })
}

/// Does again what was taken back last.
///
/// # Errors
/// `redo.nothing`.
pub fn redo(session: &Session) -> Result<OpLabel> {
    let done = session.book().redo();
    session.forget();
    let done = done?;
    Ok(OpLabel { op: done.op, label: done.label, at: session.host().now() })
}

/// The newest operation of a label.
pub(crate) fn newest(session: &Session, label: &str) -> Result<Option<OpLabel>> {
    const PART: usize = 100;
    let mut offset = 0;
    loop {
        let (total, rows) = session.book().history(offset, PART, None)?;
        offset += PART;
        if let Some(op) = rows.into_iter().find(|op| op.label == label) {
            return Ok(Some(OpLabel { op: op.op, label: op.label, at: op.at }));
        }
        if offset >= total {
            return Ok(None);
        }
    }
}

/// The label of what was just done; `None` when nothing changed.
pub(crate) fn done(session: &Session, op: Option<i64>, label: &str) -> Result<Option<OpLabel>> {
    Ok(op.map(|op| OpLabel { op, label: label.to_owned(), at: session.host().now() }))
}
