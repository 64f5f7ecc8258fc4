//! The list of tasks, and one whole.

use std::collections::HashSet;

use chrono::NaiveDate;
use domain::date::holds_on;
use domain::id::Id;
use domain::register::Register;
use domain::task::TaskState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{GivenTask, Tasks};
use crate::activities::{Period, unit_name};
use crate::asked;
use crate::failure::{Failure, Result};
use crate::history::Page;
use crate::session::{Session, id};

/// Which tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct TaskQuery {
    /// Given in `2026-03` or `2026`; blank = ever.
    pub period: Option<String>,
    /// Only those that stand there: 待办, 办理中, 已完成, 已验收, 已退回.
    pub state: Option<String>,
    /// Only of this grid: row id, name or number.
    pub grid: Option<String>,
    /// Only those that somebody still has to do.
    pub open: bool,
    /// Only those among them whose limit has passed.
    pub overdue: bool,
    /// Only with these words in text, source, note or the name of the 责任人.
    pub text: Option<String>,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// A task in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TaskRow {
    /// Row id.
    pub id: String,
    /// 交办单位.
    pub source: String,
    /// Name of the party group; blank = the village.
    pub group: Option<String>,
    /// 交办日期.
    pub date: String,
    /// 交办内容.
    pub text: String,
    /// 时限.
    pub due: Option<String>,
    /// Days until its last day, negative where it has passed; none where nobody waits or there is no limit.
    pub left: Option<i64>,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// Their name.
    pub owner_name: Option<String>,
    /// It is open, and the 责任人 does not live here any more.
    pub owner_gone: bool,
    /// Where it stands.
    #[ts(type = "'待办' | '办理中' | '已完成' | '已验收' | '已退回'")]
    pub state: &'static str,
    /// The day of the last step.
    pub since: String,
    /// The day on which it was done.
    pub done_on: Option<String>,
    /// Somebody still has to do it.
    pub open: bool,
    /// And its last day has passed.
    pub overdue: bool,
    /// What was noted last.
    pub note: Option<String>,
    /// The steps that may follow.
    pub next: Vec<&'static str>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TaskStepRow {
    /// 交办, 推进, 完成, 退回, 验收, 重办.
    pub step: &'static str,
    /// On which day.
    pub date: String,
    /// 办理情况.
    pub note: Option<String>,
}

/// One task, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TaskView {
    /// As lists have it.
    pub task: TaskRow,
    /// 备注.
    pub remark: Option<String>,
    /// The steps that were taken, in their order.
    pub steps: Vec<TaskStepRow>,
}

/// What rows are made from.
struct Shown<'r> {
    register: &'r Register,
    here: HashSet<Id>,
    today: NaiveDate,
}

impl<'r> Shown<'r> {
    fn new(register: &'r Register, today: NaiveDate) -> Self {
        let stays = register.rows().residences.iter().filter(|stay| holds_on(stay.from, stay.to, today));
        Self { register, here: stays.map(|stay| stay.person).collect(), today }
    }

    fn row(&self, given: &GivenTask) -> TaskRow {
        let GivenTask { task, owner, standing, .. } = given;
        let open = standing.state.is_open();
        TaskRow {
            id: task.id.to_string(),
            source: task.source.clone(),
            group: unit_name(self.register, task.unit),
            date: task.date.to_string(),
            text: task.text.clone(),
            due: task.due.map(|due| due.to_string()),
            left: task.due.filter(|_| open).map(|due| (due.last_day() - self.today).num_days()),
            owner: owner.map(|owner| owner.to_string()),
            owner_name: given.owner_name(self.register),
            owner_gone: open && owner.is_some_and(|owner| !self.here.contains(&owner)),
            state: standing.state.word(),
            since: standing.since.to_string(),
            done_on: standing.done_on.map(|done| done.to_string()),
            open,
            overdue: standing.is_overdue(task.due, self.today),
            note: given.note().cloned(),
            next: standing.state.next().iter().map(|step| step.word()).collect(),
        }
    }
}

/// The tasks that are asked for: overdue ones first, then by their limit, those that are done last.
///
/// # Errors
/// `not_a_date` for a period that is none; `unknown_state`; a grid that is not there; what the store says.
pub fn tasks(session: &Session, query: &TaskQuery) -> Result<Page<TaskRow>> {
    let register = session.register()?;
    let today = session.today();
    let period = asked::words(query.period.as_deref()).map(|text| Period::read(Some(text), today)).transpose()?;
    let state = match asked::words(query.state.as_deref()) {
        None => None,
        Some(word) => Some(TaskState::from_word(word).ok_or_else(|| {
            let words: Vec<&str> = TaskState::ALL.iter().map(|state| state.word()).collect();
            Failure::new("unknown_state", format!("办理情况请写{}", words.join("、"))).at("state")
        })?),
    };
    let unit = asked::unit(&register, query.grid.as_deref())?;
    let text = asked::words(query.text.as_deref());
    let given = session.read(|reader| Tasks::read(reader, NaiveDate::MAX))?;
    let says = |one: &GivenTask, text: &str| {
        let name = one.owner_name(&register);
        let words = [Some(&one.task.text), Some(&one.task.source), one.note(), name.as_ref()];
        words.into_iter().flatten().any(|words| words.contains(text))
    };
    let wanted = |one: &&GivenTask| {
        let GivenTask { task, standing, .. } = one;
        period.is_none_or(|period| (period.from..=period.to).contains(&task.date))
            && state.is_none_or(|state| standing.state == state)
            && unit.is_none_or(|unit| task.unit == Some(unit))
            && (!query.open || standing.state.is_open())
            && (!query.overdue || standing.is_overdue(task.due, today))
            && text.is_none_or(|text| says(one, text))
    };
    let mut found: Vec<&GivenTask> = given.0.iter().filter(wanted).collect();
    found.sort_by_key(|one| one.urgency(today));
    let shown = Shown::new(&register, today);
    let rows = found.iter().skip(query.offset).take(query.limit.min(500)).map(|one| shown.row(one)).collect();
    Ok(Page { total: found.len(), rows })
}

/// One task with its steps.
///
/// # Errors
/// A task that is not there; what the store says.
pub fn task(session: &Session, task: &str) -> Result<TaskView> {
    let task: Id = id(task)?;
    let register = session.register()?;
    let given = session.read(|reader| Tasks::read(reader, NaiveDate::MAX))?;
    let one = given.0.iter().find(|one| one.task.id == task).ok_or_else(Failure::gone)?;
    let step = |step: &domain::task::TaskStep| TaskStepRow {
        step: step.step.word(),
        date: step.date.to_string(),
        note: step.note.clone(),
    };
    Ok(TaskView {
        task: Shown::new(&register, session.today()).row(one),
        remark: one.task.remark.clone(),
        steps: one.steps.iter().map(step).collect(),
    })
}
