//! What is written down in a month that is sealed, or put right in one, is said to be late: it comes into the month only by
//! sealing it again, and stands among what was found out since until then.

use chrono::Datelike;
use domain::closing::MonthClosing;
use domain::date::{Month, PartialDate};

use super::ground::Ground;
use crate::failure::{Failure, Result};

/// Refuses a day of a sealed month, unless it was said that it is written down late.
pub(super) fn open(ground: &Ground<'_, '_>, date: PartialDate, late: Option<bool>) -> Result<()> {
    let month = Month::of(date.first_day());
    if late == Some(true) || ground.write.closings_of(month)?.is_empty() {
        return Ok(());
    }
    let words = format!("{month} 已经结账；确实要补记或改正，请选「补到已结账的月份」，会列进事后更正");
    Err(Failure::new("month_closed", words).at("late"))
}

/// Refuses what changes the points of a year of which months are sealed, unless it was said that this is known: sheets of
/// its earlier quarters have been printed and signed.
pub(super) fn open_year(ground: &Ground<'_, '_>, year: u32, late: Option<bool>) -> Result<()> {
    let sealed = |row: &MonthClosing| row.month.first_day().year().unsigned_abs() == year;
    if late == Some(true) || !ground.write.all::<MonthClosing>()?.iter().any(sealed) {
        return Ok(());
    }
    let words = format!("{year} 年已有结账的月份，改动会改变报过的积分；确实要改，请选「报过的积分也改」");
    Err(Failure::new("month_closed", words).at("late"))
}
