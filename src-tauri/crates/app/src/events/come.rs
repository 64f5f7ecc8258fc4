//! Coming into the book: birth, move-in, found late, back again, and a whole household at once.

use domain::codes::Relation;
use domain::date::PartialDate;
use domain::household::{Household, HouseholdGrid, OpenReason};
use domain::id::Id;
use domain::organisation::{Grid, Station, StationRole};
use domain::person::{FromReason, Person, ToReason, Work};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// Somebody new, as a form has them. Fields are typed text and read as a roster's are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Newcomer {
    /// 姓名.
    pub name: String,
    /// 与户主关系.
    pub relation: Option<String>,
    /// 身份证号.
    pub id_number: Option<String>,
    /// Why a number that cannot be one is kept.
    pub id_reason: Option<String>,
    /// 男, 女; from the number when left out.
    pub sex: Option<String>,
    /// 出生日期; from the number when left out.
    pub birth: Option<String>,
    /// 电话.
    pub phone: Option<String>,
    /// 户籍, 常住, 暂住; 户籍 when left out.
    pub residence: Option<String>,
    /// 务工情况, with the place in brackets.
    pub work: Option<String>,
}

/// 出生: `date` is the day of birth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct Birth {
    /// Row id of the household.
    pub household: String,
    /// Day of birth.
    pub date: String,
    /// The child.
    pub person: Newcomer,
}

/// 迁入: somebody whom the book does not know comes from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct MoveIn {
    /// Row id of the household.
    pub household: String,
    /// First day here.
    pub date: String,
    /// Who.
    pub person: Newcomer,
}

/// 补登: somebody who was here and had been left out; counts from `date` on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct FoundLate {
    /// Row id of the household.
    pub household: String,
    /// First day on which they count.
    pub date: String,
    /// Who.
    pub person: Newcomer,
}

/// 回迁 of who had moved out, 恢复 of who had been let go by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct BackAgain {
    /// Row id of the person.
    pub person: String,
    /// Row id of the household; the one that they left when it is left out.
    #[serde(default)]
    pub household: Option<String>,
    /// First day here again.
    pub date: String,
    /// 与户主关系.
    #[serde(default)]
    pub relation: Option<String>,
    /// 恢复: neither death nor move had been true. Counts as 补登.
    #[serde(default)]
    pub mistaken: bool,
}

/// 立户: a household with all its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct FoundHousehold {
    /// 村民小组.
    #[serde(default)]
    pub hamlet: Option<String>,
    /// 户号.
    #[serde(default)]
    pub code: Option<String>,
    /// 住址.
    #[serde(default)]
    pub address: Option<String>,
    /// 电话.
    #[serde(default)]
    pub phone: Option<String>,
    /// Row id of the grid; the one of its hamlet when it is left out.
    #[serde(default)]
    pub grid: Option<String>,
    /// 期初 (already here when the book was opened, without a date), 迁入 or 补登.
    pub how: String,
    /// First day here; none for 期初.
    #[serde(default)]
    pub date: Option<String>,
    /// Who, one of them 户主.
    pub members: Vec<Newcomer>,
}

/// How somebody comes.
#[derive(Clone, Copy)]
struct Coming {
    household: Id,
    from: Option<PartialDate>,
    reason: FromReason,
}

/// The rows of somebody new: nobody else has their number, and what they say of themselves agrees.
fn settle_in(ground: &mut Ground<'_, '_>, new: &Newcomer, coming: Coming) -> Result<Id> {
    let number = typed::number(new.id_number.as_deref(), new.id_reason.as_deref())?;
    if let Some(text) = &number.text
        && !ground.write.persons_of_number(text)?.is_empty()
    {
        return Err(taken());
    }
    let (mut sex, mut birth) = (typed::sex(new.sex.as_deref())?, typed::maybe_date(new.birth.as_deref(), "birth")?);
    if let Some(whole) = &number.whole {
        let inside = PartialDate::from(whole.birth());
        if birth.is_some_and(|birth| !birth.is_refined_by(inside)) {
            return Err(Failure::new("birth_contradicts_id", "出生日期与身份证号不一致，请核对").at("birth"));
        }
        if sex.is_some_and(|sex| sex != whole.sex()) {
            return Err(Failure::new("sex_contradicts_id", "性别与身份证号不一致，请核对").at("sex"));
        }
        (sex, birth) = (Some(whole.sex()), Some(inside));
    }
    if birth.is_some_and(|birth| !birth.begun_on(ground.today)) {
        return Err(Failure::new("in_future", "出生日期在今天以后，请核对").at("birth"));
    }
    if let (Some(birth), Some(from)) = (birth, coming.from)
        && from.first_day() < birth.first_day()
    {
        return Err(Failure::new("before_birth", "日期早于出生日期，请核对").at("date"));
    }
    let person = Person {
        id_number: number.text,
        id_reason: number.reason,
        sex,
        birth,
        phone: typed::phone(new.phone.as_deref())?,
        ..Person::named(ground.write.mint(), typed::name(&new.name)?)
    };
    ground.write.put(&person)?;
    let like = (typed::residence_kind(new.residence.as_deref())?, typed::relation(new.relation.as_deref(), sex)?);
    ground.come(person.id, coming.household, like, coming.from, Some(coming.reason))?;
    if let Some((kind, place)) = typed::work(new.work.as_deref())? {
        let row = Work { id: ground.write.mint(), person: person.id, kind, place, from: coming.from, to: None };
        ground.write.put(&row)?;
    }
    Ok(person.id)
}

pub(super) fn taken() -> Failure {
    Failure::new("number_taken", "这个身份证号已经登记在别人名下，请先查到那个人：回迁、合并或改号").at("id_number")
}

