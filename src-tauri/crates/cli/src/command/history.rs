//! `history`, `undo`, `redo`: what was done, and taking it back.

use app::failure::Result;
use app::history::{self, HistoryRow};
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::{History, Undo};
use crate::columns::{clock, columns};

/// Rows that are read at a time.
const PAGE: usize = 500;

pub fn list(session: &Session, typed: &History) -> Result<Answer> {
    let mut rows: Vec<HistoryRow> = Vec::new();
    loop {
        let page = history::history(session, rows.len(), PAGE, typed.record.as_deref())?;
        let last = page.rows.is_empty();
        rows.extend(page.rows);
        if last || rows.len() >= page.total {
            break;
        }
    }
    let head = ["操作", "时间", "使用人", "做了什么", ""].map(str::to_owned);
    let line = |row: &HistoryRow| {
        let note = if row.undone { "已撤销" } else { "" };
        [row.op.to_string(), clock(&row.at), row.operator.clone(), row.label.clone(), note.to_owned()]
    };
    let text = columns(&std::iter::once(head).chain(rows.iter().map(line)).collect::<Vec<_>>());
    Ok(Answer::new(&rows, text))
}

pub fn undo(session: &Session, typed: &Undo) -> Result<Answer> {
    let done = history::undo(session, typed.op)?;
    Ok(Answer::new(&done, format!("已撤销：{}（操作 {}）；可以用 redo 重做", done.label, done.op)))
}

pub fn redo(session: &Session) -> Result<Answer> {
    let done = history::redo(session)?;
    Ok(Answer::new(&done, format!("已重做：{}（操作 {}）", done.label, done.op)))
}
