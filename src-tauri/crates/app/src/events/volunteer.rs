//! Who joins the volunteers of a party group, and who leaves them. Clauses 2.2 and 3.3.
//!
//! A volunteer is somebody with that role in the party group of a grid; a death or a move ends it as it ends every role.

use domain::id::Id;
use domain::organisation::{Grid, OrgUnit, Role, RoleKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::role::{self, Beginning};
use super::{Act, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 加入志愿者服务队.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct VolunteerJoin {
    /// Row id of the person.
    pub person: String,
    /// Row id of the grid; where the person lives when it is left out.
    pub grid: Option<String>,
    /// Of clause 2.2: 党员, 能人, 乡贤, 热心大妈, 巧手大姐.
    pub kind: Option<String>,
    /// First day; already so at the opening when it is left out.
    pub date: Option<String>,
}

/// 退出志愿者服务队: as whoever leads it too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct VolunteerLeave {
    /// Row id of the person.
    pub person: String,
    /// Row id of the grid; every one when it is left out.
    pub grid: Option<String>,
    /// First day without.
    pub date: String,
}

impl Act for VolunteerJoin {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?;
        let home = ground.lived(&person)?;
        let from = typed::text(self.date.as_deref()).map(|date| ground.past(&date)).transpose()?;
        let grid = match typed::text(self.grid.as_deref()) {
            Some(grid) => id(&grid)?,
            None => {
                let placed = ground.write.grids_of_household(home.household)?;
                let placed = placed.into_iter().find(|row| row.to.is_none());
                let none = || Failure::new("needed", "这个人住的那一户没有划入网格，请选网格").at("grid");
                placed.ok_or_else(none)?.grid
            }
        };
        let unit = ground.write.get::<Grid>(grid)?.ok_or_else(|| Failure::gone().at("grid"))?.unit;
        let unit: OrgUnit = ground.write.get(unit)?.ok_or_else(Failure::gone)?;
        let kinds = &ground.standard.registers.volunteers;
        let kind = typed::text(self.kind.as_deref());
        let kind = kind.map(|kind| typed::one_of(&kind, kinds, "志愿者类型", "kind")).transpose()?;
        if volunteering(ground, person.id)?.iter().any(|role| role.unit == unit.id) {
            return Err(Failure::new("has_already", "这个人已经在这支志愿者服务队里").at("person"));
        }
        let beginning = Beginning { volunteer_kind: kind, ..Beginning::plain(&unit, RoleKind::Volunteer, from) };
        role::begin(ground, &person, beginning)?;
        Ok(person.id)
    }
}

impl Act for VolunteerLeave {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?;
        let date = ground.past(&self.date)?;
        let mut roles = volunteering(ground, person.id)?;
        if let Some(grid) = typed::text(self.grid.as_deref()) {
            let unit = ground.write.get::<Grid>(id(&grid)?)?.ok_or_else(|| Failure::gone().at("grid"))?.unit;
            roles.retain(|role| role.unit == unit);
        }
        if roles.is_empty() {
            return Err(Failure::new("not_a_volunteer", "这个人不在志愿者服务队里，请核对").at("person"));
        }
        for role in roles {
            role::stop(ground, role, date)?;
        }
        Ok(person.id)
    }
}

fn volunteering(ground: &Ground<'_, '_>, person: Id) -> Result<Vec<Role>> {
    let mut roles = ground.write.roles_of_person(person)?;
    roles.retain(|role| role.to.is_none() && role.kind.volunteers());
    Ok(roles)
}
