//! 认岗领责: who takes which post upon themselves, and how they fill it. Clause 5.4.
//!
//! Party members and members of a party group, as of that day. Several posts for one person, several people for one
//! post, but nobody the same post twice at a time.

use chrono::NaiveDate;
use domain::commitment::Claim;
use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use domain::organisation::{OrgUnit, RoleKind, UnitKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::place::ending;
use super::{Act, post, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 认岗.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct ClaimPost {
    /// Row id of the post.
    pub post: String,
    /// Row id of the person.
    pub person: String,
    /// 认领日期; already so at the opening when it is left out.
    pub date: Option<String>,
    /// 备注.
    pub remark: Option<String>,
}

/// 登记履岗情况: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditClaim {
    /// Row id of the claim.
    pub claim: String,
    /// 履岗情况.
    pub performance: Option<String>,
    /// 评岗.
    pub appraisal: Option<String>,
    /// 备注.
    pub remark: Option<String>,
}

/// 退岗, or taking it out when it was entered by mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EndClaim {
    /// Row id of the claim.
    pub claim: String,
    /// First day without it; entered by mistake when it is left out.
    pub date: Option<String>,
}

impl Act for ClaimPost {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let post = post::known(ground, &self.post)?;
        let from = typed::text(self.date.as_deref()).map(|date| ground.past(&date)).transpose()?;
        // A month is looked at when it is over; what was so at the opening is so today.
        let on = from.map_or(ground.today, |from| from.last_day().min(ground.today));
        if post.to.is_some() || !holds_on(post.from, post.to, on) {
            let words = "这个岗位那天还没有设或已经撤销，请核对日期或另选岗位";
            return Err(Failure::new("post_not_open", words).at("post"));
        }
        let person = member(ground, &self.person, post.unit, on)?;
        let claims = ground.write.claims_of_post(post.id)?;
        let until = |claim: &Claim| claim.to.map_or(NaiveDate::MAX, PartialDate::first_day);
        let since = from.map_or(NaiveDate::MIN, PartialDate::first_day);
        if claims.iter().any(|claim| claim.person == person && until(claim) > since) {
            return Err(Failure::new("has_already", "这个人已经认领了这个岗位，不用再登记").at("person"));
        }
        let row = Claim {
            id: ground.write.mint(),
            post: post.id,
            person,
            performance: None,
            appraisal: None,
            remark: typed::text(self.remark.as_deref()),
            from,
            to: None,
        };
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EditClaim {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row = known(ground, &self.claim)?;
        typed::change(self.performance.as_ref(), &mut row.performance);
        typed::change(self.appraisal.as_ref(), &mut row.appraisal);
        typed::change(self.remark.as_ref(), &mut row.remark);
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EndClaim {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.claim)?;
        let id = row.id;
        match typed::text(self.date.as_deref()) {
            Some(date) => {
                let date = ending(ground, &date, row.from, row.to)?;
                ground.write.put(&Claim { to: Some(date), ..row })?;
            }
            None => {
                ground.write.remove::<Claim>(id)?;
            }
        }
        Ok(id)
    }
}

fn known(ground: &Ground<'_, '_>, claim: &str) -> Result<Claim> {
    ground.write.get(id(claim)?)?.ok_or_else(|| Failure::gone().at("claim"))
}

/// Somebody who lived here on that day and does to this day, and who may claim and commit.
pub(super) fn member(ground: &Ground<'_, '_>, person: &str, group: Option<Id>, on: NaiveDate) -> Result<Id> {
    let id = ground.there(person, PartialDate::from(on))?;
    ground.lived(&ground.person(person)?)?;
    belongs(ground, id, group, on)?;
    Ok(id)
}

/// Party members may, and who belongs to the party group on that day: to this one, or to any when none is named.
fn belongs(ground: &Ground<'_, '_>, person: Id, group: Option<Id>, on: NaiveDate) -> Result<()> {
    let memberships = ground.write.memberships_of_person(person)?;
    if memberships.iter().any(|row| holds_on(row.from, row.to, on)) {
        return Ok(());
    }
    for role in ground.write.roles_of_person(person)? {
        let is_member = matches!(role.kind, RoleKind::Leader | RoleKind::Member) && holds_on(role.from, role.to, on);
        if !is_member || group.is_some_and(|group| group != role.unit) {
            continue;
        }
        let unit: Option<OrgUnit> = ground.write.get(role.unit)?;
        if unit.is_some_and(|unit| unit.kind == UnitKind::PartyGroup) {
            return Ok(());
        }
    }
    let words = "那天他不是党员，也不是党小组成员，不能认岗和承诺；请先登记党员，或把他列进党小组";
    Err(Failure::new("not_a_member", words).at("person"))
}
