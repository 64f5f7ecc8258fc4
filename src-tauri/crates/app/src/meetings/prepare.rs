//! What a meeting begins with: who is called on that day, who is excused, the usual place, who chairs and writes, what is
//! to be reported.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::date::{Month, holds_on};
use domain::day::{Day, Measure, Scope};
use domain::id::Id;
use domain::meeting::{AttendanceState, Meeting};
use domain::organisation::{RoleKind, StationRole, UnitKind};
use domain::register::Register;
use domain::tag::Subject;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::resolutions::open_of;
use super::{ResolutionRow, Review, ReviewOf, review};
use crate::asked;
use crate::failure::{Failure, Result};
use crate::session::Session;
use crate::standard::{Called, Level, MeetingKind};

/// Which meeting is to be written down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct PrepareMeeting {
    /// One of the pack's kinds.
    pub kind: String,
    /// Whose: row id, name or number of a grid; a book's only one when it is left out of a group's meeting, else the
    /// village.
    pub grid: Option<String>,
    /// The day; today when it is left out.
    pub date: Option<String>,
}

/// Somebody who is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CalledRow {
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// As what: 党小组组长, 党小组成员, 党员, 志愿者, …
    pub role: &'static str,
    /// 到会, or 免到 of who is exempt.
    #[ts(type = "'到会' | '免到'")]
    pub state: &'static str,
    /// Why exempt.
    pub reason: Option<String>,
}

/// What a meeting begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Prepared {
    /// Row id of the grid whose party group it is; blank = the village.
    pub grid: Option<String>,
    /// Name of the party group.
    pub group: Option<String>,
    /// From when, as the last time.
    pub start: Option<String>,
    /// Until when, as the last time.
    pub end: Option<String>,
    /// The usual place.
    pub place: Option<String>,
    /// Row id of who usually chairs, of those who are called.
    pub chair: Option<String>,
    /// Row id of who wrote the last time, of those who are called.
    pub recorder: Option<String>,
    /// Who is called.
    pub people: Vec<CalledRow>,
    /// Open resolutions of the same unit, the oldest first: to be reported.
    pub open: Vec<ResolutionRow>,
    /// The month's matters, of a meeting that looks at them.
    pub review: Option<Review>,
}

/// What a meeting of a kind begins with on a day.
///
/// # Errors
/// `unknown_kind`; `not_a_date`; a grid that is not there; what the store says.
pub fn prepare(session: &Session, ask: &PrepareMeeting) -> Result<Prepared> {
    let standard = session.standard()?;
    let kinds = &standard.meetings;
    let unknown = || Failure::new("unknown_kind", "没有这种会议，请另选会议类型").at("kind");
    let kind = kinds.iter().find(|kind| kind.kind == ask.kind).ok_or_else(unknown)?;
    let date = asked::words(ask.date.as_deref());
    let date = match date.map(crate::events::read_date).transpose()?.flatten() {
        Some(date) => date.parse::<domain::date::PartialDate>()?.first_day(),
        None => session.today(),
    };
    let register = session.register()?;
    let grid = whose(session, &register, kind, ask.grid.as_deref())?;
    let unit = grid.map(|at| register.rows().grids[at as usize].unit);
    let people = called(&register, kind, grid, date);
    session.read(|reader| {
        let mut last: Vec<Meeting> = reader.all()?;
        last.retain(|row| row.kind == kind.kind && row.unit == unit && row.date.first_day() <= date);
        let last = last.into_iter().max_by_key(|row| (row.date, row.id));
        let comes = |person: &Id| people.iter().any(|one| one.person == *person && one.excused.is_none());
        let leads = [RoleKind::Leader.word(), RoleKind::Secretary.word()];
        let leader = people.iter().find(|one| one.role == leads[usize::from(unit.is_none())] && one.excused.is_none());
        let before = |who: fn(&Meeting) -> Option<Id>| last.as_ref().and_then(who).filter(comes);
        let chair = leader.map(|one| one.person).or_else(|| before(|row| row.chair));
        let time = |when: fn(&Meeting) -> Option<chrono::NaiveTime>| {
            last.as_ref().and_then(when).map(|time| time.format("%H:%M").to_string())
        };
        let of = ReviewOf { month: Month::of(date), unit, as_of: date };
        Ok(Prepared {
            grid: grid.map(|at| register.rows().grids[at as usize].id.to_string()),
            group: crate::activities::unit_name(&register, unit),
            start: time(|row| row.start),
            end: time(|row| row.end),
            place: last.as_ref().and_then(|row| row.place.clone()),
            chair: chair.map(|person| person.to_string()),
            recorder: before(|row| row.recorder).map(|person| person.to_string()),
            people: people.iter().map(|one| one.row(&register)).collect(),
            open: open_of(reader, &register, unit, date)?,
            review: kind.review.then(|| review(reader, of)).transpose()?,
        })
    })
}

