//! The register (底册): all rows of people and households at once, joined by index, with every blank settled.
//!
//! Opening rule: a blank `from` means *already so when the book was opened*, and never before the person's birth; who
//! was born after the opening entered by birth. A day before the opening therefore counts only what has a known
//! `from`. What is counted on one day is [`crate::day`]'s subject.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::household::{Household, HouseholdGrid};
use crate::id::Id;
use crate::organisation::{Grid, OrgUnit, Role};
use crate::person::{FromReason, PartyMember, Person, Residence, ResidenceKind, ToReason, Work};
use crate::tag::{Subject, Tag};

/// Which residences make a person count (人口口径). It prints below the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// 户籍.
    pub registered: bool,
    /// 常住.
    pub usual: bool,
}

impl Default for Basis {
    fn default() -> Self {
        Self { registered: true, usual: true }
    }
}

impl Basis {
    /// Whether a residence of this kind counts. 暂住 never does; it is shown apart.
    #[must_use]
    pub fn counts(self, kind: ResidenceKind) -> bool {
        match kind {
            ResidenceKind::Registered => self.registered,
            ResidenceKind::Usual => self.usual,
            ResidenceKind::Temporary => false,
        }
    }
}

/// The rows, as the store gives them.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// First day of the book; blank in a book that holds nobody yet.
    pub opened_on: Option<NaiveDate>,
    /// What counts.
    pub basis: Basis,
    /// 户.
    pub households: Vec<Household>,
    /// 人.
    pub persons: Vec<Person>,
    /// Person ↔ household.
    pub residences: Vec<Residence>,
    /// Household ↔ grid.
    pub household_grids: Vec<HouseholdGrid>,
    /// 类别认定.
    pub tags: Vec<Tag>,
    /// What people do.
    pub works: Vec<Work>,
    /// 党员.
    pub members: Vec<PartyMember>,
    /// 网格.
    pub grids: Vec<Grid>,
    /// 组织.
    pub units: Vec<OrgUnit>,
    /// 任职.
    pub roles: Vec<Role>,
}

/// From a day (inclusive) to a day (exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// First day no more.
    pub to: NaiveDate,
}

impl Span {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds_on(self, day: NaiveDate) -> bool {
        self.from <= day && day < self.to
    }
}

/// Where a row points to, by index into [`Rows`]; `u32::MAX` where the row it names is not there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub subject: u32,
    pub other: u32,
    pub span: Span,
}

/// Rows with their joins.
#[derive(Debug, Default)]
pub struct Register {
    rows: Rows,
    household_at: HashMap<Id, u32>,
    person_at: HashMap<Id, u32>,
    grid_at: HashMap<Id, u32>,
    /// Per residence: person, household.
    pub(crate) homes: Vec<Link>,
    /// Per household_grid: household, grid.
    pub(crate) placed: Vec<Link>,
    /// Per tag: subject (`other` is 0 for a household, 1 for a person).
    pub(crate) tagged: Vec<Link>,
    /// Per work: person.
    pub(crate) working: Vec<Link>,
    /// Per party_member: person.
    pub(crate) in_party: Vec<Link>,
    /// Per household.
    pub(crate) open: Vec<Span>,
}

/// No row there.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// The opening rule: a blank `from` is the opening, or the birth of who was born after it.
fn settled(
    opened_on: Option<NaiveDate>,
    birth: Option<PartialDate>,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
) -> Span {
    let opened = opened_on.unwrap_or(NaiveDate::MIN);
    Span {
        from: from.map_or_else(|| birth.map_or(opened, |birth| birth.first_day().max(opened)), PartialDate::first_day),
        to: to.map_or(NaiveDate::MAX, PartialDate::first_day),
    }
}

fn index<T>(rows: &[T], id: impl Fn(&T) -> Id) -> HashMap<Id, u32> {
    rows.iter().zip(0..).map(|(row, at)| (id(row), at)).collect()
}

