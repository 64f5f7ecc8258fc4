//! 组织: the tree from town to group on a day, who holds what in it, and what clauses 2.1 and 2.2 find missing.
//!
//! Units and roles change by events ([`crate::events`]); grids with their hamlets by [`crate::grids`].

mod standing;
#[cfg(test)]
mod tests;

use domain::date::PartialDate;
use domain::organisation::{OrgUnit, UnitKind};
use serde::Serialize;
use ts_rs::TS;

pub(crate) use standing::Standing;

use crate::check::{CheckFinding, of_organisation};
use crate::failure::Result;
use crate::session::Session;

/// Who holds a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RoleRow {
    /// Row id of the role.
    pub id: String,
    /// 党小组组长 and the like.
    pub kind: &'static str,
    /// Row id of the person.
    pub person: String,
    /// 姓名.
    pub name: String,
    /// Row id of the household they live in.
    pub household: Option<String>,
    /// Which of clause 2.2's members.
    pub member_kind: Option<String>,
    /// Which of clause 2.2's volunteers.
    pub volunteer_kind: Option<String>,
    /// Since when; blank = already so at the opening.
    pub from: Option<String>,
}

/// A unit where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UnitRow {
    /// Row id.
    pub id: String,
    /// 镇党委 to 工作机构.
    pub kind: &'static str,
    /// 名称.
    pub name: String,
    /// 编码.
    pub code: Option<String>,
    /// Row id of the unit above.
    pub parent: Option<String>,
    /// Units above it.
    pub depth: usize,
    /// 成立日期.
    pub founded_on: Option<String>,
    /// Row id of who led the founding.
    pub led_by: Option<String>,
    /// Their name.
    pub led_by_name: Option<String>,
    /// 批准单位.
    pub approved_by: Option<String>,
    /// 撤销日期 of one that was dissolved.
    pub dissolved_on: Option<String>,
    /// Who holds a role in it today.
    pub roles: Vec<RoleRow>,
    /// Its grid, of a party group.
    pub grid: Option<String>,
}

/// Something that clauses 2.1 and 2.2 find missing, with the name of what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OrganisationFinding {
    /// What was found.
    #[serde(flatten)]
    pub finding: CheckFinding,
    /// Of the person, unit, grid or hamlet.
    pub name: Option<String>,
    /// Row id of the party group in whose grid a person lives.
    pub unit: Option<String>,
}

/// A kind of unit that can be founded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UnitKindChoice {
    /// As a word.
    pub kind: &'static str,
    /// Kinds that it may stand under.
    pub above: Vec<&'static str>,
    /// Roles in one, whoever leads it first.
    pub roles: Vec<&'static str>,
    /// Of these, held by one person at a time.
    pub single: Vec<&'static str>,
}

/// What can be chosen where units and roles are written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OrganisationChoices {
    /// Kinds of unit.
    pub kinds: Vec<UnitKindChoice>,
    /// Kinds of member of clause 2.2.
    pub members: Vec<String>,
    /// Kinds of volunteer of clause 2.2.
    pub volunteers: Vec<String>,
}

/// The organisation as the settings show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OrganisationView {
    /// Units that stand, as one reads a table of contents.
    pub units: Vec<UnitRow>,
    /// Units that were dissolved, the last one first.
    pub dissolved: Vec<UnitRow>,
    /// What is missing.
    pub findings: Vec<OrganisationFinding>,
    /// What can be chosen.
    pub choices: OrganisationChoices,
}

/// What can be chosen, out of the standard's pack.
///
/// # Errors
/// What the store says.
pub fn choices(session: &Session) -> Result<OrganisationChoices> {
    let standard = session.standard()?;
    let word = |kind: UnitKind| UnitKindChoice {
        kind: kind.word(),
        above: UnitKind::ALL.iter().filter(|above| kind.stands_under(**above)).map(|above| above.word()).collect(),
        roles: kind.roles().iter().map(|role| role.word()).collect(),
        single: kind.roles().iter().filter(|role| role.is_single()).map(|role| role.word()).collect(),
    };
    Ok(OrganisationChoices {
        kinds: UnitKind::ALL.iter().copied().map(word).collect(),
        members: standard.organisation.members.clone(),
        volunteers: standard.registers.volunteers.clone(),
    })
}

/// The organisation today.
///
/// # Errors
/// What the store says.
pub fn organisation(session: &Session) -> Result<OrganisationView> {
    let register = session.register()?;
    let standing = Standing::new(&register, session.today());
    let mut units = Vec::new();
    let mut outline: Vec<(usize, &OrgUnit)> = standing.roots().into_iter().rev().map(|root| (0, root)).collect();
    while let Some((depth, unit)) = outline.pop() {
        units.push(standing.row(unit, depth));
        outline.extend(standing.below(unit.id).into_iter().rev().map(|next| (depth + 1, next)));
    }
    let mut gone: Vec<&OrgUnit> = register.rows().units.iter().filter(|unit| !standing.stands(unit)).collect();
    gone.sort_by_key(|unit| std::cmp::Reverse(unit.dissolved_on.map(PartialDate::first_day)));
    let findings = of_organisation(session)?.into_iter().map(|finding| standing.named(finding));
    Ok(OrganisationView {
        units,
        dissolved: gone.into_iter().map(|unit| standing.row(unit, 0)).collect(),
        findings: findings.collect(),
        choices: choices(session)?,
    })
}
