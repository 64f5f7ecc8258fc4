//! Folders in which something is missing, damaged, foreign or newer: refused by name, never touched.

use store::{Book, BookState, Secret, StoreError, peek};

use crate::common::{Dice, PASSWORD, Shelf, add, label};

fn closed() -> Shelf {
    let (shelf, book) = Shelf::new();
    add(&book, "王小测");
    drop(book);
    shelf
}

fn refused(shelf: &Shelf) -> StoreError {
    let before = shelf.files();
    let error = shelf.try_open(Secret::Password(PASSWORD)).err().unwrap();
    assert_eq!(shelf.files(), before, "{error:?}");
    error
}

#[test]
fn an_empty_folder_holds_no_book_and_looking_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(peek(folder.path()), BookState::None);
    assert_eq!(peek(&folder.path().join("nowhere")), BookState::None);
    let opened = Book::open(folder.path(), Secret::Password(PASSWORD), Dice::new());
    assert!(matches!(opened.err().unwrap(), StoreError::NotHere));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_with_a_book_or_a_part_of_one_takes_no_second() {
    let shelf = closed();
    let station = shelf.open().read(|r| r.station()).unwrap();
    let create = || Book::create_with(shelf.dir(), &label(), "p", "n", &station, Dice::new(), store::Cost::SAMPLE);
    for lost in ["store.db", "store.key", "store.key.2"] {
        let before = shelf.files();
        assert!(matches!(create().err().unwrap(), StoreError::Exists));
        assert_eq!(shelf.files(), before);
        if lost != "store.key.2" {
            std::fs::remove_file(shelf.dir().join(lost)).unwrap();
        }
    }
}

#[test]
fn a_file_of_garbage_in_place_of_the_rows_is_refused_and_kept() {
    for garbage in [Vec::new(), b"SQLite format 3\0".to_vec(), vec![0; 8192], vec![0xA5; 100_000]] {
        let shelf = closed();
        shelf.spoil("store.db", |bytes| *bytes = garbage.clone());
        assert!(matches!(refused(&shelf), StoreError::Damaged), "{} bytes", garbage.len());
    }
}

#[test]
fn another_books_rows_under_this_key_are_refused_and_kept() {
    let (shelf, other) = (closed(), closed());
    std::fs::copy(other.dir().join("store.db"), shelf.dir().join("store.db")).unwrap();
    assert!(matches!(refused(&shelf), StoreError::Damaged));
}

#[test]
fn a_damaged_page_is_never_taken_for_good() {
    let shelf = closed();
    let whole = shelf.files()["store.db"].clone();
    for page in 0..whole.len() / 4096 {
        shelf.spoil("store.db", |bytes| {
            bytes.copy_from_slice(&whole);
            bytes[page * 4096 + 2000] ^= 0x10;
        });
        match shelf.try_open(Secret::Password(PASSWORD)) {
            Err(error) => assert!(matches!(error, StoreError::Damaged), "page {page}: {error:?}"),
            Ok(book) => {
                let found = book.check(false);
                assert!(!matches!(&found, Ok(found) if found.is_empty()), "page {page} passed");
            }
        }
    }
}

#[test]
fn rows_without_a_key_and_a_key_without_rows_are_told_apart() {
    let shelf = closed();
    std::fs::remove_file(shelf.dir().join("store.db")).unwrap();
    assert_eq!(shelf.state(), BookState::Damaged { code: "store.db_missing" });
    assert!(matches!(refused(&shelf), StoreError::NoDatabase));
    let shelf = closed();
    for name in ["store.key", "store.key.2"] {
        std::fs::remove_file(shelf.dir().join(name)).unwrap();
    }
    assert_eq!(shelf.state(), BookState::Damaged { code: "store.key_missing" });
    assert!(matches!(refused(&shelf), StoreError::NoKey));
}

