use domain::day::{Day, Measure, Scope};
use domain::organisation::Grid;
use domain::person::{MemberKind, PartyMember, ResidenceKind, Work, WorkKind};
use domain::tag::{Subject, TagKind};

use super::village::{Village, date, day};

fn on(village: &Village, text: &str, measure: Measure) -> usize {
    let register = village.register();
    Day::new(&register, day(text)).behind(measure, Scope::Village).len()
}

#[test]
fn who_dies_on_the_last_day_of_march_is_not_in_march() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let home = village.household(grid);
    village.head(home);
    village.person(home);
    village.last_stay().to = date("2026-03-31");
    assert_eq!(on(&village, "2026-03-30", Measure::Persons), 2);
    assert_eq!(on(&village, "2026-03-31", Measure::Persons), 1);
}

#[test]
fn a_month_counts_from_its_first_day_and_no_more_from_the_first_day_of_the_month_it_ends_in() {
    let mut village = Village::opened("2024-12-01");
    let grid = village.grid(1);
    let home = village.household(grid);
    let person = village.head(home);
    village.tag(Subject::Person(person), TagKind::Disabled, "2025-01", "2025-03");
    let disabled = Measure::Tag(TagKind::Disabled);
    assert_eq!(on(&village, "2024-12-31", disabled), 0);
    assert_eq!(on(&village, "2025-01-31", disabled), 1);
    assert_eq!(on(&village, "2025-02-28", disabled), 1);
    assert_eq!(on(&village, "2025-03-31", disabled), 0);
}

#[test]
fn before_the_opening_only_what_has_a_known_beginning_counts() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let home = village.household(grid);
    village.rows.households[0].from = date("2010");
    village.head(home);
    village.person(home);
    village.last_stay().from = date("2020-05-01");
    assert_eq!(on(&village, "2025-12-31", Measure::Persons), 1);
    assert_eq!(on(&village, "2020-04-30", Measure::Persons), 0);
    assert_eq!(on(&village, "2026-01-01", Measure::Persons), 2);
    assert!(village.register().is_before_opening(day("2025-12-31")));
    assert!(!village.register().is_before_opening(day("2026-01-01")));
}

#[test]
fn a_child_born_after_the_opening_is_not_there_before_its_birth() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let home = village.household(grid);
    village.head(home);
    village.person(home);
    village.rows.persons.last_mut().unwrap().birth = date("2026-03-10");
    assert_eq!(on(&village, "2026-03-09", Measure::Persons), 1);
    assert_eq!(on(&village, "2026-03-10", Measure::Persons), 2);
}

#[test]
fn low_income_on_a_person_counts_the_household_once() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let home = village.household(grid);
    let (head, son) = (village.head(home), village.person(home));
    for subject in [Subject::Person(head), Subject::Person(son), Subject::Household(home)] {
        village.tag(subject, TagKind::LowIncome, "", "");
    }
    let register = village.register();
    let low_income = Day::new(&register, day("2026-01-31")).behind(Measure::Tag(TagKind::LowIncome), Scope::Village);
    assert_eq!(low_income, [Subject::Household(home)]);
}

#[test]
fn assistance_counts_household_and_persons_but_not_the_head_of_such_a_household_again() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let (home, other) = (village.household(grid), village.household(grid));
    let (head, son) = (village.head(home), village.person(home));
    let other_head = village.head(other);
    for subject in [Subject::Household(home), Subject::Person(head), Subject::Person(son), Subject::Person(other_head)]
    {
        village.tag(subject, TagKind::Assistance, "", "");
    }
    let register = village.register();
    let assisted = Day::new(&register, day("2026-01-31")).behind(Measure::Tag(TagKind::Assistance), Scope::Village);
    assert_eq!(assisted, [Subject::Household(home), Subject::Person(son), Subject::Person(other_head)]);
}

#[test]
fn a_tag_counts_only_while_its_subject_does() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let home = village.household(grid);
    village.head(home);
    let gone = village.person(home);
    village.last_stay().to = date("2026-02-10");
    village.tag(Subject::Person(gone), TagKind::Technician, "", "");
    assert_eq!(on(&village, "2026-01-31", Measure::Tag(TagKind::Technician)), 1);
    assert_eq!(on(&village, "2026-02-28", Measure::Tag(TagKind::Technician)), 0);
}

#[test]
fn temporary_residents_stand_apart_and_an_empty_household_is_none() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let (home, empty) = (village.household(grid), village.household(grid));
    let head = village.head(home);
    village.person(empty);
    village.last_stay().kind = ResidenceKind::Temporary;
    // Who counts at home and stays with others besides is nobody's second person.
    village.stay(head, empty).kind = ResidenceKind::Temporary;
    assert_eq!(on(&village, "2026-01-31", Measure::Persons), 1);
    assert_eq!(on(&village, "2026-01-31", Measure::Households), 1);
    assert_eq!(on(&village, "2026-01-31", Measure::Temporary), 1);
}

#[test]
fn two_rows_that_say_the_same_count_one_person() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let home = village.household(grid);
    let person = village.head(home);
    for kind in [MemberKind::Unknown, MemberKind::Full] {
        let id = village.id();
        village.rows.members.push(PartyMember {
            id,
            person,
            kind,
            joined_on: None,
            full_on: None,
            branch: None,
            floating: false,
            exempt: false,
            exempt_reason: None,
            from: None,
            to: None,
        });
        let id = village.id();
        village.rows.works.push(Work { id, person, kind: WorkKind::Away, place: None, from: None, to: None });
    }
    assert_eq!(on(&village, "2026-01-31", Measure::PartyMembers), 1);
    assert_eq!(on(&village, "2026-01-31", Measure::Away), 1);
}

#[test]
fn a_person_in_two_grids_counts_once_and_is_named() {
    let mut village = Village::opened("2026-01-01");
    let (one, two) = (village.grid(1), village.grid(2));
    let (home, other) = (village.household(one), village.household(two));
    let person = village.head(home);
    village.stay(person, other);
    let register = village.register();
    let today = Day::new(&register, day("2026-01-31"));
    assert_eq!(today.behind(Measure::Persons, Scope::Village).len(), 1);
    assert_eq!(today.in_two_grids(), [0]);
}

#[test]
fn every_number_is_the_length_of_the_list_that_it_opens() {
    let mut village = Village::opened("2026-01-01");
    let (one, two) = (village.grid(1), village.grid(2));
    for grid in [one, one, two] {
        let home = village.household(grid);
        let head = village.head(home);
        village.person(home);
        village.tag(Subject::Household(home), TagKind::LowIncome, "", "");
        village.tag(Subject::Person(head), TagKind::Preferential, "", "");
    }
    let nowhere = village.id();
    village.rows.households.push(domain::household::Household::blank(nowhere));
    village.head(nowhere);
    let register = village.register();
    let today = Day::new(&register, day("2026-01-31"));
    let counts = today.counts();
    let grids: &[Grid] = &register.rows().grids;
    assert_eq!(counts.len(), grids.len() + 1, "the last place is for households without a grid");
    for (at, counted) in counts.iter().enumerate() {
        let scope = Scope::Grid((at < grids.len()).then_some(at as u32));
        for (measure, number) in counted {
            assert_eq!(today.behind(*measure, scope).len(), *number as usize, "{measure:?} in {scope:?}");
        }
    }
    assert_eq!(counts[2][&Measure::Persons], 1);
}
