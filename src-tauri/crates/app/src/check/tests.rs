use domain::codes::Relation;
use domain::household::{Household, HouseholdGrid};
use domain::id::Id;
use domain::person::{Person, Residence, ResidenceKind};
use domain::register::Rows;

use super::*;
use crate::testing::{day, open};

fn id(at: u128) -> Id {
    Id::from_u128(at)
}

fn person(at: u128, number: Option<&str>, birth: &str) -> Person {
    Person {
        id_number: number.map(str::to_owned),
        birth: birth.parse().ok(),
        ..Person::named(id(at), format!("示例{at}"))
    }
}

fn live(at: u128, person: u128, household: u128, relation: &str) -> Residence {
    Residence {
        id: id(at),
        person: id(person),
        household: id(household),
        kind: ResidenceKind::Registered,
        relation: Relation::from_word(relation),
        from: None,
        from_reason: None,
        to: None,
        to_reason: None,
    }
}

fn codes(rows: &Rows) -> Vec<(&'static str, Option<String>)> {
    let opened = open(rows, "2026-03-20");
    let findings = check(&opened.session, false).unwrap();
    assert!(is_sound(&findings), "{findings:?}");
    findings.into_iter().map(|finding| (finding.code, finding.record)).collect()
}

fn sound() -> Rows {
    Rows {
        opened_on: Some(day("2026-01-01")),
        households: vec![Household::blank(id(1)), Household::blank(id(2))],
        persons: vec![
            person(10, Some("999999195003150014"), "1950-03"),
            person(11, None, "1952"),
            person(12, Some("99999919500115007X"), "1950-01-15"),
        ],
        residences: vec![live(20, 10, 1, "户主"), live(21, 11, 1, "妻"), live(22, 12, 2, "户主")],
        ..Rows::default()
    }
}

#[test]
fn a_book_in_order_has_no_finding() {
    assert_eq!(codes(&sound()), []);
}

#[test]
fn each_contradiction_is_found_where_it_is_and_leaves_the_book_sound() {
    let found = |change: &dyn Fn(&mut Rows)| {
        let mut rows = sound();
        change(&mut rows);
        codes(&rows)
    };
    let at = |code, record: u128| (code, Some(id(record).to_string()));
    assert_eq!(found(&|rows| rows.residences[0].relation = None), [at("household.no_head", 1)]);
    assert_eq!(found(&|rows| rows.residences[1].relation = Some(Relation::HEAD)), [at("household.two_heads", 1)]);
    assert_eq!(
        found(&|rows| {
            rows.residences.remove(1);
        }),
        [at("person.no_household", 11)]
    );
    assert_eq!(found(&|rows| rows.residences.push(live(23, 11, 2, "姐姐"))), [at("person.two_homes", 11)]);
    assert_eq!(found(&|rows| rows.persons[0].birth = "1951".parse().ok()), [at("person.birth_contradicts_number", 10)]);
    assert_eq!(
        found(&|rows| rows.persons[0].sex = Some(domain::codes::Sex::Female)),
        [at("person.sex_contradicts_number", 10)]
    );
    assert_eq!(
        found(&|rows| rows.persons[1].id_number = Some("999999195003150015".into())),
        [at("person.impossible_number", 11)]
    );
    assert_eq!(
        found(&|rows| {
            rows.persons[2].id_number = rows.persons[0].id_number.clone();
            rows.persons[2].birth = None;
        }),
        [at("person.shared_number", 10), at("person.shared_number", 12)]
    );
    assert_eq!(
        found(&|rows| rows.residences[1].to = "2026-03-10".parse().ok()),
        [at("balance.person", 11)],
        "who went without a reason"
    );
}

#[test]
fn a_move_from_one_household_to_the_next_is_no_overlap() {
    let mut rows = sound();
    rows.residences[1].to = "2026-02-10".parse().ok();
    rows.residences[1].to_reason = Some(domain::person::ToReason::TransferOut);
    rows.residences.push(Residence { from: "2026-02-10".parse().ok(), ..live(23, 11, 2, "姐姐") });
    assert_eq!(codes(&rows), []);
}

/// What would be done about each finding.
fn proposals(rows: &Rows) -> Vec<(&'static str, Option<String>)> {
    let opened = open(rows, "2026-03-20");
    let findings = check(&opened.session, false).unwrap();
    findings.into_iter().map(|finding| (finding.code, finding.repair)).collect()
}

