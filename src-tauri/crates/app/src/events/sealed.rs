//! What is written down in a month that is sealed, or put right in one, is said to be late: it comes into the month only by
//! sealing it again, and stands among what was found out since until then.

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
