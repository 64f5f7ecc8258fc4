//! The one list of places in which something of a person lies, and what becomes of each.
//!
//! A table about persons that is added to the store gets its line in [`PLACES`]; free texts about anybody theirs in
//! [`TEXTS`]. A test walks every column of every table and finds what was forgotten.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::codes::Relation;
use domain::date::PartialDate;
use domain::id::Id;
use domain::person::FromReason;
use rusqlite::Connection;

use super::words::Words;
use super::{ERASED, Ids, said};
use crate::error::{Result, StoreError};
use crate::image::Image;
use crate::value::Cell;

/// What becomes of a value.
#[derive(Clone, Copy)]
enum Becomes {
    /// Nothing.
    Null,
    /// No.
    Zero,
    /// [`ERASED`], where anything was said: whether something was said is what rules go by.
    Said,
    /// Nothing, unless it makes the head: a head's tags count for the household.
    Head,
}

/// Rows about a person.
struct Place {
    table: &'static str,
    /// The column that says whose they are.
    whose: &'static str,
    /// Of whom: of the person, of a visit to them alone, or of any row that is theirs.
    of: Of,
    /// What lies in them beyond what counting needs.
    blank: &'static [(&'static str, Becomes)],
    /// Has a beginning that is the person's birth where it is blank.
    dated: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Person,
    Visit,
    Any,
}

use Becomes::{Head, Null, Said, Zero};

const PLACES: &[Place] = &[
    Place {
        table: "person",
        whose: "id",
        of: Of::Person,
        blank: &[
            ("name", Said),
            ("former_name", Null),
            ("id_number", Null),
            ("id_reason", Null),
            ("sex", Null),
            ("birth", Null),
            ("died_on", Null),
            ("phone", Null),
            ("ethnic", Null),
            ("education", Null),
            ("political", Null),
            ("skills", Null),
        ],
        dated: false,
    },
    Place {
        table: "person_merge",
        whose: "other",
        of: Of::Person,
        blank: &[("id_number", Null), ("id_reason", Null)],
        dated: false,
    },
    Place { table: "work", whose: "person", of: Of::Person, blank: &[("place", Null)], dated: true },
    Place { table: "residence", whose: "person", of: Of::Person, blank: &[("relation", Head)], dated: true },
    Place {
        table: "tag",
        whose: "person",
        of: Of::Person,
        blank: &[("subtype", Null), ("grade", Null), ("certificate", Null), ("source", Null)],
        dated: true,
    },
    Place {
        table: "role",
        whose: "person",
        of: Of::Person,
        blank: &[("member_kind", Null), ("volunteer_kind", Null)],
        dated: false,
    },
    Place {
        table: "party_member",
        whose: "person",
        of: Of::Person,
        blank: &[
            ("joined_on", Null),
            ("full_on", Null),
            ("branch", Null),
            ("floating", Zero),
            ("exempt", Zero),
            ("exempt_reason", Null),
        ],
        dated: true,
    },
    Place { table: "contact", whose: "person", of: Of::Person, blank: &[], dated: false },
    Place {
        table: "visit",
        whose: "person",
        of: Of::Person,
        blank: &[("findings", Said), ("remark", Said), ("satisfied", Null)],
        dated: false,
    },
    Place {
        table: "visit_need",
        whose: "visit",
        of: Of::Visit,
        blank: &[("text", Said), ("answer", Said), ("result", Said)],
        dated: false,
    },
    Place { table: "activity_person", whose: "person", of: Of::Person, blank: &[], dated: false },
    Place { table: "attendance", whose: "person", of: Of::Person, blank: &[("reason", Null)], dated: false },
    Place { table: "speech", whose: "person", of: Of::Person, blank: &[("text", Said)], dated: false },
    Place {
        table: "talk",
        whose: "person",
        of: Of::Person,
        blank: &[("body", Said), ("problems", Null), ("suggestions", Null), ("action", Null)],
        dated: false,
    },
    Place {
        table: "claim",
        whose: "person",
        of: Of::Person,
        blank: &[("performance", Null), ("appraisal", Null), ("remark", Null)],
        dated: true,
    },
    Place {
        table: "commitment",
        whose: "person",
        of: Of::Person,
        blank: &[("text", Said), ("measures", Null)],
        dated: false,
    },
    Place {
        table: "matter",
        whose: "reporter",
        of: Of::Person,
        blank: &[("content", Said), ("materials", Null), ("phone", Null), ("address", Null)],
        dated: false,
    },
    Place { table: "commitment_step", whose: "commitment", of: Of::Any, blank: &[("note", Said)], dated: false },
    Place { table: "matter_step", whose: "matter", of: Of::Any, blank: &[("note", Said)], dated: false },
    Place {
        table: "dispute",
        whose: "matter",
        of: Of::Any,
        blank: &[("party_a", Said), ("party_b", Said), ("demand", Null)],
        dated: false,
    },
    Place { table: "score_entry", whose: "person", of: Of::Person, blank: &[("reason", Said)], dated: false },
    Place { table: "organisation", whose: "person", of: Of::Person, blank: &[("phone", Null)], dated: false },
    Place {
        table: "attachment",
        whose: "visit",
        of: Of::Visit,
        blank: &[("caption", Said), ("taken_on", Null)],
        dated: false,
    },
    Place {
        table: "doubt",
        whose: "record",
        of: Of::Any,
        blank: &[("base", Said), ("mine", Said), ("theirs", Said), ("source", Null)],
        dated: false,
    },
];

