//! How a month's closing stands: what is still missing, whether it can be sealed, which versions there are, and what was
//! found out since.

use std::sync::Arc;

use domain::closing::MonthClosing;
use domain::day::Measure;
use domain::register::Register;
use serde::Serialize;
use ts_rs::TS;

use super::adjust::{Side, changed};
use super::{ChangedCell, Frozen, Sealed, adjustments, in_order, too_early};
use crate::failure::{Failure, Result};
use crate::forms::{Link, Part, What};
use crate::ledger::{Ask, Ledger, Told, asked_then, running, told};
use crate::session::Session;
use crate::summary::summary;
use crate::workbench::{MonthBalance, balances};

/// One version of a sealed month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VersionRow {
    /// From 1.
    pub version: u32,
    /// Why it replaced the one before.
    pub reason: Option<String>,
    /// The day on which it was sealed.
    pub sealed_on: String,
    /// Of what was sealed.
    pub sha256: String,
    /// What it says otherwise than the one before.
    pub changed: Vec<ChangedCell>,
}

/// Something to look at before a month is sealed. Nothing of it stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ClosingNote {
    /// `duties`, `overdue`, `doubts`, `unexplained`, `unexplained_households`, `outside`, `no_leader`.
    pub code: &'static str,
    /// In words.
    pub message: String,
    /// How many.
    pub number: u32,
    /// For `records_behind`, where the number opens records.
    pub link: Option<String>,
}

/// How a month's closing stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ClosingView {
    /// `2026-03`.
    pub month: String,
    /// Its reporting day.
    pub as_of: String,
    /// Why it cannot be sealed now; none when it can. Of a sealed month: why it cannot be sealed again.
    pub refused: Option<Failure>,
    /// The versions, the newest first; none when it is not sealed.
    pub versions: Vec<VersionRow>,
    /// 事后更正: what was found out since it was sealed.
    pub adjustments: Vec<ChangedCell>,
    /// What is missing, while it is not sealed.
    pub notes: Vec<ClosingNote>,
    /// 人口.
    pub persons: MonthBalance,
    /// 户数.
    pub households: MonthBalance,
}

/// How the closing of a month stands.
///
/// # Errors
/// `not_a_date`; `month_not_come`; what the store says.
pub fn closing(session: &Session, month: &str) -> Result<ClosingView> {
    let of = running(session, Some(month))?;
    let told = told(session, Some(month), None, false)?;
    let (persons, households) = balances(&told.ask, &told.ledger);
    let mut view = ClosingView {
        month: of.to_string(),
        as_of: told.ledger.as_of.clone(),
        refused: None,
        versions: Vec::new(),
        adjustments: Vec::new(),
        notes: Vec::new(),
        persons,
        households,
    };
    match &told.sealed {
        Some(sealed) => {
            view.adjustments = adjustments(session, sealed)?;
            view.versions = versions(session, session.read(|reader| Ok(reader.closings_of(of)?))?)?;
        }
        None => {
            let before = told.ledger.before_opening;
            view.refused = session
                .read(|reader| in_order(reader, of).and_then(|()| too_early(reader, of, session.today(), before)))
                .err();
            view.notes = notes(session, &told)?;
        }
    }
    Ok(view)
}

fn versions(session: &Session, rows: Vec<MonthClosing>) -> Result<Vec<VersionRow>> {
    let mut told: Vec<VersionRow> = Vec::new();
    let mut before: Option<Sealed> = None;
    for row in rows {
        let sealed = session.read(|reader| Sealed::of(reader, &row))?;
        let changed = before.as_ref().map(|before| between(session, before, &sealed)).transpose()?;
        told.push(VersionRow {
            version: row.version,
            reason: row.reason,
            sealed_on: row.sealed_on.to_string(),
            sha256: row.sha256,
            changed: changed.unwrap_or_default(),
        });
        before = Some(sealed);
    }
    told.reverse();
    Ok(told)
}

/// What a version says otherwise than the one that it replaces.
fn between(session: &Session, old: &Sealed, new: &Sealed) -> Result<Vec<ChangedCell>> {
    let (then, now) = (asked_then(session, old, None, false)?, asked_then(session, new, None, false)?);
    let (old_ledger, new_ledger) = (old.frozen.ledger()?, new.frozen.ledger()?);
    Ok(changed(&side(&old.frozen, &old_ledger, &then), &side(&new.frozen, &new_ledger, &now)))
}

fn side<'a>(frozen: &'a Frozen, ledger: &'a Ledger, (register, ask): &'a (Arc<Register>, Ask)) -> Side<'a> {
    Side { ledger, look: &frozen.look, register, ask, summary: &frozen.summary }
}

/// What to look at before the month is sealed.
fn notes(session: &Session, told: &Told) -> Result<Vec<ClosingNote>> {
    let Told { ask: Ask { month, .. }, ledger, .. } = told;
    let link = |part, what| Some(Link { month: *month, part, what }.to_string());
    let doubts = session.read(|reader| Ok(crate::doubts::open(reader)?.len()))?;
    let whole = ledger.balance.last();
    let part = whole.map_or(Part::Village, |row| row.part);
    let outside = ledger.rows.iter().find(|row| row.part == Part::Outside);
    let outside = outside.map_or(0, |row| row.figures.get(Measure::Households));
    let leaderless: Vec<&str> = ledger
        .rows
        .iter()
        .filter(|row| row.part != Part::Outside && row.leader.is_none())
        .map(|row| row.group.as_str())
        .collect();
    let work = summary(session, *month, None)?;
    let behind: Vec<&str> =
        work.duties.iter().filter(|line| line.over && line.missing > 0).map(|line| line.duty.as_str()).collect();
    let all = [
        ("duties", behind.len() as u32, format!("项规定动作没做够：{}", behind.join("、")), None),
        ("overdue", work.matters.overdue, "件民情事项超过时限".to_owned(), None),
        ("doubts", doubts as u32, "疑点还没有定".to_owned(), None),
        (
            "unexplained",
            whole.map_or(0, |row| row.unexplained),
            "人来去不明，没有写原因".to_owned(),
            link(part, What::Unexplained),
        ),
        (
            "unexplained_households",
            whole.map_or(0, |row| row.households.unexplained),
            "户增减不明，没有立户或销户".to_owned(),
            link(part, What::UnexplainedHouseholds),
        ),
        ("outside", outside, "户没有划入网格".to_owned(), link(Part::Outside, What::Measure(Measure::Households))),
        ("no_leader", leaderless.len() as u32, format!("个党小组没有组长：{}", leaderless.join("、")), None),
    ];
    let there = all.into_iter().filter(|(_, number, _, _)| *number > 0);
    Ok(there.map(|(code, number, message, link)| ClosingNote { code, message, number, link }).collect())
}
