//! Who is given a role in a unit, and who gives one up. Clause 2.2.
//!
//! A death or a move ends it as it ends every role. What volunteers do hangs on their party group, so a role that is
//! given in a volunteer team is kept with the group that the team follows.

use std::collections::HashSet;

use chrono::NaiveDate;
use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind, UnitKind};
use domain::person::{PartyMember, Person};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, typed, unit};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 任职.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct AssignRole {
    /// Row id of the person.
    pub person: String,
    /// Row id of the unit.
    pub unit: String,
    /// 党小组组长, 党小组成员, 队长, 书记 and the like.
    pub kind: String,
    /// Of a member, one of the pack's: 退休党员, 农民党员, 村民组长, 优秀妇女, 中心户长.
    pub member_kind: Option<String>,
    /// Of a volunteer, one of the pack's: 党员, 能人, 乡贤, 热心大妈, 巧手大姐.
    pub volunteer_kind: Option<String>,
    /// First day; left out: since the unit's founding, or already so at the opening.
    pub date: Option<String>,
    /// Whoever holds it now gives it up on that day.
    pub instead: bool,
}

/// 更正任职: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditRole {
    /// Row id of the role.
    pub role: String,
    /// Of a member, one of the pack's.
    pub member_kind: Option<String>,
    /// Of a volunteer, one of the pack's.
    pub volunteer_kind: Option<String>,
    /// First day.
    pub date: Option<String>,
}

/// 卸任, or taking a role out that was entered by mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EndRole {
    /// Row id of the role.
    pub role: String,
    /// First day without; entered by mistake when it is left out.
    pub date: Option<String>,
}

/// A role that begins.
pub(crate) struct Beginning<'a> {
    pub unit: &'a OrgUnit,
    pub kind: RoleKind,
    pub member_kind: Option<String>,
    pub volunteer_kind: Option<String>,
    pub from: Option<PartialDate>,
}

impl<'a> Beginning<'a> {
    /// Of no particular kind.
    pub fn plain(unit: &'a OrgUnit, kind: RoleKind, from: Option<PartialDate>) -> Self {
        Self { unit, kind, member_kind: None, volunteer_kind: None, from }
    }
}

impl Act for AssignRole {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?;
        let unit = unit::standing(ground, &self.unit, "unit")?;
        let kind = role_kind(&unit, &self.kind)?;
        let date = typed::text(self.date.as_deref()).map(|date| ground.past(&date)).transpose()?;
        let from = date.or(unit.founded_on);
        if self.instead {
            let day = date.ok_or_else(|| Failure::new("needed", "接任要写日期").at("date"))?;
            let holding = running(ground, &unit)?.into_iter().filter(|role| role.kind == kind);
            for role in holding.filter(|role| kind.is_single() && role.person != person.id).collect::<Vec<_>>() {
                stop(ground, role, day)?;
            }
        }
        let (member_kind, volunteer_kind) =
            kinds(ground, kind, self.member_kind.as_deref(), self.volunteer_kind.as_deref())?;
        begin(ground, &person, Beginning { unit: &unit, kind, member_kind, volunteer_kind, from })
    }
}

impl Act for EditRole {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let role = known(ground, &self.role)?;
        let (member, volunteer) =
            kinds(ground, role.kind, self.member_kind.as_deref(), self.volunteer_kind.as_deref())?;
        let mut changed = Role {
            member_kind: if self.member_kind.is_some() { member } else { role.member_kind.clone() },
            volunteer_kind: if self.volunteer_kind.is_some() { volunteer } else { role.volunteer_kind.clone() },
            ..role.clone()
        };
        if let Some(date) = &self.date {
            changed.from = typed::text(Some(date)).map(|date| ground.past(&date)).transpose()?;
            let unit: OrgUnit = ground.write.get(role.unit)?.ok_or_else(Failure::gone)?;
            let person = ground.person(&role.person.to_string())?;
            after_founding(&unit, changed.from)?;
            was_here(ground, &person, changed.from)?;
            if let (Some(from), Some(to)) = (changed.from, changed.to)
                && to.first_day() < from.first_day()
            {
                return Err(Failure::new("ends_before_start", "任职日期晚于卸任日期，请核对").at("date"));
            }
            alone(ground, &changed)?;
        }
        ground.write.put(&changed)?;
        Ok(changed.id)
    }
}

impl Act for EndRole {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let role = known(ground, &self.role)?;
        let id = role.id;
        let Some(date) = typed::text(self.date.as_deref()) else {
            ground.write.remove::<Role>(id)?;
            return Ok(id);
        };
        let date = ground.past(&date)?;
        if role.to.is_some() {
            return Err(Failure::new("ended_already", "这一任已经结束，请核对").at("role"));
        }
        stop(ground, role, date)?;
        Ok(id)
    }
}

/// Gives a role to somebody: only where the unit stands, has such a role, and nobody else holds it who must be alone.
pub(crate) fn begin(ground: &mut Ground<'_, '_>, person: &Person, new: Beginning<'_>) -> Result<Id> {
    let home = ground.lived(person)?;
    after_founding(new.unit, new.from)?;
    was_here(ground, person, new.from)?;
    let role = Role {
        id: ground.write.mint(),
        person: person.id,
        unit: seat(new.unit),
        kind: new.kind,
        member_kind: new.member_kind,
        volunteer_kind: new.volunteer_kind,
        from: new.from,
        to: None,
    };
    alone(ground, &role)?;
    ground.write.put(&role)?;
    if role.kind == RoleKind::Leader && !is_party_member(ground, person.id)? {
        let words = "组长不是党员：规范要求党员身份，请核对党员登记，或另选一位党员";
        ground.note("leader_no_member", home.household, words);
    }
    Ok(role.id)
}

