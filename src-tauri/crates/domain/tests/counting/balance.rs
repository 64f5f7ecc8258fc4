use domain::balance::{Balance, HouseholdBalance, of_households, of_persons};
use domain::day::{Day, Scope};
use domain::household::{CloseReason, OpenReason};
use domain::id::Id;
use domain::person::{FromReason, Person, ResidenceKind, ToReason};

use super::village::{Village, date, day};

/// The balances of March 2026 of a book that was opened in January.
fn march(village: &Village, scope: Scope) -> (Balance, HouseholdBalance) {
    between(village, "2026-02-28", "2026-03-31", scope)
}

fn between(village: &Village, before: &str, now: &str, scope: Scope) -> (Balance, HouseholdBalance) {
    let register = village.register();
    let (before, now) = (Day::new(&register, day(before)), Day::new(&register, day(now)));
    (of_persons(&before, &now, scope), of_households(&before, &now, scope))
}

/// Two grids with a household of two people each; gives the second person of the first.
fn village() -> (Village, [Id; 2], [Id; 2]) {
    let mut village = Village::opened("2026-01-01");
    let grids = [village.grid(1), village.grid(2)];
    let homes = grids.map(|grid| {
        let home = village.household(grid);
        village.head(home);
        village.person(home);
        home
    });
    (village, grids, homes)
}

/// Somebody whom the register has not seen yet.
fn newcomer(village: &mut Village) -> Id {
    let id = village.id();
    village.rows.persons.push(Person::named(id, format!("示例{}", village.rows.persons.len())));
    id
}

#[test]
fn the_opening_month_starts_from_nobody() {
    let (village, ..) = village();
    let (persons, households) = between(&village, "2025-12-31", "2026-01-31", Scope::Village);
    assert_eq!((persons.last, persons.this, persons.difference()), (0, 4, 0));
    assert_eq!(persons.came[&FromReason::Opening].len(), 4);
    assert_eq!((households.last, households.this, households.difference()), (0, 2, 0));
    assert_eq!(households.opened[&OpenReason::Opening].len(), 2);
}

#[test]
fn who_died_in_the_opening_month_was_there_at_the_opening() {
    let (mut village, ..) = village();
    let stay = village.last_stay();
    (stay.to, stay.to_reason) = (date("2026-01-20"), Some(ToReason::Death));
    let (persons, _) = between(&village, "2025-12-31", "2026-01-31", Scope::Village);
    assert_eq!((persons.came[&FromReason::Opening].len(), persons.went[&ToReason::Death].len()), (4, 1));
    assert_eq!((persons.this, persons.difference()), (3, 0));
}

#[test]
fn months_before_the_opening_balance_what_is_known_of_them() {
    let (mut village, _, homes) = village();
    village.rows.households[0].from = date("2010");
    for stay in village.rows.residences.iter_mut().filter(|stay| stay.household == homes[0]) {
        stay.from = date("2015-06-01");
    }
    let (persons, _) = between(&village, "2025-10-31", "2025-11-30", Scope::Village);
    assert_eq!((persons.last, persons.this, persons.difference()), (2, 2, 0));
}

#[test]
fn a_death_on_the_last_day_of_march_leaves_in_march() {
    let (mut village, ..) = village();
    let stay = village.last_stay();
    (stay.to, stay.to_reason) = (date("2026-03-31"), Some(ToReason::Death));
    let (persons, households) = march(&village, Scope::Village);
    assert_eq!((persons.last, persons.this), (4, 3));
    assert_eq!(persons.went[&ToReason::Death].len(), 1);
    assert_eq!((persons.difference(), households.difference()), (0, 0));
}

#[test]
fn a_birth_after_the_opening_comes_by_birth_without_a_word_said() {
    let (mut village, ..) = village();
    village.rows.persons.last_mut().unwrap().birth = date("2026-03-05");
    let (persons, _) = march(&village, Scope::Village);
    assert_eq!((persons.last, persons.this, persons.difference()), (3, 4, 0));
    assert_eq!(persons.came[&FromReason::Birth].len(), 1);
}

#[test]
fn a_household_moved_between_grids_is_a_transfer_to_them_and_nothing_to_the_village() {
    let (mut village, grids, homes) = village();
    village.rows.household_grids.iter_mut().find(|placed| placed.household == homes[0]).unwrap().to =
        date("2026-03-10");
    village.place(homes[0], grids[1], "2026-03-10", "");
    let (left, left_households) = march(&village, Scope::Grid(Some(0)));
    assert_eq!((left.last, left.this, left.difference()), (2, 0, 0));
    assert_eq!(left.went[&ToReason::TransferOut].len(), 2);
    assert_eq!((left_households.transferred_out.len(), left_households.difference()), (1, 0));
    let (joined, joined_households) = march(&village, Scope::Grid(Some(1)));
    assert_eq!((joined.last, joined.this, joined.difference()), (2, 4, 0));
    assert_eq!(joined.came[&FromReason::TransferIn].len(), 2);
    assert_eq!((joined_households.transferred_in.len(), joined_households.difference()), (1, 0));
    let (whole, households) = march(&village, Scope::Village);
    assert_eq!((whole.last, whole.this, whole.difference()), (4, 4, 0));
    assert!(whole.came.is_empty() && whole.went.is_empty());
    assert!(households.transferred_in.is_empty() && households.transferred_out.is_empty());
}

