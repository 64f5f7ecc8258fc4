//! What is counted on one day (page "what is counted" of the data model; annex A's columns 6 to 8).
//!
//! One pass finds every (measure, subject) pair; a number is the length of the list that it opens, by construction.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use crate::codes::Relation;
use crate::person::{MemberKind, ResidenceKind, WorkKind};
use crate::register::{NOWHERE, Register};
use crate::tag::{CountedBy, Subject, TagKind};

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// 户数: open households with at least one counted person.
    Households,
    /// 人口: persons with a counted residence, away or not.
    Persons,
    /// 暂住, shown apart.
    Temporary,
    /// 党员: 正式, 预备 or 不详.
    PartyMembers,
    /// 预备党员 among them.
    Probationary,
    /// 流动党员 among them.
    Floating,
    /// 外出务工.
    Away,
    /// A kind of 类别认定.
    Tag(TagKind),
}

/// Part of the village.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Village,
    /// One grid, by its place in the register's grids; `None` = 未划入网格.
    Grid(Option<u32>),
}

/// The state of one day.
#[derive(Debug)]
pub struct Day<'r> {
    register: &'r Register,
    date: NaiveDate,
    /// Per person: the residence by which they count.
    home: Vec<u32>,
    /// Per household: its grid.
    grid: Vec<u32>,
    /// Per household: how many count in it.
    size: Vec<u32>,
    /// Persons who count in two grids at once.
    twice: Vec<u32>,
}

impl<'r> Day<'r> {
    /// The state of the book on the evening of `date`.
    #[must_use]
    pub fn new(register: &'r Register, date: NaiveDate) -> Self {
        let rows = register.rows();
        let mut grid = vec![NOWHERE; rows.households.len()];
        for link in &register.placed {
            if link.subject != NOWHERE && link.span.holds_on(date) {
                grid[link.subject as usize] = link.other;
            }
        }
        let mut home = vec![NOWHERE; rows.persons.len()];
        let mut twice = Vec::new();
        for (at, link) in register.homes.iter().enumerate() {
            let counted = link.subject != NOWHERE
                && link.other != NOWHERE
                && link.span.holds_on(date)
                && rows.basis.counts(rows.residences[at].kind)
                && register.open[link.other as usize].holds_on(date);
            if !counted {
                continue;
            }
            let known = &mut home[link.subject as usize];
            if *known != NOWHERE {
                let other = register.homes[*known as usize];
                if grid[other.other as usize] != grid[link.other as usize] {
                    twice.push(link.subject);
                }
                // The later residence holds; of two begun on one day, the one with the smaller id.
                let later = (link.span.from, std::cmp::Reverse(rows.residences[at].id));
                if later < (other.span.from, std::cmp::Reverse(rows.residences[*known as usize].id)) {
                    continue;
                }
            }
            *known = at as u32;
        }
        let mut size = vec![0; rows.households.len()];
        for at in home.iter().filter(|at| **at != NOWHERE) {
            size[register.homes[*at as usize].other as usize] += 1;
        }
        Self { register, date, home, grid, size, twice }
    }

