//! Records as lists and cards show them: words for codes, numbers masked, everything of one day.

use domain::date::{PartialDate, holds_on};
use domain::day::Day;
use domain::id::Id;
use domain::mask;
use domain::person::Person;
use domain::register::Register;
use domain::tag::Subject;
use serde::Serialize;
use ts_rs::TS;

/// One household in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HouseholdRow {
    /// Row id.
    pub id: String,
    /// 户号.
    pub code: Option<String>,
    /// Name of the head.
    pub head: Option<String>,
    /// 村民小组.
    pub hamlet: Option<String>,
    /// 住址.
    pub address: Option<String>,
    /// How many count in it.
    pub persons: u32,
    /// Its tags that hold, as words.
    pub tags: Vec<String>,
    /// Not closed.
    pub open: bool,
}

/// One person in a list. Numbers are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PersonRow {
    /// Row id.
    pub id: String,
    /// 姓名.
    pub name: String,
    /// 与户主关系.
    pub relation: Option<String>,
    /// 男, 女.
    pub sex: Option<String>,
    /// Completed years.
    pub age: Option<u32>,
    /// Row id of the household they live in.
    pub household: Option<String>,
    /// Its code.
    pub household_code: Option<String>,
    /// Its head.
    pub head: Option<String>,
    /// Its hamlet.
    pub hamlet: Option<String>,
    /// Their tags that hold, as words.
    pub tags: Vec<String>,
    /// 正式党员, 预备党员, 党员.
    pub party: Option<String>,
    /// 外出务工, 在家, …
    pub work: Option<String>,
    /// Masked.
    pub id_number: Option<String>,
    /// Masked.
    pub phone: Option<String>,
}

/// What hangs on people and households, gathered once for many rows.
pub struct Hangings {
    tags: std::collections::HashMap<Subject, Vec<String>>,
    works: std::collections::HashMap<Id, &'static str>,
    members: std::collections::HashMap<Id, &'static str>,
    heads: std::collections::HashMap<Id, u32>,
}

impl Hangings {
    /// Gathers what holds on `day`.
    #[must_use]
    pub fn new(day: &Day<'_>) -> Self {
        let register = day.register();
        let rows = register.rows();
        let mut tags: std::collections::HashMap<Subject, Vec<String>> = std::collections::HashMap::new();
        for tag in rows.tags.iter().filter(|tag| holds_on(tag.from, tag.to, day.date())) {
            tags.entry(tag.subject).or_default().push(tag.kind.word().to_owned());
        }
        let works = rows
            .works
            .iter()
            .filter(|work| holds_on(work.from, work.to, day.date()))
            .map(|work| (work.person, work.kind.word()))
            .collect();
        let members = rows
            .members
            .iter()
            .filter(|member| holds_on(member.from, member.to, day.date()))
            .map(|member| {
                let word = match member.kind {
                    domain::person::MemberKind::Full => "正式党员",
                    domain::person::MemberKind::Probationary => "预备党员",
                    domain::person::MemberKind::Unknown => "党员",
                };
                (member.person, word)
            })
            .collect();
        let heads = rows.households.iter().zip(day.heads());
        let heads = heads.filter_map(|(household, head)| Some((household.id, head?))).collect();
        Self { tags, works, members, heads }
    }

    /// The head of a household, by place in the register.
    #[must_use]
    pub fn head(&self, household: Id) -> Option<u32> {
        self.heads.get(&household).copied()
    }

    fn tags(&self, subject: Subject) -> Vec<String> {
        self.tags.get(&subject).cloned().unwrap_or_default()
    }

    /// A household of the register as lists show it.
    #[must_use]
    pub fn household_row(&self, register: &Register, day: &Day<'_>, household: u32) -> HouseholdRow {
        let row = &register.rows().households[household as usize];
        let head = self.head(row.id).map(|head| register.rows().persons[head as usize].name.clone());
        HouseholdRow {
            id: row.id.to_string(),
            code: row.code.clone(),
            head,
            hamlet: row.hamlet.clone(),
            address: row.address.clone(),
            persons: day.size_of(household),
            tags: self.tags(Subject::Household(row.id)),
            open: row.to.is_none_or(|to| !to.begun_on(day.date())),
        }
    }

    /// A person of the register as lists show them.
    #[must_use]
    pub fn person_row(&self, register: &Register, day: &Day<'_>, person: u32) -> PersonRow {
        let rows = register.rows();
        let row = &rows.persons[person as usize];
        let home = day.home_of(person).map(|at| &rows.residences[at as usize]);
        let household = home.and_then(|home| register.household(home.household));
        let head = household.and_then(|household| self.head(household.id));
        PersonRow {
            id: row.id.to_string(),
            name: row.name.clone(),
            relation: home.and_then(|home| home.relation).map(|relation| relation.word().to_owned()),
            sex: row.sex.map(|sex| sex.word().to_owned()),
            age: age(row, day),
            household: household.map(|household| household.id.to_string()),
            household_code: household.and_then(|household| household.code.clone()),
            head: head.map(|head| rows.persons[head as usize].name.clone()),
            hamlet: household.and_then(|household| household.hamlet.clone()),
            tags: self.tags(Subject::Person(row.id)),
            party: self.members.get(&row.id).map(|word| (*word).to_owned()),
            work: self.works.get(&row.id).map(|word| (*word).to_owned()),
            id_number: row.id_number.as_deref().map(mask::id_number),
            phone: row.phone.as_deref().map(mask::phone),
        }
    }
}

/// Completed years on a day, or at death.
#[must_use]
pub fn age(person: &Person, day: &Day<'_>) -> Option<u32> {
    let until = person.died_on.map_or(day.date(), PartialDate::first_day).min(day.date());
    person.birth.map(|birth| birth.age_on(until))
}

/// One person as lists show them; for many, make [`Hangings`] once.
#[must_use]
pub fn person_row(register: &Register, day: &Day<'_>, person: u32) -> PersonRow {
    Hangings::new(day).person_row(register, day, person)
}

/// One household as lists show it; for many, make [`Hangings`] once.
#[must_use]
pub fn household_row(register: &Register, day: &Day<'_>, household: u32) -> HouseholdRow {
    Hangings::new(day).household_row(register, day, household)
}
