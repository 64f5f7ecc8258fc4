//! 设岗定责, 认岗领责, 公开承诺: posts of a party group or branch, who claimed them, and what each member committed
//! themselves to in a year. Clause 5.4.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

/// 岗位.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// Row id.
    pub id: Id,
    /// Whose: a party group; blank = the village.
    pub unit: Option<Id>,
    /// 岗位类别: one of the pack's, or typed.
    pub kind: String,
    /// 岗位名称.
    pub name: String,
    /// 岗位职责.
    pub duty: Option<String>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}

/// 认岗: who took a post upon themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Row id.
    pub id: Id,
    /// Which post.
    pub post: Id,
    /// Who.
    pub person: Id,
    /// 履岗情况.
    pub performance: Option<String>,
    /// 评岗.
    pub appraisal: Option<String>,
    /// 备注.
    pub remark: Option<String>,
    /// 认领日期, inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}

/// 承诺: one a member and year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Row id.
    pub id: Id,
    /// Whose.
    pub person: Id,
    /// For which post, when for one.
    pub post: Option<Id>,
    /// Of which year.
    pub year: u32,
    /// 承诺事项.
    pub text: String,
    /// 具体措施.
    pub measures: Option<String>,
    /// 完成时限.
    pub due: Option<PartialDate>,
}

words! {
    /// The steps of a commitment, in their order.
    CommitmentStepKind {
        Offered = "提诺",
        Reviewed = "审诺",
        Published = "公示",
        Kept = "践诺",
        Appraised = "评诺",
    }
}

/// One step of a commitment: appended, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommitmentStep {
    /// Row id.
    pub id: Id,
    /// Of which commitment.
    pub commitment: Id,
    /// Place among its steps, from 1.
    pub n: u32,
    /// Which step.
    pub step: CommitmentStepKind,
    /// On which day.
    pub date: NaiveDate,
    /// 审诺: agreed, or sent back. 践诺: done, or still under way. Blank for the other steps.
    pub passed: Option<bool>,
    /// 审核意见, 践诺情况, 评诺结果.
    pub note: Option<String>,
}
