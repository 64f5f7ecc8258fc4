//! `erase`: what the book holds of a person, blanked.

use app::erase::{ErasePerson, ErasedView, erase, named, preview};
use app::failure::Result;
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Erase;
use crate::columns::{clock, columns};

pub fn run(session: &Session, typed: &Erase) -> Result<Answer> {
    let request = ErasePerson { person: named(session, &typed.person)?, reason: typed.reason.clone() };
    let done = if typed.commit { erase(session, &request)? } else { preview(session, &request)? };
    Ok(Answer::new(&done, text(&done)))
}

fn text(done: &ErasedView) -> String {
    let head = ["哪里", "记录", "历史里的旧样子"].map(str::to_owned);
    let places = done.places.iter().map(|one| [one.words.to_owned(), one.rows.to_string(), one.images.to_string()]);
    let mut lines = vec![match done.op {
        Some(op) => format!("已清除（操作 {op}）"),
        None => "预览，什么都没改；加上 --commit 才清除。会清除：".to_owned(),
    }];
    lines.push(columns(&std::iter::once(head).chain(places).collect::<Vec<_>>()));
    lines.extend(done.notes.iter().cloned());
    lines.extend(
        done.copies.iter().map(|copy| format!("  {}  {}  {}  {}", clock(&copy.at), copy.operator, copy.act, copy.what)),
    );
    lines.join("\n")
}
