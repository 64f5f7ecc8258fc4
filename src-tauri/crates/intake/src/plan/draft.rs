//! The book as it would be: a copy that the lists are worked into, with the indexes that finding people needs.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::codes::Relation;
use domain::date::PartialDate;
use domain::doubt::{Doubt, DoubtWhy};
use domain::household::{Household, HouseholdGrid};
use domain::id::Id;
use domain::organisation::{Grid, OrgUnit};
use domain::person::{PartyMember, Person, Residence, ResidenceKind, Work};
use domain::register;
use domain::tag::{Subject, Tag, TagKind};

use super::by_row::{ByRow, Rows};
use super::outcome::{Change, ChangeKind, Outcome, Place, TableRows, Touched};
use super::{Plan, Setting};
use crate::entry::List;

/// Rows of one table: known ones first, then new ones.
pub(super) struct Table<T> {
    pub rows: Vec<T>,
    known: usize,
    touched: Rows,
}

impl<T: Clone + PartialEq> Table<T> {
    fn new(rows: &[T]) -> Self {
        Self { rows: rows.to_vec(), known: rows.len(), touched: Rows::default() }
    }

    pub(super) fn add(&mut self, row: T) -> usize {
        self.rows.push(row);
        self.rows.len() - 1
    }

    /// The row, to be changed.
    pub(super) fn edit(&mut self, at: usize) -> &mut T {
        if at < self.known {
            self.touched.insert(at);
        }
        &mut self.rows[at]
    }

    pub(super) fn is_new(&self, at: usize) -> bool {
        at >= self.known
    }

    fn written(mut self, before: &[T]) -> TableRows<T> {
        let new = self.rows.split_off(self.known);
        let mut touched: Vec<usize> = self.touched.into_iter().collect();
        touched.sort_unstable();
        let changed =
            touched.into_iter().filter(|at| self.rows[*at] != before[*at]).map(|at| self.rows[at].clone()).collect();
        TableRows { new, changed }
    }
}

/// Notes that `at` is known by `key`; called again for every row about the same one.
fn note(index: &mut HashMap<String, Vec<usize>>, key: &str, at: usize) {
    match index.get_mut(key) {
        Some(known) if known.contains(&at) => {}
        Some(known) => known.push(at),
        None => drop(index.insert(key.to_owned(), vec![at])),
    }
}

/// Hamlet and a second word: a household code or a head's name.
pub(super) type HamletKey = (Option<String>, String);

