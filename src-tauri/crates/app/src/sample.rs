//! Invented people and work, marked 示例: for looking around, for practice, for measures.
//!
//! The same seed in the same book gives the same people. Nobody of them exists: names are put together by chance,
//! numbers lie in region 999999, which is nobody's. The organisation comes first ([`crate::grids`]), then households
//! ([`family`]), then what they are recorded as ([`record`]), then what happened to them since ([`past`]), then who was
//! visited ([`visit`]), then what they did together ([`work`]), committed themselves to ([`commitment`]), met about
//! ([`meeting`]), and were given to do and assessed by ([`assess`]).

mod assess;
mod commitment;
mod dice;
mod family;
mod matter;
mod meeting;
mod name;
mod number;
mod past;
mod post;
mod record;
mod stays;
mod tree;
mod village;
mod visit;
mod work;

use std::collections::HashMap;

use chrono::{Datelike, Months};
use domain::date::Month;
use domain::organisation::{Grid, OrgUnit, Station, StationRole, UnitKind};
use domain::register::Rows;
use serde::Serialize;
use store::{OpKind, Row, Write};

use crate::failure::{Failure, Result};
use crate::session::Session;
use village::Village;

/// The most that one sample makes: more than a town of the largest kind.
const MOST: u32 = 500_000;

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sampled {
    /// Grids.
    pub grids: usize,
    /// Households, closed ones among them.
    pub households: usize,
    /// Persons, those who died or left among them.
    pub persons: usize,
    /// Party members.
    pub party_members: usize,
    /// Tags, ended ones among them.
    pub tags: usize,
    /// Births, deaths, moves, ended tags, changes of grid.
    pub events: usize,
    /// Visits, those on which nobody was home among them.
    pub visits: usize,
    /// Activities.
    pub activities: usize,
    /// Matters, disputes among them.
    pub matters: usize,
    /// Posts.
    pub posts: usize,
    /// Commitments.
    pub commitments: usize,
    /// Meetings.
    pub meetings: usize,
    /// Talks.
    pub talks: usize,
    /// Tasks.
    pub tasks: usize,
    /// Plans.
    pub plans: usize,
    /// Responsibility letters.
    pub letters: usize,
    /// Rules of assessment.
    pub score_rules: usize,
}

/// Makes `grids` grids with `households` households between them, and what happened in the past `months` months, as
/// one operation. A grid's book has one grid; grids that are there already are filled first.
///
/// # Errors
/// `too_many` of anything; what the store says.
pub fn sample(session: &Session, grids: u32, households: u32, months: u32, seed: u64) -> Result<Sampled> {
    if grids == 0 || households < grids || households > MOST || months > 240 {
        return Err(Failure::new("too_many", "网格至少 1 个，每个网格至少 1 户，最多 50 万户、240 个月，请改数目"));
    }
    let (today, standard) = (session.today(), session.standard()?);
    let (sampled, _) = session.write(OpKind::new("sample"), "生成示例", |write| {
        let station = write.station()?;
        if station.role == StationRole::Grid && grids > 1 {
            return Err(Failure::new("too_many", "网格账本只有一个网格，请把网格数改为 1"));
        }
        crate::grids::foundation(write, &station)?;
        let begun = Month::of(today).first_day().checked_sub_months(Months::new(months)).unwrap_or(today);
        let opened = station.opened_on.unwrap_or(begun);
        if station.opened_on.is_none() {
            write.put(&Station { opened_on: Some(opened), ..station })?;
        }
        let places = places(write, grids, households)?;
        let known = write.all()?;
        let organisation: Vec<OrgUnit> = write.all()?;
        let mut numbered = HashMap::new();
        for year in begun.year()..=today.year() {
            numbered.insert(year, write.last_matter_of(year)?);
        }
        let there = assess::There::read(write)?;
        let (rows, events, visits, worked, asked, promised, met, assessed) = {
            let mut mint = || write.mint();
            let mut village = Village::new(seed, opened.max(begun), today, &known, &mut mint);
            for place in &places {
                family::settle(&mut village, place);
            }
            record::record(&mut village);
            if begun < today && months > 0 {
                past::happen(&mut village, &places);
            }
            post::assign(&mut village, &places);
            // With dice of their own: what is asked of chance for them changes nobody else.
            let mut visits = if months > 0 { visit::pay(&mut village, &places, seed) } else { visit::Paid::default() };
            let asked = if months > 0 {
                matter::ask(&mut village, &places, &mut visits, &numbered, &standard, seed)
            } else {
                matter::Asked::default()
            };
            let above = organisation.iter().find(|unit| unit.kind == UnitKind::VillageOrg).map(|unit| unit.id);
            let worked = if months > 0 {
                work::done(&mut village, &places, &standard, above, seed)
            } else {
                work::Worked::default()
            };
            let promised = if months > 0 {
                commitment::promise(&mut village, &places, &standard, seed)
            } else {
                commitment::Promised::default()
            };
            let met = if months > 0 {
                meeting::held(&mut village, &places, &standard, seed)
            } else {
                meeting::Met::default()
            };
            let assessed = if months > 0 {
                assess::assess(&mut village, &places, &standard, &there, seed)?
            } else {
                assess::Assessed::default()
            };
            let (rows, events) = village.finish();
            (rows, events, visits, worked, asked, promised, met, assessed)
        };
        put(write, &rows)?;
        all(write, &visits.visits)?;
        all(write, &visits.needs)?;
        all(write, &visits.contacts)?;
        put_work(write, &worked)?;
        all(write, &asked.matters)?;
        all(write, &asked.steps)?;
        all(write, &asked.disputes)?;
        tree::found(write, &write.station()?, &places)?;
        put_promised(write, &promised)?;
        put_meetings(write, &met)?;
        put_assessed(write, &assessed)?;
        Ok(Sampled {
            grids: places.len(),
            households: rows.households.len(),
            persons: rows.persons.len(),
            party_members: rows.members.len(),
            tags: rows.tags.len(),
            events,
            visits: visits.visits.len(),
            activities: worked.activities.len(),
            matters: asked.matters.len(),
            posts: promised.posts.len(),
            commitments: promised.commitments.len(),
            meetings: met.meetings.len(),
            talks: met.talks.len(),
            tasks: assessed.tasks.len(),
            plans: assessed.plans.len(),
            letters: assessed.letters.len(),
            score_rules: assessed.rules.len(),
        })
    })?;
    Ok(sampled)
}

