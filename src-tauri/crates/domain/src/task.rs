//! 交办: what the village or the town gives a party group to do, with its steps. Clauses 3.1, 3.2.
//!
//! Where a task stands is never stored: it follows from its last step. Who may take which step is not said here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

/// One task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Row id.
    pub id: Id,
    /// 交办单位: the village's party organisation, the town, whoever gave it.
    pub source: String,
    /// The party group that does it; blank = the village.
    pub unit: Option<Id>,
    /// 交办日期.
    pub date: NaiveDate,
    /// 交办内容.
    pub text: String,
    /// 时限.
    pub due: Option<PartialDate>,
    /// 责任人.
    pub owner: Option<Id>,
    /// 备注.
    pub remark: Option<String>,
}

words! {
    /// Steps of a task.
    TaskStepKind {
        Given = "交办",
        Progressed = "推进",
        Done = "完成",
        Returned = "退回",
        Accepted = "验收",
        Again = "重办",
    }
}

words! {
    /// Where a task stands.
    TaskState {
        Waiting = "待办",
        InHand = "办理中",
        Done = "已完成",
        Accepted = "已验收",
        Returned = "已退回",
    }
}

/// One step of a task: appended, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskStep {
    /// Row id.
    pub id: Id,
    /// Of which task.
    pub task: Id,
    /// Place among its steps, from 1.
    pub n: u32,
    /// Which step.
    pub step: TaskStepKind,
    /// On which day.
    pub date: NaiveDate,
    /// 办理情况.
    pub note: Option<String>,
}

impl TaskState {
    /// Where a task stands after a step.
    #[must_use]
    pub const fn after(step: TaskStepKind) -> Self {
        match step {
            TaskStepKind::Given | TaskStepKind::Again => Self::Waiting,
            TaskStepKind::Progressed => Self::InHand,
            TaskStepKind::Done => Self::Done,
            TaskStepKind::Accepted => Self::Accepted,
            TaskStepKind::Returned => Self::Returned,
        }
    }

    /// The steps that may follow.
    #[must_use]
    pub const fn next(self) -> &'static [TaskStepKind] {
        use TaskStepKind::{Accepted, Again, Done, Progressed, Returned};
        match self {
            Self::Waiting | Self::InHand => &[Progressed, Done, Returned],
            Self::Done => &[Accepted, Again],
            Self::Accepted | Self::Returned => &[Again],
        }
    }

    /// Whether somebody still has to do it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::InHand)
    }
}

/// What the steps of a task say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskStanding {
    /// Where it stands.
    pub state: TaskState,
    /// The day of the last step.
    pub since: NaiveDate,
    /// The day on which it was done; none while it is open, and again after 重办.
    pub done_on: Option<NaiveDate>,
}

impl TaskStanding {
    /// What steps in their order say; nothing where there are none.
    #[must_use]
    pub fn of(steps: &[TaskStep]) -> Option<Self> {
        let last = steps.last()?;
        let state = TaskState::after(last.step);
        let done = steps.iter().rev().find(|step| step.step == TaskStepKind::Done);
        let done_on = done.filter(|_| matches!(state, TaskState::Done | TaskState::Accepted)).map(|step| step.date);
        Some(Self { state, since: last.date, done_on })
    }

    /// Whether it waits and its last day has passed.
    #[must_use]
    pub fn is_overdue(&self, due: Option<PartialDate>, today: NaiveDate) -> bool {
        self.state.is_open() && due.is_some_and(|due| due.last_day() < today)
    }
}

#[cfg(test)]
mod tests {
    use super::TaskStepKind::{Accepted, Again, Done, Given, Progressed, Returned};
    use super::*;

    fn standing(kinds: &[TaskStepKind]) -> Option<TaskStanding> {
        let step = |(n, kind): (u32, &TaskStepKind)| TaskStep {
            id: Id::from_u128(u128::from(n)),
            task: Id::from_u128(9),
            n,
            step: *kind,
            date: NaiveDate::from_ymd_opt(2026, 3, n).unwrap(),
            note: None,
        };
        TaskStanding::of(&(1..).zip(kinds).map(step).collect::<Vec<_>>())
    }

    #[test]
    fn the_whole_table_of_steps() {
        for (after, state, next) in [
            (Given, TaskState::Waiting, &[Progressed, Done, Returned][..]),
            (Progressed, TaskState::InHand, &[Progressed, Done, Returned]),
            (Done, TaskState::Done, &[Accepted, Again]),
            (Accepted, TaskState::Accepted, &[Again]),
            (Returned, TaskState::Returned, &[Again]),
            (Again, TaskState::Waiting, &[Progressed, Done, Returned]),
        ] {
            assert_eq!((TaskState::after(after), state.next()), (state, next), "after {after}");
        }
    }

    #[test]
    fn a_task_is_done_on_the_day_of_its_last_doing_and_open_again_after_it_is_given_again() {
        assert_eq!(standing(&[]), None);
        let done = standing(&[Given, Progressed, Done, Accepted]).unwrap();
        assert_eq!((done.state, done.done_on), (TaskState::Accepted, NaiveDate::from_ymd_opt(2026, 3, 3)));
        let again = standing(&[Given, Done, Again]).unwrap();
        assert_eq!((again.state, again.done_on), (TaskState::Waiting, None));
        assert_eq!(standing(&[Given, Returned]).unwrap().done_on, None);
    }

    #[test]
    fn a_task_is_overdue_only_while_it_is_open_and_after_its_last_day() {
        let due = "2026-03".parse().ok();
        let day = |day| NaiveDate::from_ymd_opt(2026, 4, day).unwrap();
        let open = standing(&[Given]).unwrap();
        assert!(open.is_overdue(due, day(1)) && !open.is_overdue(due, day(1) - chrono::Days::new(1)));
        assert!(!open.is_overdue(None, day(1)));
        assert!(!standing(&[Given, Done]).unwrap().is_overdue(due, day(1)));
        assert!(!standing(&[Given, Returned]).unwrap().is_overdue(due, day(1)));
    }
}
