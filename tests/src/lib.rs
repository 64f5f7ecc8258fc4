//! What journeys through the whole program share: invented villages, laid out as rosters that nobody has seen.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod backups;
pub mod kill;
pub mod layouts;
pub mod program;
