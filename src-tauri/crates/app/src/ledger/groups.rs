//! The rows: which party groups there are, who holds which role in them, and what they count.

use std::collections::BTreeSet;

use domain::balance::Between;
use domain::codes::Relation;
use domain::day::{Day, Measure, Scope};
use domain::id::Id;
use domain::organisation::{Grid, OrgUnit, Role, RoleKind, StationRole, UnitKind};
use domain::register::Register;
use domain::tag::{Subject, TagKind};

use super::{Ask, BalanceRow, Figures, GroupRow, Ledger, NAMED, Names, balance};
use crate::forms::Part;

/// Of the whole book, where there are several rows.
const WHOLE: &str = "全村";

/// The ledger that is asked for.
pub(crate) fn facts(register: &Register, ask: &Ask) -> Ledger {
    let outside = &ask.outside;
    let (before, now) = (Day::new(register, ask.before), Day::new(register, ask.as_of));
    let between = Between::new(&before, &now);
    let counts = now.counts();
    let grids = &register.rows().grids;
    let mut rows = Vec::new();
    let mut balances = Vec::new();
    let mut temporary = 0;
    for at in in_order(register, ask) {
        let scope = Scope::Grid(at);
        let slot = at.map_or(grids.len(), |at| at as usize);
        let figures = Figures::of(&counts[slot]);
        temporary += counts[slot].get(&Measure::Temporary).copied().unwrap_or(0);
        let row = match at.map(|at| &grids[at as usize]) {
            Some(grid) => {
                let holds = register.span(None, grid.from, grid.to).holds_on(ask.as_of)
                    || (grid.from.is_none() && register.is_before_opening(ask.as_of));
                (holds || !figures.is_empty()).then(|| group(&now, ask, grid, figures, scope))
            }
            None => (!figures.is_empty()).then(|| without_grid(&now, ask, outside, figures)),
        };
        let name = at.map_or_else(|| outside.clone(), |at| grids[at as usize].name.clone());
        let balance = balance::row(&between, &now, scope, name);
        let balance = corrected(balance, ask);
        if row.is_some() || !balance.terms.is_empty() {
            balances.push(balance);
        }
        rows.extend(row);
    }
    let mut total = Figures::default();
    for row in &rows {
        total.add(row.figures);
    }
    if ask.grid.is_none() && (balances.len() != 1 || ask.station != StationRole::Grid) {
        balances.push(corrected(balance::row(&between, &now, Scope::Village, WHOLE.to_owned()), ask));
    }
    Ledger {
        month: ask.month.to_string(),
        as_of: ask.as_of.to_string(),
        before_opening: register.is_before_opening(ask.as_of),
        basis: basis_of(register, ask),
        sealed: None,
        adjustments: Vec::new(),
        names: ask.names.then(|| joined(&rows)),
        rows,
        total,
        balance: balances,
        temporary,
    }
}

/// A balance whose last month is sealed begins with what was sealed.
fn corrected(mut balance: BalanceRow, ask: &Ask) -> BalanceRow {
    let Some(sealed) = &ask.sealed_before else { return balance };
    let (persons, households) = sealed.frozen.this(balance.part);
    balance.terms.begin_with(persons);
    balance.households.terms.begin_with(households);
    balance
}

/// The grids by number, then those households that lie in none; or the one grid that is asked for.
fn in_order(register: &Register, ask: &Ask) -> Vec<Option<u32>> {
    if ask.grid.is_some() {
        return vec![ask.grid];
    }
    let grids = &register.rows().grids;
    let mut order: Vec<u32> = (0..).take(grids.len()).collect();
    order.sort_by_key(|at| (grids[*at as usize].number, &grids[*at as usize].name));
    order.into_iter().map(Some).chain([None]).collect()
}

/// What counts in the month, in words.
pub(crate) fn basis_of(register: &Register, ask: &Ask) -> String {
    let (now, before) = (register.rows().basis, ask.basis_before);
    let kinds: Vec<&str> = [(now.registered, "户籍"), (now.usual, "常住")]
        .into_iter()
        .filter_map(|(counts, word)| counts.then_some(word))
        .collect();
    let mut text = format!("人口按{}计，外出的也算，暂住的另计；有计入人口的户算一户。", kinds.join("、"));
    if now != before {
        text.push_str("口径从本月起改变，上月的数已按新口径重算。");
    }
    text
}

