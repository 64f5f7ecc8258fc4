//! A form as PDF and as page pictures, by Typst.
//!
//! [`Layout`] sets one or several [`Document`]s once; PDF and pictures of single pages both come from it, so what is
//! previewed is what is printed. What a number opens stays behind: the window has it from the document, and a PDF that
//! leaves the house must not carry it. How a form looks stands in
//! `assets/forms/document.typ`. Deliberately not here: files, printers, and any rule about what a form says. A roster
//! above about 200 pages is split by who asks for it: one layout holds all its pages in memory.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod faces;
mod feet;
mod form;
mod layout;
mod tree;
mod words;
mod world;

pub use faces::Faces;
pub use form::missing;
pub use layout::Layout;
pub use words::{Missing, SUBSTITUTE};

use domain::document::RowTooWide;
use thiserror::Error;

/// Why a form could not be set.
#[derive(Debug, Error)]
pub enum PaperError {
    /// Typst refused the template; its own words are left out, since they may quote what stands in the form.
    #[error("the form's template failed at line {line}")]
    Template {
        /// From 1; 0 when Typst does not say.
        line: usize,
    },
    /// A table that is no table.
    #[error(transparent)]
    RowTooWide(#[from] RowTooWide),
    /// The PDF could not be written.
    #[error("the pages could not be written as PDF")]
    Pdf,
    /// A picture could not be written.
    #[error("a page could not be drawn")]
    Picture,
    /// There is no such page.
    #[error("page {page} of {pages}")]
    NoSuchPage {
        /// Asked for, from 0.
        page: usize,
        /// How many there are.
        pages: usize,
    },
}
