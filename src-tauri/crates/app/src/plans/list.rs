//! The plans of a year, and one whole with how far each thing of it is.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use domain::date::Month;
use domain::duty::DutyState;
use domain::id::Id;
use domain::plan::{Plan, PlanItem};
use domain::register::Register;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::activities::unit_name;
use crate::asked;
use crate::duties::{DutyQuery, DutyRow, duties};
use crate::failure::{Failure, Result};
use crate::merged::Merged;
use crate::session::{Session, id};

/// Which plans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct PlanQuery {
    /// Of which year; blank = this year.
    pub year: Option<u32>,
    /// Only of this grid: row id, name or number.
    pub grid: Option<String>,
}

/// A plan in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PlanRow {
    /// Row id.
    pub id: String,
    /// `2026` or `2026-03`.
    pub period: String,
    /// Name of the party group; blank = the village.
    pub group: Option<String>,
    /// 工作目标.
    pub targets: Option<String>,
    /// How many things are to be done.
    pub items: usize,
    /// How many of those that are ticked off, not counted, are done.
    pub done: usize,
    /// How many of them stand open though their time has passed.
    pub late: usize,
}

/// The plans of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PlanList {
    /// Of which year.
    pub year: u32,
    /// The years of which there are plans, this one and the next, the last first.
    pub years: Vec<u32>,
    /// The year's own plans first, then months in their order.
    pub rows: Vec<PlanRow>,
}

/// One thing of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PlanItemRow {
    /// Row id.
    pub id: String,
    /// 工作内容.
    pub text: String,
    /// 措施.
    pub measures: Option<String>,
    /// 完成时限.
    pub due: Option<String>,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// Their name.
    pub owner_name: Option<String>,
    /// Id of the duty that it stands for.
    pub duty: Option<String>,
    /// `2/3`: how often the duty was done, and how often it is asked for.
    pub count: Option<String>,
    /// Opens the records that were counted, where they are one duty's of one period.
    pub link: Option<String>,
    /// The day on which it was done.
    pub done_on: Option<String>,
    /// 完成情况.
    pub result: Option<String>,
    /// It is done, ticked off or counted.
    pub done: bool,
    /// It is not, and its time has passed.
    pub late: bool,
}

/// One plan, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PlanView {
    /// As lists have it.
    pub plan: PlanRow,
    /// Row id of the grid whose party group's it is.
    pub grid: Option<String>,
    /// 工作办法.
    pub methods: Option<String>,
    /// What is to be done, in its order.
    pub items: Vec<PlanItemRow>,
}

/// How far one thing of a plan is.
pub(crate) struct Standing {
    /// Of a duty: how often it was done and is asked for, and what opens the records.
    pub count: Option<(u32, u32)>,
    pub link: Option<String>,
    pub done: bool,
    pub late: bool,
}

/// How far the things of a plan are on a day, each in its turn.
pub(crate) fn stands(session: &Session, plan: &Plan, items: &[PlanItem], today: NaiveDate) -> Result<Vec<Standing>> {
    let rows =
        if items.iter().any(|item| item.duty.is_some()) { counted(session, plan, today)? } else { HashMap::new() };
    let of = |item: &PlanItem| {
        let due = item.due.unwrap_or(plan.period).last_day();
        let Some(duty) = &item.duty else {
            let done = item.done_on.is_some_and(|done| done <= today);
            return Standing { count: None, link: None, done, late: !done && due < today };
        };
        let rows = rows.get(duty).map_or(&[][..], Vec::as_slice);
        let asked: u32 = rows.iter().filter_map(|row| row.required).sum();
        // Twice in one month does not make up for none in another.
        let count: u32 = rows.iter().map(|row| row.required.map_or(row.done, |asked| row.done.min(asked))).sum();
        let done =
            !rows.is_empty() && rows.iter().all(|row| matches!(row.state, DutyState::Done | DutyState::NoNumber));
        let link = rows.first().filter(|_| rows.len() == 1).map(|row| row.link.clone());
        let late = rows.iter().any(|row| row.state == DutyState::Missing);
        Standing { count: Some((count, asked)).filter(|_| !rows.is_empty()), link, done, late }
    };
    Ok(items.iter().map(of).collect())
}

