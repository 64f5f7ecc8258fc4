//! What the crate promises, file by file.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod carried;
mod reading;
