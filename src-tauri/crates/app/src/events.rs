//! What happens to people and households, one operation each, dated. The pages for them come with the leader's day; the
//! operations are whole.

use domain::date::PartialDate;
use domain::household::HouseholdGrid;
use domain::id::Id;
use domain::person::{Person, Residence, ToReason};
use domain::tag::Tag;
use store::{OpKind, Write};

use crate::failure::{Failure, Result};
use crate::history;
use crate::session::{OpLabel, Session, id};

fn day(text: &str) -> Result<PartialDate> {
    Ok(text.parse::<PartialDate>()?)
}

fn not_in_future(session: &Session, date: PartialDate) -> Result<PartialDate> {
    if date.begun_on(session.today()) {
        Ok(date)
    } else {
        Err(Failure::new("in_future", "日期在今天以后，请核对").at("date"))
    }
}

/// Ends everything dated of a person: residence, tags, roles.
fn leave(write: &mut Write<'_>, person: Id, date: PartialDate, reason: ToReason) -> Result<()> {
    for residence in write.residences_of_person(person)?.into_iter().filter(|one| one.to.is_none()) {
        write.put(&Residence { to: Some(date), to_reason: Some(reason), ..residence })?;
    }
    for tag in write.tags_of_person(person)?.into_iter().filter(|one| one.to.is_none()) {
        write.put(&Tag { to: Some(date), ..tag })?;
    }
    for mut role in write.roles_of_person(person)?.into_iter().filter(|one| one.to.is_none()) {
        role.to = Some(date);
        write.put(&role)?;
    }
    Ok(())
}

/// 死亡: who died on a day is not counted on that day's evening.
///
/// # Errors
/// A person who is gone or died already; a day before birth or after today.
pub fn death(session: &Session, person: &str, on: &str) -> Result<OpLabel> {
    let (person, on) = (id(person)?, not_in_future(session, day(on)?)?);
    let label = "登记死亡";
    let ((), op) = session.write(OpKind::new("death"), label, |write| {
        let row: Person = write.get(person)?.ok_or_else(Failure::gone)?;
        if row.died_on.is_some() {
            return Err(Failure::new("died_already", "这个人已经登记过死亡，请核对").at("person"));
        }
        if row.birth.is_some_and(|birth| on.first_day() < birth.first_day()) {
            return Err(Failure::new("before_birth", "死亡日期早于出生日期，请核对").at("date"));
        }
        write.put(&Person { died_on: Some(on), ..row })?;
        leave(write, person, on, ToReason::Death)
    })?;
    history::done(session, op, label)?.ok_or_else(Failure::gone)
}

/// A tag ends: `on` is the first day on which it holds no more.
///
/// # Errors
/// A tag that is gone or has ended; an end before its beginning.
pub fn end_tag(session: &Session, tag: &str, on: &str) -> Result<OpLabel> {
    let (tag, on) = (id(tag)?, day(on)?);
    let label = "类别到期";
    let ((), op) = session.write(OpKind::new("end_tag"), label, |write| {
        let row: Tag = write.get(tag)?.ok_or_else(Failure::gone)?;
        if row.to.is_some() {
            return Err(Failure::new("ended_already", "这个类别已经结束，请核对").at("tag"));
        }
        if row.from.is_some_and(|from| on.first_day() <= from.first_day()) {
            return Err(Failure::new("ends_before_start", "结束日期不能早于开始日期，请核对").at("date"));
        }
        write.put(&Tag { to: Some(on), ..row })?;
        Ok(())
    })?;
    history::done(session, op, label)?.ok_or_else(Failure::gone)
}

/// A household goes to another grid from a day on.
///
/// # Errors
/// A household or grid that is gone; the grid it is in already; a day before it came there.
pub fn move_household(session: &Session, household: &str, grid: &str, from: &str) -> Result<OpLabel> {
    let (household, grid, from) = (id(household)?, id(grid)?, day(from)?);
    let label = "调整所属网格";
    let ((), op) = session.write(OpKind::new("move_grid"), label, |write| {
        if write.get::<domain::organisation::Grid>(grid)?.is_none() {
            return Err(Failure::gone());
        }
        let running = write.grids_of_household(household)?.into_iter().find(|one| one.to.is_none());
        if let Some(row) = running {
            if row.grid == grid {
                return Err(Failure::new("same_grid", "这一户本来就在这个网格里").at("grid"));
            }
            if row.from.is_some_and(|since| from.first_day() <= since.first_day()) {
                return Err(Failure::new("ends_before_start", "调整日期早于它进入现在网格的日期，请核对").at("date"));
            }
            write.put(&HouseholdGrid { to: Some(from), ..row })?;
        }
        let row = HouseholdGrid { id: write.mint(), household, grid, from: Some(from), to: None };
        write.put(&row)?;
        Ok(())
    })?;
    history::done(session, op, label)?.ok_or_else(Failure::gone)
}
