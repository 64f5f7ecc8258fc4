//! `year`: what the change of a year asks for; the archive folder of a year.

use std::path::Path;

use app::failure::Result;
use app::progress::Unwatched;
use app::session::Session;
use app::years::{ArchiveRequest, YearChange, archive, year_change};

use crate::answer::Answer;
use crate::arguments::Year;

pub fn run(session: &Session, typed: &Year) -> Result<Answer> {
    let change = year_change(session, typed.to)?;
    let Some(folder) = &typed.archive else {
        return Ok(Answer::new(&change, words(&change)));
    };
    let folder = Path::new(folder).display().to_string();
    let saved = archive(session, &ArchiveRequest { year: change.from, folder }, &Unwatched)?;
    let text =
        format!("{} 年的档案，{} 个文件，从 {} 起\n{}", change.from, saved.others.len() + 1, saved.file, saved.message);
    Ok(Answer::new(&saved, text))
}

fn words(change: &YearChange) -> String {
    let unsealed = if change.unsealed.is_empty() { "都结了".to_owned() } else { change.unsealed.join("、") };
    let [had, scored, have] = change.letters;
    let [rules, new_rules] = change.rules;
    let mut lines = vec![
        format!("{} 年到 {} 年", change.from, change.to),
        format!("没结账的月份：{unsealed}"),
        format!("带到新一年：事项 {} 件，交办 {} 件，决议 {} 项", change.matters, change.tasks, change.resolutions),
        format!("新一年的事项从 {} 编起", change.next_number),
        format!("责任书：{} 个党小组，旧年 {had} 份（评完分 {scored} 份），新年 {have} 份", change.groups),
        format!("考核细则：旧年 {rules} 条，新年 {new_rules} 条"),
        format!("承诺：新年已承诺 {} 人，旧年承诺过还没有新承诺的 {} 人", change.committed, change.commitments.len()),
    ];
    lines.extend(change.commitments.iter().map(|one| format!("  {}　{}（{}）", one.name, one.text, one.state)));
    lines.join("\n")
}
