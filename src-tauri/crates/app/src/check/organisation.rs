//! What clauses 2.1 and 2.2 ask of the organisation: every hamlet in a grid, every grid with a party group, every party
//! member in one, every group with a leader who is a party member.

use std::collections::{BTreeSet, HashSet};

use domain::date::holds_on;
use domain::day::{Measure, Scope};
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind, UnitKind};
use domain::tag::Subject;

use super::look::Look;
use crate::events::of_party;
use crate::order::hamlets;

impl Look<'_, '_> {
    /// What is missing. A book without any grid has not begun to be organised.
    pub fn organisation(&mut self) {
        let rows = self.register.rows();
        let on = self.today.date();
        let grids = || rows.grids.iter().filter(|grid| grid.to.is_none());
        if grids().next().is_none() {
            return;
        }
        let placed: BTreeSet<&str> = grids().flat_map(|grid| &grid.hamlets).map(String::as_str).collect();
        let lived = rows.households.iter().filter(|home| home.to.is_none()).filter_map(|home| home.hamlet.as_deref());
        for hamlet in hamlets(lived).into_iter().filter(|hamlet| !placed.contains(hamlet)) {
            let words = "这个小组（屯）没有划入任何网格，请在网格设置里划入";
            self.about(CODES[0], Some(hamlet.to_owned()), None, words);
        }
        let stands = |unit: &&OrgUnit| holds_on(unit.founded_on, unit.dissolved_on, on);
        let groups: Vec<&OrgUnit> =
            rows.units.iter().filter(|unit| unit.kind == UnitKind::PartyGroup).filter(stands).collect();
        let known: HashSet<Id> = groups.iter().map(|unit| unit.id).collect();
        for grid in grids().filter(|grid| !known.contains(&grid.unit)) {
            self.note(CODES[1], Some(grid.id), None, "这个网格没有党小组，请恢复它的党小组");
        }
        let register = self.register;
        let held = |role: &&Role| register.span(Some(role.person), role.from, role.to).holds_on(on);
        let belongs = |kind: RoleKind| matches!(kind, RoleKind::Leader | RoleKind::Member);
        let roles: Vec<&Role> =
            rows.roles.iter().filter(|role| known.contains(&role.unit) && belongs(role.kind)).filter(held).collect();
        let inside: HashSet<Id> = roles.iter().map(|role| role.person).collect();
        for subject in self.today.behind(Measure::PartyMembers, Scope::Village) {
            let Subject::Person(person) = subject else { continue };
            if !inside.contains(&person) {
                let household = self.household_of(person);
                self.note(CODES[2], Some(person), household, "这位党员没有编入党小组，请编入所住网格的党小组");
            }
        }
        let party = of_party(&rows.members, on);
        for group in groups {
            let leaders: Vec<Id> = (roles.iter())
                .filter(|role| role.unit == group.id && role.kind == RoleKind::Leader)
                .map(|role| role.person)
                .collect();
            if leaders.is_empty() {
                self.note(CODES[3], Some(group.id), None, "这个党小组没有组长，请选一位");
            }
            for leader in leaders.into_iter().filter(|leader| !party.contains(leader)) {
                let household = self.household_of(leader);
                self.note(CODES[4], Some(leader), household, "这位组长不是党员，请核对党员登记，或另选一位党员");
            }
        }
    }
}

/// In the order in which they are looked for.
pub(super) const CODES: [&str; 5] = [
    "organisation.hamlet_without_grid",
    "organisation.grid_without_group",
    "organisation.member_without_group",
    "organisation.group_without_leader",
    "organisation.leader_no_member",
];
