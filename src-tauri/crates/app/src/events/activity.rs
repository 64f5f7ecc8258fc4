//! 活动: recorded with who took part, corrected, taken out again when it was entered by mistake. Clauses 3.1, 3.3, 4.

mod people;

use std::sync::Arc;

use domain::activity::{Activity, ActivityPerson, ServiceKind};
use domain::attachment::Owner;
use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use domain::organisation::{Grid, OrgUnit, UnitKind};
use domain::project::Project;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::typed::Count;
use super::{Act, attachment, sealed, typed};
use crate::failure::{Failure, Result};
use crate::session::id;
use crate::standard::{ActivityKind, Standard};
pub use people::TakesPart;

/// 登记活动.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct HoldActivity {
    /// One of the pack's kinds.
    pub kind: String,
    /// 活动名称.
    pub name: String,
    /// Which of the six kinds of service; the usual one of its kind when it is left out.
    pub service: Option<String>,
    /// 主题.
    pub topic: Option<String>,
    /// The day.
    pub date: String,
    /// `08:30`.
    pub start: Option<String>,
    /// `10:00`.
    pub end: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// 内容.
    pub body: Option<String>,
    /// 服务对象.
    pub beneficiaries: Option<String>,
    /// 服务人次.
    pub served: Option<Count>,
    /// Row id of the 负责人.
    pub led_by: Option<String>,
    /// Row id of the grid that held it; a book's only one when it is left out, else the village.
    pub grid: Option<String>,
    /// Row id of the project.
    pub project: Option<String>,
    /// Row id of the association that helped.
    pub association: Option<String>,
    /// 成效, 评价.
    pub result: Option<String>,
    /// Who took part.
    pub people: Vec<TakesPart>,
    /// 补记: its month is sealed, and that is known.
    pub late: Option<bool>,
}

/// 修改活动: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditActivity {
    /// Row id of the activity.
    pub activity: String,
    /// One of the pack's kinds.
    pub kind: Option<String>,
    /// 活动名称.
    pub name: Option<String>,
    /// Which of the six kinds of service.
    pub service: Option<String>,
    /// 主题.
    pub topic: Option<String>,
    /// The day.
    pub date: Option<String>,
    /// `08:30`.
    pub start: Option<String>,
    /// `10:00`.
    pub end: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// 内容.
    pub body: Option<String>,
    /// 服务对象.
    pub beneficiaries: Option<String>,
    /// 服务人次.
    pub served: Option<Count>,
    /// Row id of the 负责人.
    pub led_by: Option<String>,
    /// Row id of the grid that held it.
    pub grid: Option<String>,
    /// Row id of the project.
    pub project: Option<String>,
    /// Row id of the association that helped.
    pub association: Option<String>,
    /// 成效, 评价.
    pub result: Option<String>,
    /// Everybody who took part: who is not among them any more is taken out.
    pub people: Option<Vec<TakesPart>>,
    /// 补记: its month is sealed, and that is known.
    pub late: Option<bool>,
}

/// 删除误记的活动, with its photographs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct DropActivity {
    /// Row id of the activity.
    pub activity: String,
    /// 补记: its month is sealed, and that is known.
    #[serde(default)]
    pub late: Option<bool>,
}

impl Act for HoldActivity {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let id = ground.write.mint();
        let date = ground.day(&self.date, "活动日期")?;
        sealed::open(ground, date, self.late)?;
        let standard = Arc::clone(&ground.standard);
        let kind = kind(&standard, &self.kind)?;
        let served_by = match typed::text(self.grid.as_deref()) {
            Some(grid) => Some(unit_of(ground, &grid)?),
            None => only_unit(ground)?,
        };
        let activity = Activity {
            id,
            kind: kind.kind.clone(),
            name: typed::needed(&self.name, "活动名称", "name")?,
            service: service(self.service.as_deref())?.or(kind.service),
            topic: typed::text(self.topic.as_deref()),
            date,
            start: typed::time(self.start.as_deref(), "start")?,
            end: typed::time(self.end.as_deref(), "end")?,
            place: typed::text(self.place.as_deref()),
            body: typed::text(self.body.as_deref()),
            beneficiaries: typed::text(self.beneficiaries.as_deref()),
            served: typed::count(self.served.as_ref(), "served")?,
            led_by: leader(ground, self.led_by.as_deref(), date)?,
            unit: served_by,
            project: project(ground, self.project.as_deref(), date)?,
            association: association(ground, self.association.as_deref(), date)?,
            result: typed::text(self.result.as_deref()),
            entered_on: Some(ground.today),
        };
        put(ground, &activity)?;
        people::put(ground, &activity, &[], &self.people)?;
        Ok(id)
    }
}

