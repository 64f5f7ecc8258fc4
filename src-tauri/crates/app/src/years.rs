//! 年度更替: what the old year leaves open, what the new one begins with, and the old year's archive folder.
//!
//! Nothing is copied that goes on by itself: matters, tasks and resolutions stay open until they are done, and numbers of
//! matters begin anew with the year. What a year has of its own is drafted from the year before, as one operation
//! ([`crate::events::ChangeYear`]).

mod archive;
mod state;
#[cfg(test)]
mod tests;

pub use archive::{ArchiveRequest, archive};
pub use state::{LastCommitment, YearChange, year_change};
