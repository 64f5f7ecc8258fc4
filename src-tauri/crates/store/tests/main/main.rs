//! The store as `app` sees it: books of invented people in folders of their own.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a reader's method is not general enough over its lifetime to stand for the closure"
)]

mod backups;
mod common;
mod damage;
mod history;
mod keys;
mod operations;
mod operators;
mod random;
mod restores;
mod rows;
mod sharing;
mod speech;
