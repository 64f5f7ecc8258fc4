//! 工作计划: what a party group or the village sets out to do in a year or a month, and by which means. Clause 5.3.
//!
//! An item that stands for a duty names it: how far it is done is counted, never typed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;

/// The plan of a year or a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Row id.
    pub id: Id,
    /// `2026`, or `2026-03`: one plan each.
    pub period: PartialDate,
    /// Whose: a party group; blank = the village.
    pub unit: Option<Id>,
    /// 工作目标.
    pub targets: Option<String>,
    /// 工作办法.
    pub methods: Option<String>,
}

/// One thing of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanItem {
    /// Row id.
    pub id: Id,
    /// Of which plan.
    pub plan: Id,
    /// Place in it, from 1.
    pub n: u32,
    /// 工作内容.
    pub text: String,
    /// 措施.
    pub measures: Option<String>,
    /// 完成时限.
    pub due: Option<PartialDate>,
    /// 责任人.
    pub owner: Option<Id>,
    /// Id of the duty of the pack that it stands for.
    pub duty: Option<String>,
    /// The day on which it was done; blank = open, and of a duty.
    pub done_on: Option<NaiveDate>,
    /// 完成情况.
    pub result: Option<String>,
}
