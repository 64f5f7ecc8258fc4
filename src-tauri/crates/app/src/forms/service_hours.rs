//! 志愿服务时长证明: what one person served, activity by activity, one page each. Clause 3.3.

use std::collections::BTreeMap;

use domain::activity::{Activity, ActivityPart, ActivityPerson, hours};
use domain::document::{
    Block, Cell, Column, Document, HeadLine, Line, Paper, Paragraph, ParagraphKind, Row, Table, Value,
};
use domain::id::Id;
use domain::person::Person;

use super::listing::{Of, by_hand};
use super::masking::Shown;
use super::{About, Form, FormRequest, FormScope};
use crate::activities::{Period, held};
use crate::failure::{Failure, Result};
use crate::session::{Session, id};
use crate::standard::Standard;

/// Rows of a sheet that is filled in by hand, and their height in millimetres.
const BLANK_ROWS: usize = 10;
const BLANK_ROW_MM: f64 = 10.0;

/// The certificate.
pub(super) struct ServiceHours;

/// What somebody served once.
type Served<'a> = (&'a Activity, &'a ActivityPerson);

impl Form for ServiceHours {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("service_hours", |titles| &titles.service_hours, FormScope::Person, Paper::A4).opening_numbers();
        &ABOUT
    }

    /// `subject` is the person; without one, everybody who served. Up to today, or to the end of the month that is named.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = session.standard()?;
        let standard = &*standard;
        if request.blank {
            return Ok(vec![self.empty(standard)]);
        }
        let of = Of::new(session, request)?;
        let held = session.read(|reader| {
            let all = Period::read(None, of.as_of)?;
            held(reader, all)
        })?;
        let mut served: BTreeMap<Id, Vec<Served<'_>>> = BTreeMap::new();
        for activity in &held.activities {
            for row in held.of(activity.id).iter().filter(|row| row.part == ActivityPart::Volunteer) {
                served.entry(row.person).or_default().push((activity, row));
            }
        }
        let shown = Shown { full: request.full_numbers, day: of.as_of };
        if let Some(subject) = &request.subject {
            let person = of.register.person(id(subject)?).ok_or_else(Failure::gone)?;
            let own = served.remove(&person.id).unwrap_or_default();
            return Ok(vec![self.of(standard, &of, shown, person, &own)]);
        }
        let named = served.iter().filter_map(|(person, own)| Some((of.register.person(*person)?, own)));
        let documents: Vec<Document> = named.map(|(person, own)| self.of(standard, &of, shown, person, own)).collect();
        Ok(if documents.is_empty() { vec![self.empty(standard)] } else { documents })
    }
}

impl ServiceHours {
    fn of(&self, standard: &Standard, of: &Of, shown: Shown, person: &Person, served: &[Served<'_>]) -> Document {
        let mut document = self.sheet(standard);
        document.name.clone_from(&person.name);
        document.head.push(HeadLine { left: of.place.clone(), right: format!("截至 {}", of.as_of) });
        let half: u32 = served.iter().filter_map(|(_, row)| row.half_hours).map(u32::from).sum();
        let number = person.id_number.as_deref().map(|number| shown.id_number(Some(number)).plain());
        let number = number.map(|number| format!("（身份证号 {number}）")).unwrap_or_default();
        let words = match served.first() {
            Some((first, _)) => format!(
                "兹证明 {}{number} 自 {} 至 {}，参加志愿服务活动 {} 次，累计服务时长 {} 小时。",
                person.name,
                first.date,
                of.as_of,
                served.len(),
                hours(half)
            ),
            None => format!("{}{number} 截至 {} 没有志愿服务记录。", person.name, of.as_of),
        };
        document.blocks.push(Block::Paragraph(Paragraph::body(words)));
        let mut table = Table::new(columns());
        table.rows = (1..).zip(served).map(|(number, (activity, row))| line(number, activity, row)).collect();
        let sum = [Cell::text("合计").over(5), Cell::number(Value::new(hours(half)))];
        table.total = (!served.is_empty()).then(|| Row(sum.to_vec()));
        document.blocks.push(Block::Table(table));
        document.blocks.push(Block::Paragraph(Paragraph::body("特此证明。")));
        document
    }

    fn empty(&self, standard: &Standard) -> Document {
        let mut document = self.sheet(standard);
        document.head.push(HeadLine { left: "　　　　村　　　　网格".to_owned(), right: String::new() });
        let words = "兹证明　　　　　　（身份证号　　　　　　　　　　　　）自　　　　年　　月至　　　　年　　月，\
                     参加志愿服务活动　　　次，累计服务时长　　　小时。";
        let body = Paragraph { kind: ParagraphKind::Body, lines: vec![Line::text(words)] };
        document.blocks.push(Block::Paragraph(body));
        let mut table = Table::new(columns());
        table.rows = vec![by_hand(&table.columns); BLANK_ROWS];
        table.row_height_mm = BLANK_ROW_MM;
        document.blocks.push(Block::Table(table));
        document.blocks.push(Block::Paragraph(Paragraph::body("特此证明。")));
        document
    }

    fn sheet(&self, standard: &Standard) -> Document {
        let mut document = Document::new(self.title(standard), self.paper());
        document.signatures = ["网格党小组组长：", "村党组织（盖章）", "年　　月　　日"].map(str::to_owned).to_vec();
        document
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(13.0).centred(),
        Column::new("日期").mm(27.0).centred(),
        Column::new("活动名称").share(1.3),
        Column::new("服务项目").mm(28.0),
        Column::new("地点"),
        Column::new("时长（小时）").mm(26.0).centred(),
    ]
}

fn line(number: usize, activity: &Activity, row: &ActivityPerson) -> Row {
    let half = row.half_hours.map(|half| hours(u32::from(half)));
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(activity.date.to_string()),
        Cell::text(&activity.name),
        Cell::text(activity.service.map_or(activity.kind.as_str(), |service| service.word())),
        Cell::text(activity.place.as_deref().unwrap_or_default()),
        half.map_or_else(Cell::blank, |half| Cell::number(Value::new(half))),
    ])
}
