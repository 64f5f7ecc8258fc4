//! When a backup is due and which ones are kept.
//!
//! Order is the backups' running number, never a date: a clock may jump a year either way, and then a date only says
//! which backups share a label. Deliberately not here: files, and whether a backup is a good one.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

/// Minutes of work after which what has changed is backed up.
pub const EVERY_MINUTES: u64 = 30;

/// Distinct days, weeks and months of which the newest backup is kept.
const DAYS: usize = 12;
const WEEKS: usize = 10;
const MONTHS: usize = 9;

/// More than this are never kept: the above, the newest proven one, and the last of the schema before.
pub const MOST: usize = DAYS + WEEKS + MONTHS + 2;

/// When somebody asks whether a backup is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The book is being locked or closed.
    Closing,
    /// In the middle of work: so many minutes since the book was opened or last backed up.
    Working {
        /// By a clock that does not jump.
        minutes: u64,
    },
}

/// Whether a backup is to be made; `changed`: since the last proven one.
#[must_use]
pub fn is_due(changed: bool, moment: Moment) -> bool {
    changed
        && match moment {
            Moment::Closing => true,
            Moment::Working { minutes } => minutes >= EVERY_MINUTES,
        }
}

/// What thinning knows of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its running number: who is older.
    pub number: u64,
    /// The day its clock showed; a label.
    pub day: NaiveDate,
    /// Version of its schema; a label too.
    pub schema: u32,
    /// It was found good when it was made.
    pub proven: bool,
}

/// The numbers that may go. Kept are the newest of each of the last 12 days, 10 weeks and 9 months that have any, going
/// back by number; the newest proven one in any case; and the last one of the schema before the newest's, which is what
/// was made before the book was brought up to a new program.
#[must_use]
pub fn thin(backups: &[Kept]) -> Vec<u64> {
    let mut newest_first = backups.to_vec();
    newest_first.sort_by_key(|one| std::cmp::Reverse(one.number));
    let proven = newest_first.iter().find(|one| one.proven).map(|one| one.number);
    let schema = newest_first.first().map(|one| one.schema);
    let before = newest_first.iter().find(|one| one.proven && Some(one.schema) != schema).map(|one| one.number);
    let (mut days, mut weeks, mut months) = (Labels::new(DAYS), Labels::new(WEEKS), Labels::new(MONTHS));
    let mut gone = Vec::new();
    for one in newest_first {
        let week = one.day.iso_week();
        // Each of them is asked: a backup that is the day's newest may be its week's and its month's too.
        let is_kept = [
            days.take(one.day.year(), one.day.ordinal()),
            weeks.take(week.year(), week.week()),
            months.take(one.day.year(), one.day.month()),
        ];
        if !is_kept.contains(&true) && Some(one.number) != proven && Some(one.number) != before {
            gone.push(one.number);
        }
    }
    gone
}

/// The first so many distinct labels that come by.
struct Labels {
    most: usize,
    seen: BTreeSet<(i32, u32)>,
}

impl Labels {
    fn new(most: usize) -> Self {
        Self { most, seen: BTreeSet::new() }
    }

    /// Whether this is the first with its label, and the label one of the first.
    fn take(&mut self, year: i32, part: u32) -> bool {
        self.seen.len() < self.most && self.seen.insert((year, part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn kept(number: u64, day: NaiveDate) -> Kept {
        Kept { number, day, schema: 3, proven: true }
    }

    /// Backups made one after the other, each followed by thinning.
    fn lived(days: impl IntoIterator<Item = (NaiveDate, bool)>) -> Vec<Kept> {
        let mut all: Vec<Kept> = Vec::new();
        for (number, (day, proven)) in (1..).zip(days) {
            all.push(Kept { proven, ..kept(number, day) });
            let newest_proven = all.iter().rfind(|one| one.proven).copied();
            let gone = thin(&all);
            all.retain(|one| !gone.contains(&one.number));
            assert!(newest_proven.is_none_or(|one| all.contains(&one)), "the newest proven one went: {all:?}");
            assert!(all.len() <= MOST, "{} backups are kept", all.len());
        }
        all
    }

    #[test]
    fn a_backup_is_due_at_the_end_or_after_half_an_hour_and_never_without_a_change() {
        for (changed, moment, due) in [
            (true, Moment::Closing, true),
            (true, Moment::Working { minutes: 29 }, false),
            (true, Moment::Working { minutes: 30 }, true),
            (false, Moment::Closing, false),
            (false, Moment::Working { minutes: 600 }, false),
        ] {
            assert_eq!(is_due(changed, moment), due, "{changed} {moment:?}");
        }
    }

    #[test]
    fn a_year_of_three_backups_a_day_keeps_twelve_days_ten_weeks_and_nine_months() {
        let first = day("2026-01-01");
        let days = (0..365).flat_map(|at| [(first + Days::new(at), true); 3]);
        let all = lived(days);
        let days: Vec<String> = all.iter().rev().map(|one| one.day.to_string()).collect();
        assert_eq!(days[..3], ["2026-12-31", "2026-12-30", "2026-12-29"]);
        assert!(all.iter().all(|one| one.number % 3 == 0), "the last of each day");
        let last = day("2026-12-31");
        for (most, days_back) in [(12, 11), (10, 9 * 7 + 6), (9, 8 * 31)] {
            let reach = all.iter().filter(|one| (last - one.day).num_days() <= days_back).count();
            assert!(reach >= most, "{most} within {days_back} days: {reach}");
        }
        assert_eq!(all.first().unwrap().day, day("2026-04-30"), "the ninth month back");
    }

    #[test]
    fn a_clock_a_year_ahead_for_a_week_and_back_again_takes_no_recent_backup() {
        let first = day("2026-01-01");
        let at =
            |day: u64| if (180..187).contains(&day) { first + Days::new(day + 365) } else { first + Days::new(day) };
        let all = lived((0..200).map(|day| (at(day), true)));
        let newest: Vec<u64> = all.iter().rev().take(12).map(|one| one.number).collect();
        assert_eq!(newest, (189..=200).rev().collect::<Vec<u64>>());
        // On the last day before the clock came back, what was made with it a year ahead is the newest.
        let ahead = lived((0..187).map(|day| (at(day), true)));
        assert_eq!(ahead.iter().rev().take(12).map(|one| one.number).min(), Some(176));
    }

    #[test]
    fn what_was_made_before_a_new_schema_outlives_the_day() {
        let today = day("2026-03-20");
        let old = |number| Kept { schema: 2, ..kept(number, today) };
        assert_eq!(thin(&[old(1), old(2), kept(3, today), kept(4, today)]), [3, 1]);
    }

    #[test]
    fn any_run_of_jumping_clocks_and_failures_keeps_the_newest_proven_one_and_stays_small() {
        let mut state = 7_u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..40 {
            let mut today = day("2026-06-15");
            let days: Vec<(NaiveDate, bool)> = (0..400)
                .map(|_| {
                    today = match draw(20) {
                        0 => today + Days::new(365),
                        1 => today - Days::new(365),
                        2..=9 => today,
                        _ => today + Days::new(1 + draw(3)),
                    };
                    (today, draw(5) > 0)
                })
                .collect();
            lived(days);
        }
    }
}
