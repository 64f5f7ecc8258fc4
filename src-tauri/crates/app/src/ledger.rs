//! Annex A 「红网工程」管理台账 as data: for a month, one row a party group, with the headcount balance.
//!
//! What is here is what `hongwang ledger --json` prints, and what [`crate::forms`] sets on paper: nothing is counted
//! twice. Numbers come from [`domain::day`] and [`domain::balance`]; how a row looks is not here.

mod ask;
mod balance;
mod figures;
mod groups;
mod look;
mod told;

use std::collections::BTreeMap;

use domain::tag::TagKind;
use serde::Serialize;

pub use ask::LedgerRequest;
pub(crate) use ask::{Ask, month_reports, reporting_day, running};
pub(crate) use balance::{BETWEEN_GRIDS, CORRECTED};
pub use balance::{BalanceRow, HouseholdPart, Terms};
pub use figures::Figures;
pub(crate) use figures::MEASURES;
pub(crate) use groups::{basis_of, facts, head_name, volunteers};
pub(crate) use look::Look;
pub(crate) use told::{Told, asked, asked_then, told};

use crate::asked;
use crate::closings::{ChangedCell, adjustments};
use crate::failure::{Failure, Result};
use crate::forms::Part;
use crate::session::Session;

/// Names of those whom a number counts, by kind of tag. Never of 残疾人, 低保户, 社会救助: those leave by an export whose
/// receiver's profile asks for them, and no other way.
pub type Names = BTreeMap<&'static str, Vec<String>>;

/// The kinds whose names a ledger may list.
pub const NAMED: [TagKind; 4] = [TagKind::Preferential, TagKind::Grower, TagKind::Breeder, TagKind::Technician];

/// Annex A of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// `2026-11`.
    pub month: String,
    /// The day whose evening it shows.
    pub as_of: String,
    /// That day lies before the book's opening: 建账之前，仅供参考.
    pub before_opening: bool,
    /// What counts, in words.
    pub basis: String,
    /// Version of the sealed month; none is.
    pub sealed: Option<u32>,
    /// One a party group, by number; households without a grid last.
    pub rows: Vec<GroupRow>,
    /// Of all rows.
    pub total: Figures,
    /// One a row and, where there are several, one for the whole village.
    pub balance: Vec<BalanceRow>,
    /// 事后更正: what was found out since the month was sealed.
    pub adjustments: Vec<ChangedCell>,
    /// Names on request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Names>,
    /// 暂住, shown apart.
    #[serde(skip)]
    pub temporary: u32,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupRow {
    /// 序号; none for 未划入网格.
    pub no: Option<u32>,
    /// 网格党小组.
    pub group: String,
    /// 党小组组长.
    pub leader: Option<String>,
    /// 党小组成员 without the leader.
    pub members: Vec<String>,
    /// How many are in the 志愿者服务队.
    pub volunteers: u32,
    /// The numbers.
    #[serde(flatten)]
    pub figures: Figures,
    /// Names on request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Names>,
    /// 队长.
    #[serde(skip)]
    pub team_leader: Option<String>,
    /// Which part of the village it is.
    #[serde(skip)]
    pub part: Part,
}

impl Ledger {
    /// Leaves one part of the village.
    fn only(&mut self, part: Part) {
        self.rows.retain(|row| row.part == part);
        self.balance.retain(|row| row.part == part);
        self.total = Figures::default();
        for row in &self.rows {
            self.total.add(row.figures);
        }
    }
}

/// The ledger of a month.
///
/// # Errors
/// `month_not_come`; `not_found` for a grid that is not there; `reason_needed` for names without a reason; what the
/// store says.
pub fn ledger(session: &Session, request: &LedgerRequest) -> Result<Ledger> {
    let reason = reason_for(request.names, request.reason.as_deref())?;
    let Told { mut ledger, sealed, .. } =
        told(session, request.month.as_deref(), request.grid.as_deref(), request.names)?;
    if let Some(sealed) = &sealed {
        ledger.adjustments = adjustments(session, sealed)?;
    }
    if request.names {
        session.book().audit_append("reveal", Some(&format!("annex_a {} 姓名", ledger.month)), reason)?;
    }
    Ok(ledger)
}

/// The reason why something is laid open: asked for whenever `wanted`.
///
/// # Errors
/// `reason_needed`.
pub(crate) fn reason_for(wanted: bool, reason: Option<&str>) -> Result<Option<&str>> {
    let reason = asked::words(reason);
    if wanted && reason.is_none() {
        return Err(Failure::new("reason_needed", "要带上姓名或完整号码，请先写明用途").at("reason"));
    }
    Ok(reason)
}

#[cfg(test)]
mod tests;
