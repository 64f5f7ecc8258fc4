//! 月度工作小结 in numbers: what was done against each duty, meetings, talks, activities and visits, matters, and what stays
//! open. Clauses 3.1, 3.2, 5.3. Counts only: they are sealed with the month.
//!
//! Of one reading of the book; a sealed month's is asked of the book as it was.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::date::Month;
use domain::day::Day;
use domain::id::Id;
use domain::meeting::{Meeting, Resolution, Talk};
use domain::register::Register;
use domain::visit::VisitOutcome;
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::activities::{Period, held};
use crate::duties::{self, DutyQuery, DutyRow};
use crate::failure::Result;
use crate::ledger::reporting_day;
use crate::matters::{self, Case, Cases};
use crate::session::Session;
use crate::standard::Standard;
use crate::tasks::{GivenTask, Tasks};
use crate::visits::Away;

/// A month's work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Summary {
    /// One a duty, in the pack's order.
    pub duties: Vec<DutyLine>,
    pub meetings: u32,
    pub talks: u32,
    pub activities: u32,
    /// What volunteers served, in half hours.
    pub half_hours: u32,
    /// Visits that count.
    pub visits: u32,
    /// Visits where nobody was home.
    pub missed: u32,
    pub matters: MatterLine,
    /// Kinds that are reported even when there was none, with how many there were.
    pub zero: Vec<(String, u32)>,
    /// Resolutions that were not done on the reporting day.
    pub resolutions: u32,
    /// Tasks that were not done on the reporting day; months that were sealed before there were any have none.
    #[serde(default)]
    pub tasks: u32,
}

/// How a duty stood on the month's reporting day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DutyLine {
    pub duty: String,
    pub clause: String,
    /// `本月`, `本季`, `本年`.
    pub period: String,
    pub required: Option<u32>,
    pub done: u32,
    pub missing: u32,
    /// Records that were written down more than a week late (补录).
    pub late: u32,
    /// Its period ended with the month.
    pub over: bool,
}

/// How matters stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatterLine {
    pub opened: u32,
    pub settled: u32,
    pub open: u32,
    pub overdue: u32,
}

/// Which part of the village: of all, or of one grid.
struct Of<'r> {
    register: &'r Register,
    as_of: NaiveDate,
    standard: &'r Standard,
    /// The grid's place in the register, and its party group.
    grid: Option<(u32, Id)>,
}

impl Of<'_> {
    fn unit(&self, unit: Option<Id>) -> bool {
        self.grid.is_none_or(|(_, group)| unit == Some(group))
    }

    fn household(&self, day: &Day<'_>, household: Id) -> bool {
        self.grid.is_none_or(|(grid, _)| {
            self.register.household_index(household).and_then(|at| day.grid_of(at)) == Some(grid)
        })
    }

    fn person(&self, day: &Day<'_>, person: Id) -> bool {
        self.grid.is_none_or(|(grid, _)| {
            let home = self.register.person_index(person).and_then(|at| day.household_of(at));
            home.and_then(|at| day.grid_of(at)) == Some(grid)
        })
    }
}

/// The work of a month, of the whole village or of one grid by its place in the register.
pub(crate) fn summary(session: &Session, month: Month, grid: Option<u32>) -> Result<Summary> {
    let register = session.register_of(month)?;
    let grids = &register.rows().grids;
    let standard = session.standard()?;
    let of = of(session, (&register, &standard), month, grid)?;
    let query = DutyQuery {
        period: Some(month.to_string()),
        grid: grid.map(|at| grids[at as usize].id.to_string()),
        together: true,
    };
    let duties = duty_lines(duties::duties(session, &query)?, of.as_of);
    let mut summary = session.read(|reader| counts(reader, month, &of))?;
    summary.duties = duties;
    Ok(summary)
}

