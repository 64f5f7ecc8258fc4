//! What a plan tells: rows to write, counts to show, differences by cell.

use std::collections::{BTreeMap, BTreeSet};

use domain::doubt::Doubt;
use domain::household::{Household, HouseholdGrid};
use domain::id::Id;
use domain::organisation::{Grid, OrgUnit};
use domain::person::{PartyMember, Person, Residence, Work};
use domain::tag::Tag;

use crate::entry::{Field, Repair};

/// Rows of one table that a plan writes.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRows<T> {
    /// Not there before.
    pub new: Vec<T>,
    /// There before, different now.
    pub changed: Vec<T>,
}

impl<T> Default for TableRows<T> {
    fn default() -> Self {
        Self { new: Vec::new(), changed: Vec::new() }
    }
}

impl<T> TableRows<T> {
    fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty()
    }
}

/// Every row that a plan writes, in an order that foreign keys like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touched {
    /// 组织.
    pub units: TableRows<OrgUnit>,
    /// 网格.
    pub grids: TableRows<Grid>,
    /// 户.
    pub households: TableRows<Household>,
    /// 人.
    pub persons: TableRows<Person>,
    /// Person ↔ household.
    pub residences: TableRows<Residence>,
    /// Household ↔ grid.
    pub household_grids: TableRows<HouseholdGrid>,
    /// 类别认定.
    pub tags: TableRows<Tag>,
    /// What people do.
    pub works: TableRows<Work>,
    /// 党员.
    pub members: TableRows<PartyMember>,
    /// 疑点.
    pub doubts: TableRows<Doubt>,
}

impl Touched {
    /// Nothing to write: these lists are in the book already.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
            && self.grids.is_empty()
            && self.households.is_empty()
            && self.persons.is_empty()
            && self.residences.is_empty()
            && self.household_grids.is_empty()
            && self.tags.is_empty()
            && self.works.is_empty()
            && self.members.is_empty()
            && self.doubts.is_empty()
    }
}

/// Where in the files something stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// The sheet's name.
    pub sheet: String,
    /// Counted from 1.
    pub row: u32,
}

/// How a cell of a list differs from the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// A person the book did not have.
    New,
    /// Taken: a blank filled, a finer statement, another value.
    Changed,
    /// Not taken, asked.
    Doubt,
    /// The row waits: whom it is about is not known yet.
    Waiting,
}

/// One difference, for the preview.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where it stands.
    pub place: Place,
    /// Whom it is about, as the list names them.
    pub name: String,
    /// The person, once known.
    pub person: Option<Id>,
    /// Which field; `None` for the person as a whole.
    pub field: Option<Field>,
    /// As the book had it.
    pub old: Option<String>,
    /// As the list has it.
    pub new: Option<String>,
    /// What is done with it.
    pub kind: ChangeKind,
}

/// What a plan found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Distinct households in the files.
    pub households: usize,
    /// Distinct persons in the files, those who wait included.
    pub persons: usize,
    /// Distinct party members in the files.
    pub party_members: usize,
    /// Persons the book did not have.
    pub new: usize,
    /// Persons about whom anything changes.
    pub changed: usize,
    /// Persons about whom the files say nothing new.
    pub unchanged: usize,
    /// Doubts that are queued.
    pub doubts: usize,
    /// Rows of earlier lists that this import places.
    pub joined: usize,
    /// Persons of the hamlets that these lists cover whom no list names. Reported, never removed.
    pub absent: Vec<Id>,
    /// Numbers mended from persons the book knows.
    pub repaired: BTreeMap<Repair, usize>,
    /// Cell by cell.
    pub changes: Vec<Change>,
    /// Persons and households the lists name, for the app's own questions.
    pub named: BTreeSet<Id>,
}
