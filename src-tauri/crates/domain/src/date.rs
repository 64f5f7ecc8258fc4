//! Dates as villages know them: a day, a month, or only a year.
//!
//! The precision is kept. In comparisons with a day a coarser date stands for its first day, so that something that
//! began `2025-01` counts on 2025-01-31 and something that ended `2025-03` does not count on 2025-03-31. The text form
//! (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`) sorts the same way as the dates do.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A year, a month of a year, or a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: u16,
    month: u8,
    day: u8,
}

/// The text is none of `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or names a day that never was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("日期要写成 1960、1960-01 或 1960-01-31")]
pub struct NotADate;

impl PartialDate {
    /// The day `date`; `None` outside of the years 1 to 9999.
    #[must_use]
    pub fn day(date: NaiveDate) -> Option<Self> {
        let year = u16::try_from(date.year()).ok().filter(|year| (1..=9999).contains(year))?;
        Some(Self { year, month: date.month() as u8, day: date.day() as u8 })
    }

    /// A date of the precision that is given; `None` when there is no such day.
    #[must_use]
    pub fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        if month.is_none() && day.is_some() {
            return None;
        }
        let whole = Self::day(first)?;
        Some(Self { month: month.map_or(0, |_| whole.month), day: day.map_or(0, |_| whole.day), ..whole })
    }

    /// The first day that it can mean.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(i32::from(self.year), u32::from(self.month.max(1)), u32::from(self.day.max(1)))
            .unwrap_or_default()
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        match (self.day, self.month) {
            (0, 0) => NaiveDate::from_ymd_opt(i32::from(self.year), 12, 31).unwrap_or_default(),
            (0, _) => Month::of(self.first_day()).last_day(),
            _ => self.first_day(),
        }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// The month, when it is known.
    #[must_use]
    pub fn month(self) -> Option<u32> {
        (self.month > 0).then_some(u32::from(self.month))
    }

    /// Known to the day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.day > 0
    }

    /// Whether `other` says the same or more: `1960` is refined by `1960-01` and by itself.
    #[must_use]
    pub fn is_refined_by(self, other: Self) -> bool {
        self.year == other.year
            && (self.month == 0 || (self.month == other.month && (self.day == 0 || self.day == other.day)))
    }

    /// Begun on `day`: `from` is inclusive.
    #[must_use]
    pub fn begun_on(self, day: NaiveDate) -> bool {
        self.first_day() <= day
    }

    /// Completed years of age on `day`; a coarser birth date counts from its first day. Never negative.
    #[must_use]
    pub fn age_on(self, day: NaiveDate) -> u32 {
        day.years_since(self.first_day()).unwrap_or(0)
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        Self::day(date).unwrap_or(Self { year: 1, month: 1, day: 1 })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        if self.month > 0 {
            write!(out, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(out, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

fn number(text: &str, digits: usize) -> Result<u32, NotADate> {
    if text.len() != digits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotADate);
    }
    text.parse().map_err(|_| NotADate)
}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.split('-');
        let year = number(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(|part| number(part, 2)).transpose()?;
        let day = parts.next().map(|part| number(part, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(NotADate);
        }
        Self::new(i32::try_from(year).map_err(|_| NotADate)?, month, day).ok_or(NotADate)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Whether what runs from `from` (inclusive) to `to` (exclusive) holds on `day`. A blank `from` is *always so*: where the
/// opening matters, it is settled first ([`crate::register::Register::span`]); a blank `to` has not come.
#[must_use]
pub fn holds_on(from: Option<PartialDate>, to: Option<PartialDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from.begun_on(day)) && to.is_none_or(|to| !to.begun_on(day))
}

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month that `day` lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.next().first.pred_opt().unwrap_or(self.first)
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.first.checked_add_days(Days::new(31)).unwrap_or(self.first))
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::of(self.first.pred_opt().unwrap_or(self.first))
    }

    /// The day whose evening a ledger of this month shows: the reporting day (`None` = the month's last day; 29–31
    /// fall back to it in short months), but in the running month no later than `today`.
    #[must_use]
    pub fn reporting_day(self, day_of_month: Option<u32>, today: NaiveDate) -> NaiveDate {
        let last = self.last_day();
        let due = day_of_month.and_then(|day| self.first.with_day(day)).unwrap_or(last);
        if Self::of(today) == self { due.min(today) } else { due }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl FromStr for Month {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let date: PartialDate = text.parse()?;
        if date.is_day() || date.month().is_none() {
            return Err(NotADate);
        }
        Ok(Self { first: date.first_day() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_that_began_counts_on_its_last_day_and_one_that_ended_does_not() {
        assert!(holds_on(Some(date("2025-01")), None, day("2025-01-31")));
        assert!(!holds_on(Some(date("2020")), Some(date("2025-03")), day("2025-03-31")));
        assert!(holds_on(Some(date("2020")), Some(date("2025-03")), day("2025-02-28")));
    }

    #[test]
    fn who_died_on_the_last_day_of_march_is_not_in_marchs_ledger() {
        assert!(!holds_on(Some(date("2020")), Some(date("2025-03-31")), day("2025-03-31")));
        assert!(holds_on(Some(date("2020")), Some(date("2025-03-31")), day("2025-03-30")));
    }

    #[test]
    fn precision_survives_the_way_through_text() {
        for text in ["1960", "1960-01", "1960-01-31"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in ["", "60", "1960-1", "1960-13", "1960-02-30", "1960-01-01-01", "１９６０"] {
            assert_eq!(text.parse::<PartialDate>(), Err(NotADate), "{text}");
        }
    }

    #[test]
    fn text_sorts_as_the_dates_do() {
        let mut dates = [date("2025-01-01"), date("2025"), date("2024-12-31"), date("2025-01")];
        let mut texts = dates.map(|date| date.to_string());
        dates.sort_unstable();
        texts.sort_unstable();
        assert_eq!(dates.map(|date| date.to_string()), texts);
    }

    #[test]
    fn a_day_refines_its_month_and_no_other() {
        assert!(date("1960").is_refined_by(date("1960-05-01")));
        assert!(date("1960-05").is_refined_by(date("1960-05-01")));
        assert!(!date("1960-05-01").is_refined_by(date("1960-05")));
        assert!(!date("1960-05").is_refined_by(date("1960-06-01")));
    }

    #[test]
    fn the_reporting_day_is_the_months_last_unless_set_and_never_after_today() {
        let month: Month = "2026-02".parse().unwrap();
        assert_eq!(month.reporting_day(None, day("2026-11-21")), day("2026-02-28"));
        assert_eq!(month.reporting_day(Some(25), day("2026-11-21")), day("2026-02-25"));
        assert_eq!(month.reporting_day(Some(30), day("2026-11-21")), day("2026-02-28"));
        assert_eq!(month.reporting_day(None, day("2026-02-10")), day("2026-02-10"));
        assert_eq!(month.next().to_string(), "2026-03");
        assert_eq!(month.previous().to_string(), "2026-01");
    }
}
