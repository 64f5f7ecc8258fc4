//! Facts of a day: how many households, persons, members, tags, by hamlet and by grid.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::date::Month;
use domain::day::{Day, Measure};
use domain::tag::TagKind;
use serde::Serialize;

use crate::failure::Result;
use crate::session::Session;

/// A part of the village.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Hamlet or grid.
    pub name: String,
    /// 户数.
    pub households: u32,
    /// 人口.
    pub persons: u32,
    /// By kind, of a grid only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<&'static str, u32>>,
}

/// Facts of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// 户数.
    pub households: u32,
    /// 人口.
    pub persons: u32,
    /// 党员.
    pub party_members: u32,
    /// 预备党员 among them.
    pub probationary: u32,
    /// 流动党员 among them.
    pub floating: u32,
    /// 外出务工.
    pub away: u32,
    /// By kind; those of annex A always, others when there are any.
    pub tags: BTreeMap<&'static str, u32>,
    /// By hamlet.
    pub hamlets: Vec<Part>,
    /// By grid; households without one last, without a name.
    pub grids: Vec<Part>,
    /// The day lies before the book's opening: for reference only.
    pub before_opening: bool,
}

/// Counts what there is on `on`, in the whole book or in one grid (by name).
///
/// # Errors
/// What the store says.
pub fn count(session: &Session, on: Option<NaiveDate>, grid: Option<&str>) -> Result<Count> {
    let on = on.unwrap_or_else(|| session.today());
    let register = session.register_of(Month::of(on))?;
    let rows = register.rows();
    let day = Day::new(&register, on);
    let mut count = Count { before_opening: register.is_before_opening(on), ..Count::default() };
    for kind in TagKind::ANNEX_A {
        count.tags.insert(kind.word(), 0);
    }
    let empty = count.tags.clone();
    let mut hamlets: BTreeMap<Option<String>, Part> = BTreeMap::new();
    let mut grids: BTreeMap<Option<u32>, Part> = BTreeMap::new();
    let name_of = |at: Option<u32>| at.map(|at| rows.grids[at as usize].name.clone()).unwrap_or_default();
    for (at, row) in rows.grids.iter().enumerate().filter(|(_, row)| row.to.is_none()) {
        let part = Part { name: row.name.clone(), tags: Some(empty.clone()), ..Part::default() };
        grids.insert(Some(at as u32), part);
    }
    day.each(|measure, _, household| {
        let in_grid = day.grid_of(household);
        if grid.is_some_and(|wanted| name_of(in_grid) != wanted) {
            return;
        }
        let hamlet = rows.households[household as usize].hamlet.clone();
        let hamlet = hamlets.entry(hamlet).or_default();
        let part = grids.entry(in_grid).or_insert_with(|| Part {
            name: name_of(in_grid),
            tags: Some(empty.clone()),
            ..Part::default()
        });
        match measure {
            Measure::Households => {
                count.households += 1;
                hamlet.households += 1;
                part.households += 1;
            }
            Measure::Persons => {
                count.persons += 1;
                hamlet.persons += 1;
                part.persons += 1;
            }
            Measure::PartyMembers => count.party_members += 1,
            Measure::Probationary => count.probationary += 1,
            Measure::Floating => count.floating += 1,
            Measure::Away => count.away += 1,
            Measure::Temporary => {}
            Measure::Tag(kind) => {
                *count.tags.entry(kind.word()).or_default() += 1;
                if let Some(tags) = &mut part.tags {
                    *tags.entry(kind.word()).or_default() += 1;
                }
            }
        }
    });
    let order = crate::order::hamlets(rows.households.iter().filter_map(|row| row.hamlet.as_deref()));
    for name in order.into_iter().map(|name| Some(name.to_owned())).chain([None]) {
        if let Some(part) = hamlets.remove(&name) {
            count.hamlets.push(Part { name: name.unwrap_or_default(), ..part });
        }
    }
    let last = grids.remove(&None);
    let mut named: Vec<(u32, Part)> =
        grids.into_iter().filter_map(|(at, part)| at.map(|at| (rows.grids[at as usize].number, part))).collect();
    named.sort_by_key(|(number, _)| *number);
    count.grids = named.into_iter().map(|(_, part)| part).chain(last).collect();
    if let Some(wanted) = grid {
        count.grids.retain(|part| part.name == wanted);
    }
    Ok(count)
}
