//! 零报告: what is reported every month even when there was none. Clause 3.1.

use domain::date::Month;
use serde::Serialize;
use ts_rs::TS;

use super::{Case, Cases};
use crate::failure::Result;
use crate::ledger::running;
use crate::session::Session;
use crate::standard::Standard;

/// How many there were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ZeroCount {
    /// A kind of the pack, or 群体性矛盾纠纷.
    pub word: String,
    /// The kind whose matters they are.
    pub kind: String,
    /// Only collective ones of it.
    pub collective: bool,
    /// Came up in the month.
    pub count: u32,
    /// Of those, settled by now.
    pub settled: u32,
}

/// The report of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ZeroReport {
    /// `2026-11`.
    pub month: String,
    /// In the pack's order, zeros too.
    pub counts: Vec<ZeroCount>,
}

/// What came up in a month of the kinds that are reported even when there was none.
///
/// # Errors
/// `month_not_come`; what the store says.
pub fn zero_report(session: &Session, month: Option<&str>) -> Result<ZeroReport> {
    let month = running(session, month)?;
    let cases = session.read(Cases::read)?;
    Ok(ZeroReport { month: month.to_string(), counts: counts(&*session.standard()?, cases.all.iter(), month) })
}

/// The counts of a month among matters.
pub(crate) fn counts<'c>(standard: &Standard, cases: impl Iterator<Item = &'c Case>, month: Month) -> Vec<ZeroCount> {
    let collective = &standard.matter_words.collective;
    let mut counts = Vec::new();
    for kind in standard.matters.iter().filter(|kind| kind.zero) {
        let count =
            |word: String, collective| ZeroCount { word, kind: kind.kind.clone(), collective, count: 0, settled: 0 };
        counts.push(count(kind.kind.clone(), false));
        if kind.dispute {
            counts.push(count(format!("{collective}性{}", kind.kind), true));
        }
    }
    for case in cases.filter(|case| Month::of(case.matter.date) == month) {
        let scale = case.dispute.as_ref().and_then(|dispute| dispute.scale.as_ref());
        for one in counts.iter_mut().filter(|one| one.kind == case.matter.kind) {
            if !one.collective || scale == Some(collective) {
                one.count += 1;
                one.settled += u32::from(!case.standing.is_open());
            }
        }
    }
    counts
}

/// `矛盾纠纷 0 起、群体性矛盾纠纷 0 起、稳定信息 0 起`.
pub(crate) fn words(counts: &[ZeroCount]) -> String {
    counts.iter().map(|one| format!("{} {} 起", one.word, one.count)).collect::<Vec<_>>().join("、")
}
