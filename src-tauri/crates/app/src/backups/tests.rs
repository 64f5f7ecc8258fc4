use std::fs;

use domain::household::Household;
use domain::id::Id;
use domain::person::Person;
use domain::register::Rows;

use super::*;
use crate::testing::{Opened, bench, open};

const PASSWORD: &str = "密码";

fn rows() -> Rows {
    Rows {
        households: vec![Household::blank(Id::from_u128(1))],
        persons: vec![Person::named(Id::from_u128(2), "示例甲"), Person::named(Id::from_u128(3), "示例乙")],
        ..Rows::default()
    }
}

fn opened() -> Opened {
    open(&rows(), "2026-03-20")
}

fn add(session: &Session) {
    let person = Person::named(store::mint(session.host()), "示例丙");
    session.write(store::OpKind::new("change"), "加一个人", |write| Ok(write.put(&person)?)).unwrap();
}

fn request(dir: Option<&Path>, file: &str) -> RestoreRequest {
    RestoreRequest {
        dir: dir.map(|dir| dir.display().to_string()),
        file: file.to_owned(),
        password: Some(PASSWORD.to_owned()),
        recovery_code: None,
    }
}

#[test]
fn a_backup_is_made_at_the_end_of_a_session_with_changes_and_every_half_hour_and_else_never() {
    let Opened { session, folder: _folder } = opened();
    assert_eq!(state(&session).unwrap(), BackupState { last: None, changed: true });
    let working = |minutes| tick(&session, Moment::Working { minutes }).unwrap();
    assert_eq!(working(29), None);
    let first = working(30).unwrap();
    assert_eq!((first.number, first.proven), (1, true));
    let now = state(&session).unwrap();
    assert!(!now.changed);
    let last = now.last.unwrap();
    assert_eq!((last.file, last.persons, last.households, last.state), (first.file, Some(2), Some(1), "proven"));
    assert_eq!((working(600), tick(&session, Moment::Closing).unwrap()), (None, None));
    add(&session);
    assert_eq!(tick(&session, Moment::Closing).unwrap().unwrap().number, 2);
}

#[test]
fn a_copy_on_a_stick_is_a_whole_backup_under_a_name_that_says_whose_it_is() {
    let Opened { session, folder } = opened();
    let stick = folder.path().join("stick");
    fs::create_dir(&stick).unwrap();
    let (row, saved) = copy_to(&session, &stick).unwrap();
    assert_eq!(saved.file, stick.join("向阳村 备份 000001-20260320-1530.hwb").display().to_string());
    let copy = look(Path::new(&saved.file)).unwrap();
    assert_eq!((copy.number, copy.persons, copy.bytes), (row.number, Some(2), saved.bytes as u64));
    assert!(
        matches!(copy_to(&session, &folder.path().join("pulled out")), Err(Failure { code, .. }) if code == "place_gone")
    );
    // One that was damaged since it was made goes nowhere.
    let newest = backup(&session).unwrap().file;
    let mut bytes = fs::read(&newest).unwrap();
    bytes[5000] ^= 1;
    fs::write(&newest, bytes).unwrap();
    assert_eq!(copy_to(&session, &stick).unwrap_err().code, "backup.damaged");
    assert_eq!(fs::read_dir(&stick).unwrap().count(), 1);
}

