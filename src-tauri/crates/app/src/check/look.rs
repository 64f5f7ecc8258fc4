//! What the rows say of people, looked over: heads, homes, numbers, grids, the month's balance.

use std::collections::HashMap;

use domain::balance::Between;
use domain::codes::Relation;
use domain::date::PartialDate;
use domain::day::{Day, Scope};
use domain::household::HouseholdGrid;
use domain::id::Id;
use domain::id_number::IdNumber;
use domain::person::{Residence, ResidenceKind};
use domain::register::{Register, Span};

use super::CheckFinding;
use super::repair::Fix;

/// From this age on somebody can be the head.
const ADULT: u32 = 18;

/// The rows, and what was found in them.
pub(super) struct Look<'r, 'f> {
    pub register: &'r Register,
    pub today: Day<'r>,
    pub found: &'f mut Vec<(CheckFinding, Option<Fix>)>,
}

impl Look<'_, '_> {
    pub fn note(&mut self, code: &'static str, record: Option<Id>, household: Option<Id>, message: &'static str) {
        self.propose(code, record, household, message, None);
    }

    fn propose(
        &mut self,
        code: &'static str,
        record: Option<Id>,
        household: Option<Id>,
        message: &'static str,
        fix: Option<Fix>,
    ) {
        let [record, household] = [record, household].map(|id| id.map(|id| id.to_string()));
        self.say(code, record, household, message, fix);
    }

    /// About something that is no row.
    pub fn about(
        &mut self,
        code: &'static str,
        record: Option<String>,
        household: Option<String>,
        message: &'static str,
    ) {
        self.say(code, record, household, message, None);
    }

    fn say(
        &mut self,
        code: &'static str,
        record: Option<String>,
        household: Option<String>,
        message: &'static str,
        fix: Option<Fix>,
    ) {
        let repair = fix.as_ref().map(Fix::words);
        self.found.push((CheckFinding { code, severity: "note", record, household, message, repair }, fix));
    }

    pub fn household_of(&self, person: Id) -> Option<Id> {
        let household = self.today.household_of(self.register.person_index(person)?)?;
        Some(self.register.rows().households[household as usize].id)
    }

