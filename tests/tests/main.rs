//! Journeys and rules over more than one crate.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod backups;
mod bad_book;
mod bad_input;
mod examples;
mod figures;
mod generated;
mod inside;
mod kills;
mod month;
mod office;
mod orders;
mod printed;
mod roster;
mod trust;
mod undone;
