//! 党建目标责任书: drafted for every party group at once, signed, scored at the year's end. Clause 5.1.
//!
//! What a letter asks for is fixed by its signature; taking the signature back is a step of its own.

use chrono::Datelike;
use domain::date::PartialDate;
use domain::id::Id;
use domain::letter::{Letter, LetterItem};
use domain::organisation::{Grid, OrgUnit};
use domain::score::Points;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::activity::unit_of;
use super::ground::Ground;
use super::rows::{Line, Rows, Typed};
use super::score::points;
use super::{Act, owner, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 起草目标责任书: one for each party group that has none of that year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct DraftLetters {
    /// Of which year.
    pub year: u32,
    /// Row ids of the grids whose party groups get one; all of them when it is left out.
    pub grids: Vec<String>,
    /// After each group's letter of this year; who had none, and when it is left out, as the pack has it.
    pub from_year: Option<u32>,
}

/// One target of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Target {
    /// Row id of one that is there already.
    pub item: Option<String>,
    /// 目标任务.
    pub text: String,
    /// 具体要求.
    pub demand: Option<String>,
    /// 分值, such as `10` or `2.5`.
    pub points: String,
    /// 完成时限.
    pub due: Option<String>,
    /// Row id of the 责任人.
    pub owner: Option<String>,
}

/// 修改目标责任书, before it is signed: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditLetter {
    /// Row id of the letter.
    pub letter: String,
    /// All targets: one that is not among them any more is taken out.
    pub items: Option<Vec<Target>>,
    /// 备注.
    pub remark: Option<String>,
}

/// 签订目标责任书.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct SignLetter {
    /// Row id of the letter.
    pub letter: String,
    /// On which day; empty: it is not signed after all.
    pub date: String,
}

/// What one target was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct TargetScore {
    /// Row id of the target.
    pub item: String,
    /// 自评; empty = none, left out it stays.
    pub own_score: Option<String>,
    /// 考核得分; empty = none, left out it stays.
    pub score: Option<String>,
    /// 评分依据.
    pub note: Option<String>,
}

/// 目标责任书评分.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct ScoreLetter {
    /// Row id of the letter.
    pub letter: String,
    /// What is scored now.
    pub items: Vec<TargetScore>,
}

/// 删除目标责任书, before it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DropLetter {
    /// Row id of the letter.
    pub letter: String,
}

impl Act for DraftLetters {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        of_year(ground, self.year)?;
        let there = ground.write.letters_of_year(self.year)?;
        let last = match self.from_year {
            Some(year) => ground.write.letters_of_year(year)?,
            None => Vec::new(),
        };
        let mut first = None;
        for unit in self.units(ground)? {
            if there.iter().any(|letter| letter.unit == unit) {
                continue;
            }
            let row = Letter { id: ground.write.mint(), year: self.year, unit, signed_on: None, remark: None };
            let targets = match last.iter().find(|letter| letter.unit == unit) {
                Some(last) => self.as_last(ground, last.id)?,
                None => of_pack(ground),
            };
            if targets.is_empty() {
                let words = "规范里没有责任书的目标，也没有往年的可照，请先在规范文件里写上";
                return Err(Failure::new("no_targets", words).at("from_year"));
            }
            ground.write.put(&row)?;
            put(ground, row.id, &targets)?;
            first = first.or(Some(row.id));
        }
        let words = format!("各网格 {} 年的责任书都已经有了，不用再起草", self.year);
        first.ok_or_else(|| Failure::new("has_already", words).at("year"))
    }
}

impl DraftLetters {
    fn units(&self, ground: &Ground<'_, '_>) -> Result<Vec<Id>> {
        if !self.grids.is_empty() {
            let mut units = Vec::with_capacity(self.grids.len());
            for (at, grid) in self.grids.iter().enumerate() {
                let unit = unit_of(ground, grid).map_err(|failure| failure.of_row("grids", at))?;
                if units.contains(&unit) {
                    return Err(Failure::new("twice", "同一个网格选了两次，请去掉一个").of_row("grids", at));
                }
                units.push(unit);
            }
            return Ok(units);
        }
        let mut units = Vec::new();
        for grid in ground.write.all::<Grid>()?.into_iter().filter(|grid| grid.to.is_none()) {
            let unit: Option<OrgUnit> = ground.write.get(grid.unit)?;
            if unit.is_some_and(|unit| unit.dissolved_on.is_none()) && !units.contains(&grid.unit) {
                units.push(grid.unit);
            }
        }
        Ok(units)
    }

    /// The same targets a year on: what was given for them stays behind, and so does who answered for them.
    fn as_last(&self, ground: &Ground<'_, '_>, letter: Id) -> Result<Vec<Target>> {
        let last = self.from_year.unwrap_or(self.year);
        let target = |item: LetterItem| Target {
            item: None,
            text: item.text,
            demand: item.demand,
            points: item.points.to_string(),
            due: item.due.and_then(|due| a_year_on(due, self.year, last)),
            owner: None,
        };
        Ok(ground.write.items_of_letter(letter)?.into_iter().map(target).collect())
    }
}

/// The same day as many years later as lie between two letters; 29 February is the month.
fn a_year_on(due: PartialDate, year: u32, last: u32) -> Option<String> {
    let on = due.year() + i32::try_from(year).ok()? - i32::try_from(last).ok()?;
    let day = due.is_day().then(|| due.first_day().with_year(on)).flatten().map(PartialDate::from);
    day.or_else(|| PartialDate::new(on, due.month(), None)).map(|due| due.to_string())
}

