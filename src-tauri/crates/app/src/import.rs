//! Taking in rosters: read, understood, planned, shown, and on a person's word written as one operation.
//!
//! A preview writes nothing and keeps nothing: a commit reads the files again, so that what is written is what they
//! hold now. How a list's captions were mapped is remembered by the set of its captions.

mod fields;
mod report;
mod source;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use chrono::NaiveDate;
use domain::date::Month;
use domain::doubt::Doubt;
use domain::id::Id;
use domain::organisation::{Grid, OrgUnit, Station, StationRole, UnitKind};
use domain::person::PersonMerge;
use domain::register::Rows;
use domain::tag::Subject;
use intake::plan::{Plan, Setting, TableRows, Target, Touched, plan};
use serde::{Deserialize, Serialize};
use store::{OpKind, Reader, Row, Write};
use ts_rs::TS;

pub use fields::{FieldChoice, field_label, import_fields};
pub use report::{ChangeRow, ColumnView, FileView, ImportReport, MistakeRow, PassedOver, SheetView};
use source::Source;

use crate::failure::{Failure, Result};
use crate::progress::Progress;
use crate::session::{OpLabel, Session};

/// What a person says of the columns of one set of captions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappingChoice {
    /// Which set: [`SheetView::captions_key`].
    pub captions_key: String,
    /// Caption → field; `null` = leave out.
    pub fields: BTreeMap<String, Option<String>>,
}

/// What to take in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportRequest {
    /// Files, in any order.
    pub paths: Vec<PathBuf>,
    /// 一组一格; a village's only.
    pub by_hamlet: bool,
    /// Corrections of what columns mean.
    #[serde(default)]
    pub mappings: Vec<MappingChoice>,
}

/// What was taken in.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Imported {
    /// Number of the operation; none when the book had it all.
    pub op: Option<i64>,
    /// The same as the preview said, as it was then.
    pub report: ImportReport,
}

/// What the files would change. Writes nothing.
///
/// # Errors
/// A file that cannot be read, by name; `cancelled`.
pub fn preview(session: &Session, request: &ImportRequest, progress: &dyn Progress) -> Result<ImportReport> {
    let source = Source::read(session, request, progress)?;
    let register = session.register()?;
    let rows = session.read(|reader| without_joined(reader, Cow::Borrowed(register.rows())))?;
    let (doubts, station, above, only_grid) = session.read(circumstances)?;
    let mut next = 0_u128;
    let mut mint = || {
        next += 1;
        Id::from_u128(next)
    };
    let setting = setting(session, request, &station, above, only_grid)?;
    let plan = plan(&rows, &doubts, &source.lists, &setting, &mut mint);
    progress.report(100, 100)?;
    Ok(report::report(&source, &plan))
}

/// Writes what the files change, as one operation.
///
/// # Errors
/// As [`preview`]; what the store says. Nothing is written then.
pub fn commit(session: &Session, request: &ImportRequest, progress: &dyn Progress) -> Result<Imported> {
    let source = Source::read(session, request, progress)?;
    let label = label(&source);
    let (report, op) = session.write(OpKind::IMPORT, &label, |write| {
        crate::grids::foundation(write, &write.station()?)?;
        let rows = without_joined(write, Cow::Owned(crate::session::rows(write)?))?;
        let (doubts, station, above, only_grid) = circumstances(write)?;
        let setting = setting(session, request, &station, above, only_grid)?;
        let plan = plan(&rows, &doubts, &source.lists, &setting, &mut || write.mint());
        progress.report(90, 100)?;
        apply(write, &plan.rows)?;
        if !plan.rows.is_empty() {
            open_book(write, session.today(), &station)?;
            source.note(write)?;
            write.note_audit("import", Some(&format!("files {}", source.files.len())), None)?;
        }
        for (key, mapping) in &source.remembered {
            write.remember_mapping(key, mapping)?;
        }
        Ok(report::report(&source, &plan))
    })?;
    Ok(Imported { op, report })
}

fn label(source: &Source) -> String {
    match source.files.as_slice() {
        [only] => format!("导入 {}", only.name),
        [first, rest @ ..] => format!("导入 {} 等 {} 个文件", first.name, rest.len() + 1),
        [] => "导入".to_owned(),
    }
}

