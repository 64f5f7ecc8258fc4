//! Units of the tree from town to group: founded, corrected, moved, dissolved. Clause 2.1.
//!
//! A party group comes with its grid ([`crate::grids`]); an association is a unit like the others.

use domain::id::Id;
use domain::organisation::{Grid, OrgUnit, Role, StationRole, UnitKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, role, typed};
use crate::failure::{Failure, Result};
use crate::grids;
use crate::session::id;

/// 成立组织.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct FoundUnit {
    /// 镇党委, 村党组织, 党支部, 联合党支部, 党建中心, 网格党小组, 志愿者服务队, 社会组织, 工作机构.
    pub kind: String,
    /// 名称.
    pub name: String,
    /// Row id of the unit above; the village's organisation, or the town's committee, when it is left out.
    pub parent: Option<String>,
    /// 编码.
    pub code: Option<String>,
    /// 成立日期; already so at the opening when it is left out.
    pub date: Option<String>,
    /// Row id of who led the founding: of a party group the grid worker.
    pub led_by: Option<String>,
    /// 批准单位.
    pub approved_by: Option<String>,
}

/// 修改组织: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditUnit {
    /// Row id of the unit.
    pub unit: String,
    /// 名称.
    pub name: Option<String>,
    /// 编码.
    pub code: Option<String>,
    /// 成立日期.
    pub date: Option<String>,
    /// Row id of who led the founding.
    pub led_by: Option<String>,
    /// 批准单位.
    pub approved_by: Option<String>,
    /// A unit that was dissolved stands again.
    pub restore: bool,
}

/// 调整上级.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct MoveUnit {
    /// Row id of the unit.
    pub unit: String,
    /// Row id of the unit above; none when it is left out.
    pub parent: Option<String>,
}

/// 撤销组织, or taking it out when it was entered by mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct DissolveUnit {
    /// Row id of the unit.
    pub unit: String,
    /// First day without it; entered by mistake when it is left out.
    pub date: Option<String>,
    /// Who holds a role in it gives it up on that day.
    pub end_roles: bool,
}

impl Act for FoundUnit {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let words: Vec<String> = UnitKind::ALL.iter().map(|kind| kind.word().to_owned()).collect();
        let word = typed::one_of(&self.kind, &words, "组织类型", "kind")?;
        let kind = UnitKind::from_word(&word).ok_or_else(|| Failure::gone().at("kind"))?;
        let unit = OrgUnit {
            code: typed::text(self.code.as_deref()),
            led_by: leader(ground, self.led_by.as_deref(), self.date.as_deref())?,
            approved_by: typed::text(self.approved_by.as_deref()),
            ..new(ground, kind, &self.name, self.parent.as_deref(), self.date.as_deref())?
        };
        if kind == UnitKind::PartyGroup {
            return with_grid(ground, unit);
        }
        ground.write.put(&unit)?;
        Ok(unit.id)
    }
}

impl Act for EditUnit {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut unit = if self.restore { known(ground, &self.unit)? } else { standing(ground, &self.unit, "unit")? };
        if self.restore {
            unit.dissolved_on = None;
            under(ground, &unit, unit.parent)?;
        }
        if self.restore || self.name.is_some() {
            let name = self.name.clone().unwrap_or_else(|| unit.name.clone());
            unit.name = free_name(ground, unit.kind, &name, Some(unit.id))?;
        }
        typed::change(self.code.as_ref(), &mut unit.code);
        typed::change(self.approved_by.as_ref(), &mut unit.approved_by);
        if let Some(date) = &self.date {
            unit.founded_on = typed::text(Some(date)).map(|date| ground.past(&date)).transpose()?;
            let early = |role: &Role| {
                role.from.zip(unit.founded_on).is_some_and(|(from, founded)| from.first_day() < founded.first_day())
            };
            if ground.write.roles_of_unit(unit.id)?.iter().any(early) {
                return Err(Failure::new("before_founded", "有人在这一天以前就任职了，请核对成立日期").at("date"));
            }
        }
        if self.led_by.is_some() {
            let founded = unit.founded_on.map(|date| date.to_string());
            unit.led_by = leader(ground, self.led_by.as_deref(), founded.as_deref())?;
        }
        ground.write.put(&unit)?;
        Ok(unit.id)
    }
}

