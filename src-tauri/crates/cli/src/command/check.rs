//! `check` and `content-hash`: whether a book is sound, and what it says as one number.

use app::check::{CheckFinding, check, is_sound, repair};
use app::failure::Result;
use app::session::Session;
use serde_json::json;

use crate::answer::{Answer, Exit};
use crate::arguments::Check;
use crate::columns::or_none;

pub fn run(session: &Session, typed: &Check) -> Result<Answer> {
    match (typed.repair, typed.commit) {
        (true, true) => commit(session),
        (true, false) => propose(session),
        (false, _) => Ok(said(&check(session, false)?)),
    }
}

fn said(findings: &[CheckFinding]) -> Answer {
    let mut lines: Vec<String> =
        findings.iter().map(|one| format!("{}  {}  {}", one.code, or_none(one.record.as_ref()), one.message)).collect();
    lines.push(verdict(findings));
    ending(findings, Answer::new(&findings, lines.join("\n")))
}

fn verdict(findings: &[CheckFinding]) -> String {
    let broken = findings.iter().filter(|finding| finding.severity == "error").count();
    match (broken, findings.len()) {
        (0, 0) => "账本完好".to_owned(),
        (0, notes) => format!("账本完好；数据里有 {notes} 处要留意"),
        (broken, _) => format!("账本有 {broken} 处损坏；--repair 修不了的，请用备份恢复"),
    }
}

fn ending(findings: &[CheckFinding], answer: Answer) -> Answer {
    if is_sound(findings) { answer } else { answer.ending(Exit::Failed) }
}

/// What would be done, and what is left to a person.
fn propose(session: &Session) -> Result<Answer> {
    let findings = check(session, false)?;
    let mut lines = Vec::new();
    for one in &findings {
        let words =
            one.repair.as_ref().map_or_else(|| format!("修不了：{}", one.message), |words| format!("会{words}"));
        lines.push(format!("{}  {}  {words}", one.code, or_none(one.record.as_ref())));
    }
    let proposed = findings.iter().filter(|one| one.repair.is_some()).count();
    lines.push(match proposed {
        0 => "没有能自动修的".to_owned(),
        number => format!("能修 {number} 处，什么都还没改；加上 --commit 一次修好，改过的记录可以撤销"),
    });
    let json = json!({ "op": null, "repaired": 0, "findings": findings });
    Ok(ending(&findings, Answer::new(&json, lines.join("\n"))))
}

fn commit(session: &Session) -> Result<Answer> {
    if check(session, false)?.iter().all(|one| one.repair.is_none()) {
        return propose(session);
    }
    let done = repair(session, None)?;
    let number = done.op.map(|op| format!("（操作 {op}，可以撤销）")).unwrap_or_default();
    let text = format!("修好 {} 处{number}\n{}", done.repaired, verdict(&done.findings));
    Ok(ending(&done.findings, Answer::new(&done, text)))
}

pub fn content_hash(session: &Session) -> Result<Answer> {
    let hash = app::content_hash::content_hash(session)?;
    Ok(Answer::new(&json!({ "content_hash": hash }), hash))
}
