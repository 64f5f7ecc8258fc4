//! A month, a year, or all the time there is.

use chrono::NaiveDate;
use domain::date::{Month, PartialDate};

use crate::asked;
use crate::failure::{Failure, Result};

/// From a day to a day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Period {
    /// `2026-03`, `2026`, or all up to today.
    pub fn read(text: Option<&str>, today: NaiveDate) -> Result<Self> {
        let Some(text) = asked::words(text) else {
            return Ok(Self { from: NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default(), to: today });
        };
        let wrong = || Failure::new("not_a_date", "时间范围要写成 2026-03 或 2026 这样").at("period");
        let date: PartialDate = text.parse().map_err(|_| wrong())?;
        let from = date.first_day();
        if date.is_day() {
            return Err(wrong());
        }
        Ok(Self { from, to: date.last_day() })
    }

    /// A month.
    pub fn of(month: Month) -> Self {
        Self { from: month.first_day(), to: month.last_day() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_month_a_year_or_all_until_today() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 20).unwrap();
        let read = |text| Period::read(text, today).map(|one| (one.from.to_string(), one.to.to_string()));
        assert_eq!(read(Some("2026-02")).unwrap(), ("2026-02-01".into(), "2026-02-28".into()));
        assert_eq!(read(Some("2025")).unwrap(), ("2025-01-01".into(), "2025-12-31".into()));
        assert_eq!(read(None).unwrap().1, "2026-03-20");
        for wrong in ["2026-03-01", "三月", "2026-13"] {
            assert_eq!(read(Some(wrong)).unwrap_err().code, "not_a_date", "{wrong}");
        }
    }
}
