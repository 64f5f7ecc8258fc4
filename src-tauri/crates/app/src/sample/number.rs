//! Identity numbers of nobody: region 999999, valid, each given once.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::codes::Sex;
use domain::id_number::IdNumber;
use domain::person::Person;

/// Which numbers are given.
pub(super) struct Numbers {
    taken: HashSet<String>,
    next: HashMap<(NaiveDate, Sex), u32>,
}

impl Numbers {
    /// None of those that the book's persons have.
    pub(super) fn new(known: &[Person]) -> Self {
        let ours = known.iter().filter_map(|person| person.id_number.clone());
        Self { taken: ours.filter(|number| number.starts_with("999999")).collect(), next: HashMap::new() }
    }

    /// The next number for a birth day and sex; none when the day's five hundred are given.
    pub(super) fn give(&mut self, birth: NaiveDate, sex: Sex) -> Option<String> {
        let order = self.next.entry((birth, sex)).or_insert(u32::from(sex == Sex::Male));
        while *order < 1000 {
            let front = format!("999999{}{order:03}", birth.format("%Y%m%d"));
            *order += 2;
            let number = "0123456789X".chars().find_map(|check| IdNumber::parse(&format!("{front}{check}")).ok())?;
            if !self.taken.contains(number.as_str()) {
                return Some(number.to_string());
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_valid_tell_birth_and_sex_and_are_given_once() {
        let day: NaiveDate = "1950-03-15".parse().unwrap();
        let mut numbers = Numbers::new(&[]);
        let given: Vec<String> = (0..600).map_while(|_| numbers.give(day, Sex::Male)).collect();
        assert_eq!(given.len(), 500);
        assert_eq!(given.iter().collect::<HashSet<_>>().len(), 500);
        let number = IdNumber::parse(&given[7]).unwrap();
        assert_eq!((number.birth(), number.sex()), (day, Sex::Male));
        let known =
            Person { id_number: Some(given[0].clone()), ..Person::named(domain::id::Id::from_u128(1), "王伟") };
        assert_eq!(Numbers::new(&[known]).give(day, Sex::Male).as_ref(), Some(&given[1]));
    }
}
