//! `tasks`: what was given to do, how far it is, one with its steps.

use app::failure::Result;
use app::session::Session;
use app::tasks::{TaskQuery, TaskRow, TaskView, task, tasks};

use crate::answer::Answer;
use crate::arguments::Tasks;
use crate::columns::{columns, or_none};

/// Rows that are listed at most.
const MOST: usize = 500;

pub fn run(session: &Session, typed: &Tasks) -> Result<Answer> {
    if let Some(id) = &typed.id {
        let view = task(session, id)?;
        return Ok(Answer::new(&view, one(&view)));
    }
    let query = TaskQuery {
        period: typed.period.clone(),
        grid: typed.grid.clone(),
        open: typed.open,
        overdue: typed.overdue,
        limit: MOST,
        ..TaskQuery::default()
    };
    let page = tasks(session, &query)?;
    let text = list(&page.rows);
    Ok(Answer::new(&page, text))
}

fn list(rows: &[TaskRow]) -> String {
    let head = ["交办日期", "交办单位", "内容", "承办", "责任人", "时限", "情况", "办理"].map(str::to_owned);
    let row = |row: &TaskRow| {
        let state = if row.overdue { format!("{}，超过时限", row.state) } else { row.state.to_owned() };
        [
            row.date.clone(),
            row.source.clone(),
            row.text.clone(),
            row.group.clone().unwrap_or_else(|| "全村".to_owned()),
            or_none(row.owner_name.as_ref()),
            or_none(row.due.as_ref()),
            state,
            or_none(row.note.as_ref()),
        ]
    };
    if rows.is_empty() {
        return "没有这样的交办".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}

fn one(view: &TaskView) -> String {
    let head = ["步骤", "日期", "办理情况"].map(str::to_owned);
    let steps = view.steps.iter().map(|step| [step.step.to_owned(), step.date.clone(), or_none(step.note.as_ref())]);
    let steps = columns(&std::iter::once(head).chain(steps).collect::<Vec<_>>());
    let next = view.task.next.join("、");
    format!("{}\n{steps}\n下一步可以{next}", list(std::slice::from_ref(&view.task)))
}
