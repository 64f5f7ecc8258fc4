//! `doubts` and `decide`: the questions that lists left.

use app::doubts;
use app::failure::Result;
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Decide;

/// Doubts that are read at a time.
const PAGE: usize = 500;

pub fn list(session: &Session) -> Result<Answer> {
    let mut open = Vec::new();
    loop {
        let page = doubts::list(session, true, open.len(), PAGE)?;
        let last = page.rows.is_empty();
        open.extend(page.rows);
        if last || open.len() >= page.total {
            break;
        }
    }
    let mut lines =
        vec![if open.is_empty() { "没有疑点".to_owned() } else { format!("{} 个疑点待定", open.len()) }];
    for doubt in &open {
        let field = doubt.field_label.as_deref().unwrap_or_default();
        lines.push(format!("\n{}  {} {} {field}", doubt.id, doubt.why, doubt.subject).trim_end().to_owned());
        let said = [("账本", &doubt.mine), ("名单", &doubt.theirs), ("出处", &doubt.source)];
        lines.extend(said.iter().filter_map(|(who, what)| Some(format!("  {who}：{}", what.as_ref()?))));
        lines.extend(doubt.candidates.iter().map(|one| format!("  可能是：{}  {}", one.id, one.label)));
    }
    Ok(Answer::new(&open, lines.join("\n")))
}

pub fn decide(session: &Session, typed: &Decide) -> Result<Answer> {
    let done = doubts::decide(session, &typed.id, &typed.choice, typed.reason.as_deref())?;
    let waiting = session.overview()?.doubts;
    let text = format!("已定，操作 {}；还有 {waiting} 个疑点待定", done.op);
    Ok(Answer::new(&done, text))
}
