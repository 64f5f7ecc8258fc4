//! One function a command: what crosses from the page becomes a call of `app`, away from the window's thread, and its
//! answer or failure crosses back. Which commands there are stands in `commands.in`.
//!
//! Requests of more than a few fields are `app`'s own types; the small ones are beside their command. Every command is
//! called as `invoke(name, { req })`, long ones with `progress` beside `req`.

#![allow(clippy::needless_pass_by_value, reason = "Tauri hands requests and states over by value")]

pub mod backups;
pub mod books;
pub mod closings;
pub mod commitments;
pub mod duties;
pub mod forms;
pub mod history;
pub mod intake;
pub mod matters;
pub mod meetings;
pub mod people;
pub mod registers;
pub mod settings;
pub mod trust;
pub mod visits;
pub mod work;
pub mod workbench;

use std::path::PathBuf;

use serde::Deserialize;

/// One record.
#[derive(Deserialize)]
pub struct ById {
    id: String,
}

/// One folder.
#[derive(Deserialize)]
pub struct ByDir {
    dir: PathBuf,
}

/// A part of a list.
#[derive(Deserialize)]
pub struct Part {
    offset: usize,
    limit: usize,
}
