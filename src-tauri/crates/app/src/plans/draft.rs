//! What a plan would hold if nobody typed it: the duties of its time, what was given and decided to be done in it, and
//! what the year's plan sets for it.

use domain::date::{Month, PartialDate};
use domain::duty::{DutyPeriod, DutyScope};
use domain::id::Id;
use domain::meeting::{Meeting, Resolution};
use domain::organisation::StationRole;
use domain::plan::{Plan, PlanItem};
use serde::{Deserialize, Serialize};
use store::Reader;
use ts_rs::TS;

use crate::asked;
use crate::duties::{DutyRule, duty_rules};
use crate::failure::{Failure, Result};
use crate::merged::Merged;
use crate::session::{Session, id};
use crate::tasks::Tasks;

/// For which time and whom a plan is to be proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct PlanAsk {
    /// `2026`, or `2026-03`.
    pub period: String,
    /// The grid whose party group's it is: row id, name or number; the book's only one when it is left out, else the
    /// village.
    pub grid: Option<String>,
}

/// One thing that is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PlanProposal {
    /// 规定动作, 交办, 决议, 年度计划, 上年未完.
    pub from: &'static str,
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
}

/// A plan as it is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PlanDraft {
    /// `2026` or `2026-03`.
    pub period: String,
    /// Row id of the plan that there is already for that time.
    pub there: Option<String>,
    /// 工作目标, as the plan of the year, or of the year before, has them.
    pub targets: Option<String>,
    /// 工作办法, likewise.
    pub methods: Option<String>,
    /// What would be done.
    pub items: Vec<PlanProposal>,
}

/// What a plan would hold.
///
/// # Errors
/// `not_a_period`; a grid that is not there; what the store says.
pub fn plan_draft(session: &Session, ask: &PlanAsk) -> Result<PlanDraft> {
    let wrong = || Failure::new("not_a_period", "请写年份或月份，如 2026 或 2026-03").at("period");
    let period: PartialDate = ask.period.trim().parse().map_err(|_| wrong())?;
    if period.is_day() {
        return Err(wrong());
    }
    let register = session.register()?;
    let grid = asked::grid(&register, ask.grid.as_deref())?.or_else(|| asked::only_grid(&register));
    let unit = grid.map(|at| register.rows().grids[at as usize].unit);
    let village = session.station()?.role != StationRole::Grid;
    let rules = duty_rules(session)?;
    let asked = rules.iter().filter(|rule| is_asked(rule, period, unit.is_none(), village));
    let mut items: Vec<PlanProposal> = asked.map(|rule| of_duty(rule, period)).collect();
    session.read(|reader| {
        items.extend(given(reader, period, unit)?);
        items.extend(decided(reader, period, unit)?);
        let plans: Vec<Plan> = reader.all()?;
        let of = |period: PartialDate| plans.iter().find(|plan| plan.unit == unit && plan.period == period);
        let year = PartialDate::new(period.year(), None, None);
        let above = match period.month() {
            Some(_) => year.and_then(of),
            None => PartialDate::new(period.year() - 1, None, None).and_then(of),
        };
        if let Some(above) = above {
            items.extend(left(reader, above, period)?);
        }
        for item in &mut items {
            let owner = item.owner.as_deref().map(id).transpose()?;
            item.owner_name = owner.and_then(|owner| register.person(owner)).map(|person| person.name.clone());
        }
        // A month's targets are its own; a year's go on from the year before.
        let last = above.filter(|_| period.month().is_none());
        Ok(PlanDraft {
            period: period.to_string(),
            there: of(period).map(|plan| plan.id.to_string()),
            targets: last.and_then(|plan| plan.targets.clone()),
            methods: last.and_then(|plan| plan.methods.clone()),
            items,
        })
    })
}

/// Whether a duty belongs into the plan: it has a number, lies at this level, and its time ends within the plan's.
fn is_asked(rule: &DutyRule, period: PartialDate, of_village: bool, village: bool) -> bool {
    let level = match rule.level {
        DutyScope::Village | DutyScope::Branch => village && of_village,
        DutyScope::Grid | DutyScope::Household | DutyScope::Person => !of_village || !village,
    };
    let ends = match (rule.period, period.month()) {
        (_, None) | (DutyPeriod::Month, _) => true,
        (DutyPeriod::Quarter, Some(month)) => month.is_multiple_of(3),
        (DutyPeriod::Year, Some(month)) => month == 12,
    };
    rule.on && rule.min.is_some() && level && ends
}