impl Act for MoveUnit {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let unit = standing(ground, &self.unit, "unit")?;
        if unit.kind == UnitKind::VolunteerTeam {
            return Err(Failure::new("team_stays", "服务队跟着它的党小组，不能调到别处").at("parent"));
        }
        let parent = match typed::text(self.parent.as_deref()) {
            Some(parent) => Some(standing(ground, &parent, "parent")?.id),
            None => None,
        };
        let units: Vec<OrgUnit> = ground.write.all()?;
        let above = |id: &Id| units.iter().find(|one| one.id == *id).and_then(|one| one.parent);
        if std::iter::successors(parent, above).take(units.len() + 1).any(|id| id == unit.id) {
            return Err(Failure::new("above_itself", "不能调到它自己或它的下级下面").at("parent"));
        }
        under(ground, &unit, parent)?;
        let id = unit.id;
        ground.write.put(&OrgUnit { parent, ..unit })?;
        Ok(id)
    }
}

impl Act for DissolveUnit {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        match typed::text(self.date.as_deref()) {
            Some(date) => {
                let unit = standing(ground, &self.unit, "unit")?;
                dissolve(ground, unit, &date, self.end_roles)
            }
            None => {
                let unit = known(ground, &self.unit)?;
                forget(ground, &unit)
            }
        }
    }
}

/// A unit that is not written yet: its name free, its place in the tree fitting.
pub(super) fn new(
    ground: &mut Ground<'_, '_>,
    kind: UnitKind,
    name: &str,
    parent: Option<&str>,
    date: Option<&str>,
) -> Result<OrgUnit> {
    let name = free_name(ground, kind, name, None)?;
    let parent = match typed::text(parent) {
        Some(parent) => Some(standing(ground, &parent, "parent")?.id),
        None => default_above(ground, kind)?,
    };
    let unit = OrgUnit {
        id: ground.write.mint(),
        kind,
        parent,
        name,
        code: None,
        founded_on: typed::text(date).map(|date| ground.past(&date)).transpose()?,
        led_by: None,
        approved_by: None,
        dissolved_on: None,
    };
    under(ground, &unit, parent)?;
    Ok(unit)
}

/// Ends a unit that stands.
pub(super) fn dissolve(ground: &mut Ground<'_, '_>, unit: OrgUnit, date: &str, end_roles: bool) -> Result<Id> {
    let date = ground.past(date)?;
    if unit.founded_on.is_some_and(|founded| date.first_day() < founded.first_day()) {
        return Err(Failure::new("ends_before_start", "撤销日期早于成立日期，请核对").at("date"));
    }
    nothing_below(ground, &unit)?;
    let roles = role::running(ground, &unit)?;
    if !roles.is_empty() && !end_roles {
        let words = format!("还有 {} 人在任，请先让他们卸任，或选「一并卸任」", roles.len());
        return Err(Failure::new("roles_running", words).at("end_roles"));
    }
    for one in roles {
        // Not before it began.
        let to = one.from.filter(|from| date.first_day() < from.first_day()).unwrap_or(date);
        role::stop(ground, one, to)?;
    }
    let id = unit.id;
    ground.write.put(&OrgUnit { dissolved_on: Some(date), ..unit })?;
    Ok(id)
}

/// Takes a unit out as if it had never been: nothing stands under it or points to it, and nobody led it.
pub(super) fn forget(ground: &mut Ground<'_, '_>, unit: &OrgUnit) -> Result<Id> {
    let units: Vec<OrgUnit> = ground.write.all()?;
    if units.iter().any(|one| one.parent == Some(unit.id)) {
        return Err(units_below());
    }
    for role in ground.write.roles_of_unit(unit.id)? {
        ground.write.remove::<Role>(role.id)?;
    }
    if ground.write.is_pointed_to(unit.id)? {
        return Err(super::place::still_used().at("unit"));
    }
    ground.write.remove::<OrgUnit>(unit.id)?;
    Ok(unit.id)
}

/// A unit, dissolved or not.
pub(super) fn known(ground: &Ground<'_, '_>, unit: &str) -> Result<OrgUnit> {
    ground.write.get(id(unit)?)?.ok_or_else(|| Failure::gone().at("unit"))
}

/// A unit that has not been dissolved.
pub(super) fn standing(ground: &Ground<'_, '_>, unit: &str, field: &str) -> Result<OrgUnit> {
    let unit = known(ground, unit).map_err(|failure| failure.at(field))?;
    if unit.dissolved_on.is_some() {
        return Err(Failure::new("ended_already", format!("{}已经撤销，请另选一个", unit.kind.word())).at(field));
    }
    Ok(unit)
}

