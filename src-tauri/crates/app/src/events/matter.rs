//! 民情事项: written down by itself or out of a visit's need, corrected, taken step by step to its end. Clauses 3.1, 3.2,
//! 4.1.
//!
//! Where a matter stands, and whether a step may follow, is [`domain::matter`]'s to say; which kinds there are, the
//! pack's.

mod dispute;
pub(super) mod need;
mod step;
mod whose;

use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};
use domain::date::PartialDate;
use domain::id::Id;
use domain::matter::{Dispute, Matter, MatterStep, MatterStepKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::activity::unit_of;
use super::ground::Ground;
use super::{Act, typed};
use crate::failure::{Failure, Result};
use crate::session::id;
use crate::standard::{MatterKind, Standard};
pub use dispute::DisputeTyped;
pub use step::TakeMatterStep;
use whose::{household, somebody, unit};

/// 登记民情事项. Out of a need, its household, person, day and words are the need's where they are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct OpenMatter {
    /// One of the pack's kinds.
    pub kind: String,
    /// 来源; the pack's first when it is left out.
    pub source: Option<String>,
    /// The day on which it came up.
    pub date: String,
    /// Row id of the visit's need that becomes a matter.
    pub need: Option<String>,
    /// Row id of the grid; the household's, else a book's only one when it is left out.
    pub grid: Option<String>,
    /// Row id of the household.
    pub household: Option<String>,
    /// Row id of the 反映人; with them alone, it is the household where they lived.
    pub reporter: Option<String>,
    /// 反映人 outside of the register.
    pub reporter_name: Option<String>,
    /// 电话.
    pub phone: Option<String>,
    /// 住址.
    pub address: Option<String>,
    /// 内容.
    pub content: String,
    /// 收到材料.
    pub materials: Option<String>,
    /// Row id of the 首问责任人.
    pub first_asked: Option<String>,
    /// 是否本人职责.
    pub own_duty: Option<bool>,
    /// Row id of the 责任人.
    pub responsible: Option<String>,
    /// 时限, the last day; so many days after the first as the pack says of the kind when it is left out.
    pub due: Option<String>,
    /// What a 矛盾纠纷 has beyond it.
    pub dispute: Option<DisputeTyped>,
}

/// 修改民情事项: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditMatter {
    /// Row id of the matter.
    pub matter: String,
    /// One of the pack's kinds.
    pub kind: Option<String>,
    /// 来源.
    pub source: Option<String>,
    /// The day on which it came up, in the year of its number.
    pub date: Option<String>,
    /// Row id of the grid.
    pub grid: Option<String>,
    /// Row id of the household.
    pub household: Option<String>,
    /// Row id of the 反映人.
    pub reporter: Option<String>,
    /// 反映人 outside of the register.
    pub reporter_name: Option<String>,
    /// 电话.
    pub phone: Option<String>,
    /// 住址.
    pub address: Option<String>,
    /// 内容.
    pub content: Option<String>,
    /// 收到材料.
    pub materials: Option<String>,
    /// Row id of the 首问责任人.
    pub first_asked: Option<String>,
    /// 是否本人职责.
    pub own_duty: Option<bool>,
    /// Row id of the 责任人.
    pub responsible: Option<String>,
    /// 时限, the last day.
    pub due: Option<String>,
    /// What a 矛盾纠纷 has beyond it.
    pub dispute: Option<DisputeTyped>,
}

/// 删除误记的民情事项, while nothing was done about it yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DropMatter {
    /// Row id of the matter.
    pub matter: String,
}