impl Act for EditActivity {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let before = known(ground, &self.activity)?;
        let mut activity = before.clone();
        if let Some(word) = &self.kind {
            activity.kind = kind(&ground.standard, word)?.kind.clone();
        }
        if let Some(name) = &self.name {
            activity.name = typed::needed(name, "活动名称", "name")?;
        }
        if self.service.is_some() {
            activity.service = service(self.service.as_deref())?;
        }
        if let Some(date) = &self.date {
            activity.date = ground.day(date, "活动日期")?;
        }
        let times = [(&self.start, &mut activity.start, "start"), (&self.end, &mut activity.end, "end")];
        for (said, kept, field) in times {
            if said.is_some() {
                *kept = typed::time(said.as_deref(), field)?;
            }
        }
        let texts = [
            (&self.topic, &mut activity.topic),
            (&self.place, &mut activity.place),
            (&self.body, &mut activity.body),
            (&self.beneficiaries, &mut activity.beneficiaries),
            (&self.result, &mut activity.result),
        ];
        for (said, kept) in texts {
            typed::change(said.as_ref(), kept);
        }
        if self.served.is_some() {
            activity.served = typed::count(self.served.as_ref(), "served")?;
        }
        // What is not touched is not looked at again: who lived where may have been put right since.
        if self.led_by.is_some() {
            activity.led_by = leader(ground, self.led_by.as_deref(), activity.date)?;
        }
        if let Some(grid) = &self.grid {
            activity.unit = typed::text(Some(grid)).map(|grid| unit_of(ground, &grid)).transpose()?;
        }
        if self.project.is_some() {
            activity.project = project(ground, self.project.as_deref(), activity.date)?;
        }
        if self.association.is_some() {
            activity.association = association(ground, self.association.as_deref(), activity.date)?;
        }
        for date in [before.date, activity.date] {
            sealed::open(ground, date, self.late)?;
        }
        put(ground, &activity)?;
        let there = ground.write.participants_of(activity.id)?;
        match &self.people {
            Some(people) => people::put(ground, &activity, &there, people)?,
            None => people::follow(ground, &before, &activity, there)?,
        }
        Ok(activity.id)
    }
}

impl Act for DropActivity {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.activity)?;
        sealed::open(ground, row.date, self.late)?;
        let activity = row.id;
        for row in ground.write.participants_of(activity)? {
            ground.write.remove::<ActivityPerson>(row.id)?;
        }
        attachment::drop_all(ground, Owner::Activity(activity))?;
        ground.write.remove::<Activity>(activity)?;
        Ok(activity)
    }
}

fn known(ground: &Ground<'_, '_>, activity: &str) -> Result<Activity> {
    ground.write.get(id(activity)?)?.ok_or_else(|| Failure::gone().at("activity"))
}

fn kind<'s>(standard: &'s Standard, word: &str) -> Result<&'s ActivityKind> {
    let kinds = &standard.activities;
    let word = typed::needed(word, "活动类型", "kind")?;
    kinds.iter().find(|kind| kind.kind == word).ok_or_else(|| {
        let words: Vec<&str> = kinds.iter().map(|kind| kind.kind.as_str()).collect();
        Failure::new("unknown_kind", format!("活动类型请写{}", words.join("、"))).at("kind")
    })
}

fn service(word: Option<&str>) -> Result<Option<ServiceKind>> {
    let Some(word) = typed::text(word) else { return Ok(None) };
    let unknown = || {
        let words: Vec<&str> = ServiceKind::ALL.iter().map(|kind| kind.word()).collect();
        Failure::new("unknown_service", format!("服务类别请写{}", words.join("、"))).at("service")
    };
    ServiceKind::from_word(&word).map(Some).ok_or_else(unknown)
}

/// The party group of a grid.
pub(super) fn unit_of(ground: &Ground<'_, '_>, grid: &str) -> Result<Id> {
    let grid: Option<Grid> = ground.write.get(id(grid)?)?;
    grid.map(|grid| grid.unit).ok_or_else(|| Failure::gone().at("grid"))
}

/// The party group of a book that has one grid.
pub(super) fn only_unit(ground: &Ground<'_, '_>) -> Result<Option<Id>> {
    let grids: Vec<Grid> = ground.write.all()?;
    let mut open = grids.into_iter().filter(|grid| grid.to.is_none());
    Ok(open.next().filter(|_| open.next().is_none()).map(|grid| grid.unit))
}

fn leader(ground: &Ground<'_, '_>, person: Option<&str>, date: PartialDate) -> Result<Option<Id>> {
    let Some(person) = typed::text(person) else { return Ok(None) };
    ground.there(&person, date).map(Some).map_err(|failure| failure.at("led_by"))
}

fn project(ground: &Ground<'_, '_>, project: Option<&str>, date: PartialDate) -> Result<Option<Id>> {
    let Some(project) = typed::text(project) else { return Ok(None) };
    let row: Option<Project> = ground.write.get(id(&project)?)?;
    let row = row.ok_or_else(|| Failure::gone().at("project"))?;
    if holds_on(row.from, row.to, date.first_day()) {
        return Ok(Some(row.id));
    }
    Err(Failure::new("not_running", "这个项目那天没有开展，请核对日期或另选项目").at("project"))
}

fn association(ground: &Ground<'_, '_>, association: Option<&str>, date: PartialDate) -> Result<Option<Id>> {
    let Some(association) = typed::text(association) else { return Ok(None) };
    let unit: Option<OrgUnit> = ground.write.get(id(&association)?)?;
    let unit = unit.filter(|unit| unit.kind == UnitKind::Association);
    let unit = unit.ok_or_else(|| Failure::gone().at("association"))?;
    if holds_on(unit.founded_on, unit.dissolved_on, date.first_day()) {
        return Ok(Some(unit.id));
    }
    Err(Failure::new("not_running", "这个社会组织那天还没有成立或已经解散，请核对日期").at("association"))
}

fn put(ground: &mut Ground<'_, '_>, activity: &Activity) -> Result<()> {
    typed::in_order(activity.start, activity.end)?;
    ground.write.put(activity)?;
    Ok(())
}
