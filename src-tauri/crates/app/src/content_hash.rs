//! One number for what a book says: two books with the same content agree, however they came by it.
//!
//! SHA-256 over the sorted hashes of households with all that hangs on them (visits too), of persons without a
//! household, of organisation units and grids, of activities, projects, places, things and organisations, of meetings,
//! talks, posts, commitments, matters, tasks, plans, letters and rules of assessment, and of open doubts, as canonical JSON
//! (keys sorted, blanks left out). A reference is the hash of what it points to. Left out: row ids, instants, the day of opening, where a tag was read, operations, audit, drafts,
//! settings, mappings, files, backups, and doubts that are decided.
//!
//! A row is taken as it serialises, so that a field which is added to it counts without a word here.

mod assessed;
mod committed;
mod held;
mod matters;
mod met;
mod undecided;
mod visited;

use std::collections::{BTreeMap, HashMap};

use domain::doubt::Doubt;
use domain::id::Id;
use domain::register::Rows;
use domain::tag::Subject;
use held::Held;
use matters::Matters;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use undecided::Undecided;
use visited::Visited;

use crate::failure::Result;
use crate::session::Session;

/// The hash of what the book says now, 64 hexadecimal digits.
///
/// # Errors
/// What the store says.
pub fn content_hash(session: &Session) -> Result<String> {
    session.read(|reader| {
        let rows = crate::session::rows(reader)?;
        let doubts = crate::doubts::open(reader)?;
        let (visited, held) = (Visited::read(reader)?, Held::read(reader)?);
        Ok(of_all(&rows, &doubts, &visited, &held, &Matters::read(reader)?))
    })
}

/// The hash of rows, open doubts, visits, what was held and matters. Linear in their number.
fn of_all(rows: &Rows, doubts: &[Doubt], visited: &Visited, held: &Held, matters: &Matters) -> String {
    let undecided = Undecided::new(rows, doubts);
    let units = units(rows);
    let grids = grids(rows, &units);
    let people = People::new(rows, &undecided, &units);
    let mut households: Vec<Vec<String>> = vec![Vec::new(); rows.households.len()];
    let at: HashMap<Id, usize> = rows.households.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
    for tag in &rows.tags {
        if let Subject::Household(household) = tag.subject
            && let Some(at) = at.get(&household)
        {
            households[*at].push(Record::of("tag", tag).without(&["subject", "source"]).hash());
        }
    }
    for placed in &rows.household_grids {
        if let Some(at) = at.get(&placed.household) {
            let record = Record::of("grid", placed).without(&["household"]);
            households[*at].push(record.with("grid", grids.get(&placed.grid)).hash());
        }
    }
    let own = |record: Id| people.at(record).map(|at| people.own[at].clone());
    for (household, hash) in visited.hashes(own, held.photos()) {
        if let Some(at) = at.get(&household) {
            households[*at].push(hash);
        }
    }
    let mut housed = vec![false; rows.persons.len()];
    for residence in &rows.residences {
        let (Some(at), Some(person)) = (at.get(&residence.household), people.at(residence.person)) else { continue };
        if residence.to.is_none() && undecided.said(residence.person, "head").is_some() {
            continue;
        }
        housed[person] = true;
        let mut record = Record::of("residence", residence).without(&["household"]);
        if residence.to.is_none() {
            record = record.undecided(&undecided, residence.person, "relation");
        }
        households[*at].push(record.with("person", Some(&people.whole[person])).hash());
    }
    let households = rows.households.iter().zip(households).map(|(row, hanging)| {
        Record::of("household", row).undecided(&undecided, row.id, "hamlet").hanging(hanging).hash()
    });
    let loose = (0..).zip(&rows.persons).filter(|(at, _)| !housed[*at]).map(|(at, row)| {
        let homes = undecided.said(row.id, "head").into_iter().flatten().cloned().collect();
        Record::of("person", &()).with("person", Some(&people.whole[at])).hanging(homes).hash()
    });
    let led = rows.units.iter().map(|row| {
        let record = Record::of("unit", &()).with("unit", units.get(&row.id));
        record.with("led_by", row.led_by.and_then(own).as_ref()).hash()
    });
    let homes: HashMap<Id, String> = (undecided.households())
        .filter_map(|id| at.get(&id).map(|at| (id, &rows.households[*at])))
        .map(|(id, row)| (id, Record::of("household", row).undecided(&undecided, id, "hamlet").hash()))
        .collect();
    let of_record = |record| own(record).or_else(|| homes.get(&record).cloned());
    let questions = undecided.questions(&of_record);
    let home = |id: Id| {
        let row = &rows.households[*at.get(&id)?];
        Some(Record::of("household", row).undecided(&undecided, id, "hamlet").hash())
    };
    let mut parts = held.hashes(own, &units);
    parts.insert("matters", matters.hashes(own, &units, home, &visited.needs));
    parts.extend([
        ("doubts", sorted(questions)),
        ("grids", sorted(grids.into_values())),
        ("households", sorted(households)),
        ("persons", sorted(loose)),
        ("units", sorted(led)),
    ]);
    digest(&serde_json::to_vec(&parts).unwrap_or_default())
}

fn sorted(hashes: impl Iterator<Item = String>) -> Vec<String> {
    let mut hashes: Vec<String> = hashes.collect();
    hashes.sort_unstable();
    hashes
}

