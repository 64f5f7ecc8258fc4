//! 首问负责登记表: what somebody was asked first, whether it was theirs to do, and to whom it went. Clause 3.2.

use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};
use domain::matter::MatterStepKind;

use super::listing::{list, maybe};
use super::matters_of_month::{MattersOfMonth, satisfied, yes};
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::matters::Case;
use crate::session::Session;

/// The register.
pub(super) struct FirstAsked;

impl Form for FirstAsked {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("first_asked", |titles| &titles.first_asked, FormScope::Month, Paper::A4_LANDSCAPE)
                .opening_numbers();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            let month = MattersOfMonth::read(session, of, request.full_numbers)?;
            let mut rows = month.rows();
            rows.retain(|case| case.matter.first_asked.is_some());
            table.rows = (1..).zip(&rows).map(|(number, case)| row(&month, number, case)).collect();
            let passed = rows.iter().filter(|case| case.last(MatterStepKind::Assigned).is_some()).count();
            let answered = rows.iter().filter(|case| !case.standing.is_open()).count();
            Ok(Line::text(format!("共 {} 件，其中转交 {passed} 件，已有结果 {answered} 件。", rows.len())))
        })
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(11.0).centred(),
        Column::new("日期").mm(14.0).centred(),
        Column::new("来访人").mm(18.0),
        Column::new("电话").mm(25.5).centred(),
        Column::new("住址").share(0.8),
        Column::new("事项").share(1.3),
        Column::new("类别").mm(20.0),
        Column::new("收到材料").share(0.7),
        Column::new("首问责任人").mm(18.0),
        Column::new("是否本人职责").mm(14.0).centred(),
        Column::new("转交承办人").mm(18.0),
        Column::new("转交日期").mm(14.0).centred(),
        Column::new("时限").mm(14.0).centred(),
        Column::new("结果").share(1.1),
        Column::new("回复日期").mm(14.0).centred(),
        Column::new("满意度").mm(13.0).centred(),
    ]
}

fn row(month: &MattersOfMonth<'_>, number: usize, case: &Case) -> Row {
    let matter = &case.matter;
    let home = matter.household.and_then(|household| month.of.register.household(household));
    let address = matter.address.as_ref().or_else(|| home?.address.as_ref());
    let passed = case.last(MatterStepKind::Assigned);
    Row(vec![
        Cell::number(Value::count(number)),
        month.day(Some(matter.date)),
        month.reporter(case),
        month.phone(case),
        maybe(address),
        month.text(case, Some(&matter.content)),
        Cell::text(&matter.kind),
        maybe(matter.materials.as_ref()),
        month.name(matter.first_asked),
        yes(matter.own_duty),
        maybe(passed.and_then(|step| step.actor.as_ref())),
        month.day(passed.map(|step| step.date)),
        month.day(matter.due),
        month.result(case),
        month.day(case.settled_on()),
        satisfied(case),
    ])
}