fn of_pack(ground: &Ground<'_, '_>) -> Vec<Target> {
    let targets = ground.standard.letters.targets.iter();
    let target = |one: &crate::standard::PackTarget| Target {
        text: one.text.clone(),
        demand: Some(one.demand.clone()),
        points: one.points.clone(),
        ..Target::default()
    };
    targets.map(target).collect()
}

impl Act for EditLetter {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row = known(ground, &self.letter)?;
        draft(&row)?;
        typed::change(self.remark.as_ref(), &mut row.remark);
        ground.write.put(&row)?;
        if let Some(items) = &self.items {
            put(ground, row.id, items)?;
        }
        Ok(row.id)
    }
}

impl Act for SignLetter {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row = known(ground, &self.letter)?;
        row.signed_on = match typed::text(Some(&self.date)) {
            Some(date) => Some(ground.day(&date, "签订日期")?.first_day()),
            None => {
                if ground.write.items_of_letter(row.id)?.iter().any(|item| item.own_score.or(item.score).is_some()) {
                    let words = "这份责任书已经评了分，不能再取消签订；请先清空评分";
                    return Err(Failure::new("scored", words).at("date"));
                }
                None
            }
        };
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for ScoreLetter {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.letter)?;
        if row.signed_on.is_none() {
            return Err(Failure::new("not_signed", "责任书还没有签订，签订以后才评分").at("letter"));
        }
        let items = ground.write.items_of_letter(row.id)?;
        for (at, said) in self.items.iter().enumerate() {
            let scored = scored(&items, said).map_err(|failure| failure.of_row("items", at))?;
            ground.write.put(&scored)?;
        }
        Ok(row.id)
    }
}

fn scored(items: &[LetterItem], said: &TargetScore) -> Result<LetterItem> {
    let one = id(&said.item)?;
    let mut row = items.iter().find(|item| item.id == one).cloned().ok_or_else(|| Failure::gone().at("item"))?;
    let given = |text: &String, field: &str| match typed::text(Some(text)) {
        None => Ok(None),
        Some(text) => {
            let points = points(&text, field)?;
            if points.is_negative() || points > row.points {
                let words = format!("得分要在 0 到 {} 之间，请核对", row.points);
                return Err(Failure::new("score_range", words).at(field));
            }
            Ok(Some(points))
        }
    };
    let own_score = said.own_score.as_ref().map(|text| given(text, "own_score")).transpose()?;
    let score = said.score.as_ref().map(|text| given(text, "score")).transpose()?;
    row.own_score = own_score.unwrap_or(row.own_score);
    row.score = score.unwrap_or(row.score);
    typed::change(said.note.as_ref(), &mut row.note);
    Ok(row)
}

impl Act for DropLetter {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.letter)?;
        draft(&row)?;
        for item in ground.write.items_of_letter(row.id)? {
            ground.write.remove::<LetterItem>(item.id)?;
        }
        ground.write.remove::<Letter>(row.id)?;
        Ok(row.id)
    }
}

fn known(ground: &Ground<'_, '_>, letter: &str) -> Result<Letter> {
    ground.write.get(id(letter)?)?.ok_or_else(|| Failure::gone().at("letter"))
}

fn draft(letter: &Letter) -> Result<()> {
    match letter.signed_on {
        None => Ok(()),
        Some(_) => Err(Failure::new("signed", "责任书已经签订，内容不能再改；要改请先取消签订").at("letter")),
    }
}

/// This year or the next, and the years before.
pub(super) fn of_year(ground: &Ground<'_, '_>, year: u32) -> Result<()> {
    let this = ground.today.year().unsigned_abs();
    if (1900..=this + 1).contains(&year) {
        return Ok(());
    }
    Err(Failure::new("other_year", "年份请写今年、明年或往年，请核对").at("year"))
}

impl Line for LetterItem {
    fn id(&self) -> Id {
        self.id
    }
}

impl Typed for Target {
    fn known(&self) -> (Option<&str>, &'static str) {
        (self.item.as_deref(), "item")
    }
}

/// Writes what a letter asks for, in its order; what was noted of one that was there stays with it.
fn put(ground: &mut Ground<'_, '_>, letter: Id, said: &[Target]) -> Result<()> {
    let before = ground.write.items_of_letter(letter)?;
    let rows = Rows { list: "items", before: &before, said, twice: "同一条目标写了两次，请去掉一条" };
    rows.put(ground, |ground, known, n, typed| row(ground, letter, known, n, typed))
}

fn row(
    ground: &mut Ground<'_, '_>,
    letter: Id,
    known: Option<&LetterItem>,
    n: u32,
    typed: &Target,
) -> Result<LetterItem> {
    let points = points(&typed.points, "points")?;
    if points <= Points::NONE {
        return Err(Failure::new("score_range", "分值要大于 0，请核对").at("points"));
    }
    Ok(LetterItem {
        id: known.map_or_else(|| ground.write.mint(), |row| row.id),
        letter,
        n,
        text: typed::needed(&typed.text, "目标任务", "text")?,
        demand: typed::text(typed.demand.as_deref()),
        points,
        due: typed::maybe_date(typed.due.as_deref(), "due")?,
        owner: owner::read(ground, typed.owner.as_deref(), known.and_then(|row| row.owner))?,
        own_score: None,
        score: None,
        note: known.and_then(|row| row.note.clone()),
    })
}
