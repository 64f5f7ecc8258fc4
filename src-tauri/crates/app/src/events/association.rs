//! 社会组织 of clause 4.4: associations of calligraphy, poetry, dance and song, as units of the tree.

use domain::date::PartialDate;
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind, UnitKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::role::{self, Beginning};
use super::{Act, typed, unit};
use crate::failure::{Failure, Result};

/// 登记社会组织.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct FoundAssociation {
    /// 名称.
    pub name: String,
    /// Row id of who leads it.
    pub head: Option<String>,
    /// 成立日期; already so at the opening when it is left out.
    pub date: Option<String>,
}

/// 社会组织更名或换负责人: what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditAssociation {
    /// Row id of the association.
    pub association: String,
    /// 名称.
    pub name: Option<String>,
    /// Row id of who leads it now; empty = nobody.
    pub head: Option<String>,
    /// First day of the new head.
    pub date: Option<String>,
}

/// 社会组织解散, or taking it out when it was entered by mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct DissolveAssociation {
    /// Row id of the association.
    pub association: String,
    /// First day without it; entered by mistake when it is left out.
    pub date: Option<String>,
}

impl Act for FoundAssociation {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let unit = unit::new(ground, UnitKind::Association, &self.name, None, self.date.as_deref())?;
        ground.write.put(&unit)?;
        if let Some(head) = typed::text(self.head.as_deref()) {
            lead(ground, &unit, &head, unit.founded_on)?;
        }
        Ok(unit.id)
    }
}

impl Act for EditAssociation {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut unit = association(unit::standing(ground, &self.association, "association")?)?;
        if let Some(name) = &self.name {
            unit.name = unit::free_name(ground, unit.kind, name, Some(unit.id))?;
        }
        if let Some(head) = &self.head {
            let since = match typed::text(self.date.as_deref()) {
                Some(date) => ground.past(&date)?,
                None => PartialDate::from(ground.today),
            };
            let head = typed::text(Some(head));
            let (stays, goes): (Vec<Role>, Vec<Role>) =
                role::running(ground, &unit)?.into_iter().partition(|role| Some(role.person.to_string()) == head);
            for role in goes {
                role::stop(ground, role, since)?;
            }
            if let Some(head) = head.filter(|_| stays.is_empty()) {
                lead(ground, &unit, &head, Some(since))?;
            }
        }
        ground.write.put(&unit)?;
        Ok(unit.id)
    }
}

impl Act for DissolveAssociation {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let named = |failure: Failure| match failure.field.as_deref() {
            Some("unit") => failure.at("association"),
            _ => failure,
        };
        let Some(date) = typed::text(self.date.as_deref()) else {
            let unit = association(unit::known(ground, &self.association).map_err(named)?)?;
            return unit::forget(ground, &unit).map_err(named);
        };
        let unit = association(unit::standing(ground, &self.association, "association")?)?;
        unit::dissolve(ground, unit, &date, true).map_err(named)
    }
}

fn association(unit: OrgUnit) -> Result<OrgUnit> {
    if unit.kind == UnitKind::Association { Ok(unit) } else { Err(Failure::gone().at("association")) }
}

fn lead(ground: &mut Ground<'_, '_>, unit: &OrgUnit, head: &str, from: Option<PartialDate>) -> Result<()> {
    let at = |failure: Failure| failure.at("head");
    let person = ground.person(head).map_err(at)?;
    role::begin(ground, &person, Beginning::plain(unit, RoleKind::Head, from)).map_err(at)?;
    Ok(())
}
