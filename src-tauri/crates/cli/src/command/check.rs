//! `check` and `content-hash`: whether a book is sound, and what it says as one number.

use app::check::{check, is_sound};
use app::failure::Result;
use app::session::Session;
use serde_json::json;

use crate::answer::{Answer, Exit};
use crate::columns::or_none;

pub fn run(session: &Session) -> Result<Answer> {
    let findings = check(session, false)?;
    let broken = findings.iter().filter(|finding| finding.severity == "error").count();
    let mut lines: Vec<String> =
        findings.iter().map(|one| format!("{}  {}  {}", one.code, or_none(one.record.as_ref()), one.message)).collect();
    lines.push(match (broken, findings.len()) {
        (0, 0) => "账本完好".to_owned(),
        (0, notes) => format!("账本完好；数据里有 {notes} 处要留意"),
        (broken, _) => format!("账本有 {broken} 处损坏，请用备份恢复"),
    });
    let answer = Answer::new(&findings, lines.join("\n"));
    Ok(if is_sound(&findings) { answer } else { answer.ending(Exit::Failed) })
}

pub fn content_hash(session: &Session) -> Result<Answer> {
    let hash = app::content_hash::content_hash(session)?;
    Ok(Answer::new(&json!({ "content_hash": hash }), hash))
}
