//! Restoring: whatever became of the live book, nothing is lost by it, and it can be taken back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::person::Person;
use store::backup::{Made, State, list};
use store::restore::{Live, last_replaced, preview, restore, undo};
use store::{Book, BookState, Secret, StoreError, peek};

use crate::common::{PASSWORD, Shelf, add, label};

/// What became of a book, and how.
type Spoiled<'a> = (&'a str, &'a dyn Fn(&Shelf));

const RIGHT: Secret<'_> = Secret::Password(PASSWORD);

/// A closed book: one person in its backup, `more` since.
fn backed_up(more: usize) -> (Shelf, Made) {
    let (shelf, book) = Shelf::new();
    add(&book, "王小测");
    let made = book.backup().unwrap();
    for at in 0..more {
        shelf.dice.pass(60);
        add(&book, &format!("第{at}个"));
    }
    (shelf, made)
}

fn persons(dir: &Path, shelf: &Shelf) -> usize {
    let book = Book::open(dir, RIGHT, shelf.dice.clone()).unwrap();
    assert_eq!(book.check(false).unwrap(), []);
    assert_eq!(book.audit_broken().unwrap(), None);
    book.read(|r| r.count::<Person>()).unwrap()
}

/// The files of a folder itself, to the byte; the lock and the count of wrong passwords are no part of a book.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.is_file() && !path.ends_with("store.lock"));
    files.map(|path| (path.file_name().unwrap().into(), std::fs::read(&path).unwrap())).collect()
}

#[test]
fn a_restore_says_before_what_would_be_lost_and_changes_nothing_by_saying_so() {
    let (shelf, made) = backed_up(25);
    let before = shelf.files();
    let said = preview(shelf.dir(), &made.file, RIGHT, &*shelf.dice).unwrap();
    assert!(shelf.files() == before);
    assert_eq!((said.content, said.other_secrets), (made.header.content.clone(), Some(false)));
    let Live::Read(loss) = said.live else { panic!("{:?}", said.live) };
    assert_eq!((loss.lost, loss.gained, loss.labels.len()), (25, 0, 20));
    assert_eq!((loss.labels[0].as_str(), loss.labels[19].as_str()), ("第24个", "第5个"));
    assert_eq!(loss.last_at.as_deref(), Some("2026-03-01T08:58:20.000Z"));
}

#[test]
fn it_can_be_said_while_the_book_is_open_and_done_when_it_is_closed() {
    let (shelf, made) = backed_up(2);
    let book = shelf.open();
    add(&book, "刚刚");
    let said = preview(shelf.dir(), &made.file, RIGHT, &*shelf.dice).unwrap();
    assert!(matches!(said.live, Live::Read(loss) if loss.lost == 3));
    assert!(matches!(restore(shelf.dir(), &made.file, RIGHT, &*shelf.dice), Err(StoreError::InUse)));
    add(&book, "还在用");
    assert_eq!(book.check(false).unwrap(), []);
}

#[test]
fn a_restore_is_taken_back_and_that_too() {
    let (shelf, made) = backed_up(3);
    let live = files(shelf.dir());
    let done = restore(shelf.dir(), &made.file, RIGHT, &*shelf.dice).unwrap();
    let aside = done.replaced.unwrap();
    assert!(files(&aside) == live, "the old book is whole");
    assert_eq!(persons(shelf.dir(), &shelf), 1);
    add(&shelf.open(), "后来的");
    // The other way round: what would be lost by going back.
    let said = preview(shelf.dir(), &aside, RIGHT, &*shelf.dice).unwrap();
    assert!(matches!(said.live, Live::Read(loss) if (loss.lost, loss.gained) == (1, 3)));

    undo(shelf.dir(), RIGHT, &*shelf.dice).unwrap();
    assert!(!aside.exists(), "it is in its place again");
    assert_eq!(persons(shelf.dir(), &shelf), 4);
    undo(shelf.dir(), RIGHT, &*shelf.dice).unwrap();
    assert_eq!(persons(shelf.dir(), &shelf), 2);
    let acts: Vec<String> = shelf.open().audit(0, 10).unwrap().1.into_iter().map(|row| row.act).collect();
    assert_eq!(acts, ["restore", "restore"]);
}

#[test]
fn without_a_restore_there_is_none_to_take_back() {
    let (shelf, _) = backed_up(0);
    assert!(matches!(undo(shelf.dir(), RIGHT, &*shelf.dice), Err(StoreError::NothingReplaced)));
    assert_eq!(last_replaced(shelf.dir()).unwrap(), None);
}

