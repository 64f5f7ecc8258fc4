//! A round: the due households of a hamlet on one sheet of paper, and the way back from its codes to the households.
//!
//! A sheet's number is its day and the place of its hamlet among the book's (`20261122-03`), a row's code the place of
//! its household among all of the hamlet in walking order. Neither depends on visits: what is written down today and
//! typed tomorrow finds its rows again, whatever was recorded in between.

use chrono::NaiveDate;
use domain::day::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::due::{Ask, DueRow, DueState};
use super::places::Places;
use crate::asked;
use crate::failure::{Failure, Result};
use crate::session::Session;

/// Which sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct RoundQuery {
    /// One grid only: row id, name or number.
    pub grid: Option<String>,
    /// One hamlet only; empty = those that lie in none.
    pub hamlet: Option<String>,
    /// Those that are not due too.
    pub all: bool,
}

/// A row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RoundRow {
    /// Its code on paper: `07`.
    pub row: String,
    /// The household.
    #[serde(flatten)]
    pub due: DueRow,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Round {
    /// Its number: `20261122-03`.
    pub sheet: String,
    /// Its day.
    pub on: String,
    /// The hamlet; empty for households that lie in none.
    pub hamlet: String,
    /// In walking order.
    pub rows: Vec<RoundRow>,
}

/// The sheets of today, one a hamlet that has anybody to be visited.
///
/// # Errors
/// A grid that is not there; what the store says.
pub fn rounds(session: &Session, query: &RoundQuery) -> Result<Vec<Round>> {
    let mut rounds = sheets(session, session.today(), None, query)?;
    rounds.retain(|round| !round.rows.is_empty());
    Ok(rounds)
}

/// A sheet by its number, with all households of its hamlet, due or not: the one that is typed back may have been
/// visited by somebody else since.
///
/// # Errors
/// `no_such_sheet`; what the store says.
pub fn round(session: &Session, sheet: &str) -> Result<Round> {
    let none = || Failure::new("no_such_sheet", "没有这张走访单，请照纸上右上角的单号再填一次").at("sheet");
    let digits: String = sheet.trim().replace(['－', '—', '–'], "-");
    let (day, number) = digits.split_once('-').ok_or_else(none)?;
    let on = NaiveDate::parse_from_str(day, "%Y%m%d").map_err(|_| none())?;
    let number: usize = number.parse().map_err(|_| none())?;
    if on > session.today() {
        return Err(none());
    }
    let query = RoundQuery { all: true, ..RoundQuery::default() };
    sheets(session, on, Some(number), &query)?.pop().ok_or_else(none)
}

fn sheets(session: &Session, on: NaiveDate, number: Option<usize>, query: &RoundQuery) -> Result<Vec<Round>> {
    let register = session.register()?;
    let day = Day::new(&register, on);
    let places = Places::new(&day);
    let grid = asked::grid(&register, query.grid.as_deref())?;
    session.read(|reader| {
        let ask = Ask::new(reader, &register, on, on)?;
        let mut rounds = Vec::new();
        for ((hamlet, households), at) in places.hamlets().into_iter().zip(1..) {
            if number.is_some_and(|number| number != at) {
                continue;
            }
            let mut rows = Vec::new();
            for (household, code) in households.into_iter().zip(1..) {
                if !places.is_in(household, grid, query.hamlet.as_deref()) {
                    continue;
                }
                let due = ask.row(reader, &places, household)?;
                if query.all || due.state != DueState::Later {
                    rows.push(RoundRow { row: format!("{code:02}"), due });
                }
            }
            let sheet = format!("{}-{at:02}", on.format("%Y%m%d"));
            rounds.push(Round { sheet, on: on.to_string(), hamlet, rows });
        }
        Ok(rounds)
    })
}
