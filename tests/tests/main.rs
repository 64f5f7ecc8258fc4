//! Journeys and rules over more than one crate.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod backups;
mod bad_book;
mod bad_input;
mod canaries;
mod carried;
mod contact_sheet;
mod examples;
#[cfg(target_os = "linux")]
mod faults;
mod figures;
mod generated;
mod handed;
mod kills;
mod month;
mod office;
mod old_books;
mod orders;
mod printed;
mod roster;
mod sealed;
mod trust;
mod undone;
mod year;

use journeys::inside;
