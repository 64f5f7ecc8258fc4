//! Lists that do not go by household (党员花名册, 低保名单, 三留守): they join persons whom the book knows. Whom they
//! name and the book cannot place waits.

use domain::date::PartialDate;

use super::draft::Draft;
use super::outcome::Place;
use super::settle::{self, Verdict};
use super::{change_day, doubts, facts, names_somebody};
use crate::entry::Entry;

/// Years by which an age in a list may be off: it is counted from another day, or in the old way.
const AGE_SLACK: u32 = 2;

/// Works one row into the person it is about, or lets it wait.
pub(super) fn take(draft: &mut Draft<'_>, entry: &Entry, place: &Place, filled_on: Option<PartialDate>) {
    if !names_somebody(entry) {
        return;
    }
    match find(draft, entry) {
        Some(person) => {
            let since = change_day(draft.setting, filled_on);
            facts::take(draft, person, entry, place, since);
        }
        None => doubts::wait(draft, entry, place),
    }
}

/// Whom a row is about: by number, else the one person of the name in the hamlet whom nothing contradicts.
pub(super) fn find(draft: &Draft<'_>, entry: &Entry) -> Option<usize> {
    if let Some(number) = settle::whole(&entry.id)
        && let Some(known) = draft.by_number.get(number.as_str())
    {
        let named = known.iter().copied().find(|at| Some(&draft.persons.rows[*at].name) == entry.name.as_ref());
        return named.or(if known.len() == 1 { known.first().copied() } else { None });
    }
    let name = entry.name.as_ref()?;
    let mut found: Vec<usize> = draft
        .by_name
        .get(name)?
        .iter()
        .copied()
        .filter(|at| draft.home.contains_key(at) && fits(draft, *at, entry))
        .collect();
    if found.len() > 1 {
        found.retain(|at| same_address(draft, *at, entry));
    }
    if found.len() == 1 { found.pop() } else { None }
}

fn fits(draft: &Draft<'_>, person: usize, entry: &Entry) -> bool {
    let row = &draft.persons.rows[person];
    let number = row.id_number.as_ref().is_none_or(|number| settle::may_be(&entry.id, number));
    let sex = settle::plain(row.sex.as_ref(), entry.sex.as_ref()) != Verdict::Differ;
    let said = settle::birth_of(&entry.id).or(entry.birth);
    let birth = settle::dates(row.birth, said) != Verdict::Differ;
    let age = match (entry.age, row.birth) {
        (Some(age), Some(birth)) => birth.age_on(draft.setting.today).abs_diff(u32::from(age)) <= AGE_SLACK,
        _ => true,
    };
    let Some(home) = draft.household_of(person) else { return false };
    let hamlet = match (&draft.households.rows[home].hamlet, &entry.hamlet) {
        (Some(mine), Some(theirs)) => mine == theirs,
        _ => true,
    };
    let head = entry
        .head
        .as_ref()
        .is_none_or(|head| draft.head_of(home).is_none_or(|at| draft.persons.rows[at].name == *head));
    number && sex && birth && age && hamlet && head
}

fn same_address(draft: &Draft<'_>, person: usize, entry: &Entry) -> bool {
    let home = draft.household_of(person).map(|home| &draft.households.rows[home]);
    match (home.and_then(|home| home.address.as_ref()), &entry.address) {
        (Some(mine), Some(theirs)) => {
            mine == theirs || mine.contains(theirs.as_str()) || theirs.contains(mine.as_str())
        }
        _ => false,
    }
}
