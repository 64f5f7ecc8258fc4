//! What is undecided: all that is said of a field while a doubt about it is open, the book's own value among it.
//!
//! The book's value is taken as it stands now, not as it stood when the question was raised: a finer statement may
//! have come since.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::codes::Relation;
use domain::date::PartialDate;
use domain::doubt::{Doubt, DoubtWhy};
use domain::household::Household;
use domain::id::Id;
use domain::id_number::IdNumber;
use domain::person::Person;
use domain::register::Rows;

use super::Record;

/// One question, whichever list raised it: several doubts about one field of one record are the same question.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    /// A field of a record.
    Field(Id, String),
    /// A number that several persons are said to have.
    Shared(String),
    /// A row that waits for its person.
    Waiting(String),
}

/// What is asked, by record and by question.
pub(super) struct Undecided {
    said: HashMap<Id, BTreeMap<String, BTreeSet<String>>>,
    asked: BTreeMap<Question, (BTreeSet<&'static str>, BTreeSet<Id>)>,
    /// What is said where the book has no field to say it in: the end of a tag, a return.
    aside: HashMap<(Id, String), BTreeSet<String>>,
}

impl Undecided {
    /// Gathers the open `doubts`.
    pub(super) fn new(rows: &Rows, doubts: &[Doubt]) -> Self {
        let mut undecided = Self { said: HashMap::new(), asked: BTreeMap::new(), aside: HashMap::new() };
        if doubts.is_empty() {
            return undecided;
        }
        let book = Book::new(rows);
        for doubt in doubts {
            undecided.take(&book, doubt);
        }
        for fields in undecided.said.values_mut() {
            if let Some(births) = fields.get_mut("birth") {
                keep_finest(births);
            }
        }
        undecided
    }

    fn take(&mut self, book: &Book<'_>, doubt: &Doubt) {
        let theirs = doubt.theirs.clone().unwrap_or_default();
        let (Some(record), Some(field)) = (doubt.record, doubt.field.clone()) else {
            self.asked.entry(Question::Waiting(theirs)).or_default().0.insert(doubt.why.word());
            return;
        };
        let mut records = BTreeSet::from([record]);
        let question = if doubt.why == DoubtWhy::SharedNumber {
            records.extend(book.by_number.get(theirs.as_str()).into_iter().flatten());
            Question::Shared(theirs.clone())
        } else {
            Question::Field(record, field.clone())
        };
        for record in &records {
            match book.value(*record, &field) {
                Some(mine) => {
                    let said = self.said.entry(*record).or_default().entry(field.clone()).or_default();
                    said.extend(mine);
                    said.insert(if field == "head" { book.household_in(&theirs) } else { theirs.clone() });
                }
                None => {
                    let said = self.aside.entry((*record, field.clone())).or_default();
                    said.extend(doubt.mine.clone());
                    said.insert(theirs.clone());
                }
            }
        }
        let asked = self.asked.entry(question).or_default();
        asked.0.insert(doubt.why.word());
        asked.1.extend(records);
    }

    /// All that is said of a field of a record; none when nothing is asked about it.
    pub(super) fn said(&self, record: Id, field: &str) -> Option<&BTreeSet<String>> {
        self.said.get(&record)?.get(field)
    }

    /// The households about which something is asked.
    pub(super) fn households(&self) -> impl Iterator<Item = Id> {
        self.said.iter().filter(|(_, fields)| fields.contains_key("hamlet")).map(|(id, _)| *id)
    }

    /// Fields that only repeat a number which is undecided itself.
    pub(super) fn follows(&self, person: &Person) -> &'static [&'static str] {
        let Some(numbers) = self.said(person.id, "id_number") else { return &[] };
        let numbers = || numbers.iter().filter_map(|number| IdNumber::parse(number).ok());
        let birth = numbers().any(|number| person.birth == Some(PartialDate::from(number.birth())));
        let sex = numbers().any(|number| person.sex == Some(number.sex()));
        match (birth, sex) {
            (true, true) => &["birth", "sex"],
            (true, false) => &["birth"],
            (false, true) => &["sex"],
            (false, false) => &[],
        }
    }

