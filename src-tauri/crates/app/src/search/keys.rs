//! The keys of a book: every name as a row of small numbers, every number by its end.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::day::Day;
use domain::register::Register;
use pinyin::ToPinyinMulti;

use super::Why;
use super::query::Reading;
use crate::order::{Hamlets, by_code};

/// A character that stands in a name, and how it is read: without tones, `v` for ü.
pub(super) struct Glyph {
    pub character: char,
    pub readings: Vec<String>,
}

/// Characters that the readings' table lacks.
const RARE: [(char, &str); 4] = [('䶮', "yan"), ('𠮷', "ji"), ('㛃', "jie"), ('㼆', "ying")];

const NOWHERE: u32 = u32::MAX;
/// No such number: compares equal to no typed digits.
const NONE: [u8; 4] = [0; 4];

/// Search keys of one state of a book.
pub struct Keys {
    glyphs: Vec<Glyph>,
    names: Vec<u16>,
    /// Per person, in list order: where the name begins in `names`; one more at the end.
    starts: Vec<u32>,
    /// Per person, in list order: place in the register.
    persons: Vec<u32>,
    /// Per person of the register: household they live in.
    homes: Vec<u32>,
    /// Per household of the register: its head's place there.
    heads: Vec<Option<u32>>,
    /// Per person, in list order: ends of identity number and phone.
    ends: Vec<([u8; 4], [u8; 4])>,
    /// Households in list order, and their codes.
    households: Vec<u32>,
    codes: Vec<(String, u32)>,
}

fn readings(character: char) -> Vec<String> {
    if let Some((_, reading)) = RARE.iter().find(|(rare, _)| *rare == character) {
        return vec![(*reading).to_owned()];
    }
    let mut readings: Vec<String> = match character.to_pinyin_multi() {
        Some(multi) => multi.into_iter().map(|one| one.plain().replace('ü', "v")).collect(),
        None if character.is_ascii_alphanumeric() => vec![character.to_ascii_lowercase().to_string()],
        None => Vec::new(),
    };
    readings.sort_unstable();
    readings.dedup();
    readings
}

/// The first reading of each character, for sorting names of places.
#[must_use]
pub fn pinyin(text: &str) -> String {
    text.chars().map(|one| readings(one).into_iter().next().unwrap_or_else(|| one.to_string())).collect()
}

/// For each character the letters that its readings begin with; nothing for one without a reading.
#[must_use]
pub fn initials(text: &str) -> Vec<String> {
    let of = |character| {
        let mut letters: Vec<char> = readings(character).iter().filter_map(|reading| reading.chars().next()).collect();
        letters.dedup();
        letters.into_iter().collect()
    };
    text.chars().map(of).collect()
}

fn end(number: Option<&String>) -> [u8; 4] {
    number
        .and_then(|number| number.len().checked_sub(4).and_then(|at| number.as_bytes().get(at..)))
        .and_then(|end| end.try_into().ok())
        .unwrap_or(NONE)
}

impl Keys {
    /// Makes the keys of everybody who lives in the book on `today`. Linear in their number.
    #[must_use]
    pub fn new(register: &Register, today: NaiveDate) -> Self {
        let day = Day::new(register, today);
        let rows = register.rows();
        let mut households: Vec<u32> = (0..).take(rows.households.len()).collect();
        households.retain(|at| rows.households[*at as usize].to.is_none_or(|to| !to.begun_on(today)));
        let hamlets = Hamlets::of(rows.households.iter());
        households.sort_by_cached_key(|at| {
            let row = &rows.households[*at as usize];
            (hamlets.rank(row), by_code(row), row.id)
        });
        let mut rank = vec![NOWHERE; rows.households.len()];
        for (place, at) in households.iter().zip(0..) {
            rank[*place as usize] = at;
        }
        let homes: Vec<u32> =
            (0..).take(rows.persons.len()).map(|at| day.household_of(at).unwrap_or(NOWHERE)).collect();
        let mut persons: Vec<u32> =
            (0..).take(rows.persons.len()).filter(|at| homes[*at as usize] != NOWHERE).collect();
        persons.sort_by_cached_key(|at| {
            let relation = day.home_of(*at).and_then(|home| rows.residences[home as usize].relation);
            let relation = relation.map_or("~", |relation| relation.code());
            (rank[homes[*at as usize] as usize], relation, rows.persons[*at as usize].id)
        });
        let mut keys = Self {
            glyphs: Vec::new(),
            names: Vec::with_capacity(persons.len() * 3),
            starts: Vec::with_capacity(persons.len() + 1),
            ends: Vec::with_capacity(persons.len()),
            codes: Vec::new(),
            persons,
            homes,
            heads: day.heads(),
            households,
        };
        let mut known: HashMap<char, u16> = HashMap::new();
        for at in &keys.persons {
            let row = &rows.persons[*at as usize];
            keys.starts.push(keys.names.len() as u32);
            for character in row.name.chars().flat_map(char::to_lowercase).filter(|one| *one != '·') {
                let next = keys.glyphs.len();
                let glyph = *known.entry(character).or_insert_with(|| u16::try_from(next).unwrap_or(u16::MAX));
                if usize::from(glyph) == next {
                    keys.glyphs.push(Glyph { character, readings: readings(character) });
                }
                keys.names.push(glyph);
            }
            keys.ends.push((end(row.id_number.as_ref()), end(row.phone.as_ref())));
        }
        keys.starts.push(keys.names.len() as u32);
        let code = |at: &u32| rows.households[*at as usize].code.clone().map(|code| (code, *at));
        keys.codes = keys.households.iter().filter_map(code).collect();
        keys
    }

