//! A village, two of its grids and a stick: books begun from start packs, returns taken, answers brought back.

use std::fs;
use std::path::{Path, PathBuf};

use journeys::program::BookFolder;
use serde_json::{Value, json};

use crate::{month, office};

const SECRET: &str = "示例密码一二三";

/// A sample village of two grids.
fn village() -> BookFolder {
    let book = BookFolder::village(month::TODAY, &[]);
    book.done(&["sample", "--grids", "2", "--households", "12", "--months", "2", "--seed", "7"]);
    fs::write(book.folder().join("secret"), SECRET).unwrap();
    book
}

/// What an export of a book is written as, in its own folder.
fn export(book: &BookFolder, typed: &[&str]) -> PathBuf {
    let (to, secret) = (book.folder().display().to_string(), book.folder().join("secret").display().to_string());
    let more = ["--to", &to, "--workbook-password-file", &secret];
    PathBuf::from(book.done(&[&["export"], typed, &more].concat())["file"].as_str().unwrap())
}

fn take(book: &BookFolder, file: &Path) -> Value {
    let secret = book.folder().join("secret").display().to_string();
    let file = file.to_str().unwrap();
    let ended = book.run(&["take", file, "--workbook-password-file", &secret, "--commit"]);
    assert!(matches!(ended.code, Some(0 | 4)), "{} {}", ended.out, ended.err);
    ended.json()[0].clone()
}

/// The book of a grid, begun from its start pack alone.
fn begun(village: &BookFolder, grid: &str) -> BookFolder {
    let pack = export(village, &["start", "--grid", grid]);
    let book = BookFolder::empty(month::TODAY);
    fs::write(book.folder().join("secret"), SECRET).unwrap();
    let secret = book.folder().join("secret").display().to_string();
    let from = pack.to_str().unwrap();
    book.done(&["init", "--from", from, "--workbook-password-file", &secret, "--operator", "示例组长", "--fast-key"]);
    book
}

/// A visit to some household.
fn visit(book: &BookFolder, words: &str) {
    let home = book.done(&["visits"])["households"][0]["household"].clone();
    let file = book.folder().join("visit.json");
    let value =
        json!({ "household": home, "date": month::TODAY, "kind": "入户", "outcome": "见到", "findings": words });
    fs::write(&file, value.to_string()).unwrap();
    book.done(&["record", "visit", "--from", file.to_str().unwrap()]);
}

/// What `export` and `take` print: a start pack written, a book begun from it, its return taken.
pub fn one_of_each() -> [Value; 2] {
    let (village, grid) = (BookFolder::village(month::TODAY, &[]), BookFolder::empty(month::TODAY));
    village.done(&["sample", "--grids", "1", "--households", "4", "--months", "1", "--seed", "7"]);
    let plain = ["--to", village.folder().to_str().unwrap(), "--plain", "--reason", "试用"];
    let pack = village.done(&[&["export", "start", "--grid", "第一网格"][..], &plain].concat());
    grid.done(&["init", "--from", pack["file"].as_str().unwrap(), "--fast-key"]);
    let sent = grid.done(&[&["export", "return", "--month", "2026-03"][..], &plain].concat());
    let taken = village.done(&["take", sent["file"].as_str().unwrap(), "--commit"]);
    [pack, taken]
}

#[test]
fn a_grid_begins_from_its_pack_and_what_it_records_reaches_the_village() {
    let village = village();
    let grid = begun(&village, "第一网格");
    let counted = |book: &BookFolder| book.done(&["count"])["grids"][0].clone();
    assert_eq!(counted(&grid), counted(&village), "the village's first grid is the grid's whole book");
    let before = village.hash();
    let empty = take(&village, &export(&grid, &["return", "--month", "2026-03"]));
    assert_eq!((&empty["taken"], &empty["new_rows"], &empty["doubts"]), (&json!(0), &json!(0), &json!(0)));
    assert_eq!(village.hash(), before, "nothing new, nothing changed");
    visit(&grid, "屋顶漏雨");
    let report = take(&village, &export(&grid, &["return", "--month", "2026-03"]));
    assert_eq!((&report["new_rows"], &report["doubts"]), (&json!(1), &json!(0)));
    assert_ne!(village.hash(), before);
    village.done(&["undo"]);
    assert_eq!(village.hash(), before, "taking is one operation");
    assert_eq!(village.run(&["check"]).code, Some(0));
}

#[test]
fn a_return_that_libreoffice_saved_again_says_what_it_said() {
    let village = village();
    let grid = begun(&village, "第一网格");
    visit(&grid, "一切都好");
    let to = grid.folder().display().to_string();
    let plain = grid.done(&["export", "return", "--to", &to, "--plain", "--reason", "试用"]);
    let plain = PathBuf::from(plain["file"].as_str().unwrap());
    let before = village.hash();
    let sent = village.folder().join("sent.xlsx");
    fs::copy(&plain, &sent).unwrap();
    let expected = take(&village, &sent);
    let after = village.hash();
    for to in ["ods", "xlsx"] {
        village.done(&["undo"]);
        assert_eq!(village.hash(), before);
        let folder = tempfile::tempdir().unwrap();
        let saved = office::convert(&plain, to, folder.path());
        let report = take(&village, &saved);
        for count in ["taken", "kept", "new_rows", "absent_rows", "removed_rows", "doubts"] {
            assert_eq!(report[count], expected[count], "{to} {count}");
        }
        assert_eq!(village.hash(), after, "{to}");
    }
}

#[test]
fn what_is_not_for_this_book_is_refused_with_a_sentence_and_nothing_is_done() {
    let village = village();
    let grid = begun(&village, "第一网格");
    let file = export(&grid, &["return"]);
    let (before, secret) = (village.hash(), village.folder().join("secret").display().to_string());
    let refused = |book: &BookFolder, file: &Path, typed: &[&str]| {
        let ended = book.run(&[&["take", file.to_str().unwrap(), "--commit"], typed].concat());
        assert_eq!(ended.code, Some(3), "{ended:?}");
        ended.failure()["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused(&village, &file, &[]), "workbook_password_needed");
    let locked = ["--workbook-password-file", &secret];
    assert_eq!(refused(&grid, &file, &locked), "for_another_station");
    let other = BookFolder::empty(month::TODAY);
    other.done(&["init", "--station", "village", "--name", "朝阳村", "--fast-key"]);
    assert_eq!(refused(&other, &file, &locked), "for_another_station");
    let roster = journeys::program::rosters().join("党员花名册.xlsx");
    assert_eq!(refused(&village, &roster, &[]), "not_an_exchange");
    let cut = village.folder().join("cut.xlsx");
    fs::write(&cut, &fs::read(&file).unwrap()[..20_000]).unwrap();
    assert!(["file_damaged", "file_unknown", "lock_unknown"].contains(&refused(&village, &cut, &locked).as_str()));
    assert_eq!(village.hash(), before);
}