pub(crate) fn digest(bytes: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let bytes = Sha256::digest(bytes);
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|nibble| char::from(HEX[usize::from(nibble)])).collect()
}

/// One record on its way to its hash.
struct Record(BTreeMap<String, Value>);

impl Record {
    /// What `row` says, less its id and its blanks. `is` tells records of different tables apart.
    fn of<T: Serialize>(is: &str, row: &T) -> Self {
        let mut fields = BTreeMap::from([("is".to_owned(), Value::from(is))]);
        if let Ok(Value::Object(row)) = serde_json::to_value(row) {
            fields.extend(row.into_iter().filter(|(key, value)| key != "id" && !value.is_null()));
        }
        Self(fields)
    }

    fn without(mut self, keys: &[&str]) -> Self {
        self.0.retain(|key, _| !keys.contains(&key.as_str()));
        self
    }

    /// A reference: the hash of what it points to, blank when there is nothing.
    fn with(mut self, key: &str, hash: Option<&String>) -> Self {
        match hash {
            Some(hash) => self.0.insert(key.to_owned(), Value::from(hash.as_str())),
            None => self.0.remove(key),
        };
        self
    }

    /// In the place of a field that is asked about, all that is said of it: which list came first counts for nothing.
    fn undecided(mut self, undecided: &Undecided, record: Id, field: &str) -> Self {
        if let Some(said) = undecided.said(record, field) {
            self.0.insert(field.to_owned(), said.iter().map(String::as_str).collect());
        }
        self
    }

    /// What hangs on it, in whatever order.
    fn hanging(mut self, mut hashes: Vec<String>) -> Self {
        hashes.sort_unstable();
        self.0.insert("has".to_owned(), Value::from(hashes));
        self
    }

    fn hash(&self) -> String {
        digest(&serde_json::to_vec(&self.0).unwrap_or_default())
    }
}

/// Units by id: each with the units above it. Who led the founding is left out here, since people point to units.
fn units(rows: &Rows) -> HashMap<Id, String> {
    let at: HashMap<Id, usize> = rows.units.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
    let bare: Vec<String> =
        rows.units.iter().map(|row| Record::of("unit", row).without(&["parent", "led_by"]).hash()).collect();
    let above = |row: usize| rows.units[row].parent.and_then(|parent| at.get(&parent).copied());
    chains(&bare, above).zip(&rows.units).map(|(hash, row)| (row.id, hash)).collect()
}

/// Grids by id: each with its party group and the grids above it.
fn grids(rows: &Rows, units: &HashMap<Id, String>) -> HashMap<Id, String> {
    let at: HashMap<Id, usize> = rows.grids.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
    let bare: Vec<String> = rows
        .grids
        .iter()
        .map(|row| Record::of("grid", row).without(&["parent"]).with("unit", units.get(&row.unit)).hash())
        .collect();
    let above = |row: usize| rows.grids[row].parent.and_then(|parent| at.get(&parent).copied());
    chains(&bare, above).zip(&rows.grids).map(|(hash, row)| (row.id, hash)).collect()
}

/// The hash of each row of a tree with those above it, root last. A ring, which a damaged book may hold, ends.
fn chains(bare: &[String], above: impl Fn(usize) -> Option<usize>) -> impl Iterator<Item = String> {
    (0..bare.len()).map(move |row| {
        let chain: Vec<&str> = std::iter::successors(Some(row), |row| above(*row))
            .take(bare.len())
            .map(|row| bare[row].as_str())
            .collect();
        digest(&serde_json::to_vec(&chain).unwrap_or_default())
    })
}

/// The hashes of persons.
struct People {
    at: HashMap<Id, usize>,
    /// By what their own row says.
    own: Vec<String>,
    /// With tags, work, party membership and roles.
    whole: Vec<String>,
}

impl People {
    fn new(rows: &Rows, undecided: &Undecided, units: &HashMap<Id, String>) -> Self {
        let at: HashMap<Id, usize> = rows.persons.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
        let mut hanging: Vec<Vec<String>> = vec![Vec::new(); rows.persons.len()];
        let mut hang = |person: Id, record: Record| {
            if let Some(at) = at.get(&person) {
                hanging[*at].push(record.without(&["person"]).hash());
            }
        };
        for tag in &rows.tags {
            if let Subject::Person(person) = tag.subject {
                hang(person, Record::of("tag", tag).without(&["subject", "source"]));
            }
        }
        for work in &rows.works {
            hang(work.person, Record::of("work", work));
        }
        for member in &rows.members {
            hang(member.person, Record::of("party", member));
        }
        for role in &rows.roles {
            hang(role.person, Record::of("role", role).with("unit", units.get(&role.unit)));
        }
        let own: Vec<String> = rows
            .persons
            .iter()
            .map(|row| {
                let mut record = Record::of("person", row).without(undecided.follows(row));
                for field in ["name", "id_number", "birth", "sex"] {
                    record = record.undecided(undecided, row.id, field);
                }
                record.hash()
            })
            .collect();
        let whole = own
            .iter()
            .zip(hanging)
            .map(|(own, hanging)| Record::of("person", &()).with("person", Some(own)).hanging(hanging).hash())
            .collect();
        Self { at, own, whole }
    }

    fn at(&self, person: Id) -> Option<usize> {
        self.at.get(&person).copied()
    }
}

#[cfg(test)]
mod tests;
