//! The encrypted store of one book: the only SQL of the program.
//!
//! A book is a folder: `store.db` (SQLCipher, a random key), `store.key` twice (that key, wrapped by each operator's
//! password and by the recovery code), `store.lock`. Every write is a named operation in one transaction that keeps the
//! images of the rows before it ([`Book::write`]); undo and redo are operations too, and survive a restart. A file that
//! cannot be opened is never deleted or replaced.
//!
//! Not here: what rows mean together (`domain`, `app`), reading lists (`sheets`, `intake`), clock and randomness
//! ([`Chance`] is handed in).
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::redundant_closure_for_method_calls,
        reason = "a reader's method is not general enough over its lifetime to stand for the closure"
    )
)]

mod audit;
pub mod backup;
mod book;
mod chance;
mod check;
mod connect;
mod desk;
mod draft;
mod erase;
mod error;
mod exchange;
mod folder;
mod hex;
mod history;
mod image;
mod key;
mod operators;
mod past;
mod peek;
mod read;
mod recovery;
mod reference;
pub mod restore;
mod seal;
mod table;
mod tables;
#[cfg(test)]
mod testing;
mod tries;
mod undo;
mod unlock;
mod value;
mod write;

pub use audit::AuditRow;
pub use book::Book;
pub use chance::{Chance, mint};
pub use check::{Finding, Severity};
pub use draft::Draft;
pub use erase::{Blanked, ERASED, Erased, Erasure};
pub use error::{Result, StoreError};
pub use exchange::{CarriedRow, CarriedTable, KeptRow, Part};
pub use history::OpRow;
pub use key::Label;
pub use operators::{NewOperator, OperatorRow};
pub use peek::{BookState, changed_at, peek};
pub use read::Reader;
pub use recovery::RecoveryCode;
pub use seal::Cost;
pub use table::Row;
pub use tables::operator::Operator;
pub use tables::source_file::SourceFile;
pub use tables::visit::VisitGlance;
pub use undo::OpDone;
pub use unlock::{Secret, reset_password};
pub use write::{OpKind, Write, Written};
