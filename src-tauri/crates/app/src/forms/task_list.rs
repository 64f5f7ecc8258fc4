//! 交办事项办理表: what was given to do; what is not done stands in every month until it is. Clauses 3.1, 3.2.

use chrono::NaiveDate;
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};
use domain::task::TaskState;

use super::listing::{Of, list, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::activities::unit_name;
use crate::failure::Result;
use crate::ledger::reporting_day;
use crate::session::Session;
use crate::tasks::{GivenTask, Tasks};

/// The list.
pub(super) struct TaskList;

impl Form for TaskList {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("task_list", |titles| &titles.task_list, FormScope::Month, Paper::A4_LANDSCAPE);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            let tasks = session.read(|reader| Tasks::read(reader, of.as_of))?;
            // What came to an end after the last month was reported stands here.
            let before = reporting_day(session, of.month.previous())?;
            let rows = of_month(of, &tasks, before);
            table.rows = (1..).zip(&rows).map(|(number, one)| row(of, number, one)).collect();
            let open = rows.iter().filter(|one| one.standing.state.is_open()).count();
            let back = rows.iter().filter(|one| one.standing.state == TaskState::Returned).count();
            let done = rows.len() - open - back;
            let words = format!("共 {} 件，完成 {done} 件，退回 {back} 件，未完成 {open} 件。", rows.len());
            Ok(Line::text(words))
        })
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("交办日期").mm(24.0).centred(),
        Column::new("交办单位").mm(28.0),
        Column::new("交办内容").share(1.4),
        Column::new("承办").mm(32.0),
        Column::new("责任人").mm(20.0),
        Column::new("时限").mm(24.0).centred(),
        Column::new("办理情况").share(1.4),
        Column::new("完成日期").mm(24.0).centred(),
    ]
}

/// What was given by the reporting day and had not come to an end when the month before was reported, the oldest first.
fn of_month<'t>(of: &Of, tasks: &'t Tasks, before: NaiveDate) -> Vec<&'t GivenTask> {
    let unit = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
    let wanted = |one: &&GivenTask| {
        let ended = one.standing.done_on.unwrap_or(one.standing.since);
        (unit.is_none() || one.task.unit == unit) && (one.standing.state.is_open() || ended > before)
    };
    tasks.0.iter().filter(wanted).collect()
}

fn row(of: &Of, number: usize, one: &GivenTask) -> Row {
    let task = &one.task;
    let late = one.standing.is_overdue(task.due, of.as_of);
    let state = if late { "超过时限".to_owned() } else { one.standing.state.word().to_owned() };
    let words = match one.note() {
        Some(note) => format!("{state}：{note}"),
        None => state,
    };
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(task.date.to_string()),
        Cell::text(&task.source),
        Cell::text(&task.text),
        Cell::text(unit_name(&of.register, task.unit).unwrap_or_else(|| of.place.clone())),
        maybe(one.owner_name(&of.register).as_ref()),
        Cell::text(task.due.map(|due| due.to_string()).unwrap_or_default()),
        Cell::text(words),
        Cell::text(one.standing.done_on.map(|done| done.to_string()).unwrap_or_default()),
    ])
}
