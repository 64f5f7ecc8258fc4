//! The month's matters on one page, for a 民情分析会: counts by kind and by how they stand. Clause 3.2.
//!
//! Counts only: who asked for what stands with the matters. Not here: how matters are recorded.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::date::Month;
use domain::id::Id;
use domain::matter::{Matter, MatterStep, MatterStepKind};
use serde::Serialize;
use store::Reader;
use ts_rs::TS;

use crate::failure::Result;

/// Which matters: of a month up to a day, of one unit or of all.
#[derive(Clone, Copy)]
pub(crate) struct ReviewOf {
    pub month: Month,
    pub unit: Option<Id>,
    pub as_of: NaiveDate,
}

/// The matters of one kind, or of all: `before + came + reopened − settled = open`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReviewRow {
    /// Of which kind; empty = all.
    pub kind: String,
    /// Open when the month began.
    pub before: u32,
    /// Came up in the month.
    pub came: u32,
    /// Settled before, and opened again in the month.
    pub reopened: u32,
    /// Settled in the month.
    pub settled: u32,
    /// Open at the end.
    pub open: u32,
    /// Open although their last day is over.
    pub late: u32,
}

/// How many open matters stand so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OpenCount {
    /// The last step.
    pub state: &'static str,
    /// How many.
    pub count: u32,
}

/// The month's matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Review {
    /// `2026-03`.
    pub month: String,
    /// By kind, those kinds that have any.
    pub kinds: Vec<ReviewRow>,
    /// All of them.
    pub total: ReviewRow,
    /// How those stand that are open.
    pub states: Vec<OpenCount>,
}

/// Reads the matters and counts them.
pub(crate) fn review(reader: &Reader<'_>, of: ReviewOf) -> Result<Review> {
    let mut steps: HashMap<Id, Vec<MatterStep>> = HashMap::new();
    for step in reader.all::<MatterStep>()? {
        steps.entry(step.matter).or_default().push(step);
    }
    let first = of.month.first_day();
    let mut kinds: BTreeMap<String, ReviewRow> = BTreeMap::new();
    let mut states: BTreeMap<usize, OpenCount> = BTreeMap::new();
    for matter in reader.all::<Matter>()? {
        if matter.date > of.as_of || (of.unit.is_some() && matter.unit != of.unit) {
            continue;
        }
        let mut own = steps.remove(&matter.id).unwrap_or_default();
        own.sort_by_key(|step| step.n);
        let came = matter.date >= first;
        let before = !came && is_open(own.iter().take_while(|step| step.date < first));
        let until = || own.iter().take_while(|step| step.date <= of.as_of);
        let again = |step: &MatterStep| step.date >= first && step.step == MatterStepKind::Reopened;
        let reopened = !came && !before && until().any(again);
        if !(came || before || reopened) {
            continue;
        }
        let open = is_open(until());
        let row = kinds
            .entry(matter.kind.clone())
            .or_insert_with(|| ReviewRow { kind: matter.kind.clone(), ..ReviewRow::default() });
        row.before += u32::from(before);
        row.came += u32::from(came);
        row.reopened += u32::from(reopened);
        row.settled += u32::from(!open);
        row.open += u32::from(open);
        row.late += u32::from(open && matter.due.is_some_and(|due| due < of.as_of));
        if open {
            let state = until().last().map_or(MatterStepKind::Registered, |step| step.step);
            let entry = states.entry(state as usize).or_insert(OpenCount { state: state.word(), count: 0 });
            entry.count += 1;
        }
    }
    let mut total = ReviewRow::default();
    for row in kinds.values() {
        total.before += row.before;
        total.came += row.came;
        total.reopened += row.reopened;
        total.settled += row.settled;
        total.open += row.open;
        total.late += row.late;
    }
    let (kinds, states) = (kinds.into_values().collect(), states.into_values().collect());
    Ok(Review { month: of.month.to_string(), kinds, total, states })
}

/// Whether a matter is open after these steps.
fn is_open<'s>(steps: impl Iterator<Item = &'s MatterStep>) -> bool {
    let mut open = true;
    for step in steps {
        match step.step {
            MatterStepKind::SettledHere | MatterStepKind::Closed => open = false,
            MatterStepKind::Reopened => open = true,
            _ => {}
        }
    }
    open
}