impl Act for OpenMatter {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let standard = Arc::clone(&ground.standard);
        let kind = kind_of(&standard, &self.kind)?;
        let asked = typed::text(self.need.as_deref()).map(|need| need::asked(ground, &need)).transpose()?;
        let visit = asked.as_ref().map(|(_, visit)| visit);
        let date = match (typed::text(Some(&self.date)), visit) {
            (None, Some(visit)) => visit.date.first_day(),
            _ => ground.day(&self.date, "日期")?.first_day(),
        };
        let mut matter = Matter {
            id: ground.write.mint(),
            no: String::new(),
            kind: kind.kind.clone(),
            source: match typed::text(self.source.as_deref()) {
                Some(source) => source,
                None => need::source(ground),
            },
            date,
            unit: None,
            household: household(ground, self.household.as_deref(), date)?,
            reporter: somebody(ground, self.reporter.as_deref(), date, "reporter")?,
            reporter_name: typed::text(self.reporter_name.as_deref()),
            phone: typed::phone(self.phone.as_deref())?,
            address: typed::text(self.address.as_deref()),
            content: String::new(),
            materials: typed::text(self.materials.as_deref()),
            first_asked: somebody(ground, self.first_asked.as_deref(), date, "first_asked")?,
            own_duty: self.own_duty,
            responsible: somebody(ground, self.responsible.as_deref(), date, "responsible")?,
            due: match typed::text(self.due.as_deref()) {
                Some(due) => limit(&due)?,
                None => kind.days.and_then(|days| date.checked_add_days(Days::new(u64::from(days)))),
            },
            need: asked.as_ref().map(|(need, _)| need.id),
        };
        if let Some(visit) = visit {
            if date < visit.date.first_day() {
                return Err(Failure::new("before_visit", "事项的日期早于走访日期，请核对").at("date"));
            }
            matter.household = matter.household.or(Some(visit.household));
            let outside = matter.reporter_name.is_some();
            matter.reporter = matter.reporter.or(visit.person.filter(|_| !outside));
        }
        matter.content = match (typed::text(Some(&self.content)), asked) {
            (None, Some((need, _))) => need.text,
            _ => typed::needed(&self.content, "内容", "content")?,
        };
        if let (None, Some(reporter), false) = (matter.household, matter.reporter, kind.nobody) {
            matter.household = ground.stays(reporter, date)?.first().map(|stay| stay.household);
        }
        matter.unit = unit(ground, self.grid.as_deref(), &matter)?;
        begin(ground, matter, kind, self.dispute.as_ref())
    }
}

/// Gives a matter its number and its first step, and writes it.
fn begin(ground: &mut Ground<'_, '_>, matter: Matter, kind: &MatterKind, more: Option<&DisputeTyped>) -> Result<Id> {
    let year = matter.date.year();
    let no = format!("{year:04}-{:03}", ground.write.last_matter_of(year)? + 1);
    let matter = Matter { no, ..matter };
    check(&matter, kind)?;
    ground.write.put(&matter)?;
    let first = MatterStep {
        id: ground.write.mint(),
        matter: matter.id,
        n: 1,
        step: MatterStepKind::Registered,
        date: matter.date,
        actor: None,
        note: None,
        satisfied: None,
    };
    ground.write.put(&first)?;
    dispute::put(ground, &matter, kind, more)?;
    Ok(matter.id)
}

impl Act for EditMatter {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut matter = known(ground, &self.matter)?;
        if let Some(word) = &self.kind {
            matter.kind = kind_of(&ground.standard, word)?.kind.clone();
        }
        let standard = Arc::clone(&ground.standard);
        let kind = kind_of(&standard, &matter.kind)?;
        if let Some(source) = &self.source {
            matter.source = typed::needed(source, "来源", "source")?;
        }
        if let Some(date) = &self.date {
            let date = ground.day(date, "日期")?.first_day();
            matter.date = moved(ground, &matter, date)?;
        }
        // What is not touched is not looked at again: who lived where may have been put right since.
        if self.household.is_some() {
            matter.household = household(ground, self.household.as_deref(), matter.date)?;
        }
        let people = [
            (&self.reporter, &mut matter.reporter, "reporter"),
            (&self.first_asked, &mut matter.first_asked, "first_asked"),
            (&self.responsible, &mut matter.responsible, "responsible"),
        ];
        for (said, kept, field) in people {
            if said.is_some() {
                *kept = somebody(ground, said.as_deref(), matter.date, field)?;
            }
        }
        let texts = [
            (&self.reporter_name, &mut matter.reporter_name),
            (&self.address, &mut matter.address),
            (&self.materials, &mut matter.materials),
        ];
        for (said, kept) in texts {
            typed::change(said.as_ref(), kept);
        }
        if self.phone.is_some() {
            matter.phone = typed::phone(self.phone.as_deref())?;
        }
        if let Some(content) = &self.content {
            matter.content = typed::needed(content, "内容", "content")?;
        }
        matter.own_duty = self.own_duty.or(matter.own_duty);
        if let Some(due) = &self.due {
            matter.due = typed::text(Some(due)).map(|due| limit(&due)).transpose()?.flatten();
        }
        if let Some(grid) = &self.grid {
            matter.unit = typed::text(Some(grid)).map(|grid| unit_of(ground, &grid)).transpose()?;
        }
        check(&matter, kind)?;
        ground.write.put(&matter)?;
        dispute::put(ground, &matter, kind, self.dispute.as_ref())?;
        Ok(matter.id)
    }
}

