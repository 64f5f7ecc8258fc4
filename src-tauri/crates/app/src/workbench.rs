//! 工作台: how the running month stands, in numbers that each open their records.
//!
//! Not here: visits, which have their own questions ([`crate::visits`]). Never here: the kind of anybody's tag, because
//! this page stands open while others look on.

use domain::date::Month;
use domain::day::{Measure, Scope};
use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::forms::{Link, Part, What};
use crate::ledger::{Ask, Terms, facts};
use crate::session::Session;

/// A number, and the key that opens the records that it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Figure {
    /// 出生, 迁入, …; 上月, 本月.
    pub word: String,
    /// How many.
    pub number: u32,
    /// For `records_behind`.
    pub link: String,
}

/// `last` + what came − what went + `difference` = `this`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MonthBalance {
    /// On the reporting day before.
    pub last: Figure,
    /// Reasons to come that occurred.
    pub came: Vec<Figure>,
    /// Reasons to go that occurred.
    pub went: Vec<Figure>,
    /// Who came or went without a reason; none where the balance holds.
    pub difference: Option<Figure>,
    /// Today, or on the reporting day once it is past.
    pub this: Figure,
}

/// The running month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Workbench {
    /// `2026-11`.
    pub month: String,
    /// The day whose evening it shows.
    pub on: String,
    /// Days until the month's last one.
    pub days_left: i64,
    /// 人口.
    pub persons: MonthBalance,
    /// 户数.
    pub households: MonthBalance,
    /// Open doubts.
    pub doubts: usize,
    /// Needs that still wait.
    pub needs: u32,
}

/// How the running month stands.
///
/// # Errors
/// What the store says.
pub fn workbench(session: &Session) -> Result<Workbench> {
    let (register, ask) = Ask::new(session, None, None, false)?;
    let ledger = facts(&register, &ask)?;
    // The last balance is that of all that the station keeps; where nobody is or was, there is none.
    let whole = ledger.balance.last();
    let none = Terms { last: 0, came: Vec::new(), went: Vec::new(), this: 0, difference: 0 };
    let part = Part::of(whole.map_or(Scope::Village, |row| row.scope), &register);
    let numbers = Numbers { month: ask.month, part };
    let (doubts, needs) =
        session.read(|reader| Ok((crate::doubts::open(reader)?.len(), reader.open_needs()?.into_values().sum())))?;
    Ok(Workbench {
        month: ask.month.to_string(),
        on: ask.as_of.to_string(),
        days_left: (ask.month.last_day() - session.today()).num_days(),
        persons: numbers.balance(whole.map_or(&none, |row| &row.terms), &PERSONS),
        households: numbers.balance(whole.map_or(&none, |row| &row.households.terms), &HOUSEHOLDS),
        doubts,
        needs,
    })
}

/// What the numbers of a balance count.
struct Side {
    last: What,
    this: What,
    open: What,
    term: fn(&str) -> Option<What>,
}

const PERSONS: Side =
    Side { last: What::Last, this: What::Measure(Measure::Persons), open: What::Unexplained, term: What::person_term };

const HOUSEHOLDS: Side = Side {
    last: What::LastHouseholds,
    this: What::Measure(Measure::Households),
    open: What::UnexplainedHouseholds,
    term: What::household_term,
};

/// The numbers of a part of the village in a month.
struct Numbers {
    month: Month,
    part: Part,
}

impl Numbers {
    fn balance(&self, terms: &Terms, side: &Side) -> MonthBalance {
        let Self { month, part } = *self;
        let figure = |word: &str, number: u32, what: What| Figure {
            word: word.to_owned(),
            number,
            link: Link { month, part, what }.to_string(),
        };
        let occurred = |list: &[(&'static str, u32)]| {
            let there = list.iter().filter(|(_, number)| *number > 0);
            there.filter_map(|(word, number)| Some(figure(word, *number, (side.term)(word)?))).collect()
        };
        let left = u32::try_from(terms.difference.unsigned_abs()).unwrap_or(u32::MAX);
        MonthBalance {
            last: figure("上月", terms.last, side.last),
            came: occurred(&terms.came),
            went: occurred(&terms.went),
            difference: (left > 0).then(|| figure("差额", left, side.open)),
            this: figure("本月", terms.this, side.this),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::records_behind;
    use crate::testing::{Village, date, open};

    #[test]
    fn every_number_opens_as_many_records_as_it_says() {
        let mut village = Village::opened("2026-01-01");
        let grid = village.grid(1);
        village.found_groups();
        let home = village.household(grid);
        let people = [village.head(home), village.person(home), village.person(home)];
        let child = village.rows.residences.iter_mut().find(|stay| stay.person == people[1]).unwrap();
        child.from = date("2026-03-02");
        child.from_reason = Some(domain::person::FromReason::Birth);
        let gone = village.rows.residences.iter_mut().find(|stay| stay.person == people[2]).unwrap();
        gone.to = date("2026-03-10");
        gone.to_reason = Some(domain::person::ToReason::MoveOut);
        let opened = open(&village.rows, "2026-03-20");
        let bench = workbench(&opened.session).unwrap();
        assert_eq!((bench.month.as_str(), bench.on.as_str(), bench.days_left), ("2026-03", "2026-03-20", 11));
        let shown = |list: &[Figure]| list.iter().map(|one| (one.word.clone(), one.number)).collect::<Vec<_>>();
        let MonthBalance { last, came, went, difference, this } = bench.persons;
        assert_eq!((last.number, this.number, difference), (2, 2, None));
        assert_eq!((shown(&came), shown(&went)), (vec![("出生".into(), 1)], vec![("迁出".into(), 1)]));
        for figure in [last, this].into_iter().chain(came).chain(went) {
            let behind = records_behind(&opened.session, &figure.link).unwrap();
            assert_eq!(behind.persons.len(), figure.number as usize, "{}", figure.link);
        }
        let behind = records_behind(&opened.session, &bench.households.this.link).unwrap();
        assert_eq!((behind.households.len(), bench.households.this.number), (1, 1));
    }

    #[test]
    fn who_went_without_a_reason_is_a_difference_that_opens_them() {
        let mut village = Village::opened("2026-01-01");
        let grid = village.grid(1);
        village.found_groups();
        let home = village.household(grid);
        village.head(home);
        let gone = village.person(home);
        village.rows.residences.iter_mut().find(|stay| stay.person == gone).unwrap().to = date("2026-03-10");
        let opened = open(&village.rows, "2026-03-20");
        let difference = workbench(&opened.session).unwrap().persons.difference.unwrap();
        assert_eq!(difference.number, 1);
        assert_eq!(records_behind(&opened.session, &difference.link).unwrap().persons.len(), 1);
    }

    #[test]
    fn a_book_without_anybody_stands_at_zero() {
        let opened = open(&Village::opened("2026-01-01").rows, "2026-03-20");
        let bench = workbench(&opened.session).unwrap();
        assert_eq!((bench.persons.this.number, bench.households.this.number, bench.doubts, bench.needs), (0, 0, 0, 0));
    }
}
