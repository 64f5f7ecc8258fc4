//! An invented village, row by row.

use chrono::NaiveDate;
use domain::codes::Relation;
use domain::date::PartialDate;
use domain::household::{Household, HouseholdGrid};
use domain::id::Id;
use domain::organisation::{Grid, GridKind};
use domain::person::{Person, Residence, ResidenceKind};
use domain::register::{Register, Rows};
use domain::tag::{Subject, Tag, TagKind};

pub struct Village {
    pub rows: Rows,
    last: u128,
}

pub fn date(text: &str) -> Option<PartialDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Village {
    pub fn opened(on: &str) -> Self {
        Self { rows: Rows { opened_on: Some(day(on)), ..Rows::default() }, last: 0 }
    }

    pub fn id(&mut self) -> Id {
        self.last += 1;
        Id::from_u128(self.last)
    }

    pub fn grid(&mut self, number: u32) -> Id {
        let (id, unit) = (self.id(), self.id());
        self.rows.grids.push(Grid {
            id,
            unit,
            parent: None,
            number,
            name: format!("{number}"),
            level: 3,
            kind: GridKind::General,
            grid_code: None,
            external_code: None,
            hamlets: vec![],
            boundary: None,
            target_households: None,
            drawn_by: None,
            approved_by: None,
            filed_on: None,
            from: None,
            to: None,
        });
        id
    }

    pub fn household(&mut self, grid: Id) -> Id {
        let id = self.id();
        self.rows.households.push(Household::blank(id));
        self.place(id, grid, "", "");
        id
    }

    pub fn place(&mut self, household: Id, grid: Id, from: &str, to: &str) {
        let id = self.id();
        self.rows.household_grids.push(HouseholdGrid { id, household, grid, from: date(from), to: date(to) });
    }

    /// Somebody who was there at the opening, to stay.
    pub fn person(&mut self, household: Id) -> Id {
        let person = self.id();
        self.rows.persons.push(Person::named(person, format!("示例{}", self.last)));
        self.stay(person, household);
        person
    }

    pub fn head(&mut self, household: Id) -> Id {
        let person = self.person(household);
        self.rows.residences.last_mut().unwrap().relation = Some(Relation::HEAD);
        person
    }

    /// A residence without an end, for a test to date.
    pub fn stay(&mut self, person: Id, household: Id) -> &mut Residence {
        let id = self.id();
        self.rows.residences.push(Residence {
            id,
            person,
            household,
            kind: ResidenceKind::Registered,
            relation: None,
            from: None,
            from_reason: None,
            to: None,
            to_reason: None,
        });
        self.rows.residences.last_mut().unwrap()
    }

    /// The residence that was made last.
    pub fn last_stay(&mut self) -> &mut Residence {
        self.rows.residences.last_mut().unwrap()
    }

    pub fn tag(&mut self, subject: Subject, kind: TagKind, from: &str, to: &str) {
        let id = self.id();
        self.rows.tags.push(Tag {
            id,
            subject,
            kind,
            subtype: None,
            grade: None,
            certificate: None,
            from: date(from),
            to: date(to),
            source: None,
        });
    }

    pub fn register(&self) -> Register {
        Register::new(self.rows.clone())
    }
}
