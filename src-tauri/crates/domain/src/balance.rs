//! Headcount balance between two reporting days, for the village or one grid, persons and households.
//!
//! last + 期初 + 出生 + 迁入 + 补登 + 调入 − 死亡 − 迁出 − 误登注销 − 重复合并 − 调出 = this. Who came or went
//! without a reason makes the difference and is listed. Moves between grids are 调入 and 调出 of the grids and
//! nothing to the village. The month in which the book was opened starts from nobody: whoever was there is its 期初.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::day::{Day, Scope};
use crate::household::{CloseReason, OpenReason};
use crate::id::Id;
use crate::person::{FromReason, ToReason};
use crate::register::{NOWHERE, Register};

/// The balance of persons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Counted on the reporting day before.
    pub last: u32,
    /// Who came, by reason.
    pub came: BTreeMap<FromReason, Vec<Id>>,
    /// Who went, by reason.
    pub went: BTreeMap<ToReason, Vec<Id>>,
    /// Counted on this reporting day.
    pub this: u32,
    /// Who came or went without a reason.
    pub unexplained: Vec<Id>,
}

/// The balance of households. 调入 and 调出 are between grids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseholdBalance {
    /// Counted on the reporting day before.
    pub last: u32,
    /// Which were opened, by reason.
    pub opened: BTreeMap<OpenReason, Vec<Id>>,
    /// Which came from another grid.
    pub transferred_in: Vec<Id>,
    /// Which ended, by reason.
    pub closed: BTreeMap<CloseReason, Vec<Id>>,
    /// Which went to another grid.
    pub transferred_out: Vec<Id>,
    /// Counted on this reporting day.
    pub this: u32,
    /// Which appeared or emptied without being opened or closed.
    pub unexplained: Vec<Id>,
}

fn total<K, T>(parts: &BTreeMap<K, Vec<T>>) -> i64 {
    parts.values().map(|part| part.len() as i64).sum()
}

impl Balance {
    /// What is left unexplained; 0 when the balance holds.
    #[must_use]
    pub fn difference(&self) -> i64 {
        i64::from(self.this) - (i64::from(self.last) + total(&self.came) - total(&self.went))
    }
}

impl HouseholdBalance {
    /// What is left unexplained; 0 when the balance holds.
    #[must_use]
    pub fn difference(&self) -> i64 {
        let moved = self.transferred_in.len() as i64 - self.transferred_out.len() as i64;
        i64::from(self.this) - (i64::from(self.last) + total(&self.opened) + moved - total(&self.closed))
    }
}

fn inside(day: &Day<'_>, household: Option<u32>, scope: Scope) -> bool {
    household.is_some_and(|household| match scope {
        Scope::Village => true,
        Scope::Grid(grid) => day.grid_of(household) == grid,
    })
}

/// The residences that count by their kind, each person's together.
struct Stays {
    of: Vec<(u32, u32)>,
}

impl Stays {
    fn new(register: &Register) -> Self {
        let rows = register.rows();
        let counted = register.homes.iter().zip(0..).filter(|(link, at)| {
            link.subject != NOWHERE && link.other != NOWHERE && rows.basis.counts(rows.residences[*at as usize].kind)
        });
        let mut of: Vec<(u32, u32)> = counted.map(|(link, at)| (link.subject, at)).collect();
        of.sort_unstable();
        Self { of }
    }

    /// Residences of one person, by place in the register.
    fn of(&self, person: u32) -> impl Iterator<Item = u32> + Clone {
        let begin = self.of.partition_point(|(subject, _)| *subject < person);
        self.of[begin..].iter().take_while(move |(subject, _)| *subject == person).map(|(_, at)| *at)
    }
}

/// The opening, when it lies between the two days: the balance then starts from nobody.
fn opened_between(before: &Day<'_>, now: &Day<'_>) -> Option<NaiveDate> {
    now.register().rows().opened_on.filter(|opened| before.date() < *opened && *opened <= now.date())
}

