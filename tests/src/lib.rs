//! What journeys through the whole program share: invented villages, laid out as rosters that nobody has seen.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod backups;
pub mod bare;
pub mod canary;
#[cfg(target_os = "linux")]
pub mod fault;
pub mod happenings;
pub mod inside;
pub mod kill;
pub mod layouts;
pub mod pictures;
pub mod program;
