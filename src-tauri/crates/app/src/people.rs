//! Lists of households and persons: searched, filtered, a page at a time.

use std::collections::BTreeSet;

use domain::date::holds_on;
use domain::day::Day;
use domain::person::WorkKind;
use domain::tag::TagKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::failure::{Failure, Result};
use crate::history::Page;
use crate::session::{Session, id};
use crate::view::{Hangings, HouseholdRow, PersonRow};

/// A choice with its row id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Choice {
    /// Row id.
    pub id: String,
    /// As shown.
    pub name: String,
}

/// What lists can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Filters {
    /// Hamlets in the order of their numbers.
    pub hamlets: Vec<String>,
    /// Grids in their order.
    pub grids: Vec<Choice>,
    /// Kinds of tag.
    pub tags: Vec<String>,
    /// Kinds of work.
    pub works: Vec<String>,
    /// Every kind of tag that can be given.
    pub tag_kinds: Vec<String>,
}

/// Which households.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct HouseholdQuery {
    /// As typed in the search box; empty = all.
    pub text: String,
    /// Only of this hamlet.
    pub hamlet: Option<String>,
    /// Only of this grid.
    pub grid: Option<String>,
    /// Only with this tag, on it or on somebody in it.
    pub tag: Option<String>,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// Which persons.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct PersonQuery {
    /// As typed in the search box; empty = all.
    pub text: String,
    /// Only of this hamlet.
    pub hamlet: Option<String>,
    /// Only of this grid.
    pub grid: Option<String>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Only with this work.
    pub work: Option<String>,
    /// Only party members.
    pub party: bool,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// What lists of this book can be filtered by.
///
/// # Errors
/// What the store says.
pub fn filters(session: &Session) -> Result<Filters> {
    let register = session.register()?;
    let rows = register.rows();
    let mut grids: Vec<_> = rows.grids.iter().filter(|grid| grid.to.is_none()).collect();
    grids.sort_by_key(|grid| grid.number);
    let used: BTreeSet<TagKind> = rows.tags.iter().map(|tag| tag.kind).collect();
    Ok(Filters {
        hamlets: crate::order::hamlets(rows.households.iter().filter_map(|household| household.hamlet.as_deref()))
            .into_iter()
            .map(str::to_owned)
            .collect(),
        grids: grids.iter().map(|grid| Choice { id: grid.id.to_string(), name: grid.name.clone() }).collect(),
        tags: used.iter().map(|kind| kind.word().to_owned()).collect(),
        works: WorkKind::ALL.iter().map(|kind| kind.word().to_owned()).collect(),
        tag_kinds: TagKind::ALL.iter().map(|kind| kind.word().to_owned()).collect(),
    })
}

fn page<T: TS>(
    rows: impl ExactSizeIterator<Item = u32>,
    offset: usize,
    limit: usize,
    show: impl Fn(u32) -> T,
) -> Page<T> {
    let total = rows.len();
    Page { total, rows: rows.skip(offset).take(limit.min(500)).map(show).collect() }
}

fn grid_index(session: &Session, grid: Option<&str>) -> Result<Option<u32>> {
    let Some(grid) = grid else { return Ok(None) };
    let grid = id(grid)?;
    let register = session.register()?;
    let at = register.rows().grids.iter().position(|row| row.id == grid);
    at.map(|at| Some(at as u32)).ok_or_else(Failure::gone)
}

/// Households in the order of hamlet and code; in the order of likeness when searched.
///
/// # Errors
/// A grid that is not there; what the store says.
pub fn households(session: &Session, query: &HouseholdQuery) -> Result<Page<HouseholdRow>> {
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    let hangings = Hangings::new(&day);
    let found = find_households(session, &day, query)?;
    Ok(page(found.into_iter(), query.offset, query.limit, |at| hangings.household_row(&register, &day, at)))
}

/// All households that a query asks for, whatever its page.
pub(crate) fn find_households(session: &Session, day: &Day<'_>, query: &HouseholdQuery) -> Result<Vec<u32>> {
    let register = day.register();
    let rows = register.rows();
    let grid = grid_index(session, query.grid.as_deref())?;
    let tagged = query.tag.as_deref().map(|tag| tagged_households(day, tag));
    let keys = session.keys()?;
    let found: Vec<u32> = if query.text.trim().is_empty() {
        keys.households().to_vec()
    } else {
        keys.find_households(register, &query.text)
    };
    Ok(found
        .into_iter()
        .filter(|at| {
            let row = &rows.households[*at as usize];
            query.hamlet.as_ref().is_none_or(|hamlet| row.hamlet.as_ref() == Some(hamlet))
                && grid.is_none_or(|grid| day.grid_of(*at) == Some(grid))
                && tagged.as_ref().is_none_or(|tagged| tagged.contains(at))
        })
        .collect())
}

fn tagged_households(day: &Day<'_>, tag: &str) -> BTreeSet<u32> {
    let register = day.register();
    let rows = register.rows();
    rows.tags
        .iter()
        .filter(|row| row.kind.word() == tag && holds_on(row.from, row.to, day.date()))
        .filter_map(|row| match row.subject {
            domain::tag::Subject::Household(id) => register.household_index(id),
            domain::tag::Subject::Person(id) => register.person_index(id).and_then(|person| day.household_of(person)),
        })
        .collect()
}

/// Persons who live in the book today, in the order of hamlet, household and relation.
///
/// # Errors
/// A grid that is not there; what the store says.
pub fn persons(session: &Session, query: &PersonQuery) -> Result<Page<PersonRow>> {
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    let hangings = Hangings::new(&day);
    let found = find_persons(session, &day, &hangings, query)?;
    Ok(page(found.into_iter(), query.offset, query.limit, |at| hangings.person_row(&register, &day, at)))
}

/// All persons that a query asks for, whatever its page.
pub(crate) fn find_persons(
    session: &Session,
    day: &Day<'_>,
    hangings: &Hangings,
    query: &PersonQuery,
) -> Result<Vec<u32>> {
    let register = day.register();
    let grid = grid_index(session, query.grid.as_deref())?;
    let keys = session.keys()?;
    let found: Vec<u32> =
        if query.text.trim().is_empty() { keys.persons().to_vec() } else { keys.find_persons(register, &query.text) };
    let simple = query.tag.is_none() && query.work.is_none() && !query.party;
    Ok(found
        .into_iter()
        .filter(|at| {
            let home = day.household_of(*at);
            let row = home.map(|home| &register.rows().households[home as usize]);
            let here =
                query.hamlet.as_ref().is_none_or(|hamlet| row.and_then(|row| row.hamlet.as_ref()) == Some(hamlet))
                    && grid.is_none_or(|grid| home.and_then(|home| day.grid_of(home)) == Some(grid));
            here && (simple || {
                let person = hangings.person_row(register, day, *at);
                query.tag.as_ref().is_none_or(|tag| person.tags.contains(tag))
                    && query.work.as_ref().is_none_or(|work| person.work.as_ref() == Some(work))
                    && (!query.party || person.party.is_some())
            })
        })
        .collect())
}
