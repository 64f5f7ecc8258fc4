//! 考核: rules for members, posts and service projects, and the points that follow from what was recorded. Clause 5.5.
//!
//! Points are never added up from anything but entries, and every entry names its record. Nobody is ranked: lists stand
//! in the order of the register.

mod points;
mod total;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::Month;
use crate::id::Id;
use crate::words::words;

pub use points::{NotPoints, Points};
pub use total::{Counted, count};

words! {
    /// What a rule is about.
    ScoreAbout { Member = "党员", Post = "岗位", Project = "服务项目" }
}

words! {
    /// How long a rule's cap holds before it begins anew; 基础分 are given once in it.
    ScorePeriod { Month = "每月", Quarter = "每季", Year = "每年" }
}

impl ScorePeriod {
    /// The first month of the stretch that a month lies in.
    #[must_use]
    pub fn begins(self, month: Month) -> Month {
        let months = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        let place = chrono::Datelike::month0(&month.first_day()) % months;
        (0..place).fold(month, |month, _| month.previous())
    }
}

words! {
    /// What gives the points.
    Evidence {
        Base = "基础分",
        Attended = "到会",
        Absent = "缺席",
        TookPart = "参加活动",
        Visited = "走访",
        Talked = "谈心谈话",
        Claimed = "认岗",
        Kept = "践诺完成",
        Settled = "办结事项",
        Resolved = "落实决议",
        Tasked = "完成交办",
        ByHand = "人工登记",
    }
}

impl Evidence {
    /// Whether it can be asked of what a rule is about. A project has activities, and what is entered by hand.
    #[must_use]
    pub const fn fits(self, about: ScoreAbout) -> bool {
        match about {
            ScoreAbout::Project => matches!(self, Self::TookPart | Self::ByHand),
            ScoreAbout::Post => !matches!(self, Self::Base),
            ScoreAbout::Member => true,
        }
    }
}

/// 考核细则: one rule of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreRule {
    /// Row id.
    pub id: Id,
    /// Of which year.
    pub year: u32,
    /// Members, those who fill a post, or service projects.
    pub about: ScoreAbout,
    /// Only posts (岗位类别) or projects (项目类别) of this kind.
    pub kind: Option<String>,
    /// 考核内容.
    pub text: String,
    /// For each time; less than nothing takes away.
    pub points: Points,
    /// In a period at most, by amount.
    pub cap: Option<Points>,
    /// Of the cap.
    pub period: ScorePeriod,
    /// What gives the points.
    pub evidence: Evidence,
    /// Only of this kind of meeting or activity.
    pub of: Option<String>,
}

/// 加分、扣分 by hand, under a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreEntry {
    /// Row id.
    pub id: Id,
    /// Under which rule.
    pub rule: Id,
    /// Whose points.
    pub person: Option<Id>,
    /// Of which project: exactly one of the two.
    pub project: Option<Id>,
    /// The day of what happened.
    pub date: NaiveDate,
    /// Of the rule's sign.
    pub points: Points,
    /// 事由.
    pub reason: String,
    /// 审核人.
    pub reviewer: Id,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_begins_with_its_first_month() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        for (period, of, begins) in [
            (ScorePeriod::Month, "2026-05", "2026-05"),
            (ScorePeriod::Quarter, "2026-04", "2026-04"),
            (ScorePeriod::Quarter, "2026-06", "2026-04"),
            (ScorePeriod::Quarter, "2026-12", "2026-10"),
            (ScorePeriod::Year, "2026-12", "2026-01"),
        ] {
            assert_eq!(period.begins(month(of)), month(begins), "{period} {of}");
        }
    }
}
