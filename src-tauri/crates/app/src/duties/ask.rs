//! Which periods are asked about, each as it stood on one day.

use chrono::NaiveDate;
use domain::date::Month;
use domain::duty::{DutyPeriod, Stretch, running};
use domain::register::Basis;
use serde::Deserialize;
use store::Reader;
use ts_rs::TS;

use crate::asked;
use crate::failure::{Failure, Result};
use crate::settings::Dated;

/// Which duties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct DutyQuery {
    /// `2026-03`, `2026-Q1` or `2026`; the running month when it is left out.
    pub period: Option<String>,
    /// What one grid answers for only: row id, name or number.
    pub grid: Option<String>,
    /// One line a duty for all grids together.
    pub together: bool,
}

/// Reporting days and counting bases of all months.
pub(super) struct Calendar {
    reporting: Dated<Option<u32>>,
    basis: Dated<Basis>,
    pub today: NaiveDate,
}

/// A period as it stood on a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    pub stretch: Stretch,
    /// The month whose reporting day that is.
    pub month: Month,
    /// The day; what came later is not counted.
    pub on: NaiveDate,
    /// The period was over then, and that day has passed.
    pub closed: bool,
}

impl Calendar {
    pub fn read(reader: &Reader<'_>, today: NaiveDate) -> Result<Self> {
        let (reporting, basis) = (Dated::read(reader, "reporting_day")?, Dated::read(reader, "basis")?);
        Ok(Self { reporting, basis, today })
    }

    fn reporting(&self, month: Month) -> Option<u32> {
        self.reporting.at(month).copied().flatten()
    }

    pub fn basis(&self, month: Month) -> Basis {
        self.basis.at(month).copied().unwrap_or_default()
    }

    /// The month whose duties run today.
    pub fn running(&self) -> Month {
        running(self.today, |month| self.reporting(month))
    }

    /// The days of the period that a month lies in.
    pub fn stretch(&self, period: DutyPeriod, month: Month) -> Stretch {
        period.stretch(month, |month| self.reporting(month))
    }

    /// A period as it stood on the reporting day of one of its months; in the running month, as it stands today.
    pub fn time(&self, period: DutyPeriod, month: Month) -> Time {
        let stretch = self.stretch(period, month);
        let on = month.due_day(self.reporting(month)).min(self.today);
        Time { stretch, month, on, closed: month == stretch.last && self.today > stretch.to }
    }
}

/// The months that are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Months {
    first: Month,
    last: Month,
}

impl Months {
    /// One month.
    pub fn of(month: Month) -> Self {
        Self { first: month, last: month }
    }

    /// Reads `2026-03`, `2026-Q1` or `2026`; of one that still runs, the months that have come.
    pub fn read(text: Option<&str>, calendar: &Calendar) -> Result<Self> {
        let running = calendar.running();
        let Some(text) = asked::words(text) else {
            return Ok(Self::of(running));
        };
        let wrong = || Failure::new("not_a_date", "时间要写成 2026-03、2026-Q1 或 2026 这样").at("period");
        let named = |period: DutyPeriod, month: Month| {
            let last = period.last(month);
            let first = (1..period.months()).fold(last, |month, _| month.previous());
            Self { first, last }
        };
        let months = if let Some((year, quarter)) = text.split_once("-Q") {
            let number: u32 = quarter.parse().ok().filter(|number| (1..=4).contains(number)).ok_or_else(wrong)?;
            named(DutyPeriod::Quarter, format!("{year}-{:02}", number * 3).parse().map_err(|_| wrong())?)
        } else if text.len() == 4 {
            named(DutyPeriod::Year, format!("{text}-12").parse().map_err(|_| wrong())?)
        } else {
            named(DutyPeriod::Month, text.parse().map_err(|_| wrong())?)
        };
        if months.first > running {
            return Err(Failure::new("month_not_come", "这段时间还没有到，请选本月或以前的").at("period"));
        }
        Ok(Self { last: months.last.min(running), ..months })
    }

    /// The periods of one length that these months touch, in their order: each as it stood at its end or, where it
    /// runs on, at the end of these months.
    pub fn times(self, period: DutyPeriod, calendar: &Calendar) -> Vec<Time> {
        let mut times: Vec<Time> = Vec::new();
        let mut month = self.first;
        while month <= self.last {
            let seen = period.last(month).min(self.last);
            times.push(calendar.time(period, seen));
            month = period.last(month).next();
        }
        times
    }
}