/// Whose meeting it is, by the place of the grid in the register: what was said, else the only group there is.
fn whose(session: &Session, register: &Register, kind: &MeetingKind, grid: Option<&str>) -> Result<Option<u32>> {
    if kind.level == Level::Village {
        return Ok(None);
    }
    if let Some(named) = asked::grid(register, grid)? {
        return Ok(Some(named));
    }
    if kind.level == Level::Branch && session.station()?.role != StationRole::Grid {
        return Ok(None);
    }
    Ok(asked::only_grid(register))
}

/// Somebody who is called, and why they need not come.
struct Caller {
    person: Id,
    role: &'static str,
    /// The reason, where it is known.
    excused: Option<Option<String>>,
}

impl Caller {
    fn row(&self, register: &Register) -> CalledRow {
        let state = if self.excused.is_some() { AttendanceState::Excused } else { AttendanceState::Present };
        CalledRow {
            person: self.person.to_string(),
            name: register.person(self.person).map(|person| person.name.clone()).unwrap_or_default(),
            role: self.role,
            state: state.word(),
            reason: self.excused.clone().flatten(),
        }
    }
}

/// Party members where they are no leader or member of the group.
const PARTY: &str = "党员";

/// Who is called on a day: each once, as what they are called first.
fn called(register: &Register, kind: &MeetingKind, grid: Option<u32>, day: NaiveDate) -> Vec<Caller> {
    let rows = register.rows();
    let unit = grid.map(|at| rows.grids[at as usize].unit);
    let stays = rows.residences.iter().filter(|stay| holds_on(stay.from, stay.to, day));
    let here: HashSet<Id> = stays.map(|stay| stay.person).collect();
    let exempt: HashMap<Id, Option<String>> = rows
        .members
        .iter()
        .filter(|row| row.exempt && holds_on(row.from, row.to, day))
        .map(|row| (row.person, row.exempt_reason.clone()))
        .collect();
    let leading: HashSet<Id> = rows
        .units
        .iter()
        .filter(|unit| matches!(unit.kind, UnitKind::VillageOrg | UnitKind::PartyBranch | UnitKind::JointBranch))
        .map(|unit| unit.id)
        .collect();
    // In the order of the offices, then as the roles came.
    let holders = |offices: &[RoleKind], of: &dyn Fn(Id) -> bool| {
        let mut found = Vec::new();
        for office in offices {
            let running = rows.roles.iter().filter(|role| role.kind == *office && of(role.unit));
            let running = running.filter(|role| holds_on(role.from, role.to, day));
            found.extend(running.map(|role| (role.person, role.kind.word())));
        }
        found
    };
    let of_group = |of: Id| unit.is_none_or(|unit| unit == of);
    let mut people: Vec<(Id, &'static str)> = Vec::new();
    for called in &kind.calls {
        people.extend(match called {
            Called::Members => holders(&[RoleKind::Leader, RoleKind::Member], &of_group),
            Called::Volunteers => holders(&[RoleKind::TeamLeader, RoleKind::Volunteer], &of_group),
            Called::Leaders => holders(&[RoleKind::Leader], &|_| true),
            Called::Officers => holders(&[RoleKind::Secretary, RoleKind::Head], &|of| leading.contains(&of)),
            Called::Party => {
                let scope = grid.map_or(Scope::Village, |at| Scope::Grid(Some(at)));
                let members = Day::new(register, day).behind(Measure::PartyMembers, scope);
                let mut party: Vec<(Id, &'static str)> = holders(&[RoleKind::Leader], &of_group);
                party.retain(|(person, _)| members.contains(&Subject::Person(*person)));
                party.extend(members.into_iter().filter_map(|member| match member {
                    Subject::Person(person) => Some((person, PARTY)),
                    Subject::Household(_) => None,
                }));
                party
            }
        });
    }
    let mut seen = HashSet::new();
    people.retain(|(person, _)| here.contains(person) && seen.insert(*person));
    let caller = |(person, role)| Caller { person, role, excused: exempt.get(&person).cloned() };
    people.into_iter().map(caller).collect()
}