#[test]
fn a_book_cut_short_in_its_making_is_none_or_whole() {
    // The key is there, the rows still bear their first name.
    let shelf = closed();
    std::fs::rename(shelf.dir().join("store.db"), shelf.dir().join("store.db.new")).unwrap();
    assert_eq!(shelf.state(), BookState::Ready(label()));
    drop(shelf.open());
    assert!(!shelf.dir().join("store.db.new").exists());
    // The rows are there, no key yet: nobody can open them, so they are nothing.
    let folder = tempfile::tempdir().unwrap();
    let station = shelf.open().read(|r| r.station()).unwrap();
    std::fs::write(folder.path().join("store.db.new"), b"half").unwrap();
    assert_eq!(peek(folder.path()), BookState::None);
    let made = Book::create_with(folder.path(), &label(), "p", "n", &station, Dice::new(), store::Cost::SAMPLE);
    assert_eq!(made.unwrap().0.check(false).unwrap(), vec![]);
}

#[test]
fn a_book_with_a_newer_cover_is_known_without_a_secret_and_left_as_it_is() {
    let shelf = closed();
    let names = ["store.key", "store.key.2"];
    for (from, to) in [("\"schema\": ", "\"schema\": 9"), ("\"format\": 1", "\"format\": 2")] {
        let before = shelf.files();
        for name in names {
            shelf.spoil(name, |bytes| *bytes = recover(bytes, from, to));
        }
        assert_eq!(shelf.state(), BookState::Newer(label()));
        assert!(matches!(refused(&shelf), StoreError::Newer));
        for name in names {
            std::fs::write(shelf.dir().join(name), &before[name]).unwrap();
        }
    }
    shelf.open();
}

/// The key file with another word in it and a right checksum.
pub fn recover(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let text = std::str::from_utf8(bytes).unwrap();
    let body = text.split_once('\n').unwrap().1;
    assert!(body.contains(from));
    let body = body.replace(from, to);
    let sum: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("hongwang-key sha256={sum}\n{body}").into_bytes()
}

#[test]
fn no_file_holds_anything_of_a_person_in_the_clear() {
    let (shelf, book) = Shelf::new();
    let words = ["示例张三丰", "999999195003150014", "13900001111", "屋顶漏雨了", "改名操作", "核对身份", "示例组长"];
    book.write(crate::common::CHANGE, words[4], |w| {
        for _ in 0..500 {
            let mut person = crate::common::person(w, words[0]);
            person.id_number = Some(words[1].to_owned());
            person.phone = Some(words[2].to_owned());
            w.put(&person)?;
        }
        w.note_audit("reveal", Some(words[0]), Some(words[5]))
    })
    .unwrap();
    book.undo(None).unwrap();
    book.save_draft(words[0], words[3]).unwrap();
    let open = shelf.files();
    assert!(open["store.db-wal"].len() > 100_000, "nothing lies in the log that could betray anybody");
    drop(book);
    let closed = shelf.files();
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(holds(&closed["store.key"], &label().name), "the cover is in the clear, so the search finds what is there");
    for (name, bytes) in open.iter().chain(&closed) {
        for word in words {
            assert!(!holds(bytes, word), "{word} in {name}");
        }
        let utf16: Vec<u8> = words[0].encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!bytes.windows(utf16.len()).any(|part| part == utf16), "{name}");
    }
}

#[test]
fn a_page_torn_by_a_power_cut_whose_whole_copy_lies_in_the_log_is_no_damage() {
    let (shelf, book) = Shelf::new();
    add(&book, "王小测");
    let (left, unused) = Shelf::new();
    drop(unused);
    for (name, bytes) in shelf.files() {
        // As they lie while the book is open: what a cut leaves.
        if !name.ends_with("-shm") {
            std::fs::write(left.dir().join(name), bytes).unwrap();
        }
    }
    let log = left.files()["store.db-wal"].clone();
    // The header's 32 bytes, then frames: a page's number in the first four of 24 bytes, then the page.
    let pages: Vec<usize> = log[32..]
        .chunks_exact(24 + 4096)
        .map(|frame| u32::from_be_bytes(frame[..4].try_into().unwrap()) as usize)
        .collect();
    assert!(pages.len() > 2, "{pages:?}");
    left.spoil("store.db", |bytes| {
        for page in pages.into_iter().filter(|page| *page > 1) {
            if let Some(torn) = bytes.get_mut((page - 1) * 4096 + 512..page * 4096) {
                torn.fill(0);
            }
        }
    });
    let opened = left.open();
    assert_eq!(opened.check(false).unwrap(), vec![]);
    assert_eq!(opened.read(|r| r.all::<domain::person::Person>()).unwrap().len(), 1);
}
