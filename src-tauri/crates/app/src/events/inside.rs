//! Moves inside of the village: between households, 分户, 并户, another head, another grid.

use domain::codes::Relation;
use domain::date::PartialDate;
use domain::household::{CloseReason, Household, HouseholdGrid, OpenReason};
use domain::id::Id;
use domain::organisation::Grid;
use domain::person::{FromReason, Residence, ToReason};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, NewHead, Related, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 户内外调动: persons go to another household of the village.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct MoveInside {
    /// Who, and what they are to the head there.
    pub persons: Vec<Related>,
    /// Row id of the household they go to.
    pub household: String,
    /// First day there.
    pub date: String,
    /// Who becomes the head of those who stay.
    #[serde(default)]
    pub head: Option<NewHead>,
    /// The household that they leave stays open when nobody is left.
    #[serde(default)]
    pub keep_open: bool,
}

/// 分户: some of a household become a household of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct Split {
    /// Row id of the household.
    pub household: String,
    /// First day of the new one.
    pub date: String,
    /// Who goes, and what they are to the head there; one of them 户主.
    pub persons: Vec<Related>,
    /// 户号 of the new one.
    #[serde(default)]
    pub code: Option<String>,
    /// 住址 of the new one; the old one's when it is left out.
    #[serde(default)]
    pub address: Option<String>,
    /// Who becomes the head of those who stay.
    #[serde(default)]
    pub head: Option<NewHead>,
}

/// 并户: all of a household go into another one, and it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct MergeHouseholds {
    /// Row id of the household that ends.
    pub household: String,
    /// Row id of the household that stays.
    pub into: String,
    /// First day together.
    pub date: String,
    /// What those who come are to the head there.
    pub persons: Vec<Related>,
}

/// 变更户主.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct ChangeHead {
    /// Row id of the household.
    pub household: String,
    /// First day of the new head.
    pub date: String,
    /// Who, and what the others are to them.
    pub head: NewHead,
}

/// 调整所属网格.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct MoveHousehold {
    /// Row id of the household.
    pub household: String,
    /// Row id of the grid.
    pub grid: String,
    /// First day in it.
    pub date: String,
}

/// Takes persons out of where they live and into `target`.
fn go_over(
    ground: &mut Ground<'_, '_>,
    persons: &[(Residence, Option<Relation>)],
    target: Id,
    date: PartialDate,
    reason: ToReason,
) -> Result<()> {
    for (residence, relation) in persons {
        ground.end(residence, date, reason)?;
        ground.come(residence.person, target, (residence.kind, *relation), Some(date), Some(FromReason::TransferIn))?;
    }
    Ok(())
}

/// Where each of those named lives, and what they will be.
fn named(ground: &Ground<'_, '_>, persons: &[Related]) -> Result<Vec<(Residence, Option<Relation>)>> {
    if persons.is_empty() {
        return Err(Failure::new("nobody", "请选要动的人").at("persons"));
    }
    let mut named: Vec<(Residence, Option<Relation>)> = Vec::with_capacity(persons.len());
    for one in persons {
        let person = ground.person(&one.person)?;
        if named.iter().any(|(known, _)| known.person == person.id) {
            return Err(Failure::new("twice", "同一个人选了两次，请核对").at("persons"));
        }
        named.push((ground.lived(&person)?, typed::relation(one.relation.as_deref(), person.sex)?));
    }
    Ok(named)
}

/// The successor of a head who goes with the others.
fn crown_who_stay(
    ground: &mut Ground<'_, '_>,
    leaving: &[(Residence, Option<Relation>)],
    head: Option<&NewHead>,
    date: PartialDate,
) -> Result<()> {
    let (Some(head), Some((first, _))) = (head, leaving.first()) else { return Ok(()) };
    let persons: Vec<Id> = leaving.iter().map(|(residence, _)| residence.person).collect();
    ground.crown(first.household, head, date, &persons)
}

