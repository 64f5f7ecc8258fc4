//! What was typed, read as lists are read: `妻`, `60.1`, `１３８…` mean the same in a form as in a roster.

use chrono::NaiveTime;
use domain::codes::{Relation, Sex};
use domain::date::PartialDate;
use domain::id_number::IdNumber;
use domain::person::{ResidenceKind, WorkKind};
use domain::sheet::Cell;
use intake::entry::IdReading;
use intake::normal::date::{DateReading, DateStyle};
use intake::normal::phone::PhoneReading;
use intake::normal::text::squeeze;
use intake::normal::{date, id, phone, word};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::failure::{Failure, Result};

/// The text of a field, `None` when nothing is in it.
pub(super) fn text(value: Option<&str>) -> Option<String> {
    value.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
}

/// What was said of a text that is there: what is left out stays, what is empty is taken away.
pub(super) fn change(said: Option<&String>, kept: &mut Option<String>) {
    if let Some(said) = said {
        *kept = text(Some(said));
    }
}

/// A number of things or people, as a script gives it or as somebody typed it: `12`, `"12"`, `"１２"`, `"12人"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
#[ts(export)]
pub enum Count {
    /// As a script gives it.
    Number(u32),
    /// As it was typed; empty = none.
    Text(String),
}

/// A count, `None` when nothing is in the field.
pub(super) fn count(value: Option<&Count>, field: &str) -> Result<Option<u32>> {
    let typed = match value {
        None => return Ok(None),
        Some(Count::Number(number)) => return Ok(Some(*number)),
        Some(Count::Text(typed)) => typed,
    };
    let Some(typed) = text(Some(typed)) else { return Ok(None) };
    let squeezed = squeeze(&typed);
    let plain = ["人次", "人", "个"].iter().find_map(|unit| squeezed.strip_suffix(unit)).unwrap_or(&squeezed);
    let unread = || Failure::new("not_a_number", "这里要写数字，例如 12").at(field);
    if plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unread());
    }
    plain.parse().map(Some).map_err(|_| unread())
}

/// A text that must be there, by its name on the screen.
pub(super) fn needed(value: &str, what: &str, field: &str) -> Result<String> {
    text(Some(value)).ok_or_else(|| Failure::new("needed", format!("请填{what}")).at(field))
}

/// One of the words that a list offers.
pub(super) fn one_of(value: &str, words: &[String], what: &str, field: &str) -> Result<String> {
    let value = needed(value, what, field)?;
    if words.contains(&value) {
        return Ok(value);
    }
    Err(Failure::new("unknown_kind", format!("{what}请写{}", words.join("、"))).at(field))
}

/// A time of day: `8:30`, `08:30`, `8点半`, `8点`.
pub(super) fn time(value: Option<&str>, field: &str) -> Result<Option<NaiveTime>> {
    let Some(value) = text(value) else { return Ok(None) };
    let plain = squeeze(&value).replace(['点', '时'], ":").replace('半', "30");
    let (hour, minute) = plain.split_once(':').unwrap_or((&plain, ""));
    let minute = minute.trim_end_matches('分');
    let read = |digits: &str| match digits.len() {
        1 | 2 => digits.parse::<u32>().ok(),
        _ => None,
    };
    let minute = if minute.is_empty() { Some(0) } else { read(minute) };
    let time = read(hour).zip(minute).and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
    let unread = || Failure::new("not_a_time", "时间看不懂，请写成 08:30 这样").at(field);
    time.map(Some).ok_or_else(unread)
}

/// From when until when on one day.
pub(super) fn in_order(start: Option<NaiveTime>, end: Option<NaiveTime>) -> Result<()> {
    if start.zip(end).is_some_and(|(start, end)| end <= start) {
        return Err(Failure::new("ends_before_start", "结束时间要在开始时间之后，请核对").at("end"));
    }
    Ok(())
}

