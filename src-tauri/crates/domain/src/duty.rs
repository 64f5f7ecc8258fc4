//! 规定动作: what is asked for how often, and whether it was done. Clauses 3.1, 3.2, 4.1 to 4.4, 5.2, 5.4.
//!
//! Which duties there are, and how often each is asked for, is the standard pack's to say; a county sets other numbers.
//! A duty without a number is never missing: it shows how often it was done. Periods follow the reporting days of
//! months, so that a month's duties and its ledger show the same month. Whom a duty is asked of is [`asked`]'s subject;
//! which records there are is not here.

pub mod asked;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::date::Month;
use crate::id::Id;
use crate::visit::VisitKind;

/// Who asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutySource {
    /// The text of a standard.
    Standard,
    /// Its drafting note.
    Note,
    /// What is usual; it can be switched off.
    Practice,
}

/// Of what it is asked, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyScope {
    /// A grid's party group.
    Grid,
    /// A party branch; a village without one of its own is one.
    Branch,
    /// The village.
    Village,
    /// Each household in which somebody counts.
    Household,
    /// Each person of a kind.
    Person,
}

/// Which persons a duty is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyOf {
    /// 党员 of the grid, and who leads or belongs to its party group.
    Member,
    /// The same without those who lead a group: for what a leader does with each of the others.
    LedMember,
    /// 留守儿童.
    LeftBehindChild,
    /// 老党员 with 行动不便.
    ImmobileOldMember,
    /// 老党员 with 生活困难.
    PoorOldMember,
}

/// How often: a number of times in each of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyPeriod {
    /// 月.
    Month,
    /// 季.
    Quarter,
    /// 年.
    Year,
}

/// Whose talks count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyTalks {
    /// Everybody's.
    Any,
    /// Those that the leader of a party group had.
    Leader,
}

/// Which records count, by the words of their kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyCounts {
    /// Meetings.
    pub meetings: Vec<String>,
    /// Activities.
    pub activities: Vec<String>,
    /// Visits; by the rule of visits never those on which nobody was home.
    pub visits: Vec<VisitKind>,
    /// Talks.
    pub talks: Option<DutyTalks>,
    /// Posts that somebody holds.
    pub claims: bool,
    /// What somebody committed themselves to for the year.
    pub commitments: bool,
    /// Matters.
    pub matters: Vec<String>,
}

/// Something that is asked for, as often as `min` says in each period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Unique in the pack.
    pub id: String,
    /// 党小组会.
    pub name: String,
    /// Which clause it hangs on.
    pub clause: String,
    /// Who asks for it.
    pub source: DutySource,
    /// Of what it is asked.
    pub scope: DutyScope,
    /// Of which persons, where the scope is a person.
    pub of: Option<DutyOf>,
    /// At least so often; none = no number is given.
    pub min: Option<u32>,
    /// In each of these.
    pub period: DutyPeriod,
    /// What counts.
    pub counts: DutyCounts,
    /// It is asked for until somebody switches it off.
    pub on: bool,
}

impl DutyPeriod {
    /// The word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Month => "月",
            Self::Quarter => "季",
            Self::Year => "年",
        }
    }

    /// How many months it has.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The last month of the period that `month` lies in.
    #[must_use]
    pub fn last(self, month: Month) -> Month {
        let rest = self.months() - 1 - month.first_day().month0() % self.months();
        (0..rest).fold(month, |month, _| month.next())
    }

    /// The days of the period that `month` lies in: from the day after the reporting day of the month before it to the
    /// reporting day of its last month. `reporting` gives the day of the month that was set for a month.
    #[must_use]
    pub fn stretch(self, month: Month, reporting: impl Fn(Month) -> Option<u32>) -> Stretch {
        let last = self.last(month);
        let before = (0..self.months()).fold(last, |month, _| month.previous());
        let ended = before.due_day(reporting(before));
        Stretch { last, from: ended.succ_opt().unwrap_or(ended), to: last.due_day(reporting(last)) }
    }
}

/// The days of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its last month, by which it is named.
    pub last: Month,
    /// First day.
    pub from: NaiveDate,
    /// Last day: the reporting day of that month.
    pub to: NaiveDate,
}

/// The month whose duties run on a day: past its reporting day a month is over, and the next one has begun.
#[must_use]
pub fn running(today: NaiveDate, reporting: impl Fn(Month) -> Option<u32>) -> Month {
    let month = Month::of(today);
    if today > month.due_day(reporting(month)) { month.next() } else { month }
}

/// Which table a record lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeedKind {
    /// 会议.
    Meeting,
    /// 活动.
    Activity,
    /// 走访.
    Visit,
    /// 谈心谈话.
    Talk,
    /// 认岗.
    Claim,
    /// 承诺.
    Commitment,
    /// 民情事项.
    Matter,
}

/// A record that counts for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Which table.
    pub kind: DeedKind,
    /// Which row.
    pub id: Id,
    /// The day, or the first one of what lasts.
    pub from: NaiveDate,
    /// The last day of what lasts; else the same day.
    pub to: NaiveDate,
    /// The business date on which it was written down, where that is kept.
    pub entered_on: Option<NaiveDate>,
}

/// Days after which what is written down is 补录.
const IN_TIME: i64 = 7;

impl Deed {
    /// Whether it lies in the days from `from` to `to`, both included, wholly or in part.
    #[must_use]
    pub fn lies_in(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.from <= to && from <= self.to
    }

    /// 补录: written down more than a week after its day.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.entered_on.is_some_and(|entered_on| (entered_on - self.from).num_days() > IN_TIME)
    }
}

/// How a duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// As often as is asked for.
    Done,
    /// Not yet, and the period still runs.
    Open,
    /// Not, and the period is over.
    Missing,
    /// No number is asked for.
    NoNumber,
}

/// What was done of what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How often or, of several, by how many; none = no number is given.
    pub required: Option<u32>,
    /// How often or, of several, by how many of them as often as is asked of each.
    pub done: u32,
    /// What is still to be done or, of several, by how many.
    pub missing: u32,
    /// How many records were written down late.
    pub late: u32,
    /// How it stands.
    pub state: DutyState,
}

impl Tally {
    /// Of one: `done` records, `late` of them written down late; the period is over when `closed`.
    #[must_use]
    pub fn of(min: Option<u32>, done: u32, late: u32, closed: bool) -> Self {
        let missing = min.map_or(0, |min| min.saturating_sub(done));
        let state = match (min, missing) {
            (None, _) => DutyState::NoNumber,
            (Some(_), 0) => DutyState::Done,
            _ if closed => DutyState::Missing,
            _ => DutyState::Open,
        };
        Self { required: min, done, missing, late, state }
    }

    /// Of several of whom the same is asked: how many of them are done, where a number is given, else how often they
    /// did it together. None where nobody is asked.
    #[must_use]
    pub fn together(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut parts = parts.into_iter().peekable();
        let numbered = parts.peek()?.required.is_some();
        let (mut asked, mut done, mut times, mut late, mut closed) = (0, 0, 0, 0, false);
        for part in parts {
            asked += 1;
            done += u32::from(part.missing == 0);
            times += part.done;
            late += part.late;
            closed |= part.state == DutyState::Missing;
        }
        let done = if numbered { done } else { times };
        Some(Self::of(numbered.then_some(asked), done, late, closed))
    }
}

#[cfg(test)]
mod tests;
