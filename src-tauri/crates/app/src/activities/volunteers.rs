//! 志愿者: who volunteers, and what they served. Listed by grid and name: nobody is ranked by hours.

use std::collections::{HashMap, HashSet};

use domain::activity::{Activity, ActivityPart};
use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use domain::organisation::{Role, RoleKind};
use domain::register::Register;
use serde::{Deserialize, Serialize};
use store::Reader;
use ts_rs::TS;

use super::{Held, Period, held};
use crate::asked;
use crate::failure::Result;
use crate::history::Page;
use crate::session::Session;

/// Which volunteers, and of which time their hours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct VolunteerQuery {
    /// `2026-03` or `2026`; blank = all until today.
    pub period: Option<String>,
    /// Only of this grid: row id, name or number.
    pub grid: Option<String>,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// A volunteer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VolunteerRow {
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// 志愿者 or 队长; blank of somebody who served without belonging to a team.
    pub role: Option<&'static str>,
    /// Of clause 2.2: 能人, 乡贤, …
    pub kind: Option<String>,
    /// Row id of the grid.
    pub grid_id: Option<String>,
    /// Its name.
    pub grid: Option<String>,
    /// Since when; blank = since the opening.
    pub from: Option<String>,
    /// In how many activities of the period they served.
    pub activities: u32,
    /// For how long, in half hours.
    pub half_hours: u32,
    /// The day of the last of them.
    pub last: Option<String>,
}

/// A volunteer, as forms and lists need one.
pub(crate) struct Volunteer {
    pub person: Id,
    /// The role that runs on the day; none of somebody who served without one.
    pub role: Option<Role>,
    /// By place in the register.
    pub grid: Option<u32>,
    pub activities: u32,
    pub half_hours: u32,
    pub last: Option<PartialDate>,
}

/// Who volunteers on the last day of the period, or served in it: by grid, then as the roles came.
pub(crate) fn volunteers_of(
    reader: &Reader<'_>,
    register: &Register,
    period: Period,
    grid: Option<u32>,
) -> Result<Vec<Volunteer>> {
    let held = held(reader, period)?;
    let served = served(&held);
    let rows = register.rows();
    let grid_of = |unit: Id| rows.grids.iter().position(|grid| grid.unit == unit).map(|at| at as u32);
    let mut running: Vec<&Role> = rows
        .roles
        .iter()
        .filter(|role| matches!(role.kind, RoleKind::Volunteer | RoleKind::TeamLeader))
        .filter(|role| holds_on(role.from, role.to, period.to))
        .collect();
    // Of somebody who is both, the 队长.
    running.sort_by_key(|role| (role.kind != RoleKind::TeamLeader, role.id));
    let mut seen = HashSet::new();
    let mut found: Vec<Volunteer> = Vec::new();
    for role in running {
        if seen.insert((role.person, role.unit)) {
            let (activities, half_hours, last) = served.get(&role.person).copied().unwrap_or_default();
            let (person, grid) = (role.person, grid_of(role.unit));
            found.push(Volunteer { person, role: Some(role.clone()), grid, activities, half_hours, last });
        }
    }
    let in_a_team: HashSet<Id> = seen.into_iter().map(|(person, _)| person).collect();
    let mut others: Vec<_> = served.into_iter().filter(|(person, _)| !in_a_team.contains(person)).collect();
    others.sort_by_key(|(person, _)| *person);
    found.extend(others.into_iter().map(|(person, (activities, half_hours, last))| Volunteer {
        person,
        role: None,
        grid: None,
        activities,
        half_hours,
        last,
    }));
    if grid.is_some() {
        found.retain(|one| one.grid == grid);
    }
    let number = |at: Option<u32>| at.map(|at| rows.grids[at as usize].number);
    found.sort_by_key(|one| (one.role.is_none(), one.grid.is_none(), number(one.grid)));
    Ok(found)
}

/// Of each person: in how many activities they volunteered, for how long, and when last.
fn served(held: &Held) -> HashMap<Id, (u32, u32, Option<PartialDate>)> {
    let dates: HashMap<Id, &Activity> = held.activities.iter().map(|row| (row.id, row)).collect();
    let mut served: HashMap<Id, (u32, u32, Option<PartialDate>)> = HashMap::new();
    for row in held.people.values().flatten().filter(|row| row.part == ActivityPart::Volunteer) {
        let (activities, half_hours, last) = served.entry(row.person).or_default();
        *activities += 1;
        *half_hours += u32::from(row.half_hours.unwrap_or(0));
        *last = (*last).max(dates.get(&row.activity).map(|activity| activity.date));
    }
    served
}

/// Volunteers with what they served in a period, by grid.
///
/// # Errors
/// `not_a_date` for a period that is none; a grid that is not there; what the store says.
pub fn volunteers(session: &Session, query: &VolunteerQuery) -> Result<Page<VolunteerRow>> {
    let register = session.register()?;
    let mut period = Period::read(query.period.as_deref(), session.today())?;
    period.to = period.to.min(session.today());
    let grid = asked::grid(&register, query.grid.as_deref())?;
    let found = session.read(|reader| volunteers_of(reader, &register, period, grid))?;
    let row = |one: &Volunteer| {
        let role = one.role.as_ref();
        let grid = one.grid.map(|at| &register.rows().grids[at as usize]);
        VolunteerRow {
            person: one.person.to_string(),
            name: register.person(one.person).map(|person| person.name.clone()).unwrap_or_default(),
            role: role.map(|role| role.kind.word()),
            kind: role.and_then(|role| role.volunteer_kind.clone()),
            grid_id: grid.map(|grid| grid.id.to_string()),
            grid: grid.map(|grid| grid.name.clone()),
            from: role.and_then(|role| role.from).map(|from| from.to_string()),
            activities: one.activities,
            half_hours: one.half_hours,
            last: one.last.map(|last| last.to_string()),
        }
    };
    let rows = found.iter().skip(query.offset).take(query.limit.min(500)).map(row).collect();
    Ok(Page { total: found.len(), rows })
}
