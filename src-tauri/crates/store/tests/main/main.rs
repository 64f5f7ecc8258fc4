//! The store as `app` sees it: books of invented people in folders of their own.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
mod operations;