fn cell(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

/// A date of its own precision, `None` when nothing is in the field.
pub(super) fn maybe_date(value: Option<&str>, field: &str) -> Result<Option<PartialDate>> {
    let Some(value) = text(value) else { return Ok(None) };
    // As scripts and our own pages write it: any year there is.
    if let Ok(date) = value.parse() {
        return Ok(Some(date));
    }
    match date::read(&cell(&value), DateStyle::Unknown) {
        DateReading::Blank => Ok(None),
        DateReading::Date(date) => Ok(Some(date)),
        DateReading::Unknown(_) => {
            Err(Failure::new("not_a_date", "日期看不懂，请写成 2026-03-15、2026.3 或 2026").at(field))
        }
    }
}

/// A date that must be there.
pub(super) fn date(value: &str, field: &str) -> Result<PartialDate> {
    maybe_date(Some(value), field)?.ok_or_else(|| Failure::new("needed", "请填日期").at(field))
}

/// 与户主关系.
pub(super) fn relation(value: Option<&str>, sex: Option<Sex>) -> Result<Option<Relation>> {
    let Some(value) = text(value) else { return Ok(None) };
    let known = word::relation(&squeeze(&value), sex);
    known.map(Some).ok_or_else(|| {
        Failure::new("unknown_relation", "与户主关系不认识，请写成户主、妻、长子这样的词").at("relation")
    })
}

/// 性别.
pub(super) fn sex(value: Option<&str>) -> Result<Option<Sex>> {
    let Some(value) = text(value) else { return Ok(None) };
    word::sex(&value).map(Some).ok_or_else(|| Failure::new("unknown_sex", "性别请写男或女").at("sex"))
}

/// 户籍, 常住, 暂住; 户籍 when nothing is said.
pub(super) fn residence_kind(value: Option<&str>) -> Result<ResidenceKind> {
    let Some(value) = text(value) else { return Ok(ResidenceKind::Registered) };
    word::residence(&squeeze(&value))
        .ok_or_else(|| Failure::new("unknown_kind", "居住类别请写户籍、常住或暂住").at("residence"))
}

/// 务工情况, and the place in its brackets.
pub(super) fn work(value: Option<&str>) -> Result<Option<(WorkKind, Option<String>)>> {
    let Some(value) = text(value) else { return Ok(None) };
    let squeezed = squeeze(&value);
    let known = word::work(&squeezed).map(|(kind, place)| (kind, place.map(str::to_owned)));
    known
        .map(Some)
        .ok_or_else(|| Failure::new("unknown_work", "务工情况请写在家、外出务工、求学、就近务工或其他").at("work"))
}

/// 电话.
pub(super) fn phone(value: Option<&str>) -> Result<Option<String>> {
    let Some(value) = text(value) else { return Ok(None) };
    match phone::read(&cell(&value)) {
        PhoneReading::Blank => Ok(None),
        PhoneReading::Numbers(numbers) => Ok(Some(numbers)),
        PhoneReading::Unknown(_) => Err(Failure::new("bad_phone", "电话里有不是号码的内容，请核对").at("phone")),
    }
}

/// 姓名, its spaces removed.
pub(super) fn name(value: &str) -> Result<String> {
    let tidy = domain::name::tidy(value);
    if tidy.is_empty() { Err(Failure::new("needed", "请填姓名").at("name")) } else { Ok(tidy) }
}

/// 身份证号 and, where it cannot be one, why it is kept as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Number {
    pub text: Option<String>,
    pub reason: Option<String>,
    pub whole: Option<IdNumber>,
}

/// A number that cannot be one is kept with a reason only: a warning that can be overridden, never silently.
pub(super) fn number(value: Option<&str>, reason: Option<&str>) -> Result<Number> {
    let Some(value) = text(value) else { return Ok(Number::default()) };
    let kept = match id::read(&cell(&value), &mut Vec::new()) {
        IdReading::Blank => return Ok(Number::default()),
        IdReading::Whole(whole) => {
            return Ok(Number { text: Some(whole.as_str().to_owned()), reason: None, whole: Some(whole) });
        }
        IdReading::Masked(_) => {
            return Err(Failure::new("bad_number", "身份证号里有星号，请填完整的号码").at("id_number"));
        }
        IdReading::Wrong(kept, _) => kept,
        IdReading::Rounded(_) => squeeze(&value).into_owned(),
    };
    let reason = text(reason).ok_or_else(|| {
        let mistake = IdNumber::parse(&kept).err().map_or_else(String::new, |mistake| mistake.to_string());
        Failure::new("reason_needed", format!("{mistake}；一定要照这样存，请写明原因")).at("id_reason")
    })?;
    Ok(Number { text: Some(kept), reason: Some(reason), whole: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_read_as_people_write_it() {
        let read = |text: &str| count(Some(&Count::Text(text.to_owned())), "served");
        for (text, means) in [("12", Some(12)), ("１２ ", Some(12)), ("40人次", Some(40)), (" ", None)] {
            assert_eq!(read(text).unwrap(), means, "{text}");
        }
        for wrong in ["十二", "12.5", "-3", "人", "99999999999", "1e3"] {
            let refused = read(wrong).unwrap_err();
            assert_eq!((refused.code.as_ref(), refused.field.as_deref()), ("not_a_number", Some("served")), "{wrong}");
        }
        assert_eq!(count(Some(&Count::Number(3)), "served").unwrap(), Some(3));
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let read = |text: &str| time(Some(text), "start").map(|time| time.unwrap().format("%H:%M").to_string());
        for (text, means) in
            [("8:30", "08:30"), ("０８：３０", "08:30"), ("8点半", "08:30"), ("14点", "14:00"), ("9时5分", "09:05")]
        {
            assert_eq!(read(text).unwrap(), means, "{text}");
        }
        for wrong in ["25:00", "8:60", "早上", "830", "8:3:0", "-1:00"] {
            assert_eq!(read(wrong).unwrap_err().code, "not_a_time", "{wrong}");
        }
        assert_eq!(time(Some(" "), "start").unwrap(), None);
    }
}
