//! 体检: is the store sound, does what it says of people agree with itself, and what can be put right.
//!
//! Only findings of the store and of sealed months make a book unsound; what the rows say of people is worth knowing, and is counted as
//! it stands. No finding names a person: a record is pointed to. A repair is proposed where nothing has to be guessed,
//! shown before it is done, and done as one operation; what only a person can know stays a note, and a damaged store is
//! never repaired: it is restored.

mod look;
mod organisation;
mod repair;
#[cfg(test)]
mod tests;

use domain::date::Month;
use domain::day::Day;
use domain::id::Id;
use serde::Serialize;
use store::Severity;
use ts_rs::TS;

pub use repair::{Chosen, Repaired, repair};

use crate::failure::Result;
use crate::ledger::reporting_day;
use crate::session::Session;
use look::Look;
use repair::Fix;

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "Finding")]
pub struct CheckFinding {
    /// `integrity.…` is the store's, `closing.…` of sealed months; `household.…`, `person.…`, `balance.…`,
    /// `organisation.…` are about what the rows say.
    pub code: &'static str,
    /// `error`: something is lost or would be. `note`: worth knowing.
    #[ts(type = "'error' | 'note'")]
    pub severity: &'static str,
    /// Row id, the name of a hamlet, or where in the store.
    pub record: Option<String>,
    /// Row id of the household to look at.
    pub household: Option<String>,
    /// What it is and what to do.
    pub message: &'static str,
    /// What a repair would do, in words and without names; none where somebody has to decide.
    pub repair: Option<String>,
}

/// Whether the store is sound: no finding is an error.
#[must_use]
pub fn is_sound(findings: &[CheckFinding]) -> bool {
    findings.iter().all(|finding| finding.severity != "error")
}

/// Looks the book over; `quick` leaves out the reading of every page of the store.
///
/// # Errors
/// What the store says.
pub fn check(session: &Session, quick: bool) -> Result<Vec<CheckFinding>> {
    Ok(find(session, quick)?.into_iter().map(|(finding, _)| finding).collect())
}

/// What is found, each with its repair.
fn find(session: &Session, quick: bool) -> Result<Vec<(CheckFinding, Option<Fix>)>> {
    let mut found: Vec<(CheckFinding, Option<Fix>)> = session.book().check(quick)?.into_iter().map(of_store).collect();
    let register = session.register()?;
    let today = Day::new(&register, session.today());
    let mut look = Look { register: &register, today, found: &mut found };
    look.heads();
    look.emptied();
    look.residences();
    look.numbers();
    look.grids();
    look.organisation();
    let month = Month::of(session.today());
    let before = Day::new(&register, reporting_day(session, month.previous())?);
    let now = Day::new(&register, reporting_day(session, month)?);
    look.balance(&before, &now);
    found.extend(crate::closings::damaged(session)?.into_iter().map(|row| (of_closing(row), None)));
    Ok(found)
}

fn of_closing(row: Id) -> CheckFinding {
    let message = "有一个月结账的内容和它的校验不符，请用最近一次备份恢复";
    let record = Some(row.to_string());
    CheckFinding { code: "closing.damaged", severity: "error", record, household: None, message, repair: None }
}

/// What clauses 2.1 and 2.2 find missing in the organisation.
pub(crate) fn of_organisation(session: &Session) -> Result<Vec<CheckFinding>> {
    let register = session.register()?;
    let mut found = Vec::new();
    let today = Day::new(&register, session.today());
    Look { register: &register, today, found: &mut found }.organisation();
    Ok(found.into_iter().map(|(finding, _)| finding).collect())
}

fn of_store(finding: store::Finding) -> (CheckFinding, Option<Fix>) {
    let fix = (finding.code == "integrity.key_copy").then_some(Fix::Keys);
    let message = match finding.code {
        "integrity.cipher" | "integrity.page" => "账本文件有损坏，请停止录入，用最近一次备份恢复",
        "integrity.reference" => "有记录指向已不存在的记录，请停止录入，用最近一次备份恢复",
        "integrity.history" => "操作记录不完整，有的操作撤销不了；修不了，请用最近一次备份恢复",
        "integrity.key_copy" if finding.record.as_deref().is_some_and(|copies| copies.contains(' ')) => {
            "账本的两份钥匙文件都坏了；趁账本还开着，请马上补上"
        }
        "integrity.key_copy" => "账本的两份钥匙文件有一份坏了，另一份还是好的，请补上",
        _ => "账本需要检查，请尽快备份",
    };
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Note => "note",
    };
    let (code, record, repair) = (finding.code, finding.record, fix.as_ref().map(Fix::words));
    (CheckFinding { code, severity, record, household: None, message, repair }, fix)
}
