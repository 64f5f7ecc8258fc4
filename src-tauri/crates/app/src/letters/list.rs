//! The letters of a year, one a party group, and one whole.

use std::collections::{BTreeSet, HashMap};

use chrono::Datelike;
use domain::id::Id;
use domain::letter::{Letter, LetterItem};
use domain::organisation::{Grid, RoleKind};
use domain::register::Register;
use domain::score::Points;
use serde::Serialize;
use store::Reader;
use ts_rs::TS;

use crate::activities::unit_name;
use crate::failure::{Failure, Result};
use crate::merged::Merged;
use crate::session::{Session, id};

/// A party group with its letter of the year, or without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LetterRow {
    /// Row id of the letter; none = not drafted.
    pub id: Option<String>,
    /// Row id of the grid.
    pub grid: Option<String>,
    /// Name of the party group.
    pub group: String,
    /// Name of its leader today.
    pub leader: Option<String>,
    /// The day on which it was signed; none = a draft.
    pub signed_on: Option<String>,
    /// How many targets.
    pub items: usize,
    /// 分值 in all.
    pub points: String,
    /// 自评 in all, once every target has it.
    pub own_score: Option<String>,
    /// 考核得分 in all, once every target has it.
    pub score: Option<String>,
}

/// The letters of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LetterList {
    /// Of which year.
    pub year: u32,
    /// The years of which there are letters, this one and the next, the last first.
    pub years: Vec<u32>,
    /// A row a party group, in the order of the grids.
    pub rows: Vec<LetterRow>,
}

/// One target of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LetterItemRow {
    /// Row id.
    pub id: String,
    /// 目标任务.
    pub text: String,
    /// 具体要求.
    pub demand: Option<String>,
    /// 分值.
    pub points: String,
    /// 完成时限.
    pub due: Option<String>,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// Their name.
    pub owner_name: Option<String>,
    /// 自评.
    pub own_score: Option<String>,
    /// 考核得分.
    pub score: Option<String>,
    /// 评分依据.
    pub note: Option<String>,
}

/// One letter, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LetterView {
    /// As lists have it.
    pub letter: LetterRow,
    /// Of which year.
    pub year: u32,
    /// 备注.
    pub remark: Option<String>,
    /// What the village's party organisation does of it.
    pub village: String,
    /// What the party group does of it.
    pub group: String,
    /// The targets, in their order.
    pub items: Vec<LetterItemRow>,
}

/// A letter with its targets, whose owners are the records that stand for them.
pub(crate) struct Signed {
    pub letter: Letter,
    pub items: Vec<LetterItem>,
}

/// The letters of a year, by the unit that signs them.
pub(crate) fn signed(reader: &Reader<'_>, year: u32) -> Result<HashMap<Id, Signed>> {
    let merged = Merged::read(reader)?;
    let mut items: HashMap<Id, Vec<LetterItem>> = HashMap::new();
    for item in reader.all::<LetterItem>()? {
        let owner = item.owner.map(|owner| merged.kept(owner));
        items.entry(item.letter).or_default().push(LetterItem { owner, ..item });
    }
    let whole = |letter: Letter| {
        let mut items = items.remove(&letter.id).unwrap_or_default();
        items.sort_by_key(|item| item.n);
        (letter.unit, Signed { letter, items })
    };
    Ok(reader.letters_of_year(year)?.into_iter().map(whole).collect())
}

impl Signed {
    /// 分值 in all.
    pub fn points(&self) -> Points {
        self.items.iter().map(|item| item.points).sum()
    }

    /// What was given in all, once every target has it.
    pub fn total(&self, of: fn(&LetterItem) -> Option<Points>) -> Option<Points> {
        self.items.iter().map(of).sum::<Option<Points>>().filter(|_| !self.items.is_empty())
    }
}