#[test]
fn a_live_book_that_is_missing_damaged_without_keys_or_newer_is_no_hindrance_and_is_kept() {
    let spoil: [Spoiled; 8] = [
        ("all gone", &|shelf| {
            for name in ["store.db", "store.key", "store.key.2"] {
                std::fs::remove_file(shelf.dir().join(name)).unwrap();
            }
        }),
        ("no rows", &|shelf| std::fs::remove_file(shelf.dir().join("store.db")).unwrap()),
        ("rows of garbage", &|shelf| shelf.spoil("store.db", |bytes| bytes.fill(0xA5))),
        ("rows cut", &|shelf| shelf.spoil("store.db", |bytes| bytes.truncate(5000))),
        ("no keys", &|shelf| {
            for name in ["store.key", "store.key.2"] {
                std::fs::remove_file(shelf.dir().join(name)).unwrap();
            }
        }),
        ("keys of garbage", &|shelf| {
            for name in ["store.key", "store.key.2"] {
                shelf.spoil(name, |bytes| bytes.fill(b'x'));
            }
        }),
        ("a newer program's", &|shelf| {
            for name in ["store.key", "store.key.2"] {
                shelf.spoil(name, |bytes| *bytes = crate::damage::recover(bytes, "\"schema\": ", "\"schema\": 9"));
            }
        }),
        ("nothing but the folder's log", &|shelf| {
            shelf.spoil("store.db", |bytes| bytes.fill(1));
            std::fs::write(shelf.dir().join("store.db-wal"), vec![9; 40_000]).unwrap();
            std::fs::write(shelf.dir().join("store.db-shm"), vec![9; 32_768]).unwrap();
        }),
    ];
    for (what, spoil) in spoil {
        let (shelf, made) = backed_up(2);
        spoil(&shelf);
        let live = files(shelf.dir());
        preview(shelf.dir(), &made.file, RIGHT, &*shelf.dice).unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let done = restore(shelf.dir(), &made.file, RIGHT, &*shelf.dice).unwrap();
        assert_eq!(persons(shelf.dir(), &shelf), 1, "{what}");
        assert_eq!(shelf.state(), BookState::Ready(label()), "{what}");
        if live.keys().any(|name| name.to_string_lossy().starts_with("store.")) {
            let kept = files(&done.replaced.unwrap());
            for (name, bytes) in live.iter().filter(|(name, _)| !name.ends_with("store.db-shm")) {
                assert!(kept[name] == *bytes, "{what}: {name:?}");
            }
            if what == "a newer program's" {
                assert!(matches!(undo(shelf.dir(), RIGHT, &*shelf.dice), Err(StoreError::Newer)));
                continue;
            }
            undo(shelf.dir(), RIGHT, &*shelf.dice).unwrap();
            assert!(live.keys().all(|name| shelf.dir().join(name).exists()), "{what}: it is back as it was");
        } else {
            assert_eq!(done.replaced, None, "{what}");
        }
    }
}

#[test]
fn the_backup_opens_with_the_secrets_of_its_day() {
    let (shelf, made) = backed_up(0);
    let book = shelf.open();
    book.change_password(PASSWORD, "今天的密码").unwrap();
    let code = book.new_recovery_code("今天的密码").unwrap().to_string();
    drop(book);
    let before = shelf.files();
    for today in [Secret::Password("今天的密码"), Secret::Recovery(&code)] {
        let said = restore(shelf.dir(), &made.file, today, &*shelf.dice).unwrap_err();
        assert!(matches!(said, StoreError::WrongPassword { .. } | StoreError::WrongCode { .. }), "{said:?}");
        shelf.dice.pass(60);
    }
    let mut after = shelf.files();
    after.remove("store.tries").expect("wrong secrets are counted");
    assert!(after == before);
    let that_day = shelf.code.to_string();
    for then in [RIGHT, Secret::Recovery(&that_day)] {
        let said = preview(shelf.dir(), &made.file, then, &*shelf.dice).unwrap();
        assert_eq!(said.other_secrets, Some(true));
    }
    restore(shelf.dir(), &made.file, Secret::Recovery(&that_day), &*shelf.dice).unwrap();
    assert_eq!(persons(shelf.dir(), &shelf), 1);
}

