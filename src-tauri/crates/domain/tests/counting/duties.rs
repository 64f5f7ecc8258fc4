//! Whom a duty is asked of: who was there on the day, and nobody else.

use domain::day::Day;
use domain::duty::asked::{Asked, Place, Roll};
use domain::duty::{DutyOf, DutyScope};
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind, UnitKind};
use domain::person::{MemberKind, PartyMember};
use domain::tag::{Subject, TagKind};

use super::village::{Village, date, day};

fn roll(village: &Village, on: &str) -> Roll {
    Roll::new(&Day::new(&village.register(), day(on)), 60)
}

fn persons(village: &Village, on: &str, of: DutyOf) -> Vec<(Place, Asked)> {
    roll(village, on).asked(DutyScope::Person, Some(of))
}

fn in_party(village: &mut Village, person: Id, birth: &str) {
    let id = village.id();
    village.rows.members.push(PartyMember {
        id,
        person,
        kind: MemberKind::Full,
        joined_on: None,
        full_on: None,
        branch: None,
        floating: false,
        exempt: false,
        exempt_reason: None,
        from: None,
        to: None,
    });
    village.rows.persons.iter_mut().find(|row| row.id == person).unwrap().birth = date(birth);
}

fn role(village: &mut Village, person: Id, grid: Id, kind: RoleKind) {
    let (id, unit) = (village.id(), village.rows.grids.iter().find(|row| row.id == grid).unwrap().unit);
    let (member_kind, volunteer_kind) = (None, None);
    village.rows.roles.push(Role { id, person, unit, kind, member_kind, volunteer_kind, from: None, to: None });
}

#[test]
fn a_grid_is_asked_from_its_founding_to_its_end() {
    let mut village = Village::opened("2026-01-01");
    let (one, two) = (village.grid(1), village.grid(2));
    village.rows.grids[0].to = date("2026-03-31");
    village.rows.grids[1].from = date("2026-02-15");
    let asked = |on| roll(&village, on).asked(DutyScope::Grid, None);
    assert_eq!(asked("2026-01-31"), [(Place::Grid(Some(one)), Asked::Grid(one))]);
    assert_eq!(asked("2026-02-28").len(), 2);
    assert_eq!(asked("2026-03-31"), [(Place::Grid(Some(two)), Asked::Grid(two))]);
    assert_eq!(asked("2025-12-31"), [], "before the opening nobody is asked");
}

#[test]
fn a_village_without_a_branch_of_its_own_is_one() {
    let mut village = Village::opened("2026-01-01");
    let asked = |village: &Village, on| roll(village, on).asked(DutyScope::Branch, None);
    assert_eq!(asked(&village, "2026-01-31"), [(Place::Village, Asked::Branch(None))]);
    assert_eq!(asked(&village, "2025-12-31"), []);
    let id = village.id();
    village.rows.units.push(OrgUnit {
        id,
        kind: UnitKind::PartyBranch,
        parent: None,
        name: "示例党支部".to_owned(),
        code: None,
        founded_on: date("2026-03-01"),
        led_by: None,
        approved_by: None,
        dissolved_on: None,
    });
    assert_eq!(asked(&village, "2026-02-28"), [(Place::Village, Asked::Branch(None))]);
    assert_eq!(asked(&village, "2026-03-31"), [(Place::Village, Asked::Branch(Some(id)))]);
}

#[test]
fn households_are_those_in_which_somebody_counts_that_day() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let (home, empty) = (village.household(grid), village.household(grid));
    village.head(home);
    village.head(empty);
    village.last_stay().to = date("2026-02-10");
    let asked = |on| roll(&village, on).asked(DutyScope::Household, None).len();
    assert_eq!((asked("2026-01-31"), asked("2026-02-28")), (2, 1));
}

#[test]
fn a_member_is_asked_in_the_group_and_else_where_they_live() {
    let mut village = Village::opened("2026-01-01");
    let (one, two) = (village.grid(1), village.grid(2));
    let (home, other) = (village.household(one), village.household(two));
    let (leader, member, alone) = (village.head(home), village.person(home), village.head(other));
    for person in [leader, member, alone] {
        in_party(&mut village, person, "1950-05-01");
    }
    role(&mut village, leader, two, RoleKind::Leader);
    role(&mut village, member, one, RoleKind::Member);
    let at = |grid| Place::Grid(Some(grid));
    let members = persons(&village, "2026-01-31", DutyOf::Member);
    assert_eq!(
        members,
        [(at(two), Asked::Person(leader)), (at(one), Asked::Person(member)), (at(two), Asked::Person(alone))]
    );
    let led = persons(&village, "2026-01-31", DutyOf::LedMember);
    assert_eq!(
        led,
        [(at(one), Asked::Person(member)), (at(two), Asked::Person(alone))],
        "nobody talks with themselves"
    );
    village.rows.residences.iter_mut().find(|row| row.person == alone).unwrap().to = date("2026-02-20");
    assert_eq!(persons(&village, "2026-02-28", DutyOf::Member).len(), 2, "who died or moved is not asked");
}

#[test]
fn care_is_asked_for_those_whom_it_is_about_and_as_long_as_it_is() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    let home = village.household(grid);
    let (old, young, child) = (village.head(home), village.person(home), village.person(home));
    in_party(&mut village, old, "1950-05-01");
    in_party(&mut village, young, "1990-05-01");
    for person in [old, young] {
        village.tag(Subject::Person(person), TagKind::Immobile, "", "");
        village.tag(Subject::Person(person), TagKind::Hardship, "2026-02", "");
    }
    village.tag(Subject::Person(child), TagKind::LeftBehindChild, "", "2026-02-28");
    let asked = |on, of| persons(&village, on, of).into_iter().map(|(_, one)| one).collect::<Vec<_>>();
    assert_eq!(asked("2026-01-31", DutyOf::ImmobileOldMember), [Asked::Person(old)]);
    assert_eq!(asked("2026-01-31", DutyOf::PoorOldMember), []);
    assert_eq!(asked("2026-02-28", DutyOf::PoorOldMember), [Asked::Person(old)]);
    assert_eq!(asked("2026-01-31", DutyOf::LeftBehindChild), [Asked::Person(child)]);
    assert_eq!(asked("2026-02-28", DutyOf::LeftBehindChild), []);
}
