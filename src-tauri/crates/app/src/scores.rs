//! 考核: the rules of a year, and the points of members and service projects, each opened to its record. Clause 5.5.
//!
//! Points that follow from records are stored nowhere: they are made anew from meetings, activities, visits, talks, posts,
//! commitments, matters, resolutions and tasks. Nobody is ranked: lists stand in the order of grids and roles.

mod given;
mod rules;
mod sheet;
mod sources;
#[cfg(test)]
mod tests;

pub use given::GivenBy;
pub use rules::{RuleList, RuleRow, ScoreChoices, choices, rules};
pub use sheet::{GivenRow, ProjectScoreRow, ScoreAsk, ScoreBehind, ScoreQuery, ScoreRow, ScoreSheet, behind, scores};
pub(crate) use sheet::{Line, Quarter, Sheet, Sums};