fn group(now: &Day<'_>, ask: &Ask, grid: &Grid, figures: Figures, scope: Scope) -> GroupRow {
    let register = now.register();
    let unit = register.rows().units.iter().find(|unit| unit.id == grid.unit);
    let leader = holders(now, grid, &[RoleKind::Leader]).pop().map(|role| role.person);
    let name = |id: Id| register.person(id).map(|person| person.name.clone());
    let members: Vec<Id> = distinct(holders(now, grid, &[RoleKind::Member]));
    let team_leader = holders(now, grid, &[RoleKind::TeamLeader]).pop().map(|role| role.person);
    GroupRow {
        no: Some(grid.number),
        group: unit.map_or_else(|| grid.name.clone(), |unit| unit.name.clone()),
        leader: leader.and_then(name),
        members: members.into_iter().filter(|id| Some(*id) != leader).filter_map(name).collect(),
        volunteers: volunteers(now, grid).len() as u32,
        figures,
        names: ask.names.then(|| names(now, scope)),
        team_leader: team_leader.and_then(name),
        part: Part::of(scope, register),
    }
}

fn without_grid(now: &Day<'_>, ask: &Ask, outside: &str, figures: Figures) -> GroupRow {
    let scope = Scope::Grid(None);
    GroupRow {
        no: None,
        group: outside.to_owned(),
        leader: None,
        members: Vec::new(),
        volunteers: 0,
        figures,
        names: ask.names.then(|| names(now, scope)),
        team_leader: None,
        part: Part::Outside,
    }
}

/// Who holds one of these roles in a grid's party group or its volunteer team on the day; who began last comes last.
fn holders<'r>(now: &Day<'r>, grid: &Grid, kinds: &[RoleKind]) -> Vec<&'r Role> {
    let register = now.register();
    let rows = register.rows();
    let is_ours = |unit: &OrgUnit| {
        unit.id == grid.unit || (unit.kind == UnitKind::VolunteerTeam && unit.parent == Some(grid.unit))
    };
    let ours: BTreeSet<Id> = rows.units.iter().filter(|unit| is_ours(unit)).map(|unit| unit.id).collect();
    let since = |role: &Role| register.span(Some(role.person), role.from, role.to);
    let mut holding: Vec<&Role> = rows
        .roles
        .iter()
        .filter(|role| kinds.contains(&role.kind) && ours.contains(&role.unit))
        .filter(|role| since(role).holds_on(now.date()))
        .collect();
    holding.sort_by_key(|role| (since(role).from, role.id));
    holding
}

fn distinct(roles: Vec<&Role>) -> Vec<Id> {
    let mut told = BTreeSet::new();
    roles.into_iter().map(|role| role.person).filter(|person| told.insert(*person)).collect()
}

/// Everybody in a grid's 志愿者服务队, once each, with its 队长.
pub(crate) fn volunteers(now: &Day<'_>, grid: &Grid) -> Vec<Id> {
    distinct(holders(now, grid, &[RoleKind::TeamLeader, RoleKind::Volunteer]))
}

/// Name of the head of a household.
pub(crate) fn head_name(now: &Day<'_>, household: Id) -> Option<String> {
    let register = now.register();
    let residences = &register.rows().residences;
    let head = residences.iter().zip(0..).find(|(row, at)| {
        row.household == household
            && row.relation == Some(Relation::HEAD)
            && register.person_index(row.person).and_then(|person| now.home_of(person)) == Some(*at)
    });
    head.and_then(|(row, _)| register.person(row.person)).map(|person| person.name.clone())
}

/// Names of those whom a number counts: of a household its head's.
fn names_behind(now: &Day<'_>, kind: TagKind, scope: Scope) -> Vec<String> {
    let register = now.register();
    let name = |subject: Subject| match subject {
        Subject::Person(id) => register.person(id).map(|person| person.name.clone()),
        Subject::Household(id) => {
            head_name(now, id).or_else(|| register.household(id).and_then(|home| home.code.clone()))
        }
    };
    now.behind(Measure::Tag(kind), scope).into_iter().filter_map(name).collect()
}

fn names(now: &Day<'_>, scope: Scope) -> Names {
    NAMED.iter().map(|kind| (kind.word(), names_behind(now, *kind, scope))).collect()
}

fn joined(rows: &[GroupRow]) -> Names {
    let of = |kind: &TagKind| {
        rows.iter().filter_map(|row| row.names.as_ref()?.get(kind.word())).flatten().cloned().collect()
    };
    NAMED.iter().map(|kind| (kind.word(), of(kind))).collect()
}
