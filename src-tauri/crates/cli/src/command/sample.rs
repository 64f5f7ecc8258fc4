//! `sample`: invented people and work.

use app::failure::Result;
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Sample;

pub fn run(session: &Session, typed: &Sample) -> Result<Answer> {
    let counts = app::sample::sample(session, typed.grids, typed.households, typed.months, typed.seed)?;
    Ok(Answer::new(&counts, "已放进虚构的人，标明「示例」；可以用 undo 撤销"))
}
