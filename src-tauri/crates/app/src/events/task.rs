//! 交办: given to a party group or the village, put right, taken from step to step. Clauses 3.1, 3.2.

use chrono::NaiveDate;
use domain::date::PartialDate;
use domain::id::Id;
use domain::task::{Task, TaskStanding, TaskStep, TaskStepKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::activity::{only_unit, unit_of};
use super::ground::Ground;
use super::{Act, owner, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 登记交办.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct GiveTask {
    /// 交办单位; as the pack has it when it is left out.
    pub source: Option<String>,
    /// Row ids of the grids whose party groups do it, a task each; a book's only one when it is left out, else the
    /// village.
    pub grids: Vec<String>,
    /// 交办日期.
    pub date: String,
    /// 交办内容.
    pub text: String,
    /// 时限.
    pub due: Option<String>,
    /// Row id of the 责任人; of a task for one group.
    pub owner: Option<String>,
    /// 备注.
    pub remark: Option<String>,
}

/// 修改交办: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditTask {
    /// Row id of the task.
    pub task: String,
    /// 交办单位.
    pub source: Option<String>,
    /// 交办日期.
    pub date: Option<String>,
    /// 交办内容.
    pub text: Option<String>,
    /// 时限.
    pub due: Option<String>,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// 备注.
    pub remark: Option<String>,
}

/// 办理交办.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct TakeTaskStep {
    /// Row id of the task.
    pub task: String,
    /// 推进, 完成, 退回, 验收, 重办.
    pub step: String,
    /// On which day.
    pub date: String,
    /// 办理情况; needed of 完成, and as the reason of 退回 and 重办.
    pub note: Option<String>,
}

/// 删除误记的交办, while nothing was done about it yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DropTask {
    /// Row id of the task.
    pub task: String,
}

impl Act for GiveTask {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let date = ground.day(&self.date, "交办日期")?.first_day();
        let text = typed::needed(&self.text, "交办内容", "text")?;
        let source = match typed::text(self.source.as_deref()) {
            Some(source) => source,
            None => ground.standard.tasks.sources.first().cloned().unwrap_or_default(),
        };
        let source = typed::needed(&source, "交办单位", "source")?;
        let due = due(self.due.as_deref(), date)?;
        let units = units(ground, &self.grids)?;
        let owner = owner::read(ground, self.owner.as_deref(), None)?;
        if owner.is_some() && units.len() > 1 {
            let words = "几个网格一起交办时不填责任人，交办以后各自指定";
            return Err(Failure::new("one_owner", words).at("owner"));
        }
        let mut first = None;
        for unit in units {
            let row = Task {
                id: ground.write.mint(),
                source: source.clone(),
                unit,
                date,
                text: text.clone(),
                due,
                owner,
                remark: typed::text(self.remark.as_deref()),
            };
            ground.write.put(&row)?;
            put_step(ground, row.id, 1, (TaskStepKind::Given, date), None)?;
            first = first.or(Some(row.id));
        }
        first.ok_or_else(Failure::gone)
    }
}

