//! `close` and `reopen`: a month sealed, and sealed again with a reason.

use app::closings::{CloseMonth, Closed, amend, close};
use app::failure::Result;
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::{Close, Reopen};

pub fn first(session: &Session, typed: &Close) -> Result<Answer> {
    told(&close(session, &CloseMonth { month: typed.month.clone(), reason: None })?)
}

pub fn again(session: &Session, typed: &Reopen) -> Result<Answer> {
    told(&amend(session, &CloseMonth { month: typed.month.clone(), reason: Some(typed.reason.clone()) })?)
}

fn told(closed: &Closed) -> Result<Answer> {
    let text = format!("{} 已结账，第{}版\n  校验 {}", closed.month, closed.version, closed.sha256);
    Ok(Answer::new(closed, text))
}
