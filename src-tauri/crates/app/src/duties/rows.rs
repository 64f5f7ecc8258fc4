//! One row a duty and scope, as `hongwang duties` prints them and the window shows them.

use std::fmt;

use domain::date::Month;
use domain::duty::asked::{Asked, Place};
use domain::duty::{Duty, DutyPeriod, DutyScope, DutySource, DutyState, Tally};
use domain::id::Id;
use domain::organisation::StationRole;
use domain::register::Register;
use serde::Serialize;
use ts_rs::TS;

use super::ask::{DutyQuery, Months, Time};
use super::reckon::{Line, Reckoning};
use crate::asked;
use crate::failure::Result;
use crate::session::Session;
use crate::standard::Standard;

/// A duty in a period, of one scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DutyRow {
    /// 党小组会.
    pub duty: String,
    /// Its key in the pack.
    pub id: String,
    /// Which clause it hangs on.
    pub clause: String,
    /// Who asks for it.
    #[ts(type = "'standard' | 'note' | 'practice'")]
    pub source: DutySource,
    /// Of what it is asked; of households and persons the row tells how many of them are done.
    #[ts(type = "'grid' | 'branch' | 'village' | 'household' | 'person'")]
    pub level: DutyScope,
    /// 第一网格; the village's or a branch's name.
    pub scope: String,
    /// How long it is.
    #[ts(type = "'month' | 'quarter' | 'year'")]
    pub period: DutyPeriod,
    /// First day.
    pub from: String,
    /// Last day: the reporting day of its last month.
    pub to: String,
    /// That month.
    pub month: String,
    /// How often or, of several, by how many; none = no number is asked for.
    pub required: Option<u32>,
    /// How often or, of several, by how many of them.
    pub done: u32,
    /// What is still to be done.
    pub missing: u32,
    /// How it stands.
    #[ts(type = "'done' | 'open' | 'missing' | 'no_number'")]
    pub state: DutyState,
    /// Of several: how often it is asked of each.
    pub each: Option<u32>,
    /// The row is of several, and tells how many of them are done.
    pub several: bool,
    /// How many of the records were written down more than a week late (补录).
    pub late: u32,
    /// Opens the records and whom it is asked of.
    pub link: String,
}

impl DutyRow {
    /// How it stands, in words.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self.state {
            DutyState::Done if self.late > 0 => "完成，有补录",
            DutyState::Done => "完成",
            DutyState::Open => "还没到期",
            DutyState::Missing => "没做够",
            DutyState::NoNumber => "",
        }
    }
}

/// Of whom a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    All,
    Village,
    Branch(Id),
    Grid(Id),
    Outside,
}

/// Names a row: which duty, in which period, as of which month, of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub duty: String,
    pub last: Month,
    pub seen: Month,
    pub part: Part,
}

impl fmt::Display for Link {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}/{}/", self.duty, self.last, self.seen)?;
        match self.part {
            Part::All => out.write_str("all"),
            Part::Village => out.write_str("village"),
            Part::Outside => out.write_str("outside"),
            Part::Branch(id) => write!(out, "branch.{id}"),
            Part::Grid(id) => write!(out, "grid.{id}"),
        }
    }
}

impl Link {
    pub fn read(text: &str) -> Option<Self> {
        let mut pieces = text.split('/');
        let (duty, last, seen, part) = (pieces.next()?, pieces.next()?, pieces.next()?, pieces.next()?);
        let part = match part.split_once('.') {
            Some(("branch", id)) => Part::Branch(id.parse().ok()?),
            Some(("grid", id)) => Part::Grid(id.parse().ok()?),
            _ => match part {
                "all" => Part::All,
                "village" => Part::Village,
                "outside" => Part::Outside,
                _ => return None,
            },
        };
        let link = Self { duty: duty.to_owned(), last: last.parse().ok()?, seen: seen.parse().ok()?, part };
        pieces.next().is_none().then_some(link)
    }
}

impl Part {
    /// The part that one who is asked belongs to.
    pub fn of(place: Place, asked: Asked) -> Self {
        match (place, asked) {
            (_, Asked::Branch(Some(id))) => Self::Branch(id),
            (Place::Village, _) => Self::Village,
            (Place::Grid(Some(id)), _) => Self::Grid(id),
            (Place::Grid(None), _) => Self::Outside,
        }
    }

    /// Whether one who is asked belongs to it.
    pub fn holds(self, place: Place, asked: Asked) -> bool {
        self == Self::All || self == Self::of(place, asked)
    }