#[test]
fn a_backup_of_another_book_goes_only_into_a_folder_without_one() {
    let (shelf, _) = backed_up(1);
    let (other, foreign) = backed_up(0);
    let before = shelf.files();
    for spoiled in [false, true] {
        if spoiled {
            shelf.spoil("store.db", |bytes| bytes.fill(0));
        }
        let said = restore(shelf.dir(), &foreign.file, RIGHT, &*other.dice).unwrap_err();
        assert!(matches!(said, StoreError::OtherBook), "{said:?}");
    }
    assert_eq!(shelf.files().keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    let new = shelf.dir().join("deep").join("new");
    assert!(matches!(preview(&new, &foreign.file, RIGHT, &*other.dice).unwrap().live, Live::Nothing));
    assert!(!new.exists(), "saying leaves no trace");
    assert_eq!(restore(&new, &foreign.file, RIGHT, &*other.dice).unwrap().replaced, None);
    assert_eq!(persons(&new, &other), 1);
}

#[test]
fn a_wrong_secret_or_a_file_that_is_no_backup_makes_no_folder() {
    let (shelf, made) = backed_up(0);
    let new = shelf.dir().join("new");
    assert!(matches!(
        restore(&new, &made.file, Secret::Password("不对"), &*shelf.dice),
        Err(StoreError::WrongPassword { .. })
    ));
    let store = shelf.dir().join("store.db");
    let said = restore(&new, &store, RIGHT, &*shelf.dice).unwrap_err();
    assert!(matches!(said, StoreError::LiveFile) && said.to_string().contains(".hwb"), "{said:?}");
    let other = shelf.dir().join("名单.xlsx");
    std::fs::copy(&store, &other).unwrap();
    assert!(matches!(restore(&new, &other, RIGHT, &*shelf.dice), Err(StoreError::NotABackup)));
    assert!(matches!(restore(&new, &shelf.dir().join("没有"), RIGHT, &*shelf.dice), Err(StoreError::Io(_))));
    assert_eq!(peek(&new), BookState::None);
    assert!(!new.exists());
}

#[test]
fn a_folder_that_no_restore_made_is_not_brought_back() {
    let (shelf, _) = backed_up(0);
    let (other, _) = backed_up(0);
    assert!(restore(shelf.dir(), other.dir(), RIGHT, &*shelf.dice).is_err());
    assert_eq!(persons(shelf.dir(), &shelf), 1);
}

#[test]
fn a_simulated_year_of_use_keeps_backups_that_all_restore_whatever_the_clock_did() {
    const DAY: i64 = 86_400;
    let (shelf, book) = Shelf::new();
    drop(book);
    let mut sessions = 0;
    for day in 0..365_i64 {
        shelf.dice.pass(match day {
            100 => 365 * DAY,
            110 => -365 * DAY,
            200 => -365 * DAY,
            230 => 366 * DAY,
            _ => DAY,
        });
        // Every third day somebody is at it, and backs up at the end as the program does.
        if day % 3 == 0 {
            let book = shelf.open();
            add(&book, "王小测");
            assert!(book.last_backup().unwrap().1);
            let made = book.backup().unwrap();
            sessions += 1;
            let all = list(shelf.dir()).unwrap();
            assert_eq!(all[0].path, made.file, "day {day}: the newest is kept");
            assert!(all.len() <= domain::backup::MOST, "day {day}: {}", all.len());
        }
    }
    let all = list(shelf.dir()).unwrap();
    assert!(all.len() >= 20, "{}", all.len());
    for one in &all {
        let State::Proven(header) = &one.state else { panic!("{one:?}") };
        let dir = shelf.dir().join("again");
        restore(&dir, &one.path, RIGHT, &*shelf.dice).unwrap();
        assert_eq!(persons(&dir, &shelf), header.content.persons as usize);
        std::fs::remove_dir_all(dir).unwrap();
    }
    let State::Proven(newest) = &all[0].state else { panic!("{:?}", all[0]) };
    assert_eq!(newest.content.ops, sessions);
}

/// A page in which nothing is any more can be damaged without anybody reading it: the book works, its backups are proven,
/// and only the thorough look finds it. A restore is what that look advises, so it has to help.
#[test]
fn a_restore_heals_a_damaged_page_in_which_nothing_is() {
    const PAGE: usize = 4096;
    let (shelf, book) = Shelf::new();
    add(&book, "王小测");
    book.save_draft("long", &"写了又删".repeat(20_000)).unwrap();
    book.drop_draft("long").unwrap();
    drop(book);
    let whole = std::fs::read(shelf.dir().join("store.db")).unwrap();
    let found = (2..whole.len() / PAGE).rev().find(|page| {
        shelf.spoil("store.db", |bytes| {
            bytes.clone_from(&whole);
            bytes[page * PAGE + 100] ^= 1;
        });
        let sound =
            |quick| shelf.try_open(RIGHT).and_then(|book| book.check(quick)).is_ok_and(|found| found.is_empty());
        sound(true) && !sound(false)
    });
    assert!(found.is_some(), "no free page in {} pages", whole.len() / PAGE);
    let made = shelf.open().backup().unwrap();
    restore(shelf.dir(), &made.file, RIGHT, &*shelf.dice).unwrap();
    assert_eq!(persons(shelf.dir(), &shelf), 1);
}
