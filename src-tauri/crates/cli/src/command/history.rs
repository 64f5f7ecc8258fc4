//! `history`, `undo`, `redo`, `audit`: what was done, taking it back, and who laid open what.

use app::audit::{self, AuditRow};
use app::failure::Result;
use app::history::{self, HistoryRow};
use app::session::Session;
use serde_json::json;

use crate::answer::{Answer, Exit};
use crate::arguments::{Audit, History, Undo};
use crate::columns::{columns, or_none};

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
    let head = ["操作", "时间（UTC）", "使用人", "做了什么", ""].map(str::to_owned);
    let line = |row: &HistoryRow| {
        let note = if row.undone { "已撤销" } else { "" };
        [row.op.to_string(), row.at.clone(), row.operator.clone(), row.label.clone(), note.to_owned()]
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

pub fn audit(session: &Session, typed: &Audit) -> Result<Answer> {
    let mut rows = Vec::new();
    let mut page = audit::audit(session, 0, PAGE)?;
    let entries = page.total;
    let intact = page.intact;
    if typed.verify {
        let text = if intact {
            "审计日志完好"
        } else {
            "审计日志被人改动过，请保留账本并报告村党组织"
        };
        let answer = Answer::new(&json!({ "intact": intact, "entries": entries }), format!("{text}（{entries} 条）"));
        return Ok(if intact { answer } else { answer.ending(Exit::Failed) });
    }
    while !page.rows.is_empty() {
        rows.append(&mut page.rows);
        page = audit::audit(session, rows.len(), PAGE)?;
    }
    let head = ["时间（UTC）", "使用人", "做了什么", "对什么", "原因"].map(str::to_owned);
    let line = |row: &AuditRow| {
        [row.at.clone(), row.operator.clone(), row.act.clone(), row.what.clone(), or_none(row.reason.as_ref())]
    };
    let text = columns(&std::iter::once(head).chain(rows.iter().map(line)).collect::<Vec<_>>());
    Ok(Answer::new(&rows, text))
}