/// A book with one of everything that can be put right without guessing.
fn disordered() -> Rows {
    let mut rows = sound();
    rows.persons[0].birth = "1951".parse().ok();
    rows.persons[2].sex = Some(domain::codes::Sex::Female);
    // The wife says that she is the head too; she came later.
    rows.residences[1].relation = Some(Relation::HEAD);
    rows.residences[1].from = "2026-02".parse().ok();
    rows.residences[1].from_reason = Some(domain::person::FromReason::MoveIn);
    // A grown-up with a child, neither of them head; the child still stands in the first household as well.
    rows.households.extend([Household::blank(id(3)), Household::blank(id(4))]);
    rows.persons.extend([person(13, None, "1980"), person(14, None, "2019-05")]);
    rows.residences.extend([
        live(23, 13, 3, ""),
        live(24, 14, 1, "孙子"),
        Residence {
            from: "2026-03-05".parse().ok(),
            from_reason: Some(domain::person::FromReason::TransferIn),
            ..live(25, 14, 3, "子")
        },
        // Everybody left the last household.
        Residence {
            to: "2026-03-02".parse().ok(),
            to_reason: Some(domain::person::ToReason::MoveOut),
            ..live(26, 15, 4, "户主")
        },
    ]);
    rows.persons.push(person(15, None, "1944"));
    rows
}

#[test]
fn a_repair_is_proposed_in_words_where_nothing_has_to_be_guessed() {
    let said = |code, words: &str| (code, Some(words.to_owned()));
    assert_eq!(
        proposals(&disordered()),
        [
            said("household.two_heads", "住得最久的留作户主，另一人与户主关系先空着"),
            said("household.no_head", "户里唯一的成年人定为户主"),
            said("household.empty", "从 2026-03-02 起销户"),
            said("person.two_homes", "较早的那一户到 2026-03-05 为止"),
            said("person.birth_contradicts_number", "出生日期改成身份证号里的"),
            said("person.sex_contradicts_number", "性别改成身份证号里的"),
            ("balance.household", None),
        ]
    );
}

#[test]
fn all_repairs_are_one_operation_that_leaves_nothing_to_find_and_can_be_undone() {
    let opened = open(&disordered(), "2026-03-20");
    let hash = crate::content_hash::content_hash(&opened.session).unwrap();
    let before = check(&opened.session, true).unwrap();
    let done = repair(&opened.session, None).unwrap();
    assert_eq!((done.repaired, done.findings.as_slice()), (6, &[][..]));
    let last = opened.session.overview().unwrap().undo.unwrap();
    assert_eq!((Some(last.op), last.label.as_str()), (done.op, "体检修复"));
    crate::history::undo(&opened.session, None).unwrap();
    assert_eq!(crate::content_hash::content_hash(&opened.session).unwrap(), hash);
    assert_eq!(check(&opened.session, true).unwrap(), before);
}

#[test]
fn only_what_is_chosen_is_repaired() {
    let opened = open(&disordered(), "2026-03-20");
    let chosen = Chosen { code: "household.empty".to_owned(), record: Some(id(4).to_string()) };
    let done = repair(&opened.session, Some(&[chosen])).unwrap();
    assert_eq!((done.repaired, done.findings.len()), (1, 5));
    let none = Chosen { code: "household.empty".to_owned(), record: Some(id(1).to_string()) };
    assert_eq!(repair(&opened.session, Some(&[none])).unwrap_err().code, "nothing_to_repair");
}

#[test]
fn what_only_a_person_can_know_is_left_to_a_person() {
    let silent = |change: &dyn Fn(&mut Rows)| {
        let mut rows = sound();
        change(&mut rows);
        let proposals = proposals(&rows);
        assert!(!proposals.is_empty() && proposals.iter().all(|(_, repair)| repair.is_none()), "{proposals:?}");
    };
    // Two grown-ups and no head.
    silent(&|rows| rows.residences[0].relation = None);
    // Two heads who came together, of an age nobody knows.
    silent(&|rows| {
        rows.residences[1].relation = Some(Relation::HEAD);
        rows.persons[1].birth = None;
    });
    // Two homes since the opening.
    silent(&|rows| rows.residences.push(live(23, 11, 2, "姐姐")));
    // A number that two persons have says nothing about the birth of either.
    silent(&|rows| rows.persons[2].id_number = rows.persons[0].id_number.clone());
    silent(&|rows| rows.persons[1].id_number = Some("999999195003150015".into()));
    silent(&|rows| rows.residences[1].to = "2026-03-10".parse().ok());
}

