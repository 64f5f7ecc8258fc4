//! `audit`: who laid open, printed, exported, changed keys or erased, and whether the log is whole.

use app::audit::{self, AuditRow};
use app::failure::Result;
use app::session::Session;
use serde_json::json;

use crate::answer::{Answer, Exit};
use crate::arguments::Audit;
use crate::columns::{clock, columns, or_none};

/// Entries that are read at a time.
const PAGE: usize = 500;

pub fn run(session: &Session, typed: &Audit) -> Result<Answer> {
    if typed.verify {
        return verify(session);
    }
    let wanted = typed.limit.unwrap_or(usize::MAX);
    let mut rows: Vec<AuditRow> = Vec::new();
    while rows.len() < wanted {
        let page = audit::audit(session, rows.len(), PAGE.min(wanted - rows.len()))?;
        if page.rows.is_empty() {
            break;
        }
        rows.extend(page.rows);
    }
    let head = ["序号", "时间", "使用人", "做了什么", "对什么", "原因"].map(str::to_owned);
    let line = |row: &AuditRow| {
        let [operator, act, what] = [&row.operator, &row.act, &row.what].map(Clone::clone);
        let at = clock(&row.at);
        [row.no.to_string(), at, operator, act, what, or_none(row.reason.as_ref())]
    };
    let text = columns(&std::iter::once(head).chain(rows.iter().map(line)).collect::<Vec<_>>());
    Ok(Answer::new(&rows, text))
}

fn verify(session: &Session) -> Result<Answer> {
    let page = audit::audit(session, 0, 1)?;
    let (entries, broken) = (page.total, page.broken);
    let text = match broken {
        None => format!("审计日志完好（{entries} 条）"),
        Some(first) => {
            format!("审计日志从第 {first} 条起被人改动过，请保留账本，报告村党组织（共 {entries} 条）")
        }
    };
    let answer = Answer::new(&json!({ "intact": page.intact, "entries": entries, "broken": broken }), text);
    Ok(if page.intact { answer } else { answer.ending(Exit::Failed) })
}
