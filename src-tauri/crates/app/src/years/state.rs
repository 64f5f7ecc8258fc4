//! What the change of a year asks for and has done already.

use chrono::{Datelike, NaiveDate};
use domain::closing::MonthClosing;
use domain::date::Month;
use domain::meeting::Resolution;
use serde::Serialize;
use ts_rs::TS;

use crate::commitments::{Made, as_of_year, listed};
use crate::failure::Result;
use crate::letters::letters;
use crate::matters::Cases;
use crate::plans::{PlanQuery, plans};
use crate::scores::rules;
use crate::session::Session;
use crate::tasks::Tasks;

/// From this month on a year is thought to run until its end; before it, the year before is the one to be closed.
const RUNS: u32 = 7;

/// A member's commitment of the old year who has none of the new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LastCommitment {
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Name of the grid.
    pub grid: Option<String>,
    /// 承诺事项.
    pub text: String,
    /// 具体措施.
    pub measures: Option<String>,
    /// Where it stands.
    pub state: &'static str,
}

/// The change of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct YearChange {
    /// The year that ends or has ended.
    pub from: u32,
    /// The year that follows.
    pub to: u32,
    /// Months of the old year that are over, lie after the opening and are not sealed yet.
    pub unsealed: Vec<String>,
    /// Matters that stay open.
    pub matters: usize,
    /// Tasks that stay open.
    pub tasks: usize,
    /// Resolutions that stay open.
    pub resolutions: usize,
    /// Number of the new year's next matter.
    pub next_number: String,
    /// How many party groups there are.
    pub groups: usize,
    /// How many of them have a letter of the old year, of these with every target scored, and of the new one.
    pub letters: [usize; 3],
    /// How many rules the old and the new year have.
    pub rules: [usize; 2],
    /// How many plans of the whole year the old and the new year have.
    pub plans: [usize; 2],
    /// How many members committed themselves for the new year.
    pub committed: usize,
    /// Commitments of the old year whose members have none of the new one, by grid and role.
    pub commitments: Vec<LastCommitment>,
}

/// What the change to a year asks for; around the turn of the year that of now when none is named.
///
/// # Errors
/// What the store says.
pub fn year_change(session: &Session, to: Option<u32>) -> Result<YearChange> {
    let today = session.today();
    let this = today.year().unsigned_abs();
    let to = to.unwrap_or(if today.month() < RUNS { this } else { this + 1 });
    let from = to.saturating_sub(1);
    let register = session.register()?;
    let (unsealed, matters, tasks, resolutions, next) = session.read(|reader| {
        let opened = reader.station()?.opened_on;
        let sealed: Vec<Month> = reader.all::<MonthClosing>()?.into_iter().map(|row| row.month).collect();
        let unsealed = months(from).into_iter().filter(|month| {
            month.last_day() < today
                && opened.is_none_or(|opened| *month >= Month::of(opened))
                && !sealed.contains(month)
        });
        let unsealed: Vec<String> = unsealed.map(|month| month.to_string()).collect();
        let matters = Cases::read(reader)?.all.iter().filter(|case| case.standing.is_open()).count();
        let tasks = Tasks::read(reader, NaiveDate::MAX)?.0.iter().filter(|one| one.standing.state.is_open()).count();
        let resolutions = reader.all::<Resolution>()?.iter().filter(|row| row.done_on.is_none()).count();
        let last = reader.last_matter_of(i32::try_from(to).unwrap_or_default())?;
        Ok((unsealed, matters, tasks, resolutions, format!("{to}-{:03}", last + 1)))
    })?;
    let (old, new) = (letters(session, Some(from))?, letters(session, Some(to))?);
    let whole = |year: u32| -> Result<usize> {
        let list = plans(session, &PlanQuery { year: Some(year), grid: None })?;
        Ok(list.rows.iter().filter(|plan| plan.period.len() == 4).count())
    };
    let made = |year: u32| session.read(|reader| Made::read(reader, year, as_of_year(session, year)));
    let (last, next_made) = (made(from)?, made(to)?);
    let has: Vec<_> = next_made.commitments.iter().map(|whole| whole.person).collect();
    let on = listed(&register, &last, None);
    let left = on.iter().filter(|one| !one.role.is_empty() && !has.contains(&one.person)).filter_map(|one| {
        let whole = one.commitment?;
        Some(LastCommitment {
            person: one.person.to_string(),
            name: register.person(one.person)?.name.clone(),
            grid: one.grid.map(|at| register.rows().grids[at as usize].name.clone()),
            text: whole.row.text.clone(),
            measures: whole.row.measures.clone(),
            state: whole.state.word(),
        })
    });
    Ok(YearChange {
        from,
        to,
        unsealed,
        matters,
        tasks,
        resolutions,
        next_number: next,
        groups: new.rows.len(),
        letters: [
            old.rows.iter().filter(|row| row.id.is_some()).count(),
            old.rows.iter().filter(|row| row.score.is_some()).count(),
            new.rows.iter().filter(|row| row.id.is_some()).count(),
        ],
        rules: [rules(session, Some(from))?.rows.len(), rules(session, Some(to))?.rows.len()],
        plans: [whole(from)?, whole(to)?],
        committed: has.len(),
        commitments: left.collect(),
    })
}

/// The months of a year.
pub(super) fn months(year: u32) -> Vec<Month> {
    let first = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)).map(Month::of);
    std::iter::successors(first, |month| Some(month.next())).take(12).collect()
}
