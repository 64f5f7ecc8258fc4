//! 走访: a visit to a household, what was asked for on it, and who keeps in touch with whom.
//!
//! A visit on which nobody was home never counts; a phone call counts only for a household wholly away.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

words! {
    /// In which way a household was visited.
    VisitKind {
        Home = "入户",
        Condolence = "走访慰问",
        DoorStudy = "送学上门",
        ProxyParent = "代理家长",
        FollowUp = "回访",
        Call = "电话",
    }
}

words! {
    /// Whether anybody was seen or, by telephone, heard.
    VisitOutcome { Met = "见到", NotHome = "不在家" }
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Row id.
    pub id: Id,
    /// Which household.
    pub household: Id,
    /// Whom of it, where one person was meant.
    pub person: Option<Id>,
    /// A day.
    pub date: PartialDate,
    /// In which way.
    pub kind: VisitKind,
    /// Whether anybody was seen.
    pub outcome: VisitOutcome,
    /// 走访人, as written.
    pub visitors: Option<String>,
    /// 家庭近况.
    pub findings: Option<String>,
    /// When to come again, where that was asked for.
    pub next: Option<PartialDate>,
    /// 是否满意, of a 回访.
    pub satisfied: Option<bool>,
    /// 备注.
    pub remark: Option<String>,
    /// The business date on which it was written down; blank where that was not kept yet.
    pub entered_on: Option<NaiveDate>,
}

/// Something that was asked for on a visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitNeed {
    /// Row id.
    pub id: Id,
    /// On which visit.
    pub visit: Id,
    /// Of which kind, where somebody said so.
    pub kind: Option<String>,
    /// 反映问题, 诉求.
    pub text: String,
    /// 现场答复.
    pub answer: Option<String>,
    /// 要上报.
    pub report: bool,
    /// 办理结果.
    pub result: Option<String>,
    /// When it came.
    pub result_on: Option<PartialDate>,
}

impl VisitNeed {
    /// Whether somebody still waits: for any answer or, where it was to be reported, for its result.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.result.is_none() && (self.report || self.answer.is_none())
    }
}

/// 联系户: who keeps in touch with which household.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Row id.
    pub id: Id,
    /// Who.
    pub person: Id,
    /// With whom.
    pub household: Id,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}

/// Whether a visit counts. `all_away` is asked of a phone call only: whether the whole household was away that day.
#[must_use]
pub fn counts(kind: VisitKind, outcome: VisitOutcome, all_away: impl FnOnce() -> bool) -> bool {
    outcome == VisitOutcome::Met && (kind != VisitKind::Call || all_away())
}

/// When a household is due: so many months after it was last seen, or when it was asked for if that is sooner. Nothing
/// of one that was never seen: it is due at once.
#[must_use]
pub fn due_on(last: Option<NaiveDate>, months: u32, next: Option<PartialDate>) -> Option<NaiveDate> {
    let by_rule = last?.checked_add_months(Months::new(months))?;
    Some(next.map_or(by_rule, |next| by_rule.min(next.first_day())))
}

/// First day of the quarter that `day` lies in.
#[must_use]
pub fn quarter_of(day: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    let back = day.month0() % 3;
    day.with_day(1).and_then(|first| first.checked_sub_months(Months::new(back))).unwrap_or(day)
}

/// A piece of an address or a code: digits as the number that they are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Digits, of whatever width.
    Number(u64),
    /// Anything between them.
    Text(String),
}

/// The order in which one walks: `2号` before `10号`.
#[must_use]
pub fn walking_order(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        let digit = match character {
            '０'..='９' => Some(u64::from(u32::from(character) - u32::from('０'))),
            _ => character.to_digit(10).map(u64::from),
        };
        match (digit, steps.last_mut()) {
            (Some(digit), Some(Step::Number(number))) => *number = number.saturating_mul(10).saturating_add(digit),
            (Some(digit), _) => steps.push(Step::Number(digit)),
            (None, Some(Step::Text(text))) => text.push(character),
            (None, _) => steps.push(Step::Text(character.to_string())),
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn nobody_home_never_counts_and_a_call_only_where_all_are_away() {
        for kind in VisitKind::ALL {
            assert!(!counts(*kind, VisitOutcome::NotHome, || true), "{kind}");
            assert!(counts(*kind, VisitOutcome::Met, || true), "{kind}");
            assert_eq!(counts(*kind, VisitOutcome::Met, || false), *kind != VisitKind::Call, "{kind}");
        }
    }

    #[test]
    fn a_household_is_due_after_a_quarter_or_when_it_was_asked_for_if_sooner() {
        let next = |text: &str| text.parse().ok();
        assert_eq!(due_on(Some(day("2025-11-30")), 3, None), Some(day("2026-02-28")));
        assert_eq!(due_on(Some(day("2026-01-10")), 3, next("2026-02-01")), Some(day("2026-02-01")));
        assert_eq!(due_on(Some(day("2026-01-10")), 3, next("2026-06")), Some(day("2026-04-10")));
        assert_eq!(due_on(None, 3, next("2026-06")), None);
        assert_eq!(
            [day("2026-01-31"), day("2026-06-30"), day("2026-12-01")].map(quarter_of),
            [day("2026-01-01"), day("2026-04-01"), day("2026-10-01")]
        );
    }

    #[test]
    fn one_walks_past_two_before_ten() {
        let mut doors = ["示例路10号", "示例路２号", "示例路2号之1", "甲 3", "12", "007", ""];
        doors.sort_by_cached_key(|door| walking_order(door));
        assert_eq!(doors, ["", "007", "12", "甲 3", "示例路２号", "示例路2号之1", "示例路10号"]);
    }
}
