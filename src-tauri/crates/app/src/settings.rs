//! Settings. One that changes a number is kept with the month from which it holds, so that past months stay as they
//! were.

use domain::date::Month;
use domain::register::Basis;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{OpKind, Reader};
use ts_rs::TS;

use crate::failure::{Failure, Result};
use crate::session::{OpLabel, Session};
use crate::standard::Standard;
use crate::visits;

/// Which residences count (人口口径).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Counted {
    /// 户籍.
    pub registered: bool,
    /// 常住.
    pub usual: bool,
}

/// All settings, as the page shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Settings {
    /// 人口口径, from this month on.
    pub counted: Counted,
    /// 上报截止日, from this month on; blank = the month's last day.
    pub reporting_day: Option<u32>,
    /// From which age a party member is an old one.
    pub old_member_age: u32,
    /// Minutes without a key until the book locks.
    pub lock_minutes: u32,
    /// Within how many months each household is to be visited, 1 to 12.
    pub visit_months: u32,
    /// Captions of annex A's columns 3 to 8; the standard's text lost its own.
    pub captions: Vec<String>,
}

/// Columns 3 to 8 of annex A, of which the captions can be set.
const CAPTIONS: usize = 6;

/// A value and the month from which it holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Since<T> {
    from: String,
    value: T,
}

/// What a setting was and is, each value with the month from which it holds: read once for many months.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Dated<T>(Vec<Since<T>>);

impl<T> Default for Dated<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: DeserializeOwned> Dated<T> {
    /// The values of a setting.
    pub fn read(reader: &Reader<'_>, key: &str) -> Result<Self> {
        Ok(value(reader, key)?.unwrap_or_default())
    }

    /// The value that holds in `month`: the last one that began by then, else the first.
    pub fn at(&self, month: Month) -> Option<&T> {
        let month = month.to_string();
        let holds = self.0.iter().rev().find(|since| since.from <= month).or(self.0.first());
        holds.map(|since| &since.value)
    }

    /// The value that was set last, and from which month it holds.
    pub fn last(&self) -> Option<(&str, &T)> {
        self.0.last().map(|since| (since.from.as_str(), &since.value))
    }
}

/// The value that holds in `month`.
fn dated<T: DeserializeOwned + Clone>(reader: &Reader<'_>, key: &str, month: Month) -> Result<Option<T>> {
    Ok(Dated::read(reader, key)?.at(month).cloned())
}

pub(crate) fn value<T: DeserializeOwned>(reader: &Reader<'_>, key: &str) -> Result<Option<T>> {
    reader.setting(key)?.map(|text| parsed(&text)).transpose()
}

/// What the text of a setting means.
pub(crate) fn parsed<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| Failure::new("setting_unreadable", "有一项设置读不懂，请到设置里重新保存"))
}

/// The counting basis that holds in `month`.
pub(crate) fn basis_of(reader: &Reader<'_>, month: Month) -> Result<Basis> {
    Ok(dated(reader, "basis", month)?.unwrap_or_default())
}

/// The counting basis that was set last.
pub(crate) fn basis(reader: &Reader<'_>) -> Result<Basis> {
    let list: Dated<Basis> = Dated::read(reader, "basis")?;
    Ok(list.last().map(|(_, basis)| *basis).unwrap_or_default())
}

/// The reporting day that holds in `month`.
pub(crate) fn reporting_day(reader: &Reader<'_>, month: Month) -> Result<Option<u32>> {
    Ok(dated(reader, "reporting_day", month)?.flatten())
}

fn shape(reader: &Reader<'_>, standard: &Standard, month: Month) -> Result<Settings> {
    let basis = basis_of(reader, month)?;
    Ok(Settings {
        counted: Counted { registered: basis.registered, usual: basis.usual },
        reporting_day: reporting_day(reader, month)?,
        old_member_age: value(reader, "old_member_age")?.unwrap_or(60),
        lock_minutes: value(reader, "lock_minutes")?.unwrap_or(5),
        visit_months: visits::months(reader)?,
        captions: captions(reader, standard)?,
    })
}

