//! 社会组织 of clause 4.4: associations of calligraphy, poetry, dance and song, as units of the tree.

use domain::activity::Activity;
use domain::date::PartialDate;
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind, UnitKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::place::still_used;
use super::{Act, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 登记社会组织.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct FoundAssociation {
    /// 名称.
    pub name: String,
    /// Row id of who leads it.
    pub head: Option<String>,
    /// 成立日期; already so at the opening when it is left out.
    pub date: Option<String>,
}

/// 社会组织更名或换负责人: what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditAssociation {
    /// Row id of the association.
    pub association: String,
    /// 名称.
    pub name: Option<String>,
    /// Row id of who leads it now; empty = nobody.
    pub head: Option<String>,
    /// First day of the new head.
    pub date: Option<String>,
}

/// 社会组织解散, or taking it out when it was entered by mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct DissolveAssociation {
    /// Row id of the association.
    pub association: String,
    /// First day without it; entered by mistake when it is left out.
    pub date: Option<String>,
}

impl Act for FoundAssociation {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let name = free_name(ground, &self.name, None)?;
        let date = typed::text(self.date.as_deref()).map(|date| ground.past(&date)).transpose()?;
        let units: Vec<OrgUnit> = ground.write.all()?;
        let of = |kind| units.iter().find(|unit| unit.kind == kind).map(|unit| unit.id);
        let unit = OrgUnit {
            id: ground.write.mint(),
            kind: UnitKind::Association,
            parent: of(UnitKind::VillageOrg).or_else(|| of(UnitKind::PartyGroup)),
            name,
            code: None,
            founded_on: date,
            led_by: None,
            approved_by: None,
            dissolved_on: None,
        };
        ground.write.put(&unit)?;
        if let Some(head) = typed::text(self.head.as_deref()) {
            lead(ground, unit.id, &head, date)?;
        }
        Ok(unit.id)
    }
}

impl Act for EditAssociation {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut unit = standing(ground, &self.association)?;
        if let Some(name) = &self.name {
            unit.name = free_name(ground, name, Some(unit.id))?;
        }
        if let Some(head) = &self.head {
            let since = match typed::text(self.date.as_deref()) {
                Some(date) => ground.past(&date)?,
                None => PartialDate::from(ground.today),
            };
            let head = typed::text(Some(head));
            let (stays, goes): (Vec<Role>, Vec<Role>) =
                running(ground, unit.id)?.into_iter().partition(|role| Some(role.person.to_string()) == head);
            end(ground, goes, since)?;
            if let Some(head) = head.filter(|_| stays.is_empty()) {
                lead(ground, unit.id, &head, Some(since))?;
            }
        }
        ground.write.put(&unit)?;
        Ok(unit.id)
    }
}

impl Act for DissolveAssociation {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let Some(date) = typed::text(self.date.as_deref()) else { return forget(ground, &self.association) };
        let unit = standing(ground, &self.association)?;
        let date = ground.past(&date)?;
        if unit.founded_on.is_some_and(|founded| date.first_day() < founded.first_day()) {
            return Err(Failure::new("ends_before_start", "解散日期早于成立日期，请核对").at("date"));
        }
        let heads = running(ground, unit.id)?;
        end(ground, heads, date)?;
        let id = unit.id;
        ground.write.put(&OrgUnit { dissolved_on: Some(date), ..unit })?;
        Ok(id)
    }
}

fn known(ground: &Ground<'_, '_>, association: &str) -> Result<OrgUnit> {
    let unit: Option<OrgUnit> = ground.write.get(id(association)?)?;
    unit.filter(|unit| unit.kind == UnitKind::Association).ok_or_else(|| Failure::gone().at("association"))
}

/// Takes an association out as if it had never been: it helped with nothing, and nobody led it.
fn forget(ground: &mut Ground<'_, '_>, association: &str) -> Result<Id> {
    let unit = known(ground, association)?.id;
    if ground.write.all::<Activity>()?.iter().any(|activity| activity.association == Some(unit)) {
        return Err(still_used().at("association"));
    }
    for role in ground.write.roles_of_unit(unit)? {
        ground.write.remove::<Role>(role.id)?;
    }
    ground.write.remove::<OrgUnit>(unit)?;
    Ok(unit)
}

/// An association that has not been dissolved.
fn standing(ground: &Ground<'_, '_>, association: &str) -> Result<OrgUnit> {
    let unit = known(ground, association)?;
    if unit.dissolved_on.is_some() {
        return Err(Failure::new("ended_already", "这个社会组织已经解散，请另选一个").at("association"));
    }
    Ok(unit)
}

fn free_name(ground: &Ground<'_, '_>, name: &str, own: Option<Id>) -> Result<String> {
    let name = typed::needed(name, "社会组织的名称", "name")?;
    let same = |unit: &OrgUnit| {
        unit.kind == UnitKind::Association && unit.dissolved_on.is_none() && unit.name == name && Some(unit.id) != own
    };
    if ground.write.all::<OrgUnit>()?.iter().any(same) {
        return Err(Failure::new("has_already", "已经有同名的社会组织，请核对").at("name"));
    }
    Ok(name)
}

fn running(ground: &Ground<'_, '_>, unit: Id) -> Result<Vec<Role>> {
    let mut roles = ground.write.roles_of_unit(unit)?;
    roles.retain(|role| role.to.is_none());
    Ok(roles)
}

fn end(ground: &mut Ground<'_, '_>, roles: Vec<Role>, date: PartialDate) -> Result<()> {
    for role in roles {
        // Not before it began.
        let to = role.from.filter(|from| date.first_day() < from.first_day()).unwrap_or(date);
        ground.write.put(&Role { to: Some(to), ..role })?;
    }
    Ok(())
}

fn lead(ground: &mut Ground<'_, '_>, unit: Id, head: &str, from: Option<PartialDate>) -> Result<()> {
    let person = ground.person(head).map_err(|failure| failure.at("head"))?;
    ground.lived(&person).map_err(|failure| failure.at("head"))?;
    let role = Role {
        id: ground.write.mint(),
        person: person.id,
        unit,
        kind: RoleKind::Head,
        member_kind: None,
        volunteer_kind: None,
        from,
        to: None,
    };
    ground.write.put(&role)?;
    Ok(())
}