fn of_duty(rule: &DutyRule, period: PartialDate) -> PlanProposal {
    let times = rule.min.unwrap_or_default();
    let each = match rule.level {
        DutyScope::Household => "每户",
        DutyScope::Person => "每人",
        _ => "",
    };
    PlanProposal {
        from: "规定动作",
        text: rule.name.clone(),
        measures: Some(format!("{each}每{}至少 {times} 次", rule.period.word())),
        due: Some(period.to_string()),
        owner: None,
        owner_name: None,
        duty: Some(rule.id.clone()),
    }
}

/// Open tasks whose limit lies in the time, or has passed before.
fn given(reader: &Reader<'_>, period: PartialDate, unit: Option<Id>) -> Result<Vec<PlanProposal>> {
    let tasks = Tasks::read(reader, chrono::NaiveDate::MAX)?;
    let due = |due: Option<PartialDate>| due.is_some_and(|due| due.last_day() <= period.last_day());
    let open = tasks.0.iter().filter(|one| one.task.unit == unit && one.standing.state.is_open() && due(one.task.due));
    let proposal = |one: &crate::tasks::GivenTask| PlanProposal {
        from: "交办",
        text: one.task.text.clone(),
        measures: Some(format!("{}交办", one.task.source)),
        due: in_time(one.task.due, period),
        owner: one.owner.map(|owner| owner.to_string()),
        owner_name: None,
        duty: None,
    };
    Ok(open.map(proposal).collect())
}

/// Open resolutions whose limit lies in the time, or has passed before.
fn decided(reader: &Reader<'_>, period: PartialDate, unit: Option<Id>) -> Result<Vec<PlanProposal>> {
    let merged = Merged::read(reader)?;
    let meetings: Vec<Meeting> = reader.all()?;
    let mut found = Vec::new();
    for row in reader.all::<Resolution>()?.into_iter().filter(|row| row.done_on.is_none()) {
        let due = row.due.is_some_and(|due| due.last_day() <= period.last_day());
        let Some(meeting) = meetings.iter().find(|one| one.id == row.meeting).filter(|one| due && one.unit == unit)
        else {
            continue;
        };
        found.push(PlanProposal {
            from: "决议",
            text: row.text,
            measures: Some(format!("{} {}议定", meeting.date, meeting.kind)),
            due: in_time(row.due, period),
            owner: row.owner.map(|owner| merged.kept(owner).to_string()),
            owner_name: None,
            duty: None,
        });
    }
    Ok(found)
}

/// What stands open in the plan of the year, or of the year before.
fn left(reader: &Reader<'_>, above: &Plan, period: PartialDate) -> Result<Vec<PlanProposal>> {
    let merged = Merged::read(reader)?;
    let from = if period.month().is_some() { "年度计划" } else { "上年未完" };
    let begins = Month::of(period.first_day());
    let wanted = |item: &PlanItem| {
        let due = item.due.unwrap_or(above.period);
        item.duty.is_none()
            && item.done_on.is_none()
            && (period.month().is_none() || Month::of(due.last_day()) <= begins || due.last_day() <= period.last_day())
    };
    let items = reader.items_of_plan(above.id)?.into_iter().filter(wanted);
    let proposal = |item: PlanItem| PlanProposal {
        from,
        text: item.text,
        measures: item.measures,
        due: in_time(item.due, period),
        owner: item.owner.map(|owner| merged.kept(owner).to_string()),
        owner_name: None,
        duty: None,
    };
    Ok(items.map(proposal).collect())
}

/// A limit that has passed before the plan begins becomes the plan's own end.
fn in_time(due: Option<PartialDate>, period: PartialDate) -> Option<String> {
    let due = due.filter(|due| due.last_day() >= period.first_day()).unwrap_or(period);
    Some(due.to_string())
}
