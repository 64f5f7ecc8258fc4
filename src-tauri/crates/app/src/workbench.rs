//! 工作台: how the running month stands, in numbers that each open their records.
//!
//! Not here: visits, which have their own questions ([`crate::visits`]). Never here: the kind of anybody's tag, because
//! this page stands open while others look on.

use domain::date::Month;
use domain::day::Measure;
use serde::Serialize;
use ts_rs::TS;

use crate::closings;
use crate::failure::Result;
use crate::forms::{Link, Part, What};
use crate::ledger::{Ask, CORRECTED, Ledger, Terms, Told, told};
use crate::matters::Cases;
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

/// `last` ± `corrected` + what came − what went ± `difference` = `this`, taken off when `less`.
///
/// The difference is as many records as it opens. Where some came and others went without a reason, they stand in it
/// together under a word of their own, and the sum lies between: it is no sum then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MonthBalance {
    /// On the reporting day before.
    pub last: Figure,
    /// 事后更正 of a sealed month before: what it says now beyond what was sealed; none where that is nothing.
    pub corrected: Option<Figure>,
    /// That is taken off.
    pub corrected_less: bool,
    /// Reasons to come that occurred.
    pub came: Vec<Figure>,
    /// Reasons to go that occurred.
    pub went: Vec<Figure>,
    /// Who came or went without a reason, as many as there are: 差额, or 来去不明 where there are both; none where
    /// everybody has a reason.
    pub difference: Option<Figure>,
    /// The difference is taken off (true) or added (false); none where it is no sum.
    pub less: Option<bool>,
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
    /// The month that is over and not sealed yet.
    pub to_close: Option<String>,
    /// Open doubts.
    pub doubts: usize,
    /// Needs that still wait; not those that became matters.
    pub needs: u32,
    /// 民情事项 for which somebody still waits.
    pub matters: u32,
    /// Among them, those whose limit has passed.
    pub overdue: u32,
}

/// How the running month stands.
///
/// # Errors
/// What the store says.
pub fn workbench(session: &Session) -> Result<Workbench> {
    let Told { ask, ledger, .. } = told(session, None, None, false)?;
    let (persons, households) = balances(&ask, &ledger);
    let (doubts, needs, cases, to_close) = session.read(|reader| {
        let needs = reader.open_needs()?.into_values().sum();
        let to_close = closings::due(reader, session.today())?;
        Ok((crate::doubts::open(reader)?.len(), needs, Cases::read(reader)?, to_close))
    })?;
    let open = || cases.all.iter().filter(|case| case.standing.is_open());
    Ok(Workbench {
        month: ask.month.to_string(),
        on: ask.as_of.to_string(),
        days_left: (ask.month.last_day() - session.today()).num_days(),
        persons,
        households,
        to_close: to_close.map(|month| month.to_string()),
        doubts,
        needs,
        matters: open().count() as u32,
        overdue: open().filter(|case| case.standing.is_overdue(case.matter.due, session.today())).count() as u32,
    })
}

/// The balances of persons and of households of a ledger. The last one is that of all that the station keeps; where
/// nobody is or was, there is none.
pub(crate) fn balances(ask: &Ask, ledger: &Ledger) -> (MonthBalance, MonthBalance) {
    let whole = ledger.balance.last();
    let none = Terms { last: 0, corrected: 0, came: Vec::new(), went: Vec::new(), this: 0, difference: 0 };
    let part = whole.map_or(Part::Village, |row| row.part);
    let numbers = Numbers { month: ask.month, part };
    let persons = whole.map_or((&none, 0), |row| (&row.terms, row.unexplained));
    let homes = whole.map_or((&none, 0), |row| (&row.households.terms, row.households.unexplained));
    (numbers.balance(persons, &PERSONS), numbers.balance(homes, &HOUSEHOLDS))
}

/// What the numbers of a balance count.
struct Side {
    last: What,
    corrected: What,
    this: What,
    open: What,
    term: fn(&str) -> Option<What>,
}

const PERSONS: Side = Side {
    last: What::Last,
    corrected: What::Corrected,
    this: What::Measure(Measure::Persons),
    open: What::Unexplained,
    term: What::person_term,
};

