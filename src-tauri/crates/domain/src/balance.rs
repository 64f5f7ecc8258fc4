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

/// Somebody or something by part of the village: one list a grid, one for 未划入网格, one for the village.
struct Parts(Vec<Vec<u32>>);

impl Parts {
    fn of(scope: Scope, grids: usize) -> usize {
        match scope {
            Scope::Grid(Some(grid)) => (grid as usize).min(grids),
            Scope::Grid(None) => grids,
            Scope::Village => grids + 1,
        }
    }

    /// Puts `one` into each of these parts and into the village.
    fn put(&mut self, one: u32, parts: impl IntoIterator<Item = Option<u32>>) {
        let grids = self.0.len() - 2;
        let own = parts.into_iter().map(|grid| Self::of(Scope::Grid(grid), grids));
        for part in own.chain([grids + 1]) {
            if self.0[part].last() != Some(&one) {
                self.0[part].push(one);
            }
        }
    }
}

/// What happened from one day (exclusive) to another (inclusive), two days of one register. Made once in one pass, it
/// gives the balance of any part of the village from those alone whom anything happened to.
pub struct Between<'d, 'r> {
    before: &'d Day<'r>,
    now: &'d Day<'r>,
    opened: Option<NaiveDate>,
    stays: Stays,
    /// Persons who are not where they were.
    persons: Parts,
    /// Households that are not what they were.
    households: Parts,
    /// Per part: persons on the day before and on this, households on the day before and on this.
    counts: Vec<[u32; 4]>,
}

impl<'d, 'r> Between<'d, 'r> {
    /// Linear in the number of rows.
    #[must_use]
    pub fn new(before: &'d Day<'r>, now: &'d Day<'r>) -> Self {
        let rows = now.register().rows();
        let parts = rows.grids.len() + 2;
        let mut between = Self {
            before,
            now,
            opened: opened_between(before, now),
            stays: Stays::new(now.register()),
            persons: Parts(vec![Vec::new(); parts]),
            households: Parts(vec![Vec::new(); parts]),
            counts: vec![[0; 4]; parts],
        };
        for at in (0..).take(rows.persons.len()) {
            between.person(at);
        }
        for at in (0..).take(rows.households.len()) {
            between.household(at);
        }
        between
    }

    fn count(&mut self, which: usize, grid: Option<u32>) {
        let grids = self.counts.len() - 2;
        for scope in [Scope::Grid(grid), Scope::Village] {
            self.counts[Parts::of(scope, grids)][which] += 1;
        }
    }

    /// Where a person counted on the day before; nowhere when the book was opened since.
    fn home_before(&self, person: u32) -> Option<u32> {
        if self.opened.is_some() { None } else { self.before.household_of(person) }
    }

    fn person(&mut self, at: u32) {
        let was = self.home_before(at).map(|home| self.before.grid_of(home));
        let is = self.now.household_of(at).map(|home| self.now.grid_of(home));
        for (which, grid) in [was, is].into_iter().enumerate() {
            if let Some(grid) = grid {
                self.count(which, grid);
            }
        }
        if was.is_none() && is.is_none() {
            let homes = &self.now.register().homes;
            let stays = self.stays.of(at).map(|stay| homes[stay as usize]);
            let grids = stays.filter(|link| link.span.from < link.span.to).map(|link| self.now.grid_of(link.other));
            let mut grids = grids.peekable();
            if grids.peek().is_some() {
                self.persons.put(at, grids);
            }
        } else if was != is {
            self.persons.put(at, [was, is].into_iter().flatten());
        }
    }

    fn household(&mut self, at: u32) {
        let was = self.opened.is_none() && self.before.size_of(at) > 0;
        let is = self.now.size_of(at) > 0;
        let was = was.then(|| self.before.grid_of(at));
        let is = is.then(|| self.now.grid_of(at));
        for (which, grid) in [was, is].into_iter().enumerate() {
            if let Some(grid) = grid {
                self.count(which + 2, grid);
            }
        }
        if was != is {
            self.households.put(at, [was, is].into_iter().flatten());
        }
    }
}

/// The residences that count by their kind, each person's together.
struct Stays {
    /// Per person of the register, where theirs begin in `of`; one more at the end.
    starts: Vec<u32>,
    of: Vec<u32>,
}

