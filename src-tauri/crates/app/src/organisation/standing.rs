//! Which units stand on a day, what stands under what, and who holds what.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::date::{PartialDate, holds_on};
use domain::day::{Day, Measure, Scope};
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind, UnitKind};
use domain::register::Register;

use super::{OrganisationFinding, RoleRow, UnitRow};
use crate::check::CheckFinding;

/// The organisation on a day.
pub(crate) struct Standing<'r> {
    day: Day<'r>,
    /// Roles that run, by unit, in the order of their beginning.
    roles: HashMap<Id, Vec<&'r Role>>,
    /// Standing units by the one above, in the order in which they are read.
    below: HashMap<Option<Id>, Vec<&'r OrgUnit>>,
}

impl<'r> Standing<'r> {
    pub fn new(register: &'r Register, on: NaiveDate) -> Self {
        let rows = register.rows();
        let held = |role: &&Role| register.span(Some(role.person), role.from, role.to).holds_on(on);
        let mut roles: HashMap<Id, Vec<&Role>> = HashMap::new();
        for role in rows.roles.iter().filter(held) {
            roles.entry(role.unit).or_default().push(role);
        }
        for running in roles.values_mut() {
            running.sort_by_key(|role| (role.kind, role.from.map(PartialDate::first_day), role.id));
        }
        let standing: Vec<&OrgUnit> =
            rows.units.iter().filter(|unit| holds_on(unit.founded_on, unit.dissolved_on, on)).collect();
        let known: BTreeSet<Id> = standing.iter().map(|unit| unit.id).collect();
        let numbers: HashMap<Id, u32> = rows.grids.iter().map(|grid| (grid.unit, grid.number)).collect();
        let mut below: HashMap<Option<Id>, Vec<&OrgUnit>> = HashMap::new();
        for unit in standing {
            // Under one that does not stand it stands by itself.
            below.entry(unit.parent.filter(|parent| known.contains(parent))).or_default().push(unit);
        }
        for units in below.values_mut() {
            units.sort_by_key(|unit| (unit.kind, numbers.get(&unit.id).copied(), unit.name.clone()));
        }
        Self { day: Day::new(register, on), roles, below }
    }

    fn register(&self) -> &'r Register {
        self.day.register()
    }

    pub fn stands(&self, unit: &OrgUnit) -> bool {
        holds_on(unit.founded_on, unit.dissolved_on, self.day.date())
    }

    /// Units with nothing above them.
    pub fn roots(&self) -> Vec<&'r OrgUnit> {
        self.below.get(&None).cloned().unwrap_or_default()
    }

    /// Units right under one.
    pub fn below(&self, unit: Id) -> Vec<&'r OrgUnit> {
        self.below.get(&Some(unit)).cloned().unwrap_or_default()
    }

    fn roles(&self, unit: Id) -> &[&'r Role] {
        self.roles.get(&unit).map_or(&[], Vec::as_slice)
    }

    fn name(&self, person: Id) -> Option<&'r str> {
        self.register().person(person).map(|person| person.name.as_str())
    }

    /// Names of those who hold a role; who began last comes first.
    pub fn holders(&self, unit: Id, kind: RoleKind) -> Vec<&'r str> {
        let of = self.roles(unit).iter().rev().filter(|role| role.kind == kind);
        of.filter_map(|role| self.name(role.person)).collect()
    }

    fn distinct(&self, unit: Id, is: impl Fn(RoleKind) -> bool) -> usize {
        self.roles(unit).iter().filter(|role| is(role.kind)).map(|role| role.person).collect::<BTreeSet<_>>().len()
    }

    /// Members of a party group with its leader, each once.
    pub fn members(&self, unit: Id) -> usize {
        self.distinct(unit, |kind| matches!(kind, RoleKind::Leader | RoleKind::Member))
    }

    /// Volunteers of a party group with whoever leads them, each once.
    pub fn volunteers(&self, unit: Id) -> usize {
        self.distinct(unit, RoleKind::volunteers)
    }

    /// 正式 and 预备 of the book.
    pub fn party_members(&self) -> usize {
        self.day.behind(Measure::PartyMembers, Scope::Village).len()
    }

    /// Party members of a branch, which lists write by its name.
    pub fn of_branch(&self, branch: &OrgUnit) -> usize {
        let rows = &self.register().rows().members;
        let of = rows
            .iter()
            .filter(|row| row.branch.as_ref() == Some(&branch.name) && holds_on(row.from, row.to, self.day.date()));
        of.map(|row| row.person).collect::<BTreeSet<_>>().len()
    }

    /// Row id of the household that somebody lives in.
    fn household(&self, person: Id) -> Option<u32> {
        self.register().person_index(person).and_then(|at| self.day.household_of(at))
    }

    /// A unit as the settings show it. Volunteers stand with the team that follows their group.
    pub fn row(&self, unit: &OrgUnit, depth: usize) -> UnitRow {
        let rows = self.register().rows();
        let is_team = unit.kind == UnitKind::VolunteerTeam;
        let seat = unit.parent.filter(|_| is_team).unwrap_or(unit.id);
        let has_team = self.below(unit.id).iter().any(|under| under.kind == UnitKind::VolunteerTeam);
        let here = |role: &&&Role| {
            if is_team { role.kind.volunteers() } else { !(has_team && role.kind.volunteers()) }
        };
        let role = |role: &&Role| RoleRow {
            id: role.id.to_string(),
            kind: role.kind.word(),
            person: role.person.to_string(),
            name: self.name(role.person).unwrap_or_default().to_owned(),
            household: self.household(role.person).map(|at| rows.households[at as usize].id.to_string()),
            member_kind: role.member_kind.clone(),
            volunteer_kind: role.volunteer_kind.clone(),
            from: role.from.map(|from| from.to_string()),
        };
        UnitRow {
            id: unit.id.to_string(),
            kind: unit.kind.word(),
            name: unit.name.clone(),
            code: unit.code.clone(),
            parent: unit.parent.map(|parent| parent.to_string()),
            depth,
            founded_on: unit.founded_on.map(|day| day.to_string()),
            led_by: unit.led_by.map(|person| person.to_string()),
            led_by_name: unit.led_by.and_then(|person| self.name(person)).map(str::to_owned),
            approved_by: unit.approved_by.clone(),
            dissolved_on: unit.dissolved_on.map(|day| day.to_string()),
            roles: self.roles(seat).iter().filter(here).map(role).collect(),
            grid: rows.grids.iter().find(|grid| grid.unit == unit.id).map(|grid| grid.id.to_string()),
        }
    }

    /// A finding with the name of what it is about.
    pub fn named(&self, finding: CheckFinding) -> OrganisationFinding {
        let rows = self.register().rows();
        let id = finding.record.as_deref().and_then(|record| record.parse::<Id>().ok());
        let grid = id.and_then(|id| self.register().grid(id));
        let person = id.and_then(|id| self.register().person(id));
        let name = match (id, grid, person) {
            (None, ..) => finding.record.clone(),
            (_, Some(grid), _) => Some(grid.name.clone()),
            (_, _, Some(person)) => Some(person.name.clone()),
            (Some(id), ..) => rows.units.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone()),
        };
        let lives = person.and_then(|person| self.household(person.id)).and_then(|home| self.day.grid_of(home));
        let unit = grid.map(|grid| grid.unit).or_else(|| lives.map(|at| rows.grids[at as usize].unit));
        OrganisationFinding { finding, name, unit: unit.map(|unit| unit.to_string()) }
    }
}
