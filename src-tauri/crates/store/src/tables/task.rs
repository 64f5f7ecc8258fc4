//! Tasks with their steps.

use domain::id::Id;
use domain::task::{Task, TaskStep};

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(Task, "task", [id, source, unit, date, text, due, owner, remark]);
crate::table::table!(TaskStep, "task_step", [id, task, n, step, date, note]);

impl Reader<'_> {
    /// The steps of a task, in order.
    pub fn steps_of_task(&self, task: Id) -> Result<Vec<TaskStep>> {
        let mut steps: Vec<TaskStep> = self.by("task", task)?;
        steps.sort_by_key(|step| step.n);
        Ok(steps)
    }
}
