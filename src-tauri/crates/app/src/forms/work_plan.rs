//! 年度、月度工作计划: targets, means, what is to be done by when and by whom, and how far it is. Clause 5.3.

use chrono::Datelike;
use domain::date::PartialDate;
use domain::document::{Block, Cell, Column, Document, Field, Fields, HeadLine, Paper, Row, Table, Value};
use domain::id::Id;
use domain::plan::{Plan, PlanItem};

use super::listing::{Of, bare, by_hand, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::activities::unit_name;
use crate::failure::{Failure, Result};
use crate::merged::Merged;
use crate::plans::{Standing, stands};
use crate::session::Session;
use crate::standard::Standard;

/// Room on a sheet that is filled in by hand: rows, and their height in millimetres.
const BLANK_ROWS: usize = 10;
const BLANK_ROW_MM: f64 = 13.0;

/// The plan.
pub(super) struct WorkPlan;

impl Form for WorkPlan {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("work_plan", |titles| &titles.work_plan, FormScope::Month, Paper::A4);
        &ABOUT
    }

    /// `subject` is the plan; without one, those of the month that is named, else of the running one, and of its year.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        if request.blank {
            return Ok(vec![self.empty(standard, "　　　　村　　　　网格", "　　　年　　月")]);
        }
        let (of, subject) = Of::of_record(session, request)?;
        let plans = plans(session, &of, subject)?;
        let documents = plans
            .iter()
            .map(|(plan, items)| self.of(session, standard, &of, plan, items))
            .collect::<Result<Vec<_>>>()?;
        if documents.is_empty() {
            return Ok(vec![self.empty(standard, &of.place, &words(Some(of.month.first_day().into())))]);
        }
        Ok(documents)
    }
}

/// The plans that are asked for, each with its things, whose owners are the records that stand for them.
fn plans(session: &Session, of: &Of, subject: Option<Id>) -> Result<Vec<(Plan, Vec<PlanItem>)>> {
    session.read(|reader| {
        let merged = Merged::read(reader)?;
        let found: Vec<Plan> = match subject {
            Some(subject) => vec![reader.get(subject)?.ok_or_else(Failure::gone)?],
            None => {
                let first = of.month.first_day();
                let month = PartialDate::new(first.year(), Some(first.month()), None);
                let periods = [month, PartialDate::new(first.year(), None, None)];
                let mut found = Vec::new();
                for period in periods.into_iter().flatten() {
                    found.extend(reader.plans_of(period)?);
                }
                let unit = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
                found.retain(|plan| unit.is_none() || plan.unit == unit);
                found
            }
        };
        let whole = |plan: Plan| {
            let mut items = reader.items_of_plan(plan.id)?;
            for item in &mut items {
                item.owner = item.owner.map(|owner| merged.kept(owner));
            }
            Ok((plan, items))
        };
        found.into_iter().map(whole).collect()
    })
}

/// `2026年度`, `2026年3月`.
fn words(period: Option<PartialDate>) -> String {
    let Some(period) = period else { return String::new() };
    match period.month() {
        Some(month) => format!("{}年{month}月", period.year()),
        None => format!("{}年度", period.year()),
    }
}

impl WorkPlan {
    fn of(&self, session: &Session, standard: &Standard, of: &Of, plan: &Plan, items: &[PlanItem]) -> Result<Document> {
        let group = unit_name(&of.register, plan.unit).unwrap_or_default();
        let left = format!("{}　{group}", of.place).trim_end().to_owned();
        let mut document = self.sheet(standard, HeadLine { left, right: words(Some(plan.period)) });
        document.name = words(Some(plan.period));
        document.blocks.push(Block::Fields(fields(maybe(plan.targets.as_ref()), maybe(plan.methods.as_ref()))));
        let standing = stands(session, plan, items, of.as_of)?;
        let mut table = Table::new(columns());
        table.rows = (1..)
            .zip(items.iter().zip(&standing))
            .map(|(number, (item, stands))| row(of, number, item, stands))
            .collect();
        document.blocks.push(Block::Table(table));
        Ok(document)
    }

    fn empty(&self, standard: &Standard, left: &str, right: &str) -> Document {
        let mut document = self.sheet(standard, HeadLine { left: left.to_owned(), right: right.to_owned() });
        document.blocks.push(Block::Fields(fields(Cell::room(), Cell::room())));
        let mut table = Table::new(columns());
        table.rows = vec![by_hand(&table.columns); BLANK_ROWS];
        table.row_height_mm = BLANK_ROW_MM;
        document.blocks.push(Block::Table(table));
        document
    }

    fn sheet(&self, standard: &Standard, head: HeadLine) -> Document {
        let mut document = bare(self, standard);
        document.footer.clear();
        document.head.push(head);
        document
    }
}

fn fields(targets: Cell, methods: Cell) -> Fields {
    Fields { per_row: 1, fields: vec![Field::new("工作目标", targets), Field::new("工作办法", methods)] }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("工作内容").share(1.3),
        Column::new("措施"),
        Column::new("完成时限").mm(24.0).centred(),
        Column::new("责任人").mm(20.0),
        Column::new("完成情况").share(1.1),
    ]
}

fn row(of: &Of, number: usize, item: &PlanItem, stands: &Standing) -> Row {
    let owner = item.owner.and_then(|owner| of.register.person(owner)).map(|person| person.name.clone());
    let counted = stands.count.map(|(done, asked)| match asked {
        0 => format!("{done} 次"),
        asked => format!("{done}/{asked}"),
    });
    let state = item.done_on.filter(|_| stands.done).map(|done| format!("{done} 完成")).or(counted);
    let late = stands.late.then(|| "未按时完成".to_owned());
    // What came of it later was not known on that day.
    let result = item.result.clone().filter(|_| item.done_on.is_none_or(|done| done <= of.as_of));
    let parts: Vec<String> = [state, late, result].into_iter().flatten().collect();
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(&item.text),
        maybe(item.measures.as_ref()),
        Cell::text(item.due.map(|due| due.to_string()).unwrap_or_default()),
        maybe(owner.as_ref()),
        Cell::text(parts.join("　")),
    ])
}
