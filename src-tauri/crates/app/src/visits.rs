//! 走访: which households are due, who has been reached, and what was found.
//!
//! Recorded are visits as events ([`crate::events`]). A visit on which nobody was home never counts; a phone call
//! counts only where every counted member was away for work that day. Visits are many (hundreds of thousands after
//! years) and stay out of the register: each question walks an index from the newest one back, and no further than it
//! must.

mod coverage;
mod due;
mod list;
mod places;
mod round;
mod seen;
#[cfg(test)]
mod tests;

pub use coverage::{Coverage, CoverageHousehold, CoveragePart, CoverageQuery, coverage};
pub use due::{DueList, DueQuery, DueRow, DueState, due};
pub use list::{ContactRow, NeedRow, VisitMonth, VisitRow, contacts_of, needs_open, visit, visits_by_month, visits_of};
pub use round::{Round, RoundQuery, RoundRow, round, rounds};

use store::{OpKind, Reader};

use crate::failure::{Failure, Result};
use crate::session::{OpLabel, Session};

/// Months until a household is due again, as shipped: once a quarter.
const MONTHS: u32 = 3;

/// The setting's key.
const KEY: &str = "visit_months";

fn months(reader: &Reader<'_>) -> Result<u32> {
    Ok(crate::settings::value(reader, KEY)?.unwrap_or(MONTHS))
}

/// Within how many months each household is to be visited.
///
/// # Errors
/// What the store says.
pub fn visit_months(session: &Session) -> Result<u32> {
    session.read(months)
}

/// Sets within how many months each household is to be visited.
///
/// # Errors
/// `visit_months` when it is not between 1 and 12; what the store says.
pub fn set_visit_months(session: &Session, months: u32) -> Result<Option<OpLabel>> {
    if !(1..=12).contains(&months) {
        return Err(Failure::new("visit_months", "走访间隔要在 1 到 12 个月之间，请改数目").at("visit_months"));
    }
    let label = "修改走访间隔";
    let ((), op) = session.write(OpKind::SETTING, label, |write| crate::settings::put(write, KEY, &months))?;
    crate::history::done(session, op, label)
}
