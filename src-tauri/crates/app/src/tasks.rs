//! 交办: what the village or the town gave a party group to do, how far it is, and what is overdue. Clauses 3.1, 3.2.
//!
//! Recorded are they as events ([`crate::events`]). Where a task stands follows from its steps.

mod given;
mod list;
#[cfg(test)]
mod tests;

pub(crate) use given::{GivenTask, Tasks};
pub use list::{TaskQuery, TaskRow, TaskStepRow, TaskView, task, tasks};

use domain::task::{TaskState, TaskStepKind};
use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::session::Session;

/// What can be chosen where tasks are written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TaskChoices {
    /// 交办单位; any other can be typed.
    pub sources: Vec<String>,
    /// Where a task can stand.
    pub states: Vec<&'static str>,
    /// Steps that can be taken.
    pub steps: Vec<&'static str>,
}

/// What can be chosen.
///
/// # Errors
/// `pack_unreadable`.
pub fn choices(session: &Session) -> Result<TaskChoices> {
    Ok(TaskChoices {
        sources: session.standard()?.tasks.sources.clone(),
        states: TaskState::ALL.iter().map(|state| state.word()).collect(),
        steps: TaskStepKind::ALL.iter().skip(1).map(|step| step.word()).collect(),
    })
}
