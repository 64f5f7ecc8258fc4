use domain::organisation::RoleKind;
use serde_json::{Value, json};

use super::*;
use crate::history::undo;
use crate::progress::Unwatched;
use crate::testing::{Opened, Village, open};

/// A group whose leader and member committed themselves for 2026, with a letter and a rule of that year and a task that
/// is not done; it is December.
fn known() -> (Opened, [String; 2]) {
    let mut village = Village::opened("2026-10-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    let (leader, member) = (village.head(home), village.person(home));
    for (person, name, kind) in [(leader, "示例组长", RoleKind::Leader), (member, "示例成员", RoleKind::Member)]
    {
        village.name(person, name);
        village.role(person, grid, kind);
    }
    let opened = open(&village.rows, "2026-12-20");
    let people = [leader, member].map(|id| id.to_string());
    for person in &people {
        done(
            &opened,
            "commit",
            json!({ "person": person, "text": "包一条街", "measures": "每周清扫", "date": "2026-10-10" }),
        );
    }
    done(&opened, "draft_letters", json!({ "year": 2026 }));
    let rule = json!({ "year": 2026, "about": "党员", "text": "好人好事", "points": "1", "evidence": "人工登记" });
    done(&opened, "add_rule", rule);
    done(&opened, "give_task", json!({ "date": "2026-12-01", "text": "清雪", "due": "2027-01-31" }));
    (opened, people)
}

fn done(opened: &Opened, kind: &str, value: Value) -> String {
    crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
}

#[test]
fn the_year_that_ends_says_what_stays_open_and_what_is_still_to_be_drafted() {
    let (opened, people) = known();
    let change = year_change(&opened.session, None).unwrap();
    assert_eq!((change.from, change.to), (2026, 2027));
    assert_eq!(change.unsealed, ["2026-10", "2026-11"], "from the opening on, and December still runs");
    assert_eq!((change.tasks, change.matters, change.resolutions), (1, 0, 0));
    assert_eq!(change.next_number, "2027-001");
    assert_eq!((change.groups, change.letters, change.rules), (1, [1, 0, 0], [1, 0]));
    let names: Vec<&str> = change.commitments.iter().map(|one| one.name.as_str()).collect();
    assert_eq!((names, change.committed), (vec!["示例组长", "示例成员"], 0));

    let goes_on = json!([{ "person": people[1], "text": "再包一条街" }]);
    done(&opened, "change_year", json!({ "year": 2027, "letters": true, "rules": true, "commitments": goes_on }));
    let change = year_change(&opened.session, Some(2027)).unwrap();
    assert_eq!((change.letters, change.rules, change.committed), ([1, 0, 1], [1, 1], 1));
    assert_eq!(change.commitments.len(), 1, "who goes on is not asked again");
    let rules = crate::scores::rules(&opened.session, Some(2027)).unwrap().rows;
    assert_eq!(rules[0].text, "好人好事", "last year's, not the pack's");
    undo(&opened.session, None).unwrap();
    let change = year_change(&opened.session, None).unwrap();
    assert_eq!((change.letters, change.rules, change.committed), ([1, 0, 0], [1, 0], 0), "all of it is one step");
}

#[test]
fn a_change_of_nothing_or_for_a_far_year_is_refused_and_nothing_is_half_done() {
    let (opened, people) = known();
    let code = |value: Value| {
        let event = crate::events::read("change_year", value).unwrap();
        crate::events::record(&opened.session, &event).unwrap_err().code
    };
    assert_eq!(code(json!({ "year": 2027 })), "needed");
    assert_eq!(code(json!({ "year": 2029, "rules": true })), "other_year");
    let twice = json!([{ "person": people[0], "text": "一" }, { "person": people[0], "text": "二" }]);
    assert_eq!(code(json!({ "year": 2027, "letters": true, "commitments": twice })), "has_already");
    assert_eq!(year_change(&opened.session, None).unwrap().letters, [1, 0, 0]);
    done(&opened, "change_year", json!({ "year": 2027, "letters": true }));
    assert_eq!(code(json!({ "year": 2027, "letters": true })), "has_already");
}

#[test]
fn the_change_is_that_of_the_turn_of_the_year() {
    let mut village = Village::opened("2025-01-01");
    village.grid(1);
    village.found_groups();
    for (today, to) in [("2026-03-01", 2026), ("2026-06-30", 2026), ("2026-07-01", 2027), ("2026-12-31", 2027)] {
        assert_eq!(year_change(&open(&village.rows, today).session, None).unwrap().to, to, "{today}");
    }
}

#[test]
fn a_year_before_the_opening_or_to_come_has_nothing_to_archive() {
    let (opened, _) = known();
    for year in [2025, 2027] {
        let request = ArchiveRequest { year, folder: opened.folder.path().display().to_string() };
        assert_eq!(archive(&opened.session, &request, &Unwatched).unwrap_err().code, "nothing_to_archive", "{year}");
    }
}
