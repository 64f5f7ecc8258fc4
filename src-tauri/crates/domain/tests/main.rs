//! What is counted on a day, and how two days' headcounts explain each other.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod counting;
