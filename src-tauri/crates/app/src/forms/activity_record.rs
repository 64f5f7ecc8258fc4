//! 志愿服务活动记录表: one activity with everybody who took part, its photographs behind it. Clauses 3.3, 4.2 to 4.5, 5.3.

use chrono::NaiveTime;
use domain::activity::{Activity, ActivityPart, ServiceKind, hours};
use domain::attachment::Owner;
use domain::document::{
    Block, Cell, Column, Document, Field, Fields, HeadLine, Line, Paper, Paragraph, Row, Run, Table, Value,
};
use domain::id::Id;
use domain::register::Register;
use store::Reader;

use super::annexed::photographs;
use super::listing::{Of, bare, by_hand, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::activities::{Held, Period, held, unit_name};
use crate::failure::{Failure, Result};
use crate::session::{Session, id};
use crate::standard::Standard;

/// People for whom a sheet filled in by hand has room, the height of their rows, and room to tell what was done, in
/// millimetres.
const BLANK_ROWS: usize = 9;
const BLANK_ROW_MM: f64 = 9.0;
const TOLD_MM: f64 = 50.0;

/// The record.
pub(super) struct ActivityRecord;

impl Form for ActivityRecord {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("activity_record", |titles| &titles.activity_record, FormScope::Activity, Paper::A4);
        &ABOUT
    }

    /// `subject` is the activity; without one, those of the month that is named, else of the running one.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = session.standard()?;
        let standard = &*standard;
        if request.blank {
            return Ok(vec![self.empty(standard, "　　　　村　　　　网格")]);
        }
        let of = Of::new(session, request)?;
        let documents = session.read(|reader| {
            let chosen = match &request.subject {
                Some(subject) => {
                    let row: Activity = reader.get(id(subject)?)?.ok_or_else(Failure::gone)?;
                    let day = row.date.first_day();
                    let held = held(reader, Period { from: day, to: day })?;
                    (vec![row], held)
                }
                None => {
                    let held = held(reader, Period::of(of.month))?;
                    let unit = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
                    let mut rows = held.activities.clone();
                    rows.retain(|row| unit.is_none() || row.unit == unit);
                    (rows, held)
                }
            };
            let (rows, held) = chosen;
            rows.iter().map(|row| self.of(reader, standard, &of, &held, row)).collect::<Result<Vec<_>>>()
        })?;
        Ok(if documents.is_empty() { vec![self.empty(standard, &of.place)] } else { documents })
    }
}

impl ActivityRecord {
    fn of(
        &self,
        reader: &Reader<'_>,
        standard: &Standard,
        of: &Of,
        held: &Held,
        activity: &Activity,
    ) -> Result<Document> {
        let register = &of.register;
        let mut document = self.sheet(standard);
        if let Some(kind) = standard.activities.iter().find(|kind| kind.kind == activity.kind) {
            document.title.clone_from(&kind.title);
        }
        document.name = format!("{} {}", activity.date, activity.name);
        let group = unit_name(register, activity.unit).unwrap_or_default();
        let left = format!("{}　{group}", of.place).trim_end().to_owned();
        document.head.push(HeadLine { left, right: activity.date.to_string() });
        document.blocks.push(Block::Fields(fields(register, held, activity)));
        let mut table = Table::new(columns());
        let name = |person: Id| register.person(person).map(|person| person.name.clone());
        for (number, row) in (1..).zip(held.of(activity.id)) {
            let time = row.half_hours.map(|half| hours(u32::from(half)));
            table.rows.push(Row(vec![
                Cell::number(Value::count(number)),
                Cell::names(name(row.person)),
                Cell::text(row.part.word()),
                time.map_or_else(Cell::blank, |time| Cell::number(Value::new(time))),
                Cell::room(),
                Cell::room(),
            ]));
        }
        let volunteers = held.of(activity.id).iter().filter(|row| row.part == ActivityPart::Volunteer).count();
        let served = hours(held.half_hours(activity.id));
        let number = table.rows.len();
        document.blocks.push(Block::Table(table));
        let words = format!("共 {number} 人，其中志愿者 {volunteers} 人，服务时长合计 {served} 小时。");
        document.blocks.push(Block::Paragraph(Paragraph::note(vec![Line::text(words)])));
        document.annex = photographs(reader, &[(Owner::Activity(activity.id), String::new())])?;
        Ok(document)
    }

