//! 民情事项: what people ask for and report, disputes among them, and the steps to their settlement. Clauses 3.1, 3.2,
//! 4.1.
//!
//! Which kinds there are, and within how many days each is to be settled, is the standard pack's to say. Where a matter
//! stands is never stored: it follows from its steps ([`standing`]).

mod course;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::words::words;

pub use course::{Course, Settled, Standing, next_steps, standing, state};

/// One matter. Where it stands follows from its last step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matter {
    /// Row id.
    pub id: Id,
    /// 编号: `2026-001`, counted within the year.
    pub no: String,
    /// One of the pack's kinds, as a word.
    pub kind: String,
    /// 来源: one of the pack's, or typed.
    pub source: String,
    /// The day on which it came up.
    pub date: NaiveDate,
    /// Which party group; blank = the village.
    pub unit: Option<Id>,
    /// Of which household.
    pub household: Option<Id>,
    /// 反映人 of the register.
    pub reporter: Option<Id>,
    /// 反映人 outside of it.
    pub reporter_name: Option<String>,
    /// 电话 of somebody outside of the register.
    pub phone: Option<String>,
    /// 住址 of somebody outside of the register.
    pub address: Option<String>,
    /// 内容.
    pub content: String,
    /// 收到材料.
    pub materials: Option<String>,
    /// 首问责任人.
    pub first_asked: Option<Id>,
    /// 是否本人职责.
    pub own_duty: Option<bool>,
    /// 责任人, 承办人.
    pub responsible: Option<Id>,
    /// 时限, the last day.
    pub due: Option<NaiveDate>,
    /// The need of a visit that it came from.
    pub need: Option<Id>,
}

words! {
    /// Where a matter stands: the columns of the board.
    MatterState {
        Waiting = "待办",
        Reported = "已上报",
        InHand = "承办中",
        Suspended = "已挂起",
        Settled = "已办结",
        Closed = "已结案",
    }
}

words! {
    /// Steps of a matter.
    MatterStepKind {
        Registered = "登记",
        SettledHere = "就地办结",
        Reported = "上报",
        Assigned = "交办",
        Handled = "处置",
        Answered = "反馈",
        Revisited = "回访",
        Closed = "结案",
        SentBack = "退回",
        Suspended = "挂起",
        Reopened = "重开",
    }
}

/// One step of a matter: appended, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatterStep {
    /// Row id.
    pub id: Id,
    /// Of which matter.
    pub matter: Id,
    /// Place among its steps, from 1.
    pub n: u32,
    /// Which step.
    pub step: MatterStepKind,
    /// On which day.
    pub date: NaiveDate,
    /// Who did it or to whom it went, as typed.
    pub actor: Option<String>,
    /// 办理情况.
    pub note: Option<String>,
    /// 满意度, of 反馈 and 回访.
    pub satisfied: Option<bool>,
}

/// What a 矛盾纠纷 has beyond a matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    /// Row id.
    pub id: Id,
    /// Which matter it is: one of each.
    pub matter: Id,
    /// 类别: a code of the table of classes; blank until somebody says so.
    pub class: Option<String>,
    /// 规模: 个体, 群体.
    pub scale: Option<String>,
    /// 当事人甲.
    pub party_a: Option<String>,
    /// 当事人乙.
    pub party_b: Option<String>,
    /// 涉及人数.
    pub involved: Option<u32>,
    /// 主要诉求.
    pub demand: Option<String>,
    /// 化解方式: a code of the table of ways to settle.
    pub method: Option<String>,
    /// 是否成功.
    pub settled: Option<bool>,
}
