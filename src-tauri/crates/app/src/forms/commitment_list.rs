//! 承诺践诺一览表: the commitments of a year as they stood on a day, one a row. Clause 5.4.

use chrono::Datelike;
use domain::commitment::{CommitmentStep, CommitmentStepKind, done_on, last_of};
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};

use super::listing::{Of, list, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::commitments::{Listed, Made, Whole, listed};
use crate::failure::Result;
use crate::session::Session;

/// The list.
pub(super) struct CommitmentList;

impl Form for CommitmentList {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("commitment_list", |titles| &titles.commitment_list, FormScope::Month, Paper::A4_LANDSCAPE);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let mut line = None;
        let mut documents = list(self, session, request, columns(), |of, table| {
            line = Some(of_year(of));
            let made = made(session, of)?;
            let list = listed(&of.register, &made, of.grid);
            let whole: Vec<(&Listed<'_>, &Whole)> =
                list.iter().filter_map(|one| Some((one, one.commitment?))).collect();
            let rows = (1..).zip(&whole);
            table.rows = rows.map(|(number, (one, whole))| row(of, &made, number, one, whole)).collect();
            let count = |is: &dyn Fn(&[CommitmentStep]) -> bool| whole.iter().filter(|(_, one)| is(&one.steps)).count();
            let published = count(&|steps| last_of(steps, CommitmentStepKind::Published).is_some());
            let done = count(&|steps| done_on(steps).is_some());
            let without = list.iter().filter(|one| one.commitment.is_none()).count();
            let made = whole.len();
            Ok(Line::text(format!(
                "已承诺 {made} 份，公示 {published} 份，完成 {done} 份；还没有承诺的 {without} 人。"
            )))
        })?;
        for (document, line) in documents.iter_mut().zip(line) {
            document.head[0].right = line;
        }
        Ok(documents)
    }
}

/// The year's commitments on the day that a form shows.
pub(super) fn made(session: &Session, of: &Of) -> Result<Made> {
    session.read(|reader| Made::read(reader, of.month.first_day().year().unsigned_abs(), of.as_of))
}

/// Above a list: the year, and the day as of which it stands so.
pub(super) fn of_year(of: &Of) -> String {
    format!("{}年度　截至 {}", of.month.first_day().year(), of.as_of)
}

/// Whose a commitment is.
pub(super) fn name(of: &Of, one: &Listed<'_>) -> Cell {
    Cell::names(of.register.person(one.person).map(|person| person.name.clone()))
}

/// For which post, or which posts they claim.
pub(super) fn post(made: &Made, whole: &Whole) -> Cell {
    Cell::text(made.post_names(whole).join("、"))
}

/// 完成时限.
pub(super) fn due(whole: &Whole) -> Cell {
    Cell::text(whole.row.due.map(|due| due.to_string()).unwrap_or_default())
}

/// What a step that was taken says: its verdict, its note.
pub(super) fn said(step: &CommitmentStep) -> String {
    let verdict = match (step.step, step.passed) {
        (CommitmentStepKind::Reviewed, Some(true)) => "通过",
        (CommitmentStepKind::Reviewed, _) => "退回",
        (CommitmentStepKind::Kept, Some(true)) => "完成",
        _ => "",
    };
    let parts = [verdict, step.note.as_deref().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("：")
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(11.0).centred(),
        Column::new("姓名").mm(18.0),
        Column::new("岗位").mm(22.0),
        Column::new("承诺事项").share(1.4),
        Column::new("具体措施").share(1.2),
        Column::new("完成时限").mm(25.0).centred(),
        Column::new("审核意见").mm(22.0),
        Column::new("公示日期").mm(25.0).centred(),
        Column::new("践诺情况").share(1.4),
        Column::new("完成日期").mm(25.0).centred(),
        Column::new("评诺结果").mm(18.0),
    ]
}

fn row(of: &Of, made: &Made, number: usize, one: &Listed<'_>, whole: &Whole) -> Row {
    let last = |kind| last_of(&whole.steps, kind);
    let kept = whole.steps.iter().filter(|step| step.step == CommitmentStepKind::Kept);
    let kept: Vec<String> = kept.map(|step| format!("{} {}", step.date.format("%m-%d"), said(step))).collect();
    let day = |date: Option<chrono::NaiveDate>| Cell::text(date.map(|date| date.to_string()).unwrap_or_default());
    Row(vec![
        Cell::number(Value::count(number)),
        name(of, one),
        post(made, whole),
        Cell::text(&whole.row.text),
        maybe(whole.row.measures.as_ref()),
        due(whole),
        Cell::text(last(CommitmentStepKind::Reviewed).map(said).unwrap_or_default()),
        day(last(CommitmentStepKind::Published).map(|step| step.date)),
        Cell::text(kept.join("\n")),
        day(done_on(&whole.steps)),
        Cell::text(last(CommitmentStepKind::Appraised).map_or(String::new(), appraised)),
    ])
}

fn appraised(step: &CommitmentStep) -> String {
    step.note.clone().unwrap_or_else(|| format!("已评 {}", step.date.format("%m-%d")))
}
