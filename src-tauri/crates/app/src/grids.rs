//! Grids with their party groups: who leads, who belongs, who volunteers. Clauses 2.1 and 2.2.

use std::collections::BTreeSet;

use domain::date::{Month, PartialDate};
use domain::day::Day;
use domain::id::Id;
use domain::organisation::{Grid, GridKind, OrgUnit, Role, RoleKind, Station, StationRole, UnitKind};
use serde::{Deserialize, Serialize};
use store::{OpKind, Reader, Write};
use ts_rs::TS;

use crate::asked;
use crate::events::{Beginning, Ground, begin};
use crate::failure::{Failure, Result};
use crate::history;
use crate::session::{OpLabel, Session, id};
use crate::view::{Hangings, PersonRow};

/// A grid as the settings show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct GridView {
    /// Row id.
    pub id: String,
    /// Annex A's 序号.
    pub number: u32,
    /// 第一网格.
    pub name: String,
    /// 第一网格党小组.
    pub group: String,
    /// 网格编码.
    pub grid_code: Option<String>,
    /// Hamlets that lie in it.
    pub hamlets: Vec<String>,
    /// 户数 today.
    pub households: u32,
    /// 人口 today.
    pub persons: u32,
    /// 党小组组长.
    pub leader: Option<PersonRow>,
    /// 党小组成员.
    pub members: Vec<PersonRow>,
    /// 队长 of the volunteers.
    pub team_leader: Option<PersonRow>,
    /// 志愿者.
    pub volunteers: Vec<PersonRow>,
}

/// A grid as the settings save it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct SaveGrid {
    /// Row id; none for a new one.
    pub id: Option<String>,
    /// 第一网格.
    pub name: String,
    /// 第一网格党小组.
    pub group: String,
    /// 12-digit village code + 3 digits; 12 to 20 digits from above are taken too.
    pub grid_code: Option<String>,
    /// Hamlets that lie in it: their households without a grid join it.
    pub hamlets: Vec<String>,
    /// Row id of the leader.
    pub leader: Option<String>,
    /// Row ids.
    pub members: Vec<String>,
    /// Row id.
    pub team_leader: Option<String>,
    /// Row ids.
    pub volunteers: Vec<String>,
}

/// The grids of the book in their order.
///
/// # Errors
/// What the store says.
pub fn grids(session: &Session) -> Result<Vec<GridView>> {
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    let rows = register.rows();
    let hangings = Hangings::new(&day);
    let counts = day.counts();
    let person = |role: &Role| register.person_index(role.person).map(|at| hangings.person_row(&register, &day, at));
    let mut grids: Vec<GridView> = rows
        .grids
        .iter()
        .zip(&counts)
        .filter(|(grid, _)| grid.to.is_none())
        .map(|(grid, count)| {
            let running: Vec<&Role> =
                rows.roles.iter().filter(|role| role.unit == grid.unit && role.to.is_none()).collect();
            let of = |kind: RoleKind| {
                running.iter().filter(|role| role.kind == kind).filter_map(|role| person(role)).collect::<Vec<_>>()
            };
            let number = |measure| count.get(&measure).copied().unwrap_or(0);
            GridView {
                id: grid.id.to_string(),
                number: grid.number,
                name: grid.name.clone(),
                group: rows
                    .units
                    .iter()
                    .find(|unit| unit.id == grid.unit)
                    .map(|unit| unit.name.clone())
                    .unwrap_or_default(),
                grid_code: grid.grid_code.clone(),
                hamlets: grid.hamlets.clone(),
                households: number(domain::day::Measure::Households),
                persons: number(domain::day::Measure::Persons),
                leader: of(RoleKind::Leader).pop(),
                members: of(RoleKind::Member),
                team_leader: of(RoleKind::TeamLeader).pop(),
                volunteers: of(RoleKind::Volunteer),
            }
        })
        .collect();
    grids.sort_by_key(|grid| grid.number);
    Ok(grids)
}

/// The number in 第N网格 or 第N网格党小组; the next free one when there is none.
fn number_of(name: &str, taken: &BTreeSet<u32>) -> u32 {
    let digits = name.split("网格").next().unwrap_or_default();
    let said = digits.rsplit('村').next().and_then(intake::normal::hamlet::number);
    let free = || (1..).find(|free| !taken.contains(free)).unwrap_or(u32::MAX);
    said.filter(|number| !taken.contains(number)).unwrap_or_else(free)
}

/// A new grid with its party group.
pub(crate) fn found(write: &mut Write<'_>, name: &str, group: &str, above: Option<Id>) -> Result<Grid> {
    let taken: BTreeSet<u32> = write.all::<Grid>()?.iter().map(|grid| grid.number).collect();
    let unit = OrgUnit {
        id: write.mint(),
        kind: UnitKind::PartyGroup,
        parent: above,
        name: group.to_owned(),
        code: None,
        founded_on: None,
        led_by: None,
        approved_by: None,
        dissolved_on: None,
    };
    write.put(&unit)?;
    let grid = Grid {
        id: write.mint(),
        unit: unit.id,
        parent: None,
        number: number_of(name, &taken),
        name: name.to_owned(),
        level: 3,
        kind: GridKind::General,
        grid_code: None,
        external_code: None,
        hamlets: Vec::new(),
        boundary: None,
        target_households: None,
        drawn_by: None,
        approved_by: None,
        filed_on: None,
        from: None,
        to: None,
    };
    write.put(&grid)?;
    Ok(grid)
}

