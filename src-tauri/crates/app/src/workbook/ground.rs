//! The lists of land, things and organisations: 地物, 组织.

use std::collections::HashMap;

use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind};
use domain::place::{Organisation, Place, Thing};
use sheets::write::{ListColumn, Lists};
use store::Reader;

use super::{Known, Sheets, told};
use crate::failure::{Failure, Result};

const GROUND: [ListColumn; 10] = [
    ("地/物", 14.0),
    ("类别", 26.0),
    ("名称", 36.0),
    ("数量", 14.0),
    ("单位", 14.0),
    ("村民小组", 22.0),
    ("位置", 40.0),
    ("起", 24.0),
    ("止", 24.0),
    ("备注", 40.0),
];
const ORGANISATIONS: [ListColumn; 8] = [
    ("类别", 28.0),
    ("名称", 44.0),
    ("上级", 40.0),
    ("负责人", 22.0),
    ("联系电话", 28.0),
    ("成立", 24.0),
    ("撤销", 24.0),
    ("备注", 40.0),
];

pub(super) fn write(known: &Known<'_, '_>, reader: &Reader<'_>, lists: &mut Lists, sheets: &mut Sheets) -> Result<()> {
    let places: Vec<Place> = reader.all()?;
    let things: Vec<Thing> = reader.all()?;
    let at: HashMap<Id, &Place> = places.iter().map(|row| (row.id, row)).collect();
    let count = lists.sheet::<Failure>("地物", &GROUND, |list| {
        for row in &places {
            list.text("地")?.text(&row.kind)?.text(&row.name)?.text("")?.text("")?;
            list.maybe(row.hamlet.as_deref())?.maybe(row.address.as_deref())?;
            list.text(&told(row.from))?.text(&told(row.to))?.maybe(row.note.as_deref())?.end()?;
        }
        for row in &things {
            let place = row.place.and_then(|place| at.get(&place));
            list.text("物")?.text(&row.kind)?.text(&row.name)?.number(f64::from(row.quantity), 0)?;
            list.maybe(row.measure.as_deref())?.maybe(place.and_then(|place| place.hamlet.as_deref()))?;
            list.maybe(place.map(|place| place.name.as_str()))?;
            list.text(&told(row.from))?.text(&told(row.to))?.maybe(row.note.as_deref())?.end()?;
        }
        Ok(())
    })?;
    sheets.push(("地物", count));
    let rows = known.register.rows();
    let names: HashMap<Id, &str> = rows.units.iter().map(|row| (row.id, row.name.as_str())).collect();
    let leads = |role: &&Role| {
        role.to.is_none() && matches!(role.kind, RoleKind::Leader | RoleKind::Secretary | RoleKind::Head)
    };
    let leads: HashMap<Id, Id> = rows.roles.iter().filter(leads).map(|role| (role.unit, role.person)).collect();
    let others: Vec<Organisation> = reader.all()?;
    let mut units: Vec<&OrgUnit> = rows.units.iter().collect();
    units.sort_by_key(|row| (row.kind, row.id));
    let count = lists.sheet::<Failure>("组织", &ORGANISATIONS, |list| {
        for row in units {
            list.text(row.kind.word())?.text(&row.name)?;
            list.maybe(row.parent.and_then(|parent| names.get(&parent).copied()))?;
            list.maybe(leads.get(&row.id).map(|person| known.name(*person)))?.text("")?;
            list.text(&told(row.founded_on))?.text(&told(row.dissolved_on))?.end()?;
        }
        for row in &others {
            let head = row.person.map(|person| known.name(person)).or(row.head.as_deref());
            list.text(&row.kind)?.text(&row.name)?.text("")?.maybe(head)?;
            list.text(&known.phone(row.phone.as_deref()))?;
            list.text(&told(row.from))?.text(&told(row.to))?.maybe(row.note.as_deref())?.end()?;
        }
        Ok(())
    })?;
    sheets.push(("组织", count));
    Ok(())
}
