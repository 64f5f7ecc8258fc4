//! 工作计划 of a year or a month: made, put right, ticked off. Clause 5.3.

use domain::date::PartialDate;
use domain::id::Id;
use domain::plan::{Plan, PlanItem};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::activity::{only_unit, unit_of};
use super::ground::Ground;
use super::rows::{Line, Rows, Typed};
use super::{Act, owner, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// One thing of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Plans {
    /// Row id of one that is there already, when a plan is put right.
    pub item: Option<String>,
    /// 工作内容.
    pub text: String,
    /// 措施.
    pub measures: Option<String>,
    /// 完成时限.
    pub due: Option<String>,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// Id of the duty that it stands for: it is counted from the records.
    pub duty: Option<String>,
}

/// 制定工作计划.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct MakePlan {
    /// `2026`, or `2026-03`.
    pub period: String,
    /// Row id of the grid whose party group's it is; a book's only one when it is left out, else the village's.
    pub grid: Option<String>,
    /// 工作目标.
    pub targets: Option<String>,
    /// 工作办法.
    pub methods: Option<String>,
    /// What is to be done, in its order.
    pub items: Vec<Plans>,
}

/// 修改工作计划: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditPlan {
    /// Row id of the plan.
    pub plan: String,
    /// 工作目标.
    pub targets: Option<String>,
    /// 工作办法.
    pub methods: Option<String>,
    /// All of what is to be done: what is not among it any more is taken out.
    pub items: Option<Vec<Plans>>,
}

/// 计划完成情况.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct PlanDone {
    /// Row id of the thing of a plan.
    pub item: String,
    /// The day on which it was done; empty: it is not done after all. Left out, it stays.
    pub date: Option<String>,
    /// 完成情况.
    pub result: Option<String>,
}

/// 删除工作计划.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DropPlan {
    /// Row id of the plan.
    pub plan: String,
}

impl Act for MakePlan {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let period = period(&self.period)?;
        let unit = match typed::text(self.grid.as_deref()) {
            Some(grid) => Some(unit_of(ground, &grid)?),
            None => only_unit(ground)?,
        };
        if ground.write.plans_of(period)?.iter().any(|plan| plan.unit == unit) {
            let words = format!("{period} 的工作计划已经有了，请打开它修改");
            return Err(Failure::new("has_already", words).at("period"));
        }
        let row = Plan {
            id: ground.write.mint(),
            period,
            unit,
            targets: typed::text(self.targets.as_deref()),
            methods: typed::text(self.methods.as_deref()),
        };
        if row.targets.is_none() && row.methods.is_none() && self.items.is_empty() {
            return Err(Failure::new("needed", "请写工作目标、办法，或至少一件要做的事").at("targets"));
        }
        ground.write.put(&row)?;
        put(ground, &row, &self.items)?;
        Ok(row.id)
    }
}

impl Act for EditPlan {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row = known(ground, &self.plan)?;
        typed::change(self.targets.as_ref(), &mut row.targets);
        typed::change(self.methods.as_ref(), &mut row.methods);
        ground.write.put(&row)?;
        if let Some(items) = &self.items {
            put(ground, &row, items)?;
        }
        Ok(row.id)
    }
}

impl Act for PlanDone {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row: Option<PlanItem> = ground.write.get(id(&self.item)?)?;
        let mut row = row.ok_or_else(|| Failure::gone().at("item"))?;
        if let Some(date) = &self.date {
            if row.duty.is_some() {
                let words = "这一件是规定动作，按记录自动计数，不用登记完成";
                return Err(Failure::new("counted", words).at("date"));
            }
            row.done_on = match typed::text(Some(date)) {
                None => None,
                Some(date) => Some(ground.day(&date, "完成日期")?.first_day()),
            };
        }
        typed::change(self.result.as_ref(), &mut row.result);
        ground.write.put(&row)?;
        Ok(row.plan)
    }
}

impl Act for DropPlan {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.plan)?;
        for item in ground.write.items_of_plan(row.id)? {
            ground.write.remove::<PlanItem>(item.id)?;
        }
        ground.write.remove::<Plan>(row.id)?;
        Ok(row.id)
    }
}

fn known(ground: &Ground<'_, '_>, plan: &str) -> Result<Plan> {
    ground.write.get(id(plan)?)?.ok_or_else(|| Failure::gone().at("plan"))
}

/// A year or a month.
fn period(text: &str) -> Result<PartialDate> {
    let text = typed::needed(text, "年份或月份", "period")?;
    let date = typed::date(&text, "period")?;
    if date.is_day() {
        return Err(Failure::new("not_a_period", "请写年份或月份，如 2026 或 2026-03").at("period"));
    }
    Ok(date)
}

impl Line for PlanItem {
    fn id(&self) -> Id {
        self.id
    }
}

impl Typed for Plans {
    fn known(&self) -> (Option<&str>, &'static str) {
        (self.item.as_deref(), "item")
    }
}

/// Writes what a plan holds, in its order; how one that was there stands stays with it.
fn put(ground: &mut Ground<'_, '_>, plan: &Plan, said: &[Plans]) -> Result<()> {
    let before = ground.write.items_of_plan(plan.id)?;
    let rows = Rows { list: "items", before: &before, said, twice: "同一件事写了两次，请去掉一条" };
    rows.put(ground, |ground, known, n, typed| row(ground, plan, known, n, typed))
}

fn row(ground: &mut Ground<'_, '_>, plan: &Plan, known: Option<&PlanItem>, n: u32, typed: &Plans) -> Result<PlanItem> {
    let due = typed::maybe_date(typed.due.as_deref(), "due")?;
    if due.is_some_and(|due| due.last_day() < plan.period.first_day()) {
        return Err(Failure::new("due_before", "完成时限早于计划的起始日期，请核对").at("due"));
    }
    let duty = typed::text(typed.duty.as_deref());
    let same = known.and_then(|row| row.duty.as_ref()) == duty.as_ref();
    if let Some(duty) = duty.as_ref().filter(|_| !same)
        && !ground.standard.duties.iter().any(|one| one.id == *duty)
    {
        return Err(Failure::new("unknown_duty", "规范里没有这个规定动作，请从列表里选").at("duty"));
    }
    let done_on = known.and_then(|row| row.done_on);
    if duty.is_some() && done_on.is_some() {
        let words = "这件事已经登记完成，不能改成自动计数的规定动作；请另加一条";
        return Err(Failure::new("done_already", words).at("duty"));
    }
    Ok(PlanItem {
        id: known.map_or_else(|| ground.write.mint(), |row| row.id),
        plan: plan.id,
        n,
        text: typed::needed(&typed.text, "工作内容", "text")?,
        measures: typed::text(typed.measures.as_deref()),
        due,
        owner: owner::read(ground, typed.owner.as_deref(), known.and_then(|row| row.owner))?,
        duty,
        done_on,
        result: known.and_then(|row| row.result.clone()),
    })
}
