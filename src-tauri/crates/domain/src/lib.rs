//! Nouns and rules of the grid party group's ledger.
//!
//! No I/O, no clock, no randomness: values in, values out. Today, ids and files are handed in.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod sheet;
