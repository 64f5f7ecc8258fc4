//! Rosters that a generator lays out anew, taken in through the program: all exact against what it knows.

use std::collections::BTreeMap;
use std::path::PathBuf;

use app::books::open_book;
use domain::day::Day;
use domain::person::MemberKind;
use journeys::layouts::{self, Village};
use journeys::program::{BookFolder, PASSWORD, seed};
use serde_json::json;

use crate::inside;

const TODAY: &str = "2026-03-15";

/// Seeds of one run.
const ROSTERS: u64 = 10;

#[test]
fn ten_rosters_laid_out_anew_are_read_to_the_last_figure() {
    let first = seed("rosters laid out anew: the first of ten seeds");
    for seed in first..first + ROSTERS {
        let (files, village) = layouts::generate(seed);
        let book = BookFolder::village(TODAY, &[]);
        let told = format!("SEED={seed}");
        let paths: Vec<PathBuf> =
            files.iter().map(|file| layouts::write::write(&file.workbook, book.folder()).unwrap()).collect();
        let report = book.import(&paths);
        let mistakes = match unnumbered(&files) {
            0 => json!({}),
            rows => json!({ "no_id": rows }),
        };
        assert_eq!(report["mistakes"], mistakes, "{told}");
        nothing_asked_in_vain(&book, &files, &village, &told);
        figures(&book, &village, &told);
        people(&book, &files, &village, &told);
        let again = book.import(&paths);
        assert!(again["op"].is_null(), "{told}: again {}", again["changes"]);
        let backwards = BookFolder::village(TODAY, &[]);
        for path in paths.iter().rev() {
            backwards.import(&[path]);
        }
        assert_eq!(backwards.hash(), book.hash(), "{told}: one by one, the last first");
    }
}

/// Rows without a number, though the person has one.
fn unnumbered(files: &[layouts::File]) -> usize {
    files.iter().flat_map(|file| &file.sheets).map(|sheet| sheet.without_number).sum()
}

/// The only question that such lists leave is whom a row without a number means, where two of one name live.
fn nothing_asked_in_vain(book: &BookFolder, files: &[layouts::File], village: &Village, told: &str) {
    let doubts = book.done(&["doubts"]);
    let lists = files.iter().flat_map(|file| &file.sheets).filter(|sheet| !sheet.register);
    let unnumbered: usize = lists.map(|sheet| sheet.without_number).sum();
    assert!(doubts.as_array().unwrap().len() <= unnumbered, "{told}: {doubts}");
    for doubt in doubts.as_array().unwrap() {
        let namesakes = village.people().filter(|person| doubt["subject"] == person.name).count();
        assert!(doubt["why"] == "对不上人" && namesakes > 1, "{told}: {doubt}");
        assert_eq!(doubt["candidates"].as_array().unwrap().len(), namesakes, "{told}: {doubt}");
    }
}

fn figures(book: &BookFolder, village: &Village, told: &str) {
    let counted = book.done(&["count"]);
    let truth = [
        ("households", village.households.len()),
        ("persons", village.people().count()),
        ("party_members", village.people().filter(|person| person.member.is_some()).count()),
        ("away", village.people().filter(|person| person.away).count()),
    ];
    for (key, number) in truth {
        assert_eq!(counted[key], number, "{told}: {key} {counted}");
    }
    let tags: BTreeMap<String, usize> = serde_json::from_value(counted["tags"].clone()).unwrap();
    let counted: BTreeMap<&str, usize> =
        tags.iter().filter(|(_, number)| **number > 0).map(|(kind, number)| (kind.as_str(), *number)).collect();
    assert_eq!(counted, village.tags(), "{told}");
}

/// Everybody once, in their household, with what the lists say of them.
fn people(book: &BookFolder, files: &[layouts::File], village: &Village, told: &str) {
    let session = open_book(&inside::Bench::on(TODAY), &book.store(), PASSWORD).unwrap();
    let register = session.register().unwrap();
    let rows = register.rows();
    let day = Day::new(&register, session.today());
    let mut blank = 0;
    for household in &village.households {
        let head = &household.people[0];
        for person in &household.people {
            let found: Vec<usize> = (0..rows.persons.len())
                .filter(|at| rows.persons[*at].name == person.name)
                .filter(|at| rows.persons[*at].id_number.as_ref().is_none_or(|number| *number == person.id))
                .filter(|at| {
                    let home = day.home_of(*at as u32).map(|home| &rows.residences[home as usize]);
                    home.is_some_and(|home| {
                        let house = register.household(home.household).unwrap();
                        let heads = rows.residences.iter().filter(|one| one.household == home.household);
                        let named = heads
                            .filter(|one| one.relation == Some(domain::codes::Relation::HEAD))
                            .filter_map(|one| register.person(one.person))
                            .any(|one| one.name == head.name);
                        let relation = home
                            .relation
                            .is_some_and(|said| said == person.relation || said.is_refined_by(person.relation));
                        named && relation && house.hamlet.as_ref() == Some(&household.hamlet)
                    })
                })
                .collect();
            let [at] = found.as_slice() else { panic!("{told}: {} is there {} times", person.name, found.len()) };
            let row = &rows.persons[*at];
            blank += usize::from(row.id_number.is_none());
            if row.id_number.is_some() {
                assert_eq!(
                    (row.sex, row.birth),
                    (Some(person.sex), Some(person.birth.into())),
                    "{told}: {}",
                    person.name
                );
            }
            let member = rows.members.iter().find(|member| member.person == row.id);
            let finer =
                |kind: MemberKind| person.member.is_some_and(|(truth, _)| kind == truth || kind == MemberKind::Unknown);
            assert!(member.is_none_or(|member| finer(member.kind)), "{told}: {}", person.name);
        }
    }
    assert_eq!(rows.persons.len(), village.people().count(), "{told}");
    assert!(blank <= unnumbered(files), "{told}: {blank} numbers are lost");
}
