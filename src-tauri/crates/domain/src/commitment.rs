//! 设岗定责, 认岗领责, 公开承诺: posts of a party group or branch, who claimed them, and what each member committed
//! themselves to in a year, through its five steps. Clause 5.4.
//!
//! Where a commitment stands follows from its steps and is stored nowhere. Who may commit and when is not said here.

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

words! {
    /// Where a commitment stands, by its last step.
    CommitmentState {
        Offered = "待审诺",
        SentBack = "已退回",
        Reviewed = "待公示",
        Published = "已公示",
        Keeping = "践诺中",
        Done = "已完成",
        Appraised = "已评诺",
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

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepRefused {
    /// Not in this state; these may follow.
    NotNow(&'static [CommitmentStepKind]),
    /// On a day before the commitment was made.
    BeforeMade(NaiveDate),
    /// On a day before the last step.
    BeforeLast(NaiveDate),
    /// 审诺 without saying whether it was agreed.
    NoVerdict,
    /// A verdict on a step that has none.
    VerdictOnNothing,
}

impl CommitmentState {
    /// Where a commitment with these steps, in their order, stands; `None` before the first.
    #[must_use]
    pub fn of(steps: &[CommitmentStep]) -> Option<Self> {
        let last = steps.last()?;
        let passed = last.passed == Some(true);
        Some(match last.step {
            CommitmentStepKind::Offered => Self::Offered,
            CommitmentStepKind::Reviewed if passed => Self::Reviewed,
            CommitmentStepKind::Reviewed => Self::SentBack,
            CommitmentStepKind::Published => Self::Published,
            CommitmentStepKind::Kept if passed => Self::Done,
            CommitmentStepKind::Kept => Self::Keeping,
            CommitmentStepKind::Appraised => Self::Appraised,
        })
    }

    /// Which steps may follow. What was never finished is appraised too, but not before anything was said of how it was
    /// kept.
    #[must_use]
    pub fn next(state: Option<Self>) -> &'static [CommitmentStepKind] {
        use CommitmentStepKind::{Appraised, Kept, Offered, Published, Reviewed};
        match state {
            None | Some(Self::SentBack) => &[Offered],
            Some(Self::Offered) => &[Reviewed],
            Some(Self::Reviewed) => &[Published],
            Some(Self::Published) => &[Kept],
            Some(Self::Keeping) => &[Kept, Appraised],
            Some(Self::Done) => &[Appraised],
            Some(Self::Appraised) => &[],
        }
    }

    /// Not shown in public yet: its words may still be changed, and it may be taken out.
    #[must_use]
    pub fn is_private(self) -> bool {
        self < Self::Published
    }
}

/// Whether a step may be added to those that there are, in their order.
///
/// # Errors
/// Why not.
pub fn may_follow(
    steps: &[CommitmentStep],
    step: CommitmentStepKind,
    date: NaiveDate,
    passed: Option<bool>,
) -> Result<(), StepRefused> {
    let next = CommitmentState::next(CommitmentState::of(steps));
    if !next.contains(&step) {
        return Err(StepRefused::NotNow(next));
    }
    if let Some(first) = steps.first().filter(|first| date < first.date) {
        return Err(StepRefused::BeforeMade(first.date));
    }
    if let Some(last) = steps.last().filter(|last| date < last.date) {
        return Err(StepRefused::BeforeLast(last.date));
    }
    match (step, passed) {
        (CommitmentStepKind::Reviewed, None) => Err(StepRefused::NoVerdict),
        (CommitmentStepKind::Reviewed | CommitmentStepKind::Kept, _) | (_, None) => Ok(()),
        _ => Err(StepRefused::VerdictOnNothing),
    }
}

/// The last of its steps of a kind; of steps in their order.
#[must_use]
pub fn last_of(steps: &[CommitmentStep], kind: CommitmentStepKind) -> Option<&CommitmentStep> {
    steps.iter().rev().find(|one| one.step == kind)
}

/// 完成日期: the day of the 践诺 that said it is done.
#[must_use]
pub fn done_on(steps: &[CommitmentStep]) -> Option<NaiveDate> {
    steps.iter().find(|one| one.step == CommitmentStepKind::Kept && one.passed == Some(true)).map(|one| one.date)
}

#[cfg(test)]
mod tests {
    use super::CommitmentStepKind::{Appraised, Kept, Offered, Published, Reviewed};
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
    }

    /// Steps on the 10th, 11th, … of January.
    fn steps(taken: &[(CommitmentStepKind, Option<bool>)]) -> Vec<CommitmentStep> {
        let step = |(n, (step, passed)): (u32, &(CommitmentStepKind, Option<bool>))| CommitmentStep {
            id: Id::from_u128(u128::from(n)),
            commitment: Id::from_u128(100),
            n,
            step: *step,
            date: day(9 + n),
            passed: *passed,
            note: None,
        };
        (1..).zip(taken).map(step).collect()
    }

    /// Every state with the steps that lead there by the shortest way.
    fn ways() -> Vec<(Option<CommitmentState>, Vec<CommitmentStep>)> {
        let (yes, no) = (Some(true), Some(false));
        let whole = [(Offered, None), (Reviewed, yes), (Published, None), (Kept, no), (Kept, yes), (Appraised, None)];
        let mut ways: Vec<_> = (0..=6).map(|count| steps(&whole[..count])).collect();
        ways.push(steps(&[(Offered, None), (Reviewed, no)]));
        ways.into_iter().map(|taken| (CommitmentState::of(&taken), taken)).collect()
    }

    #[test]
    fn the_state_follows_from_the_last_step() {
        let states: Vec<&str> = ways().iter().map(|(state, _)| state.map_or("", CommitmentState::word)).collect();
        let expected = ["", "待审诺", "待公示", "已公示", "践诺中", "已完成", "已评诺", "已退回"];
        assert_eq!(states, expected);
        assert_eq!(ways().len(), CommitmentState::ALL.len() + 1, "every state is reached");
    }

    #[test]
    fn each_state_lets_its_own_steps_follow_and_refuses_all_others() {
        for (state, taken) in ways() {
            let expected: &[CommitmentStepKind] = match state.map_or("", CommitmentState::word) {
                "" | "已退回" => &[Offered],
                "待审诺" => &[Reviewed],
                "待公示" => &[Published],
                "已公示" => &[Kept],
                "践诺中" => &[Kept, Appraised],
                "已完成" => &[Appraised],
                _ => &[],
            };
            for step in CommitmentStepKind::ALL {
                let passed = (*step == Reviewed).then_some(true);
                let may = may_follow(&taken, *step, day(20), passed);
                let should = if expected.contains(step) { Ok(()) } else { Err(StepRefused::NotNow(expected)) };
                assert_eq!(may, should, "{step} after {state:?}");
            }
        }
    }

    #[test]
    fn no_step_lies_before_the_one_before_it_and_none_before_the_commitment_was_made() {
        for (state, taken) in ways().into_iter().filter(|(_, taken)| !taken.is_empty()) {
            for step in CommitmentState::next(state) {
                let passed = (*step == Reviewed).then_some(true);
                let on = |date| may_follow(&taken, *step, date, passed);
                let last = taken.last().unwrap().date;
                assert_eq!(on(last), Ok(()), "on the same day: {step} after {state:?}");
                assert_eq!(on(day(9)), Err(StepRefused::BeforeMade(day(10))), "{step} after {state:?}");
                if last > day(10) {
                    assert_eq!(on(day(10)), Err(StepRefused::BeforeLast(last)), "{step} after {state:?}");
                }
            }
        }
    }

    #[test]
    fn a_review_needs_a_verdict_and_only_keeping_may_have_one_beside_it() {
        for (state, taken) in ways() {
            for step in CommitmentState::next(state) {
                let on = |passed| may_follow(&taken, *step, day(20), passed);
                let (none, some) = match step {
                    Reviewed => (Err(StepRefused::NoVerdict), Ok(())),
                    Kept => (Ok(()), Ok(())),
                    Offered | Published | Appraised => (Ok(()), Err(StepRefused::VerdictOnNothing)),
                };
                assert_eq!((on(None), on(Some(true)), on(Some(false))), (none, some, some), "{step} after {state:?}");
            }
        }
    }

    #[test]
    fn what_was_sent_back_is_offered_again_and_what_is_public_is_private_no_more() {
        let again = [(Offered, None), (Reviewed, Some(false)), (Offered, None), (Reviewed, Some(true))];
        assert_eq!(CommitmentState::of(&steps(&again)), Some(CommitmentState::Reviewed));
        assert_eq!(last_of(&steps(&again), Offered).map(|one| one.n), Some(3));
        let private: Vec<&str> =
            CommitmentState::ALL.iter().filter(|state| state.is_private()).map(|state| state.word()).collect();
        assert_eq!(private, ["待审诺", "已退回", "待公示"]);
    }

    #[test]
    fn it_is_finished_on_the_day_on_which_keeping_it_was_done() {
        let kept = [(Offered, None), (Reviewed, Some(true)), (Published, None), (Kept, None), (Kept, Some(true))];
        assert_eq!(done_on(&steps(&kept)), Some(day(14)));
        assert_eq!(done_on(&steps(&kept[..4])), None);
    }
}