fn row(register: &Register, unit: Id, grid: Option<&Grid>, signed: Option<&Signed>) -> LetterRow {
    let roles = register.rows().roles.iter();
    let mut leads = roles.filter(|role| role.unit == unit && role.kind == RoleKind::Leader && role.to.is_none());
    let text = |points: Points| points.to_string();
    LetterRow {
        id: signed.map(|signed| signed.letter.id.to_string()),
        grid: grid.map(|grid| grid.id.to_string()),
        group: unit_name(register, Some(unit)).unwrap_or_default(),
        leader: leads.next().and_then(|role| register.person(role.person)).map(|person| person.name.clone()),
        signed_on: signed.and_then(|signed| signed.letter.signed_on).map(|day| day.to_string()),
        items: signed.map_or(0, |signed| signed.items.len()),
        points: signed.map_or(Points::NONE, Signed::points).to_string(),
        own_score: signed.and_then(|signed| signed.total(|item| item.own_score)).map(text),
        score: signed.and_then(|signed| signed.total(|item| item.score)).map(text),
    }
}

/// Every party group with its letter of a year, or without; this year when none is named.
///
/// # Errors
/// What the store says.
pub fn letters(session: &Session, year: Option<u32>) -> Result<LetterList> {
    let register = session.register()?;
    let this = session.today().year().unsigned_abs();
    let year = year.unwrap_or(this);
    let (signed, all) = session.read(|reader| Ok((signed(reader, year)?, reader.all::<Letter>()?)))?;
    let mut years: BTreeSet<u32> = all.iter().map(|letter| letter.year).collect();
    years.extend([this, this + 1]);
    let mut grids: Vec<&Grid> = register.rows().grids.iter().collect();
    grids.sort_by_key(|grid| (grid.number, grid.id));
    // A grid that is gone stands there only with the letter that its group had.
    let mut rows: Vec<LetterRow> = (grids.iter())
        .filter(|grid| grid.to.is_none() || signed.contains_key(&grid.unit))
        .map(|grid| row(&register, grid.unit, Some(grid), signed.get(&grid.unit)))
        .collect();
    let mut others: Vec<&Signed> =
        signed.values().filter(|one| register.grid_of_unit(Some(one.letter.unit)).is_none()).collect();
    others.sort_by_key(|one| one.letter.id);
    rows.extend(others.into_iter().map(|one| row(&register, one.letter.unit, None, Some(one))));
    Ok(LetterList { year, years: years.into_iter().rev().collect(), rows })
}

/// One letter with its targets.
///
/// # Errors
/// A letter that is not there; what the store says.
pub fn letter(session: &Session, letter: &str) -> Result<LetterView> {
    let letter: Id = id(letter)?;
    let register = session.register()?;
    let standard = session.standard()?;
    let signed = session.read(|reader| {
        let row: Letter = reader.get(letter)?.ok_or_else(Failure::gone)?;
        signed(reader, row.year)?.remove(&row.unit).filter(|one| one.letter.id == row.id).ok_or_else(Failure::gone)
    })?;
    let unit = signed.letter.unit;
    let grid = register.grid_of_unit(Some(unit));
    let item = |item: &LetterItem| LetterItemRow {
        id: item.id.to_string(),
        text: item.text.clone(),
        demand: item.demand.clone(),
        points: item.points.to_string(),
        due: item.due.map(|due| due.to_string()),
        owner: item.owner.map(|owner| owner.to_string()),
        owner_name: item.owner.and_then(|owner| register.person(owner)).map(|person| person.name.clone()),
        own_score: item.own_score.map(|points| points.to_string()),
        score: item.score.map(|points| points.to_string()),
        note: item.note.clone(),
    };
    Ok(LetterView {
        letter: row(&register, unit, grid, Some(&signed)),
        year: signed.letter.year,
        remark: signed.letter.remark.clone(),
        village: standard.letters.village.clone(),
        group: standard.letters.group.clone(),
        items: signed.items.iter().map(item).collect(),
    })
}
