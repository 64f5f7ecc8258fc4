//! 疑点: what a person must decide, kept until somebody has.

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::words::words;

words! {
    /// Why somebody is asked.
    DoubtWhy {
        /// Two sources say different things of one field.
        Differs = "说法不一",
        /// A list names somebody whom the book cannot place.
        Unplaced = "对不上人",
        /// One identity number on two persons.
        SharedNumber = "证号重复",
        /// A number that cannot be one.
        ImpossibleNumber = "证号有误",
        /// Living in one household here, in another there.
        OtherHousehold = "户不一致",
        /// In two grids on one day.
        TwoGrids = "两格重复",
        /// Both sides of an exchange changed one cell.
        BothChanged = "两边都改",
        /// A cell was emptied by hand in a workbook that came back.
        Cleared = "被清空",
        /// What stands in a cell of a workbook cannot.
        Unreadable = "看不懂",
        /// A spreadsheet program has damaged a number.
        Damaged = "证号损坏",
        /// A row is not in the workbook any more.
        MissingRow = "少了一行",
        /// One side took a record out, the other changed it.
        Gone = "一删一改",
        /// A row of a workbook of which it is not known whose it is.
        UnknownRow = "对不上行",
    }
}

/// One open or decided question. Values are the words as shown; for [`DoubtWhy::Unplaced`] `theirs` is the row as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// Row id.
    pub id: Id,
    /// Why it was raised.
    pub why: DoubtWhy,
    /// Table of the record it is about.
    pub kind: Option<String>,
    /// That record.
    pub record: Option<Id>,
    /// Its field.
    pub field: Option<String>,
    /// What both started from (exchange only).
    pub base: Option<String>,
    /// What the book has.
    pub mine: Option<String>,
    /// What the list has.
    pub theirs: Option<String>,
    /// File, sheet and row.
    pub source: Option<String>,
    /// `mine`, `theirs`, a value, or `joined` when a later import placed the row; blank while open.
    pub decision: Option<String>,
    /// Operator's row id.
    pub decided_by: Option<Id>,
    /// RFC 3339, UTC.
    pub decided_at: Option<String>,
    /// The workbook that raised it; blank for a roster's. Its values are then as they are stored.
    pub export: Option<Id>,
}

impl Doubt {
    /// Still waiting.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.decision.is_none()
    }
}
