//! Dates as lists write them: `1960.01 1960年1月 19600101 1962年10月03日 1951/07/04 60.1`, date cells, serial numbers.
//!
//! The precision is kept. `1960.1` is January where months are written with one digit and October where the column
//! writes `1960.01` (a spreadsheet drops the zero of `1960.10`): the column decides, see [`DateStyle`].

use chrono::{Days, NaiveDate};
use domain::date::PartialDate;
use domain::sheet::Cell;

use super::text::{says_nothing, shown, squeeze};

/// What a cell of dates says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateReading {
    /// Nothing.
    Blank,
    /// To its own precision.
    Date(PartialDate),
    /// No date that we know how to read.
    Unknown(String),
}

/// How a column writes its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DateStyle {
    /// Not seen: `.1` as text is January, as a number only its year is taken.
    #[default]
    Unknown,
    /// `1960.01`: `.1` is October.
    TwoDigits,
}

impl DateStyle {
    /// Whether this one cell proves [`DateStyle::TwoDigits`].
    #[must_use]
    pub fn shows_two_digits(cell: &Cell) -> bool {
        match cell {
            Cell::Text(text) => {
                let bytes = text.trim().as_bytes();
                bytes.len() == 7 && bytes[4] == b'.' && bytes[5] == b'0' && bytes[6] != b'0'
            }
            Cell::Number(number) => {
                let hundredths = (number * 100.0).round();
                (1880.0..2101.0).contains(number)
                    && (number * 100.0 - hundredths).abs() < 1e-6
                    && (1.0..10.0).contains(&(hundredths % 100.0))
            }
            _ => false,
        }
    }
}

/// Reads one cell.
#[must_use]
pub fn read(cell: &Cell, style: DateStyle) -> DateReading {
    let date = match cell {
        Cell::Empty => return DateReading::Blank,
        Cell::Date(day) => PartialDate::day(*day).filter(|_| is_likely(*day)),
        Cell::Number(number) if *number == 0.0 => return DateReading::Blank,
        Cell::Number(number) => typed(*number, style),
        Cell::Bool(_) => None,
        Cell::Text(text) => {
            let text = squeeze(text);
            if says_nothing(&text) || matches!(text.as_ref(), "长期" | "永久" | "至今" | "长期有效" | "终身")
            {
                return DateReading::Blank;
            }
            written(&text, style)
        }
    };
    date.map_or_else(|| DateReading::Unknown(shown(cell).trim().to_owned()), DateReading::Date)
}

/// Years that a list of living people can name.
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2100;

fn is_likely(day: NaiveDate) -> bool {
    YEARS.contains(&chrono::Datelike::year(&day))
}

fn date(year: u32, month: Option<u32>, day: Option<u32>) -> Option<PartialDate> {
    let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    PartialDate::new(year, month, day)
}

/// A year of two digits. Those that may be of either century (20 to 29) are nobody's.
fn long_year(short: u32) -> Option<u32> {
    match short {
        30..=99 => Some(1900 + short),
        0..=19 => Some(2000 + short),
        _ => None,
    }
}

fn typed(number: f64, style: DateStyle) -> Option<PartialDate> {
    if !(0.0..=21_001_231.0).contains(&number) {
        return None;
    }
    let whole = number as u32;
    if number.fract() == 0.0 {
        return match whole {
            1880..=2100 => date(whole, None, None),
            2101..=73_050 => {
                let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(u64::from(whole)))?;
                PartialDate::day(day)
            }
            _ => digits(&whole.to_string()),
        };
    }
    let hundredths = (number * 100.0).round();
    if (number * 100.0 - hundredths).abs() > 1e-6 {
        // A serial number with a time of day.
        return if (2101..=73_050).contains(&whole) { typed(f64::from(whole), style) } else { None };
    }
    let year = if whole < 100 { long_year(whole)? } else { whole };
    let month = (hundredths % 100.0) as u32;
    match (month, style) {
        (10, DateStyle::Unknown) => date(year, None, None),
        (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90, _) => date(year, Some(month / 10), None),
        _ => date(year, Some(month), None),
    }
}