/// Ends a role that runs.
pub(crate) fn stop(ground: &mut Ground<'_, '_>, role: Role, date: PartialDate) -> Result<()> {
    if role.from.is_some_and(|from| date.first_day() < from.first_day()) {
        return Err(Failure::new("before_came", "日期早于任职日期，请核对").at("date"));
    }
    ground.write.put(&Role { to: Some(date), ..role })?;
    Ok(())
}

/// Roles that run in a unit; of a volunteer team those of its volunteers, of their group the others.
pub(super) fn running(ground: &Ground<'_, '_>, unit: &OrgUnit) -> Result<Vec<Role>> {
    let mut roles = ground.write.roles_of_unit(seat(unit))?;
    let is_team = unit.kind == UnitKind::VolunteerTeam;
    roles.retain(|role| role.to.is_none() && (!is_team || role.kind.volunteers()));
    Ok(roles)
}

/// Where a role in this unit is kept.
pub(crate) fn seat(unit: &OrgUnit) -> Id {
    unit.parent.filter(|_| unit.kind == UnitKind::VolunteerTeam).unwrap_or(unit.id)
}

/// Members of the party on a day.
pub(crate) fn of_party(members: &[PartyMember], day: NaiveDate) -> HashSet<Id> {
    members.iter().filter(|row| holds_on(row.from, row.to, day)).map(|row| row.person).collect()
}

fn is_party_member(ground: &Ground<'_, '_>, person: Id) -> Result<bool> {
    Ok(!of_party(&ground.write.memberships_of_person(person)?, ground.today).is_empty())
}

fn known(ground: &Ground<'_, '_>, role: &str) -> Result<Role> {
    ground.write.get(id(role)?)?.ok_or_else(|| Failure::gone().at("role"))
}

fn role_kind(unit: &OrgUnit, word: &str) -> Result<RoleKind> {
    let words: Vec<String> = unit.kind.roles().iter().map(|kind| kind.word().to_owned()).collect();
    let word = typed::one_of(word, &words, &format!("{}的职务", unit.kind.word()), "kind")?;
    RoleKind::from_word(&word).ok_or_else(|| Failure::gone().at("kind"))
}

/// Which of clause 2.2's members or volunteers somebody is; each said only of whom it can be said.
fn kinds(
    ground: &Ground<'_, '_>,
    kind: RoleKind,
    member: Option<&str>,
    volunteer: Option<&str>,
) -> Result<(Option<String>, Option<String>)> {
    let standard = &ground.standard;
    let of = |said: Option<&str>, words: &[String], what: &str, field: &str, fits: bool| {
        let Some(said) = typed::text(said) else { return Ok(None) };
        if !fits {
            return Err(Failure::new("unknown_kind", format!("{}不分{what}，请去掉", kind.word())).at(field));
        }
        typed::one_of(&said, words, what, field).map(Some)
    };
    let member = of(member, &standard.organisation.members, "成员类型", "member_kind", kind == RoleKind::Member)?;
    let words = &standard.registers.volunteers;
    Ok((member, of(volunteer, words, "志愿者类型", "volunteer_kind", kind.volunteers())?))
}

fn after_founding(unit: &OrgUnit, from: Option<PartialDate>) -> Result<()> {
    let early = |founded: PartialDate| from.is_some_and(|from| from.first_day() < founded.first_day());
    if unit.founded_on.is_some_and(early) {
        return Err(Failure::new("before_founded", "任职日期早于成立日期，请核对").at("date"));
    }
    Ok(())
}

/// Somebody lived here on the day on which they took a role, however vaguely that day is known.
pub(super) fn was_here(ground: &Ground<'_, '_>, person: &Person, on: Option<PartialDate>) -> Result<()> {
    let Some(on) = on else { return Ok(()) };
    let gone = person.died_on.is_some_and(|died| died.begun_on(on.first_day()));
    let begins_by = |from: PartialDate| from.first_day() <= on.first_day() || on.is_refined_by(from);
    let stays = ground.write.residences_of_person(person.id)?;
    let here = stays
        .iter()
        .any(|stay| stay.from.is_none_or(begins_by) && stay.to.is_none_or(|to| to.first_day() > on.first_day()));
    if gone || !here {
        return Err(Failure::new("not_here", "这个人那天不在本村，请核对日期").at("date"));
    }
    Ok(())
}

/// Nobody holds the same twice at a time, and nobody beside another what one person holds.
fn alone(ground: &Ground<'_, '_>, new: &Role) -> Result<()> {
    let others = ground.write.roles_of_unit(new.unit)?;
    let day = |date: Option<PartialDate>, open: NaiveDate| date.map_or(open, PartialDate::first_day);
    let meets = |other: &&Role| {
        day(other.from, NaiveDate::MIN) < day(new.to, NaiveDate::MAX)
            && day(new.from, NaiveDate::MIN) < day(other.to, NaiveDate::MAX)
    };
    let mut same = others.iter().filter(|other| other.id != new.id && other.kind == new.kind).filter(meets);
    let word = new.kind.word();
    match same.find(|other| other.person == new.person || new.kind.is_single()) {
        Some(other) if other.person == new.person => {
            Err(Failure::new("has_already", format!("这个人已经是{word}，请核对")).at("person"))
        }
        Some(_) => {
            let words = format!("这段时间已经有一位{word}，请先让他卸任，或选「接任」");
            Err(Failure::new("two_leaders", words).at("person"))
        }
        None => Ok(()),
    }
}
