//! `backup` and `restore` as scripts use them, and backups that were damaged on their way.

use std::fs;

use journeys::backups::damage;
use journeys::program::{BookFolder, all_rosters, seed};
use serde_json::json;

use crate::bad_input::{TODAY, refused};

#[test]
fn no_backup_that_was_cut_flipped_or_mixed_up_is_accepted() {
    let tally = damage(400, seed("backups")).unwrap();
    assert!(tally.cut >= 40 && tally.flipped >= 40 && tally.mixed >= 40, "{tally:?}");
}

#[test]
fn a_book_is_backed_up_lost_restored_from_a_stick_and_taken_back() {
    let book = BookFolder::village(TODAY, &[]);
    book.import(&all_rosters()[..1]);
    let stick = book.folder().join("stick");
    fs::create_dir(&stick).unwrap();
    let copy = book.done(&["backup", "--to", stick.to_str().unwrap()]);
    let file = copy["file"].as_str().unwrap().to_owned();
    assert_eq!((&copy["number"], &copy["proven"]), (&json!(1), &json!(true)));
    let before = book.hash();
    book.done(&["undo"]);
    let after = book.hash();
    assert_ne!(before, after);

    let preview = book.done(&["restore", &file]);
    assert_eq!((&preview["lost"], &preview["live"]), (&json!(1), &json!("read")));
    assert_eq!(book.hash(), after, "a preview changes nothing");
    book.done(&["restore", &file, "--commit"]);
    assert_eq!(book.hash(), before);
    assert_eq!(book.done(&["check"]).as_array().unwrap().iter().find(|one| one["severity"] == "error"), None);
    book.done(&["restore", "--undo"]);
    assert_eq!(book.hash(), after);

    // The whole folder of the book is gone; the stick is there.
    fs::remove_dir_all(book.store()).unwrap();
    book.done(&["restore", &file, "--commit"]);
    assert_eq!(book.hash(), before);
    refused(&book.run(&["restore", "--undo"]), 1, "restore.nothing");
}

#[test]
fn a_backup_with_an_old_password_of_another_book_or_that_is_none_is_refused_and_the_book_stays() {
    let book = BookFolder::village(TODAY, &[]);
    let other = BookFolder::village(TODAY, &[]);
    let foreign = other.done(&["backup"])["file"].as_str().unwrap().to_owned();
    let own = book.done(&["backup"])["file"].as_str().unwrap().to_owned();
    let before = book.hash();
    refused(&book.run(&["restore", &foreign, "--commit"]), 3, "backup.other_book");
    refused(&book.run(&["restore", "000099-meiyou.hwb", "--commit"]), 3, "file_missing");
    let rows = book.store().join("store.db").display().to_string();
    refused(&book.run(&["restore", &rows, "--commit"]), 3, "backup.live_file");
    fs::write(book.folder().join("password"), "jin-tian-de-mima").unwrap();
    let said = book.run(&["restore", &own, "--commit"]);
    refused(&said, 5, "store.wrong_password");
    assert!(said.failure()["message"].as_str().unwrap().contains("那天"));
    fs::write(book.folder().join("password"), journeys::program::PASSWORD).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(book.hash(), before);
}

#[test]
fn the_backups_of_a_book_that_cannot_be_opened_are_listed_without_a_password() {
    let book = BookFolder::village(TODAY, &[]);
    book.done(&["backup"]);
    for name in ["store.db", "store.key", "store.key.2"] {
        fs::remove_file(book.store().join(name)).unwrap();
    }
    fs::write(book.folder().join("password"), "").unwrap();
    let rows = book.done(&["backup", "--list"]);
    assert_eq!((&rows[0]["state"], &rows[0]["station"]), (&json!("proven"), &json!("向阳村")));
    assert_eq!(rows.as_array().unwrap().len(), 1);
}