/// Digits without separators: `1960`, `196001`, `600101`, `19600101`.
fn digits(text: &str) -> Option<PartialDate> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    match text.len() {
        4 => date(part(0, 4)?, None, None),
        6 => date(part(0, 4)?, Some(part(4, 6)?), None)
            .or_else(|| date(long_year(part(0, 2)?)?, Some(part(2, 4)?), Some(part(4, 6)?))),
        8 => match (part(4, 6)?, part(6, 8)?) {
            (0, 0) => date(part(0, 4)?, None, None),
            (month, 0) => date(part(0, 4)?, Some(month), None),
            (month, day) => date(part(0, 4)?, Some(month), Some(day)),
        },
        _ => None,
    }
}

fn written(text: &str, style: DateStyle) -> Option<PartialDate> {
    let text = without_time(text);
    let text = text.strip_suffix(['生', '起']).unwrap_or(text).trim_end_matches(['号', '.', '-', '/']);
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return if text.len() == 5 { typed(text.parse().ok()?, style) } else { digits(text) };
    }
    let mut numbers = [0_u32; 3];
    let (mut count, mut lengths, mut dotted) = (0, [0_usize; 3], false);
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if count == 3 || length == 0 || length > 4 {
            return None;
        }
        (numbers[count], lengths[count]) = (rest[..length].parse().ok()?, length);
        count += 1;
        rest = &rest[length..];
        let Some(separator) = rest.chars().next() else { break };
        match (separator, count) {
            ('年', 1) | ('月', 2) | ('日', 3) | ('-' | '/' | '.' | '、' | ',' | '．' | '·' | '。', 1 | 2) => {}
            _ => return None,
        }
        dotted |= separator == '.' && count == 1;
        rest = &rest[separator.len_utf8()..];
    }
    let [year, month, day] = numbers;
    let year = match lengths[0] {
        4 => year,
        2 => long_year(year)?,
        _ => return None,
    };
    match count {
        1 => date(year, None, None),
        2 if dotted && lengths[1] == 1 && month == 1 && style == DateStyle::TwoDigits => date(year, Some(10), None),
        2 => date(year, Some(month), None),
        _ => date(year, Some(month), Some(day)),
    }
}

/// `1960-01-01 00:00:00` squeezed is `1960-01-0100:00:00`: the time goes, and `T00:00:00` with it.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let head = &text[..colon];
    match head.split_once('T') {
        Some((date, _)) => date,
        None => head.get(..head.len().saturating_sub(2)).unwrap_or(text),
    }
}

/// The date in a line above or below a table: `填报日期：2026年09月30日`, `截至2025年12月`, or a line that is one.
#[must_use]
pub fn in_title(text: &str) -> Option<PartialDate> {
    let text = squeeze(text);
    if let DateReading::Date(date) = read(&Cell::Text(text.to_string()), DateStyle::Unknown) {
        return (text.len() > 4).then_some(date);
    }
    const BEFORE: [&str; 7] = ["日期", "时间", "截至", "截止", "填报", "统计", "制表"];
    let at = BEFORE.iter().filter_map(|word| text.rfind(word).map(|at| at + word.len())).max()?;
    let rest = text[at..].trim_start_matches([':', '至', '到', '于']);
    let end = rest
        .find(|one: char| !(one.is_ascii_digit() || matches!(one, '年' | '月' | '日' | '-' | '/' | '.')))
        .unwrap_or(rest.len());
    match read(&Cell::Text(rest[..end].to_owned()), DateStyle::Unknown) {
        DateReading::Date(date) => Some(date),
        _ => None,
    }
}

