//! What comes in from outside: rosters understood, merged, doubted. Pure: values in, plan out.
//!
//! [`roster`] turns a workbook into lists of [`entry`]s, [`normal`] turns the words in its cells into the book's own,
//! [`plan`] decides whom each entry is about and what follows. Reading files is not here, and nothing is written.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod entry;
pub mod merge;
pub mod normal;
pub mod plan;
pub mod roster;
