//! The tree above and around the party groups: town, village, branch, centre, a volunteer team a group. Clause 2.1.

use domain::date::PartialDate;
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind, Station, UnitKind};
use store::{Reader, Write};

use super::Place;
use crate::failure::Result;

/// When what was founded where, long before the book: year and month.
const VILLAGE: (i32, u32) = (1998, 7);
const GROUPS: (i32, u32) = (2019, 3);
const TEAMS: (i32, u32) = (2019, 4);

/// Founds what there is not yet, and puts every group under the village. Leaders of groups lead the founding, as grid
/// workers; the first of them are secretary and head of the centre.
pub(super) fn found(write: &mut Write<'_>, station: &Station, places: &[Place]) -> Result<()> {
    let town = station.town.as_deref().unwrap_or("示例镇").to_owned();
    let place = station.village.as_deref().unwrap_or("示例村").to_owned();
    let top = unit(write, UnitKind::TownCommittee, None, &format!("{town}党委"), None)?;
    let village = unit(write, UnitKind::VillageOrg, Some(top.id), &format!("{place}党组织"), Some(VILLAGE))?;
    write.put(&OrgUnit { parent: Some(top.id), approved_by: Some(top.name.clone()), ..village.clone() })?;
    let branch = unit(write, UnitKind::PartyBranch, Some(village.id), &format!("{place}党支部"), Some(VILLAGE))?;
    let centre = unit(write, UnitKind::PartyCentre, Some(village.id), &format!("{place}党建中心"), Some(GROUPS))?;
    let mut leaders = Vec::new();
    for place in places {
        let group: OrgUnit = write.get(place.grid.unit)?.ok_or_else(crate::failure::Failure::gone)?;
        let roles = write.roles_of_unit(group.id)?;
        let leader = roles.iter().find(|role| role.kind == RoleKind::Leader && role.to.is_none());
        let leader = leader.map(|role| role.person);
        let stem = group.name.trim_end_matches("党小组").to_owned();
        let founded = OrgUnit {
            parent: Some(village.id),
            founded_on: on(GROUPS),
            led_by: leader,
            approved_by: Some(village.name.clone()),
            ..group.clone()
        };
        write.put(&founded)?;
        unit(write, UnitKind::VolunteerTeam, Some(group.id), &format!("{stem}志愿者服务队"), Some(TEAMS))?;
        if let Some(leader) = leader {
            give(write, group.id, leader, RoleKind::GridWorker)?;
            leaders.push(leader);
        }
    }
    let mut leaders = leaders.into_iter();
    if let Some(secretary) = leaders.next() {
        give(write, village.id, secretary, RoleKind::Secretary)?;
        give(write, branch.id, secretary, RoleKind::Secretary)?;
        give(write, centre.id, leaders.next().unwrap_or(secretary), RoleKind::Head)?;
    }
    Ok(())
}

fn on((year, month): (i32, u32)) -> Option<PartialDate> {
    PartialDate::new(year, Some(month), None)
}

/// The unit of this kind at its place; founded when there is none.
fn unit(
    write: &mut Write<'_>,
    kind: UnitKind,
    parent: Option<Id>,
    name: &str,
    founded: Option<(i32, u32)>,
) -> Result<OrgUnit> {
    let is_only = matches!(kind, UnitKind::TownCommittee | UnitKind::VillageOrg);
    let known: Vec<OrgUnit> = write.all()?;
    let known = known.into_iter().find(|unit| unit.kind == kind && (is_only || unit.parent == parent));
    let unit = match known {
        Some(unit) => OrgUnit { founded_on: unit.founded_on.or(founded.and_then(on)), ..unit },
        None => OrgUnit {
            id: write.mint(),
            kind,
            parent,
            name: name.to_owned(),
            code: None,
            founded_on: founded.and_then(on),
            led_by: None,
            approved_by: None,
            dissolved_on: None,
        },
    };
    write.put(&unit)?;
    Ok(unit)
}

/// Gives a role that nobody holds yet.
fn give(write: &mut Write<'_>, unit: Id, person: Id, kind: RoleKind) -> Result<()> {
    let held = |reader: &Reader<'_>| reader.roles_of_unit(unit);
    if held(write)?.iter().any(|role| role.kind == kind && role.to.is_none()) {
        return Ok(());
    }
    let id = write.mint();
    write.put(&Role { id, person, unit, kind, member_kind: None, volunteer_kind: None, from: None, to: None })?;
    Ok(())
}
