//! How much of each entry counts, once the caps of the rules are kept.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Points, ScoreRule};
use crate::date::Month;
use crate::id::Id;

/// An entry and how much of it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Place among the entries that were given.
    pub at: usize,
    /// What counts of it, of the rule's sign; nothing once the cap is reached.
    pub points: Points,
}

/// What counts of somebody's entries, in the order of their days: a rule gives in each of its periods no more than its
/// cap. An entry under a rule that is not among `rules` does not count and is left out.
#[must_use]
pub fn count(rules: &HashMap<Id, ScoreRule>, entries: &[(Id, NaiveDate, Points)]) -> Vec<Counted> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| entries[*at].1);
    let mut given: HashMap<(Id, NaiveDate), Points> = HashMap::new();
    let mut counted = Vec::with_capacity(entries.len());
    for at in order {
        let (id, date, points) = entries[at];
        let Some(rule) = rules.get(&id) else { continue };
        let begins = rule.period.begins(Month::of(date)).first_day();
        let given = given.entry((id, begins)).or_default();
        let room = rule.cap.map_or(points.amount(), |cap| cap + -*given);
        let amount = points.amount().min(room).max(Points::NONE);
        *given = *given + amount;
        counted.push(Counted { at, points: if points.is_negative() { -amount } else { amount } });
    }
    counted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::score::{Evidence, ScoreAbout, ScorePeriod};

    fn rule(id: u128, points: i64, cap: Option<i64>, period: ScorePeriod) -> (Id, ScoreRule) {
        let id = Id::from_u128(id);
        let rule = ScoreRule {
            id,
            year: 2026,
            about: ScoreAbout::Member,
            kind: None,
            text: "示例".to_owned(),
            points: Points::tenths(points),
            cap: cap.map(Points::tenths),
            period,
            evidence: Evidence::ByHand,
            of: None,
        };
        (id, rule)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_cap_holds_in_each_period_and_the_last_entry_counts_in_part() {
        let rules = HashMap::from([rule(1, 10, Some(25), ScorePeriod::Quarter)]);
        let of = |date| (Id::from_u128(1), day(date), Points::tenths(10));
        let entries = [of("2026-03-31"), of("2026-01-02"), of("2026-02-01"), of("2026-04-01"), of("2026-03-01")];
        let counted = count(&rules, &entries);
        let points: Vec<(usize, i64)> = counted.iter().map(|one| (one.at, one.points.in_tenths())).collect();
        assert_eq!(points, [(1, 10), (2, 10), (4, 5), (0, 0), (3, 10)], "by day; April begins anew");
    }

    #[test]
    fn what_takes_away_is_capped_by_its_amount() {
        let rules = HashMap::from([rule(1, -20, Some(30), ScorePeriod::Year)]);
        let entries = ["2026-01-01", "2026-12-31"].map(|date| (Id::from_u128(1), day(date), Points::tenths(-20)));
        let points: Vec<i64> = count(&rules, &entries).iter().map(|one| one.points.in_tenths()).collect();
        assert_eq!(points, [-20, -10]);
    }

    proptest! {
        /// Whatever comes: no period of a rule gives more than its cap, nothing changes sign or grows, and without a cap
        /// all of it counts.
        #[test]
        fn caps_hold(days in prop::collection::vec((0_u64..365, 1_i64..40), 0..40), cap in prop::option::of(1_i64..60)) {
            let rules = HashMap::from([rule(1, 10, cap, ScorePeriod::Month)]);
            let entries: Vec<_> = days
                .iter()
                .map(|(days, tenths)| {
                    (Id::from_u128(1), day("2026-01-01") + chrono::Days::new(*days), Points::tenths(*tenths))
                })
                .collect();
            let counted = count(&rules, &entries);
            prop_assert_eq!(counted.len(), entries.len());
            let mut months: HashMap<Month, i64> = HashMap::new();
            for one in &counted {
                let (_, date, points) = entries[one.at];
                prop_assert!(one.points >= Points::NONE && one.points <= points);
                *months.entry(Month::of(date)).or_default() += one.points.in_tenths();
            }
            match cap {
                Some(cap) => prop_assert!(months.values().all(|sum| *sum <= cap)),
                None => prop_assert!(counted.iter().all(|one| one.points == entries[one.at].2)),
            }
        }
    }
}