/// The rows without the records that were joined to another one: a list means the one that stayed.
fn without_joined<'r>(reader: &Reader<'_>, rows: Cow<'r, Rows>) -> Result<Cow<'r, Rows>> {
    let merges: Vec<PersonMerge> = reader.all()?;
    let joined: HashSet<Id> = merges.iter().filter(|merge| merge.to.is_none()).map(|merge| merge.other).collect();
    if joined.is_empty() {
        return Ok(rows);
    }
    let mut rows = rows.into_owned();
    rows.persons.retain(|row| !joined.contains(&row.id));
    rows.residences.retain(|row| !joined.contains(&row.person));
    rows.tags.retain(|row| !matches!(row.subject, Subject::Person(person) if joined.contains(&person)));
    rows.works.retain(|row| !joined.contains(&row.person));
    rows.members.retain(|row| !joined.contains(&row.person));
    rows.roles.retain(|row| !joined.contains(&row.person));
    Ok(Cow::Owned(rows))
}

type Circumstances = (Vec<Doubt>, Station, Option<Id>, Option<Id>);

/// Doubts, station, the party organisation above new groups, and the only grid of a grid station.
fn circumstances(reader: &Reader<'_>) -> Result<Circumstances> {
    let station = reader.station()?;
    let units: Vec<OrgUnit> = reader.all()?;
    let above = units.iter().find(|unit| unit.kind == UnitKind::VillageOrg).map(|unit| unit.id);
    let grids: Vec<Grid> = reader.all()?;
    // A preview may run before the station's grid is there: any id shows the same.
    let first = || grids.first().map_or(station.id, |grid| grid.id);
    let only = (station.role == StationRole::Grid).then(first);
    Ok((reader.all()?, station, above, only))
}

fn setting<'a>(
    session: &Session,
    request: &ImportRequest,
    station: &Station,
    above: Option<Id>,
    only_grid: Option<Id>,
) -> Result<Setting<'a>> {
    if request.by_hamlet && station.role != StationRole::Village {
        return Err(Failure::new("by_hamlet", "只有村级账本能按组建网格；网格账本请去掉「一组一格」").at("by_hamlet"));
    }
    Ok(Setting {
        today: session.today(),
        by_hamlet: request.by_hamlet,
        pinyin: &crate::search::pinyin,
        above,
        only_grid,
    })
}

/// Who is taken in first opens the book, on the first day of the month.
pub(crate) fn open_book(write: &mut Write<'_>, today: NaiveDate, station: &Station) -> Result<()> {
    if station.opened_on.is_none() {
        write.put(&Station { opened_on: Some(Month::of(today).first_day()), ..station.clone() })?;
    }
    Ok(())
}

fn put_all<T: Row>(write: &mut Write<'_>, rows: &TableRows<T>) -> Result<()> {
    for row in rows.new.iter().chain(&rows.changed) {
        write.put(row)?;
    }
    Ok(())
}

fn apply(write: &mut Write<'_>, touched: &Touched) -> Result<()> {
    put_all(write, &touched.units)?;
    put_all(write, &touched.grids)?;
    put_all(write, &touched.households)?;
    put_all(write, &touched.persons)?;
    put_all(write, &touched.residences)?;
    put_all(write, &touched.household_grids)?;
    put_all(write, &touched.tags)?;
    put_all(write, &touched.works)?;
    put_all(write, &touched.members)?;
    put_all(write, &touched.doubts)
}

/// Says whom a waiting row is about: a person, or a household in which they are new.
pub(crate) fn place(session: &Session, doubt: &Doubt, choice: &str) -> Result<OpLabel> {
    let target: Id = choice.parse().map_err(|_| {
        Failure::new("who_is_it", "请从列出的人里选是谁，或选他住在哪一户；都不是，就选「不收」").at("choice")
    })?;
    let label = "定疑点";
    let ((), op) = session.write(OpKind::DECIDE, label, |write| {
        let rows = without_joined(write, Cow::Owned(crate::session::rows(write)?))?;
        let (doubts, station, above, only_grid) = circumstances(write)?;
        let setting = setting(session, &ImportRequest::default(), &station, above, only_grid)?;
        let target = if rows.persons.iter().any(|person| person.id == target) {
            Target::Person(target)
        } else {
            Target::Household(target)
        };
        let Plan { rows: touched, .. } =
            intake::plan::place(&rows, &doubts, doubt.id, target, &setting, &mut || write.mint())
                .ok_or_else(Failure::gone)?;
        apply(write, &touched)?;
        crate::doubts::close(write, doubt, choice)
    })?;
    crate::history::done(session, op, label)?.ok_or_else(Failure::gone)
}