    /// Open households, by hamlet and code.
    #[must_use]
    pub fn households(&self) -> &[u32] {
        &self.households
    }

    /// Persons who live somewhere, by household and relation.
    #[must_use]
    pub fn persons(&self) -> &[u32] {
        &self.persons
    }

    /// The household that a person of the register lives in.
    #[must_use]
    pub fn home(&self, person: u32) -> Option<u32> {
        self.homes.get(person as usize).copied().filter(|home| *home != NOWHERE)
    }

    /// The head of a household of the register, by place there.
    pub(super) fn head(&self, household: u32) -> Option<u32> {
        self.heads.get(household as usize).copied().flatten()
    }

    fn name(&self, at: usize) -> &[u16] {
        &self.names[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// Calls `found` for every person whom the query means, in list order.
    fn each(&self, text: &str, mut found: impl FnMut(Why, u32)) {
        let typed: Vec<u8> = text.trim().bytes().map(|byte| byte.to_ascii_uppercase()).collect();
        let as_end: Option<[u8; 4]> = typed.as_slice().try_into().ok().filter(|end: &[u8; 4]| {
            end[..3].iter().all(u8::is_ascii_digit) && (end[3].is_ascii_digit() || end[3] == b'X')
        });
        if let Some(typed) = as_end {
            for ((number, phone), person) in self.ends.iter().zip(&self.persons) {
                if *number == typed {
                    found(Why::IdNumber, *person);
                } else if *phone == typed {
                    found(Why::Phone, *person);
                }
            }
            return;
        }
        if typed.iter().all(u8::is_ascii_digit) {
            return;
        }
        let Some(reading) = Reading::new(text, &self.glyphs) else { return };
        for (at, person) in self.persons.iter().enumerate() {
            if let Some(why) = reading.matches(self.name(at)) {
                found(why, *person);
            }
        }
    }

    /// Whole numbers that were typed in full, and household codes.
    fn numbers(&self, register: &Register, text: &str) -> Vec<(Why, u32)> {
        let text = text.trim().to_ascii_uppercase();
        let bare = text.trim_start_matches('0');
        let codes = self
            .codes
            .iter()
            .filter(|(code, _)| *code == text || (!bare.is_empty() && code.trim_start_matches('0') == bare));
        let mut found: Vec<(Why, u32)> = codes.map(|(_, at)| (Why::Code, *at)).collect();
        if text.len() >= 7 && text.bytes().any(|byte| byte.is_ascii_digit()) {
            let rows = register.rows();
            for person in &self.persons {
                let row = &rows.persons[*person as usize];
                if row.id_number.as_ref().is_some_and(|number| number.starts_with(&text)) {
                    found.push((Why::IdNumber, *person));
                } else if row.phone.as_ref().is_some_and(|phone| phone.contains(&text)) {
                    found.push((Why::Phone, *person));
                }
            }
        }
        found
    }

    /// The best `limit` persons and households, best first; of equals in list order.
    pub(super) fn find(&self, register: &Register, text: &str, limit: usize) -> Vec<(Why, u32)> {
        let mut ranks: BTreeMap<Why, Vec<u32>> = BTreeMap::new();
        for (why, at) in self.numbers(register, text) {
            ranks.entry(why).or_default().push(at);
        }
        self.each(text, |why, person| {
            let rank = ranks.entry(why).or_default();
            if rank.len() < limit {
                rank.push(person);
            }
        });
        ranks.into_iter().flat_map(|(why, rank)| rank.into_iter().map(move |at| (why, at))).take(limit).collect()
    }

    fn find_all(&self, text: &str) -> Vec<(Why, u32)> {
        let mut found = Vec::new();
        self.each(text, |why, person| found.push((why, person)));
        found.sort_by_key(|(why, _)| *why);
        found
    }

    /// Everybody whom the query means, best first.
    #[must_use]
    pub fn find_persons(&self, register: &Register, text: &str) -> Vec<u32> {
        let numbers = self.numbers(register, text).into_iter().flat_map(|(why, at)| match why {
            Why::Code => self.persons.iter().copied().filter(|person| self.home(*person) == Some(at)).collect(),
            _ => vec![at],
        });
        let mut found: Vec<u32> = numbers.chain(self.find_all(text).into_iter().map(|(_, person)| person)).collect();
        let mut seen = std::collections::HashSet::new();
        found.retain(|person| seen.insert(*person));
        found
    }

    /// Every household that the query means, or in which it means somebody, best first.
    #[must_use]
    pub fn find_households(&self, register: &Register, text: &str) -> Vec<u32> {
        let numbers = self.numbers(register, text).into_iter().filter_map(|(why, at)| match why {
            Why::Code => Some(at),
            _ => self.home(at),
        });
        let people = self.find_all(text).into_iter().filter_map(|(_, person)| self.home(person));
        let mut found: Vec<u32> = numbers.chain(people).collect();
        let mut seen = std::collections::HashSet::new();
        found.retain(|household| seen.insert(*household));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::household::Household;
    use domain::id::Id;
    use domain::person::{Person, Residence, ResidenceKind};
    use domain::register::Rows;

    fn register(names: &[&str]) -> Register {
        let mut rows = Rows::default();
        for (at, name) in (1..).zip(names) {
            let mut household = Household::blank(Id::from_u128(at));
            household.code = Some(format!("{at:03}"));
            household.hamlet = Some("一组".to_owned());
            rows.households.push(household);
            let mut person = Person::named(Id::from_u128(1000 + at), *name);
            person.id_number = Some("999999195003150014".to_owned()).filter(|_| at == 1);
            person.phone = Some(format!("1380000{:04}", 7000 + at));
            rows.persons.push(person);
            rows.residences.push(Residence {
                id: Id::from_u128(2000 + at),
                person: Id::from_u128(1000 + at),
                household: Id::from_u128(at),
                kind: ResidenceKind::Registered,
                relation: Some(domain::codes::Relation::HEAD),
                from: None,
                from_reason: None,
                to: None,
                to_reason: None,
            });
        }
        Register::new(rows)
    }

    fn found(names: &[&str], text: &str) -> Vec<String> {
        let register = register(names);
        let keys = Keys::new(&register, "2026-11-21".parse().unwrap());
        keys.find(&register, text, 20)
            .into_iter()
            .filter(|(why, _)| *why != Why::Code)
            .map(|(_, at)| register.rows().persons[at as usize].name.clone())
            .collect()
    }

    #[test]
    fn a_name_is_found_by_characters_pinyin_initials_and_any_mixture() {
        let names = ["张三", "李四", "章珊珊", "王小三"];
        for text in ["zhangs", "zhang san", "zhsan", "张s", "zhangsan", "ZS", "zs"] {
            assert_eq!(found(&names, text).first().map(String::as_str), Some("张三"), "{text}");
        }
        assert_eq!(found(&names, "三"), ["张三", "王小三"]);
        assert_eq!(found(&names, "张"), ["张三"]);
        assert_eq!(found(&names, "lisi"), ["李四"]);
        assert!(found(&names, "lx").is_empty());
    }

    #[test]
    fn surnames_are_found_by_the_reading_that_surnames_have() {
        let names = ["单芳", "解勇", "仇思军", "查明", "区涵", "曾红", "覃平", "翟贵", "尉迟恭", "万俟雪"];
        for (text, name) in [
            ("shan", "单芳"),
            ("xie", "解勇"),
            ("qiu", "仇思军"),
            ("zha", "查明"),
            ("ou", "区涵"),
            ("zeng", "曾红"),
            ("qin", "覃平"),
            ("tan", "覃平"),
            ("zhai", "翟贵"),
            ("yuchi", "尉迟恭"),
            ("moqi", "万俟雪"),
        ] {
            assert!(found(&names, text).contains(&name.to_owned()), "{text} finds {name}");
        }
    }

    #[test]
    fn rare_characters_and_long_names_are_found() {
        let names = ["𠮷䶮", "阿卜杜热合曼·买买提艾力", "吕绿"];
        assert_eq!(found(&names, "jiyan"), ["𠮷䶮"]);
        assert_eq!(found(&names, "䶮"), ["𠮷䶮"]);
        assert_eq!(found(&names, "mmt"), ["阿卜杜热合曼·买买提艾力"]);
        assert_eq!(found(&names, "lvlv"), ["吕绿"]);
    }

    #[test]
    fn the_last_four_of_a_number_and_a_household_code_find_too() {
        let names = ["张三", "李四"];
        assert_eq!(found(&names, "0014"), ["张三"]);
        assert_eq!(found(&names, "7002"), ["李四"]);
        assert_eq!(found(&names, "999999195003150014"), ["张三"]);
        let register = register(&names);
        let keys = Keys::new(&register, "2026-11-21".parse().unwrap());
        assert_eq!(keys.find(&register, "2", 20), [(Why::Code, 1)]);
        assert_eq!(keys.find_households(&register, "002"), [1]);
        assert_eq!(keys.find_households(&register, "ls"), [1]);
    }
}