/// Rows of one duty, of several branches, as one line.
fn duty_lines(rows: Vec<DutyRow>, as_of: NaiveDate) -> Vec<DutyLine> {
    let as_of = as_of.to_string();
    let mut lines: Vec<(String, DutyLine)> = Vec::new();
    for row in rows {
        match lines.iter_mut().find(|(id, _)| *id == row.id) {
            Some((_, line)) => {
                line.required = line.required.zip(row.required).map(|(mine, theirs)| mine + theirs);
                line.done += row.done;
                line.missing += row.missing;
                line.late += row.late;
            }
            None => {
                let line = DutyLine {
                    duty: row.duty,
                    clause: row.clause,
                    period: format!("本{}", row.period.word()),
                    required: row.required,
                    done: row.done,
                    missing: row.missing,
                    late: row.late,
                    over: row.to <= as_of,
                };
                lines.push((row.id, line));
            }
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

impl DutyLine {
    /// How it stood, in words; empty where no number is asked for.
    pub fn words(&self) -> &'static str {
        match self.required {
            None => "",
            Some(_) if self.missing == 0 && self.late > 0 => "完成，有补录",
            Some(_) if self.missing == 0 => "完成",
            Some(_) if self.over => "没做够",
            Some(_) => "还没到期",
        }
    }
}

fn counts(reader: &Reader<'_>, month: Month, of: &Of<'_>) -> Result<Summary> {
    let day = Day::new(of.register, of.as_of);
    let within = |date: NaiveDate| Month::of(date) == month && date <= of.as_of;
    let period = Period { from: month.first_day(), to: of.as_of };
    let mut summary = Summary::default();
    let meetings: Vec<Meeting> = reader.meetings_between(period.from, period.to)?;
    summary.meetings = meetings.iter().filter(|row| of.unit(row.unit)).count() as u32;
    let talks: Vec<Talk> = reader.all()?;
    let talked = |row: &&Talk| within(row.date.first_day()) && of.person(&day, row.person);
    summary.talks = talks.iter().filter(talked).count() as u32;
    let held = held(reader, period)?;
    for activity in held.activities.iter().filter(|row| of.unit(row.unit)) {
        summary.activities += 1;
        summary.half_hours += held.half_hours(activity.id);
    }
    let away = Away::new(of.register);
    reader.glance_visits(period.from, period.to, |visit| {
        if of.household(&day, visit.household) {
            summary.visits += u32::from(away.counts(&visit));
            summary.missed += u32::from(visit.outcome == VisitOutcome::NotHome);
        }
    })?;
    let cases = Cases::until(reader, of.as_of)?;
    let ours = || cases.all.iter().filter(|case| case.matter.date <= of.as_of && of.unit(case.matter.unit));
    for case in ours() {
        let open = case.standing.is_open();
        summary.matters.opened += u32::from(within(case.matter.date));
        summary.matters.settled += u32::from(case.settled_on().is_some_and(within));
        summary.matters.open += u32::from(open);
        summary.matters.overdue += u32::from(case.standing.is_overdue(case.matter.due, of.as_of));
    }
    let zero = matters::zero_counts(of.standard, ours(), month);
    summary.zero = zero.into_iter().map(|one| (one.word, one.count)).collect();
    summary.resolutions = waiting(reader, of)?.len() as u32;
    summary.tasks = given(reader, of)?.len() as u32;
    Ok(summary)
}

/// Resolutions of meetings up to the day that were not done on it, the oldest first.
fn waiting(reader: &Reader<'_>, of: &Of<'_>) -> Result<Vec<Resolution>> {
    let meetings: HashMap<Id, Meeting> = reader.all::<Meeting>()?.into_iter().map(|row| (row.id, row)).collect();
    let held = |row: &Resolution| {
        let meeting = meetings.get(&row.meeting)?;
        (meeting.date.first_day() <= of.as_of && of.unit(meeting.unit)).then_some(meeting.date)
    };
    let mut waiting: Vec<(_, Resolution)> = reader
        .all::<Resolution>()?
        .into_iter()
        .filter(|row| row.done_on.is_none_or(|done| done > of.as_of))
        .filter_map(|row| Some((held(&row)?, row)))
        .collect();
    waiting.sort_by_key(|(date, row)| (*date, row.meeting, row.n));
    Ok(waiting.into_iter().map(|(_, row)| row).collect())
}

/// Tasks of up to the day that were open on it, the most urgent first.
fn given(reader: &Reader<'_>, of: &Of<'_>) -> Result<Vec<GivenTask>> {
    let mut tasks = Tasks::read(reader, of.as_of)?.0;
    tasks.retain(|one| one.standing.state.is_open() && of.unit(one.task.unit));
    tasks.sort_by_key(|one| one.urgency(of.as_of));
    Ok(tasks)
}

/// What is to be done next: what was decided or given and is not done, what people wait for.
pub(crate) struct Next {
    pub resolutions: Vec<Resolution>,
    pub tasks: Vec<GivenTask>,
    /// By their limit, those without one last.
    pub cases: Vec<Case>,
}

/// What a month leaves to the next one.
pub(crate) fn next(session: &Session, month: Month, grid: Option<u32>) -> Result<Next> {
    let register = session.register_of(month)?;
    let standard = session.standard()?;
    let of = of(session, (&register, &standard), month, grid)?;
    session.read(|reader| {
        let mut cases = Cases::until(reader, of.as_of)?.all;
        cases.retain(|case| case.standing.is_open() && case.matter.date <= of.as_of && of.unit(case.matter.unit));
        cases.sort_by_key(|case| case.urgency(of.as_of));
        Ok(Next { resolutions: waiting(reader, &of)?, tasks: given(reader, &of)?, cases })
    })
}

fn of<'r>(
    session: &Session,
    (register, standard): (&'r Register, &'r Standard),
    month: Month,
    grid: Option<u32>,
) -> Result<Of<'r>> {
    let grid = grid.map(|at| (at, register.rows().grids[at as usize].unit));
    Ok(Of { register, as_of: reporting_day(session, month)?, standard, grid })
}