#[test]
fn who_came_and_went_within_the_month_is_a_term_on_both_sides() {
    let (mut village, _, homes) = village();
    let guest = newcomer(&mut village);
    let stay = village.stay(guest, homes[0]);
    (stay.from, stay.from_reason) = (date("2026-03-05"), Some(FromReason::MoveIn));
    (stay.to, stay.to_reason) = (date("2026-03-25"), Some(ToReason::MoveOut));
    for scope in [Scope::Village, Scope::Grid(Some(0))] {
        let (persons, _) = march(&village, scope);
        assert_eq!(persons.came[&FromReason::MoveIn], [guest]);
        assert_eq!(persons.went[&ToReason::MoveOut], [guest]);
        assert_eq!((persons.last, persons.difference()), (persons.this, 0));
    }
    let (elsewhere, _) = march(&village, Scope::Grid(Some(1)));
    assert!(elsewhere.came.is_empty() && elsewhere.went.is_empty());
}

#[test]
fn known_to_the_month_is_known_well_enough() {
    let (mut village, _, homes) = village();
    let found = newcomer(&mut village);
    let stay = village.stay(found, homes[1]);
    (stay.from, stay.from_reason) = (date("2026-03"), Some(FromReason::FoundLate));
    let (persons, _) = march(&village, Scope::Village);
    assert_eq!(persons.came[&FromReason::FoundLate], [found]);
    assert_eq!(persons.difference(), 0);
}

#[test]
fn who_goes_without_a_reason_is_listed() {
    let (mut village, ..) = village();
    let person = village.rows.persons.last().unwrap().id;
    village.last_stay().to = date("2026-03-10");
    let (persons, _) = march(&village, Scope::Village);
    assert_eq!((persons.unexplained.as_slice(), persons.difference()), ([person].as_slice(), -1));
}

#[test]
fn a_split_that_leads_nowhere_is_listed_and_one_that_leads_to_a_household_is_nothing() {
    let (mut village, grids, _) = village();
    let person = village.rows.persons.last().unwrap().id;
    let stay = village.last_stay();
    (stay.to, stay.to_reason) = (date("2026-03-10"), Some(ToReason::Split));
    assert_eq!(march(&village, Scope::Village).0.unexplained, [person]);
    let own = village.household(grids[1]);
    let founded = village.rows.households.last_mut().unwrap();
    (founded.from, founded.from_reason) = (date("2026-03-10"), Some(OpenReason::Split));
    let stay = village.stay(person, own);
    (stay.from, stay.from_reason) = (date("2026-03-10"), Some(FromReason::TransferIn));
    let (persons, households) = march(&village, Scope::Village);
    assert!(persons.came.is_empty() && persons.went.is_empty() && persons.unexplained.is_empty());
    assert_eq!(households.opened[&OpenReason::Split], [own]);
    assert_eq!(households.difference(), 0);
}

#[test]
fn a_closed_household_is_a_term_and_an_emptied_one_is_listed() {
    let (mut village, _, homes) = village();
    for stay in village.rows.residences.iter_mut().filter(|stay| stay.household == homes[1]) {
        (stay.to, stay.to_reason) = (date("2026-03-15"), Some(ToReason::MoveOut));
    }
    let (persons, households) = march(&village, Scope::Village);
    assert_eq!(persons.difference(), 0);
    assert_eq!((households.unexplained.as_slice(), households.difference()), ([homes[1]].as_slice(), -1));
    let home = village.rows.households.iter_mut().find(|home| home.id == homes[1]).unwrap();
    (home.to, home.to_reason) = (date("2026-03-15"), Some(CloseReason::Closed));
    let (_, households) = march(&village, Scope::Village);
    assert_eq!(households.closed[&CloseReason::Closed], [homes[1]]);
    assert_eq!(households.difference(), 0);
}

#[test]
fn a_temporary_stay_gives_no_reason() {
    let (mut village, _, homes) = village();
    let guest = newcomer(&mut village);
    let stay = village.stay(guest, homes[0]);
    (stay.kind, stay.from) = (ResidenceKind::Temporary, date("2026-03-02"));
    (stay.from_reason, stay.to) = (Some(FromReason::MoveIn), date("2026-03-20"));
    let stay = village.stay(guest, homes[0]);
    (stay.from, stay.from_reason) = (date("2026-03-20"), Some(FromReason::FoundLate));
    let (persons, _) = march(&village, Scope::Village);
    assert_eq!(persons.came[&FromReason::FoundLate], [guest]);
    assert!(!persons.came.contains_key(&FromReason::MoveIn));
}