/// Free texts: where one names the person, all of it goes. In any other text only their words are taken out.
const TEXTS: &[(&str, &[&str])] = &[
    ("visit", &["findings", "remark"]),
    ("visit_need", &["text", "answer", "result"]),
    ("speech", &["text"]),
    ("talk", &["body", "problems", "suggestions", "action"]),
    ("matter", &["content"]),
    ("matter_step", &["note"]),
    ("dispute", &["party_a", "party_b", "demand"]),
    ("doubt", &["base", "mine", "theirs"]),
];

/// Words of others: never touched. Operators answer for what they did; a sealed month says who held an office then.
const OTHERS: &[(&str, &[&str])] = &[
    ("person", &["name", "former_name", "id_number", "phone"]),
    ("person_merge", &["id_number"]),
    ("operator", &["name"]),
    ("month_closing", &["frozen"]),
];

/// Whom an erasing is about: their records, what hangs on them, and their words.
pub(super) struct Whom {
    /// Record, and since when what has no beginning runs.
    persons: BTreeMap<String, Option<PartialDate>>,
    visits: Ids,
    /// Every row that is theirs, their records among them.
    rows: Ids,
    /// Households in which they lived and nobody lives any more: a telephone that was the person's goes there too.
    ended: Ids,
    /// Of these the ones in which nobody ever lived but who is erased: any telephone was theirs.
    alone: Ids,
    pub words: Words,
}

