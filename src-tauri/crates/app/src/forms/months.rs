//! The months of which there is a ledger.

use domain::date::Month;
use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::ledger::reporting_day;
use crate::session::Session;

/// How many months there are to choose from at least, once the book holds anybody.
const YEAR: usize = 12;

/// A month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MonthRow {
    /// `2026-11`.
    pub month: String,
    /// 未结账, or 建账之前，仅供参考.
    pub state: String,
    /// Its reporting day lies before the book's opening.
    pub before_opening: bool,
}

/// The running month and those before it, newest first: to the opening, and a year at least, since what is dated is
/// known of months before the opening too.
///
/// # Errors
/// What the store says.
pub fn months(session: &Session) -> Result<Vec<MonthRow>> {
    let standard = session.standard()?;
    let words = &standard.paper;
    let opened = session.station()?.opened_on;
    let mut rows = Vec::new();
    let mut month = Month::of(session.today());
    let wanted = |month: Month, count: usize| match opened {
        Some(opened) => month >= Month::of(opened) || count < YEAR,
        None => count == 0,
    };
    while wanted(month, rows.len()) {
        let day = reporting_day(session, month)?;
        let before_opening = opened.is_some_and(|opened| day < opened);
        let state = if before_opening { &words.before_opening } else { &words.unclosed };
        rows.push(MonthRow { month: month.to_string(), state: state.clone(), before_opening });
        month = month.previous();
    }
    Ok(rows)
}
