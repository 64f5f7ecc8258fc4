//! The ground that events stand on: who lives where, and the few ways in which that changes.
//!
//! Rows are dated, not overwritten: who was what to the head in May stays so in May. Every event names the households
//! it touched; at its end each of them is looked at once more (a head, two heads, nobody left).

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::codes::Relation;
use domain::date::{PartialDate, holds_on};
use domain::household::{CloseReason, Household, HouseholdGrid};
use domain::id::Id;
use domain::kin::{Kin, to_new_head};
use domain::person::{FromReason, Person, Residence, ResidenceKind, ToReason};
use domain::tag::Tag;
use domain::visit::Contact;
use pictures::Picture;
use store::{Reader, Write};

use super::{NewHead, Note, Related};
use crate::failure::{Failure, Result};
use crate::session::{Session, id};
use crate::standard::Standard;

/// An event under way.
pub(crate) struct Ground<'w, 'a> {
    pub write: &'w mut Write<'a>,
    pub today: NaiveDate,
    /// The standard of the book: words to choose from.
    pub standard: Arc<Standard>,
    /// What the event read from outside of the book before it began.
    pub brought: Option<Picture>,
    touched: BTreeSet<Id>,
    notes: Vec<Note>,
}

/// Under this age nobody becomes the head by being left alone.
const HEAD_AGE: u32 = 16;

impl<'w, 'a> Ground<'w, 'a> {
    pub fn new(write: &'w mut Write<'a>, session: &Session) -> Result<Self> {
        let standard = Arc::clone(&session.in_use_by(write)?.standard);
        let (brought, touched, notes) = (None, BTreeSet::new(), Vec::new());
        Ok(Self { write, today: session.today(), standard, brought, touched, notes })
    }

    /// A day that has come.
    pub fn past(&self, text: &str) -> Result<PartialDate> {
        let date = super::typed::date(text, "date")?;
        if date.begun_on(self.today) {
            Ok(date)
        } else {
            Err(Failure::new("in_future", "日期在今天以后，请核对").at("date"))
        }
    }

    /// A day that has come; a month is not enough. `what` is what the screen calls it.
    pub fn day(&self, text: &str, what: &str) -> Result<PartialDate> {
        let date = self.past(text)?;
        if date.is_day() {
            Ok(date)
        } else {
            Err(Failure::new("day_needed", format!("{what}要写到日，如 2026-03-15")).at("date"))
        }
    }

    /// Somebody who lived here on a day.
    pub fn there(&self, person: &str, date: PartialDate) -> Result<Id> {
        let person = self.person(person)?;
        let on = date.first_day();
        if person.birth.is_some_and(|birth| !birth.begun_on(on)) {
            return Err(Failure::new("before_birth", "日期早于这个人的出生日期，请核对").at("person"));
        }
        if self.stays(person.id, on)?.is_empty() {
            let words = "这个人那天不在本村（还没来、已迁出或已去世），请核对日期或另选一人";
            return Err(Failure::new("not_here_then", words).at("person"));
        }
        Ok(person.id)
    }

    pub fn person(&self, person: &str) -> Result<Person> {
        let person = id(person)?;
        if self.write.is_erased(person)? {
            return Err(Failure::new("erased", "这个人的信息已经清除，不能再登记；是另一个人，请新登记").at("person"));
        }
        self.write.get(person)?.ok_or_else(|| Failure::gone().at("person"))
    }

    /// A household that has not ended.
    pub fn household(&self, household: &str) -> Result<Household> {
        let row: Household = self.write.get(id(household)?)?.ok_or_else(|| Failure::gone().at("household"))?;
        if row.to.is_some() {
            return Err(Failure::new("household_closed", "这一户已经销户，请另选一户").at("household"));
        }
        Ok(row)
    }

    /// Where a person lives: 户籍 or 常住 before 暂住.
    pub fn home(&self, person: Id) -> Result<Option<Residence>> {
        let mut running: Vec<Residence> = self.write.residences_of_person(person)?;
        running.retain(|one| one.to.is_none());
        running.sort_by_key(|one| one.kind == ResidenceKind::Temporary);
        Ok(running.into_iter().next())
    }

    /// Where a person lives who must live somewhere.
    pub fn lived(&self, person: &Person) -> Result<Residence> {
        self.home(person.id)?.ok_or_else(|| Failure::new("not_here", "这个人已经不在本村，请先登记回迁").at("person"))
    }

    /// Where somebody lived on a day, 户籍 and 常住 before 暂住.
    pub fn stays(&self, person: Id, on: NaiveDate) -> Result<Vec<Residence>> {
        let mut stays = self.write.residences_of_person(person)?;
        stays.retain(|stay| holds_on(stay.from, stay.to, on));
        stays.sort_by_key(|stay| stay.kind == ResidenceKind::Temporary);
        Ok(stays)
    }

