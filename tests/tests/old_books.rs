//! Books that older programs made are brought to the newest schema when they are opened, and say what they said.

use journeys::program::{BookFolder, old_books};
use serde_json::Value;

#[test]
fn a_book_of_every_older_program_opens_and_counts_as_it_did() {
    let books = old_books();
    assert!(books.len() >= 3, "{books:?}");
    for dir in books {
        let told = dir.display().to_string();
        let counted: Value =
            serde_json::from_str(&std::fs::read_to_string(dir.join("counted.json")).unwrap()).expect("a count");
        let book = BookFolder::of(&dir, "2026-03-31");
        let now = book.done(&["count"]);
        for (key, figure) in counted.as_object().unwrap() {
            // A later program may say more, never something else.
            assert_eq!(&now[key], figure, "{told}: {key}");
        }
        assert_ne!(now["persons"], 0, "{told}");
        assert_eq!(book.run(&["check"]).code, Some(0), "{told}");
        let cover = std::fs::read_to_string(book.store().join("store.key")).unwrap();
        let newest = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../src-tauri/crates/store/migrations"));
        let newest = newest.unwrap().flatten().filter(|file| file.path().extension().is_some_and(|kind| kind == "sql"));
        assert!(cover.contains(&format!("\"schema\": {},", newest.count())), "{told}: the cover names the new schema");
    }
}

#[test]
fn what_an_older_program_did_can_be_undone_and_done_again() {
    for dir in old_books() {
        let book = BookFolder::of(&dir, "2026-03-31");
        let before = book.hash();
        // A sealed month is no step that can be taken back.
        let history = book.done(&["history"]);
        let steps = history.as_array().unwrap().iter().filter(|step| step["kind"] != "close").count();
        for _ in 0..steps {
            book.done(&["undo"]);
        }
        assert_eq!(book.done(&["count"])["persons"], 0);
        for _ in 0..steps {
            book.done(&["redo"]);
        }
        assert_eq!(book.hash(), before, "{}", dir.display());
    }
}
