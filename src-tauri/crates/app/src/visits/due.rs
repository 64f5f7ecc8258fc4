//! The households to be visited, in walking order.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::day::Day;
use domain::id::Id;
use domain::register::Register;
use domain::visit::{Contact, due_on};
use serde::{Deserialize, Serialize};
use store::Reader;
use ts_rs::TS;

use super::places::Places;
use super::seen::{Away, hang, seen};
use crate::asked;
use crate::failure::{Failure, Result};
use crate::session::Session;

/// Which households.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct DueQuery {
    /// One grid only: row id, name or number.
    pub grid: Option<String>,
    /// Of this hamlet only; empty = those that lie in none.
    pub hamlet: Option<String>,
    /// Due by this day; today when it is left out.
    pub until: Option<String>,
    /// Those that are not due too.
    pub all: bool,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give; all of them when it is left out.
    pub limit: Option<usize>,
}

/// How a household stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DueState {
    /// Never seen: due at once.
    Never,
    /// Its day has come.
    Due,
    /// Its day comes later.
    Later,
}

/// A household in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DueRow {
    /// Row id of the household.
    pub household: String,
    /// 户号.
    pub code: Option<String>,
    /// Name of the head.
    pub head: Option<String>,
    /// 村民小组.
    pub hamlet: Option<String>,
    /// 住址.
    pub address: Option<String>,
    /// Name of its grid.
    pub grid: Option<String>,
    /// How many count in it.
    pub persons: u32,
    /// Everybody in it is away for work today: a phone call counts.
    pub all_away: bool,
    /// How it stands.
    pub state: DueState,
    /// On which day it is due; none where it was never seen.
    pub due: Option<String>,
    /// Days since it was due; negative where that is to come, 0 where it was never seen.
    pub late: i64,
    /// When it was last seen.
    pub last: Option<String>,
    /// How often nobody was home since.
    pub tries: u32,
    /// When to come again, as asked for.
    pub next: Option<String>,
    /// How many needs still wait.
    pub needs: u32,
    /// Names of who keeps in touch with it.
    pub contacts: Vec<String>,
}

/// The households that are due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DueList {
    /// The day of the list.
    pub on: String,
    /// Within how many months each household is to be visited.
    pub months: u32,
    /// How many households were asked about, due or not.
    pub households: usize,
    /// How many of them are due.
    pub due: usize,
    /// How many were never seen, among those.
    pub never: usize,
    /// How many rows there are in all.
    pub total: usize,
    /// Those asked for, in walking order.
    pub rows: Vec<DueRow>,
}

/// The households that are due, in the order of hamlets, then doors.
///
/// # Errors
/// A grid that is not there; a text that is no date; what the store says.
pub fn due(session: &Session, query: &DueQuery) -> Result<DueList> {
    let register = session.register()?;
    let today = session.today();
    let until = match &query.until {
        Some(text) => crate::events::read_date(text)?.and_then(|text| text.parse().ok()).unwrap_or(today),
        None => today,
    };
    let day = Day::new(&register, today);
    let places = Places::new(&day);
    let grid = asked::grid(&register, query.grid.as_deref())?;
    session.read(|reader| {
        let ask = Ask::new(reader, &register, today, until)?;
        let mut list = DueList {
            on: today.to_string(),
            months: ask.months,
            households: 0,
            due: 0,
            never: 0,
            total: 0,
            rows: Vec::new(),
        };
        let wanted = query.limit.map_or(usize::MAX, |limit| query.offset.saturating_add(limit));
        for at in places.order.iter().copied().filter(|at| places.is_in(*at, grid, query.hamlet.as_deref())) {
            let row = ask.row(reader, &places, at)?;
            list.households += 1;
            list.due += usize::from(row.state != DueState::Later);
            list.never += usize::from(row.state == DueState::Never);
            if query.all || row.state != DueState::Later {
                list.total += 1;
                if (query.offset..wanted).contains(&(list.total - 1)) {
                    list.rows.push(row);
                }
            }
        }
        Ok(list)
    })
}

/// What every row is made from.
pub(super) struct Ask<'r> {
    register: &'r Register,
    away: Away<'r>,
    needs: HashMap<Id, u32>,
    contacts: HashMap<Id, Vec<Contact>>,
    today: NaiveDate,
    until: NaiveDate,
    pub months: u32,
}

impl<'r> Ask<'r> {
    /// As of the evening of `today`, due by `until`.
    pub fn new(reader: &Reader<'_>, register: &'r Register, today: NaiveDate, until: NaiveDate) -> Result<Self> {
        Ok(Self {
            register,
            away: Away::new(register),
            needs: reader.open_needs()?,
            contacts: hang(reader.all::<Contact>()?, |row| row.household),
            today,
            until,
            months: super::months(reader)?,
        })
    }

    pub fn row(&self, reader: &Reader<'_>, places: &Places<'_, '_>, at: u32) -> Result<DueRow> {
        let row = places.row(at);
        let seen = seen(reader, &self.away, row.id, self.today)?;
        let due = due_on(seen.last, self.months, seen.next);
        let state = match due {
            None => DueState::Never,
            Some(due) if due <= self.until => DueState::Due,
            Some(_) => DueState::Later,
        };
        Ok(DueRow {
            household: row.id.to_string(),
            code: row.code.clone(),
            head: places.head(at),
            hamlet: row.hamlet.clone(),
            address: row.address.clone(),
            grid: places.grid(at),
            persons: places.day.size_of(at),
            all_away: self.away.all_away(at, self.today),
            state,
            due: due.map(|due| due.to_string()),
            late: due.map_or(0, |due| (self.today - due).num_days()),
            last: seen.last.map(|last| last.to_string()),
            tries: seen.tries,
            next: super::places::told(seen.next),
            needs: self.needs.get(&row.id).copied().unwrap_or(0),
            contacts: self.contacts(row.id),
        })
    }

    fn contacts(&self, household: Id) -> Vec<String> {
        let rows = self.contacts.get(&household).map_or(&[][..], Vec::as_slice);
        rows.iter()
            .filter(|row| self.register.span(None, row.from, row.to).holds_on(self.today))
            .filter_map(|row| self.register.person(row.person).map(|person| person.name.clone()))
            .collect()
    }
}

/// The household that is named by its row id or its code.
pub(super) fn household_named(register: &Register, text: &str) -> Result<u32> {
    if let Ok(id) = text.trim().parse::<Id>() {
        return register.household_index(id).ok_or_else(|| Failure::gone().at("household"));
    }
    let at = register.rows().households.iter().position(|row| row.code.as_deref() == Some(text.trim()));
    at.map(|at| at as u32).ok_or_else(|| Failure::gone().at("household"))
}
