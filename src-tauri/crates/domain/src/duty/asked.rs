//! Whom a duty is asked of on a day: who was there that day, and nobody who came later or had gone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{DutyOf, DutyScope};
use crate::day::{Day, Measure};
use crate::id::Id;
use crate::organisation::{RoleKind, UnitKind};
use crate::tag::{Subject, TagKind};

/// Of whom something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asked {
    /// The village.
    Village,
    /// A party branch; none = the village, which is one.
    Branch(Option<Id>),
    /// A grid.
    Grid(Id),
    /// A household.
    Household(Id),
    /// A person.
    Person(Id),
}

/// In which part of the village that is, of what lies in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// In none: the village itself and its branches.
    Village,
    /// A grid; none = 未划入网格.
    Grid(Option<Id>),
}

/// Everybody who can be asked on one day.
#[derive(Debug)]
pub struct Roll {
    grids: Vec<Id>,
    branches: Vec<Id>,
    opened: bool,
    households: Vec<(Option<Id>, Id)>,
    persons: HashMap<DutyOf, Vec<(Option<Id>, Id)>>,
}

impl Roll {
    /// Calls the roll of a day. `old_age` = from which age a party member is an old one.
    #[must_use]
    pub fn new(day: &Day<'_>, old_age: u32) -> Self {
        let register = day.register();
        let rows = register.rows();
        let on = day.date();
        let stands = |unit: Id| {
            rows.units.iter().find(|row| row.id == unit).is_none_or(|row| {
                row.founded_on.is_none_or(|founded| founded.begun_on(on))
                    && row.dissolved_on.is_none_or(|dissolved| !dissolved.begun_on(on))
            })
        };
        let holds = |from, to| register.span(None, from, to).holds_on(on);
        let mut grids: Vec<_> =
            rows.grids.iter().filter(|grid| holds(grid.from, grid.to) && stands(grid.unit)).collect();
        grids.sort_by_key(|grid| (grid.number, grid.id));
        let is_branch = |kind| matches!(kind, UnitKind::PartyBranch | UnitKind::JointBranch);
        let branches = rows.units.iter().filter(|unit| is_branch(unit.kind) && stands(unit.id)).map(|unit| unit.id);
        let grid_of = |household: u32| day.grid_of(household).map(|grid| rows.grids[grid as usize].id);
        let lived_in = (0..).zip(&rows.households).filter(|(at, _)| day.size_of(*at) > 0);
        Self {
            grids: grids.into_iter().map(|grid| grid.id).collect(),
            branches: branches.collect(),
            opened: rows.opened_on.is_some_and(|opened| opened <= on),
            households: lived_in.map(|(at, row)| (grid_of(at), row.id)).collect(),
            persons: persons(day, old_age),
        }
    }

    /// Of whom a duty of this scope is asked, each with where that is.
    #[must_use]
    pub fn asked(&self, scope: DutyScope, of: Option<DutyOf>) -> Vec<(Place, Asked)> {
        let persons = |of: DutyOf| self.persons.get(&of).map_or(&[][..], Vec::as_slice);
        match scope {
            DutyScope::Grid => self.grids.iter().map(|id| (Place::Grid(Some(*id)), Asked::Grid(*id))).collect(),
            // Before the opening nobody is asked for anything.
            DutyScope::Village | DutyScope::Branch if !self.opened => Vec::new(),
            DutyScope::Village => vec![(Place::Village, Asked::Village)],
            DutyScope::Branch if self.branches.is_empty() => vec![(Place::Village, Asked::Branch(None))],
            DutyScope::Branch => self.branches.iter().map(|id| (Place::Village, Asked::Branch(Some(*id)))).collect(),
            DutyScope::Household => {
                self.households.iter().map(|(grid, id)| (Place::Grid(*grid), Asked::Household(*id))).collect()
            }
            DutyScope::Person => {
                of.map_or(&[][..], persons).iter().map(|(grid, id)| (Place::Grid(*grid), Asked::Person(*id))).collect()
            }
        }
    }
}

/// The persons of each kind, with their grid: that of the party group in which somebody leads or is a member, else that
/// in which they live.
fn persons(day: &Day<'_>, old_age: u32) -> HashMap<DutyOf, Vec<(Option<Id>, Id)>> {
    let register = day.register();
    let rows = register.rows();
    let on = day.date();
    let group = |unit: Id| rows.grids.iter().find(|grid| grid.unit == unit).map(|grid| grid.id);
    let mut groups: BTreeMap<Id, Id> = BTreeMap::new();
    let mut leaders: BTreeSet<Id> = BTreeSet::new();
    let here = |id: Id| register.person_index(id).is_some_and(|at| day.home_of(at).is_some());
    for role in &rows.roles {
        let is_group = matches!(role.kind, RoleKind::Leader | RoleKind::Member);
        if !is_group || !register.span(Some(role.person), role.from, role.to).holds_on(on) || !here(role.person) {
            continue;
        }
        if let Some(grid) = group(role.unit) {
            // Who leads one group and belongs to another is asked where they lead.
            if role.kind == RoleKind::Leader {
                leaders.insert(role.person);
                groups.insert(role.person, grid);
            } else {
                groups.entry(role.person).or_insert(grid);
            }
        }
    }
    let mut members: BTreeMap<Id, Option<Id>> = groups.into_iter().map(|(person, grid)| (person, Some(grid))).collect();
    let mut in_party: HashSet<Id> = HashSet::new();
    let mut tagged: BTreeSet<(TagKind, Id)> = BTreeSet::new();
    let mut children = Vec::new();
    day.each(|measure, subject, household| {
        let Subject::Person(person) = subject else { return };
        let grid = day.grid_of(household).map(|grid| rows.grids[grid as usize].id);
        match measure {
            Measure::PartyMembers => {
                in_party.insert(person);
                members.entry(person).or_insert(grid);
            }
            Measure::Tag(TagKind::LeftBehindChild) => children.push((grid, person)),
            Measure::Tag(kind @ (TagKind::Immobile | TagKind::Hardship)) => {
                tagged.insert((kind, person));
            }
            _ => {}
        }
    });
    let is_old = |id: Id| {
        let birth = register.person(id).and_then(|person| person.birth);
        in_party.contains(&id) && birth.is_some_and(|birth| birth.age_on(on) >= old_age)
    };
    let those = |wanted: &dyn Fn(Id) -> bool| -> Vec<(Option<Id>, Id)> {
        members.iter().filter(|(id, _)| wanted(**id)).map(|(id, grid)| (*grid, *id)).collect()
    };
    let with = |kind: TagKind| those(&|id| is_old(id) && tagged.contains(&(kind, id)));
    HashMap::from([
        (DutyOf::Member, those(&|_| true)),
        (DutyOf::LedMember, those(&|id| !leaders.contains(&id))),
        (DutyOf::LeftBehindChild, children),
        (DutyOf::ImmobileOldMember, with(TagKind::Immobile)),
        (DutyOf::PoorOldMember, with(TagKind::Hardship)),
    ])
}
