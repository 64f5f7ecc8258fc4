//! The course of a matter: which steps each state allows, and where steps lead.
//!
//! ```text
//! 登记 → 就地办结 (→ 回访) → 结案
//!      → 上报 → 交办 → 处置 → 反馈 → 回访 → 结案
//! ```
//! 退回 and 重开 bring it back to where it was after 登记; 挂起 stops it until any step that was allowed before is taken.
//! Not here: who took a step and on which day, beyond that days do not run backwards.

use chrono::NaiveDate;

use super::MatterStepKind::{
    self, Answered, Assigned, Closed, Handled, Registered, Reopened, Reported, Revisited, SentBack, SettledHere,
    Suspended,
};
use super::{MatterState, MatterStep};

/// Which way matters of a kind go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Settled in the grid, or reported and handled.
    Whole,
    /// Facts of an event, linked to no person: reported and closed.
    ReportOnly,
}

/// The steps that may follow; none may follow nothing but 登记, which begins a matter and never comes again.
#[must_use]
pub fn next_steps(course: Course, steps: &[MatterStepKind]) -> &'static [MatterStepKind] {
    let Some((last, before)) = steps.split_last() else { return &[Registered] };
    match (course, last) {
        (Course::Whole, Registered | SentBack | Reopened) => &[SettledHere, Reported, Suspended],
        (Course::Whole, SettledHere) => &[Revisited, Closed, Reopened],
        (Course::Whole, Reported) => &[Assigned, SentBack, Suspended],
        (Course::Whole, Assigned) => &[Handled, SentBack, Suspended],
        (Course::Whole, Handled) => &[Handled, Answered, SentBack, Suspended],
        (Course::Whole, Answered) => &[Revisited, Reopened],
        (Course::Whole, Revisited) => &[Closed, Reopened],
        // What was allowed before goes on; a second 挂起 would say nothing.
        (Course::Whole, Suspended) => match next_steps(course, before) {
            [head @ .., Suspended] => head,
            all => all,
        },
        (Course::ReportOnly, Registered | Reopened) => &[Reported],
        (Course::ReportOnly, Reported) => &[Closed],
        // Steps that such a matter took while it was of another kind: it is reported from there.
        (Course::ReportOnly, SettledHere | Assigned | Handled | Answered | Revisited) => &[Closed],
        (Course::ReportOnly, SentBack | Suspended) => &[Reported],
        (_, Closed) => &[Reopened],
    }
}

/// Where a matter stands after a step.
#[must_use]
pub fn state(step: MatterStepKind) -> MatterState {
    match step {
        Registered | SentBack | Reopened => MatterState::Waiting,
        Reported => MatterState::Reported,
        Assigned | Handled => MatterState::InHand,
        Suspended => MatterState::Suspended,
        SettledHere | Answered | Revisited => MatterState::Settled,
        Closed => MatterState::Closed,
    }
}

/// The step that settled a matter: who asked has their answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// On which day.
    pub on: NaiveDate,
    /// Inside of the grid.
    pub here: bool,
    /// 办理结果: what was noted of it, else of the handling before it.
    pub result: Option<String>,
}

/// What the steps of a matter say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub state: MatterState,
    /// The day of the last step.
    pub since: NaiveDate,
    /// How it was settled; none while somebody waits, and again after 重开.
    pub settled: Option<Settled>,
    /// It was reported at least once.
    pub reported: bool,
    /// 满意度, as it was said last; of the run since the last 重开.
    pub satisfied: Option<bool>,
}

impl Standing {
    /// Whether somebody waits for it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.settled.is_none()
    }

    /// Whether it was settled without reporting it.
    #[must_use]
    pub fn settled_in_grid(&self) -> bool {
        self.settled.as_ref().is_some_and(|settled| settled.here) && !self.reported
    }

    /// Whether its limit has passed before it was settled: a matter that waits until today, or one settled too late.
    #[must_use]
    pub fn is_late(&self, due: Option<NaiveDate>, today: NaiveDate) -> bool {
        let until = self.settled.as_ref().map_or(today, |settled| settled.on);
        due.is_some_and(|due| until > due)
    }

    /// Whether it waits and its limit has passed.
    #[must_use]
    pub fn is_overdue(&self, due: Option<NaiveDate>, today: NaiveDate) -> bool {
        self.is_open() && self.is_late(due, today)
    }
}

