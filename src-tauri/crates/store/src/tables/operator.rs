//! 使用人: who uses the book. The wraps of their passwords stand in the key file, never here.

use domain::date::PartialDate;
use domain::id::Id;
use serde::{Deserialize, Serialize};

/// Somebody who uses the book, named by operations and by the audit log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operator {
    /// Row id.
    pub id: Id,
    /// As operations show it.
    pub name: String,
    /// Inclusive; blank = since the book was made.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}

crate::table::table!(Operator, "operator", [id, name, from, to]);
