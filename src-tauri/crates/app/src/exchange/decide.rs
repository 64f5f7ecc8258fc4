//! Questions of an exchange: how they are shown, and what an answer writes.

use std::collections::BTreeMap;

use domain::doubt::{Doubt, DoubtWhy};
use domain::id::Id;
use domain::sheet::Cell;
use intake::merge::{Key, Kind, Rows, Said, Value, masked};
use serde::Deserialize;
use store::{Part, Reader, Write};

use super::common::rows;
use super::sheets::{Labels, Sheets};
use crate::doubts::Candidate;
use crate::failure::{Failure, Result};
use crate::session::Session;

/// A question, as a page shows it.
pub(crate) struct Shown {
    /// What the record is called, and in which list it stands.
    pub subject: String,
    /// Caption of the column.
    pub field: Option<String>,
    pub base: Option<String>,
    pub mine: Option<String>,
    pub theirs: Option<String>,
    /// Whom a row may be about.
    pub candidates: Vec<Candidate>,
}

/// A row of which it is not known whose it is, as the question keeps it.
#[derive(Deserialize)]
struct Told {
    row: Vec<(String, String)>,
    candidates: Vec<String>,
}

/// What questions are shown with: the sheets, and what records are called.
pub(crate) struct Book {
    sheets: Sheets,
    labels: Labels,
}

impl Book {
    /// Reads it once for all questions.
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self> {
        let sheets = Sheets::new(reader)?;
        let labels = sheets.labels(&sheets.rows(reader)?);
        Ok(Self { sheets, labels })
    }

    /// A question in words; numbers masked.
    pub(crate) fn show(&self, doubt: &Doubt) -> Option<Shown> {
        let table = self.sheets.place(doubt.kind.as_deref()?)?;
        let sheet = &self.sheets.sheets[table];
        let name = doubt.record.and_then(|record| self.labels.of(&record.to_string()));
        let subject = format!("{} {}", sheet.name, name.unwrap_or_default()).trim().to_owned();
        if doubt.why == DoubtWhy::UnknownRow {
            let told: Told = serde_json::from_str(doubt.theirs.as_deref()?).ok()?;
            let words: Vec<String> = told.row.iter().map(|(caption, text)| self.told(table, caption, text)).collect();
            let label = |id: &String| Some(Candidate { label: self.labels.of(id)?, id: id.clone() });
            let candidates = told.candidates.iter().filter_map(label).collect();
            return Some(Shown {
                subject,
                field: None,
                base: None,
                mine: None,
                theirs: Some(words.join("，")),
                candidates,
            });
        }
        let column = doubt.field.as_ref().and_then(|field| sheet.columns.iter().position(|one| one.column == *field));
        let word = |value: &Option<String>| {
            let Some(column) = column else { return value.clone() };
            let kind = self.sheets.tables[table].columns[column].kind;
            let text = kind.show(value, &|id| self.labels.of(id)).into_owned();
            (!text.is_empty()).then(|| if kind == Kind::IdNumber { masked(kind, &text) } else { text })
        };
        Some(Shown {
            subject,
            field: column.map(|column| sheet.columns[column].caption.clone()),
            base: word(&doubt.base),
            mine: word(&doubt.mine),
            theirs: word(&doubt.theirs),
            candidates: Vec::new(),
        })
    }

    fn told(&self, table: usize, caption: &str, text: &str) -> String {
        let columns = &self.sheets.sheets[table].columns;
        let at = columns.iter().position(|column| column.caption == caption);
        let kind = at.map(|at| self.sheets.tables[table].columns[at].kind);
        let text = if kind == Some(Kind::IdNumber) { masked(Kind::IdNumber, text) } else { text.to_owned() };
        format!("{caption} {text}")
    }
}

fn bad() -> Failure {
    Failure::new("bad_value", "账本里存不下这个值，请改了再定，或保留账本里的").at("choice")
}

/// Writes what the answer to a question says: `mine`, `theirs`, a value, or for a row the id of its record or `new`.
pub(crate) fn apply(write: &mut Write<'_>, session: &Session, doubt: &Doubt, choice: &str) -> Result<()> {
    if choice == "mine" {
        return Ok(());
    }
    let sheets = Sheets::new(write)?;
    let table = doubt.kind.as_deref().and_then(|table| sheets.place(table)).ok_or_else(Failure::gone)?;
    let mine = sheets.rows(write)?;
    let answer = Answer { labels: sheets.labels(&mine), sheets: &sheets, mine: &mine };
    match (doubt.why, doubt.record, &doubt.field) {
        (DoubtWhy::UnknownRow, ..) => answer.place(write, session, doubt, table, choice),
        (_, Some(id), Some(field)) => answer.cell(write, doubt, Key { table, id }, field, choice),
        (DoubtWhy::MissingRow | DoubtWhy::Gone, Some(id), None) if choice == "theirs" => {
            let key = Key { table, id };
            if mine.contains_key(&key) { answer.remove(write, key) } else { answer.bring_back(write, doubt, key) }
        }
        _ => Err(bad()),
    }
}