/// The working copy.
pub struct Draft<'a> {
    pub(super) setting: &'a Setting<'a>,
    mint: &'a mut dyn FnMut() -> Id,
    before: &'a register::Rows,
    doubts_before: &'a [Doubt],
    pub(super) units: Table<OrgUnit>,
    pub(super) grids: Table<Grid>,
    pub(super) households: Table<Household>,
    pub(super) persons: Table<Person>,
    pub(super) residences: Table<Residence>,
    pub(super) household_grids: Table<HouseholdGrid>,
    pub(super) tags: Table<Tag>,
    pub(super) works: Table<Work>,
    pub(super) members: Table<PartyMember>,
    pub(super) doubts: Table<Doubt>,
    pub(super) person_at: HashMap<Id, usize>,
    pub(super) household_at: HashMap<Id, usize>,
    /// Persons by number.
    pub(super) by_number: HashMap<String, Vec<usize>>,
    /// Persons by name.
    pub(super) by_name: HashMap<String, Vec<usize>>,
    /// The residence that runs, of each person.
    pub(super) home: ByRow<usize>,
    /// Residences that ended, of persons without one that runs.
    pub(super) left: ByRow<usize>,
    /// Persons in each household.
    pub(super) inside: ByRow<Vec<usize>>,
    pub(super) by_code: HashMap<HamletKey, Vec<usize>>,
    pub(super) by_head: HashMap<HamletKey, Vec<usize>>,
    pub(super) tag_at: HashMap<(Subject, TagKind), usize>,
    pub(super) work_at: ByRow<usize>,
    pub(super) member_at: ByRow<usize>,
    pub(super) grid_of: ByRow<usize>,
    pub(super) asked: HashMap<(Id, String, String), usize>,
    /// What each doubt of a row that waits or waited holds.
    pub(super) waiting: HashSet<String>,
    /// Doubts about numbers that cannot be one, by person.
    pub(super) wrong_numbers: HashMap<Id, Vec<usize>>,
    pub(super) outcome: Outcome,
    pub(super) new_persons: Rows,
    pub(super) changed_persons: Rows,
    pub(super) seen_persons: BTreeSet<usize>,
    pub(super) seen_households: BTreeSet<usize>,
    pub(super) seen_members: Rows,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        rows: &'a register::Rows,
        doubts: &'a [Doubt],
        setting: &'a Setting<'a>,
        mint: &'a mut dyn FnMut() -> Id,
    ) -> Self {
        let mut draft = Self {
            setting,
            mint,
            before: rows,
            doubts_before: doubts,
            units: Table::new(&rows.units),
            grids: Table::new(&rows.grids),
            households: Table::new(&rows.households),
            persons: Table::new(&rows.persons),
            residences: Table::new(&rows.residences),
            household_grids: Table::new(&rows.household_grids),
            tags: Table::new(&rows.tags),
            works: Table::new(&rows.works),
            members: Table::new(&rows.members),
            doubts: Table::new(doubts),
            person_at: HashMap::new(),
            household_at: HashMap::new(),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
            home: ByRow::default(),
            left: ByRow::default(),
            inside: ByRow::default(),
            by_code: HashMap::new(),
            by_head: HashMap::new(),
            tag_at: HashMap::new(),
            work_at: ByRow::default(),
            member_at: ByRow::default(),
            grid_of: ByRow::default(),
            asked: HashMap::new(),
            waiting: HashSet::new(),
            wrong_numbers: HashMap::new(),
            outcome: Outcome::default(),
            new_persons: Rows::default(),
            changed_persons: Rows::default(),
            seen_persons: BTreeSet::new(),
            seen_households: BTreeSet::new(),
            seen_members: Rows::default(),
        };
        draft.index(rows, doubts);
        draft
    }

    fn index(&mut self, rows: &register::Rows, doubts: &[Doubt]) {
        let runs = |to: Option<PartialDate>| to.is_none_or(|to| !to.begun_on(self.setting.today));
        self.household_at = rows.households.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
        self.person_at = rows.persons.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
        for (at, residence) in rows.residences.iter().enumerate() {
            let (Some(&person), Some(&household)) =
                (self.person_at.get(&residence.person), self.household_at.get(&residence.household))
            else {
                continue;
            };
            if runs(residence.to) {
                self.home.insert(person, at);
                self.inside.entry(household).or_default().push(person);
            } else {
                self.left.insert(person, at);
            }
        }
        for at in 0..rows.persons.len() {
            self.index_person(at);
        }
        for at in 0..rows.households.len() {
            self.index_household(at);
        }
        for (at, tag) in rows.tags.iter().enumerate().filter(|(_, tag)| runs(tag.to)) {
            self.tag_at.insert((tag.subject, tag.kind), at);
        }
        for (at, work) in rows.works.iter().enumerate().filter(|(_, work)| runs(work.to)) {
            if let Some(&person) = self.person_at.get(&work.person) {
                self.work_at.insert(person, at);
            }
        }
        for (at, member) in rows.members.iter().enumerate().filter(|(_, member)| runs(member.to)) {
            if let Some(&person) = self.person_at.get(&member.person) {
                self.member_at.insert(person, at);
            }
        }
        for (at, placed) in rows.household_grids.iter().enumerate().filter(|(_, placed)| runs(placed.to)) {
            if let Some(&household) = self.household_at.get(&placed.household) {
                self.grid_of.insert(household, at);
            }
        }
        for (at, doubt) in doubts.iter().enumerate() {
            if let (Some(record), Some(field), Some(theirs)) = (doubt.record, &doubt.field, &doubt.theirs) {
                self.asked.insert((record, field.clone(), theirs.clone()), at);
            }
            self.index_doubt(at);
        }
    }

    pub(super) fn index_doubt(&mut self, at: usize) {
        let doubt = &self.doubts.rows[at];
        match (doubt.why, doubt.record, &doubt.theirs) {
            (DoubtWhy::Unplaced, _, Some(theirs)) => drop(self.waiting.insert(theirs.clone())),
            (DoubtWhy::ImpossibleNumber, Some(record), _) => self.wrong_numbers.entry(record).or_default().push(at),
            _ => {}
        }
    }

    pub(super) fn mint(&mut self) -> Id {
        (self.mint)()
    }

    pub(super) fn index_person(&mut self, at: usize) {
        let person = &self.persons.rows[at];
        if let Some(number) = &person.id_number {
            note(&mut self.by_number, number, at);
        }
        note(&mut self.by_name, &person.name, at);
    }

    pub(super) fn index_household(&mut self, at: usize) {
        let household = &self.households.rows[at];
        if let Some(code) = &household.code {
            let known = self.by_code.entry((household.hamlet.clone(), code.clone())).or_default();
            if !known.contains(&at) {
                known.push(at);
            }
        }
        if let Some(head) = self.head_of(at) {
            let key = (self.households.rows[at].hamlet.clone(), self.persons.rows[head].name.clone());
            let known = self.by_head.entry(key).or_default();
            if !known.contains(&at) {
                known.push(at);
            }
        }
    }

    /// The head of a household.
    pub(super) fn head_of(&self, household: usize) -> Option<usize> {
        self.inside.get(&household)?.iter().copied().find(|person| self.relation_of(*person) == Some(Relation::HEAD))
    }

    pub(super) fn relation_of(&self, person: usize) -> Option<Relation> {
        self.residences.rows[*self.home.get(&person)?].relation
    }

    /// The household a person lives in.
    pub(super) fn household_of(&self, person: usize) -> Option<usize> {
        let residence = &self.residences.rows[*self.home.get(&person)?];
        self.household_at.get(&residence.household).copied()
    }

    pub(super) fn add_household(&mut self) -> usize {
        let id = self.mint();
        let at = self.households.add(Household::blank(id));
        self.household_at.insert(id, at);
        at
    }

    pub(super) fn add_person(&mut self, name: &str, household: usize, place: &Place) -> usize {
        let id = self.mint();
        let at = self.persons.add(Person::named(id, name));
        self.person_at.insert(id, at);
        self.new_persons.insert(at);
        self.settle_in(at, household);
        self.tell(place, at, None, None, None, ChangeKind::New);
        at
    }

    /// Gives a person a residence in a household.
    pub(super) fn settle_in(&mut self, person: usize, household: usize) {
        let id = self.mint();
        let residence = self.residences.add(Residence {
            id,
            person: self.persons.rows[person].id,
            household: self.households.rows[household].id,
            kind: ResidenceKind::Registered,
            relation: None,
            from: None,
            from_reason: None,
            to: None,
            to_reason: None,
        });
        self.home.insert(person, residence);
        self.inside.entry(household).or_default().push(person);
    }

    /// Notes a difference for the preview, and that the person changed.
    pub(super) fn tell(
        &mut self,
        place: &Place,
        person: usize,
        field: Option<crate::entry::Field>,
        old: Option<String>,
        new: Option<String>,
        kind: ChangeKind,
    ) {
        if kind == ChangeKind::Changed {
            if self.new_persons.contains(&person) {
                return;
            }
            self.changed_persons.insert(person);
        }
        let row = &self.persons.rows[person];
        let (name, id) = (row.name.clone(), Some(row.id));
        self.outcome.changes.push(Change { place: place.clone(), name, person: id, field, old, new, kind });
    }

    /// Closes the plan: what is different from before, and the sums.
    pub(super) fn finish(mut self, by_household: &[&List]) -> Plan {
        self.report_absent(by_household);
        let new = self.seen_persons.iter().filter(|at| self.new_persons.contains(at)).count();
        let changed = self.changed_persons.iter().filter(|at| !self.new_persons.contains(at)).count();
        let mut outcome = std::mem::take(&mut self.outcome);
        outcome.households = self.seen_households.len();
        outcome.persons += self.seen_persons.len();
        outcome.party_members += self.seen_members.len();
        outcome.new = new;
        outcome.changed = changed;
        outcome.unchanged = self
            .seen_persons
            .iter()
            .filter(|at| !self.new_persons.contains(at) && !self.changed_persons.contains(at))
            .count();
        outcome.named = self.seen_persons.iter().map(|at| self.persons.rows[*at].id).collect();
        let rows = Touched {
            units: self.units.written(&self.before.units),
            grids: self.grids.written(&self.before.grids),
            households: self.households.written(&self.before.households),
            persons: self.persons.written(&self.before.persons),
            residences: self.residences.written(&self.before.residences),
            household_grids: self.household_grids.written(&self.before.household_grids),
            tags: self.tags.written(&self.before.tags),
            works: self.works.written(&self.before.works),
            members: self.members.written(&self.before.members),
            doubts: self.doubts.written(self.doubts_before),
        };
        outcome.doubts = rows.doubts.new.iter().filter(|doubt| doubt.is_open()).count();
        Plan { rows, outcome }
    }

    fn report_absent(&mut self, lists: &[&List]) {
        let covered: HashSet<Option<&str>> =
            lists.iter().flat_map(|list| &list.entries).map(|entry| entry.hamlet.as_deref()).collect();
        let mut absent: Vec<Id> = Vec::new();
        for (person, residence) in &self.home {
            let household = self.household_at.get(&self.residences.rows[*residence].household);
            let hamlet = household.and_then(|at| self.households.rows[*at].hamlet.as_deref());
            if !self.seen_persons.contains(person) && hamlet.is_some() && covered.contains(&hamlet) {
                absent.push(self.persons.rows[*person].id);
            }
        }
        absent.sort_unstable();
        self.outcome.absent = absent;
    }
}
