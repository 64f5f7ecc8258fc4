//! Whom a list of commitments names: everybody who is a party member or belongs to a party group, with a commitment or
//! without, and who made one and is gone since.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::day::{Day, Measure, Scope};
use domain::id::Id;
use domain::organisation::RoleKind;
use domain::register::Register;
use domain::tag::Subject;

use super::{Made, Whole};

/// As what somebody belongs, the group's leader first; blank of who does no more.
const ROLES: [&str; 4] = [RoleKind::Leader.word(), RoleKind::Member.word(), "党员", ""];

/// Somebody on the list; who has two commitments, since two records became one, stands there twice.
pub(crate) struct Listed<'m> {
    pub person: Id,
    /// Of the party group that they belong to, else where they live, by place in the register.
    pub grid: Option<u32>,
    /// 党小组组长, 党小组成员, 党员; blank of who is none of these any more.
    pub role: &'static str,
    pub commitment: Option<&'m Whole>,
}

/// The list of a day, by grid, the group's leader first; of one grid when one is named.
pub(crate) fn listed<'m>(register: &Register, made: &'m Made, grid: Option<u32>) -> Vec<Listed<'m>> {
    let day = Day::new(register, made.as_of);
    let mut own: HashMap<Id, Vec<&Whole>> = HashMap::new();
    for whole in &made.commitments {
        own.entry(whole.person).or_default().push(whole);
    }
    let mut belong = belonging(register, &day);
    let gone: Vec<Id> = own.keys().copied().filter(|person| !belong.contains_key(person)).collect();
    let last = last_grids(register, &gone);
    for person in gone {
        belong.insert(person, (3, last.get(&person).copied()));
    }
    let mut list = Vec::new();
    for (person, (rank, at)) in belong {
        if grid.is_some() && at != grid {
            continue;
        }
        let role = ROLES[rank];
        let whole = own.remove(&person).unwrap_or_default();
        let row = |commitment| Listed { person, grid: at, role, commitment };
        if whole.is_empty() {
            list.push((rank, row(None)));
        }
        list.extend(whole.into_iter().map(|whole| (rank, row(Some(whole)))));
    }
    let number = |at: Option<u32>| at.map(|at| register.rows().grids[at as usize].number);
    list.sort_by_key(|(rank, row)| (row.grid.is_none(), number(row.grid), *rank, row.person));
    list.into_iter().map(|(_, row)| row).collect()
}

/// Somebody who belongs to the party or to a group.
pub(crate) struct Member {
    pub person: Id,
    /// Of the party group that they belong to, else where they live, by place in the register.
    pub grid: Option<u32>,
    /// 党小组组长, 党小组成员, 党员.
    pub role: &'static str,
}

/// Who belongs to the party or to a group on a day, by grid, the group's leader first.
pub(crate) fn members_on(register: &Register, day: NaiveDate) -> Vec<Member> {
    let mut list: Vec<(usize, Member)> = belonging(register, &Day::new(register, day))
        .into_iter()
        .map(|(person, (rank, grid))| (rank, Member { person, grid, role: ROLES[rank] }))
        .collect();
    let number = |at: Option<u32>| at.map(|at| register.rows().grids[at as usize].number);
    list.sort_by_key(|(rank, one)| (one.grid.is_none(), number(one.grid), *rank, one.person));
    list.into_iter().map(|(_, one)| one).collect()
}

/// Who belongs to the party or to a group on the day: as what (leader, member of the group, party member), and where.
fn belonging(register: &Register, day: &Day<'_>) -> BTreeMap<Id, (usize, Option<u32>)> {
    let rows = register.rows();
    let mut belong: BTreeMap<Id, (usize, Option<u32>)> = BTreeMap::new();
    for subject in day.behind(Measure::PartyMembers, Scope::Village) {
        if let Subject::Person(person) = subject {
            let household = register.person_index(person).and_then(|at| day.household_of(at));
            belong.insert(person, (2, household.and_then(|household| day.grid_of(household))));
        }
    }
    let units: HashMap<Id, u32> = rows.grids.iter().zip(0..).map(|(grid, at)| (grid.unit, at)).collect();
    for role in rows.roles.iter().filter(|role| matches!(role.kind, RoleKind::Leader | RoleKind::Member)) {
        let here = register.person_index(role.person).and_then(|at| day.home_of(at)).is_some();
        let holds = register.span(Some(role.person), role.from, role.to).holds_on(day.date());
        let Some(at) = units.get(&role.unit).copied().filter(|_| here && holds) else { continue };
        let rank = usize::from(role.kind != RoleKind::Leader);
        let known = belong.entry(role.person).or_insert((rank, Some(at)));
        if rank < known.0 {
            *known = (rank, Some(at));
        }
    }
    belong
}

/// The grid in which each of these lived last.
fn last_grids(register: &Register, people: &[Id]) -> HashMap<Id, u32> {
    let rows = register.rows();
    let mut last: HashMap<Id, Id> = HashMap::new();
    // The later residence is written down later.
    for stay in rows.residences.iter().filter(|stay| people.contains(&stay.person)) {
        last.insert(stay.person, stay.household);
    }
    let placed: HashMap<Id, Id> = rows.household_grids.iter().map(|row| (row.household, row.grid)).collect();
    let grids: HashMap<Id, u32> = rows.grids.iter().zip(0..).map(|(grid, at)| (grid.id, at)).collect();
    let of = |household: Id| placed.get(&household).and_then(|grid| grids.get(grid)).copied();
    last.into_iter().filter_map(|(person, household)| Some((person, of(household)?))).collect()
}
