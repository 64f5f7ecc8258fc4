//! 交接: workbooks that are carried by hand between grid, village and town.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::Month;
use crate::id::Id;
use crate::organisation::StationRole;
use crate::words::words;

words! {
    /// What a workbook is for.
    ExportKind {
        /// Village to grid: a book to begin with.
        Start = "建站包",
        /// Grid to village.
        Return = "月报",
        /// Village to grid: what was taken, what is asked, tasks.
        Answer = "回执",
        /// Village to town: the ledger and counts.
        Town = "镇报",
        /// Any list, handed out to be corrected.
        List = "核对表",
    }
}

/// The station at the other end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Peer {
    /// Its station's id.
    pub id: Id,
    /// Grid, village or town.
    pub role: StationRole,
    /// 向阳村 第一网格.
    pub name: String,
    /// Administrative code, when known.
    pub code: Option<String>,
    /// The grid that it keeps, in a village's book.
    pub grid: Option<Id>,
    /// The laptop from which its last workbook came; blank until there was one.
    pub device: Option<Id>,
}

/// A workbook that was written or taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Export {
    /// Its id, which stands in the workbook.
    pub id: Id,
    /// Written here; else taken.
    pub out: bool,
    /// What for.
    pub kind: ExportKind,
    /// For whom, or from whom; blank for a list that goes to no station.
    pub peer: Option<Id>,
    /// Number among the exports of its writer, from 1.
    pub n: u32,
    /// The newest export of the receiver that the writer had taken.
    pub ack: Option<Id>,
    /// The month that it reports.
    pub month: Option<Month>,
    /// Business date of its writing.
    pub date: NaiveDate,
    /// The laptop that wrote it.
    pub device: Id,
    /// Name without a folder.
    pub file: String,
    /// Of the file, 64 hexadecimal digits.
    pub sha256: String,
    /// Which profile it was written by.
    pub profile: String,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// Rows a sheet, as JSON.
    pub held: String,
    /// The day on which it was safely on a stick.
    pub delivered_on: Option<NaiveDate>,
    /// The day by which it is expected back.
    pub due: Option<NaiveDate>,
}

/// A record that the other side made under an id of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joined {
    /// Row id.
    pub id: Id,
    /// Whose.
    pub peer: Id,
    /// Its id there.
    pub theirs: Id,
    /// Its id here.
    pub ours: Id,
}