    pub fn name(self, register: &Register, village: &str, outside: &str) -> String {
        let rows = register.rows();
        match self {
            Self::All | Self::Village => village.to_owned(),
            Self::Outside => outside.to_owned(),
            Self::Grid(id) => register.grid(id).map(|grid| grid.name.clone()).unwrap_or_default(),
            Self::Branch(id) => {
                rows.units.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone()).unwrap_or_default()
            }
        }
    }
}

impl Reckoning<'_> {
    /// The row of a line. Of one alone it tells how often; of several, and of households and persons always, how many.
    pub(super) fn row(&self, line: &Line<'_>, part: Part) -> Option<DutyRow> {
        let duty = line.duty;
        let several = matches!(duty.scope, DutyScope::Household | DutyScope::Person) || line.asked.len() > 1;
        let tallies = line.asked.iter().map(|asked| self.tally_of(line, *asked));
        let tally = if several { Tally::together(tallies) } else { tallies.into_iter().next() }?;
        let Time { stretch, month, .. } = line.time;
        Some(DutyRow {
            duty: duty.name.clone(),
            id: duty.id.clone(),
            clause: duty.clause.clone(),
            source: duty.source,
            level: duty.scope,
            scope: part.name(&self.register, &self.village, &self.standard.annex_a.outside),
            period: duty.period,
            from: stretch.from.to_string(),
            to: stretch.to.to_string(),
            month: stretch.last.to_string(),
            required: tally.required,
            done: tally.done,
            missing: tally.missing,
            state: tally.state,
            each: line.min.filter(|_| several),
            several,
            late: tally.late,
            link: Link { duty: duty.id.clone(), last: stretch.last, seen: month, part }.to_string(),
        })
    }

    /// The rows of a duty in a period: one a scope or, `together`, one for all grids.
    fn rows(&self, at: usize, duty: &Duty, time: Time, grid: Option<Id>, together: bool) -> Vec<DutyRow> {
        let Some(min) = self.rules.at(duty, time.month) else { return Vec::new() };
        let mut parts: Vec<(Part, Vec<Asked>)> = Vec::new();
        for (place, asked) in self.asked(duty, &time) {
            let own = Part::of(place, asked);
            if grid.is_some_and(|grid| own != Part::Grid(grid)) {
                continue;
            }
            let part = if together && matches!(place, Place::Grid(_)) { Part::All } else { own };
            match parts.iter_mut().find(|(known, _)| *known == part) {
                Some((_, list)) => list.push(asked),
                None => parts.push((part, vec![asked])),
            }
        }
        // Households that lie in no grid stand last, as in the ledger.
        parts.sort_by_key(|(part, _)| (*part == Part::Outside, self.number(*part)));
        let line = |(part, asked)| self.row(&Line { duty, at, time, min, asked }, part);
        parts.into_iter().filter_map(line).collect()
    }

    fn number(&self, part: Part) -> u32 {
        match part {
            Part::Grid(id) => self.register.grid(id).map_or(0, |grid| grid.number),
            _ => 0,
        }
    }
}

/// What is asked for in a month, a quarter or a year, and how it stands: one row a duty, period and scope. Of a month the
/// duties of its quarter and its year stand in it too, as they stood on its reporting day. A grid's own book shows what
/// the grid answers for.
///
/// # Errors
/// `not_a_date` and `month_not_come` for the period; `not_found` for a grid that is not there; what the store says.
pub fn duties(session: &Session, query: &DutyQuery) -> Result<Vec<DutyRow>> {
    of_standard(session, &*session.standard()?, query)
}

/// The same by another pack.
pub(super) fn of_standard(session: &Session, standard: &Standard, query: &DutyQuery) -> Result<Vec<DutyRow>> {
    let register = session.register()?;
    let grid = asked::grid(&register, query.grid.as_deref())?.map(|at| register.rows().grids[at as usize].id);
    let ask = |calendar: &_| Months::read(query.period.as_deref(), calendar);
    let (reckoning, months) = Reckoning::read(session, standard, ask)?;
    let mut rows = Vec::new();
    for (at, duty) in standard.duties.iter().enumerate() {
        if !answers(reckoning.station, duty.scope) {
            continue;
        }
        for time in months.times(duty.period, &reckoning.calendar) {
            rows.extend(reckoning.rows(at, duty, time, grid, query.together));
        }
    }
    Ok(rows)
}

/// Whether a station answers for duties of a scope: a grid's book does not hold what the branch and the village do.
fn answers(station: StationRole, scope: DutyScope) -> bool {
    station != StationRole::Grid || !matches!(scope, DutyScope::Branch | DutyScope::Village)
}
