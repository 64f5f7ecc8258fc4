//! 志愿者花名册: who volunteers on a day, and what they served in its year. Clauses 2.2 and 3.3.

use chrono::{Datelike, NaiveDate};
use domain::activity::hours;
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};

use super::listing::{Of, list, maybe};
use super::masking::Shown;
use super::{About, Form, FormRequest, FormScope};
use crate::activities::{Period, Volunteer, volunteers_of};
use crate::failure::Result;
use crate::session::Session;

/// The roster.
pub(super) struct VolunteerRoster;

impl Form for VolunteerRoster {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("volunteer_roster", |titles| &titles.volunteer_roster, FormScope::List, Paper::A4_LANDSCAPE)
                .opening_numbers();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            let from = NaiveDate::from_ymd_opt(of.as_of.year(), 1, 1).unwrap_or(of.as_of);
            let period = Period { from, to: of.as_of };
            let mut found = session.read(|reader| volunteers_of(reader, &of.register, period, of.grid))?;
            found.retain(|one| one.role.is_some());
            let shown = Shown { full: request.full_numbers, day: of.as_of };
            table.rows = (1..).zip(&found).map(|(number, one)| row(of, shown, number, one)).collect();
            let served: u32 = found.iter().map(|one| one.half_hours).sum();
            Ok(Line::text(format!("共 {} 人，本年服务时长合计 {} 小时。", found.len(), hours(served))))
        })
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("姓名").mm(24.0),
        Column::new("性别").mm(12.0).centred(),
        Column::new("年龄").mm(12.0).centred(),
        Column::new("职务").mm(18.0).centred(),
        Column::new("志愿者类型").mm(25.0).centred(),
        Column::new("所在网格").mm(24.0),
        Column::new("加入时间").mm(25.5).centred(),
        Column::new("特长"),
        Column::new("联系电话").mm(28.0).centred(),
        Column::new("本年次数").mm(14.0).centred(),
        Column::new("本年时长（小时）").mm(22.0).centred(),
        Column::new("备注").mm(20.0),
    ]
}

fn row(of: &Of, shown: Shown, number: usize, one: &Volunteer) -> Row {
    let (role, person) = (one.role.as_ref(), of.register.person(one.person));
    let age = person.and_then(|person| person.birth).map(|birth| birth.age_on(of.as_of));
    let count = |count: u32| Cell::number(Value::count(count as usize));
    let grid = one.grid.map(|at| of.register.rows().grids[at as usize].name.clone());
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::names(person.map(|person| person.name.clone())),
        Cell::text(person.and_then(|person| person.sex).map_or("", |sex| sex.word())),
        age.map_or_else(Cell::blank, count),
        Cell::text(role.map_or("", |role| role.kind.word())),
        maybe(role.and_then(|role| role.volunteer_kind.as_ref())),
        maybe(grid.as_ref()),
        Cell::text(role.and_then(|role| role.from).map(|from| from.to_string()).unwrap_or_default()),
        maybe(person.and_then(|person| person.skills.as_ref())),
        shown.phone(person.and_then(|person| person.phone.as_deref())),
        count(one.activities),
        Cell::number(Value::new(hours(one.half_hours))),
        Cell::blank(),
    ])
}