    /// The hash of each question; `of` gives that of the record it is about.
    pub(super) fn questions(&self, of: &dyn Fn(Id) -> Option<String>) -> impl Iterator<Item = String> {
        self.asked.iter().map(move |(question, (whys, records))| {
            let (field, said) = match question {
                Question::Shared(number) => ("id_number", vec![number.as_str()]),
                Question::Waiting(row) => ("", vec![row.as_str()]),
                Question::Field(record, field) => {
                    let aside = || self.aside.get(&(*record, field.clone()));
                    let said = self.said(*record, field).or_else(aside);
                    (field.as_str(), said.into_iter().flatten().map(String::as_str).collect())
                }
            };
            let why: Vec<&str> = whys.iter().copied().collect();
            let asked = BTreeMap::from([("why", why), ("field", vec![field]), ("said", said)]);
            Record::of("doubt", &asked).hanging(records.iter().filter_map(|record| of(*record)).collect()).hash()
        })
    }
}

/// A day says what its month says.
fn keep_finest(dates: &mut BTreeSet<String>) {
    let known: Vec<PartialDate> = dates.iter().filter_map(|date| date.parse().ok()).collect();
    dates.retain(|text| {
        let Ok(date) = text.parse::<PartialDate>() else { return true };
        !known.iter().any(|other| *other != date && date.is_refined_by(*other))
    });
}

/// The rows that doubts are about, found by id.
struct Book<'r> {
    persons: HashMap<Id, &'r Person>,
    households: HashMap<Id, &'r Household>,
    by_number: HashMap<&'r str, Vec<Id>>,
    /// Of each person, the household and the relation there that run.
    homes: HashMap<Id, (Id, Option<Relation>)>,
    /// Of each household, its head's name.
    heads: HashMap<Id, &'r str>,
}

impl<'r> Book<'r> {
    fn new(rows: &'r Rows) -> Self {
        let persons: HashMap<Id, &Person> = rows.persons.iter().map(|row| (row.id, row)).collect();
        let mut by_number: HashMap<&str, Vec<Id>> = HashMap::new();
        for row in &rows.persons {
            if let Some(number) = &row.id_number {
                by_number.entry(number).or_default().push(row.id);
            }
        }
        let running = || rows.residences.iter().filter(|row| row.to.is_none());
        let heads = running().filter(|row| row.relation == Some(Relation::HEAD));
        Self {
            households: rows.households.iter().map(|row| (row.id, row)).collect(),
            by_number,
            homes: running().map(|row| (row.person, (row.household, row.relation))).collect(),
            heads: heads.filter_map(|row| Some((row.household, persons.get(&row.person)?.name.as_str()))).collect(),
            persons,
        }
    }

    /// What the book has in a field, in the words of doubts, blank included; none when the book has no such field.
    fn value(&self, record: Id, field: &str) -> Option<Option<String>> {
        if field == "hamlet" {
            return self.households.get(&record).map(|row| row.hamlet.clone());
        }
        let person = self.persons.get(&record)?;
        let home = self.homes.get(&record);
        match field {
            "name" => Some(Some(person.name.clone())),
            "id_number" => Some(person.id_number.clone()),
            "birth" => Some(person.birth.map(|birth| birth.to_string())),
            "sex" => Some(person.sex.map(|sex| sex.word().to_owned())),
            "relation" => home.map(|(_, relation)| relation.map(|relation| relation.word().to_owned())),
            "head" => home.map(|(home, _)| {
                let hamlet = self.households.get(home).and_then(|row| row.hamlet.as_deref());
                Some(household(hamlet, self.heads.get(home).copied()))
            }),
            _ => None,
        }
    }

    /// A household named as `一组 001 户主 张三`, less its code or address: one list has them, the next has not.
    fn household_in(&self, words: &str) -> String {
        let (place, head) = match words.split_once("户主 ") {
            Some((place, head)) => (place, Some(head)),
            None => (words, None),
        };
        let first = place.split(' ').next();
        let hamlet = first.filter(|first| self.households.values().any(|row| row.hamlet.as_deref() == Some(*first)));
        household(hamlet, head)
    }
}

fn household(hamlet: Option<&str>, head: Option<&str>) -> String {
    format!("{} {}", hamlet.unwrap_or_default(), head.unwrap_or_default())
}