impl Act for EditTask {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row = known(ground, &self.task)?;
        if let Some(source) = &self.source {
            row.source = typed::needed(source, "交办单位", "source")?;
        }
        if let Some(text) = &self.text {
            row.text = typed::needed(text, "交办内容", "text")?;
        }
        if let Some(date) = &self.date {
            let date = ground.day(date, "交办日期")?.first_day();
            let steps = ground.write.steps_of_task(row.id)?;
            if steps.get(1).is_some_and(|next| next.date < date) {
                return Err(Failure::new("after_step", "交办日期晚于后面办理的日期，请核对").at("date"));
            }
            if let Some(given) = steps.into_iter().next() {
                ground.write.put(&TaskStep { date, ..given })?;
            }
            row.date = date;
        }
        if let Some(said) = &self.owner {
            row.owner = owner::read(ground, Some(said), row.owner)?;
        }
        row.due = match &self.due {
            Some(said) => due(Some(said), row.date)?,
            None => later(row.due, row.date)?,
        };
        typed::change(self.remark.as_ref(), &mut row.remark);
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for TakeTaskStep {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.task)?;
        let word = typed::needed(&self.step, "办理步骤", "step")?;
        let unknown = || {
            let words: Vec<&str> = TaskStepKind::ALL.iter().skip(1).map(|step| step.word()).collect();
            Failure::new("unknown_step", format!("办理步骤请写{}", words.join("、"))).at("step")
        };
        let step = TaskStepKind::from_word(&word).ok_or_else(unknown)?;
        let steps = ground.write.steps_of_task(row.id)?;
        let standing = TaskStanding::of(&steps).ok_or_else(Failure::gone)?;
        if !standing.state.next().contains(&step) {
            let words: Vec<&str> = standing.state.next().iter().map(|step| step.word()).collect();
            let words = format!("这件交办现在不能{step}，可以{}", words.join("、"));
            return Err(Failure::new("step_not_allowed", words).at("step"));
        }
        let date = ground.day(&self.date, "日期")?.first_day();
        if date < standing.since {
            return Err(Failure::new("before_step", "日期早于上一步的日期，请核对").at("date"));
        }
        let note = typed::text(self.note.as_deref());
        let asked = match step {
            TaskStepKind::Done => Some("请写怎么完成的"),
            TaskStepKind::Returned => Some("请写退回的原因"),
            TaskStepKind::Again => Some("请写重办的原因"),
            _ => None,
        };
        if let (Some(words), None) = (asked, &note) {
            return Err(Failure::new("needed", words).at("note"));
        }
        put_step(ground, row.id, steps.len() as u32 + 1, (step, date), note)?;
        Ok(row.id)
    }
}

impl Act for DropTask {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.task)?;
        let steps = ground.write.steps_of_task(row.id)?;
        if steps.len() > 1 {
            let words = "这件交办已经在办，不能删除；写错了请先撤销办理";
            return Err(Failure::new("begun", words).at("task"));
        }
        for step in steps {
            ground.write.remove::<TaskStep>(step.id)?;
        }
        ground.write.remove::<Task>(row.id)?;
        Ok(row.id)
    }
}

fn known(ground: &Ground<'_, '_>, task: &str) -> Result<Task> {
    ground.write.get(id(task)?)?.ok_or_else(|| Failure::gone().at("task"))
}

/// Who does it: the groups of the grids that are named, each once.
fn units(ground: &Ground<'_, '_>, grids: &[String]) -> Result<Vec<Option<Id>>> {
    if grids.is_empty() {
        return Ok(vec![only_unit(ground)?]);
    }
    let mut units = Vec::with_capacity(grids.len());
    for (at, grid) in grids.iter().enumerate() {
        let unit = Some(unit_of(ground, grid).map_err(|failure| failure.of_row("grids", at))?);
        if units.contains(&unit) {
            return Err(Failure::new("twice", "同一个网格选了两次，请去掉一个").of_row("grids", at));
        }
        units.push(unit);
    }
    Ok(units)
}

fn due(text: Option<&str>, given: NaiveDate) -> Result<Option<PartialDate>> {
    later(typed::maybe_date(text, "due")?, given)
}

fn later(due: Option<PartialDate>, given: NaiveDate) -> Result<Option<PartialDate>> {
    if due.is_some_and(|due| due.last_day() < given) {
        return Err(Failure::new("due_before", "时限早于交办日期，请核对").at("due"));
    }
    Ok(due)
}

fn put_step(
    ground: &mut Ground<'_, '_>,
    task: Id,
    n: u32,
    (step, date): (TaskStepKind, NaiveDate),
    note: Option<String>,
) -> Result<()> {
    let row = TaskStep { id: ground.write.mint(), task, n, step, date, note };
    ground.write.put(&row)?;
    Ok(())
}
