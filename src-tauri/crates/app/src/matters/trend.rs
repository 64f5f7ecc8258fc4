//! How matters come and go: by kind, by hamlet, by month. Every number opens its records: as many as the list of the
//! same question holds.

use std::collections::HashMap;

use domain::date::Month;
use domain::register::Register;
use serde::Serialize;
use ts_rs::TS;

use super::{Case, Cases, MatterQuery};
use crate::activities::Period;
use crate::asked;
use crate::failure::Result;
use crate::order::hamlets;
use crate::session::Session;

/// How many there were of one kind, or in one hamlet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MatterTally {
    /// Of what: a kind, a hamlet; empty = of none.
    pub word: String,
    /// Came up.
    pub total: u32,
    /// For which somebody still waits.
    pub open: u32,
    /// Among them, those whose limit has passed.
    pub overdue: u32,
    /// Settled without reporting it.
    pub in_grid: u32,
}

/// A month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MatterMonth {
    /// `2026-11`.
    pub month: String,
    /// Came up in it.
    pub opened: u32,
    /// Of those, for which somebody still waits.
    pub open: u32,
    /// Settled in it, whenever they came up.
    pub settled: u32,
}

/// Matters of a period by kind and hamlet, and the months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MatterTrends {
    /// All of the period.
    pub total: MatterTally,
    /// By kind, in the pack's order; kinds without any too.
    pub kinds: Vec<MatterTally>,
    /// By hamlet, in their order; hamlets without any too. Without a household: the last one, where there are any.
    pub hamlets: Vec<MatterTally>,
    /// Twelve months up to the running one or, of a period, its own, the last one first.
    pub months: Vec<MatterMonth>,
}

impl MatterTally {
    fn named(word: &str) -> Self {
        Self { word: word.to_owned(), ..Self::default() }
    }

    fn add(&mut self, case: &Case, today: chrono::NaiveDate) {
        self.total += 1;
        self.open += u32::from(case.standing.is_open());
        self.overdue += u32::from(case.standing.is_overdue(case.matter.due, today));
        self.in_grid += u32::from(case.standing.settled_in_grid());
    }
}

/// How many came up in a period, by kind, hamlet and month; `period` and `grid` of the query are heeded.
///
/// # Errors
/// `not_a_date` for a period that is none; a grid that is not there; what the store says.
pub fn trends(session: &Session, query: &MatterQuery) -> Result<MatterTrends> {
    let register = session.register()?;
    let today = session.today();
    let unit = asked::unit(&register, query.grid.as_deref())?;
    let period = Period::read(query.period.as_deref(), today)?;
    let mut cases = session.read(Cases::read)?;
    cases.all.retain(|case| unit.is_none_or(|unit| case.matter.unit == Some(unit)));
    let inside: Vec<&Case> =
        cases.all.iter().filter(|case| (period.from..=period.to).contains(&case.matter.date)).collect();
    let mut total = MatterTally::named("");
    inside.iter().for_each(|case| total.add(case, today));
    let of = |words: Vec<&str>, word: &dyn Fn(&Case) -> String| {
        let mut tallies: Vec<MatterTally> = words.into_iter().map(MatterTally::named).collect();
        for case in &inside {
            let word = word(case);
            let at = tallies.iter().position(|tally| tally.word == word);
            let at = at.unwrap_or_else(|| {
                tallies.push(MatterTally::named(&word));
                tallies.len() - 1
            });
            tallies[at].add(case, today);
        }
        tallies
    };
    let pack = session.standard()?;
    let kinds = pack.matters.iter().map(|kind| kind.kind.as_str()).collect();
    let rows = register.rows();
    let open = rows.households.iter().filter(|row| row.to.is_none());
    let places = hamlets(open.filter_map(|row| row.hamlet.as_deref()));
    Ok(MatterTrends {
        total,
        kinds: of(kinds, &|case| case.matter.kind.clone()),
        hamlets: of(places, &|case| hamlet(&register, case)),
        months: months(&cases, period, query.period.is_some(), today),
    })
}

fn hamlet(register: &Register, case: &Case) -> String {
    let household = case.matter.household.and_then(|household| register.household(household));
    household.and_then(|row| row.hamlet.clone()).unwrap_or_default()
}

fn months(cases: &Cases, period: Period, asked: bool, today: chrono::NaiveDate) -> Vec<MatterMonth> {
    let mut tallies: HashMap<Month, (u32, u32, u32)> = HashMap::new();
    for case in &cases.all {
        let came = tallies.entry(Month::of(case.matter.date)).or_default();
        came.0 += 1;
        came.1 += u32::from(case.standing.is_open());
        if let Some(on) = case.settled_on() {
            tallies.entry(Month::of(on)).or_default().2 += 1;
        }
    }
    let mut month = Month::of(if asked { period.to.min(today) } else { today });
    let mut list = Vec::new();
    while list.len() < 12 && (!asked || month.last_day() >= period.from) {
        let (opened, open, settled) = tallies.get(&month).copied().unwrap_or_default();
        list.push(MatterMonth { month: month.to_string(), opened, open, settled });
        month = month.previous();
    }
    list
}
