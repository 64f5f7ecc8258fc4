//! 工作计划 of years and months: what a party group set out to do and how far it is. Clause 5.3.
//!
//! A plan need not be typed: what is asked for, given and decided for its time is proposed. How often a duty was done is
//! counted from the records, as everywhere.

mod draft;
mod list;
#[cfg(test)]
mod tests;

pub use draft::{PlanAsk, PlanDraft, PlanProposal, plan_draft};
pub use list::{PlanItemRow, PlanList, PlanQuery, PlanRow, PlanView, plan, plans};
pub(crate) use list::{Standing, stands};