    /// Who lives in a household, in the order of their coming into the book.
    pub fn members(&self, household: Id) -> Result<Vec<Residence>> {
        let mut rows = self.write.residences_of_household(household)?;
        rows.retain(|one| one.to.is_none());
        Ok(rows)
    }

    pub fn touch(&mut self, household: Id) {
        self.touched.insert(household);
    }

    /// A residence ends; not before it began.
    pub fn end(&mut self, residence: &Residence, date: PartialDate, reason: ToReason) -> Result<()> {
        if residence.from.is_some_and(|from| date.first_day() < from.first_day()) {
            return Err(Failure::new("before_came", "日期早于这个人住进这一户的日期，请核对").at("date"));
        }
        self.touch(residence.household);
        self.write.put(&Residence { to: Some(date), to_reason: Some(reason), ..residence.clone() })?;
        Ok(())
    }

    /// A residence begins. Nobody lives in two households at once.
    pub fn come(
        &mut self,
        person: Id,
        household: Id,
        like: (ResidenceKind, Option<Relation>),
        from: Option<PartialDate>,
        reason: Option<FromReason>,
    ) -> Result<()> {
        if like.0 != ResidenceKind::Temporary
            && let Some(home) = self.home(person)?
            && home.kind != ResidenceKind::Temporary
        {
            return Err(Failure::new("here_already", "这个人已经登记在一户里，请用「户内外调动」").at("person"));
        }
        let home: Household = self.write.get(household)?.ok_or_else(Failure::gone)?;
        if let (Some(from), Some(founded)) = (from, home.from)
            && from.first_day() < founded.first_day()
        {
            return Err(Failure::new("before_founded", "日期早于这一户立户的日期，请核对").at("date"));
        }
        self.touch(household);
        let row = Residence {
            id: self.write.mint(),
            person,
            household,
            kind: like.0,
            relation: like.1,
            from,
            from_reason: reason,
            to: None,
            to_reason: None,
        };
        self.write.put(&row)?;
        Ok(())
    }

    /// From `date` on somebody is something else to the head. What was said on the same day or later was wrong and is
    /// put right in its place.
    pub fn relate(&mut self, residence: &Residence, relation: Option<Relation>, date: PartialDate) -> Result<()> {
        if residence.relation == relation {
            return Ok(());
        }
        self.touch(residence.household);
        if residence.from.is_some_and(|from| from.first_day() >= date.first_day()) {
            self.write.put(&Residence { relation, ..residence.clone() })?;
            return Ok(());
        }
        self.end(residence, date, ToReason::TransferOut)?;
        self.come(
            residence.person,
            residence.household,
            (residence.kind, relation),
            Some(date),
            Some(FromReason::TransferIn),
        )
    }

    /// Somebody else becomes the head; what the others are to them is taken from what was said, else from what follows
    /// for certain, else left open. Who is `leaving` at the same time stays what they were.
    pub fn crown(&mut self, household: Id, head: &NewHead, date: PartialDate, leaving: &[Id]) -> Result<()> {
        let members = self.members(household)?;
        let new = id(&head.person)?;
        if leaving.contains(&new) {
            return Err(Failure::new("head_leaves", "新户主不能是离开的人，请另选一个").at("head"));
        }
        let at = members.iter().position(|one| one.person == new);
        let at = at.ok_or_else(|| Failure::new("not_in_household", "新户主不在这一户里，请核对").at("head"))?;
        let kin = kin(self.write, &members)?;
        for (other, residence) in members.iter().enumerate().filter(|(_, one)| !leaving.contains(&one.person)) {
            let relation = match said(&head.relations, residence.person)? {
                _ if other == at => Some(Relation::HEAD),
                Some(word) => super::typed::relation(Some(word), kin[other].sex)?,
                None => to_new_head(&kin, at, other),
            };
            if other != at && relation == Some(Relation::HEAD) {
                return Err(two_heads());
            }
            self.relate(residence, relation, date)?;
        }
        Ok(())
    }

