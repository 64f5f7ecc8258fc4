//! Excel and CSV, in and out; the only crate that knows a spreadsheet format.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod mark;
pub mod read;
pub mod write;

pub use mark::Mark;