/// A party member who leads both groups: the organisation lacks nothing.
fn led(village: &mut crate::testing::Village, leader: Id, grids: [Id; 2]) {
    village.member(leader, domain::person::MemberKind::Full, None);
    for grid in grids {
        village.role(leader, grid, domain::organisation::RoleKind::Leader);
    }
}

#[test]
fn an_older_place_in_a_grid_ends_when_the_younger_began() {
    let mut village = crate::testing::Village::opened("2026-01-01");
    let (one, two) = (village.grid(1), village.grid(2));
    village.found_groups();
    let home = village.household(one);
    let head = village.head(home);
    village.person(home);
    led(&mut village, head, [one, two]);
    village.place(home, two, "2026-02-10", "");
    let opened = open(&village.rows, "2026-03-20");
    let found = check(&opened.session, true).unwrap();
    let said: Vec<_> = found.iter().map(|one| (one.code, one.repair.as_deref())).collect();
    assert_eq!(said, [("household.two_grids", Some("较早的那个网格到 2026-02-10 为止"))]);
    let done = repair(&opened.session, None).unwrap();
    assert_eq!((done.repaired, done.findings.as_slice()), (1, &[][..]));
    let places: Vec<HouseholdGrid> = opened.session.read(|reader| Ok(reader.grids_of_household(home)?)).unwrap();
    assert_eq!(places.iter().filter(|place| place.to.is_none()).map(|place| place.grid).collect::<Vec<_>>(), [two]);
}

#[test]
fn two_homes_in_two_grids_are_put_right_by_one_repair() {
    let mut village = crate::testing::Village::opened("2026-01-01");
    let (one, two) = (village.grid(1), village.grid(2));
    village.found_groups();
    let (home, other) = (village.household(one), village.household(two));
    let head = village.head(home);
    led(&mut village, head, [one, two]);
    village.head(other);
    let person = village.person(home);
    let stay = village.stay(person, other);
    (stay.from, stay.from_reason) = ("2026-03-05".parse().ok(), Some(domain::person::FromReason::TransferIn));
    let opened = open(&village.rows, "2026-03-20");
    let codes: Vec<_> = check(&opened.session, true).unwrap().into_iter().map(|one| one.code).collect();
    assert_eq!(codes, ["person.two_homes", "person.two_grids"]);
    let done = repair(&opened.session, None).unwrap();
    assert_eq!((done.repaired, done.findings.as_slice()), (2, &[][..]));
}

#[test]
fn a_lodger_who_is_registered_elsewhere_has_no_second_home() {
    let mut rows = sound();
    rows.residences.push(Residence { kind: ResidenceKind::Temporary, ..live(23, 11, 2, "姐姐") });
    assert_eq!(codes(&rows), []);
}

#[test]
fn a_damaged_copy_of_the_key_is_an_error_until_it_is_mended() {
    let opened = open(&sound(), "2026-03-20");
    std::fs::write(opened.session.book().dir().join("store.key.2"), "x").unwrap();
    let found = check(&opened.session, true).unwrap();
    assert!(!is_sound(&found) && found[0].repair.is_some());
    let done = repair(&opened.session, None).unwrap();
    assert_eq!((done.op, done.repaired, done.findings.as_slice()), (None, 1, &[][..]));
}

#[test]
fn with_both_copies_of_the_key_damaged_neither_is_called_good() {
    let opened = open(&sound(), "2026-03-20");
    for name in ["store.key", "store.key.2"] {
        std::fs::write(opened.session.book().dir().join(name), "x").unwrap();
    }
    let found = check(&opened.session, true).unwrap();
    assert!(found.len() == 1 && found[0].message.contains("都坏了"), "{found:?}");
    assert_eq!(repair(&opened.session, None).unwrap().findings, []);
}

#[test]
fn after_a_repair_a_damage_that_only_a_whole_look_finds_is_still_said() {
    use std::io::Write;
    let opened = open(&disordered(), "2026-03-20");
    crate::backups::backup(&opened.session).unwrap();
    // A page behind the last one, under no seal: what reads the book's own pages alone does not come by it.
    let mut rows = std::fs::OpenOptions::new();
    let mut rows = rows.append(true).open(opened.session.book().dir().join("store.db")).unwrap();
    rows.write_all(&[0xA5; 4096]).unwrap();
    assert!(is_sound(&check(&opened.session, true).unwrap()));
    let done = repair(&opened.session, None).unwrap();
    assert_eq!(done.repaired, 6);
    assert!(!is_sound(&done.findings), "{:?}", done.findings);
}
