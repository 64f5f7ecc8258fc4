//! What happened since the beginning: births, deaths, people who came and went, tags that ended, households that
//! changed their grid. So past ledgers differ from today's, and balances have something to explain.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use domain::codes::Sex;
use domain::date::PartialDate;
use domain::household::HouseholdGrid;
use domain::id::Id;
use domain::person::{FromReason, ToReason};
use domain::tag::Subject;

use super::Place;
use super::name;
use super::village::Village;

/// Lets it happen, every kind at least twice where there is anybody for it.
pub(super) fn happen(village: &mut Village<'_>, places: &[Place]) {
    let days = (village.today - village.begun).num_days().max(1) as usize;
    let often = |of: usize, per_thousand_a_year: usize| (of * per_thousand_a_year * days / 365_000).max(2);
    let persons: Vec<usize> = (0..village.rows.persons.len()).collect();
    let aged = |village: &Village<'_>, low: u32, high: u32| -> Vec<usize> {
        persons
            .iter()
            .copied()
            .filter(|person| (low..high).contains(&village.age(*person)) && !village.is_head(*person))
            .collect()
    };
    let homes: Vec<usize> = (0..village.inside.len()).collect();

    let mothers: Vec<usize> =
        aged(village, 21, 38).into_iter().filter(|person| village.sex(*person) == Some(Sex::Female)).collect();
    for mother in village.dice.some(mothers, often(persons.len(), 8)) {
        birth(village, mother, days);
    }
    let mut ends: HashMap<Id, (NaiveDate, ToReason)> = HashMap::new();
    let old = aged(village, 68, 120);
    for person in village.dice.some(old, often(persons.len(), 8)) {
        leave(village, person, ToReason::Death, days, &mut ends);
    }
    let young = aged(village, 20, 30);
    for person in village.dice.some(young, often(persons.len(), 7)) {
        if village.is_here(person) {
            leave(village, person, ToReason::MoveOut, days, &mut ends);
        }
    }
    end_with_person(village, &ends);
    for home in village.dice.some(homes.clone(), often(persons.len(), 6)) {
        move_in(village, home, days);
    }
    let tags: Vec<usize> = (0..village.rows.tags.len()).filter(|tag| village.rows.tags[*tag].to.is_none()).collect();
    for tag in village.dice.some(tags.clone(), often(tags.len(), 60)) {
        let day = some_day(village, days);
        village.rows.tags[tag].to = Some(PartialDate::from(day));
        village.events += 1;
    }
    if places.len() > 1 {
        for home in village.dice.some(homes.clone(), often(homes.len(), 10)) {
            change_grid(village, home, places, days);
        }
    }
}

/// A day from the second one on to today.
fn some_day(village: &mut Village<'_>, days: usize) -> NaiveDate {
    let after = 1 + village.dice.below(days) as u64;
    village.begun.checked_add_days(Days::new(after)).map_or(village.today, |day| day.min(village.today))
}

fn birth(village: &mut Village<'_>, mother: usize, days: usize) {
    let home = village.home[mother];
    let day = some_day(village, days);
    let sex = if village.dice.percent(51) { Sex::Male } else { Sex::Female };
    let head = village.inside[home][0];
    let surname = village.surname(head);
    let grandchild = village.age(head) > village.age(mother) + 15;
    let relation = match (grandchild, sex) {
        (true, Sex::Male) => "孙子",
        (true, Sex::Female) => "孙女",
        (false, Sex::Male) => "子",
        (false, Sex::Female) => "女",
    };
    village.newcomer(home, &surname, sex, day, relation, (day, FromReason::Birth));
    village.events += 1;
}

fn leave(
    village: &mut Village<'_>,
    person: usize,
    reason: ToReason,
    days: usize,
    ends: &mut HashMap<Id, (NaiveDate, ToReason)>,
) {
    let day = some_day(village, days);
    let residence = &mut village.rows.residences[person];
    residence.to = Some(PartialDate::from(day));
    residence.to_reason = Some(reason);
    let row = &mut village.rows.persons[person];
    if reason == ToReason::Death {
        row.died_on = Some(PartialDate::from(day));
    }
    ends.insert(row.id, (day, reason));
    village.events += 1;
}

/// Tags and work end with the residence.
fn end_with_person(village: &mut Village<'_>, ends: &HashMap<Id, (NaiveDate, ToReason)>) {
    for tag in &mut village.rows.tags {
        if let Subject::Person(person) = tag.subject
            && let Some((day, _)) = ends.get(&person)
        {
            tag.to = Some(PartialDate::from(*day));
        }
    }
    for work in &mut village.rows.works {
        if let Some((day, _)) = ends.get(&work.person) {
            work.to = Some(PartialDate::from(*day));
        }
    }
}

fn move_in(village: &mut Village<'_>, home: usize, days: usize) {
    let day = some_day(village, days);
    let head = village.inside[home][0];
    let sex = if village.dice.percent(70) { Sex::Female } else { Sex::Male };
    let age = village.dice.between(20, 30);
    let birth = village.birth(age);
    let (surname, relation) = match sex {
        Sex::Female => (name::surname(&mut village.dice).to_owned(), "儿媳"),
        Sex::Male => (village.surname(head), "侄子"),
    };
    village.newcomer(home, &surname, sex, birth, relation, (day, FromReason::MoveIn));
    village.events += 1;
}

fn change_grid(village: &mut Village<'_>, home: usize, places: &[Place], days: usize) {
    let day = some_day(village, days);
    let running = village.placed[home];
    let (household, grid) =
        (village.rows.household_grids[running].household, village.rows.household_grids[running].grid);
    let others: Vec<Id> = places.iter().map(|place| place.grid.id).filter(|other| *other != grid).collect();
    let other = others[village.dice.below(others.len())];
    village.rows.household_grids[running].to = Some(PartialDate::from(day));
    village.placed[home] = village.rows.household_grids.len();
    let row =
        HouseholdGrid { id: village.mint(), household, grid: other, from: Some(PartialDate::from(day)), to: None };
    village.rows.household_grids.push(row);
    village.events += 1;
}
