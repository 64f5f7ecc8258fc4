//! The turn of a year through the program: what is drafted from the year before, and the archive folder.

use std::fs;
use std::path::Path;

use journeys::program::BookFolder;
use serde_json::json;

use crate::office;

/// A grid's book of a year's work, ten months of it sealed, on the last day of the year.
fn book() -> BookFolder {
    let book = BookFolder::empty("2026-12-31");
    book.done(&[
        "init",
        "--fast-key",
        "--station",
        "grid",
        "--name",
        "第一网格",
        "--village",
        "向阳村",
        "--opened",
        "2026-03-01",
    ]);
    book.done(&["sample", "--grids", "1", "--households", "30", "--months", "9", "--seed", "7"]);
    for month in 3..=11 {
        book.done(&["close", "--month", &format!("2026-{month:02}")]);
    }
    book
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_archive_of_a_year_holds_every_month_once_and_lists_what_it_holds() {
    let book = book();
    let place = book.folder().join("归档");
    fs::create_dir(&place).unwrap();
    let saved = book.done(&["year", "--to", "2027", "--archive", place.to_str().unwrap()]);
    let folder = place.join("第一网格 2026年档案");
    let files = names(&folder);
    // Ten months, nine forms each; a sheet of each quarter; five of the year; its plans; the list.
    let plans = book.done(&["plans", "--year", "2026"])["rows"].as_array().unwrap().len();
    assert!(plans >= 2);
    assert_eq!(files.len(), 10 * 9 + 4 + 5 + plans + 1, "{files:#?}");
    assert_eq!(saved["others"].as_array().unwrap().len() + 1, files.len());
    assert!(files[0].starts_with("000 卷内目录") && files[1].starts_with("001 2026年3月"), "{:?}", &files[..2]);
    let list = office::pages(&folder.join(&files[0])).join("\n");
    for (at, file) in (1..).zip(&files[1..]) {
        let title = file.split_once(' ').unwrap().1.trim_end_matches(".pdf");
        let said: String = title.split_whitespace().collect();
        let plain: String = list.split_whitespace().collect();
        assert!(plain.contains(&said), "{at}: {title}");
    }
    assert_eq!(list.matches("第1版").count(), 9, "what was sealed says so");
    let ledger: String = office::pages(&folder.join(&files[1]))[0].split_whitespace().collect();
    assert!(ledger.contains("第1版"), "the ledger is the sealed one");
    let mut pages = 0;
    for file in &files[1..] {
        let text = office::pages(&folder.join(file));
        pages += text.len();
        assert!(!text.iter().any(|page| page.contains("999999")), "{file}: no whole number");
    }
    assert!(pages >= files.len() - 1);

    let again = book.done(&["year", "--to", "2027", "--archive", place.to_str().unwrap()]);
    assert!(again["kept_old"].is_string(), "what was there is kept under another name");
    assert_eq!(names(&folder).len(), files.len() * 2);
}

#[test]
fn the_new_year_begins_with_what_is_taken_over_and_the_old_one_stays_as_it_is() {
    let book = book();
    let before = book.done(&["year"]);
    assert_eq!(
        (&before["from"], &before["to"], &before["next_number"]),
        (&json!(2026), &json!(2027), &json!("2027-001"))
    );
    assert_eq!(before["unsealed"], json!([]), "December ends today");
    let last = before["commitments"].as_array().unwrap();
    let goes_on: Vec<_> = last.iter().map(|one| json!({ "person": one["person"], "text": one["text"] })).collect();
    let value = json!({ "year": 2027, "letters": true, "rules": true, "commitments": goes_on });
    let file = book.folder().join("year.json");
    fs::write(&file, value.to_string()).unwrap();
    let (old_letters, old_scores) =
        (book.done(&["letters", "--year", "2026"]), book.done(&["scores", "--year", "2026"]));
    book.done(&["record", "change_year", "--from", file.to_str().unwrap()]);
    let after = book.done(&["year", "--to", "2027"]);
    assert_eq!((&after["letters"][2], &after["rules"][1]), (&json!(1), &before["rules"][0]));
    assert_eq!(after["committed"], json!(goes_on.len()));
    assert_eq!(book.done(&["letters", "--year", "2026"])["rows"], old_letters["rows"]);
    assert_eq!(book.done(&["scores", "--year", "2026"]), old_scores);
    book.done(&["undo"]);
    assert_eq!(book.done(&["year"]), before, "one step back and nothing is left of it");
}
