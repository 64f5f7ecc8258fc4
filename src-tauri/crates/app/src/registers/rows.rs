//! One row of each register.

use std::collections::HashSet;

use chrono::NaiveDate;
use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use domain::mask;
use domain::organisation::OrgUnit;
use domain::place::{Organisation, Place, Thing};
use domain::project::Project;
use domain::register::Register;
use serde::Serialize;
use ts_rs::TS;

use crate::activities::unit_name;

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PlaceEntry {
    /// Row id.
    pub id: String,
    /// One of the pack's kinds.
    pub kind: String,
    /// 名称.
    pub name: String,
    /// 村民小组.
    pub hamlet: Option<String>,
    /// 位置.
    pub address: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// Since when; blank = since the opening.
    pub from: Option<String>,
    /// Until when, exclusive.
    pub to: Option<String>,
    /// How many entries of things stand there.
    pub things: u32,
    /// How many photographs.
    pub photos: u32,
}

/// A thing, or a number of like things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ThingRow {
    /// Row id.
    pub id: String,
    /// One of the pack's kinds.
    pub kind: String,
    /// 名称.
    pub name: String,
    /// 数量.
    pub quantity: u32,
    /// 单位.
    pub measure: Option<String>,
    /// Row id of the place.
    pub place: Option<String>,
    /// Its name.
    pub place_name: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// Since when; blank = since the opening.
    pub from: Option<String>,
    /// Until when, exclusive.
    pub to: Option<String>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OrganisationRow {
    /// Row id.
    pub id: String,
    /// One of the pack's kinds.
    pub kind: String,
    /// 名称.
    pub name: String,
    /// Row id of the 负责人, when they are in the register.
    pub person: Option<String>,
    /// Name of the 负责人.
    pub head: Option<String>,
    /// The 负责人 of the register does not live here any more.
    pub head_gone: bool,
    /// Masked.
    pub phone: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// Since when; blank = since the opening.
    pub from: Option<String>,
    /// Until when, exclusive.
    pub to: Option<String>,
}

/// An association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AssociationRow {
    /// Row id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// Row id of the 负责人.
    pub person: Option<String>,
    /// Their name.
    pub head: Option<String>,
    /// 成立日期; blank = since the opening.
    pub founded_on: Option<String>,
    /// 解散日期.
    pub dissolved_on: Option<String>,
    /// How many activities it helped with.
    pub activities: u32,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ProjectRow {
    /// Row id.
    pub id: String,
    /// 乡村振兴, 为民服务, 党建品牌.
    #[ts(type = "'乡村振兴' | '为民服务' | '党建品牌'")]
    pub kind: &'static str,
    /// 项目名称.
    pub name: String,
    /// 目标.
    pub goal: Option<String>,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// Their name.
    pub owner_name: Option<String>,
    /// They do not live here any more.
    pub owner_gone: bool,
    /// Row id of the grid whose party group does it; blank = the village.
    pub grid: Option<String>,
    /// Name of that party group.
    pub group: Option<String>,
    /// 服务对象.
    pub served: Option<String>,
    /// 进展.
    pub progress: Option<String>,
    /// Since when; blank = since the opening.
    pub from: Option<String>,
    /// Until when, exclusive.
    pub to: Option<String>,
    /// How many activities it had.
    pub activities: u32,
    /// How many photographs.
    pub photos: u32,
}

fn told(date: Option<PartialDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

pub(super) fn place(row: &Place, (photos, things): (u32, u32)) -> PlaceEntry {
    PlaceEntry {
        id: row.id.to_string(),
        kind: row.kind.clone(),
        name: row.name.clone(),
        hamlet: row.hamlet.clone(),
        address: row.address.clone(),
        note: row.note.clone(),
        from: told(row.from),
        to: told(row.to),
        things,
        photos,
    }
}

pub(super) fn thing(row: &Thing, place: Option<&str>) -> ThingRow {
    ThingRow {
        id: row.id.to_string(),
        kind: row.kind.clone(),
        name: row.name.clone(),
        quantity: row.quantity,
        measure: row.measure.clone(),
        place: row.place.map(|place| place.to_string()),
        place_name: place.map(str::to_owned),
        note: row.note.clone(),
        from: told(row.from),
        to: told(row.to),
    }
}

/// What rows that name people are shown with.
pub(super) struct Shown<'r> {
    register: &'r Register,
    here: HashSet<Id>,
}

impl<'r> Shown<'r> {
    pub fn new(register: &'r Register, today: NaiveDate) -> Self {
        let stays = register.rows().residences.iter().filter(|stay| holds_on(stay.from, stay.to, today));
        Self { register, here: stays.map(|stay| stay.person).collect() }
    }

    fn name(&self, person: Option<Id>) -> Option<String> {
        self.register.person(person?).map(|person| person.name.clone())
    }

    fn is_gone(&self, person: Option<Id>) -> bool {
        person.is_some_and(|person| !self.here.contains(&person))
    }

    pub fn organisation(&self, row: &Organisation) -> OrganisationRow {
        OrganisationRow {
            id: row.id.to_string(),
            kind: row.kind.clone(),
            name: row.name.clone(),
            person: row.person.map(|person| person.to_string()),
            head: self.name(row.person).or_else(|| row.head.clone()),
            head_gone: self.is_gone(row.person),
            phone: row.phone.as_deref().map(|phone| phone.split('/').map(mask::phone).collect::<Vec<_>>().join("/")),
            note: row.note.clone(),
            from: told(row.from),
            to: told(row.to),
        }
    }

    pub fn association(&self, row: &OrgUnit, head: Option<Id>, activities: u32) -> AssociationRow {
        AssociationRow {
            id: row.id.to_string(),
            name: row.name.clone(),
            person: head.map(|head| head.to_string()),
            head: self.name(head),
            founded_on: told(row.founded_on),
            dissolved_on: told(row.dissolved_on),
            activities,
        }
    }

    pub fn project(&self, row: &Project, (activities, photos): (u32, u32)) -> ProjectRow {
        let grid = self.register.rows().grids.iter().find(|grid| Some(grid.unit) == row.unit);
        ProjectRow {
            id: row.id.to_string(),
            kind: row.kind.word(),
            name: row.name.clone(),
            goal: row.goal.clone(),
            owner: row.owner.map(|owner| owner.to_string()),
            owner_name: self.name(row.owner),
            owner_gone: self.is_gone(row.owner),
            grid: grid.map(|grid| grid.id.to_string()),
            group: unit_name(self.register, row.unit),
            served: row.served.clone(),
            progress: row.progress.clone(),
            from: told(row.from),
            to: told(row.to),
            activities,
            photos,
        }
    }
}