impl Act for MoveInside {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let target = ground.household(&self.household)?.id;
        let date = ground.past(&self.date)?;
        let leaving = named(ground, &self.persons)?;
        if leaving.iter().any(|(residence, _)| residence.household == target) {
            return Err(Failure::new("same_household", "有人本来就在这一户里，请核对").at("household"));
        }
        crown_who_stay(ground, &leaving, self.head.as_ref(), date)?;
        go_over(ground, &leaving, target, date, ToReason::TransferOut)?;
        Ok(target)
    }

    fn closing(&self) -> (Option<&str>, bool) {
        (Some(&self.date), self.keep_open)
    }
}

impl Act for Split {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let old = ground.household(&self.household)?;
        let date = ground.past(&self.date)?;
        let leaving = named(ground, &self.persons)?;
        if leaving.iter().any(|(residence, _)| residence.household != old.id) {
            return Err(Failure::new("not_in_household", "有人不在这一户里，请核对").at("persons"));
        }
        if leaving.len() == ground.members(old.id)?.len() {
            return Err(Failure::new("nobody_left", "分户要留下至少一个人；全家搬走请用调动或迁出").at("persons"));
        }
        let heads = leaving.iter().filter(|(_, relation)| *relation == Some(Relation::HEAD)).count();
        if heads != 1 {
            return Err(Failure::new("one_head", "新户要有一个户主，只有一个").at("relation"));
        }
        crown_who_stay(ground, &leaving, self.head.as_ref(), date)?;
        let new = Household {
            id: ground.write.mint(),
            code: typed::text(self.code.as_deref()),
            address: typed::text(self.address.as_deref()).or_else(|| old.address.clone()),
            phone: None,
            from: Some(date),
            from_reason: Some(OpenReason::Split),
            ..old.clone()
        };
        ground.write.put(&new)?;
        for place in ground.write.grids_of_household(old.id)?.into_iter().filter(|one| one.to.is_none()) {
            let row = HouseholdGrid { id: ground.write.mint(), household: new.id, from: Some(date), ..place };
            ground.write.put(&row)?;
        }
        go_over(ground, &leaving, new.id, date, ToReason::Split)?;
        Ok(new.id)
    }
}

impl Act for MergeHouseholds {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let (old, target) = (ground.household(&self.household)?.id, ground.household(&self.into)?.id);
        if old == target {
            return Err(Failure::new("same_household", "一户不能并到它自己，请另选一户").at("into"));
        }
        let date = ground.past(&self.date)?;
        let mut coming = Vec::new();
        for residence in ground.members(old)? {
            let person = ground.person(&residence.person.to_string())?;
            let said = self.persons.iter().find(|one| one.person == person.id.to_string());
            let relation = typed::relation(said.and_then(|one| one.relation.as_deref()), person.sex)?;
            coming.push((residence, relation));
        }
        go_over(ground, &coming, target, date, ToReason::TransferOut)?;
        ground.close(old, date, CloseReason::Merged)?;
        Ok(target)
    }
}

impl Act for ChangeHead {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let household = ground.household(&self.household)?.id;
        let date = ground.past(&self.date)?;
        ground.crown(household, &self.head, date, &[])?;
        Ok(household)
    }
}

impl Act for MoveHousehold {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let household = ground.household(&self.household)?.id;
        let grid = id(&self.grid)?;
        let from = typed::date(&self.date, "date")?;
        if ground.write.get::<Grid>(grid)?.is_none() {
            return Err(Failure::gone().at("grid"));
        }
        let running = ground.write.grids_of_household(household)?.into_iter().find(|one| one.to.is_none());
        if let Some(row) = running {
            if row.grid == grid {
                return Err(Failure::new("same_grid", "这一户本来就在这个网格里").at("grid"));
            }
            if row.from.is_some_and(|since| from.first_day() <= since.first_day()) {
                return Err(Failure::new("ends_before_start", "调整日期早于它进入现在网格的日期，请核对").at("date"));
            }
            ground.write.put(&HouseholdGrid { to: Some(from), ..row })?;
        }
        let row = HouseholdGrid { id: ground.write.mint(), household, grid, from: Some(from), to: None };
        ground.write.put(&row)?;
        Ok(household)
    }
}