    /// A household ends, with its tags and its place in a grid: on `date`, or when the last one left it if that was
    /// later.
    pub fn close(&mut self, household: Id, date: PartialDate, reason: CloseReason) -> Result<()> {
        let row: Household = self.write.get(household)?.ok_or_else(Failure::gone)?;
        let left = self.write.residences_of_household(household)?.into_iter().filter_map(|one| one.to);
        let date = left.chain([date]).max_by_key(|date| date.first_day()).unwrap_or(date);
        if row.from.is_some_and(|from| date.first_day() < from.first_day()) {
            return Err(Failure::new("before_came", "销户日期早于立户日期，请核对").at("date"));
        }
        self.write.put(&Household { to: Some(date), to_reason: Some(reason), ..row })?;
        for row in self.write.tags_of_household(household)?.into_iter().filter(|row| row.to.is_none()) {
            self.write.put(&Tag { to: Some(date), ..row })?;
        }
        for row in self.write.grids_of_household(household)?.into_iter().filter(|row| row.to.is_none()) {
            self.write.put(&HouseholdGrid { to: Some(date), ..row })?;
        }
        for row in self.write.contacts_of_household(household)?.into_iter().filter(|row| row.to.is_none()) {
            self.write.put(&Contact { to: Some(date), ..row })?;
        }
        Ok(())
    }

    /// Looks at every household that was touched: who is left alone becomes its head, an emptied one ends with `date`
    /// unless it is to stay open, two heads are refused, and what is missing is said.
    pub fn finish(mut self, date: Option<PartialDate>, keep_open: bool) -> Result<Vec<Note>> {
        for household in std::mem::take(&mut self.touched) {
            let row: Household = self.write.get(household)?.ok_or_else(Failure::gone)?;
            if row.to.is_some() {
                continue;
            }
            if self.stood_empty(household)? {
                self.note("gap", household, "这一户中间有一段时间没有人，那时的户数会少这一户，请核对日期");
            }
            let members = self.members(household)?;
            let heads = members.iter().filter(|one| one.relation == Some(Relation::HEAD)).count();
            match (members.as_slice(), heads, date) {
                ([], _, Some(date)) if !keep_open => {
                    self.close(household, date, CloseReason::Closed)?;
                    self.note("closed", household, "这一户没有人了，已一并销户");
                }
                ([], ..) => self.note("emptied", household, "这一户没有人了，还没有销户"),
                ([only], 0, _) if self.may_head(only)? => {
                    let since = date.or(only.from).unwrap_or_else(|| PartialDate::from(self.today));
                    self.relate(only, Some(Relation::HEAD), since)?;
                    self.note("sole_head", household, "这一户只剩一个人，已定为户主");
                }
                (_, 0, _) => self.note("no_head", household, "这一户没有户主了，请定一个户主"),
                (_, 1, _) => {}
                _ => return Err(two_heads()),
            }
        }
        Ok(self.notes)
    }

    /// Whether nobody lived there for a time, between who went and who came.
    fn stood_empty(&self, household: Id) -> Result<bool> {
        let mut stays: Vec<(NaiveDate, NaiveDate)> = self
            .write
            .residences_of_household(household)?
            .into_iter()
            .filter(|one| one.kind != ResidenceKind::Temporary)
            .map(|one| {
                let from = one.from.map_or(NaiveDate::MIN, PartialDate::first_day);
                (from, one.to.map_or(NaiveDate::MAX, PartialDate::first_day))
            })
            .filter(|(from, to)| from < to)
            .collect();
        stays.sort_unstable();
        let mut until = stays.first().map_or(NaiveDate::MAX, |(_, to)| *to);
        for (from, to) in stays {
            if from > until {
                return Ok(true);
            }
            until = until.max(to);
        }
        Ok(false)
    }

    fn may_head(&self, only: &Residence) -> Result<bool> {
        let person: Option<Person> = self.write.get(only.person)?;
        let birth = person.and_then(|person| person.birth);
        Ok(only.kind != ResidenceKind::Temporary && birth.is_none_or(|birth| birth.age_on(self.today) >= HEAD_AGE))
    }

    pub fn note(&mut self, code: &'static str, household: Id, message: &'static str) {
        self.notes.push(Note { code, household: household.to_string(), message });
    }
}

/// A household as kinship sees it.
pub(super) fn kin(reader: &Reader<'_>, members: &[Residence]) -> Result<Vec<Kin>> {
    members
        .iter()
        .map(|one| {
            let person: Option<Person> = reader.get(one.person)?;
            let birth = person.as_ref().and_then(|person| person.birth).map(PartialDate::first_day);
            Ok(Kin { relation: one.relation, sex: person.and_then(|person| person.sex), birth })
        })
        .collect()
}

fn two_heads() -> Failure {
    Failure::new("two_heads", "一户只能有一个户主，请核对关系").at("relation")
}

/// What was said of one person.
fn said(relations: &[Related], person: Id) -> Result<Option<&str>> {
    for one in relations {
        if id(&one.person)? == person {
            return Ok(one.relation.as_deref());
        }
    }
    Ok(None)
}