/// The balance of persons from `before` (exclusive) to `now` (inclusive): two days of one register.
#[must_use]
pub fn of_persons(before: &Day<'_>, now: &Day<'_>, scope: Scope) -> Balance {
    let register = now.register();
    let rows = register.rows();
    let stays = Stays::new(register);
    let opened = opened_between(before, now);
    let mut balance = Balance::default();
    for at in (0..).take(rows.persons.len()) {
        let id = rows.persons[at as usize].id;
        let was = if opened.is_some() { None } else { before.household_of(at) };
        let is = now.household_of(at);
        let was_here = inside(before, was, scope);
        let is_here = inside(now, is, scope);
        balance.last += u32::from(was_here);
        balance.this += u32::from(is_here);
        match (was_here, is_here) {
            (true, true) => {}
            (false, true) if was.is_some() => balance.came.entry(FromReason::TransferIn).or_default().push(id),
            (true, false) if is.is_some() => balance.went.entry(ToReason::TransferOut).or_default().push(id),
            (false, true) => match came(before, now, stays.of(at)) {
                Some(reason) => balance.came.entry(reason).or_default().push(id),
                None => balance.unexplained.push(id),
            },
            (true, false) => match went(before, now, stays.of(at)) {
                Some(reason) => balance.went.entry(reason).or_default().push(id),
                None => balance.unexplained.push(id),
            },
            // Came and went between the two days: both reasons are terms of the balance of where they lived.
            (false, false) if was.is_none() && is.is_none() => {
                let here = stays.of(at).filter(|residence| {
                    let link = register.homes[*residence as usize];
                    link.span.from < link.span.to && inside(now, Some(link.other), scope)
                });
                if let (Some(from), Some(to)) = (came(before, now, here.clone()), went(before, now, here)) {
                    balance.came.entry(from).or_default().push(id);
                    balance.went.entry(to).or_default().push(id);
                }
            }
            (false, false) => {}
        }
    }
    balance
}

fn came(before: &Day<'_>, now: &Day<'_>, residences: impl Iterator<Item = u32>) -> Option<FromReason> {
    let register = now.register();
    let opened = opened_between(before, now);
    residences
        .filter_map(|at| register.entry(at as usize))
        .map(|(begun, reason)| match opened {
            Some(opened) if begun <= opened => (opened, FromReason::Opening),
            _ => (begun, reason),
        })
        .filter(|(begun, _)| *begun > before.date() && *begun <= now.date())
        .min_by_key(|(begun, _)| *begun)
        .map(|(_, reason)| reason)
}

/// 分户 leads into another household of the village: who is in none of them went without a reason.
fn went(before: &Day<'_>, now: &Day<'_>, residences: impl Iterator<Item = u32>) -> Option<ToReason> {
    let register = now.register();
    let ended = |at: &u32| register.homes[*at as usize].span.to;
    residences
        .filter(|at| ended(at) > before.date() && ended(at) <= now.date())
        .max_by_key(ended)
        .and_then(|at| register.rows().residences[at as usize].to_reason)
        .filter(|reason| *reason != ToReason::Split)
}

/// The balance of households from `before` (exclusive) to `now` (inclusive).
#[must_use]
pub fn of_households(before: &Day<'_>, now: &Day<'_>, scope: Scope) -> HouseholdBalance {
    let register = now.register();
    let mut balance = HouseholdBalance::default();
    let opened = opened_between(before, now);
    for (household, at) in register.rows().households.iter().zip(0..) {
        let was = opened.is_none() && before.size_of(at) > 0;
        let is = now.size_of(at) > 0;
        let was_here = was && inside(before, Some(at), scope);
        let is_here = is && inside(now, Some(at), scope);
        balance.last += u32::from(was_here);
        balance.this += u32::from(is_here);
        let span = register.open[at as usize];
        let within = |day| day > before.date() && day <= now.date();
        match (was_here, is_here) {
            (false, true) if was => balance.transferred_in.push(household.id),
            (true, false) if is => balance.transferred_out.push(household.id),
            (false, true) if opened.is_some_and(|opened| span.from <= opened) => {
                balance.opened.entry(OpenReason::Opening).or_default().push(household.id);
            }
            (false, true) if within(span.from) => {
                let reason = household.from_reason.unwrap_or(match household.from {
                    None => OpenReason::Opening,
                    Some(_) => OpenReason::Founded,
                });
                balance.opened.entry(reason).or_default().push(household.id);
            }
            (true, false) if within(span.to) => {
                let reason = household.to_reason.unwrap_or(CloseReason::Closed);
                balance.closed.entry(reason).or_default().push(household.id);
            }
            (false, true) | (true, false) => balance.unexplained.push(household.id),
            _ => {}
        }
    }
    balance
}
