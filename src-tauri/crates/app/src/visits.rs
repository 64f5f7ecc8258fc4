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
pub use list::{
    ContactRow, NeedRow, VisitMonth, VisitRow, contacts_of, needs_open, visit, visits_by_month, visits_in, visits_of,
    visits_until,
};
pub use round::{Round, RoundQuery, RoundRow, round, rounds};
pub(crate) use seen::Away;

use store::Reader;

use crate::failure::Result;

/// Months until a household is due again, as shipped: once a quarter.
const MONTHS: u32 = 3;

/// The setting's key.
pub(crate) const KEY: &str = "visit_months";

/// Within how many months each household is to be visited.
pub(crate) fn months(reader: &Reader<'_>) -> Result<u32> {
    Ok(crate::settings::value(reader, KEY)?.unwrap_or(MONTHS))
}
