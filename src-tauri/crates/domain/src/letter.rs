//! 党建目标责任书: what the village and a party group undertake for a year, with points. Clause 5.1.
//!
//! Signed on paper, two copies. Its words are fixed on the day of signing; what is filled in later are the points.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::score::Points;

/// One letter, of a party group and a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// Row id.
    pub id: Id,
    /// Of which year.
    pub year: u32,
    /// Which party group signs it.
    pub unit: Id,
    /// The day on which it was signed; blank = a draft.
    pub signed_on: Option<NaiveDate>,
    /// 备注.
    pub remark: Option<String>,
}

/// One target of a letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterItem {
    /// Row id.
    pub id: Id,
    /// Of which letter.
    pub letter: Id,
    /// Place in it, from 1.
    pub n: u32,
    /// 目标任务.
    pub text: String,
    /// 具体要求.
    pub demand: Option<String>,
    /// 分值.
    pub points: Points,
    /// 完成时限.
    pub due: Option<PartialDate>,
    /// 责任人.
    pub owner: Option<Id>,
    /// 自评, at most 分值.
    pub own_score: Option<Points>,
    /// 考核得分, at most 分值.
    pub score: Option<Points>,
    /// 评分依据.
    pub note: Option<String>,
}