impl Whom {
    pub(super) fn find(conn: &Connection, records: &[(Id, Option<PartialDate>)]) -> Result<Self> {
        let persons: BTreeMap<String, Option<PartialDate>> =
            records.iter().map(|(id, since)| (id.to_string(), *since)).collect();
        let mut rows: Ids = persons.keys().cloned().collect();
        let mut found: Ids = Ids::new();
        let mut words = Vec::new();
        said(
            conn,
            "person",
            |row| persons.contains_key(row.word("id")),
            |row| {
                found.insert(row.word("id").to_owned());
                words.extend(["name", "former_name", "id_number", "phone"].map(|column| row.word(column).to_owned()));
            },
        )?;
        if found != rows {
            return Err(StoreError::Reference);
        }
        said(
            conn,
            "person_merge",
            |row| persons.contains_key(row.word("other")),
            |row| {
                words.push(row.word("id_number").to_owned());
            },
        )?;
        let mut visits = Ids::new();
        for place in PLACES.iter().filter(|place| place.of == Of::Person) {
            said(
                conn,
                place.table,
                |row| persons.contains_key(row.word(place.whose)),
                |row| {
                    rows.insert(row.word("id").to_owned());
                    if place.table == "visit" {
                        visits.insert(row.word("id").to_owned());
                    }
                },
            )?;
        }
        let mut homes = Ids::new();
        said(
            conn,
            "residence",
            |row| persons.contains_key(row.word("person")),
            |row| {
                homes.insert(row.word("household").to_owned());
            },
        )?;
        let mut closed =
            conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM household WHERE id = ?1 AND \"to\" IS NULL)")?;
        let mut ended = Ids::new();
        for home in homes {
            let open: bool = closed.query_row([&home], |row| row.get(0))?;
            if !open {
                ended.insert(home);
            }
        }
        let alone = alone(conn, &ended, &persons)?;
        let words = Words::new(conn, words, &persons.keys().map(String::as_str).collect::<Vec<_>>())?;
        Ok(Self { persons, visits, rows, ended, alone, words })
    }

    /// Hashes of the pictures that show visits to them alone, and nothing else.
    pub(super) fn pictures(&self, conn: &Connection) -> Result<Ids> {
        let (mut theirs, mut others) = (Ids::new(), Ids::new());
        said(
            conn,
            "attachment",
            |_| true,
            |row| {
                let list = if self.visits.contains(row.word("visit")) { &mut theirs } else { &mut others };
                list.insert(row.word("sha256").to_owned());
            },
        )?;
        Ok(&theirs - &others)
    }

    /// Whether a text holds a word or the record of theirs.
    pub(super) fn touches(&self, text: &str) -> bool {
        self.words.are_in(text) || self.rows.iter().any(|row| text.contains(row.as_str()))
    }

    /// An image of a row of `table` without what it says of them; none when it says nothing, or is blanked already.
    pub(super) fn blank(&self, table: &str, text: &str) -> Result<Option<String>> {
        let alone = table == "household" && self.alone.iter().any(|home| text.contains(home.as_str()));
        if !alone && !self.touches(text) {
            return Ok(None);
        }
        let mut image = Image::parse(text)?;
        if alone && self.alone.contains(image.word("id")) {
            for (_, value) in image.values_mut().filter(|(column, _)| *column == "phone") {
                *value = Cell::Null;
            }
        }
        for place in PLACES.iter().filter(|place| place.table == table) {
            let whose = image.word(place.whose).to_owned();
            let theirs = match place.of {
                Of::Person => self.persons.contains_key(&whose),
                Of::Visit => self.visits.contains(&whose),
                Of::Any => self.rows.contains(&whose),
            };
            if theirs {
                self.empty(place, &whose, &mut image);
            }
        }
        self.sweep(table, &mut image);
        let blanked = image.text()?;
        Ok((blanked != text).then_some(blanked))
    }

    fn empty(&self, place: &Place, whose: &str, image: &mut Image<'_>) {
        let open = place.table == "doubt" && image.word("decision").is_empty();
        let born = self.persons.get(whose).copied().flatten().filter(|_| place.dated && image.word("from").is_empty());
        let reasonless = image.word("from_reason").is_empty();
        for (column, value) in image.values_mut() {
            match place.blank.iter().find(|(name, _)| *name == column).map(|(_, becomes)| *becomes) {
                Some(Null) => *value = Cell::Null,
                Some(Zero) => *value = Cell::Integer(0),
                Some(Said) if !value.text().is_empty() => *value = Cell::Text(Cow::Borrowed(ERASED)),
                Some(Head) if value.text() != Relation::HEAD.code() => *value = Cell::Null,
                Some(Said | Head) | None => {}
            }
            match (column, born) {
                ("from", Some(born)) => *value = Cell::Text(Cow::Owned(born.to_string())),
                // The book took it for a birth because of the birth's day, which is gone.
                ("from_reason", Some(_)) if reasonless => *value = Cell::Text(Cow::Borrowed(FromReason::Birth.word())),
                ("decision", _) if open => *value = Cell::Text(Cow::Borrowed(ERASED)),
                _ => {}
            }
        }
    }

    /// Takes their words out of texts that are somebody else's.
    fn sweep(&self, table: &str, image: &mut Image<'_>) {
        let of = |list: &[(&str, &'static [&'static str])]| {
            list.iter().find(|(name, _)| *name == table).map_or(&[][..], |(_, columns)| *columns)
        };
        let (whole, others) = (of(TEXTS), of(OTHERS));
        let waits = table == "doubt" && image.word("decision").is_empty();
        let mut gone = false;
        // The family's telephone, though it be the one that stood with the person.
        let shared = table == "household" && !self.ended.contains(image.word("id"));
        for (column, value) in image.values_mut().filter(|(column, _)| !others.contains(column)) {
            if shared && column == "phone" {
                continue;
            }
            let Some(without) = self.words.without(value.text()) else { continue };
            let all = whole.contains(&column);
            gone |= all;
            *value = Cell::Text(if all { Cow::Borrowed(ERASED) } else { Cow::Owned(without) });
        }
        if waits && gone {
            // Nobody can answer it any more.
            for (_, value) in image.values_mut().filter(|(column, _)| *column == "decision") {
                *value = Cell::Text(Cow::Borrowed(ERASED));
            }
        }
    }
}

/// Of these households those in which, by all rows and images, nobody ever lived but these persons and such as were
/// erased before.
fn alone(conn: &Connection, homes: &Ids, persons: &BTreeMap<String, Option<PartialDate>>) -> Result<Ids> {
    let mut erased = conn.prepare_cached("SELECT \"row\" FROM tombstone")?;
    let erased = erased.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Ids>>()?;
    let mut alone = homes.clone();
    let another = |row: &Image<'_>| !persons.contains_key(row.word("person")) && !erased.contains(row.word("person"));
    said(conn, "residence", another, |row| {
        alone.remove(row.word("household"));
    })?;
    Ok(alone)
}

/// Whether rows of `table` are looked at by this column.
#[cfg(test)]
pub(super) fn has(table: &str, column: &str) -> bool {
    PLACES.iter().any(|place| place.table == table && place.whose == column)
}
