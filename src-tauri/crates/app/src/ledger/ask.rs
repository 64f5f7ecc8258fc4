//! Which ledger is asked for: the month with its reporting days, the part of the village, whose book it is.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::date::Month;
use domain::organisation::StationRole;
use domain::register::{Basis, Register};
use serde::Deserialize;
use store::Reader;

use crate::asked;
use crate::closings::{self, Sealed};
use crate::failure::{Failure, Result};
use crate::session::Session;
use crate::settings;

/// What `hongwang ledger` asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct LedgerRequest {
    /// `2026-11`; the running month when blank.
    pub month: Option<String>,
    /// Row id, name or number of one grid.
    pub grid: Option<String>,
    /// With the names of those whom the last columns count.
    pub names: bool,
    /// Why.
    pub reason: Option<String>,
}

/// A ledger that is asked for, with everything decided that the register does not say.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub month: Month,
    /// The day whose evening it shows.
    pub as_of: NaiveDate,
    /// The reporting day of the month before.
    pub before: NaiveDate,
    /// One grid only, by its place in the register.
    pub grid: Option<u32>,
    pub station: StationRole,
    /// As the head of a form says it: 向阳村.
    pub place: String,
    pub names: bool,
    /// What counted in the month before.
    pub basis_before: Basis,
    /// The month before as it was sealed.
    pub sealed_before: Option<Sealed>,
    /// What households that lie in no grid are called.
    pub outside: String,
}

impl Ask {
    /// Settles a request, and gives the register with the month's counting basis.
    pub fn new(
        session: &Session,
        month: Option<&str>,
        grid: Option<&str>,
        names: bool,
    ) -> Result<(Arc<Register>, Self)> {
        let month = running(session, month)?;
        let register = session.register_of(month)?;
        let grid = asked::grid(&register, grid)?;
        let outside = session.standard()?.annex_a.outside.clone();
        let ask = session.read(|reader| Self::of(reader, &register, (month, session.today()), grid, names))?;
        Ok((register, Self { outside, ..ask }))
    }

    fn of(
        reader: &Reader<'_>,
        register: &Register,
        (month, today): (Month, NaiveDate),
        grid: Option<u32>,
        names: bool,
    ) -> Result<Self> {
        let station = reader.station()?;
        let own = match station.role {
            StationRole::Grid => own(register, &station.name),
            _ => None,
        };
        let place = match station.role {
            StationRole::Grid => Some(station.name),
            StationRole::Village => station.village.or(Some(station.name)),
            StationRole::Town => station.town.or(Some(station.name)),
        };
        let before = month.previous();
        Ok(Self {
            month,
            as_of: month_reports(reader, month, today)?,
            before: month_reports(reader, before, today)?,
            grid: grid.or(own),
            station: station.role,
            place: place.unwrap_or_default(),
            names,
            basis_before: settings::basis_of(reader, before)?,
            sealed_before: closings::latest(reader, before)?,
            outside: String::new(),
        })
    }
}

/// A grid's own book shows its own row: the only grid there is, or the one that the station is named after.
fn own(register: &Register, name: &str) -> Option<u32> {
    let grids = &register.rows().grids;
    match grids.as_slice() {
        // Households that lie in no grid stay in sight.
        [_] => None,
        _ => grids.iter().position(|grid| name.contains(&grid.name)).map(|at| at as u32),
    }
}

/// The month that is named; without a name the running one.
///
/// # Errors
/// `not_a_date`; `month_not_come`.
pub(crate) fn running(session: &Session, month: Option<&str>) -> Result<Month> {
    let now = Month::of(session.today());
    let month = month.map_or(Ok(now), |text| text.parse().map_err(|_| not_a_month()))?;
    if month > now {
        return Err(Failure::new("month_not_come", "这个月还没有到，请选本月或以前的月份").at("month"));
    }
    Ok(month)
}

fn not_a_month() -> Failure {
    Failure::new("not_a_date", "月份要写成 2026-03 这样").at("month")
}

/// The day whose evening a form of this month shows.
pub(crate) fn reporting_day(session: &Session, month: Month) -> Result<NaiveDate> {
    session.read(|reader| month_reports(reader, month, session.today()))
}

/// [`reporting_day`] as `reader` knows it.
pub(crate) fn month_reports(reader: &Reader<'_>, month: Month, today: NaiveDate) -> Result<NaiveDate> {
    Ok(month.reporting_day(settings::reporting_day(reader, month)?, today))
}
