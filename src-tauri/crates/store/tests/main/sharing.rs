//! One book, several threads, several programs.

use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;

use domain::person::Person;
use store::{Book, BookState, Secret, StoreError};

use crate::common::{CHANGE, Dice, PASSWORD, Shelf, add, label, person};

#[test]
fn a_book_opens_once() {
    let (shelf, book) = Shelf::new();
    assert!(matches!(shelf.try_open(Secret::Password(PASSWORD)), Err(StoreError::InUse)));
    assert_eq!(shelf.state(), BookState::InUse(label()));
    drop(book);
    assert_eq!(shelf.state(), BookState::Ready(label()));
    drop(shelf.open());
}

/// Not a test of its own: the other program of the test below. Told a folder, it opens the book and keeps it.
#[test]
#[ignore = "run by another_program_that_holds_the_book_is_noticed"]
fn other_program() {
    let mut folder = String::new();
    let mut lines = BufReader::new(std::io::stdin());
    lines.read_line(&mut folder).unwrap();
    let book = Book::open(folder.trim().as_ref(), Secret::Password(PASSWORD), Dice::new()).unwrap();
    writeln!(std::io::stdout(), "\nopen").unwrap();
    lines.read_line(&mut folder).unwrap();
    drop(book);
}

#[test]
fn another_program_that_holds_the_book_is_noticed_until_it_dies() {
    let (shelf, book) = Shelf::new();
    drop(book);
    let mut other = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "sharing::other_program", "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(other.stdin.as_mut().unwrap(), "{}", shelf.dir().display()).unwrap();
    let mut said = BufReader::new(other.stdout.take().unwrap()).lines();
    assert!(said.any(|line| line.unwrap() == "open"));
    assert!(matches!(shelf.try_open(Secret::Password(PASSWORD)), Err(StoreError::InUse)));
    assert_eq!(shelf.state(), BookState::InUse(label()));
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(shelf.state(), BookState::Ready(label()));
    assert_eq!(shelf.open().check(false).unwrap(), vec![]);
}

#[test]
fn a_reader_keeps_its_snapshot_while_others_write() {
    let (_shelf, book) = Shelf::new();
    add(&book, "王小测");
    let seen = book
        .read(|r| {
            let before = r.count::<Person>()?;
            add(&book, "李小测");
            Ok::<_, StoreError>((before, r.count::<Person>()?))
        })
        .unwrap();
    assert_eq!(seen, (1, 1));
    assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 2);
}

#[test]
fn readers_and_drafts_go_on_beside_a_long_write() {
    let (_shelf, book) = Shelf::new();
    let (begun, wait) = mpsc::channel();
    let (done, end) = mpsc::channel::<()>();
    let book = &book;
    std::thread::scope(|scope| {
        scope.spawn(move || {
            book.write(CHANGE, "导入", |w| {
                let person = person(w, "王小测");
                w.put(&person)?;
                begun.send(()).unwrap();
                end.recv().unwrap();
                Ok::<_, StoreError>(())
            })
            .unwrap();
        });
        wait.recv().unwrap();
        assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 0);
        let draft = scope.spawn(|| book.save_draft("form", "半句话"));
        done.send(()).unwrap();
        draft.join().unwrap().unwrap();
    });
    assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 1);
    assert_eq!(book.draft("form").unwrap().unwrap().value, "半句话");
}

#[test]
fn a_panic_in_the_middle_of_a_write_leaves_the_book_as_it_was_and_usable() {
    let (_shelf, book) = Shelf::new();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        book.write(CHANGE, "坏", |w| {
            let person = person(w, "王小测");
            w.put(&person)?;
            assert_eq!(w.count::<Person>()?, 7, "on purpose");
            Ok::<_, StoreError>(())
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 0);
    add(&book, "李小测");
    assert_eq!(book.check(true).unwrap(), vec![]);
}