    /// Room to write by hand.
    fn empty(&self, standard: &Standard, left: &str) -> Document {
        let mut document = self.sheet(standard);
        document.head.push(HeadLine { left: left.to_owned(), right: "年　　月　　日".to_owned() });
        let field = |caption: &str| Field::new(caption, Cell::room());
        let ticks = Line(ServiceKind::ALL.iter().flat_map(|kind| tick(*kind)).collect());
        let fields = vec![
            field("活动名称").over(2),
            Field::new("服务项目", Cell::new(vec![ticks])).over(2),
            field("起止时间"),
            field("地点"),
            field("服务对象"),
            field("服务人次"),
            field("负责人"),
            field("协助组织"),
        ];
        document.blocks.push(Block::Fields(Fields { per_row: 2, fields }));
        let mut told = Table::new(vec![Column::new("内容").share(2.0), Column::new("成效评价")]);
        told.rows = vec![by_hand(&told.columns)];
        told.row_height_mm = TOLD_MM;
        document.blocks.push(Block::Table(told));
        let mut table = Table::new(columns());
        table.rows = vec![by_hand(&table.columns); BLANK_ROWS];
        table.row_height_mm = BLANK_ROW_MM;
        document.blocks.push(Block::Table(table));
        document
    }

    fn sheet(&self, standard: &Standard) -> Document {
        let mut document = bare(self, standard);
        document.signatures = ["负责人：", "记录人：", "年　　月　　日"].map(str::to_owned).to_vec();
        document
    }
}

fn tick(kind: ServiceKind) -> [Run; 2] {
    [Run::Tick(false), Run::Text(format!("{kind}　"))]
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(13.0).centred(),
        Column::new("姓名").mm(30.0),
        Column::new("参加方式").mm(24.0).centred(),
        Column::new("时长（小时）").mm(28.0).centred(),
        Column::new("签名").mm(30.0),
        Column::new("评价"),
    ]
}

/// `08:30 至 10:00`.
pub(super) fn times(activity: &Activity) -> String {
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    match (activity.start.map(time), activity.end.map(time)) {
        (Some(start), Some(end)) => format!("{start} 至 {end}"),
        (Some(start), None) => format!("{start} 起"),
        (None, Some(end)) => format!("至 {end}"),
        (None, None) => String::new(),
    }
}

fn fields(register: &Register, held: &Held, activity: &Activity) -> Fields {
    let project = activity.project.and_then(|project| held.projects.get(&project)).map(|row| row.name.clone());
    let service: Vec<String> =
        [activity.service.map(|service| service.word().to_owned()), project].into_iter().flatten().collect();
    let when = format!("{} {}", activity.date, times(activity));
    let leader = activity.led_by.and_then(|person| Some(register.person(person)?.name.clone()));
    let served = activity.served.map_or_else(Cell::blank, |served| Cell::number(Value::count(served as usize)));
    let fields = vec![
        Field::new("活动名称", Cell::text(&activity.name)).over(2),
        Field::new("服务项目", Cell::text(service.join("　"))),
        Field::new("主题", maybe(activity.topic.as_ref())),
        Field::new("起止时间", Cell::text(when.trim_end())),
        Field::new("地点", maybe(activity.place.as_ref())),
        Field::new("服务对象", maybe(activity.beneficiaries.as_ref())),
        Field::new("服务人次", served),
        Field::new("负责人", Cell::names(leader)),
        Field::new("协助组织", maybe(unit_name(register, activity.association).as_ref())),
        Field::new("内容", maybe(activity.body.as_ref())).over(2),
        Field::new("成效评价", maybe(activity.result.as_ref())).over(2),
    ];
    Fields { per_row: 2, fields }
}