/// The day after what is valid until `last`, inclusive and to its own precision: 2025-12 ends before 2026-01-01.
#[must_use]
pub fn day_after(last: PartialDate) -> Option<NaiveDate> {
    let first = last.first_day();
    if last.is_day() {
        return first.succ_opt();
    }
    let months = if last.month().is_some() { 1 } else { 12 };
    first.checked_add_months(chrono::Months::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        match read(&Cell::Text(text.into()), DateStyle::Unknown) {
            DateReading::Blank => String::new(),
            DateReading::Date(date) => date.to_string(),
            DateReading::Unknown(_) => "?".into(),
        }
    }

    fn number(number: f64, style: DateStyle) -> String {
        match read(&Cell::Number(number), style) {
            DateReading::Date(date) => date.to_string(),
            _ => "?".into(),
        }
    }

    #[test]
    fn a_day_however_it_is_written() {
        for text in [
            "1962-10-03",
            "1962年10月03日",
            "1962/10/3",
            "1962.10.3",
            "19621003",
            "１９６２年１０月３日",
            "62.10.03",
            "621003",
            "1962-10-03 00:00:00",
            "1962-10-03T00:00:00",
            "1962年10月3号",
            "22922",
        ] {
            assert_eq!(of(text), "1962-10-03", "{text}");
        }
        assert_eq!(number(22_922.0, DateStyle::Unknown), "1962-10-03");
        assert_eq!(number(19_621_003.0, DateStyle::Unknown), "1962-10-03");
    }

    #[test]
    fn a_month_or_a_year_stays_one() {
        for text in ["1960.01", "1960年1月", "1960-1", "196001", "1960/01", "60.1", "19600100", "1960.1"] {
            assert_eq!(of(text), "1960-01", "{text}");
        }
        for text in ["1960", "1960年", "19600000"] {
            assert_eq!(of(text), "1960", "{text}");
        }
        assert_eq!(number(1960.01, DateStyle::Unknown), "1960-01");
        assert_eq!(number(1960.12, DateStyle::Unknown), "1960-12");
        assert_eq!(number(196_001.0, DateStyle::Unknown), "1960-01");
    }

    #[test]
    fn a_lost_zero_is_october_only_where_the_column_writes_two_digits() {
        assert!(DateStyle::shows_two_digits(&Cell::Number(1960.01)));
        assert!(DateStyle::shows_two_digits(&Cell::Text("1972.09".into())));
        assert!(!DateStyle::shows_two_digits(&Cell::Number(1960.1)));
        assert_eq!(number(1960.1, DateStyle::TwoDigits), "1960-10");
        assert_eq!(number(1960.1, DateStyle::Unknown), "1960", "January or October: only the year is sure");
        let text = Cell::Text("1960.1".into());
        assert_eq!(read(&text, DateStyle::TwoDigits), DateReading::Date("1960-10".parse().unwrap()));
    }

    #[test]
    fn what_is_no_date_is_not_made_one() {
        for text in ["1960-13", "1960-02-30", "25.3", "三月", "12345678901", "1960年正月", "7/4/1951", "250301"] {
            assert_eq!(of(text), "?", "{text}");
        }
        for text in ["", "无", "/", "长期"] {
            assert_eq!(of(text), "", "{text}");
        }
    }

    #[test]
    fn a_title_says_when_the_list_was_filled() {
        let title = |text| in_title(text).map(|date| date.to_string());
        assert_eq!(title("填报日期：2026年09月30日").as_deref(), Some("2026-09-30"));
        assert_eq!(title("填报单位：向阳村 填表时间：2025.12.1 单位：人").as_deref(), Some("2025-12-01"));
        assert_eq!(title("（截至2025年12月）").as_deref(), Some("2025-12"));
        assert_eq!(title("2025年6月30日").as_deref(), Some("2025-06-30"));
        assert_eq!(title("（截至填表日）"), None);
        assert_eq!(title("2025年常住人口登记表"), None);
    }

    #[test]
    fn valid_until_ends_on_the_day_after() {
        let after = |text: &str| day_after(text.parse().unwrap()).unwrap().to_string();
        assert_eq!(after("2025-12-31"), "2026-01-01");
        assert_eq!(after("2025-12"), "2026-01-01");
        assert_eq!(after("2025"), "2026-01-01");
    }
}
