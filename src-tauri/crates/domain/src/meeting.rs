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

impl AttendanceState {
    /// Counts among those who should come (应到).
    #[must_use]
    pub const fn is_expected(self) -> bool {
        matches!(self, Self::Present | Self::Absent)
    }

    /// Was in the room, as one of the meeting or as a guest.
    #[must_use]
    pub const fn is_there(self) -> bool {
        matches!(self, Self::Present | Self::Guest)
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

impl Vote {
    /// How many voted; more than anybody can count is as many as can be counted.
    #[must_use]
    pub const fn heads(&self) -> u32 {
        self.yes.saturating_add(self.no).saturating_add(self.abstained)
    }
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

impl Resolution {
    /// Not done on the evening of `day`.
    #[must_use]
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        self.done_on.is_none_or(|done| day < done)
    }

    /// Still open although its last day is over.
    #[must_use]
    pub fn is_late_on(&self, day: NaiveDate) -> bool {
        self.is_open_on(day) && self.due.is_some_and(|due| due.last_day() < day)
    }
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

/// Written down more than so many days after it was held is 补录.
const SOON: i64 = 7;

/// Whether something was written down late (补录).
#[must_use]
pub fn is_late(held: PartialDate, entered_on: NaiveDate) -> bool {
    (entered_on - held.last_day()).num_days() > SOON
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn resolution(due: &str, done_on: Option<&str>) -> Resolution {
        Resolution {
            id: Id::from_u128(1),
            meeting: Id::from_u128(2),
            n: 1,
            text: "修路灯".to_owned(),
            owner: None,
            owner_name: None,
            due: due.parse().ok(),
            progress: None,
            done_on: done_on.map(day),
            result: None,
            told_at: None,
        }
    }

    #[test]
    fn who_is_excused_or_a_guest_is_not_expected_and_who_is_absent_is_not_there() {
        let told = AttendanceState::ALL.iter().map(|state| (state.is_expected(), state.is_there()));
        let present_absent_excused_guest = [(true, true), (true, false), (false, false), (false, true)];
        assert_eq!(told.collect::<Vec<_>>(), present_absent_excused_guest);
    }

    #[test]
    fn a_resolution_is_open_until_the_day_it_is_done_and_late_after_its_last_day() {
        let month = resolution("2026-03", Some("2026-04-10"));
        for (on, open, late) in [
            ("2026-03-31", true, false),
            ("2026-04-01", true, true),
            ("2026-04-09", true, true),
            ("2026-04-10", false, false),
        ] {
            assert_eq!((month.is_open_on(day(on)), month.is_late_on(day(on))), (open, late), "{on}");
        }
        assert!(!resolution("", None).is_late_on(day("2999-01-01")), "what has no last day is never late");
    }

    #[test]
    fn what_is_written_down_a_week_later_is_in_time_and_a_day_after_that_is_not() {
        let held = "2026-03-10".parse().unwrap();
        assert!(!is_late(held, day("2026-03-17")) && is_late(held, day("2026-03-18")));
    }

    #[test]
    fn a_vote_of_more_than_can_be_counted_is_as_many_as_can_be() {
        let vote = |yes| Vote {
            id: Id::from_u128(1),
            meeting: Id::from_u128(2),
            n: 1,
            subject: String::new(),
            yes,
            no: 1,
            abstained: 2,
        };
        assert_eq!((vote(5).heads(), vote(u32::MAX).heads()), (8, u32::MAX));
    }
}