struct Answer<'a> {
    sheets: &'a Sheets,
    mine: &'a Rows,
    labels: Labels,
}

impl Answer<'_> {
    fn put(&self, write: &mut Write<'_>, key: Key, values: &[Value]) -> Result<()> {
        let row = (key.id, self.sheets.stored(key, values));
        if write.put_carried(&self.sheets.sheets[key.table].table, &row)? { Ok(()) } else { Err(bad()) }
    }

    fn hear(&self, table: usize, column: usize, text: &str, mine: Option<&Value>) -> Result<Value> {
        let merged = &self.sheets.tables[table].columns[column];
        let label = |id: &str| self.labels.of(id);
        let to = merged.refers.unwrap_or(table);
        let find = |name: &str| self.labels.find(to, name);
        match merged.kind.hear(&Cell::Text(text.to_owned()), None, mine, &label, &find) {
            Said::Value(value) | Said::Mended(value) => Ok(value),
            _ => Err(bad()),
        }
    }

    fn cell(&self, write: &mut Write<'_>, doubt: &Doubt, key: Key, field: &str, choice: &str) -> Result<()> {
        let columns = &self.sheets.sheets[key.table].columns;
        let column = columns.iter().position(|column| column.column == field).ok_or_else(Failure::gone)?;
        let mut values = self.mine.get(&key).ok_or_else(Failure::gone)?.clone();
        let as_said = !matches!(doubt.why, DoubtWhy::Unreadable | DoubtWhy::Damaged);
        values[column] = match choice {
            "theirs" if as_said => doubt.theirs.clone(),
            "theirs" => return Err(bad()),
            text => self.hear(key.table, column, text, None)?,
        };
        self.put(write, key, &values)
    }

    fn remove(&self, write: &mut Write<'_>, key: Key) -> Result<()> {
        if write.is_pointed_to(key.id)? {
            return Err(Failure::new(
                "still_needed",
                "还有别的记录挂在它上面，不能直接删去；请先处理那些记录，或保留账本里的",
            )
            .at("choice"));
        }
        Ok(write.remove_carried(&self.sheets.sheets[key.table].table, key.id)?)
    }

    /// Brings a record back that was taken out here, as the workbook had it, and what hung on it.
    fn bring_back(&self, write: &mut Write<'_>, doubt: &Doubt, key: Key) -> Result<()> {
        let export = doubt.export.ok_or_else(Failure::gone)?;
        let kept = match write.kept_rows(export, export, Part::Had)? {
            Some(kept) => kept,
            None => write.kept_rows(export, export, Part::Common)?.ok_or_else(Failure::gone)?,
        };
        let theirs = rows(self.sheets, kept);
        let mut back: BTreeMap<Key, &Vec<Value>> = BTreeMap::new();
        back.insert(key, theirs.get(&key).ok_or_else(Failure::gone)?);
        for (one, values) in theirs.iter().filter(|(one, _)| !self.mine.contains_key(*one)) {
            let columns = self.sheets.tables[one.table].columns.iter().zip(values);
            let mut above = columns
                .filter_map(|(column, value)| Some(Key { table: column.refers?, id: value.as_deref()?.parse().ok()? }));
            if above.any(|above| back.contains_key(&above)) {
                back.insert(*one, values);
            }
        }
        for (one, values) in back {
            self.put(write, one, values)?;
        }
        Ok(())
    }

    /// Gives a row to the record that it is about, or to a new one; blank cells say nothing.
    fn place(&self, write: &mut Write<'_>, session: &Session, doubt: &Doubt, table: usize, choice: &str) -> Result<()> {
        let told: Option<Told> = doubt.theirs.as_deref().and_then(|told| serde_json::from_str(told).ok());
        let told = told.ok_or_else(Failure::gone)?;
        let id = match choice {
            "new" => store::mint(session.host()),
            id => id.parse::<Id>().map_err(|_| bad())?,
        };
        let key = Key { table, id };
        let blank = vec![None; self.sheets.sheets[table].columns.len()];
        let mut values = match choice {
            "new" => blank,
            _ => self.mine.get(&key).ok_or_else(Failure::gone)?.clone(),
        };
        for (caption, text) in &told.row {
            let columns = &self.sheets.sheets[table].columns;
            let column = columns.iter().position(|column| column.caption == *caption).ok_or_else(bad)?;
            values[column] = self.hear(table, column, text, Some(&values[column]))?;
        }
        self.put(write, key, &values)
    }
}