/// A grid to be filled.
struct Place {
    grid: Grid,
    hamlets: Vec<String>,
    households: u32,
}

/// The grids, the book's own ones first, each with hamlets of its own.
fn places(write: &mut Write<'_>, grids: u32, households: u32) -> Result<Vec<Place>> {
    let above = write.all::<OrgUnit>()?.into_iter().find(|unit| unit.kind == UnitKind::VillageOrg).map(|unit| unit.id);
    let mut known: Vec<Grid> = write.all::<Grid>()?.into_iter().filter(|grid| grid.to.is_none()).collect();
    known.sort_by_key(|grid| grid.number);
    let mut taken: std::collections::HashSet<String> = known.iter().flat_map(|grid| grid.hamlets.clone()).collect();
    let mut free = (1..).map(|number| format!("{}组", name::numeral(number)));
    let mut places = Vec::new();
    for at in 0..grids {
        let share = households / grids + u32::from(at < households % grids);
        let mut grid = match known.get(at as usize) {
            Some(grid) => grid.clone(),
            None => {
                let name = format!("第{}网格", name::numeral(at + 1));
                crate::grids::found(write, &name, &format!("{name}党小组"), above)?
            }
        };
        let wanted = (share / 26).clamp(1, 3) as usize;
        while grid.hamlets.len() < wanted {
            let Some(hamlet) = free.find(|name| !taken.contains(name)) else { break };
            taken.insert(hamlet.clone());
            grid.hamlets.push(hamlet);
        }
        write.put(&grid)?;
        places.push(Place { hamlets: grid.hamlets.clone(), grid, households: share });
    }
    Ok(places)
}

fn all<T: Row>(write: &mut Write<'_>, rows: &[T]) -> Result<()> {
    for row in rows {
        write.put(row)?;
    }
    Ok(())
}

fn put(write: &mut Write<'_>, rows: &Rows) -> Result<()> {
    all(write, &rows.households)?;
    all(write, &rows.persons)?;
    all(write, &rows.residences)?;
    all(write, &rows.household_grids)?;
    all(write, &rows.works)?;
    all(write, &rows.tags)?;
    all(write, &rows.members)?;
    all(write, &rows.roles)
}

fn put_work(write: &mut Write<'_>, worked: &work::Worked) -> Result<()> {
    all(write, &worked.units)?;
    all(write, &worked.roles)?;
    all(write, &worked.projects)?;
    all(write, &worked.activities)?;
    all(write, &worked.people)?;
    all(write, &worked.places)?;
    all(write, &worked.things)?;
    all(write, &worked.organisations)
}

fn put_promised(write: &mut Write<'_>, promised: &commitment::Promised) -> Result<()> {
    all(write, &promised.posts)?;
    all(write, &promised.claims)?;
    all(write, &promised.commitments)?;
    all(write, &promised.steps)
}

fn put_meetings(write: &mut Write<'_>, met: &meeting::Met) -> Result<()> {
    all(write, &met.meetings)?;
    all(write, &met.people)?;
    all(write, &met.speeches)?;
    all(write, &met.votes)?;
    all(write, &met.resolutions)?;
    all(write, &met.talks)
}

fn put_assessed(write: &mut Write<'_>, assessed: &assess::Assessed) -> Result<()> {
    all(write, &assessed.tasks)?;
    all(write, &assessed.task_steps)?;
    all(write, &assessed.plans)?;
    all(write, &assessed.plan_items)?;
    all(write, &assessed.letters)?;
    all(write, &assessed.letter_items)?;
    all(write, &assessed.rules)?;
    all(write, &assessed.entries)
}

#[cfg(test)]
mod tests;