const HOUSEHOLDS: Side = Side {
    last: What::LastHouseholds,
    corrected: What::CorrectedHouseholds,
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
    fn balance(&self, (terms, unexplained): (&Terms, u32), side: &Side) -> MonthBalance {
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
        let one_way = unexplained > 0 && terms.difference.unsigned_abs() == u64::from(unexplained);
        let word = if one_way { "差额" } else { "来去不明" };
        MonthBalance {
            last: figure("上月", terms.last, side.last),
            corrected: (terms.corrected != 0).then(|| {
                let size = u32::try_from(terms.corrected.unsigned_abs()).unwrap_or(u32::MAX);
                figure(CORRECTED, size, side.corrected)
            }),
            corrected_less: terms.corrected < 0,
            came: occurred(&terms.came),
            went: occurred(&terms.went),
            difference: (unexplained > 0).then(|| figure(word, unexplained, side.open)),
            less: one_way.then_some(terms.difference < 0),
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
        let MonthBalance { last, came, went, difference, less, this, .. } = bench.persons;
        assert_eq!((last.number, this.number, difference, less), (2, 2, None, None));
        assert_eq!((shown(&came), shown(&went)), (vec![("出生".into(), 1)], vec![("迁出".into(), 1)]));
        for figure in [last, this].into_iter().chain(came).chain(went) {
            let behind = records_behind(&opened.session, &figure.link).unwrap();
            assert_eq!(behind.persons.len(), figure.number as usize, "{}", figure.link);
        }
        let behind = records_behind(&opened.session, &bench.households.this.link).unwrap();
        assert_eq!((behind.households.len(), bench.households.this.number), (1, 1));
    }

    #[test]
    fn who_went_without_a_reason_is_taken_off_and_opens() {
        let mut village = Village::opened("2026-01-01");
        let grid = village.grid(1);
        village.found_groups();
        let home = village.household(grid);
        village.head(home);
        let gone = village.person(home);
        village.rows.residences.iter_mut().find(|stay| stay.person == gone).unwrap().to = date("2026-03-10");
        let opened = open(&village.rows, "2026-03-20");
        let MonthBalance { last, difference, less, this, .. } = workbench(&opened.session).unwrap().persons;
        let difference = difference.unwrap();
        assert_eq!((difference.word.as_str(), difference.number, less), ("差额", 1, Some(true)));
        assert_eq!(last.number - difference.number, this.number);
        assert_eq!(records_behind(&opened.session, &difference.link).unwrap().persons.len(), 1);
    }

    /// The balance of households of a March in which so many empty that are not closed, and so many that stood empty
    /// are lived in again; and how many the difference opens.
    fn of_homes(emptied: usize, filled: usize) -> (MonthBalance, usize) {
        let mut village = Village::opened("2026-01-01");
        let grid = village.grid(1);
        village.found_groups();
        for at in 0..emptied + filled + 1 {
            let home = village.household(grid);
            let head = village.head(home);
            let stay = village.rows.residences.iter_mut().find(|stay| stay.person == head).unwrap();
            if at < emptied {
                stay.to = date("2026-03-10");
            } else if at < emptied + filled {
                stay.from = date("2026-03-02");
            }
        }
        let opened = open(&village.rows, "2026-03-20");
        let homes = workbench(&opened.session).unwrap().households;
        let link = &homes.difference.as_ref().unwrap().link;
        let behind = records_behind(&opened.session, link).unwrap().households.len();
        (homes, behind)
    }

    #[test]
    fn what_came_without_a_reason_is_added() {
        let (balance, behind) = of_homes(0, 2);
        let difference = balance.difference.unwrap();
        assert_eq!((difference.word.as_str(), difference.number, behind), ("差额", 2, 2));
        assert_eq!(balance.less, Some(false));
        assert_eq!(balance.last.number + difference.number, balance.this.number);
    }

    #[test]
    fn what_came_and_what_went_without_a_reason_do_not_hide_each_other() {
        let (balance, behind) = of_homes(1, 1);
        let difference = balance.difference.unwrap();
        assert_eq!((difference.word.as_str(), difference.number, behind), ("来去不明", 2, 2));
        assert_eq!((balance.less, balance.last.number), (None, balance.this.number));
    }

    #[test]
    fn a_book_without_anybody_stands_at_zero() {
        let opened = open(&Village::opened("2026-01-01").rows, "2026-03-20");
        let bench = workbench(&opened.session).unwrap();
        assert_eq!((bench.persons.this.number, bench.households.this.number, bench.doubts, bench.needs), (0, 0, 0, 0));
    }
}
