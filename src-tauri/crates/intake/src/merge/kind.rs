//! How a value stands in a cell, and what a cell says: the book's own words out, whatever a spreadsheet program made of
//! them in.

use std::borrow::Cow;

use chrono::NaiveTime;
use domain::codes::{CodeTable, Relation, Sex};
use domain::date::PartialDate;
use domain::mask;
use domain::sheet::Cell;

use crate::entry::IdReading;
use crate::normal::date::{DateReading, DateStyle};
use crate::normal::phone::PhoneReading;
use crate::normal::text::{is_cross, is_tick, narrow, shown, squeeze};
use crate::normal::{date, id, phone, word};
use crate::plan::may_be;

/// A value as the book stores it: text, or digits of a count or flag. `None` is blank.
pub type Value = Option<String>;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A person's name: inner spaces say nothing.
    Name,
    /// A date to its own precision.
    Date,
    /// A whole day.
    Day,
    /// A time of day, `18:30`.
    Time,
    /// 是 or 否; stored as 1 and 0.
    Yes,
    /// A whole number.
    Count,
    /// A number with one decimal place; stored in tenths.
    Tenths,
    /// Hours and half hours; stored in half hours.
    HalfHours,
    /// 公民身份号码.
    IdNumber,
    /// A phone number, or several.
    Phone,
    /// 性别.
    Sex,
    /// 与户主关系.
    Relation,
    /// A code of one of the standard tables, shown as its word.
    Code(CodeTable),
    /// One of these words.
    Word(&'static [&'static str]),
    /// Several words, `、` between them; stored as a JSON list.
    List,
    /// Another record; stored as its id, shown by a label of its own.
    Record,
}

/// What a cell of a workbook says of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Its column or sheet was not there, or it stands masked: nothing is said.
    Nothing,
    /// The other side is asking about it itself: it is nobody's word yet.
    Asked,
    /// This.
    Value(Value),
    /// This: a spreadsheet program had damaged it, and it is known again.
    Mended(Value),
    /// A number that a spreadsheet program has damaged, of nobody who is known.
    Damaged(String),
    /// What cannot stand in this column.
    Unreadable(String),
}

impl Kind {
    /// The value as it is shown; `label` names the record of an id.
    #[must_use]
    pub fn show<'v>(self, value: &'v Value, label: &dyn Fn(&str) -> Option<String>) -> Cow<'v, str> {
        let Some(value) = value.as_deref() else { return Cow::Borrowed("") };
        match self {
            Self::Yes => Cow::Borrowed(if value == "1" { "是" } else { "否" }),
            Self::Tenths => Cow::Owned(fraction(value, 10)),
            Self::HalfHours => Cow::Owned(fraction(value, 2)),
            Self::Sex => Cow::Borrowed(Sex::from_code(value).map_or(value, |sex| sex.word())),
            Self::Relation => Cow::Borrowed(Relation::from_code(value).map_or(value, |relation| relation.word())),
            Self::Code(table) => Cow::Borrowed(table.word(value)),
            Self::List => Cow::Owned(words(value).join("、")),
            Self::Record => Cow::Owned(label(value).unwrap_or_default()),
            _ => Cow::Borrowed(value),
        }
    }

    /// What a cell says. What says the same as `base` or `mine` is that, however it is written. `find` gives the id of
    /// the record of a label.
    #[must_use]
    pub fn hear(
        self,
        cell: &Cell,
        base: Option<&Value>,
        mine: Option<&Value>,
        label: &dyn Fn(&str) -> Option<String>,
        find: &dyn Fn(&str) -> Option<String>,
    ) -> Said {
        let known = || [base, mine].into_iter().flatten();
        if self.is_masked(cell) {
            return Said::Nothing;
        }
        let text = squeeze_cell(cell);
        let same = |value: &&Value| squeeze(&self.show(value, label)) == text;
        if let Some(value) = known().find(same) {
            return Said::Value(value.clone());
        }
        if self == Self::IdNumber {
            return number(cell, known());
        }
        let read = self.read(cell, find);
        match (&read, known().find(|value| self.is_same(value, &read))) {
            (Said::Value(_), Some(value)) => Said::Value(value.clone()),
            _ => read,
        }
    }

    /// Whether what is read is this value by another spelling: a list in another order of its words is another list,
    /// phone numbers are compared by their digits.
    fn is_same(self, value: &Value, read: &Said) -> bool {
        let Said::Value(read) = read else { return false };
        let digits = |value: &Value| -> String {
            value.iter().flat_map(|text| text.chars()).filter(|one| one.is_ascii_digit() || *one == '/').collect()
        };
        match self {
            Self::Phone => digits(value) == digits(read),
            Self::Text | Self::Name => squeezed(value) == squeezed(read),
            _ => value == read,
        }
    }

    /// Numbers are masked with stars where the receiver is not to have them.
    fn is_masked(self, cell: &Cell) -> bool {
        let Cell::Text(text) = cell else { return false };
        match self {
            Self::IdNumber | Self::Phone | Self::Date | Self::Text => text.contains("***"),
            _ => text.trim() == "***",
        }
    }

    fn read(self, cell: &Cell, find: &dyn Fn(&str) -> Option<String>) -> Said {
        if cell.is_blank() {
            // A list of no words is one.
            return Said::Value((self == Self::List).then(|| "[]".to_owned()));
        }
        let text = shown(cell);
        let kept = narrow(&text);
        let squeezed = squeeze(&text);
        let read: Option<String> = match self {
            Self::Text => Some(kept.into_owned()),
            Self::Name => Some(squeezed.clone().into_owned()),
            Self::Date => partial(cell).map(|date| date.to_string()),
            Self::Day => partial(cell).filter(|date| date.is_day()).map(|date| date.to_string()),
            Self::Time => time(cell, &squeezed),
            Self::Yes if is_tick(&squeezed) => Some("1".to_owned()),
            Self::Yes => is_cross(&squeezed).then(|| "0".to_owned()),
            Self::Count => whole(&squeezed, 1),
            Self::Tenths => whole(&squeezed, 10),
            Self::HalfHours => whole(&squeezed, 2),
            Self::Phone => match phone::read(cell) {
                PhoneReading::Blank => return Said::Value(None),
                PhoneReading::Numbers(number) => Some(number),
                PhoneReading::Unknown(_) => None,
            },
            Self::IdNumber => return number(cell, std::iter::empty()),
            Self::Sex => word::sex(&squeezed).map(|sex| sex.code().to_owned()),
            Self::Relation => word::relation(&squeezed, None).map(|relation| relation.code().to_owned()),
            Self::Code(table) => table.code(&squeezed).map(str::to_owned),
            Self::Word(words) => words.iter().find(|word| **word == squeezed).map(|word| (*word).to_owned()),
            Self::List => Some(list(&text)),
            Self::Record => find(&kept),
        };
        read.map_or_else(|| Said::Unreadable(kept_of(cell)), |value| Said::Value(Some(value)))
    }
}