impl Register {
    /// Joins the rows. Linear in their number.
    #[must_use]
    pub fn new(rows: Rows) -> Self {
        let household_at = index(&rows.households, |row| row.id);
        let person_at = index(&rows.persons, |row| row.id);
        let grid_at = index(&rows.grids, |row| row.id);
        let place = |map: &HashMap<Id, u32>, id: Id| map.get(&id).copied().unwrap_or(NOWHERE);
        let span = |from: Option<PartialDate>, to: Option<PartialDate>, birth: Option<PartialDate>| {
            settled(rows.opened_on, birth, from, to)
        };
        let of_person = |person: Id, other: u32, from: Option<PartialDate>, to: Option<PartialDate>| {
            let subject = place(&person_at, person);
            let birth = rows.persons.get(subject as usize).and_then(|person| person.birth);
            Link { subject, other, span: span(from, to, birth) }
        };
        let homes = rows
            .residences
            .iter()
            .map(|row| of_person(row.person, place(&household_at, row.household), row.from, row.to))
            .collect();
        let working = rows.works.iter().map(|row| of_person(row.person, 0, row.from, row.to)).collect();
        let in_party = rows.members.iter().map(|row| of_person(row.person, 0, row.from, row.to)).collect();
        let placed = rows
            .household_grids
            .iter()
            .map(|row| Link {
                subject: place(&household_at, row.household),
                other: place(&grid_at, row.grid),
                span: span(row.from, row.to, None),
            })
            .collect();
        let tagged = rows
            .tags
            .iter()
            .map(|row| match row.subject {
                Subject::Household(id) => {
                    Link { subject: place(&household_at, id), other: 0, span: span(row.from, row.to, None) }
                }
                Subject::Person(id) => of_person(id, 1, row.from, row.to),
            })
            .collect();
        let open = rows.households.iter().map(|row| span(row.from, row.to, None)).collect();
        Self { rows, household_at, person_at, grid_at, homes, placed, tagged, working, in_party, open }
    }

    /// The rows it was made of.
    #[must_use]
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// A household by id.
    #[must_use]
    pub fn household(&self, id: Id) -> Option<&Household> {
        self.rows.households.get(*self.household_at.get(&id)? as usize)
    }

    /// A person by id.
    #[must_use]
    pub fn person(&self, id: Id) -> Option<&Person> {
        self.rows.persons.get(*self.person_at.get(&id)? as usize)
    }

    /// The grid whose party group a unit is.
    #[must_use]
    pub fn grid_of_unit(&self, unit: Option<Id>) -> Option<&Grid> {
        let unit = unit?;
        self.rows.grids.iter().find(|grid| grid.unit == unit)
    }

    /// A grid by id.
    #[must_use]
    pub fn grid(&self, id: Id) -> Option<&Grid> {
        self.rows.grids.get(*self.grid_at.get(&id)? as usize)
    }

    /// Where a household, a person or a grid stands in [`Rows`].
    #[must_use]
    pub fn household_index(&self, id: Id) -> Option<u32> {
        self.household_at.get(&id).copied()
    }

    /// Where a person stands in [`Rows::persons`].
    #[must_use]
    pub fn person_index(&self, id: Id) -> Option<u32> {
        self.person_at.get(&id).copied()
    }

    /// From when to when something holds about a person or, without one, about a household or a unit: blanks settled
    /// by the opening rule.
    #[must_use]
    pub fn span(&self, person: Option<Id>, from: Option<PartialDate>, to: Option<PartialDate>) -> Span {
        settled(self.rows.opened_on, person.and_then(|id| self.person(id)?.birth), from, to)
    }

    /// When a residence began and why, blanks settled by the opening rule.
    #[must_use]
    pub fn entry(&self, residence: usize) -> Option<(NaiveDate, FromReason)> {
        let row = self.rows.residences.get(residence)?;
        let begun = self.homes.get(residence)?.span.from;
        let opened = self.rows.opened_on.unwrap_or(NaiveDate::MIN);
        let reason = row.from_reason.unwrap_or(match row.from {
            Some(_) => FromReason::MoveIn,
            None if begun > opened => FromReason::Birth,
            None => FromReason::Opening,
        });
        Some((begun, reason))
    }

    /// The residence with which an unbroken stay in a household began: another relation to the head is another
    /// residence, and no other stay.
    #[must_use]
    pub fn stay_began(&self, residence: usize) -> usize {
        let mut first = residence;
        while let Some(row) =
            self.rows.residences.get(first).filter(|row| row.from_reason == Some(FromReason::TransferIn))
            && let Some(before) = self.rows.residences.iter().position(|other| {
                other.id != row.id
                    && other.person == row.person
                    && other.household == row.household
                    && other.to == row.from
                    && other.to_reason == Some(ToReason::TransferOut)
            })
        {
            first = before;
        }
        first
    }

    /// Whether `day` lies before the book's opening: 建账之前，仅供参考.
    #[must_use]
    pub fn is_before_opening(&self, day: NaiveDate) -> bool {
        self.rows.opened_on.is_some_and(|opened| day < opened)
    }
}
