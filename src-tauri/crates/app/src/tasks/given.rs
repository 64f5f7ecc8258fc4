//! Tasks with their steps as they stood on the evening of a day, read at once.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::id::Id;
use domain::register::Register;
use domain::task::{Task, TaskStanding, TaskStep};
use store::Reader;

use crate::failure::Result;
use crate::merged::Merged;

/// One task with its steps.
pub(crate) struct GivenTask {
    pub task: Task,
    /// 责任人, as the record that stands for them.
    pub owner: Option<Id>,
    /// In their order.
    pub steps: Vec<TaskStep>,
    pub standing: TaskStanding,
}

/// All of them, in the order of their days.
pub(crate) struct Tasks(pub Vec<GivenTask>);

impl Tasks {
    pub fn read(reader: &Reader<'_>, until: NaiveDate) -> Result<Self> {
        let merged = Merged::on(reader, until)?;
        let mut steps: HashMap<Id, Vec<TaskStep>> = HashMap::new();
        for step in reader.all::<TaskStep>()?.into_iter().filter(|step| step.date <= until) {
            steps.entry(step.task).or_default().push(step);
        }
        let mut all = Vec::new();
        for task in reader.all::<Task>()? {
            let mut steps = steps.remove(&task.id).unwrap_or_default();
            steps.sort_by_key(|step| step.n);
            let Some(standing) = TaskStanding::of(&steps) else { continue };
            all.push(GivenTask { owner: task.owner.map(|owner| merged.kept(owner)), task, steps, standing });
        }
        all.sort_by_key(|one| (one.task.date, one.task.id));
        Ok(Self(all))
    }
}

impl GivenTask {
    /// Name of the 责任人.
    pub fn owner_name(&self, register: &Register) -> Option<String> {
        Some(register.person(self.owner?)?.name.clone())
    }

    /// What was noted last.
    pub fn note(&self) -> Option<&String> {
        self.steps.iter().rev().find_map(|step| step.note.as_ref())
    }

    /// Overdue first, then by the limit, what has none last; what is done behind all that waits, the newest first.
    pub fn urgency(&self, today: NaiveDate) -> (bool, bool, NaiveDate, std::cmp::Reverse<NaiveDate>) {
        let open = self.standing.state.is_open();
        let overdue = self.standing.is_overdue(self.task.due, today);
        let due = self.task.due.filter(|_| open).map_or(NaiveDate::MAX, domain::date::PartialDate::last_day);
        (!open, !overdue, due, std::cmp::Reverse(self.standing.since))
    }
}
