//! The truth: hamlets, households, people.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::codes::{Relation, Sex};
use domain::person::MemberKind;
use domain::tag::TagKind;

use super::chance::Chance;
use super::words;

/// What a person is recorded as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Which; never the household's kinds.
    pub kind: TagKind,
    /// 残疾类别.
    pub subtype: Option<&'static str>,
    /// 残疾等级.
    pub grade: Option<&'static str>,
}

/// Somebody.
#[derive(Clone, Debug)]
pub struct Person {
    /// As the certificate has it.
    pub name: String,
    /// Eighteen characters, region 999999.
    pub id: String,
    /// As in the number.
    pub sex: Sex,
    /// As in the number.
    pub birth: NaiveDate,
    /// To the head.
    pub relation: Relation,
    /// Code of GB/T 3304.
    pub ethnic: &'static str,
    /// Code of GB/T 4658.
    pub education: &'static str,
    /// Eleven digits.
    pub phone: Option<String>,
    /// Away for work.
    pub away: bool,
    /// Member of the party, and since which month.
    pub member: Option<(MemberKind, NaiveDate)>,
    /// Own tags.
    pub tags: Vec<Tag>,
}

/// A household; its first person is the head.
#[derive(Clone, Debug)]
pub struct Household {
    /// Canonical.
    pub hamlet: String,
    /// Unique in the village.
    pub code: String,
    /// 一组7号, or a road.
    pub address: String,
    /// 低保户, 社会救助 or 种植大户.
    pub tags: Vec<TagKind>,
    /// At least one.
    pub people: Vec<Person>,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Village {
    /// 红石村.
    pub name: String,
    /// Canonical, in their order.
    pub hamlets: Vec<String>,
    /// Hamlet by hamlet.
    pub households: Vec<Household>,
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// A number of nobody: region 999999, with the check character of GB 11643.
pub(crate) fn number(birth: NaiveDate, order: u32) -> String {
    let seventeen = format!("999999{}{order:03}", birth.format("%Y%m%d"));
    let sum: u32 = seventeen.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{seventeen}{}", ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize])
}

impl Village {
    /// Invents one of two to four hamlets with up to nine households each.
    #[must_use]
    pub fn invent(chance: &mut Chance) -> Self {
        let named = chance.one_in(5);
        let count = chance.between(2, 4) as usize;
        let hamlets: Vec<String> = if named { words::NAMED_HAMLETS } else { words::HAMLETS }[..count]
            .iter()
            .map(|&word| word.to_owned())
            .collect();
        let mut village = Self { name: chance.pick(words::VILLAGES).to_owned(), hamlets, households: Vec::new() };
        let mut order = 0;
        let mut heads: Vec<String> = Vec::new();
        for hamlet in village.hamlets.clone() {
            for _ in 0..chance.between(3, 9) {
                let at = village.households.len() + 1;
                let people = family(chance, &mut order, &mut heads);
                village.households.push(Household {
                    address: format!("{hamlet}{at}号"),
                    hamlet: hamlet.clone(),
                    code: format!("{at:03}"),
                    tags: household_tags(chance),
                    people,
                });
            }
        }
        village
    }

    /// The person at a place of [`super::Sheet::rows`].
    #[must_use]
    pub fn person(&self, (household, at): (usize, usize)) -> &Person {
        &self.households[household].people[at]
    }

    /// Everybody.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.households.iter().flat_map(|household| &household.people)
    }

    /// How many subjects have a tag, households and people together, by the tag's word.
    #[must_use]
    pub fn tags(&self) -> BTreeMap<&'static str, usize> {
        let own = self.people().flat_map(|person| &person.tags).map(|tag| tag.kind);
        let households = self.households.iter().flat_map(|household| household.tags.iter().copied());
        let mut counts = BTreeMap::new();
        for kind in own.chain(households) {
            *counts.entry(kind.word()).or_insert(0) += 1;
        }
        counts
    }
}

fn household_tags(chance: &mut Chance) -> Vec<TagKind> {
    match chance.below(14) {
        0 | 1 => vec![TagKind::LowIncome],
        2 => vec![TagKind::Assistance],
        3 => vec![TagKind::Grower],
        _ => Vec::new(),
    }
}

