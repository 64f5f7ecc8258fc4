//! Whose matter it is: household, people and party group, all of them there on its day.

use chrono::NaiveDate;
use domain::date::holds_on;
use domain::household::Household;
use domain::id::Id;
use domain::matter::Matter;
use domain::organisation::Grid;

use crate::events::activity::{only_unit, unit_of};
use crate::events::ground::Ground;
use crate::events::typed;
use crate::failure::{Failure, Result};
use crate::session::id;

/// A household that stood on a day.
pub(super) fn household(ground: &Ground<'_, '_>, household: Option<&str>, date: NaiveDate) -> Result<Option<Id>> {
    let Some(household) = typed::text(household) else { return Ok(None) };
    let row: Household = ground.write.get(id(&household)?)?.ok_or_else(|| Failure::gone().at("household"))?;
    if holds_on(row.from, row.to, date) {
        return Ok(Some(row.id));
    }
    Err(Failure::new("household_closed", "这一户那天还没立户或已经销户，请核对日期或另选一户").at("household"))
}

/// Somebody who lived here on a day.
pub(super) fn somebody(
    ground: &Ground<'_, '_>,
    person: Option<&str>,
    date: NaiveDate,
    field: &str,
) -> Result<Option<Id>> {
    let Some(person) = typed::text(person) else { return Ok(None) };
    let person = ground.person(&person).map_err(|failure| failure.at(field))?;
    let unborn = person.birth.is_some_and(|birth| !birth.begun_on(date));
    if unborn || ground.stays(person.id, date)?.is_empty() {
        let words = "这个人那天不在本村（还没来、已迁出或已去世），请核对日期或另选一人";
        return Err(Failure::new("not_here_then", words).at(field));
    }
    Ok(Some(person.id))
}

/// Whose matter it is: of the grid that is named, else of the household's on that day, else of a book's only one.
pub(super) fn unit(ground: &Ground<'_, '_>, grid: Option<&str>, matter: &Matter) -> Result<Option<Id>> {
    if let Some(grid) = typed::text(grid) {
        return unit_of(ground, &grid).map(Some);
    }
    if let Some(household) = matter.household {
        let placed = ground.write.grids_of_household(household)?;
        if let Some(placed) = placed.iter().find(|row| holds_on(row.from, row.to, matter.date))
            && let Some(grid) = ground.write.get::<Grid>(placed.grid)?
        {
            return Ok(Some(grid.unit));
        }
    }
    only_unit(ground)
}
