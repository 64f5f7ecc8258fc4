//! 民情事项: the board, the list, one matter whole, how they come and go by kind, hamlet and month, and the month's
//! 零报告. Clauses 3.1, 3.2, 4.1.
//!
//! Recorded are matters as events ([`crate::events`]). Where one stands follows from its steps; who is meant by a record
//! that ended in a merge, from the merges. What disputes are about is masked until it is asked for; that goes to the
//! audit log.

mod cases;
mod list;
#[cfg(test)]
mod tests;
mod trend;
mod view;
mod zero;

pub(crate) use cases::{Case, Cases};
pub use list::{MatterColumn, MatterQuery, MatterRow, board, matters};
pub use trend::{MatterMonth, MatterTally, MatterTrends, trends};
pub use view::{DisputeView, MatterAsk, MatterStepRow, MatterView, matter};
pub use zero::{ZeroCount, ZeroReport, zero_report};
pub(crate) use zero::{counts as zero_counts, words as zero_words};

use domain::codes::CodeTable;
use domain::matter::MatterState;
use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::session::Session;
use crate::standard;

/// A kind of matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MatterKindChoice {
    /// As a word.
    pub kind: String,
    /// Which clause names it.
    pub clause: String,
    /// Within how many days it is to be settled; none = no limit.
    pub days: Option<u32>,
    /// It has parties, a class and a way to settle.
    pub dispute: bool,
    /// Linked to no person: reported and closed.
    pub nobody: bool,
}

/// What can be chosen where matters are written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MatterChoices {
    /// Kinds.
    pub kinds: Vec<MatterKindChoice>,
    /// 来源; any other can be typed.
    pub sources: Vec<String>,
    /// Columns of the board.
    pub states: Vec<&'static str>,
    /// 类别 of disputes.
    pub classes: Vec<&'static str>,
    /// 规模 of disputes.
    pub scales: Vec<String>,
    /// 化解方式.
    pub methods: Vec<&'static str>,
}

/// What can be chosen, out of the standard's pack and the code tables.
///
/// # Errors
/// `pack_unreadable`.
pub fn choices(session: &Session) -> Result<MatterChoices> {
    let standard = session.standard()?;
    let words = |table: CodeTable| table.rows().iter().map(|(_, word)| *word).collect();
    let kind = |kind: &standard::MatterKind| MatterKindChoice {
        kind: kind.kind.clone(),
        clause: kind.clause.clone(),
        days: kind.days,
        dispute: kind.dispute,
        nobody: kind.nobody,
    };
    Ok(MatterChoices {
        kinds: standard.matters.iter().map(kind).collect(),
        sources: standard.matter_words.sources.clone(),
        states: MatterState::ALL.iter().map(|state| state.word()).collect(),
        classes: words(CodeTable::DisputeClass),
        scales: standard.matter_words.scales.clone(),
        methods: words(CodeTable::DisputeResolution),
    })
}
