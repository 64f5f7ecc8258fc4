//! Nouns and rules of the grid party group's ledger.
//!
//! No I/O, no clock, no randomness: values in, values out. Today, ids and files are handed in.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod activity;
pub mod attachment;
pub mod backup;
pub mod balance;
pub mod clock;
pub mod closing;
pub mod codes;
pub mod commitment;
pub mod date;
pub mod day;
pub mod document;
pub mod doubt;
pub mod duty;
pub mod exchange;
pub mod household;
pub mod id;
pub mod id_number;
pub mod kin;
pub mod letter;
pub mod mask;
pub mod matter;
pub mod meeting;
pub mod name;
pub mod organisation;
pub mod person;
pub mod place;
pub mod plan;
pub mod project;
pub mod register;
pub mod score;
pub mod sheet;
pub mod tag;
pub mod task;
pub mod visit;
mod words;
