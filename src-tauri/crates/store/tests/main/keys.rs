//! Secrets and the key file.

use std::sync::Arc;

use store::{BookState, Chance, Secret, StoreError, reset_password};

use crate::common::{PASSWORD, Shelf, add, label};

const KEYS: [&str; 2] = ["store.key", "store.key.2"];

fn wrong(shelf: &Shelf) -> StoreError {
    shelf.try_open(Secret::Password("不对")).err().unwrap()
}

#[test]
fn each_wrong_password_makes_the_next_try_wait_longer_and_the_right_one_ends_it() {
    let (shelf, book) = Shelf::new();
    drop(book);
    let before = shelf.files();
    let mut waits = Vec::new();
    for _ in 0..10 {
        let StoreError::WrongPassword { wait } = wrong(&shelf) else { panic!("a wrong password was not called so") };
        // Even the right one has to wait, and waiting is not another wrong try.
        let early = shelf.try_open(Secret::Password(PASSWORD)).err().unwrap();
        assert!(matches!(early, StoreError::Wait { seconds } if seconds == wait), "{early:?}");
        shelf.dice.pass(wait.cast_signed());
        waits.push(wait);
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
    let mut after = shelf.files();
    after.remove("store.tries").unwrap();
    assert_eq!(after, before);
    drop(shelf.open());
    assert!(matches!(wrong(&shelf), StoreError::WrongPassword { wait: 1 }));
}

#[test]
fn deleting_the_count_of_wrong_tries_loses_the_waiting_and_nothing_else() {
    let (shelf, book) = Shelf::new();
    let (wang, _) = add(&book, "王小测");
    drop(book);
    wrong(&shelf);
    std::fs::remove_file(shelf.dir().join("store.tries")).unwrap();
    assert_eq!(shelf.open().read(|r| r.get(wang.id)).unwrap(), Some(wang));
    std::fs::write(shelf.dir().join("store.tries"), b"\xff no count").unwrap();
    shelf.open();
}

#[test]
fn a_clock_set_back_makes_nobody_wait_longer_than_once_more() {
    let (shelf, book) = Shelf::new();
    drop(book);
    wrong(&shelf);
    shelf.dice.pass(-365 * 24 * 3600);
    assert!(matches!(wrong(&shelf), StoreError::Wait { seconds: 1 }));
    shelf.dice.pass(1);
    shelf.open();
}

#[test]
fn a_password_is_taken_as_typed() {
    let (shelf, book) = Shelf::new();
    drop(book);
    assert!(matches!(shelf.try_open(Secret::Password(PASSWORD.trim())), Err(StoreError::WrongPassword { .. })));
}

#[test]
fn the_recovery_code_opens_the_book_and_sets_a_new_password() {
    let (shelf, book) = Shelf::new();
    let (wang, _) = add(&book, "王小测");
    drop(book);
    let code = shelf.code.to_string().to_lowercase().replace('-', " ");
    drop(shelf.try_open(Secret::Recovery(&code)).unwrap());
    let chance: Arc<dyn Chance> = shelf.dice.clone();
    reset_password(shelf.dir(), &code, "新密码", &chance).unwrap();
    assert!(matches!(shelf.try_open(Secret::Password(PASSWORD)), Err(StoreError::WrongPassword { .. })));
    shelf.dice.pass(1);
    let book = shelf.try_open(Secret::Password("新密码")).unwrap();
    assert_eq!(book.read(|r| r.get(wang.id)).unwrap(), Some(wang));
}

#[test]
fn a_miscopied_code_is_told_from_a_wrong_one_and_costs_no_waiting() {
    let (shelf, book) = Shelf::new();
    let (other, _other_book) = Shelf::new();
    drop(book);
    let miscopied = shelf.code.to_string()[1..].to_owned();
    assert!(matches!(shelf.try_open(Secret::Recovery(&miscopied)), Err(StoreError::MistypedCode)));
    let foreign = other.code.to_string();
    assert!(matches!(shelf.try_open(Secret::Recovery(&foreign)), Err(StoreError::WrongCode { wait: 1 })));
}

#[test]
fn a_changed_password_and_a_new_code_replace_the_old_ones() {
    let (shelf, book) = Shelf::new();
    assert!(matches!(book.change_password("不对", "新密码"), Err(StoreError::WrongPassword { wait: 1 })));
    shelf.dice.pass(1);
    assert!(matches!(book.change_password(PASSWORD, ""), Err(StoreError::EmptyPassword)));
    book.change_password(PASSWORD, "新密码").unwrap();
    let code = book.new_recovery_code("新密码").unwrap().to_string();
    assert_eq!(book.check(true).unwrap(), vec![]);
    drop(book);
    let old = shelf.code.to_string();
    assert!(matches!(shelf.try_open(Secret::Recovery(&old)), Err(StoreError::WrongCode { .. })));
    shelf.dice.pass(1);
    drop(shelf.try_open(Secret::Recovery(&code)).unwrap());
    drop(shelf.try_open(Secret::Password("新密码")).unwrap());
}

#[test]
fn a_bit_flipped_anywhere_in_one_copy_of_the_key_is_mended_from_the_other() {
    let (shelf, book) = Shelf::new();
    drop(book);
    let whole = shelf.files();
    for (copy, step) in [(0, 1), (1, 17)] {
        for at in (0..whole[KEYS[copy]].len()).step_by(step) {
            shelf.spoil(KEYS[copy], |bytes| bytes[at] ^= 1 << (at % 8));
            assert_eq!(shelf.state(), BookState::Ready(label()), "byte {at}");
            drop(shelf.open());
            assert_eq!(shelf.files(), whole, "byte {at}");
        }
    }
}

#[test]
fn a_lost_or_shortened_copy_of_the_key_is_mended_from_the_other() {
    let (shelf, book) = Shelf::new();
    drop(book);
    let whole = shelf.files();
    for name in KEYS {
        std::fs::remove_file(shelf.dir().join(name)).unwrap();
        drop(shelf.open());
        shelf.spoil(name, |bytes| bytes.truncate(100));
        drop(shelf.open());
        shelf.spoil(name, Vec::clear);
        drop(shelf.open());
        assert_eq!(shelf.files(), whole);
    }
}

#[test]
fn an_older_copy_gives_way_to_the_newer_one() {
    let (shelf, book) = Shelf::new();
    let old = shelf.files()[KEYS[0]].clone();
    book.change_password(PASSWORD, "新密码").unwrap();
    drop(book);
    // As if the power had gone between the two writings.
    std::fs::write(shelf.dir().join(KEYS[1]), old).unwrap();
    drop(shelf.try_open(Secret::Password("新密码")).unwrap());
    assert_eq!(shelf.files()[KEYS[0]], shelf.files()[KEYS[1]]);
}

#[test]
fn with_both_copies_of_the_key_damaged_the_book_is_refused_by_name_and_left_as_it_is() {
    let (shelf, book) = Shelf::new();
    add(&book, "王小测");
    drop(book);
    for name in KEYS {
        shelf.spoil(name, |bytes| bytes[200] ^= 1);
    }
    let before = shelf.files();
    assert_eq!(shelf.state(), BookState::Damaged { code: "store.key_damaged" });
    for secret in [Secret::Password(PASSWORD), Secret::Recovery(&shelf.code.to_string())] {
        assert!(matches!(shelf.try_open(secret), Err(StoreError::KeyDamaged)));
    }
    assert_eq!(shelf.files(), before);
}

#[test]
fn a_running_book_notices_a_damaged_copy_of_its_key() {
    let (shelf, book) = Shelf::new();
    shelf.spoil(KEYS[1], |bytes| bytes[0] ^= 1);
    let found = book.check(true).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].record.as_deref()), ("integrity.key_copy", Some(KEYS[1])));
}