    /// Households that somebody counts in today have one head.
    pub fn heads(&mut self) {
        let rows = self.register.rows();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); rows.households.len()];
        for person in (0..).take(rows.persons.len()) {
            if let (Some(home), Some(household)) = (self.today.home_of(person), self.today.household_of(person)) {
                members[household as usize].push(home as usize);
            }
        }
        for (members, household) in members.iter().zip(&rows.households) {
            let id = household.id;
            let is_head = |home: &&usize| rows.residences[**home].relation == Some(Relation::HEAD);
            let heads: Vec<usize> = members.iter().filter(is_head).copied().collect();
            match heads.len() {
                0 if !members.is_empty() => {
                    let adults: Vec<usize> = members.iter().filter(|home| self.is_adult(**home)).copied().collect();
                    // One grown-up: there is nobody else who could be it.
                    let fix = if let [only] = adults.as_slice() {
                        Some(Fix::Crown { household: id, person: rows.residences[*only].person })
                    } else {
                        None
                    };
                    self.propose("household.no_head", Some(id), Some(id), "这一户没有户主，请定一个户主", fix);
                }
                0 | 1 => {}
                _ => {
                    let fix = self.longest_head(&heads).map(|keep| Fix::OneHead { household: id, person: keep });
                    self.propose("household.two_heads", Some(id), Some(id), "这一户有两个户主，请只留一个", fix);
                }
            }
        }
    }

    fn is_adult(&self, home: usize) -> bool {
        let birth = self.register.person(self.register.rows().residences[home].person).and_then(|person| person.birth);
        birth.is_none_or(|birth| birth.age_on(self.today.date()) >= ADULT)
    }

    /// Which of the heads lives there longest; of those who came together the eldest. None where that is not known.
    fn longest_head(&self, heads: &[usize]) -> Option<Id> {
        let rows = self.register.rows();
        let since = |home: usize| {
            let first = &rows.residences[self.register.stay_began(home)];
            self.register.span(Some(first.person), first.from, first.to).from
        };
        let first = heads.iter().map(|home| since(*home)).min()?;
        let longest: Vec<Id> =
            heads.iter().filter(|home| since(**home) == first).map(|home| rows.residences[*home].person).collect();
        let birth = |person: Id| self.register.person(person).and_then(|person| person.birth);
        match longest.as_slice() {
            [only] => Some(*only),
            several => {
                let births = several.iter().map(|person| birth(*person).map(PartialDate::first_day));
                let births: Vec<_> = births.collect::<Option<Vec<_>>>()?;
                let eldest = births.iter().min()?;
                let mut of_age = several.iter().zip(&births).filter(|(_, birth)| *birth == eldest);
                match (of_age.next(), of_age.next()) {
                    (Some((person, _)), None) => Some(*person),
                    _ => None,
                }
            }
        }
    }

    /// A household that everybody left has ended.
    pub fn emptied(&mut self) {
        let rows = self.register.rows();
        let mut last: HashMap<Id, Option<PartialDate>> = HashMap::new();
        for row in &rows.residences {
            let left = last.entry(row.household).or_insert(row.to);
            *left = match (*left, row.to) {
                (Some(one), Some(other)) => Some(if one.first_day() < other.first_day() { other } else { one }),
                _ => None,
            };
        }
        for household in rows.households.iter().filter(|household| household.to.is_none()) {
            if let Some(Some(left)) = last.get(&household.id)
                && left.begun_on(self.today.date())
            {
                let (id, fix) = (Some(household.id), Fix::Close { household: household.id, date: *left });
                self.propose("household.empty", id, id, "这一户没有人了，还没有销户", Some(fix));
            }
        }
    }

    /// Nobody lives in two places at once, or nowhere without having left. 暂住 beside a home of one's own is no second.
    pub fn residences(&mut self) {
        let rows = self.register.rows();
        let mut stays: HashMap<Id, Vec<(Span, &Residence)>> = HashMap::with_capacity(rows.persons.len());
        for row in &rows.residences {
            let span = self.register.span(Some(row.person), row.from, row.to);
            stays.entry(row.person).or_default().push((span, row));
        }
        for person in &rows.persons {
            let Some(spans) = stays.get_mut(&person.id) else {
                self.note("person.no_household", Some(person.id), None, "这个人不在任何一户里，请补上他住哪一户");
                continue;
            };
            spans.retain(|(_, row)| row.kind != ResidenceKind::Temporary);
            spans.sort_by_key(|(span, _)| span.from);
            let pairs = spans.windows(2).map(|pair| (pair[0], pair[1]));
            let mut over = pairs.filter(|((one, _), (next, _))| next.from < one.to && next.from < next.to);
            let (first, second) = (over.next(), over.next());
            if let Some(((one, older), (next, younger))) = first {
                let household = self.household_of(person.id);
                // Two that began together: nobody can tell from here which is meant.
                let fix = younger.from.filter(|_| second.is_none() && one.from < next.from);
                let fix = fix.map(|to| Fix::Leave { residence: older.id, to });
                let words = "这个人同时在两户里，请结束其中一处";
                self.propose("person.two_homes", Some(person.id), household, words, fix);
            }
        }
    }

    /// Numbers agree with birth and sex, and belong to one person each.
    pub fn numbers(&mut self) {
        let rows = self.register.rows();
        let mut owners: HashMap<&str, u32> = HashMap::with_capacity(rows.persons.len());
        for text in rows.persons.iter().filter_map(|person| person.id_number.as_deref()) {
            *owners.entry(text).or_default() += 1;
        }
        for person in &rows.persons {
            let Some(text) = person.id_number.as_deref() else { continue };
            let shared = owners.get(text).is_some_and(|owners| *owners > 1);
            let (id, household) = (Some(person.id), self.household_of(person.id));
            if shared {
                self.note("person.shared_number", id, household, "这个人的身份证号别人也有，请对照证件改");
            }
            match IdNumber::parse(text) {
                Ok(number) => {
                    let inside = PartialDate::from(number.birth());
                    // A number that somebody else has too may be the mistake itself.
                    let right = !shared && person.died_on.is_none_or(|died| number.birth() <= died.first_day());
                    if person.birth.is_some_and(|birth| !birth.is_refined_by(inside)) {
                        let fix = right.then_some(Fix::Birth { person: person.id });
                        let words = "出生日期与身份证号不一致，请对照证件改";
                        self.propose("person.birth_contradicts_number", id, household, words, fix);
                    }
                    if person.sex.is_some_and(|sex| sex != number.sex()) {
                        let fix = right.then_some(Fix::Sex { person: person.id });
                        let words = "性别与身份证号不一致，请对照证件改";
                        self.propose("person.sex_contradicts_number", id, household, words, fix);
                    }
                }
                Err(_) if person.id_reason.is_none() => {
                    let words = "身份证号不是一个可能的号码，请对照证件改，或写明保留的原因";
                    self.note("person.impossible_number", id, household, words);
                }
                Err(_) => {}
            }
        }
    }

    /// Nobody and no household lies in two grids at once.
    pub fn grids(&mut self) {
        let rows = self.register.rows();
        for person in self.today.in_two_grids().to_vec() {
            let id = rows.persons[person as usize].id;
            let household = self.household_of(id);
            // By having two homes: the same repair puts both right.
            let home = self.found.iter().find(|(finding, _)| {
                finding.code == "person.two_homes" && finding.record.as_deref() == Some(&id.to_string())
            });
            let fix = home.and_then(|(_, fix)| fix.clone());
            let words = "这个人同时在两个网格里，只计一次，请结束其中一处";
            self.propose("person.two_grids", Some(id), household, words, fix);
        }
        let mut places: HashMap<Id, Vec<(Span, &HouseholdGrid)>> = HashMap::new();
        for row in rows.household_grids.iter().filter(|row| row.to.is_none()) {
            places.entry(row.household).or_default().push((self.register.span(None, row.from, row.to), row));
        }
        for household in rows.households.iter().filter(|household| household.to.is_none()) {
            let Some(places) = places.get_mut(&household.id).filter(|places| places.len() > 1) else { continue };
            places.sort_by_key(|(span, _)| span.from);
            let fix = match places.as_slice() {
                [(since, older), (next, younger)] if since.from < next.from => {
                    younger.from.map(|to| Fix::LeaveGrid { place: older.id, to })
                }
                _ => None,
            };
            let id = Some(household.id);
            self.propose("household.two_grids", id, id, "这一户同时在两个网格里，请结束其中一处", fix);
        }
    }

    /// Whoever came or went in the running month came or went for a reason.
    pub fn balance(&mut self, before: &Day<'_>, now: &Day<'_>) {
        let between = Between::new(before, now);
        for person in between.of_persons(Scope::Village).unexplained {
            let household = self.household_of(person);
            self.note("balance.person", Some(person), household, "本月人口增减里有这个人，却没有原因，请补上原因");
        }
        for household in between.of_households(Scope::Village).unexplained {
            let id = Some(household);
            self.note("balance.household", id, id, "本月户数增减里有这一户，却没有原因，请补上立户、分户或销户");
        }
    }
}
