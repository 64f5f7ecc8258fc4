//! 民情台账: the matters of a month, one a row, with what was done about each. Clauses 3.1, 3.2, 4.1.

use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};
use domain::matter::MatterStepKind;

use super::listing::list;
use super::matters_of_month::{MattersOfMonth, satisfied};
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::matters::Case;
use crate::session::Session;

/// The ledger.
pub(super) struct MatterLedger;

impl Form for MatterLedger {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("matter_ledger", |titles| &titles.matter_ledger, FormScope::Month, Paper::A4_LANDSCAPE)
                .opening_numbers();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            let month = MattersOfMonth::read(session, of, request.full_numbers)?;
            let rows = month.rows();
            table.rows = (1..).zip(&rows).map(|(number, case)| row(&month, number, case)).collect();
            Ok(Line::text(below(&month, &rows)))
        })
    }
}

/// What came, what was settled, what waits.
fn below(month: &MattersOfMonth<'_>, rows: &[&Case]) -> String {
    let count = |is: &dyn Fn(&Case) -> bool| rows.iter().filter(|case| is(case)).count();
    let new = count(&|case| month.is_new(case));
    let settled = count(&|case| month.is_in(case.settled_on()));
    let here = count(&|case| month.is_in(case.settled_on()) && case.standing.settled_in_grid());
    let reported =
        count(&|case| case.steps.iter().any(|one| one.step == MatterStepKind::Reported && month.is_in(Some(one.date))));
    let open = count(&|case| case.standing.is_open());
    let overdue = count(&|case| case.standing.is_overdue(case.matter.due, month.of.as_of));
    format!(
        "本月登记 {new} 件，以前转来 {} 件；本月办结 {settled} 件，其中网格内办结 {here} 件；本月上报 {reported} 件；\
         没办结 {open} 件，其中超期 {overdue} 件。",
        rows.len() - new
    )
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(11.0).centred(),
        Column::new("日期").mm(15.0).centred(),
        Column::new("来源").mm(20.0),
        Column::new("反映人").mm(19.0),
        Column::new("电话").mm(25.0).centred(),
        Column::new("类别").mm(20.0),
        Column::new("内容").share(1.3),
        Column::new("责任人").mm(18.0),
        Column::new("时限").mm(15.0).centred(),
        Column::new("办理情况").share(1.5),
        Column::new("办结日期").mm(15.0).centred(),
        Column::new("反馈方式").share(0.7),
        Column::new("满意度").mm(14.0).centred(),
    ]
}

fn row(month: &MattersOfMonth<'_>, number: usize, case: &Case) -> Row {
    let matter = &case.matter;
    let answered = case.last(MatterStepKind::Answered).and_then(|step| step.note.as_ref());
    Row(vec![
        Cell::number(Value::count(number)),
        month.day(Some(matter.date)),
        Cell::text(&matter.source),
        month.reporter(case),
        month.phone(case),
        Cell::text(&matter.kind),
        month.text(case, Some(&matter.content)),
        month.name(matter.responsible),
        month.day(matter.due),
        month.done(case),
        month.day(case.settled_on()),
        month.text(case, answered),
        satisfied(case),
    ])
}
