//! Two records of one person become one (重复合并), and are taken apart again when that was wrong.
//!
//! The other record stays as it was, ended: past months keep the number that they had. What the kept one lacks, it gets
//! from the day of the merge on.

use domain::activity::ActivityPerson;
use domain::id::Id;
use domain::person::{FromReason, Person, PersonMerge, ResidenceKind, ToReason};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, NewHead, hanging, typed};
use crate::failure::{Failure, Result};

/// 合并重复的人.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct MergePersons {
    /// Row id of the record that stays.
    pub person: String,
    /// Row id of the record that ends.
    pub other: String,
    /// First day on which they are one.
    pub date: String,
    /// Who becomes the head where the other record lived.
    #[serde(default)]
    pub head: Option<NewHead>,
    /// The other record's household stays open when nobody is left.
    #[serde(default)]
    pub keep_open: bool,
}

/// 拆开误并的人: the record that ended lives again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct SplitPersons {
    /// Row id of the record that had ended.
    pub person: String,
    /// First day on which they are two again.
    pub date: String,
    /// Row id of the household; the one that it left when it is left out.
    #[serde(default)]
    pub household: Option<String>,
    /// 与户主关系.
    #[serde(default)]
    pub relation: Option<String>,
}

impl Act for MergePersons {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let (mut kept, other) = (ground.person(&self.person)?, ground.person(&self.other)?);
        if kept.id == other.id {
            return Err(Failure::new("same_person", "选的是同一条记录，请选另一条").at("other"));
        }
        let date = ground.past(&self.date)?;
        ground.lived(&kept)?;
        let home = ground.lived(&other)?;
        if let (Some(mine), Some(theirs)) = (&kept.id_number, &other.id_number)
            && mine != theirs
        {
            return Err(
                Failure::new("two_numbers", "两条记录的身份证号不同，是两个人；号码写错了，请先改号").at("other")
            );
        }
        if let (Some(mine), Some(theirs)) = (kept.birth, other.birth)
            && !mine.is_refined_by(theirs)
            && !theirs.is_refined_by(mine)
        {
            return Err(Failure::new("two_births", "两条记录的出生日期不同，请先核对，改对一条再合并").at("other"));
        }
        if let Some(head) = &self.head {
            ground.crown(home.household, head, date, &[other.id])?;
        }
        for residence in ground.write.residences_of_person(other.id)?.into_iter().filter(|one| one.to.is_none()) {
            ground.end(&residence, date, ToReason::Merge)?;
        }
        hanging::inherit(ground.write, kept.id, other.id, date)?;
        hanging::settle(ground.write, other.id, date)?;
        let merge = PersonMerge {
            id: ground.write.mint(),
            kept: kept.id,
            other: other.id,
            id_number: other.id_number.clone(),
            id_reason: other.id_reason.clone(),
            from: date,
            to: None,
        };
        ground.write.put(&merge)?;
        parts_go_over(ground, &merge)?;
        if kept.id_number.is_none() {
            (kept.id_number, kept.id_reason) = (other.id_number.clone(), other.id_reason.clone());
        }
        kept.sex = kept.sex.or(other.sex);
        kept.birth = match (kept.birth, other.birth) {
            (Some(mine), Some(theirs)) if mine.is_refined_by(theirs) => Some(theirs),
            (mine, theirs) => mine.or(theirs),
        };
        kept.phone = kept.phone.or_else(|| other.phone.clone());
        ground.write.put(&kept)?;
        ground.write.put(&Person { id_number: None, id_reason: None, ..other })?;
        Ok(kept.id)
    }

    fn closing(&self) -> (Option<&str>, bool) {
        (Some(&self.date), self.keep_open)
    }
}

impl Act for SplitPersons {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let other = ground.person(&self.person)?;
        let date = ground.past(&self.date)?;
        let merges = ground.write.merges_of_person(other.id)?;
        let merge = merges
            .into_iter()
            .find(|merge| merge.to.is_none())
            .ok_or_else(|| Failure::new("not_merged", "这条记录没有并入别人，不用拆开").at("person"))?;
        if date.first_day() < merge.from.first_day() {
            return Err(Failure::new("before_left", "日期早于合并的日期，请核对").at("date"));
        }
        let mut past = ground.write.residences_of_person(other.id)?;
        past.sort_by_key(|one| one.to);
        let left = past.pop();
        let household = match (&self.household, &left) {
            (Some(household), _) => ground.household(household)?.id,
            (None, Some(left)) => ground.household(&left.household.to_string())?.id,
            (None, None) => return Err(Failure::new("needed", "请选住在哪一户").at("household")),
        };
        let relation = typed::relation(self.relation.as_deref(), other.sex)?;
        let kind = left.map_or(ResidenceKind::Registered, |left| left.kind);
        ground.come(other.id, household, (kind, relation), Some(date), Some(FromReason::FoundLate))?;
        hanging::give_back(ground.write, merge.kept, merge.other, merge.from, date)?;
        parts_go_back(ground, &merge)?;
        let kept = ground.person(&merge.kept.to_string())?;
        let (id_number, id_reason) = (merge.id_number.clone(), merge.id_reason.clone());
        if id_number.is_some() && kept.id_number == id_number {
            ground.write.put(&Person { id_number: None, id_reason: None, ..kept })?;
        }
        let back = other.id;
        ground.write.put(&Person { id_number, id_reason, ..other })?;
        ground.write.put(&PersonMerge { to: Some(date), ..merge })?;
        Ok(back)
    }
}

/// Where the other record took part, the kept one did. Where both did, the other's row stays with it and counts no more.
fn parts_go_over(ground: &mut Ground<'_, '_>, merge: &PersonMerge) -> Result<()> {
    let mine = ground.write.parts_of_person(merge.kept)?;
    for row in ground.write.parts_of_person(merge.other)? {
        if !mine.iter().any(|one| one.activity == row.activity) {
            ground.write.put(&ActivityPerson { person: merge.kept, merge: Some(merge.id), ..row })?;
        }
    }
    Ok(())
}

/// What came over from a record goes back to it.
fn parts_go_back(ground: &mut Ground<'_, '_>, merge: &PersonMerge) -> Result<()> {
    for row in ground.write.parts_of_merge(merge.id)? {
        ground.write.put(&ActivityPerson { person: merge.other, merge: None, ..row })?;
    }
    Ok(())
}
