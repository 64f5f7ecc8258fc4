//! 联系户: who keeps in touch with which household.

use domain::id::Id;
use domain::visit::Contact;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 结成联系户.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct KeepContact {
    /// Row id of the person.
    pub person: String,
    /// Row id of the household.
    pub household: String,
    /// First day; already so at the opening when it is left out.
    #[serde(default)]
    pub date: Option<String>,
}

/// 结束联系户.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct EndContact {
    /// Row id of the contact.
    pub contact: String,
    /// First day without it.
    pub date: String,
}

impl Act for KeepContact {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?;
        ground.lived(&person)?;
        let household = ground.household(&self.household)?;
        let from = typed::text(self.date.as_deref()).map(|date| ground.past(&date)).transpose()?;
        if let (Some(from), Some(founded)) = (from, household.from)
            && from.first_day() < founded.first_day()
        {
            return Err(Failure::new("before_founded", "日期早于这一户立户的日期，请核对").at("date"));
        }
        let there = ground.write.contacts_of_household(household.id)?;
        if there.iter().any(|row| row.person == person.id && row.to.is_none()) {
            return Err(Failure::new("has_already", "这一户已经由这个人联系，不用再登记").at("person"));
        }
        let row = Contact { id: ground.write.mint(), person: person.id, household: household.id, from, to: None };
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EndContact {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row: Contact = ground.write.get(id(&self.contact)?)?.ok_or_else(|| Failure::gone().at("contact"))?;
        let date = ground.past(&self.date)?;
        if row.to.is_some() {
            return Err(Failure::new("ended_already", "这个联系户已经结束，请核对").at("contact"));
        }
        if row.from.is_some_and(|from| date.first_day() < from.first_day()) {
            return Err(Failure::new("before_came", "日期早于结成联系户的日期，请核对").at("date"));
        }
        ground.write.put(&Contact { to: Some(date), ..row })?;
        Ok(row.id)
    }
}
