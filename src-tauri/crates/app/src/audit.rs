//! The audit log: who asked to see, print, export or change keys, and whether the log is whole.

use domain::id::Id;
use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::forms;
use crate::session::Session;
use crate::standard::Standard;

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
    /// To what, in words: never an id, never a value.
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

/// What an entry is about, as it was noted, in words: which form of when, which field. Ids and checksums are for programs.
pub(crate) fn in_words(standard: &Standard, act: &str, what: &str) -> String {
    let said = what.split(' ').filter(|word| !word.starts_with("sha256:") && word.parse::<Id>().is_err());
    let words = said.enumerate().map(|(at, word)| if at == 0 { subject(standard, act, word) } else { word });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn subject<'w>(standard: &'w Standard, act: &str, word: &'w str) -> &'w str {
    match (act, word) {
        ("reveal", "id_number") => "身份证号",
        ("reveal", "phone") => "电话",
        ("reveal", "birth") => "出生日期",
        ("reveal", "tag_detail") => "类别的等级和证号",
        ("reveal", "matter") => "民情事项内容",
        ("import", "files") => "名册文件",
        ("key", "password") => "密码",
        ("key", "recovery_code") => "恢复码",
        ("operator", "add") => "增加",
        ("operator", "end") => "停用",
        ("export", "registers") => "底数清册",
        ("export", "backup") => "备份",
        _ => forms::title(word, standard).unwrap_or(word),
    }
}

/// A part of the audit log, and whether all of it is whole.
///
/// # Errors
/// What the store says.
pub fn audit(session: &Session, offset: usize, limit: usize) -> Result<AuditPage> {
    let standard = session.standard()?;
    let (total, rows) = session.book().audit(offset, limit.min(500))?;
    let rows = rows
        .into_iter()
        .map(|row| AuditRow {
            no: row.seq,
            at: row.at,
            operator: row.operator,
            act: words(&row.act).to_owned(),
            what: in_words(&standard, &row.act, row.what.as_deref().unwrap_or_default()),
            reason: row.reason,
        })
        .collect();
    let broken = session.book().audit_broken()?;
    Ok(AuditPage { total, rows, intact: broken.is_none(), broken })
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn what_an_entry_is_about_is_said_in_words() {
        let standard = crate::standard::shipped().unwrap();
        let id = "01a20077-fa81-72c7-9f1e-3130ef674970";
        for (act, what, words) in [
            ("print", "annex_a 2026-03 姓名 份数 2", "「红网工程」管理台账 2026-03 姓名 份数 2"),
            ("export", &format!("person_sheet {id} sha256:aa"), "本人信息查阅单"),
            ("export", "registers 完整号码 xlsx sha256:aa", "底数清册 完整号码 xlsx"),
            ("reveal", &format!("id_number {id}"), "身份证号"),
            ("operator", &format!("end {id}"), "停用"),
            ("hand_over", &format!("{id} {id}"), ""),
            ("import", "files 3", "名册文件 3"),
            ("restore", "备份 000012", "备份 000012"),
        ] {
            assert_eq!(in_words(standard, act, what), words, "{act} {what}");
        }
    }
}