/// The rows of duties in a plan's time as they stood on a day, by duty; none of a time that has not come.
fn counted(session: &Session, plan: &Plan, day: NaiveDate) -> Result<HashMap<String, Vec<DutyRow>>> {
    if plan.period.first_day() > session.today() {
        return Ok(HashMap::new());
    }
    let grid = session.register()?.grid_of_unit(plan.unit).map(|grid| grid.id.to_string());
    let ask = |period: String| {
        duties(session, &DutyQuery { period: Some(period), grid: grid.clone(), together: plan.unit.is_none() })
    };
    let mut rows = ask(plan.period.to_string())?;
    let seen = Month::of(day);
    if plan.period.month().is_none() && seen < Month::of(session.today()) {
        // Periods that were over stay; those that ran then stand as they did in the month of that day.
        let over = |row: &DutyRow| row.month.parse::<Month>().is_ok_and(|last| last <= seen);
        rows.retain(over);
        rows.extend(ask(seen.to_string())?.into_iter().filter(|row| !over(row)));
    }
    let mut by: HashMap<String, Vec<DutyRow>> = HashMap::new();
    for row in rows {
        by.entry(row.id.clone()).or_default().push(row);
    }
    Ok(by)
}

fn row(register: &Register, plan: &Plan, items: &[PlanItem], today: NaiveDate) -> PlanRow {
    let ticked = || items.iter().filter(|item| item.duty.is_none());
    let late = |item: &&PlanItem| item.done_on.is_none() && item.due.unwrap_or(plan.period).last_day() < today;
    PlanRow {
        id: plan.id.to_string(),
        period: plan.period.to_string(),
        group: unit_name(register, plan.unit),
        targets: plan.targets.clone(),
        items: items.len(),
        done: ticked().filter(|item| item.done_on.is_some()).count(),
        late: ticked().filter(late).count(),
    }
}

/// The plans of a year: its own first, then those of its months.
///
/// # Errors
/// A grid that is not there; what the store says.
pub fn plans(session: &Session, query: &PlanQuery) -> Result<PlanList> {
    let register = session.register()?;
    let this = session.today().year().unsigned_abs();
    let year = query.year.unwrap_or(this);
    let unit = asked::unit(&register, query.grid.as_deref())?;
    let (all, items) = session.read(|reader| Ok((reader.all::<Plan>()?, reader.all::<PlanItem>()?)))?;
    let mut by: HashMap<Id, Vec<PlanItem>> = HashMap::new();
    for item in items {
        by.entry(item.plan).or_default().push(item);
    }
    let of = |plan: &Plan| plan.period.year().unsigned_abs();
    let mut years: Vec<u32> = all.iter().map(of).chain([this, this + 1]).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let wanted = |plan: &&Plan| of(plan) == year && unit.is_none_or(|unit| plan.unit == Some(unit));
    let mut found: Vec<&Plan> = all.iter().filter(wanted).collect();
    let number = |unit: Option<Id>| register.grid_of_unit(unit).map(|grid| grid.number);
    found.sort_by_key(|plan| (plan.period.to_string(), number(plan.unit), plan.id));
    let items = |plan: &Plan| by.get(&plan.id).map_or(&[][..], Vec::as_slice);
    let rows = found.iter().map(|plan| row(&register, plan, items(plan), session.today())).collect();
    Ok(PlanList { year, years, rows })
}

/// One plan with how far it is.
///
/// # Errors
/// A plan that is not there; what the store says.
pub fn plan(session: &Session, plan: &str) -> Result<PlanView> {
    let plan: Id = id(plan)?;
    let register = session.register()?;
    let (plan, items, merged) = session.read(|reader| {
        let row: Plan = reader.get(plan)?.ok_or_else(Failure::gone)?;
        let items = reader.items_of_plan(row.id)?;
        Ok((row, items, Merged::read(reader)?))
    })?;
    let standing = stands(session, &plan, &items, session.today())?;
    let item = |(item, stands): (&PlanItem, Standing)| {
        let owner = item.owner.map(|owner| merged.kept(owner));
        PlanItemRow {
            id: item.id.to_string(),
            text: item.text.clone(),
            measures: item.measures.clone(),
            due: item.due.map(|due| due.to_string()),
            owner: owner.map(|owner| owner.to_string()),
            owner_name: owner.and_then(|owner| register.person(owner)).map(|person| person.name.clone()),
            duty: item.duty.clone(),
            count: stands
                .count
                .map(|(done, asked)| if asked == 0 { done.to_string() } else { format!("{done}/{asked}") }),
            link: stands.link,
            done_on: item.done_on.map(|done| done.to_string()),
            result: item.result.clone(),
            done: stands.done,
            late: stands.late,
        }
    };
    let rows = items.iter().zip(standing).map(item).collect();
    let grid = register.grid_of_unit(plan.unit);
    Ok(PlanView {
        plan: row(&register, &plan, &items, session.today()),
        grid: grid.map(|grid| grid.id.to_string()),
        methods: plan.methods.clone(),
        items: rows,
    })
}
