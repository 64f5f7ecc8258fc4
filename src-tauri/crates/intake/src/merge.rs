//! A workbook of ours that comes back: three states of every cell, base, mine and theirs. Values in, plan out.
//!
//! Base is what both sides last had; mine is what the book has now; theirs is what the workbook says. Only one side
//! changed a cell: that side's value holds. Both did, differently: somebody is asked. Nothing is decided by who came
//! first, so that any order of any set of workbooks ends in the same book.
//!
//! | file | what it decides |
//! |---|---|
//! | `kind` | how a value stands in a cell, and what a cell says |
//! | `cell` | one cell of one record |
//! | `ancestor` | what both had when exports crossed on the way |
//! | `code` | the short code at the left of every row |
//! | `find` | which record a row is about |
//! | `take` | the whole: records, their references, what is gone, what is asked |
//!
//! Not here: which tables and columns are carried, and what their captions are (`app`, `assets/sheets/exchange.toml`);
//! rosters that are none of ours ([`crate::plan`]).

mod ancestor;
mod cell;
mod code;
mod find;
mod kind;
mod take;

pub use ancestor::ancestor;
pub use cell::{Verdict, Why, settle};
pub use code::{code, reads_as_code};
pub use find::{Finder, Found, Hint, Known};
pub use kind::{Kind, Said, Value, masked};
pub use take::{Ask, Came, Column, Key, Knows, Open, Row, Rows, Table, Taken, Tally, take};
