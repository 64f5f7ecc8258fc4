//! A desk to try lists on: a book in memory, entries by a few words.

use domain::codes::{Relation, Sex};
use domain::doubt::Doubt;
use domain::id::Id;
use domain::id_number::IdNumber;
use domain::register::Rows;
use domain::tag::TagKind;
use intake::entry::{Column, Entry, Field, IdReading, List, ListName, TagSaid};
use intake::plan::{Outcome, Setting, TableRows, plan};

/// A book in memory.
#[derive(Default)]
pub struct Desk {
    pub rows: Rows,
    pub doubts: Vec<Doubt>,
    next: u128,
}

fn merge<T: Clone>(table: &mut Vec<T>, written: TableRows<T>, id: impl Fn(&T) -> Id) {
    for row in written.changed {
        let at = table.iter().position(|old| id(old) == id(&row)).expect("a changed row was there before");
        table[at] = row;
    }
    table.extend(written.new);
}

impl Desk {
    /// Takes lists in, as a commit does; gives what a preview would have shown.
    pub fn take(&mut self, lists: &[List]) -> Outcome {
        self.take_with(lists, false)
    }

    pub fn take_with(&mut self, lists: &[List], by_hamlet: bool) -> Outcome {
        let pinyin = |text: &str| text.to_owned();
        let today = "2026-11-21".parse().unwrap();
        let setting = Setting { today, by_hamlet, pinyin: &pinyin, above: None, only_grid: None };
        let next = &mut self.next;
        let mut mint = || {
            *next += 1;
            Id::from_u128(*next)
        };
        let planned = plan(&self.rows, &self.doubts, lists, &setting, &mut mint);
        let rows = planned.rows;
        merge(&mut self.rows.units, rows.units, |row| row.id);
        merge(&mut self.rows.grids, rows.grids, |row| row.id);
        merge(&mut self.rows.households, rows.households, |row| row.id);
        merge(&mut self.rows.persons, rows.persons, |row| row.id);
        merge(&mut self.rows.residences, rows.residences, |row| row.id);
        merge(&mut self.rows.household_grids, rows.household_grids, |row| row.id);
        merge(&mut self.rows.tags, rows.tags, |row| row.id);
        merge(&mut self.rows.works, rows.works, |row| row.id);
        merge(&mut self.rows.members, rows.members, |row| row.id);
        merge(&mut self.doubts, rows.doubts, |row| row.id);
        planned.outcome
    }

    pub fn open(&self) -> Vec<&Doubt> {
        self.doubts.iter().filter(|doubt| doubt.is_open()).collect()
    }

    pub fn person(&self, name: &str) -> &domain::person::Person {
        self.rows.persons.iter().find(|person| person.name == name).expect("somebody of the name")
    }

    pub fn relation(&self, name: &str) -> Option<&'static str> {
        let person = self.person(name).id;
        let residence =
            self.rows.residences.iter().find(|residence| residence.person == person && residence.to.is_none());
        residence.and_then(|residence| residence.relation).map(Relation::word)
    }

    /// All that is known, without ids: equal for two books with the same content.
    pub fn content(&self) -> Vec<String> {
        let mut content: Vec<String> = self.rows.persons.iter().map(|person| self.all_of(person)).collect();
        content.extend(self.open().iter().map(|doubt| format!("{:?} {:?} {:?}", doubt.why, doubt.field, doubt.theirs)));
        content.sort();
        content
    }

    fn all_of(&self, person: &domain::person::Person) -> String {
        let rows = &self.rows;
        let home = rows.residences.iter().find(|residence| residence.person == person.id && residence.to.is_none());
        let household = home.and_then(|home| rows.households.iter().find(|household| household.id == home.household));
        let mut tags: Vec<String> = rows
            .tags
            .iter()
            .filter(|tag| match tag.subject {
                domain::tag::Subject::Person(id) => id == person.id,
                domain::tag::Subject::Household(id) => Some(id) == household.map(|household| household.id),
            })
            .map(|tag| format!("{} {:?} {:?}", tag.kind, tag.from, tag.grade))
            .collect();
        tags.sort();
        let work = rows.works.iter().find(|work| work.person == person.id).map(|work| work.kind);
        let member = rows.members.iter().find(|member| member.person == person.id);
        format!(
            "{} {:?} {:?} {:?} {:?} | {:?} {:?} | {:?} {:?} {:?} | {tags:?} {work:?} {:?}",
            person.name,
            person.id_number,
            person.sex,
            person.birth,
            person.phone,
            home.map(|home| home.kind),
            home.and_then(|home| home.relation),
            household.and_then(|household| household.hamlet.clone()),
            household.and_then(|household| household.code.clone()),
            household.and_then(|household| household.address.clone()),
            member.map(|member| (member.kind, member.joined_on, member.floating)),
        )
    }
}

/// A valid number of nobody: region 999999, with its check character.
pub fn number(birth: &str, order: u32) -> String {
    let body = format!("999999{}{order:03}", birth.replace('-', ""));
    "0123456789X".chars().map(|check| format!("{body}{check}")).find(|text| IdNumber::parse(text).is_ok()).unwrap()
}

pub fn whole(birth: &str, order: u32) -> IdReading {
    IdReading::Whole(IdNumber::parse(&number(birth, order)).unwrap())
}

/// One row of household `group`.
pub fn row(group: u32, head: &str, name: &str, relation: &str) -> Entry {
    Entry {
        hamlet: Some("一组".to_owned()),
        head: Some(head.to_owned()),
        name: Some(name.to_owned()),
        relation: Relation::from_word(relation),
        group: Some(group),
        ..Entry::default()
    }
}

/// One row of a list without households.
pub fn loose(name: &str) -> Entry {
    Entry { name: Some(name.to_owned()), ..Entry::default() }
}

pub fn tag(kind: TagKind, household_column: bool) -> TagSaid {
    TagSaid { kind, household_column, subtype: None, grade: None, certificate: None }
}

pub fn sex(word: &str) -> Option<Sex> {
    [Sex::Male, Sex::Female].into_iter().find(|sex| sex.word() == word)
}

/// A list of these rows; by household when a row belongs to one.
pub fn list(entries: impl IntoIterator<Item = Entry>) -> List {
    let entries: Vec<Entry> = entries.into_iter().zip(2..).map(|(entry, row)| Entry { row, ..entry }).collect();
    List {
        name: ListName { file: "名册.xlsx".to_owned(), sheet: "Sheet1".to_owned() },
        header_row: 1,
        columns: vec![Column { index: 0, caption: "姓名".to_owned(), field: Some(Field::Name) }],
        by_household: entries.iter().any(|entry| entry.group.is_some()),
        entries,
        filled_on: None,
    }
}