impl Act for DropMatter {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let matter = known(ground, &self.matter)?;
        let steps = ground.write.steps_of_matter(matter.id)?;
        if steps.len() > 1 {
            let words = "这个事项已经有办理记录，不能删除；办错了请用撤销";
            return Err(Failure::new("has_steps", words).at("matter"));
        }
        for step in steps {
            ground.write.remove::<MatterStep>(step.id)?;
        }
        if let Some(dispute) = ground.write.dispute_of(matter.id)? {
            ground.write.remove::<Dispute>(dispute.id)?;
        }
        ground.write.remove::<Matter>(matter.id)?;
        Ok(matter.id)
    }
}

fn known(ground: &Ground<'_, '_>, matter: &str) -> Result<Matter> {
    ground.write.get(id(matter)?)?.ok_or_else(|| Failure::gone().at("matter"))
}

/// A kind of the pack.
pub(super) fn kind_of<'s>(standard: &'s Standard, word: &str) -> Result<&'s MatterKind> {
    let kinds = &standard.matters;
    let word = typed::needed(word, "事项类别", "kind")?;
    kinds.iter().find(|kind| kind.kind == word).ok_or_else(|| {
        let words: Vec<&str> = kinds.iter().map(|kind| kind.kind.as_str()).collect();
        Failure::new("unknown_kind", format!("事项类别请写{}", words.join("、"))).at("kind")
    })
}

/// 时限: a day, in the future mostly.
fn limit(text: &str) -> Result<Option<NaiveDate>> {
    match typed::maybe_date(Some(text), "due")? {
        Some(date) if !date.is_day() => Err(Failure::new("day_needed", "时限要写到日，如 2026-03-31").at("due")),
        date => Ok(date.map(PartialDate::first_day)),
    }
}

/// Another day for a matter: in the year of its number, not after what was done about it, not before the visit on which
/// it was asked for. 登记 is on the matter's own day.
fn moved(ground: &mut Ground<'_, '_>, matter: &Matter, date: NaiveDate) -> Result<NaiveDate> {
    if date.year() != matter.date.year() {
        let words = "编号按年编，日期不能改到另一年；请删除这个事项，重新登记";
        return Err(Failure::new("other_year", words).at("date"));
    }
    if let Some(need) = matter.need
        && need::visit_of(ground, need)?.is_some_and(|visit| date < visit.date.first_day())
    {
        return Err(Failure::new("before_visit", "事项的日期早于走访日期，请核对").at("date"));
    }
    let steps = ground.write.steps_of_matter(matter.id)?;
    if steps.get(1).is_some_and(|next| next.date < date) {
        return Err(Failure::new("after_steps", "事项的日期晚于已有的办理记录，请核对").at("date"));
    }
    if let Some(first) = steps.first() {
        ground.write.put(&MatterStep { date, ..first.clone() })?;
    }
    Ok(date)
}

/// What must hold of every matter, whatever was typed.
fn check(matter: &Matter, kind: &MatterKind) -> Result<()> {
    if matter.due.is_some_and(|due| due < matter.date) {
        return Err(Failure::new("due_before", "时限早于登记日期，请核对").at("due"));
    }
    if matter.reporter.is_some() && matter.reporter_name.is_some() {
        let words = "反映人只写一处：底册里的人请选，不在底册里的请填姓名";
        return Err(Failure::new("two_reporters", words).at("reporter_name"));
    }
    if kind.nobody {
        let links = [
            (matter.need.is_some(), "need"),
            (matter.household.is_some(), "household"),
            (matter.reporter.is_some(), "reporter"),
            (matter.reporter_name.is_some(), "reporter_name"),
            (matter.phone.is_some(), "phone"),
            (matter.address.is_some(), "address"),
        ];
        if let Some((_, field)) = links.iter().find(|(is, _)| *is) {
            let words = format!("{}只记事情，不挂到人和户，请去掉反映人、户、电话和住址", kind.kind);
            return Err(Failure::new("linked_to_nobody", words).at(field));
        }
    }
    Ok(())
}
