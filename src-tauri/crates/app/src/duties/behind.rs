//! What stands behind a row: of whom the duty is asked, who lacks what, and the records that counted.

use std::collections::{HashMap, HashSet};

use domain::day::Day;
use domain::duty::DutyState;
use domain::duty::asked::Asked;
use domain::id::Id;
use domain::register::Register;
use serde::Serialize;
use ts_rs::TS;

use super::ask::{Months, Time};
use super::reckon::{Line, Reckoning};
use super::rows::{DutyRow, Link};
use super::sources::DutyRecord;
use crate::failure::{Failure, Result};
use crate::session::Session;
use crate::standard::Standard;

/// Records that are listed at most.
const MOST: usize = 500;

/// One of those of whom a duty is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DutySubject {
    /// What it is.
    #[ts(type = "'village' | 'branch' | 'grid' | 'household' | 'person'")]
    pub kind: &'static str,
    /// Row id, where it is a row.
    pub id: Option<String>,
    /// Its name; of a household its head's.
    pub name: Option<String>,
    /// Where: the hamlet of a household or a person.
    pub hamlet: Option<String>,
    /// Row id of the household, of a household or a person.
    pub household: Option<String>,
    /// How often it is asked for.
    pub required: Option<u32>,
    /// How often it was done.
    pub done: u32,
    /// How often it is still to be done.
    pub missing: u32,
    /// How it stands.
    #[ts(type = "'done' | 'open' | 'missing' | 'no_number'")]
    pub state: DutyState,
    /// How many of the records were written down late.
    pub late: u32,
}

/// What stands behind a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DutyBehind {
    /// The row.
    pub row: DutyRow,
    /// Of whom it is asked, those who lack something first.
    pub subjects: Vec<DutySubject>,
    /// How many records counted.
    pub total: usize,
    /// The last of them, newest first.
    pub records: Vec<DutyRecord>,
}

/// What stands behind the row of a link.
///
/// # Errors
/// `not_found` for a row that is not asked for any more; what the store says.
pub fn behind(session: &Session, link: &str) -> Result<DutyBehind> {
    of_standard(session, &*session.standard()?, link)
}

/// The same by another pack.
pub(super) fn of_standard(session: &Session, standard: &Standard, link: &str) -> Result<DutyBehind> {
    let link = Link::read(link).ok_or_else(Failure::gone)?;
    let at = standard.duties.iter().position(|duty| duty.id == link.duty).ok_or_else(Failure::gone)?;
    let duty = &standard.duties[at];
    let (reckoning, _) = Reckoning::read(session, standard, |calendar| {
        // As of a month that has come, and lies in the period.
        let fits = link.seen <= calendar.running() && duty.period.last(link.seen) == link.last;
        if fits { Ok(Months::of(link.seen)) } else { Err(Failure::gone()) }
    })?;
    let time: Time = reckoning.calendar.time(duty.period, link.seen);
    let min = reckoning.rules.at(duty, time.month).ok_or_else(Failure::gone)?;
    let asked = reckoning.asked(duty, &time).into_iter();
    let asked = asked.filter(|(place, asked)| link.part.holds(*place, *asked)).map(|(_, asked)| asked).collect();
    let line = Line { duty, at, time, min, asked };
    let row = reckoning.row(&line, link.part).ok_or_else(Failure::gone)?;
    let names = Names::new(&reckoning.register, session);
    let mut subjects: Vec<DutySubject> =
        line.asked.iter().map(|asked| names.subject(&reckoning, &line, *asked)).collect();
    subjects.sort_by_key(|subject| subject.missing == 0);
    let (total, records) = records(&reckoning, &line, &names);
    Ok(DutyBehind { row, subjects, total, records })
}

fn records(reckoning: &Reckoning<'_>, line: &Line<'_>, names: &Names<'_>) -> (usize, Vec<DutyRecord>) {
    let mut seen = HashSet::new();
    let deeds = line.asked.iter().flat_map(|asked| reckoning.deeds(line, *asked));
    // One record may count for several.
    let mut deeds: Vec<_> = deeds.filter(|deed| seen.insert(deed.id)).collect();
    deeds.sort_by_key(|deed| std::cmp::Reverse((deed.from, deed.id)));
    let heads = |household| names.head(household);
    let told = deeds.iter().take(MOST).filter_map(|deed| {
        let record = reckoning.sources.record(&reckoning.register, &heads, deed.kind, deed.id)?;
        Some(DutyRecord { late: deed.is_late(), ..record })
    });
    (deeds.len(), told.collect())
}

/// Names of households and people as they are today.
struct Names<'r> {
    register: &'r Register,
    heads: Vec<Option<u32>>,
    homes: HashMap<Id, Id>,
}

impl<'r> Names<'r> {
    fn new(register: &'r Register, session: &Session) -> Self {
        let day = Day::new(register, session.today());
        let rows = register.rows();
        let home = |(at, person): (u32, &domain::person::Person)| {
            day.household_of(at).map(|home| (person.id, rows.households[home as usize].id))
        };
        let homes = (0..).zip(&rows.persons).filter_map(home).collect();
        Self { register, heads: day.heads(), homes }
    }

    fn head(&self, household: Id) -> Option<String> {
        let head = self.heads[self.register.household_index(household)? as usize]?;
        Some(self.register.rows().persons[head as usize].name.clone())
    }

    fn subject(&self, reckoning: &Reckoning<'_>, line: &Line<'_>, asked: Asked) -> DutySubject {
        let tally = reckoning.tally_of(line, asked);
        let rows = self.register.rows();
        let unit = |id: Id| rows.units.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone());
        let (kind, id, name, household) = match asked {
            Asked::Village => ("village", None, Some(reckoning.village.clone()), None),
            Asked::Branch(None) => ("branch", None, Some(reckoning.village.clone()), None),
            Asked::Branch(Some(id)) => ("branch", Some(id), unit(id), None),
            Asked::Grid(id) => ("grid", Some(id), self.register.grid(id).map(|grid| grid.name.clone()), None),
            Asked::Household(id) => ("household", Some(id), self.head(id), Some(id)),
            Asked::Person(id) => {
                let name = self.register.person(id).map(|person| person.name.clone());
                ("person", Some(id), name, self.homes.get(&id).copied())
            }
        };
        DutySubject {
            kind,
            id: id.map(|id| id.to_string()),
            name,
            hamlet: household.and_then(|id| self.register.household(id)?.hamlet.clone()),
            household: household.map(|id| id.to_string()),
            required: tally.required,
            done: tally.done,
            missing: tally.missing,
            state: tally.state,
            late: tally.late,
        }
    }
}
