//! 规定动作: for every duty that is asked for, how often it was done, and what is missing. Clauses 3.1, 3.2, 4.1 to 4.4,
//! 5.2, 5.4.
//!
//! Which duties there are is the pack's to say ([`crate::standard`]), and a county's to change, from a month on
//! ([`rules`]). A question reads the tables once and counts months, quarters and years from them; nothing that is
//! counted is stored. Past months stay as they were on their reporting day: what a year asks for is counted up to it.

mod ask;
mod behind;
mod deeds;
mod reckon;
mod rows;
mod rules;
mod sources;
#[cfg(test)]
mod tests;

pub use ask::DutyQuery;
pub use behind::{DutyBehind, DutySubject, behind};
pub use rows::{DutyRow, duties};
pub use rules::{DutyRule, SaveDuty, duty_rules, save_duty};
pub use sources::DutyRecord;
