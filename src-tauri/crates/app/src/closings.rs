//! 月末结账: a month is sealed as it stands, and stays so. What is found out later is listed beside it (事后更正), stands
//! in the balance of the next month, and comes into the month itself only by amending it, with a reason, as a new
//! version beside the old one. Clause 5.3, annex A.
//!
//! Sealing cannot be undone: what was printed and signed does not change behind its back.

mod adjust;
mod frozen;
mod state;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use domain::closing::MonthClosing;
use domain::date::Month;
use domain::id::Id;
use serde::{Deserialize, Serialize};
use store::{OpKind, Reader, Write};
use ts_rs::TS;

pub(crate) use adjust::adjustments;
pub use adjust::{ChangedCell, ChangedRecord};
pub(crate) use frozen::Frozen;
pub use state::{ClosingView, VersionRow, closing};

use crate::asked;
use crate::content_hash::digest;
use crate::failure::{Failure, Result};
use crate::ledger::{month_reports, running};
use crate::session::Session;

/// A month to be sealed or amended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct CloseMonth {
    /// `2026-03`.
    pub month: String,
    /// Why a sealed month is sealed again; not asked for the first time.
    pub reason: Option<String>,
}

/// A month that was sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Closed {
    /// `2026-03`.
    pub month: String,
    /// From 1.
    pub version: u32,
    /// Of what was sealed, 64 hexadecimal digits.
    pub sha256: String,
}

/// The version of a sealed month that counts.
#[derive(Clone, Debug)]
pub(crate) struct Sealed {
    pub version: u32,
    pub sealed_on: NaiveDate,
    /// The operation that sealed it: the book as it was after it is what was sealed.
    pub op: i64,
    pub frozen: Frozen,
}

impl Sealed {
    fn of(reader: &Reader<'_>, row: &MonthClosing) -> Result<Self> {
        if digest(row.frozen.as_bytes()) != row.sha256 {
            return Err(Failure::new("closing_damaged", "这个月结账的内容和它的校验不符，请做一次体检，再从备份恢复"));
        }
        let op = reader.made_by(row.id)?.ok_or_else(Failure::gone)?;
        Ok(Self { version: row.version, sealed_on: row.sealed_on, op, frozen: Frozen::read(&row.frozen)? })
    }
}

/// How a form says it: `第2版（代替第1版）　2026-04-03 结账`.
pub(crate) fn words(version: u32, sealed_on: NaiveDate) -> String {
    let replaces = if version > 1 { format!("（代替第{}版）", version - 1) } else { String::new() };
    format!("第{version}版{replaces}　{sealed_on} 结账")
}

/// The version of a month that counts; none when it is not sealed.
pub(crate) fn latest(reader: &Reader<'_>, month: Month) -> Result<Option<Sealed>> {
    let row = reader.closings_of(month)?.pop();
    row.map(|row| Sealed::of(reader, &row)).transpose()
}

/// Rows of sealed months whose content does not match its hash.
pub(crate) fn damaged(session: &Session) -> Result<Vec<Id>> {
    let rows: Vec<MonthClosing> = session.read(|reader| Ok(reader.all()?))?;
    Ok(rows.into_iter().filter(|row| digest(row.frozen.as_bytes()) != row.sha256).map(|row| row.id).collect())
}

/// Seals a month that is over.
///
/// # Errors
/// `month_not_come`; `month_runs` before its reporting day; `before_opening`; `month_sealed` when it is sealed already;
/// `close_in_order` when another one is to be sealed first; what the store says.
pub fn close(session: &Session, request: &CloseMonth) -> Result<Closed> {
    let month = running(session, Some(&request.month))?;
    seal(session, month, |write, last| {
        if last.is_some() {
            return Err(Failure::new("month_sealed", "这个月已经结过账；要改，请写明理由重新结账").at("month"));
        }
        in_order(write, month)?;
        Ok(None)
    })
}

