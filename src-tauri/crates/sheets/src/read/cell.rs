//! A cell of calamine as a cell of ours.

use calamine::{Data, ExcelDateTime};
use chrono::NaiveDate;
use domain::sheet::Cell;

/// Serial numbers of dates end here (31 December 9999 is 2,958,465).
const DATES_END: f64 = 2_958_466.0;

/// Text as stored; whole and broken numbers alike; an error value (`#N/A`) is empty.
pub(super) fn of(data: Data) -> Cell {
    match data {
        Data::String(text) => Cell::Text(text),
        Data::Float(number) => Cell::Number(number),
        Data::Int(number) => Cell::Number(number as f64),
        Data::Bool(tick) => Cell::Bool(tick),
        Data::DateTime(serial) => moment(&serial),
        Data::DateTimeIso(text) => day(&text).map_or(Cell::Text(text), Cell::Date),
        Data::DurationIso(text) => Cell::Text(text),
        Data::Error(_) | Data::Empty => Cell::Empty,
    }
}

/// The day of `2025-01-31` or `2025-01-31T08:00:00`; `None` for anything else.
pub(super) fn day(iso: &str) -> Option<NaiveDate> {
    let date = iso.split_once('T').map_or(iso, |(date, _)| date);
    NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()
}

/// A number that its cell shows as date or time. Day 0 is a time of day, and what no calendar holds (an ID number or
/// 19600101 in a column formatted as date, 29 February 1900) stays the number it is.
fn moment(serial: &ExcelDateTime) -> Cell {
    let value = serial.as_f64();
    if !(0.0..DATES_END).contains(&value) {
        return Cell::Number(value);
    }
    let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
    if serial.is_duration() {
        let hours = value.floor() as u64 * 24 + u64::from(hour);
        return Cell::Text(format!("{hours}:{minute:02}:{second:02}"));
    }
    if value < 1.0 {
        let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
        return Cell::Text(format!("{hour:02}:{minute:02}{seconds}"));
    }
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    date.map_or(Cell::Number(value), Cell::Date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    fn shown(value: f64, kind: calamine::ExcelDateTimeType) -> Cell {
        of(Data::DateTime(ExcelDateTime::new(value, kind, false)))
    }

    #[test]
    fn a_day_with_or_without_a_time_is_that_day() {
        let day = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
        assert_eq!(shown(45_688.0, DateTime), Cell::Date(day));
        assert_eq!(shown(45_688.75, DateTime), Cell::Date(day));
        assert_eq!(of(Data::DateTimeIso("2025-01-31T18:00:00".into())), Cell::Date(day));
        assert_eq!(of(Data::DateTime(ExcelDateTime::new(45_688.0 - 1_462.0, DateTime, true))), Cell::Date(day));
    }

    #[test]
    fn a_time_of_day_and_a_duration_are_text() {
        assert_eq!(shown(0.354_166_666_7, DateTime), Cell::Text("08:30".into()));
        assert_eq!(shown(0.5 + 5.0 / 86_400.0, DateTime), Cell::Text("12:00:05".into()));
        assert_eq!(shown(1.5, TimeDelta), Cell::Text("36:00:00".into()));
    }

    #[test]
    fn a_number_in_a_date_format_that_is_no_date_stays_a_number() {
        assert_eq!(shown(19_600_101.0, DateTime), Cell::Number(19_600_101.0));
        assert_eq!(shown(9.999_991_962_100_3e17, DateTime), Cell::Number(9.999_991_962_100_3e17));
        assert_eq!(shown(-3.0, DateTime), Cell::Number(-3.0));
        assert_eq!(shown(60.0, DateTime), Cell::Number(60.0), "29 February 1900 never was");
    }

    #[test]
    fn an_error_value_is_empty() {
        assert_eq!(of(Data::Error(calamine::CellErrorType::NA)), Cell::Empty);
    }
}
