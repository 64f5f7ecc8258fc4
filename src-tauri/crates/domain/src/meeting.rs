//! 会议 and 谈心谈话: who was there, what was said, decided, and is still to be done. Clauses 3.1, 3.2, 5.2.
//!
//! Which kinds of meeting there are, and how often each is asked for, is the standard pack's to say.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

/// One meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// Row id.
    pub id: Id,
    /// One of the pack's kinds, as a word.
    pub kind: String,
    /// 会议名称.
    pub name: String,
    /// The day.
    pub date: PartialDate,
    /// From when, to the minute.
    pub start: Option<NaiveTime>,
    /// Until when, later than `start` on the same day.
    pub end: Option<NaiveTime>,
    /// 地点.
    pub place: Option<String>,
    /// Which unit held it: a party group, a branch; blank = the village.
    pub unit: Option<Id>,
    /// 主持人.
    pub chair: Option<Id>,
    /// 记录人.
    pub recorder: Option<Id>,
    /// 主题.
    pub topic: Option<String>,
    /// 议题, in their order.
    pub agenda: Vec<String>,
    /// 列席 who are not in the register, as typed.
    pub guests: Option<String>,
    /// 备注.
    pub remark: Option<String>,
    /// The business date on which it was written down: more than a week later is 补录.
    pub entered_on: NaiveDate,
}

words! {
    /// How somebody stands in the attendance of a meeting: 应到 are 到会 and 缺席.
    AttendanceState {
        Present = "到会",
        Absent = "缺席",
        Excused = "免到",
        Guest = "列席",
    }
}

/// Somebody in the attendance of a meeting, once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attendance {
    /// Row id.
    pub id: Id,
    /// Where.
    pub meeting: Id,
    /// Who.
    pub person: Id,
    /// How.
    pub state: AttendanceState,
    /// Why absent or excused.
    pub reason: Option<String>,
}

/// What one person said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speech {
    /// Row id.
    pub id: Id,
    /// Where.
    pub meeting: Id,
    /// Place in the minutes, from 1.
    pub n: u32,
    /// Who, of the register.
    pub person: Option<Id>,
    /// Who, of guests: exactly one of the two.
    pub speaker: Option<String>,
    /// What.
    pub text: String,
}

/// One vote, in heads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vote {
    /// Row id.
    pub id: Id,
    /// Where.
    pub meeting: Id,
    /// Place in the minutes, from 1.
    pub n: u32,
    /// 表决事项.
    pub subject: String,
    /// 赞成.
    pub yes: u32,
    /// 反对.
    pub no: u32,
    /// 弃权.
    pub abstained: u32,
}

/// 决议, 议定事项: carried over to the meetings that follow until it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resolution {
    /// Row id.
    pub id: Id,
    /// Where it was taken.
    pub meeting: Id,
    /// Place in the minutes, from 1.
    pub n: u32,
    /// 议定事项.
    pub text: String,
    /// 责任人 of the register.
    pub owner: Option<Id>,
    /// 责任单位 or 责任人 outside of it.
    pub owner_name: Option<String>,
    /// 时限.
    pub due: Option<PartialDate>,
    /// 办理情况 as it stands.
    pub progress: Option<String>,
    /// The day on which it was done.
    pub done_on: Option<NaiveDate>,
    /// 办理结果.
    pub result: Option<String>,
    /// The later meeting to which it was reported last (下次会议通报).
    pub told_at: Option<Id>,
}

/// 谈心谈话.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    /// Row id.
    pub id: Id,
    /// One of the pack's kinds, as a word.
    pub kind: String,
    /// The day.
    pub date: PartialDate,
    /// 谈话人.
    pub talker: Id,
    /// 谈话对象.
    pub person: Id,
    /// 地点.
    pub place: Option<String>,
    /// 主要内容.
    pub body: Option<String>,
    /// 问题.
    pub problems: Option<String>,
    /// 意见建议.
    pub suggestions: Option<String>,
    /// 整改落实.
    pub action: Option<String>,
    /// The business date on which it was written down.
    pub entered_on: NaiveDate,
}