/// Seals a sealed month again, as the book knows it now.
///
/// # Errors
/// `reason_needed`; `month_open` when it is not sealed; `nothing_changed` when it would say the same; what the store says.
pub fn amend(session: &Session, request: &CloseMonth) -> Result<Closed> {
    let month = running(session, Some(&request.month))?;
    let reason = asked::words(request.reason.as_deref());
    let reason = reason.ok_or_else(|| Failure::new("reason_needed", "重新结账要写明理由").at("reason"))?;
    seal(session, month, |_, last| {
        if last.is_none() {
            return Err(Failure::new("month_open", "这个月还没有结账，直接结账就行").at("month"));
        }
        Ok(Some(reason.to_owned()))
    })
}

/// Months are sealed one after the other: each begins with what the one before ended with.
fn in_order(reader: &Reader<'_>, month: Month) -> Result<()> {
    let sealed: Vec<Month> = reader.all::<MonthClosing>()?.into_iter().map(|row| row.month).collect();
    let (Some(first), Some(last)) = (sealed.iter().min(), sealed.iter().max()) else { return Ok(()) };
    let refused = |words: String| Failure::new("close_in_order", words).at("month");
    if month < *first {
        return Err(refused(format!("{first} 已经结账，它前面的月份不能再结")));
    }
    if month > last.next() {
        return Err(refused(format!("月份要一个接一个结，请先结 {}", last.next())));
    }
    Ok(())
}

/// The month that is to be sealed next: over, and not sealed yet. None while it still runs, and before the book is opened.
pub(crate) fn due(reader: &Reader<'_>, today: NaiveDate) -> Result<Option<Month>> {
    let Some(opened) = reader.station()?.opened_on else { return Ok(None) };
    let last = reader.all::<MonthClosing>()?.into_iter().map(|row| row.month).max();
    // Somebody who begins to seal begins with the month that is just over.
    let next = last.map_or_else(|| Month::of(today).previous(), Month::next);
    let over = month_reports(reader, next, next.last_day())? <= today;
    Ok((over && next >= Month::of(opened)).then_some(next))
}

/// Why a month cannot be sealed today.
fn too_early(reader: &Reader<'_>, month: Month, today: NaiveDate, before_opening: bool) -> Result<()> {
    if before_opening {
        return Err(Failure::new("before_opening", "这是建账以前的月份，不用结账").at("month"));
    }
    // Asked on the month's last day, the running month keeps its reporting day.
    let due = month_reports(reader, month, month.last_day())?;
    if today < due {
        return Err(Failure::new("month_runs", format!("这个月的上报截止日是 {due}，到那天再结账")).at("month"));
    }
    Ok(())
}

fn seal(
    session: &Session,
    month: Month,
    allowed: impl FnOnce(&Write<'_>, Option<&MonthClosing>) -> Result<Option<String>>,
) -> Result<Closed> {
    let (today, sealed_at) = (session.today(), session.host().now());
    let label = format!("{month} 结账");
    let (closed, _) = session.write(OpKind::CLOSE, &label, |write| {
        let last = write.closings_of(month)?.pop();
        let reason = allowed(write, last.as_ref())?;
        let frozen = Frozen::of(session, month)?;
        too_early(write, month, today, frozen.before_opening)?;
        let frozen = frozen.text();
        let sha256 = digest(frozen.as_bytes());
        if last.as_ref().is_some_and(|last| last.sha256 == sha256) {
            return Err(Failure::new("nothing_changed", "和上次结账比没有变化，不用重新结账").at("month"));
        }
        let version = last.as_ref().map_or(1, |last| last.version + 1);
        let replaces = last.map(|last| last.id);
        let id = write.mint();
        let row = MonthClosing { id, month, version, reason, frozen, sha256, sealed_at, sealed_on: today, replaces };
        write.put(&row)?;
        Ok(Closed { month: month.to_string(), version, sha256: row.sha256 })
    })?;
    Ok(closed)
}
