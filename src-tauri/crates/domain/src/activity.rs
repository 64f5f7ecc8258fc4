//! 活动: what the party group and its volunteers do together, who took part, and for how long. Clauses 3.1, 3.3, 4.2 to
//! 4.5; the six service kinds of clause 4.
//!
//! Which kinds of activity there are is the standard pack's to say. Meetings, which have minutes, are not activities.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

words! {
    /// 服务六个方面 of clause 4.
    ServiceKind {
        ForPeople = "为民服务",
        OldMembers = "关爱老党员",
        LeftBehindChildren = "关爱留守儿童",
        Policy = "落实政策",
        Culture = "群众文化",
        Revival = "乡村振兴",
    }
}

words! {
    /// As what somebody takes part. Hours are kept of volunteers only.
    ActivityPart { Volunteer = "志愿者", Attendee = "参加", Speaker = "主讲" }
}

/// One activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// Row id.
    pub id: Id,
    /// One of the pack's kinds, as a word.
    pub kind: String,
    /// 活动名称.
    pub name: String,
    /// Which of the six it serves.
    pub service: Option<ServiceKind>,
    /// 主题, such as 移风易俗.
    pub topic: Option<String>,
    /// The day.
    pub date: PartialDate,
    /// From when, to the minute.
    pub start: Option<NaiveTime>,
    /// Until when, later than `start` on the same day.
    pub end: Option<NaiveTime>,
    /// 地点.
    pub place: Option<String>,
    /// 内容.
    pub body: Option<String>,
    /// 服务对象.
    pub beneficiaries: Option<String>,
    /// 服务人次.
    pub served: Option<u32>,
    /// 负责人.
    pub led_by: Option<Id>,
    /// Which unit held it: a party group, a volunteer team; blank = the village.
    pub unit: Option<Id>,
    /// Of which project.
    pub project: Option<Id>,
    /// Together with which association (clause 4.4).
    pub association: Option<Id>,
    /// 成效, 评价.
    pub result: Option<String>,
    /// The business date on which it was written down; blank where that was not kept yet.
    pub entered_on: Option<NaiveDate>,
}

/// Somebody who took part, once in an activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityPerson {
    /// Row id.
    pub id: Id,
    /// Where.
    pub activity: Id,
    /// Who.
    pub person: Id,
    /// As what.
    pub part: ActivityPart,
    /// 服务时长 in half hours, as certificates have it; only of a volunteer. 1 to 48.
    pub half_hours: Option<u8>,
    /// The merge by which it came over from another record of the same person; it goes back when they are split. Of two
    /// records that both took part, the ended one keeps its row, and readers leave it out.
    pub merge: Option<Id>,
}

/// Half hours of a day.
pub const DAY: u8 = 48;

/// How long an activity lasted, in half hours, to the nearest and at least one; `None` when it does not end after it
/// begins.
#[must_use]
pub fn half_hours(start: NaiveTime, end: NaiveTime) -> Option<u8> {
    let minutes = u32::try_from((end - start).num_minutes()).ok().filter(|minutes| *minutes > 0)?;
    u8::try_from(((minutes + 15) / 30).max(1)).ok()
}

/// Half hours as people write hours: `2`, `2.5`.
#[must_use]
pub fn hours(half_hours: u32) -> String {
    let whole = half_hours / 2;
    if half_hours.is_multiple_of(2) { whole.to_string() } else { format!("{whole}.5") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> NaiveTime {
        NaiveTime::parse_from_str(text, "%H:%M").unwrap()
    }

    #[test]
    fn a_duration_is_rounded_to_the_half_hour_and_is_never_nothing() {
        let lasted = |start, end| half_hours(time(start), time(end));
        assert_eq!(lasted("08:00", "10:30"), Some(5));
        assert_eq!(lasted("08:00", "08:44"), Some(1));
        assert_eq!(lasted("08:00", "08:45"), Some(2));
        assert_eq!(lasted("08:00", "08:01"), Some(1));
        assert_eq!(lasted("00:00", "23:59"), Some(48));
        assert_eq!((lasted("08:00", "08:00"), lasted("10:00", "08:00")), (None, None));
    }

    #[test]
    fn half_hours_read_as_hours() {
        assert_eq!([0, 1, 5, 48].map(hours), ["0", "0.5", "2.5", "24"]);
    }
}
