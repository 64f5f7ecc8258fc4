//! 地物组织, 社会组织 and 服务项目: the registers beside people, as lists show them. Clauses 3.2, 3.3, 4.4, 4.5.

mod rows;

pub use rows::{AssociationRow, OrganisationRow, PlaceEntry, ProjectRow, ThingRow};

use std::collections::HashMap;

use domain::activity::Activity;
use domain::attachment::{Attachment, Owner};
use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use domain::organisation::{RoleKind, UnitKind};
use domain::place::{Organisation, Place, Thing};
use domain::project::Project;
use serde::Deserialize;
use ts_rs::TS;

use crate::asked;
use crate::failure::Result;
use crate::history::Page;
use crate::session::Session;
use rows::Shown;

/// Which rows of a register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct RegisterQuery {
    /// Only with these words in name, hamlet, address or note.
    pub text: Option<String>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Those that ended too.
    pub ended: bool,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

impl RegisterQuery {
    /// Whether a row of this kind, with these words in it, over or not, is among them.
    pub(crate) fn wants(&self, kind: &str, said: &[Option<&str>], ended: bool) -> bool {
        let text = asked::words(self.text.as_deref());
        (self.ended || !ended)
            && self.kind.as_deref().is_none_or(|one| one == kind)
            && text.is_none_or(|text| said.iter().flatten().any(|words| words.contains(text)))
    }

    /// Its part of the rows.
    pub(crate) fn page<T, R: TS>(&self, rows: &[T], show: impl Fn(&T) -> R) -> Page<R> {
        let shown = rows.iter().skip(self.offset).take(self.limit.min(500)).map(show).collect();
        Page { total: rows.len(), rows: shown }
    }
}

pub(crate) fn is_over(session: &Session, to: Option<PartialDate>) -> bool {
    !holds_on(None, to, session.today())
}

/// Places, by kind in the pack's order, then as they came.
///
/// # Errors
/// What the store says.
pub fn places(session: &Session, query: &RegisterQuery) -> Result<Page<PlaceEntry>> {
    let (mut rows, photos, things): (Vec<Place>, Vec<Attachment>, Vec<Thing>) =
        session.read(|reader| Ok((reader.all()?, reader.all()?, reader.all()?)))?;
    rows.retain(|row| {
        let said = [Some(row.name.as_str()), row.hamlet.as_deref(), row.address.as_deref(), row.note.as_deref()];
        query.wants(&row.kind, &said, is_over(session, row.to))
    });
    let standard = session.standard()?;
    let order = &standard.registers.places;
    rows.sort_by_key(|row| (order.iter().position(|kind| *kind == row.kind), row.id));
    let count = |place: Id| {
        let photos = photos.iter().filter(|photo| photo.owner == Owner::Place(place)).count();
        (photos as u32, things.iter().filter(|thing| thing.place == Some(place)).count() as u32)
    };
    Ok(query.page(&rows, |row| rows::place(row, count(row.id))))
}

/// Things, by kind in the pack's order, then as they came.
///
/// # Errors
/// What the store says.
pub fn things(session: &Session, query: &RegisterQuery) -> Result<Page<ThingRow>> {
    let (mut rows, places): (Vec<Thing>, Vec<Place>) = session.read(|reader| Ok((reader.all()?, reader.all()?)))?;
    rows.retain(|row| query.wants(&row.kind, &[Some(&row.name), row.note.as_deref()], is_over(session, row.to)));
    let standard = session.standard()?;
    let order = &standard.registers.things;
    rows.sort_by_key(|row| (order.iter().position(|kind| *kind == row.kind), row.id));
    let names: HashMap<Id, &str> = places.iter().map(|place| (place.id, place.name.as_str())).collect();
    Ok(query.page(&rows, |row| rows::thing(row, row.place.and_then(|place| names.get(&place).copied()))))
}

/// Organisations, by kind in the pack's order, then as they came.
///
/// # Errors
/// What the store says.
pub fn organisations(session: &Session, query: &RegisterQuery) -> Result<Page<OrganisationRow>> {
    let register = session.register()?;
    let shown = Shown::new(&register, session.today());
    let mut rows: Vec<Organisation> = session.read(|reader| Ok(reader.all()?))?;
    rows.retain(|row| query.wants(&row.kind, &[Some(&row.name), row.note.as_deref()], is_over(session, row.to)));
    let standard = session.standard()?;
    let order = &standard.registers.organisations;
    rows.sort_by_key(|row| (order.iter().position(|kind| *kind == row.kind), row.id));
    Ok(query.page(&rows, |row| shown.organisation(row)))
}

/// Associations of clause 4.4, as they came.
///
/// # Errors
/// What the store says.
pub fn associations(session: &Session, query: &RegisterQuery) -> Result<Page<AssociationRow>> {
    let register = session.register()?;
    let shown = Shown::new(&register, session.today());
    let held = activities_by(session, |row| row.association)?;
    let mut rows: Vec<_> =
        register.rows().units.iter().filter(|unit| unit.kind == UnitKind::Association).cloned().collect();
    rows.retain(|row| query.wants("", &[Some(&row.name)], is_over(session, row.dissolved_on)));
    rows.sort_by_key(|row| row.id);
    let heads = register.rows().roles.iter().filter(|role| role.kind == RoleKind::Head && role.to.is_none());
    let heads: HashMap<Id, Id> = heads.map(|role| (role.unit, role.person)).collect();
    let number = |unit: Id| held.get(&unit).copied().unwrap_or(0);
    Ok(query.page(&rows, |row| shown.association(row, heads.get(&row.id).copied(), number(row.id))))
}

/// Projects, by kind, then as they came.
///
/// # Errors
/// What the store says.
pub fn projects(session: &Session, query: &RegisterQuery) -> Result<Page<ProjectRow>> {
    let register = session.register()?;
    let shown = Shown::new(&register, session.today());
    let held = activities_by(session, |row| row.project)?;
    let (mut rows, photos): (Vec<Project>, Vec<Attachment>) =
        session.read(|reader| Ok((reader.all()?, reader.all()?)))?;
    rows.retain(|row| {
        let said = [Some(row.name.as_str()), row.goal.as_deref(), row.progress.as_deref()];
        query.wants(row.kind.word(), &said, is_over(session, row.to))
    });
    rows.sort_by_key(|row| (row.kind, row.id));
    let count = |project: Id| {
        let photos = photos.iter().filter(|photo| photo.owner == Owner::Project(project)).count();
        (held.get(&project).copied().unwrap_or(0), photos as u32)
    };
    Ok(query.page(&rows, |row| shown.project(row, count(row.id))))
}

/// How many activities point to each record.
fn activities_by(session: &Session, of: impl Fn(&Activity) -> Option<Id>) -> Result<HashMap<Id, u32>> {
    let rows: Vec<Activity> = session.read(|reader| Ok(reader.all()?))?;
    let mut count = HashMap::new();
    for id in rows.iter().filter_map(of) {
        *count.entry(id).or_default() += 1;
    }
    Ok(count)
}