#[test]
fn a_restore_says_what_would_be_lost_then_does_it_and_can_be_taken_back() {
    let Opened { session, folder } = opened();
    let dir = folder.path().join("book");
    let made = backup(&session).unwrap();
    add(&session);
    let host = bench(folder.path().to_owned(), "2026-03-20");
    let said = preview(&host, &request(Some(&dir), &made.file)).unwrap();
    assert_eq!((said.live, said.lost, said.gained, said.persons), ("read", Some(1), Some(0), 2));
    assert_eq!(said.labels, ["加一个人"]);
    assert!(said.message.contains("1 次操作"), "{}", said.message);
    assert_eq!(restore(&host, &request(Some(&dir), &made.file)).unwrap_err().code, "store.in_use");
    drop(session);

    let done = restore(&host, &request(Some(&dir), &made.file)).unwrap();
    let rows = list(&dir).unwrap();
    assert_eq!((rows[0].state, Some(&rows[0].file)), ("set_aside", done.replaced.as_ref()));
    assert_eq!(rows[0].station.as_deref(), Some("向阳村"));
    let undo = UndoRestore { dir: done.dir, password: Some(PASSWORD.to_owned()), recovery_code: None };
    undo_restore(&host, &undo).unwrap();
    let said = preview(&host, &request(Some(&dir), &made.file)).unwrap();
    assert_eq!(said.lost, Some(1), "what was done after the backup is there again");
}

#[test]
fn a_backup_from_a_stick_becomes_a_book_of_this_laptop() {
    let Opened { session, folder } = opened();
    let made = backup(&session).unwrap();
    drop(session);
    let laptop = tempfile::tempdir().unwrap();
    let host = bench(laptop.path().to_owned(), "2026-03-20");
    let said = preview(&host, &request(None, &made.file)).unwrap();
    assert_eq!((said.live, said.lost), ("none", None));
    assert!(!laptop.path().join("books").exists());
    let done = restore(&host, &request(None, &made.file)).unwrap();
    assert_eq!(done.dir, laptop.path().join("books").join("向阳村").display().to_string());
    let books = crate::books::list_books(&host).unwrap();
    assert_eq!((books.len(), books[0].state), (1, "ready"));
    drop(folder);
}

#[test]
fn a_book_that_was_put_aside_becomes_no_new_one_and_a_books_own_file_is_no_backup() {
    let Opened { session, folder } = opened();
    let dir = folder.path().join("book");
    let made = backup(&session).unwrap();
    let live = dir.join("store.db").display().to_string();
    let host = bench(folder.path().to_owned(), "2026-03-20");
    for dir in [None, Some(dir.as_path())] {
        assert_eq!(preview(&host, &request(dir, &live)).unwrap_err().code, "backup.live_file");
    }
    drop(session);
    let aside = restore(&host, &request(Some(&dir), &made.file)).unwrap().replaced.unwrap();
    let said = preview(&host, &request(None, &aside)).unwrap_err();
    assert_eq!((said.code.as_str(), said.field.as_deref()), ("backup.set_aside", Some("file")));
    assert_eq!(preview(&host, &request(Some(&dir), &aside)).unwrap().live, "read");
    assert!(!folder.path().join("books").exists());
}

#[test]
fn when_the_book_was_last_changed_is_said_by_the_villages_clock() {
    assert_eq!(restore::last_changed("2026-03-20T16:30:00+00:00"), "（最后改动 2026-03-21）");
}

#[test]
fn a_secret_that_is_missing_or_not_of_that_day_says_which_one_is_asked_for() {
    let Opened { session, folder } = opened();
    let made = backup(&session).unwrap();
    let host = bench(folder.path().to_owned(), "2026-03-20");
    let dir = folder.path().join("book");
    let asked = request(Some(&dir), &made.file);
    let none = RestoreRequest { password: None, ..asked.clone() };
    assert_eq!(preview(&host, &none).unwrap_err().code, "no_password");
    let wrong = RestoreRequest { password: Some("今天的密码".to_owned()), ..asked.clone() };
    let said = preview(&host, &wrong).unwrap_err();
    assert_eq!((said.code.as_str(), said.field.as_deref()), ("store.wrong_password", Some("password")));
    assert!(said.message.contains("那天"), "{}", said.message);
    let mistyped = RestoreRequest { recovery_code: Some("ABCD".to_owned()), ..asked };
    assert_eq!(preview(&host, &mistyped).unwrap_err().code, "store.mistyped_code");
}