/// What steps in their order say together; nothing where there are none.
#[must_use]
pub fn standing(steps: &[MatterStep]) -> Option<Standing> {
    let last = steps.last()?;
    let mut settled = None;
    let mut satisfied = None;
    let mut handled = None;
    for step in steps {
        match step.step {
            Reopened | SentBack => (settled, satisfied, handled) = (None, None, None),
            Handled => handled = step.note.clone().or(handled),
            SettledHere | Answered | Closed if settled.is_none() => {
                let here = step.step == SettledHere;
                // What was handled is the result, and 反馈 says how they were told.
                let result = if here { step.note.clone() } else { handled.clone().or_else(|| step.note.clone()) };
                settled = Some(Settled { on: step.date, here, result });
            }
            _ => {}
        }
        if matches!(step.step, SettledHere | Answered | Revisited) {
            satisfied = step.satisfied.or(satisfied);
        }
    }
    Some(Standing {
        state: state(last.step),
        since: last.date,
        settled,
        reported: steps.iter().any(|step| step.step == Reported),
        satisfied,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::Id;

    fn step(n: u32, kind: MatterStepKind, day: &str) -> MatterStep {
        MatterStep {
            id: Id::from_u128(u128::from(n)),
            matter: Id::from_u128(1),
            n,
            step: kind,
            date: day.parse().unwrap(),
            actor: None,
            note: Some(format!("{kind}{n}")),
            satisfied: (kind == Revisited).then_some(true),
        }
    }

    fn steps(kinds: &[MatterStepKind]) -> Vec<MatterStep> {
        (1..).zip(kinds).map(|(n, kind)| step(n, *kind, &format!("2026-03-{:02}", n.min(28)))).collect()
    }

    #[test]
    fn the_whole_table_of_steps() {
        let begun = |kinds: &[MatterStepKind]| [&[Registered], kinds].concat();
        let allows = |kinds: &[MatterStepKind]| next_steps(Course::Whole, &begun(kinds)).to_vec();
        let inside = [SettledHere, Reported, Suspended];
        for (before, after) in [
            (&[][..], &inside[..]),
            (&[SettledHere], &[Revisited, Closed, Reopened]),
            (&[Reported], &[Assigned, SentBack, Suspended]),
            (&[Reported, Assigned], &[Handled, SentBack, Suspended]),
            (&[Reported, Assigned, Handled], &[Handled, Answered, SentBack, Suspended]),
            (&[Reported, Assigned, Handled, Answered], &[Revisited, Reopened]),
            (&[SettledHere, Revisited], &[Closed, Reopened]),
            (&[SettledHere, Closed], &[Reopened]),
            (&[Reported, SentBack], &inside),
            (&[SettledHere, Reopened], &inside),
            (&[Suspended], &[SettledHere, Reported]),
            (&[Reported, Suspended], &[Assigned, SentBack]),
            (&[Reported, Assigned, Handled, Suspended], &[Handled, Answered, SentBack]),
        ] {
            assert_eq!(allows(before), after, "after {before:?}");
        }
        assert_eq!(next_steps(Course::Whole, &[]), [Registered]);
        assert_eq!(next_steps(Course::ReportOnly, &[]), [Registered]);
        let only = |kinds: &[MatterStepKind]| next_steps(Course::ReportOnly, &begun(kinds)).to_vec();
        assert_eq!(
            [only(&[]), only(&[Reported]), only(&[Reported, Closed]), only(&[Reported, Closed, Reopened])],
            [[Reported], [Closed], [Reopened], [Reported]]
        );
    }

    #[test]
    fn each_step_stands_in_one_column_of_the_board() {
        for (step, stands) in [
            (Registered, MatterState::Waiting),
            (SettledHere, MatterState::Settled),
            (Reported, MatterState::Reported),
            (Assigned, MatterState::InHand),
            (Handled, MatterState::InHand),
            (Answered, MatterState::Settled),
            (Revisited, MatterState::Settled),
            (Closed, MatterState::Closed),
            (SentBack, MatterState::Waiting),
            (Suspended, MatterState::Suspended),
            (Reopened, MatterState::Waiting),
        ] {
            assert_eq!(state(step), stands, "{step}");
        }
    }

    #[test]
    fn a_matter_is_settled_with_the_answer_and_open_again_after_reopening() {
        let whole = [Registered, Reported, Assigned, Handled, Answered, Revisited, Closed];
        let stands = standing(&steps(&whole)).unwrap();
        let settled = stands.settled.clone().unwrap();
        assert_eq!((settled.on.to_string().as_str(), settled.here), ("2026-03-05", false));
        assert_eq!(
            settled.result.as_deref(),
            Some("处置4"),
            "the handling is the result, the answer says how it was told"
        );
        assert_eq!((stands.state, stands.reported, stands.satisfied), (MatterState::Closed, true, Some(true)));
        assert!(!stands.settled_in_grid());

        let here = standing(&steps(&[Registered, SettledHere, Closed])).unwrap();
        assert!(here.settled_in_grid() && !here.is_open());
        assert_eq!(here.settled.unwrap().result.as_deref(), Some("就地办结2"));

        let again = standing(&steps(&[Registered, SettledHere, Revisited, Reopened])).unwrap();
        assert!(again.is_open() && again.satisfied.is_none());
        let event = standing(&steps(&[Registered, Reported, Closed])).unwrap();
        assert_eq!(event.settled.unwrap().on.to_string(), "2026-03-03");
        assert_eq!(standing(&[]), None);
    }

    #[test]
    fn a_limit_that_has_passed_is_late_and_overdue_only_while_it_waits() {
        let day = |text: &str| text.parse().unwrap();
        let open = standing(&steps(&[Registered, Suspended])).unwrap();
        assert!(!open.is_overdue(Some(day("2026-03-20")), day("2026-03-20")), "the last day is in time");
        assert!(open.is_overdue(Some(day("2026-03-20")), day("2026-03-21")));
        assert!(!open.is_overdue(None, day("2030-01-01")));
        let done = standing(&steps(&[Registered, SettledHere])).unwrap();
        assert!(done.is_late(Some(day("2026-03-01")), day("2026-03-21")), "settled on the second");
        assert!(!done.is_late(Some(day("2026-03-02")), day("2026-03-21")));
        assert!(!done.is_overdue(Some(day("2026-03-01")), day("2026-03-21")));
    }

    proptest! {
        /// Walks by chance: no state is a dead end, a pause changes nothing, and what counts follows from the steps.
        #[test]
        fn any_course_holds_its_rules(turns in prop::collection::vec(0_usize..8, 0..40), only in any::<bool>()) {
            let course = if only { Course::ReportOnly } else { Course::Whole };
            let mut kinds = vec![Registered];
            for turn in turns {
                let allowed = next_steps(course, &kinds);
                prop_assert!(!allowed.is_empty(), "nothing may follow {kinds:?}");
                prop_assert!(!allowed.contains(&Registered), "{kinds:?}");
                if allowed.contains(&Suspended) {
                    let paused = [&kinds[..], &[Suspended]].concat();
                    let mut resumed = next_steps(course, &paused).to_vec();
                    resumed.push(Suspended);
                    prop_assert_eq!(&resumed[..], allowed);
                }
                kinds.push(allowed[turn % allowed.len()]);
            }
            let stands = standing(&steps(&kinds)).unwrap();
            prop_assert_eq!(stands.state, state(kinds[kinds.len() - 1]));
            let waits = !matches!(stands.state, MatterState::Settled | MatterState::Closed);
            prop_assert_eq!(stands.is_open(), waits, "{:?}", kinds);
            prop_assert_eq!(stands.reported, kinds.contains(&Reported));
            if stands.settled_in_grid() {
                prop_assert!(kinds.contains(&SettledHere) && !kinds.contains(&Reported));
            }
        }
    }
}