impl Act for Birth {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let household = ground.household(&self.household)?.id;
        let date = ground.past(&self.date)?;
        let mut child = self.person.clone();
        if child.birth.is_none() {
            child.birth = Some(date.to_string());
        }
        settle_in(ground, &child, Coming { household, from: Some(date), reason: FromReason::Birth })
    }
}

impl Act for MoveIn {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let household = ground.household(&self.household)?.id;
        let date = ground.past(&self.date)?;
        settle_in(ground, &self.person, Coming { household, from: Some(date), reason: FromReason::MoveIn })
    }
}

impl Act for FoundLate {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let household = ground.household(&self.household)?.id;
        let date = ground.past(&self.date)?;
        settle_in(ground, &self.person, Coming { household, from: Some(date), reason: FromReason::FoundLate })
    }
}

impl Act for BackAgain {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?;
        let date = ground.past(&self.date)?;
        let mut past = ground.write.residences_of_person(person.id)?;
        if past.iter().any(|one| one.to.is_none()) {
            return Err(Failure::new("here_already", "这个人已经登记在一户里，不用回迁").at("person"));
        }
        past.sort_by_key(|one| one.to);
        let left = past.pop().ok_or_else(Failure::gone)?;
        if left.to_reason == Some(ToReason::Merge) {
            return Err(Failure::new("merged", "这条记录已并入另一个人，请用「拆开误并」").at("person"));
        }
        if left.to.is_some_and(|to| date.first_day() < to.first_day()) {
            return Err(Failure::new("before_left", "日期早于这个人离开的日期，请核对").at("date"));
        }
        if person.died_on.is_some() && !self.mistaken {
            return Err(Failure::new("died_already", "这个人已经登记过死亡；登记错了，请用「恢复」").at("person"));
        }
        let household = match &self.household {
            Some(household) => ground.household(household)?.id,
            None => ground.household(&left.household.to_string())?.id,
        };
        let relation = match typed::relation(self.relation.as_deref(), person.sex)? {
            Some(relation) => Some(relation),
            // Back where they were, what they were; but somebody else may be the head by now.
            None if household == left.household => left.relation.filter(|relation| *relation != Relation::HEAD),
            None => None,
        };
        let reason = if self.mistaken { FromReason::FoundLate } else { FromReason::MoveIn };
        let back = person.id;
        ground.write.put(&Person { died_on: None, ..person })?;
        ground.come(back, household, (left.kind, relation), Some(date), Some(reason))?;
        Ok(back)
    }
}

impl Act for FoundHousehold {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        if self.members.is_empty() {
            return Err(Failure::new("nobody", "一户里至少要有一个人").at("members"));
        }
        let (reason, open_reason) = match self.how.as_str() {
            "期初" => (FromReason::Opening, OpenReason::Opening),
            "迁入" => (FromReason::MoveIn, OpenReason::Founded),
            "补登" => (FromReason::FoundLate, OpenReason::Founded),
            _ => return Err(Failure::new("unknown_how", "请选期初、迁入或补登").at("how")),
        };
        let from = match reason {
            FromReason::Opening => None,
            _ => Some(ground.past(self.date.as_deref().unwrap_or_default())?),
        };
        // The first household opens the book, as the first list does.
        let station: Station = ground.write.station()?;
        crate::grids::foundation(ground.write, &station)?;
        crate::import::open_book(ground.write, ground.today, &station)?;
        if from.is_none() && !is_opening_month(&station, ground.today) {
            return Err(Failure::new("opened_already", "期初只能在建账当月补录；以后请用补登，写明日期").at("how"));
        }
        let hamlet = self
            .hamlet
            .as_deref()
            .and_then(|text| intake::normal::hamlet::in_column(text).or_else(|| typed::text(Some(text))));
        let row = Household {
            code: typed::text(self.code.as_deref()),
            hamlet,
            address: typed::text(self.address.as_deref()),
            phone: typed::phone(self.phone.as_deref())?,
            from,
            from_reason: from.map(|_| open_reason),
            ..Household::blank(ground.write.mint())
        };
        ground.write.put(&row)?;
        let grid = match &self.grid {
            Some(grid) => Some(id(grid)?),
            None => grid_of_hamlet(ground, &station, row.hamlet.as_deref())?,
        };
        if let Some(grid) = grid {
            let place = HouseholdGrid { id: ground.write.mint(), household: row.id, grid, from, to: None };
            ground.write.put(&place)?;
        }
        let coming = Coming { household: row.id, from, reason };
        for (at, member) in self.members.iter().enumerate() {
            settle_in(ground, member, coming).map_err(|failure| failure.of_row("members", at))?;
        }
        Ok(row.id)
    }
}

/// Before the book is opened, and in its first month, people are entered as already here.
fn is_opening_month(station: &Station, today: chrono::NaiveDate) -> bool {
    use domain::date::Month;
    station.opened_on.is_none_or(|opened| Month::of(opened) == Month::of(today))
}

/// The grid of a grid station, or the only one in which a hamlet lies.
fn grid_of_hamlet(ground: &Ground<'_, '_>, station: &Station, hamlet: Option<&str>) -> Result<Option<Id>> {
    let grids: Vec<Grid> = ground.write.all()?;
    let mut running = grids.into_iter().filter(|grid| grid.to.is_none());
    if station.role == StationRole::Grid {
        return Ok(running.next().map(|grid| grid.id));
    }
    let Some(hamlet) = hamlet else { return Ok(None) };
    let mut of_hamlet = running.filter(|grid| grid.hamlets.iter().any(|one| one == hamlet));
    let first = of_hamlet.next().map(|grid| grid.id);
    Ok(first.filter(|_| of_hamlet.next().is_none()))
}
