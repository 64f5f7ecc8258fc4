use chrono::Days;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn told(stretch: Stretch) -> String {
    format!("{} {}..{}", stretch.last, stretch.from, stretch.to)
}

#[test]
fn a_period_ends_on_the_reporting_day_of_its_last_month() {
    let table = [
        (DutyPeriod::Month, "2026-02", None, "2026-02 2026-02-01..2026-02-28"),
        (DutyPeriod::Month, "2026-03", Some(25), "2026-03 2026-02-26..2026-03-25"),
        (DutyPeriod::Month, "2026-03", Some(30), "2026-03 2026-03-01..2026-03-30"),
        (DutyPeriod::Quarter, "2026-05", None, "2026-06 2026-04-01..2026-06-30"),
        (DutyPeriod::Quarter, "2026-01", Some(25), "2026-03 2025-12-26..2026-03-25"),
        (DutyPeriod::Year, "2026-12", None, "2026-12 2026-01-01..2026-12-31"),
        (DutyPeriod::Year, "2026-01", Some(25), "2026-12 2025-12-26..2026-12-25"),
    ];
    for (period, of, reporting, expected) in table {
        assert_eq!(told(period.stretch(month(of), |_| reporting)), expected);
    }
}

#[test]
fn past_its_reporting_day_a_month_is_over_and_the_next_one_runs() {
    assert_eq!(running(day("2026-11-25"), |_| Some(25)), month("2026-11"));
    assert_eq!(running(day("2026-11-26"), |_| Some(25)), month("2026-12"));
    assert_eq!(running(day("2026-11-30"), |_| None), month("2026-11"));
}

#[test]
fn red_is_only_what_is_missing_after_the_period_closed() {
    let state = |min, done, closed| Tally::of(min, done, 0, closed).state;
    assert_eq!(state(Some(2), 2, false), DutyState::Done);
    assert_eq!(state(Some(2), 3, true), DutyState::Done);
    assert_eq!(state(Some(2), 1, false), DutyState::Open);
    assert_eq!(state(Some(2), 1, true), DutyState::Missing);
    assert_eq!(state(None, 0, true), DutyState::NoNumber);
    assert_eq!(Tally::of(Some(3), 1, 0, true).missing, 2);
}

#[test]
fn of_several_those_count_who_have_all_of_theirs() {
    let of = |done| Tally::of(Some(3), done, 1, true);
    let together = Tally::together([of(3), of(5), of(2), of(0)]).unwrap();
    assert_eq!((together.required, together.done, together.missing), (Some(4), 2, 2));
    assert_eq!((together.late, together.state), (4, DutyState::Missing));
    let free = Tally::together([Tally::of(None, 2, 0, true), Tally::of(None, 1, 0, true)]).unwrap();
    assert_eq!((free.required, free.done, free.state), (None, 3, DutyState::NoNumber));
    assert_eq!(Tally::together([]), None);
}

fn deed(from: &str, to: &str, entered_on: Option<&str>) -> Deed {
    Deed {
        kind: DeedKind::Meeting,
        id: Id::from_u128(1),
        from: day(from),
        to: day(to),
        entered_on: entered_on.map(day),
    }
}

#[test]
fn what_was_written_down_after_more_than_a_week_is_late() {
    let late = |entered_on| deed("2026-03-10", "2026-03-10", entered_on).is_late();
    assert_eq!(
        [Some("2026-03-10"), Some("2026-03-17"), Some("2026-03-18"), None].map(late),
        [false, false, true, false]
    );
}

#[test]
fn a_post_that_is_held_counts_in_every_period_that_it_touches() {
    let held = deed("2026-03-31", "2026-05-01", None);
    let lies = |from, to| held.lies_in(day(from), day(to));
    assert!(lies("2026-03-01", "2026-03-31") && lies("2026-04-01", "2026-04-30") && lies("2026-05-01", "2026-05-31"));
    assert!(!lies("2026-03-01", "2026-03-30") && !lies("2026-05-02", "2026-06-30"));
}

proptest! {
    /// Whatever reporting days were set when, every day lies in exactly one period of each length.
    #[test]
    fn periods_follow_each_other_without_a_gap(set in prop::collection::vec(prop::option::of(1u32..=31), 40), at in 3u32..24) {
        let reporting = |month: Month| {
            let number = (month.first_day().year() - 2024) * 12 + month.first_day().month0() as i32;
            usize::try_from(number).ok().and_then(|at| set.get(at).copied()).flatten()
        };
        let first = month("2024-01").first_day();
        let here = Month::of(first.checked_add_months(chrono::Months::new(at)).unwrap());
        for period in [DutyPeriod::Month, DutyPeriod::Quarter, DutyPeriod::Year] {
            let one = period.stretch(here, reporting);
            let next = period.stretch(one.last.next(), reporting);
            prop_assert_eq!(one.to.succ_opt().unwrap(), next.from);
            prop_assert!(one.from <= one.to);
            prop_assert_eq!(period.stretch(one.last, reporting), one);
        }
        let one = DutyPeriod::Month.stretch(here, reporting);
        for on in [one.from, one.to] {
            prop_assert_eq!(running(on, reporting), here);
        }
        let inside = one.from.checked_add_days(Days::new(10)).unwrap().min(one.to);
        prop_assert_eq!(running(inside, reporting), here);
    }

    #[test]
    fn nothing_is_both_done_and_missing(min in prop::option::of(0u32..9), done in 0u32..12, closed: bool) {
        let tally = Tally::of(min, done, 0, closed);
        prop_assert_eq!(tally.missing == 0, matches!(tally.state, DutyState::Done | DutyState::NoNumber));
        prop_assert!(tally.state != DutyState::Missing || closed);
        prop_assert!(min.is_none_or(|min| tally.missing + done >= min && tally.missing <= min));
    }
}