fn family(chance: &mut Chance, order: &mut u32, heads: &mut Vec<String>) -> Vec<Person> {
    let surname = chance.pick(words::SURNAMES);
    let year = chance.between(1945, 1985) as i32;
    let head_sex = if chance.one_in(4) { Sex::Female } else { Sex::Male };
    let mut people = vec![person(chance, order, surname, "户主", head_sex, year)];
    // A head's name is met once: lists that show nothing but the head's name could not tell two of them.
    while heads.contains(&people[0].name) {
        people[0].name = words::name(chance, surname);
    }
    heads.push(people[0].name.clone());
    if !chance.one_in(4) {
        let (relation, sex) = if head_sex == Sex::Male { ("妻", Sex::Female) } else { ("夫", Sex::Male) };
        let own = chance.pick(words::SURNAMES);
        let born = year + chance.between(0, 4) as i32;
        people.push(person(chance, order, own, relation, sex, born));
    }
    for relation in ["长子", "次女", "孙女"] {
        if chance.one_in(3) {
            let sex = if relation == "长子" { Sex::Male } else { Sex::Female };
            let later = if relation == "孙女" { 48 } else { 24 };
            let born = (year + later + chance.between(0, 4) as i32).min(2025);
            people.push(person(chance, order, surname, relation, sex, born));
        }
    }
    if year > 1965 && chance.one_in(3) {
        let own = chance.pick(words::SURNAMES);
        people.push(person(chance, order, own, "母亲", Sex::Female, year - 25));
    }
    let head = people[0].name.clone();
    for other in &mut people[1..] {
        while other.name == head {
            other.name = words::name(chance, surname);
        }
    }
    people
}

fn person(chance: &mut Chance, order: &mut u32, surname: &str, relation: &str, sex: Sex, year: i32) -> Person {
    *order += 1;
    let day = NaiveDate::from_ymd_opt(year, chance.between(1, 12), chance.between(1, 28)).unwrap_or_default();
    let digit = (*order * 2) % 1000 + u32::from(sex == Sex::Male);
    let age = 2026 - day.year();
    let grown = age >= 20;
    let member = grown && chance.one_in(7);
    let joined = NaiveDate::from_ymd_opt(day.year() + 20, chance.between(1, 12), 1).unwrap_or_default();
    let kind = if chance.one_in(6) { MemberKind::Probationary } else { MemberKind::Full };
    Person {
        name: words::name(chance, surname),
        id: number(day, digit % 1000),
        sex,
        birth: day,
        relation: Relation::from_word(relation).unwrap_or(Relation::HEAD),
        ethnic: chance.pick(&["01", "01", "01", "11", "38", "10"]),
        education: if age < 7 { "80" } else { chance.pick(&["80", "70", "60", "30", "20", "41"]) },
        phone: (age > 14 && !chance.one_in(9))
            .then(|| format!("1{}{:08}", chance.pick(&["38", "59", "86", "77"]), chance.below(100_000_000))),
        away: grown && age < 62 && chance.one_in(4),
        member: member.then_some((kind, joined)),
        tags: tags(chance, age),
    }
}

fn tags(chance: &mut Chance, age: i32) -> Vec<Tag> {
    let plain = |kind| Tag { kind, subtype: None, grade: None };
    let mut tags = Vec::new();
    if chance.one_in(12) {
        let subtype = chance.pick(&["肢体", "视力", "听力", "精神"]);
        tags.push(Tag {
            kind: TagKind::Disabled,
            subtype: Some(subtype),
            grade: Some(chance.pick(&["一级", "二级", "三级", "四级"])),
        });
    }
    if age < 15 && chance.one_in(4) {
        tags.push(plain(TagKind::LeftBehindChild));
    } else if age > 70 && chance.one_in(6) {
        tags.push(plain(TagKind::AloneElder));
    } else if age > 20 && chance.one_in(20) {
        tags.push(plain(TagKind::Preferential));
    } else if age > 25 && chance.one_in(25) {
        tags.push(plain(TagKind::Technician));
    }
    tags
}
