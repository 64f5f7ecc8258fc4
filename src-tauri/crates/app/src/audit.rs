//! The audit log: who asked to see, print, export or change keys, and whether the log is whole.

use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::session::Session;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AuditRow {
    /// Its number, from 1, without gaps.
    pub no: i64,
    /// RFC 3339, UTC.
    pub at: String,
    /// Who.
    pub operator: String,
    /// What was done, in words.
    pub act: String,
    /// To what: codes and ids, never a value.
    pub what: String,
    /// As given.
    pub reason: Option<String>,
}

/// A part of the log, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AuditPage {
    /// How many entries there are.
    pub total: usize,
    /// Those asked for.
    pub rows: Vec<AuditRow>,
    /// No entry was changed or taken out.
    pub intact: bool,
    /// Number of the first entry that was; none when all are whole.
    pub broken: Option<i64>,
}

pub(crate) fn words(act: &str) -> &str {
    match act {
        "reveal" => "显示号码",
        "print" => "打印",
        "export" => "导出",
        "import" => "导入",
        "key" => "更换密钥",
        "names" => "列出姓名",
        "restore" => "从备份恢复",
        "operator" => "使用人变动",
        "hand_over" => "换届交接",
        "erase" => "清除个人信息",
        other => other,
    }
}

/// A part of the audit log, and whether all of it is whole.
///
/// # Errors
/// What the store says.
pub fn audit(session: &Session, offset: usize, limit: usize) -> Result<AuditPage> {
    let (total, rows) = session.book().audit(offset, limit.min(500))?;
    let rows = rows
        .into_iter()
        .map(|row| AuditRow {
            no: row.seq,
            at: row.at,
            operator: row.operator,
            act: words(&row.act).to_owned(),
            what: row.what.unwrap_or_default(),
            reason: row.reason,
        })
        .collect();
    let broken = session.book().audit_broken()?;
    Ok(AuditPage { total, rows, intact: broken.is_none(), broken })
}