fn kept_of(cell: &Cell) -> String {
    narrow(&shown(cell)).into_owned()
}

fn squeeze_cell(cell: &Cell) -> String {
    squeeze(&shown(cell)).into_owned()
}

fn squeezed(value: &Value) -> String {
    value.as_deref().map(|text| squeeze(text).into_owned()).unwrap_or_default()
}

/// A number against those it may be: what a spreadsheet program kept of a known one is that one, and says so by
/// [`Said::Damaged`] only when it is of none of them.
fn number<'v>(cell: &Cell, mut known: impl Iterator<Item = &'v Value>) -> Said {
    match id::read(cell, &mut Vec::new()) {
        IdReading::Blank => Said::Value(None),
        IdReading::Whole(whole) => Said::Value(Some(whole.as_str().to_owned())),
        reading @ (IdReading::Rounded(_) | IdReading::Masked(_)) => {
            let of = |value: &&Value| value.as_deref().is_some_and(|number| may_be(&reading, number));
            match known.find(of) {
                Some(value) => Said::Mended(value.clone()),
                None => Said::Damaged(kept_of(cell)),
            }
        }
        // Trimmed at one end: most of a number that is known is no other number.
        IdReading::Wrong(text, _) => {
            let of = |value: &&Value| {
                let whole = value.as_deref().unwrap_or_default();
                text.len() >= 14 && text.len() < whole.len() && (whole.starts_with(&text) || whole.ends_with(&text))
            };
            match known.find(of) {
                Some(value) => Said::Mended(value.clone()),
                None => Said::Damaged(text),
            }
        }
    }
}

fn partial(cell: &Cell) -> Option<PartialDate> {
    match date::read(cell, DateStyle::Unknown) {
        DateReading::Date(date) => Some(date),
        DateReading::Blank | DateReading::Unknown(_) => None,
    }
}

/// `18:30`, `18：30`, or the fraction of a day that a spreadsheet program makes of it.
fn time(cell: &Cell, squeezed: &str) -> Option<String> {
    if let Cell::Number(day) = cell
        && (0.0..1.0).contains(day)
    {
        let minutes = (day * 1440.0).round() as u32;
        return Some(format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60));
    }
    let text = squeezed.replace('：', ":");
    let short = text.get(..5).filter(|_| text.len() == 8).unwrap_or(&text);
    NaiveTime::parse_from_str(short, "%H:%M").ok().map(|time| time.format("%H:%M").to_string())
}

/// A number that has `parts` of a whole, as so many parts.
fn whole(text: &str, parts: u32) -> Option<String> {
    let number: f64 = text.parse().ok()?;
    let counted = number * f64::from(parts);
    (counted.fract().abs() < 1e-6 && counted.abs() < 1e12).then(|| format!("{counted:.0}"))
}

fn fraction(value: &str, parts: i64) -> String {
    let Ok(counted) = value.parse::<i64>() else { return value.to_owned() };
    if counted % parts == 0 { (counted / parts).to_string() } else { format!("{:.1}", counted as f64 / parts as f64) }
}

fn words(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_else(|_| vec![json.to_owned()])
}

fn list(text: &str) -> String {
    let words: Vec<String> = text
        .split(['、', '\n', ';', '；'])
        .map(|word| narrow(word).into_owned())
        .filter(|word| !word.is_empty())
        .collect();
    serde_json::Value::from(words).to_string()
}

/// How a number stands where its receiver is not to have it.
#[must_use]
pub fn masked(kind: Kind, shown: &str) -> String {
    match kind {
        _ if shown.is_empty() => String::new(),
        Kind::IdNumber => mask::id_number(shown),
        Kind::Phone => shown.split('/').map(mask::phone).collect::<Vec<_>>().join("/"),
        _ => "***".to_owned(),
    }
}