/// The organisation that a book begins with: a village's own, or a grid station's one grid with its group.
pub(crate) fn foundation(write: &mut Write<'_>, station: &Station) -> Result<()> {
    let units: Vec<OrgUnit> = write.all()?;
    match station.role {
        StationRole::Grid if write.count::<Grid>()? == 0 => {
            found(write, &station.name, &format!("{}党小组", station.name), None)?;
        }
        StationRole::Village if !units.iter().any(|unit| unit.kind == UnitKind::VillageOrg) => {
            let unit = OrgUnit {
                id: write.mint(),
                kind: UnitKind::VillageOrg,
                parent: None,
                name: format!("{}党组织", station.village.as_deref().unwrap_or(&station.name)),
                code: station.code.clone(),
                founded_on: None,
                led_by: None,
                approved_by: None,
                dissolved_on: None,
            };
            write.put(&unit)?;
        }
        _ => {}
    }
    Ok(())
}

/// Saves a grid, its group's name and who holds which role in it. A role that is given up ends today.
///
/// # Errors
/// A name that is missing, a code of a wrong form, somebody who is gone; what the store says.
pub fn save_grid(session: &Session, request: &SaveGrid) -> Result<Option<OpLabel>> {
    let needed = |text: &str, field: &str| {
        if text.trim().is_empty() {
            Err(Failure::new("needed", "网格和党小组的名称都要填").at(field))
        } else {
            Ok(())
        }
    };
    needed(&request.name, "name")?;
    needed(&request.group, "group")?;
    let code = asked::words(request.grid_code.as_deref());
    if code.is_some_and(|code| !(12..=20).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Failure::new("grid_code", "网格编码是村 12 位代码加 3 位；上级另有编码时填 12 至 20 位数字")
            .at("grid_code"));
    }
    let label = format!("保存 {}", request.name.trim());
    let ((), op) = session.write(OpKind::new("grid"), &label, |write| {
        let station = write.station()?;
        foundation(write, &station)?;
        let grid = match &request.id {
            Some(known) => write.get::<Grid>(id(known)?)?.ok_or_else(Failure::gone)?,
            None => {
                let above = write.all::<OrgUnit>()?.into_iter().find(|unit| unit.kind == UnitKind::VillageOrg);
                found(write, request.name.trim(), request.group.trim(), above.map(|unit| unit.id))?
            }
        };
        let unit: OrgUnit = write.get(grid.unit)?.ok_or_else(Failure::gone)?;
        write.put(&OrgUnit { name: request.group.trim().to_owned(), ..unit })?;
        let hamlets = request.hamlets.iter().map(|hamlet| hamlet.trim().to_owned()).filter(|hamlet| !hamlet.is_empty());
        let grid = Grid {
            name: request.name.trim().to_owned(),
            grid_code: code.map(str::to_owned),
            hamlets: hamlets.collect(),
            ..grid
        };
        write.put(&grid)?;
        join(write, &grid)?;
        let since = begins(write, session)?;
        let one = |person: &Option<String>| person.iter().cloned().collect::<Vec<_>>();
        for (kind, persons) in [
            (RoleKind::Leader, one(&request.leader)),
            (RoleKind::Member, request.members.clone()),
            (RoleKind::TeamLeader, one(&request.team_leader)),
            (RoleKind::Volunteer, request.volunteers.clone()),
        ] {
            assign(write, session, grid.unit, kind, &persons, since)?;
        }
        Ok(())
    })?;
    history::done(session, op, &label)
}

/// Households of the grid's hamlets that lie in no grid join it.
fn join(write: &mut Write<'_>, grid: &Grid) -> Result<()> {
    let placed: BTreeSet<Id> = write
        .all::<domain::household::HouseholdGrid>()?
        .into_iter()
        .filter(|row| row.to.is_none())
        .map(|row| row.household)
        .collect();
    for household in write.all::<domain::household::Household>()? {
        let inside = household.hamlet.as_ref().is_some_and(|hamlet| grid.hamlets.contains(hamlet));
        if inside && household.to.is_none() && !placed.contains(&household.id) {
            let row = domain::household::HouseholdGrid {
                id: write.mint(),
                household: household.id,
                grid: grid.id,
                from: None,
                to: None,
            };
            write.put(&row)?;
        }
    }
    Ok(())
}

/// Since when a role that is given now holds: in the month in which the book is opened it was so already.
pub(crate) fn begins(reader: &Reader<'_>, session: &Session) -> Result<Option<PartialDate>> {
    let opened = reader.station()?.opened_on.map(Month::of);
    let now = Month::of(session.today());
    Ok(opened.filter(|opened| *opened < now).map(|_| PartialDate::from(session.today())))
}

pub(crate) fn assign(
    write: &mut Write<'_>,
    session: &Session,
    unit: Id,
    kind: RoleKind,
    persons: &[String],
    since: Option<PartialDate>,
) -> Result<()> {
    let wanted = persons.iter().map(|person| id(person)).collect::<Result<BTreeSet<Id>>>()?;
    let running: Vec<Role> =
        write.roles_of_unit(unit)?.into_iter().filter(|role| role.kind == kind && role.to.is_none()).collect();
    let today = PartialDate::from(session.today());
    let held: OrgUnit = write.get(unit)?.ok_or_else(Failure::gone)?;
    for role in running.iter().filter(|role| !wanted.contains(&role.person)) {
        // Given and taken back within the same day, or while the book is being opened: it never was.
        if role.from == since || role.from == Some(today) {
            write.remove::<Role>(role.id)?;
        } else {
            write.put(&Role { to: Some(today), ..role.clone() })?;
        }
    }
    for person in wanted {
        if running.iter().any(|role| role.person == person) {
            continue;
        }
        let mut ground = Ground::new(write, session)?;
        let person = ground.person(&person.to_string())?;
        begin(&mut ground, &person, Beginning::plain(&held, kind, since))?;
    }
    Ok(())
}
