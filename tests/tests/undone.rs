//! Every commit can be taken back and done again, each by a program of its own.

use journeys::program::{BookFolder, all_rosters};
use serde_json::json;

#[test]
fn the_content_is_back_after_every_undo_and_again_after_every_redo() {
    let book = BookFolder::village("2026-10-08", &[]);
    let mut hashes = vec![book.hash()];
    for file in all_rosters() {
        let report = book.import(&[&file]);
        let hash = book.hash();
        if report["op"].is_null() {
            assert_eq!(&hash, hashes.last().unwrap(), "nothing was written: {}", file.display());
            continue;
        }
        assert!(!hashes.contains(&hash), "{} changed nothing", file.display());
        hashes.push(hash);
    }
    assert!(hashes.len() > 4, "{hashes:?}");
    let steps = hashes.len() - 1;
    for before in hashes[..steps].iter().rev() {
        book.done(&["undo"]);
        assert_eq!(&book.hash(), before);
    }
    let nothing = book.run(&["undo"]);
    assert_eq!((nothing.code, &nothing.failure()["code"]), (Some(1), &json!("undo.nothing")));
    for after in &hashes[1..] {
        book.done(&["redo"]);
        assert_eq!(&book.hash(), after);
    }
    let nothing = book.run(&["redo"]);
    assert_eq!((nothing.code, &nothing.failure()["code"]), (Some(1), &json!("redo.nothing")));
    assert_eq!(book.done(&["history"]).as_array().unwrap().len(), 3 * steps);
}

#[test]
fn a_new_operation_ends_what_could_be_redone() {
    let files = all_rosters();
    let book = BookFolder::village("2026-10-08", &[]);
    book.import(&files[..1]);
    book.done(&["undo"]);
    book.import(&files[1..2]);
    assert_eq!(book.run(&["redo"]).failure()["code"], "redo.nothing");
}
