//! `count`: facts of a day.

use app::count::{Count, Part, count};
use app::failure::{Failure, Result};
use app::session::Session;

use crate::answer::Answer;
use crate::arguments;
use crate::columns::columns;

pub fn run(session: &Session, typed: &arguments::Count) -> Result<Answer> {
    let on = typed.on.unwrap_or_else(|| session.today());
    let facts = count(session, Some(on), typed.grid.as_deref())?;
    if facts.grids.is_empty() && typed.grid.is_some() {
        return Err(Failure::new("no_such_grid", "没有这个网格，请照 count 列出的网格名称写").at("--grid"));
    }
    let text = words(&facts);
    Ok(Answer::new(&facts, format!("{on}\n{text}")))
}

fn words(facts: &Count) -> String {
    let Count { households, persons, party_members, probationary, floating, away, .. } = facts;
    let mut lines = Vec::new();
    if facts.before_opening {
        lines.push("建账之前，仅供参考".to_owned());
    }
    lines.push(format!("户数 {households}  人口 {persons}  外出务工 {away}"));
    lines.push(format!("党员 {party_members}（预备 {probationary}，流动 {floating}）"));
    lines.push(facts.tags.iter().map(|(kind, number)| format!("{kind} {number}")).collect::<Vec<_>>().join("  "));
    let mut text = lines.join("\n") + "\n";
    for (caption, parts) in [("村民小组", &facts.hamlets), ("网格", &facts.grids)] {
        if !parts.is_empty() {
            text += &format!("\n{}", table(caption, parts));
        }
    }
    text
}

fn table(caption: &str, parts: &[Part]) -> String {
    let head = [caption, "户数", "人口"].map(str::to_owned);
    let row = |part: &Part| {
        let name = if part.name.is_empty() { format!("未划入{caption}") } else { part.name.clone() };
        [name, part.households.to_string(), part.persons.to_string()]
    };
    columns(&std::iter::once(head).chain(parts.iter().map(row)).collect::<Vec<_>>())
}