impl Stays {
    fn new(register: &Register) -> Self {
        let rows = register.rows();
        let counted = || {
            register.homes.iter().zip(0..).filter(|(link, at): &(_, u32)| {
                link.subject != NOWHERE
                    && link.other != NOWHERE
                    && rows.basis.counts(rows.residences[*at as usize].kind)
            })
        };
        let mut starts = vec![0; rows.persons.len() + 1];
        for (link, _) in counted() {
            starts[link.subject as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut of = vec![0; starts.last().map_or(0, |end: &u32| *end as usize)];
        for (link, at) in counted() {
            let place = &mut next[link.subject as usize];
            of[*place as usize] = at;
            *place += 1;
        }
        Self { starts, of }
    }

    /// Residences of one person, by place in the register.
    fn of(&self, person: u32) -> impl Iterator<Item = u32> + Clone {
        let (begin, end) = (self.starts[person as usize], self.starts[person as usize + 1]);
        self.of[begin as usize..end as usize].iter().copied()
    }
}

/// The opening, when it lies between the two days: the balance then starts from nobody.
fn opened_between(before: &Day<'_>, now: &Day<'_>) -> Option<NaiveDate> {
    now.register().rows().opened_on.filter(|opened| before.date() < *opened && *opened <= now.date())
}

impl Between<'_, '_> {
    /// The balance of persons of one part of the village.
    #[must_use]
    pub fn of_persons(&self, scope: Scope) -> Balance {
        let (before, now, stays) = (self.before, self.now, &self.stays);
        let register = now.register();
        let rows = register.rows();
        let part = Parts::of(scope, rows.grids.len());
        let [last, this, ..] = self.counts[part];
        let mut balance = Balance { last, this, ..Balance::default() };
        for at in self.persons.0[part].iter().copied() {
            let id = rows.persons[at as usize].id;
            let was = self.home_before(at);
            let is = now.household_of(at);
            match (inside(before, was, scope), inside(now, is, scope)) {
                (true, true) => {}
                (false, true) if was.is_some() => balance.came.entry(FromReason::TransferIn).or_default().push(id),
                (true, false) if is.is_some() => balance.went.entry(ToReason::TransferOut).or_default().push(id),
                (false, true) => match self.came(stays.of(at)) {
                    Some(reason) => balance.came.entry(reason).or_default().push(id),
                    None => balance.unexplained.push(id),
                },
                (true, false) => match self.went(stays.of(at)) {
                    Some(reason) => balance.went.entry(reason).or_default().push(id),
                    None => balance.unexplained.push(id),
                },
                // Came and went between the two days: both reasons are terms of the balance of where they lived.
                (false, false) if was.is_none() && is.is_none() => {
                    let here = stays.of(at).filter(|residence| {
                        let link = register.homes[*residence as usize];
                        link.span.from < link.span.to && inside(now, Some(link.other), scope)
                    });
                    if let (Some(from), Some(to)) = (self.came(here.clone()), self.went(here)) {
                        balance.came.entry(from).or_default().push(id);
                        balance.went.entry(to).or_default().push(id);
                    }
                }
                (false, false) => {}
            }
        }
        balance
    }

    fn came(&self, residences: impl Iterator<Item = u32>) -> Option<FromReason> {
        residences
            .filter_map(|at| self.now.register().entry(at as usize))
            .map(|(begun, reason)| match self.opened {
                Some(opened) if begun <= opened => (opened, FromReason::Opening),
                _ => (begun, reason),
            })
            .filter(|(begun, _)| *begun > self.before.date() && *begun <= self.now.date())
            .min_by_key(|(begun, _)| *begun)
            .map(|(_, reason)| reason)
    }

    /// 分户 leads into another household of the village: who is in none of them went without a reason.
    fn went(&self, residences: impl Iterator<Item = u32>) -> Option<ToReason> {
        let register = self.now.register();
        let ended = |at: &u32| register.homes[*at as usize].span.to;
        residences
            .filter(|at| ended(at) > self.before.date() && ended(at) <= self.now.date())
            .max_by_key(ended)
            .and_then(|at| register.rows().residences[at as usize].to_reason)
            .filter(|reason| *reason != ToReason::Split)
    }

    /// The balance of households of one part of the village.
    #[must_use]
    pub fn of_households(&self, scope: Scope) -> HouseholdBalance {
        let (before, now) = (self.before, self.now);
        let register = now.register();
        let rows = register.rows();
        let part = Parts::of(scope, rows.grids.len());
        let [.., last, this] = self.counts[part];
        let mut balance = HouseholdBalance { last, this, ..HouseholdBalance::default() };
        for at in self.households.0[part].iter().copied() {
            let household = &rows.households[at as usize];
            let was = self.opened.is_none() && before.size_of(at) > 0;
            let is = now.size_of(at) > 0;
            let was_here = was && inside(before, Some(at), scope);
            let is_here = is && inside(now, Some(at), scope);
            let span = register.open[at as usize];
            let within = |day| day > before.date() && day <= now.date();
            match (was_here, is_here) {
                (false, true) if was => balance.transferred_in.push(household.id),
                (true, false) if is => balance.transferred_out.push(household.id),
                (false, true) if self.opened.is_some_and(|opened| span.from <= opened) => {
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
}

/// The balance of persons of one part; of several parts, make [`Between`] once.
#[must_use]
pub fn of_persons(before: &Day<'_>, now: &Day<'_>, scope: Scope) -> Balance {
    Between::new(before, now).of_persons(scope)
}

/// The balance of households of one part; of several parts, make [`Between`] once.
#[must_use]
pub fn of_households(before: &Day<'_>, now: &Day<'_>, scope: Scope) -> HouseholdBalance {
    Between::new(before, now).of_households(scope)
}
