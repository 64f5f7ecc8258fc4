//! What the program can do, one file an area, without a window: the shell and `hongwang` call the same functions.
//!
//! Here domain, intake, store, sheets and paper meet; they do not know each other. What the machine gives (time,
//! randomness, folders, printers) comes through [`host::Host`]. Nothing here knows Tauri, SQL or a typeface.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod activities;
mod asked;
pub mod audit;
pub mod backups;
pub mod books;
pub mod bulk;
pub mod card;
pub mod check;
pub mod closings;
pub mod commitments;
pub mod content_hash;
pub mod count;
pub mod doubts;
pub mod drafts;
pub mod duties;
pub mod erase;
pub mod events;
pub mod exchange;
pub mod failure;
pub mod forms;
pub mod grids;
pub mod handover;
pub mod history;
pub mod host;
pub mod import;
pub mod ledger;
pub mod letters;
pub mod matters;
pub mod meetings;
mod merged;
pub mod operators;
mod order;
pub mod organisation;
pub mod people;
pub mod photos;
pub mod places;
pub mod plans;
pub mod printing;
pub mod progress;
pub mod registers;
pub mod sample;
pub mod saving;
pub mod scores;
pub mod search;
pub mod session;
pub mod settings;
pub mod standard;
mod summary;
pub mod tasks;
#[cfg(test)]
mod testing;
pub mod view;
pub mod visits;
pub mod workbench;
pub mod workbook;
pub mod years;
