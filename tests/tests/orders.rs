//! The order in which lists arrive does not matter, nor how many come at once, nor whether they come again.

use app::content_hash::content_hash;
use journeys::layouts::chance::Chance;
use journeys::program::{all_rosters, expected, seed};

use crate::inside;

const TODAY: &str = "2026-10-08";

/// Random orders of the seven rosters.
const ORDERS: usize = 30;

#[test]
fn thirty_orders_of_the_seven_rosters_end_in_one_content() {
    let mut chance = Chance::new(seed("orders of the rosters"));
    let expected = &expected()["after_all_seven"];
    let mut hashes = Vec::new();
    for _ in 0..ORDERS {
        let folder = tempfile::tempdir().unwrap();
        let session = inside::village(folder.path(), TODAY);
        let mut files = all_rosters();
        chance.shuffle(&mut files);
        // Some alone, some together.
        let mut told = Vec::new();
        let mut rest = files.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(1 + chance.below(rest.len().min(3)));
            inside::import(&session, now, false);
            told.push(
                now.iter().map(|file| file.file_name().unwrap().to_string_lossy()).collect::<Vec<_>>().join(" + "),
            );
            rest = later;
        }
        let order = told.join(", ");
        let overview = session.overview().unwrap();
        assert_eq!(overview.doubts, expected["doubts"], "{order}");
        assert_eq!((overview.households, overview.persons), (62, 197), "{order}");
        hashes.push((content_hash(&session).unwrap(), order));
    }
    let (first, order) = &hashes[0];
    for (hash, other) in &hashes {
        assert_eq!(hash, first, "{order}\nand\n{other}");
    }
}

#[test]
fn grids_made_of_hamlets_do_not_depend_on_the_order_either() {
    let mut chance = Chance::new(seed("orders of the rosters, by hamlet"));
    let mut hashes = Vec::new();
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let session = inside::village(folder.path(), TODAY);
        let mut files = all_rosters();
        chance.shuffle(&mut files);
        for file in files {
            inside::import(&session, &[file], true);
        }
        hashes.push(content_hash(&session).unwrap());
    }
    assert!(hashes.iter().all(|hash| *hash == hashes[0]), "{hashes:?}");
}

#[test]
fn after_all_seven_the_book_holds_every_figure() {
    let folder = tempfile::tempdir().unwrap();
    let session = inside::village(folder.path(), TODAY);
    inside::import(&session, &all_rosters(), false);
    let expected = &expected()["after_all_seven"];
    let register = session.register().unwrap();
    let rows = register.rows();
    let january = "2025-01".parse().ok();
    let dated = rows.tags.iter().filter(|tag| tag.from == january).count();
    assert_eq!(dated, expected["tags_dated_2025-01"]);
    let count = app::count::count(&session, None, None).unwrap();
    assert_eq!(count.households, expected["households"]);
    assert_eq!(count.persons, expected["persons"]);
    assert_eq!(count.party_members, expected["party_members"]);
    assert_eq!(count.probationary, expected["probationary"]);
    assert_eq!(count.floating, expected["floating"]);
    assert_eq!(count.tags["独居老人"], expected["独居老人"]);
    assert_eq!(session.overview().unwrap().doubts, expected["doubts"]);
}

#[test]
fn the_same_lists_again_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let session = inside::village(folder.path(), TODAY);
    inside::import(&session, &all_rosters(), false);
    let before = content_hash(&session).unwrap();
    for file in all_rosters() {
        let again = inside::import(&session, std::slice::from_ref(&file), false);
        let report = &again.report;
        let told = (again.op, report.new, report.changed, report.doubts);
        assert_eq!(told, (None, 0, 0, 0), "{} {:?}", file.display(), report.changes);
    }
    let together = inside::import(&session, &all_rosters(), false);
    assert_eq!((together.op, together.report.new, together.report.changed), (None, 0, 0));
    assert_eq!(content_hash(&session).unwrap(), before);
}
