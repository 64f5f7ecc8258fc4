//! 议定事项办理表: what meetings decided; what is not done stands in every month until it is. Clause 5.2.

use chrono::NaiveDate;
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};
use domain::meeting::{Meeting, Resolution};

use super::listing::{Of, list};
use super::{About, Form, FormRequest, FormScope};
use crate::activities::Period;
use crate::failure::Result;
use crate::ledger::reporting_day;
use crate::meetings::{Met, who};
use crate::session::Session;

/// The list.
pub(super) struct ResolutionList;

impl Form for ResolutionList {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("resolution_list", |titles| &titles.resolution_list, FormScope::Month, Paper::A4_LANDSCAPE);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            // All up to today: what was decided long ago may still be open, and was reported since.
            let ever = Period::read(None, session.today())?;
            let met = session.read(|reader| Met::read(reader, ever))?;
            let before = reporting_day(session, of.month.previous())?;
            let rows = of_month(of, &met, before);
            let open = rows.iter().filter(|(_, row)| row.is_open_on(of.as_of)).count();
            table.rows = (1..).zip(&rows).map(|(number, (meeting, one))| row(of, &met, number, meeting, one)).collect();
            let words = format!(
                "共 {} 项，办结 {} 项，未办结 {open} 项。未办结的列入下次会议通报。",
                rows.len(),
                rows.len() - open
            );
            Ok(Line::text(words))
        })
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("会议日期").mm(26.0).centred(),
        Column::new("会议").mm(40.0),
        Column::new("议定事项").share(1.3),
        Column::new("责任单位/人").mm(32.0),
        Column::new("时限").mm(26.0).centred(),
        Column::new("办理情况"),
        Column::new("下次会议通报").mm(30.0).centred(),
    ]
}

/// What was decided by the reporting day and was not done when the month before was reported, the oldest first.
fn of_month<'m>(of: &Of, met: &'m Met, before: NaiveDate) -> Vec<(&'m Meeting, &'m Resolution)> {
    let unit = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
    let held = met.meetings.iter().filter(|row| row.date.first_day() <= of.as_of);
    held.filter(|row| unit.is_none() || row.unit == unit)
        .flat_map(|meeting| met.resolutions(meeting.id).iter().map(move |row| (meeting, row)))
        .filter(|(_, row)| row.is_open_on(before))
        .collect()
}

fn row(of: &Of, met: &Met, number: usize, meeting: &Meeting, one: &Resolution) -> Row {
    let done = one.done_on.filter(|done| *done <= of.as_of);
    let state = match (done, one.is_late_on(of.as_of)) {
        (Some(done), _) => Some(format!("{done} 办结")),
        (None, true) => Some("超过时限".to_owned()),
        (None, false) => None,
    };
    // The result says what came of it; while it is open, how far it is.
    let words = if done.is_some() { one.result.as_ref().or(one.progress.as_ref()) } else { one.progress.as_ref() };
    let told = one.told_at.and_then(|told| met.meetings.iter().find(|row| row.id == told));
    let told = told.filter(|told| told.date.first_day() <= of.as_of);
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(meeting.date.to_string()),
        Cell::text(&meeting.name),
        Cell::text(&one.text),
        Cell::text(who(&of.register, one)),
        Cell::text(one.due.map(|due| due.to_string()).unwrap_or_default()),
        Cell::text([state, words.cloned()].into_iter().flatten().collect::<Vec<_>>().join("　")),
        Cell::text(told.map(|told| told.date.to_string()).unwrap_or_default()),
    ])
}