#[test]
fn another_cover_keeps_the_password() {
    let (shelf, book) = Shelf::new();
    let renamed = store::Label { name: "示例村 第二网格".to_owned(), ..label() };
    book.set_label(&renamed).unwrap();
    assert_eq!(book.label(), renamed);
    drop(book);
    assert_eq!(shelf.state(), BookState::Ready(renamed));
    shelf.open();
}

#[test]
fn a_change_of_the_key_is_made_once_its_first_copy_is_written() {
    let (shelf, book) = Shelf::new();
    // Where the second copy is to be written first, something lies that no file can take the place of.
    let hindrance = shelf.dir().join("store.key.2.new");
    std::fs::create_dir(&hindrance).unwrap();
    book.change_password(PASSWORD, "新密码").unwrap();
    let found = book.check(true).unwrap();
    assert_eq!(
        found.iter().map(|one| (one.code, one.record.as_deref())).collect::<Vec<_>>(),
        [("integrity.key_copy", Some("store.key.2"))]
    );
    drop(book);
    assert!(matches!(shelf.try_open(Secret::Password(PASSWORD)), Err(StoreError::WrongPassword { .. })));
    shelf.dice.pass(1);
    let book = shelf.try_open(Secret::Password("新密码")).unwrap();
    std::fs::remove_dir(hindrance).unwrap();
    assert_eq!(book.mend_keys().unwrap(), ["store.key.2"]);
    assert_eq!(book.check(true).unwrap(), []);
    // When the first one cannot be written, nothing is changed.
    std::fs::create_dir(shelf.dir().join("store.key.new")).unwrap();
    assert!(book.change_password("新密码", PASSWORD).is_err());
    drop(book);
    shelf.try_open(Secret::Password("新密码")).unwrap();
}
