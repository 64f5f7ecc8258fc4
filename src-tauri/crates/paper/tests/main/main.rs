//! What stands on paper, read back with other people's programs: `pdftotext` of poppler-utils.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod pages;
mod sample;
mod text;
