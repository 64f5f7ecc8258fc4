//! The months of which there is a ledger.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::closing::MonthClosing;
use domain::date::Month;
use serde::Serialize;
use ts_rs::TS;

use crate::closings;
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
    /// 未结账, 建账之前，仅供参考, or `第2版（代替第1版）　2026-04-03 结账`.
    pub state: String,
    /// Version of a sealed month.
    pub sealed: Option<u32>,
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
    let closings: Vec<MonthClosing> = session.read(|reader| Ok(reader.all()?))?;
    let mut sealed: HashMap<Month, (u32, NaiveDate)> = HashMap::new();
    for row in closings {
        let last = sealed.entry(row.month).or_insert((row.version, row.sealed_on));
        *last = (*last).max((row.version, row.sealed_on));
    }
    let mut rows = Vec::new();
    let mut month = Month::of(session.today());
    let wanted = |month: Month, count: usize| match opened {
        Some(opened) => month >= Month::of(opened) || count < YEAR,
        None => count == 0,
    };
    while wanted(month, rows.len()) {
        let day = reporting_day(session, month)?;
        let last = sealed.get(&month);
        let before_opening = opened.is_some_and(|opened| day < opened);
        let state = match last {
            Some((version, sealed_on)) => closings::words(*version, *sealed_on),
            None if before_opening => words.before_opening.clone(),
            None => words.unclosed.clone(),
        };
        let sealed = last.map(|(version, _)| *version);
        rows.push(MonthRow { month: month.to_string(), state, sealed, before_opening });
        month = month.previous();
    }
    Ok(rows)
}
