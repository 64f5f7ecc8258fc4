//! What the sentences of a standard ask for, and what answers them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Standard;

/// One sentence of the standard that asks for something, and what answers it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Unique in the pack.
    pub id: String,
    /// Such as `2.2`.
    pub clause: String,
    /// In short words of ours.
    pub says: String,
    /// The table that holds the answer; empty = nothing answers it yet.
    #[serde(default)]
    pub table: String,
    /// The form that prints it; empty = none.
    #[serde(default)]
    pub form: String,
    /// The page of the window that shows it.
    #[serde(default)]
    pub page: String,
    /// Nothing answers it yet, and that is known.
    #[serde(default)]
    pub later: bool,
}

impl Statement {
    /// Whether a table and a page answer it.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        !self.later && !self.table.is_empty() && !self.page.is_empty()
    }
}

/// How much of a standard is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "StandardTally")]
pub struct Tally {
    /// Of the pack.
    pub id: String,
    /// Its title.
    pub name: String,
    /// Where it holds.
    pub region: String,
    /// Sentences that ask for something.
    pub statements: usize,
    /// Of these, answered.
    pub answered: usize,
    /// Ids of those for later.
    pub later: Vec<String>,
}

impl Tally {
    /// Counts what a pack lists.
    #[must_use]
    pub fn of(standard: &Standard) -> Self {
        let statements = &standard.statements;
        Self {
            id: standard.id.clone(),
            name: standard.name.clone(),
            region: standard.region.clone(),
            statements: statements.len(),
            answered: statements.iter().filter(|one| one.is_answered()).count(),
            later: statements.iter().filter(|one| one.later).map(|one| one.id.clone()).collect(),
        }
    }
}
