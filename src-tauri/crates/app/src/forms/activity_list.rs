//! 活动台账: the activities of a month, one a row. Clauses 3.1 and 5.3.

use domain::activity::{Activity, ActivityPart, hours};
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};
use domain::register::Register;

use super::activity_record::times;
use super::listing::{list, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::activities::{Held, Period, held, unit_name};
use crate::failure::Result;
use crate::session::Session;

/// The list.
pub(super) struct ActivityList;

impl Form for ActivityList {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("activity_list", |titles| &titles.activity_list, FormScope::Month, Paper::A4_LANDSCAPE);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            let held = session.read(|reader| held(reader, Period::of(of.month)))?;
            let unit = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
            let rows: Vec<&Activity> =
                held.activities.iter().filter(|row| unit.is_none() || row.unit == unit).collect();
            table.rows = (1..).zip(&rows).map(|(number, one)| row(&of.register, &held, number, one)).collect();
            let served: u32 = rows.iter().map(|row| held.half_hours(row.id)).sum();
            Ok(Line::text(format!("共 {} 次活动，志愿服务时长合计 {} 小时。", rows.len(), hours(served))))
        })
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(11.0).centred(),
        Column::new("日期").mm(15.0).centred(),
        Column::new("时间").mm(23.0).centred(),
        Column::new("活动名称").share(1.4),
        Column::new("类型").mm(19.0),
        Column::new("服务类别").mm(21.0),
        Column::new("地点").share(0.9),
        Column::new("服务对象"),
        Column::new("服务人次").mm(13.0).centred(),
        Column::new("负责人").mm(17.0),
        Column::new("参加人数").mm(13.0).centred(),
        Column::new("志愿者").mm(14.0).centred(),
        Column::new("时长（小时）").mm(16.0).centred(),
        Column::new("协助组织").mm(19.0),
        Column::new("成效"),
    ]
}

fn row(register: &Register, held: &Held, number: usize, activity: &Activity) -> Row {
    let people = held.of(activity.id);
    let volunteers = people.iter().filter(|row| row.part == ActivityPart::Volunteer).count();
    let leader = activity.led_by.and_then(|person| Some(register.person(person)?.name.clone()));
    let count = |count: usize| Cell::number(Value::count(count));
    Row(vec![
        count(number),
        Cell::text(activity.date.first_day().format("%m-%d").to_string()),
        Cell::text(times(activity).replace(" 至 ", "\n至 ")),
        Cell::text(&activity.name),
        Cell::text(&activity.kind),
        Cell::text(activity.service.map_or("", |service| service.word())),
        maybe(activity.place.as_ref()),
        maybe(activity.beneficiaries.as_ref()),
        activity.served.map_or_else(Cell::blank, |served| count(served as usize)),
        Cell::names(leader),
        count(people.len()),
        count(volunteers),
        Cell::number(Value::new(hours(held.half_hours(activity.id)))),
        maybe(unit_name(register, activity.association).as_ref()),
        maybe(activity.result.as_ref()),
    ])
}