/// Captions of annex A's columns 3 to 8.
pub(crate) fn captions(reader: &Reader<'_>, standard: &Standard) -> Result<Vec<String>> {
    Ok(value(reader, "captions")?.unwrap_or_else(|| standard.annex_a.captions[2..].to_vec()))
}

/// The settings of this month.
///
/// # Errors
/// What the store says.
pub fn settings(session: &Session) -> Result<Settings> {
    let standard = session.standard()?;
    session.read(|reader| shape(reader, &standard, Month::of(session.today())))
}

fn check(settings: &Settings) -> Result<()> {
    if !settings.counted.registered && !settings.counted.usual {
        return Err(Failure::new("nothing_counts", "人口口径至少要选一种：户籍或常住").at("counted"));
    }
    if settings.reporting_day.is_some_and(|day| !(1..=31).contains(&day)) {
        return Err(Failure::new("reporting_day", "上报截止日要在 1 到 31 之间，或留空表示月末").at("reporting_day"));
    }
    if !(40..=100).contains(&settings.old_member_age) {
        return Err(Failure::new("old_member_age", "老党员年龄要在 40 到 100 之间").at("old_member_age"));
    }
    if !(1..=120).contains(&settings.lock_minutes) {
        return Err(Failure::new("lock_minutes", "自动锁定要在 1 到 120 分钟之间").at("lock_minutes"));
    }
    if !(1..=12).contains(&settings.visit_months) {
        return Err(Failure::new("visit_months", "走访间隔要在 1 到 12 个月之间").at("visit_months"));
    }
    if settings.captions.len() != CAPTIONS || settings.captions.iter().any(|caption| caption.trim().is_empty()) {
        return Err(Failure::new("captions", "台账第 3 至 8 列的表头都要填").at("captions"));
    }
    Ok(())
}

/// Saves settings; those that change a number hold from this month on.
///
/// # Errors
/// A value out of bounds, with its field; what the store says.
pub fn save(session: &Session, settings: &Settings) -> Result<Option<OpLabel>> {
    check(settings)?;
    let standard = session.standard()?;
    let month = Month::of(session.today());
    let label = "修改设置";
    let ((), op) = session.write(OpKind::SETTING, label, |write| {
        let old = shape(write, &standard, month)?;
        let basis = Basis { registered: settings.counted.registered, usual: settings.counted.usual };
        if old.counted != settings.counted {
            since(write, "basis", month, basis, Basis::default())?;
        }
        if old.reporting_day != settings.reporting_day {
            since(write, "reporting_day", month, settings.reporting_day, None)?;
        }
        put(write, "old_member_age", &settings.old_member_age)?;
        put(write, "lock_minutes", &settings.lock_minutes)?;
        put(write, visits::KEY, &settings.visit_months)?;
        // The pack's own captions are no setting: another pack brings others.
        if settings.captions == standard.annex_a.captions[2..] {
            write.set_setting("captions", None)?;
            return Ok(());
        }
        put(write, "captions", &settings.captions)
    })?;
    crate::history::done(session, op, label)
}

pub(crate) fn put<T: Serialize>(write: &mut store::Write<'_>, key: &str, value: &T) -> Result<()> {
    let text = serde_json::to_string(value).unwrap_or_default();
    write.set_setting(key, Some(&text))?;
    Ok(())
}

/// Adds a value that holds from `month` on; what held before keeps holding before.
pub(crate) fn since<T: Serialize + DeserializeOwned + Clone>(
    write: &mut store::Write<'_>,
    key: &str,
    month: Month,
    new: T,
    shipped: T,
) -> Result<()> {
    let Dated(mut list) = Dated::read(write, key)?;
    if list.is_empty() {
        list.push(Since { from: "0001-01".to_owned(), value: shipped });
    }
    let from = month.to_string();
    list.retain(|since| since.from < from);
    list.push(Since { from, value: new });
    put(write, key, &list)
}
