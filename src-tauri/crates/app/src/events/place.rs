//! 地, 物, 组织 (clause 3.2): added, corrected, ended. One that was entered by mistake is taken out: it ends without a
//! day, as long as nothing points to it.

use domain::attachment::Owner;
use domain::date::PartialDate;
use domain::id::Id;
use domain::place::{Organisation, Place, Thing};
use serde::{Deserialize, Serialize};
use store::Row;
use ts_rs::TS;

use super::ground::Ground;
use super::typed::Count;
use super::{Act, attachment, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// Declares what adds and what corrects a record of like fields.
macro_rules! record {
    ($add:ident, $edit:ident, $end:ident, $row:literal, $field:ident, $title:literal,
     { $($(#[doc = $doc:literal])+ $name:ident: $type:ty,)+ }) => {
        #[doc = concat!("登记", $title, ".")]
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(deny_unknown_fields, default)]
        #[ts(export, optional_fields)]
        pub struct $add {
            /// One of the pack's kinds.
            pub kind: String,
            /// 名称.
            pub name: String,
            $($(#[doc = $doc])+ pub $name: Option<$type>,)+
            /// Since when; already so at the opening when it is left out.
            pub date: Option<String>,
        }

        #[doc = concat!("修改", $title, ": what is left out stays, what is empty is taken away.")]
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(deny_unknown_fields, default)]
        #[ts(export, optional_fields)]
        pub struct $edit {
            #[doc = concat!("Row id of the ", $row, ".")]
            pub $field: String,
            /// One of the pack's kinds.
            pub kind: Option<String>,
            /// 名称.
            pub name: Option<String>,
            $($(#[doc = $doc])+ pub $name: Option<$type>,)+
        }

        #[doc = concat!("注销", $title, ", or taking it out when it was entered by mistake.")]
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(deny_unknown_fields, default)]
        #[ts(export, optional_fields)]
        pub struct $end {
            #[doc = concat!("Row id of the ", $row, ".")]
            pub $field: String,
            /// First day without it; entered by mistake when it is left out.
            pub date: Option<String>,
        }
    };
}

record!(AddPlace, EditPlace, EndPlace, "place", place, "地点", {
    /// 村民小组.
    hamlet: String,
    /// 位置.
    address: String,
    /// 备注.
    note: String,
});

record!(AddThing, EditThing, EndThing, "thing", thing, "物品设施", {
    /// 数量; 1 when nothing is said.
    quantity: Count,
    /// 单位: 台, 套, 处.
    measure: String,
    /// Row id of the place where it stands.
    place: String,
    /// 备注.
    note: String,
});

record!(AddOrganisation, EditOrganisation, EndOrganisation, "organisation", organisation, "组织", {
    /// Row id of the 负责人, when they are in the register.
    person: String,
    /// 负责人 by name, when they are not.
    head: String,
    /// 电话.
    phone: String,
    /// 备注.
    note: String,
});

fn since(ground: &Ground<'_, '_>, date: Option<&str>) -> Result<Option<PartialDate>> {
    typed::text(date).map(|date| ground.past(&date)).transpose()
}

fn known<T: Row>(ground: &Ground<'_, '_>, text: &str, field: &str) -> Result<T> {
    ground.write.get(id(text)?)?.ok_or_else(|| Failure::gone().at(field))
}

/// The day on which a record ends that began on `from` and has not ended.
pub(super) fn ending(
    ground: &Ground<'_, '_>,
    date: &str,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
) -> Result<PartialDate> {
    let date = ground.past(date)?;
    if to.is_some() {
        return Err(Failure::new("ended_already", "这一条已经注销，请核对").at("date"));
    }
    if from.is_some_and(|from| date.first_day() < from.first_day()) {
        return Err(Failure::new("ends_before_start", "结束日期早于开始日期，请核对").at("date"));
    }
    Ok(date)
}

pub(super) fn still_used() -> Failure {
    Failure::new("still_used", "还有别的记录用到这一条，不能删除；不再有了，请填注销日期")
}

impl Act for AddPlace {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = Place {
            id: ground.write.mint(),
            kind: typed::one_of(&self.kind, &ground.standard.registers.places, "地点类别", "kind")?,
            name: typed::needed(&self.name, "名称", "name")?,
            hamlet: typed::text(self.hamlet.as_deref()),
            address: typed::text(self.address.as_deref()),
            note: typed::text(self.note.as_deref()),
            from: since(ground, self.date.as_deref())?,
            to: None,
        };
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EditPlace {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row: Place = known(ground, &self.place, "place")?;
        if let Some(kind) = &self.kind {
            row.kind = typed::one_of(kind, &ground.standard.registers.places, "地点类别", "kind")?;
        }
        if let Some(name) = &self.name {
            row.name = typed::needed(name, "名称", "name")?;
        }
        typed::change(self.hamlet.as_ref(), &mut row.hamlet);
        typed::change(self.address.as_ref(), &mut row.address);
        typed::change(self.note.as_ref(), &mut row.note);
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EndPlace {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row: Place = known(ground, &self.place, "place")?;
        let id = row.id;
        let Some(date) = typed::text(self.date.as_deref()) else {
            if ground.write.all::<Thing>()?.iter().any(|thing| thing.place == Some(id)) {
                return Err(still_used().at("place"));
            }
            attachment::drop_all(ground, Owner::Place(id))?;
            ground.write.remove::<Place>(id)?;
            return Ok(id);
        };
        let to = Some(ending(ground, &date, row.from, row.to)?);
        ground.write.put(&Place { to, ..row })?;
        Ok(id)
    }
}

/// Where a thing stands: a place that is there.
fn stands(ground: &Ground<'_, '_>, place: Option<&str>) -> Result<Option<Id>> {
    let Some(place) = typed::text(place) else { return Ok(None) };
    known::<Place>(ground, &place, "place").map(|place| Some(place.id))
}

fn quantity(said: Option<&Count>) -> Result<Option<u32>> {
    let quantity = typed::count(said, "quantity")?;
    if quantity.is_none_or(|quantity| (1..=1_000_000).contains(&quantity)) {
        return Ok(quantity);
    }
    Err(Failure::new("bad_quantity", "数量要在 1 到 100 万之间，请核对").at("quantity"))
}

impl Act for AddThing {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = Thing {
            id: ground.write.mint(),
            kind: typed::one_of(&self.kind, &ground.standard.registers.things, "物品类别", "kind")?,
            name: typed::needed(&self.name, "名称", "name")?,
            quantity: quantity(self.quantity.as_ref())?.unwrap_or(1),
            measure: typed::text(self.measure.as_deref()),
            place: stands(ground, self.place.as_deref())?,
            note: typed::text(self.note.as_deref()),
            from: since(ground, self.date.as_deref())?,
            to: None,
        };
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EditThing {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row: Thing = known(ground, &self.thing, "thing")?;
        if let Some(kind) = &self.kind {
            row.kind = typed::one_of(kind, &ground.standard.registers.things, "物品类别", "kind")?;
        }
        if let Some(name) = &self.name {
            row.name = typed::needed(name, "名称", "name")?;
        }
        if self.quantity.is_some() {
            let needed = || Failure::new("needed", "请填数量").at("quantity");
            row.quantity = quantity(self.quantity.as_ref())?.ok_or_else(needed)?;
        }
        typed::change(self.measure.as_ref(), &mut row.measure);
        typed::change(self.note.as_ref(), &mut row.note);
        if self.place.is_some() {
            row.place = stands(ground, self.place.as_deref())?;
        }
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EndThing {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row: Thing = known(ground, &self.thing, "thing")?;
        let id = row.id;
        let Some(date) = typed::text(self.date.as_deref()) else {
            ground.write.remove::<Thing>(id)?;
            return Ok(id);
        };
        let to = Some(ending(ground, &date, row.from, row.to)?);
        ground.write.put(&Thing { to, ..row })?;
        Ok(id)
    }
}

/// Who is in charge: somebody of the register, or a name.
fn in_charge(ground: &Ground<'_, '_>, person: Option<&str>) -> Result<Option<Id>> {
    let Some(person) = typed::text(person) else { return Ok(None) };
    let person = ground.person(&person)?;
    ground.lived(&person)?;
    Ok(Some(person.id))
}

fn one_head(row: &Organisation) -> Result<()> {
    if row.person.is_some() && row.head.is_some() {
        return Err(Failure::new("one_head", "负责人选了名册里的人，就不用再写名字").at("head"));
    }
    Ok(())
}

impl Act for AddOrganisation {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = Organisation {
            id: ground.write.mint(),
            kind: typed::one_of(&self.kind, &ground.standard.registers.organisations, "组织类别", "kind")?,
            name: typed::needed(&self.name, "名称", "name")?,
            person: in_charge(ground, self.person.as_deref())?,
            head: typed::text(self.head.as_deref()),
            phone: typed::phone(self.phone.as_deref())?,
            note: typed::text(self.note.as_deref()),
            from: since(ground, self.date.as_deref())?,
            to: None,
        };
        one_head(&row)?;
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EditOrganisation {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row: Organisation = known(ground, &self.organisation, "organisation")?;
        if let Some(kind) = &self.kind {
            row.kind = typed::one_of(kind, &ground.standard.registers.organisations, "组织类别", "kind")?;
        }
        if let Some(name) = &self.name {
            row.name = typed::needed(name, "名称", "name")?;
        }
        if self.person.is_some() {
            row.person = in_charge(ground, self.person.as_deref())?;
        }
        typed::change(self.head.as_ref(), &mut row.head);
        if self.phone.is_some() {
            row.phone = typed::phone(self.phone.as_deref())?;
        }
        typed::change(self.note.as_ref(), &mut row.note);
        one_head(&row)?;
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EndOrganisation {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row: Organisation = known(ground, &self.organisation, "organisation")?;
        let id = row.id;
        let Some(date) = typed::text(self.date.as_deref()) else {
            ground.write.remove::<Organisation>(id)?;
            return Ok(id);
        };
        let to = Some(ending(ground, &date, row.from, row.to)?);
        ground.write.put(&Organisation { to, ..row })?;
        Ok(id)
    }
}