/// A name that no other standing unit of the kind has.
pub(super) fn free_name(ground: &Ground<'_, '_>, kind: UnitKind, name: &str, own: Option<Id>) -> Result<String> {
    let name = typed::needed(name, &format!("{}的名称", kind.word()), "name")?;
    let same =
        |unit: &OrgUnit| unit.kind == kind && unit.dissolved_on.is_none() && unit.name == name && Some(unit.id) != own;
    if ground.write.all::<OrgUnit>()?.iter().any(same) {
        return Err(Failure::new("has_already", format!("已经有同名的{}，请核对", kind.word())).at("name"));
    }
    Ok(name)
}

/// A unit may stand there: under a standing one of a fitting kind, a party group's only team, a village's only head.
fn under(ground: &Ground<'_, '_>, unit: &OrgUnit, parent: Option<Id>) -> Result<()> {
    let others: Vec<OrgUnit> = ground.write.all()?;
    let mut others = others.iter().filter(|other| other.dissolved_on.is_none() && other.id != unit.id);
    let same = |other: &&OrgUnit| other.kind == unit.kind;
    match parent.and_then(|parent| others.clone().find(|other| other.id == parent)) {
        Some(above) if !unit.kind.stands_under(above.kind) => {
            let words = format!("{}不能设在{}下面，请另选上级", unit.kind.word(), above.kind.word());
            return Err(Failure::new("wrong_above", words).at("parent"));
        }
        None if unit.kind == UnitKind::VolunteerTeam => {
            return Err(Failure::new("needed", "服务队跟着党小组，请选是哪个党小组的").at("parent"));
        }
        None if parent.is_some() => {
            return Err(Failure::new("ended_already", "上级已经撤销，请先调整上级").at("parent"));
        }
        _ => {}
    }
    let only = match unit.kind {
        UnitKind::VolunteerTeam => others.filter(same).any(|other| other.parent == parent),
        UnitKind::VillageOrg => ground.write.station()?.role != StationRole::Town && others.any(|other| same(&other)),
        UnitKind::TownCommittee => others.any(|other| same(&other)),
        _ => false,
    };
    if only {
        let words = format!("已经有{}了，这里只能有一个", unit.kind.word());
        return Err(Failure::new("only_one", words).at("kind"));
    }
    Ok(())
}

/// What stands above when nothing is said: the village's organisation, else the town's committee, else the only group.
fn default_above(ground: &mut Ground<'_, '_>, kind: UnitKind) -> Result<Option<Id>> {
    let station = ground.write.station()?;
    if station.role == StationRole::Village && kind.rank() > UnitKind::VillageOrg.rank() {
        grids::foundation(ground.write, &station)?;
    }
    let units: Vec<OrgUnit> = ground.write.all()?;
    let of = |wanted: UnitKind| {
        let standing = |unit: &&OrgUnit| unit.kind == wanted && unit.dissolved_on.is_none();
        units.iter().find(standing).filter(|unit| kind.stands_under(unit.kind)).map(|unit| unit.id)
    };
    let village = || of(UnitKind::VillageOrg).or_else(|| of(UnitKind::TownCommittee));
    Ok(village().or_else(|| of(UnitKind::PartyGroup).filter(|_| kind != UnitKind::VolunteerTeam)))
}

/// Who led the founding lived here then.
fn leader(ground: &Ground<'_, '_>, person: Option<&str>, date: Option<&str>) -> Result<Option<Id>> {
    let Some(person) = typed::text(person) else { return Ok(None) };
    let person = ground.person(&person).map_err(|failure| failure.at("led_by"))?;
    let on = typed::maybe_date(date, "date")?;
    role::was_here(ground, &person, on).map_err(|failure| failure.at("led_by"))?;
    Ok(Some(person.id))
}

/// A party group begins with its grid: 第三网格党小组 with 第三网格.
fn with_grid(ground: &mut Ground<'_, '_>, unit: OrgUnit) -> Result<Id> {
    let name = unit.name.strip_suffix("党小组").filter(|name| !name.is_empty()).unwrap_or(&unit.name);
    let grid: Grid = grids::found(ground.write, name, &unit.name, unit.parent)?;
    ground.write.put(&OrgUnit { id: grid.unit, ..unit })?;
    Ok(grid.unit)
}

fn nothing_below(ground: &Ground<'_, '_>, unit: &OrgUnit) -> Result<()> {
    let below = |one: &OrgUnit| one.parent == Some(unit.id) && one.dissolved_on.is_none();
    if ground.write.all::<OrgUnit>()?.iter().any(below) { Err(units_below()) } else { Ok(()) }
}

fn units_below() -> Failure {
    Failure::new("units_below", "它下面还有组织，请先把下级调走或撤销").at("unit")
}
