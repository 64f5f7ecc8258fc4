//! 月末结账: a month as it was when it was sealed. What is in it is frozen; amending it seals a new version beside it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::Month;
use crate::id::Id;

/// One version of a sealed month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MonthClosing {
    /// Row id.
    pub id: Id,
    /// Which month.
    pub month: Month,
    /// From 1.
    pub version: u32,
    /// Why it was opened again; blank for the first.
    pub reason: Option<String>,
    /// Counts, and names of role holders only, as JSON; never changed, byte for byte.
    pub frozen: String,
    /// SHA-256 of `frozen`, 64 hexadecimal digits.
    pub sha256: String,
    /// The instant, UTC RFC 3339.
    pub sealed_at: String,
    /// The business date.
    pub sealed_on: NaiveDate,
    /// The version before.
    pub replaces: Option<Id>,
}
