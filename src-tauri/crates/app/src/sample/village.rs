//! The sample while it is made: rows, and who lives where, by place in them.

use chrono::{Datelike, Days, NaiveDate};
use domain::codes::{Relation, Sex};
use domain::date::PartialDate;
use domain::household::{Household, HouseholdGrid};
use domain::id::Id;
use domain::person::{FromReason, Person, Residence, ResidenceKind};
use domain::register::Rows;

use super::dice::Dice;
use super::name;
use super::number::Numbers;

/// The sample while it is made. Every person has one residence, at the same place in its list.
pub(super) struct Village<'m> {
    pub dice: Dice,
    /// First day on which something may happen; whoever is there before was there at the opening.
    pub begun: NaiveDate,
    pub today: NaiveDate,
    pub rows: Rows,
    /// Of each person, the place of their household.
    pub home: Vec<usize>,
    /// Of each household, the places of its persons, the head first.
    pub inside: Vec<Vec<usize>>,
    /// Of each household, the place of its row in `household_grids` that runs.
    pub placed: Vec<usize>,
    pub events: usize,
    numbers: Numbers,
    mint: &'m mut dyn FnMut() -> Id,
}

impl<'m> Village<'m> {
    pub(super) fn new(
        seed: u64,
        begun: NaiveDate,
        today: NaiveDate,
        known: &[Person],
        mint: &'m mut dyn FnMut() -> Id,
    ) -> Self {
        Self {
            dice: Dice::new(seed),
            begun,
            today,
            rows: Rows::default(),
            home: Vec::new(),
            inside: Vec::new(),
            placed: Vec::new(),
            events: 0,
            numbers: Numbers::new(known),
            mint,
        }
    }

    pub(super) fn mint(&mut self) -> Id {
        (self.mint)()
    }

    /// Its rows and how much happened.
    pub(super) fn finish(self) -> (Rows, usize) {
        (self.rows, self.events)
    }

    /// A household in a grid, nobody in it yet.
    pub(super) fn household(&mut self, grid: Id, hamlet: &str, number: u32) -> usize {
        let household = Household {
            code: Some(format!("{number:03}")),
            hamlet: Some(hamlet.to_owned()),
            address: Some(format!("示例村{hamlet}{number}号")),
            ..Household::blank(self.mint())
        };
        let id = household.id;
        self.rows.households.push(household);
        self.inside.push(Vec::new());
        self.placed.push(self.rows.household_grids.len());
        let placed = HouseholdGrid { id: self.mint(), household: id, grid, from: None, to: None };
        self.rows.household_grids.push(placed);
        self.inside.len() - 1
    }

    /// A day on which somebody was born who is `age` at the beginning.
    pub(super) fn birth(&mut self, age: u32) -> NaiveDate {
        let back = u64::from(age) * 365 + u64::from(age) / 4 + 1 + self.dice.below(364) as u64;
        self.begun.checked_sub_days(Days::new(back)).unwrap_or(self.begun)
    }

    /// Somebody in a household since the opening.
    pub(super) fn person(&mut self, home: usize, surname: &str, sex: Sex, birth: NaiveDate, relation: &str) -> usize {
        let id = self.mint();
        let rare = self.rows.persons.len() % 151 == 3;
        let name = name::full(&mut self.dice, surname, sex, rare);
        let age = self.begun.year() - birth.year();
        let id_number = if age >= 2 || self.dice.percent(50) { self.numbers.give(birth, sex) } else { None };
        let phone = (age >= 16 && self.dice.percent(80)).then(|| format!("19900{:06}", self.dice.below(1_000_000)));
        self.rows.persons.push(Person {
            id_number,
            sex: Some(sex),
            birth: Some(PartialDate::from(birth)),
            phone,
            ..Person::named(id, name)
        });
        let residence = Residence {
            id: self.mint(),
            person: id,
            household: self.rows.households[home].id,
            kind: if self.dice.percent(97) { ResidenceKind::Registered } else { ResidenceKind::Usual },
            relation: Relation::from_word(relation),
            from: None,
            from_reason: None,
            to: None,
            to_reason: None,
        };
        self.rows.residences.push(residence);
        self.home.push(home);
        let person = self.rows.persons.len() - 1;
        self.inside[home].push(person);
        person
    }

    /// Somebody who came to a household on a day.
    pub(super) fn newcomer(
        &mut self,
        home: usize,
        surname: &str,
        sex: Sex,
        birth: NaiveDate,
        relation: &str,
        came: (NaiveDate, FromReason),
    ) -> usize {
        let person = self.person(home, surname, sex, birth, relation);
        let residence = &mut self.rows.residences[person];
        residence.from = Some(PartialDate::from(came.0));
        residence.from_reason = Some(came.1);
        person
    }

    /// Completed years on the first day.
    pub(super) fn age(&self, person: usize) -> u32 {
        self.rows.persons[person].birth.map_or(0, |birth| birth.age_on(self.begun))
    }

    /// Lives here to this day.
    pub(super) fn is_here(&self, person: usize) -> bool {
        self.rows.residences[person].to.is_none()
    }

    pub(super) fn is_head(&self, person: usize) -> bool {
        self.rows.residences[person].relation == Some(Relation::HEAD)
    }

    pub(super) fn sex(&self, person: usize) -> Option<Sex> {
        self.rows.persons[person].sex
    }

    pub(super) fn surname(&self, person: usize) -> String {
        let name = &self.rows.persons[person].name;
        let letters = if name.starts_with("尉迟") || name.starts_with("欧阳") { 2 } else { 1 };
        name.chars().take(letters).collect()
    }
}
