//! How far the visits of a month and of its quarter reached, by hamlet, by grid and by household.

use chrono::NaiveDate;
use domain::date::Month;
use domain::day::Day;
use domain::visit::quarter_of;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::places::Places;
use super::seen::{Away, seen};
use crate::asked;
use crate::failure::Result;
use crate::ledger::{reporting_day, running};
use crate::session::Session;

/// Which month, and of what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct CoverageQuery {
    /// `2026-11`; the running one, up to today, when it is left out.
    pub month: Option<String>,
    /// One grid only: row id, name or number.
    pub grid: Option<String>,
}

/// A part of the village. Its numbers open those of [`Coverage::households`] that lie in it and say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CoveragePart {
    /// Hamlet or grid; empty for those that lie in none.
    pub name: String,
    /// 户数.
    pub households: u32,
    /// Seen in the month.
    pub month: u32,
    /// Seen in its quarter.
    pub quarter: u32,
    /// Never seen.
    pub never: u32,
}

/// A household on the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CoverageHousehold {
    /// Row id of the household.
    pub household: String,
    /// 户号.
    pub code: Option<String>,
    /// Name of the head.
    pub head: Option<String>,
    /// 村民小组.
    pub hamlet: Option<String>,
    /// 住址.
    pub address: Option<String>,
    /// Name of its grid.
    pub grid: Option<String>,
    /// When it was last seen; none = never.
    pub last: Option<String>,
    /// Days since.
    pub days: Option<i64>,
    /// Seen in the month.
    pub month: bool,
    /// Seen in its quarter.
    pub quarter: bool,
}

/// How far visits reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Coverage {
    /// `2026-11`.
    pub month: String,
    /// The day whose evening it shows.
    pub on: String,
    /// First day of the quarter.
    pub quarter_from: String,
    /// All of it.
    pub total: CoveragePart,
    /// By hamlet, in the order of their numbers.
    pub hamlets: Vec<CoveragePart>,
    /// By grid, in their order; those that lie in none last.
    pub grids: Vec<CoveragePart>,
    /// Each household, in walking order.
    pub households: Vec<CoverageHousehold>,
}

impl CoveragePart {
    fn named(name: String) -> Self {
        Self { name, ..Self::default() }
    }

    fn add(&mut self, household: &CoverageHousehold) {
        self.households += 1;
        self.month += u32::from(household.month);
        self.quarter += u32::from(household.quarter);
        self.never += u32::from(household.last.is_none());
    }
}

/// How far the visits up to the reporting day of a month reached.
///
/// # Errors
/// `month_not_come`; a grid that is not there; what the store says.
pub fn coverage(session: &Session, query: &CoverageQuery) -> Result<Coverage> {
    let month = running(session, query.month.as_deref())?;
    let on = reporting_day(session, month)?;
    let register = session.register_of(month)?;
    let day = Day::new(&register, on);
    let places = Places::new(&day);
    let grid = asked::grid(&register, query.grid.as_deref())?;
    let rows = register.rows();
    let mut grids: Vec<CoveragePart> = rows.grids.iter().map(|grid| CoveragePart::named(grid.name.clone())).collect();
    grids.push(CoveragePart::default());
    let mut coverage = Coverage {
        month: month.to_string(),
        on: on.to_string(),
        quarter_from: quarter_of(on).to_string(),
        total: CoveragePart::default(),
        hamlets: Vec::new(),
        grids: Vec::new(),
        households: Vec::new(),
    };
    let away = Away::new(&register);
    session.read(|reader| {
        for (hamlet, households) in places.hamlets() {
            let mut part = CoveragePart::named(hamlet);
            for at in households.into_iter().filter(|at| places.is_in(*at, grid, None)) {
                let last = seen(reader, &away, places.row(at).id, on)?.last;
                let household = shown(&places, at, last, month, on);
                part.add(&household);
                coverage.total.add(&household);
                let slot = day.grid_of(at).map_or(rows.grids.len(), |grid| grid as usize);
                grids[slot].add(&household);
                coverage.households.push(household);
            }
            if part.households > 0 {
                coverage.hamlets.push(part);
            }
        }
        Ok(())
    })?;
    let mut numbered: Vec<(Option<u32>, CoveragePart)> =
        grids.into_iter().zip(0..).map(|(part, at)| (rows.grids.get(at).map(|grid| grid.number), part)).collect();
    numbered.sort_by_key(|(number, _)| (number.is_none(), *number));
    coverage.grids = numbered.into_iter().map(|(_, part)| part).filter(|part| part.households > 0).collect();
    Ok(coverage)
}

fn shown(places: &Places<'_, '_>, at: u32, last: Option<NaiveDate>, month: Month, on: NaiveDate) -> CoverageHousehold {
    let row = places.row(at);
    CoverageHousehold {
        household: row.id.to_string(),
        code: row.code.clone(),
        head: places.head(at),
        hamlet: row.hamlet.clone(),
        address: row.address.clone(),
        grid: places.grid(at),
        last: last.map(|last| last.to_string()),
        days: last.map(|last| (on - last).num_days()),
        month: last.is_some_and(|last| last >= month.first_day()),
        quarter: last.is_some_and(|last| last >= quarter_of(on)),
    }
}