    /// Which day.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.date
    }

    /// The register it is a day of.
    #[must_use]
    pub fn register(&self) -> &'r Register {
        self.register
    }

    /// Persons who live in two grids on this day: a doubt each, counted once.
    #[must_use]
    pub fn in_two_grids(&self) -> &[u32] {
        &self.twice
    }

    /// The residence by which a person counts, by place in the register.
    #[must_use]
    pub fn home_of(&self, person: u32) -> Option<u32> {
        self.home.get(person as usize).copied().filter(|at| *at != NOWHERE)
    }

    /// The household in which a person counts.
    #[must_use]
    pub fn household_of(&self, person: u32) -> Option<u32> {
        self.home_of(person).map(|at| self.register.homes[at as usize].other)
    }

    /// The grid of a household.
    #[must_use]
    pub fn grid_of(&self, household: u32) -> Option<u32> {
        self.grid.get(household as usize).copied().filter(|at| *at != NOWHERE)
    }

    /// How many persons count in a household.
    #[must_use]
    pub fn size_of(&self, household: u32) -> u32 {
        self.size.get(household as usize).copied().unwrap_or(0)
    }

    /// Per household of the register, its head among those who count in it, by place in the register.
    #[must_use]
    pub fn heads(&self) -> Vec<Option<u32>> {
        let rows = self.register.rows();
        let mut heads = vec![None; rows.households.len()];
        for person in (0..).take(rows.persons.len()).filter(|person| self.is_head(*person)) {
            if let Some(home) = self.household_of(person) {
                heads[home as usize] = Some(person);
            }
        }
        heads
    }

    fn is_head(&self, person: u32) -> bool {
        self.home_of(person)
            .is_some_and(|at| self.register.rows().residences[at as usize].relation == Some(Relation::HEAD))
    }

    /// Calls `found` once for each pair of a measure and a subject that it counts, with the subject's household.
    pub fn each(&self, mut found: impl FnMut(Measure, Subject, u32)) {
        let rows = self.register.rows();
        let household = |at: u32| Subject::Household(rows.households[at as usize].id);
        let person = |at: u32| Subject::Person(rows.persons[at as usize].id);
        for at in (0..).take(rows.households.len()) {
            if self.size_of(at) > 0 {
                found(Measure::Households, household(at), at);
            }
        }
        for at in (0..).take(rows.persons.len()) {
            if let Some(home) = self.household_of(at) {
                found(Measure::Persons, person(at), home);
            }
        }
        // Two rows may say the same of a person (a list that knew it coarser, 预备 beside 正式): once each.
        let mut told: HashSet<(Measure, u32)> = HashSet::new();
        let mut once = |measure, at: u32, home| {
            if told.insert((measure, at)) {
                found(measure, person(at), home);
            }
        };
        for (row, link) in rows.residences.iter().zip(&self.register.homes) {
            let there = link.subject != NOWHERE && link.other != NOWHERE && self.home_of(link.subject).is_none();
            if there && row.kind == ResidenceKind::Temporary && link.span.holds_on(self.date) {
                once(Measure::Temporary, link.subject, link.other);
            }
        }
        for (row, link) in rows.works.iter().zip(&self.register.working) {
            let Some(home) = self.household_of(link.subject) else { continue };
            if row.kind == WorkKind::Away && link.span.holds_on(self.date) {
                once(Measure::Away, link.subject, home);
            }
        }
        for (row, link) in rows.members.iter().zip(&self.register.in_party) {
            let Some(home) = self.household_of(link.subject) else { continue };
            if !link.span.holds_on(self.date) {
                continue;
            }
            once(Measure::PartyMembers, link.subject, home);
            if row.kind == MemberKind::Probationary {
                once(Measure::Probationary, link.subject, home);
            }
            if row.floating {
                once(Measure::Floating, link.subject, home);
            }
        }
        self.each_tag(&mut found);
    }

    fn each_tag(&self, found: &mut impl FnMut(Measure, Subject, u32)) {
        let rows = self.register.rows();
        // Per kind counted by household: which households have it already. Small, since few have a tag.
        let mut seen: BTreeMap<(TagKind, u32), ()> = BTreeMap::new();
        let holding = || {
            rows.tags
                .iter()
                .zip(&self.register.tagged)
                .filter(|(_, link)| link.subject != NOWHERE && link.span.holds_on(self.date))
        };
        for (tag, link) in holding() {
            let home = if link.other == 0 { Some(link.subject) } else { self.household_of(link.subject) };
            let Some(home) = home.filter(|home| self.size_of(*home) > 0) else { continue };
            let as_household = match tag.kind.counted_by() {
                CountedBy::Household => true,
                CountedBy::Either => link.other == 0,
                CountedBy::Person => false,
            };
            if as_household && seen.insert((tag.kind, home), ()).is_none() {
                found(Measure::Tag(tag.kind), Subject::Household(rows.households[home as usize].id), home);
            }
        }
        let mut told: BTreeMap<(TagKind, u32), ()> = BTreeMap::new();
        for (tag, link) in holding().filter(|(_, link)| link.other == 1) {
            let Some(home) = self.household_of(link.subject) else { continue };
            let as_person = match tag.kind.counted_by() {
                CountedBy::Household => false,
                CountedBy::Either => !(self.is_head(link.subject) && seen.contains_key(&(tag.kind, home))),
                CountedBy::Person => true,
            };
            if as_person && told.insert((tag.kind, link.subject), ()).is_none() {
                found(Measure::Tag(tag.kind), Subject::Person(rows.persons[link.subject as usize].id), home);
            }
        }
    }

    /// How much of everything, for each grid in the register's order and, last, for 未划入网格.
    #[must_use]
    pub fn counts(&self) -> Vec<BTreeMap<Measure, u32>> {
        let mut counts = vec![BTreeMap::new(); self.register.rows().grids.len() + 1];
        let last = counts.len() - 1;
        self.each(|measure, _, household| {
            let slot = self.grid_of(household).map_or(last, |grid| grid as usize);
            *counts[slot].entry(measure).or_insert(0) += 1;
        });
        counts
    }

    /// The records behind one number.
    #[must_use]
    pub fn behind(&self, measure: Measure, scope: Scope) -> Vec<Subject> {
        let mut subjects = Vec::new();
        self.each(|found, subject, household| {
            let inside = match scope {
                Scope::Village => true,
                Scope::Grid(grid) => self.grid_of(household) == grid,
            };
            if found == measure && inside {
                subjects.push(subject);
            }
        });
        subjects
    }
}
