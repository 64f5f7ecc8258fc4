//! Leaving the book: death, move-out, and what was entered by mistake.

use domain::date::PartialDate;
use domain::household::CloseReason;
use domain::id::Id;
use domain::person::{Person, ToReason};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, NewHead, hanging};
use crate::failure::{Failure, Result};
use crate::matters::Cases;

/// 死亡: who died on a day is not counted on that day's evening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct Death {
    /// Row id of the person.
    pub person: String,
    /// Day of death.
    pub date: String,
    /// Who becomes the head, when it was the head.
    #[serde(default)]
    pub head: Option<NewHead>,
    /// The household stays open when nobody is left.
    #[serde(default)]
    pub keep_open: bool,
}

/// 迁出 of one person or of several at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct MoveOut {
    /// Row ids of the persons.
    pub persons: Vec<String>,
    /// First day elsewhere.
    pub date: String,
    /// Who becomes the head of those who stay.
    #[serde(default)]
    pub head: Option<NewHead>,
    /// The household stays open when nobody is left.
    #[serde(default)]
    pub keep_open: bool,
}

/// 误登注销: somebody who should never have been entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct Mistake {
    /// Row id of the person.
    pub person: String,
    /// First day on which they count no more.
    pub date: String,
    /// Who becomes the head, when it was the head.
    #[serde(default)]
    pub head: Option<NewHead>,
    /// The household stays open when nobody is left.
    #[serde(default)]
    pub keep_open: bool,
}

/// 销户 of a household in which nobody lives any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct CloseHousehold {
    /// Row id of the household.
    pub household: String,
    /// First day on which it is no more.
    pub date: String,
}

/// Ends every residence of those who go, and what hangs on them; the head's successor is settled first, while the old
/// one still says who is what to whom.
fn leave(
    ground: &mut Ground<'_, '_>,
    persons: &[Person],
    date: PartialDate,
    reason: ToReason,
    head: Option<&NewHead>,
) -> Result<()> {
    let leaving: Vec<Id> = persons.iter().map(|person| person.id).collect();
    let mut homes = Vec::with_capacity(persons.len());
    for person in persons {
        let home = ground.lived(person)?;
        homes.push(home.household);
        if let Some(head) = head.filter(|_| person.id == leaving[0]) {
            ground.crown(home.household, head, date, &leaving)?;
        }
        for residence in ground.write.residences_of_person(person.id)?.into_iter().filter(|one| one.to.is_none()) {
            ground.end(&residence, date, reason)?;
        }
        hanging::settle(ground.write, person.id, date)?;
        if ground.write.resolutions_of_owner(person.id)?.iter().any(|row| row.done_on.is_none()) {
            let words = "这个人负责的决议还没有办完，请在「组织生活」里改由别人负责";
            ground.note("open_resolution", home.household, words);
        }
    }
    left_open(ground, leaving.into_iter().zip(homes))
}

/// Says what is left to do about matters of those who go: matters do not end with anybody.
fn left_open(ground: &mut Ground<'_, '_>, leaving: impl Iterator<Item = (Id, Id)>) -> Result<()> {
    let cases = Cases::read(ground.write)?;
    for (person, home) in leaving {
        let open = cases.all.iter().filter(|case| case.standing.is_open());
        let (mut theirs, mut asked) = (false, false);
        for case in open {
            let is = |one: Option<Id>| one.is_some_and(|one| cases.merged.kept(one) == person);
            theirs |= is(case.matter.responsible) || is(case.matter.first_asked);
            asked |= is(case.matter.reporter);
        }
        if theirs {
            ground.note("matters_left", home, "这个人名下还有没办结的民情事项，请改派责任人");
        }
        if asked {
            ground.note("matters_asked", home, "这个人反映的民情事项还没办结，请接着办，结果回访家里人");
        }
    }
    Ok(())
}

impl Act for Death {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?;
        let date = ground.past(&self.date)?;
        if person.died_on.is_some() {
            return Err(Failure::new("died_already", "这个人已经登记过死亡，请核对").at("person"));
        }
        if person.birth.is_some_and(|birth| date.first_day() < birth.first_day()) {
            return Err(Failure::new("before_birth", "死亡日期早于出生日期，请核对").at("date"));
        }
        leave(ground, std::slice::from_ref(&person), date, ToReason::Death, self.head.as_ref())?;
        let dead = person.id;
        ground.write.put(&Person { died_on: Some(date), ..person })?;
        Ok(dead)
    }

    fn closing(&self) -> (Option<&str>, bool) {
        (Some(&self.date), self.keep_open)
    }
}

impl Act for MoveOut {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let date = ground.past(&self.date)?;
        let persons = self.persons.iter().map(|person| ground.person(person)).collect::<Result<Vec<_>>>()?;
        let first = persons.first().ok_or_else(|| Failure::new("nobody", "请选迁出的人").at("persons"))?;
        leave(ground, &persons, date, ToReason::MoveOut, self.head.as_ref())?;
        Ok(first.id)
    }

    fn closing(&self) -> (Option<&str>, bool) {
        (Some(&self.date), self.keep_open)
    }
}

impl Act for Mistake {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?;
        let date = ground.past(&self.date)?;
        leave(ground, std::slice::from_ref(&person), date, ToReason::Mistake, self.head.as_ref())?;
        Ok(person.id)
    }

    fn closing(&self) -> (Option<&str>, bool) {
        (Some(&self.date), self.keep_open)
    }
}

impl Act for CloseHousehold {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let household = ground.household(&self.household)?.id;
        let date = ground.past(&self.date)?;
        if !ground.members(household)?.is_empty() {
            return Err(Failure::new("not_empty", "这一户还有人，请先登记他们迁出、调动或并户").at("household"));
        }
        ground.close(household, date, CloseReason::Closed)?;
        Ok(household)
    }
}
