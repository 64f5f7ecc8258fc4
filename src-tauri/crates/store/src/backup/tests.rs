use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use domain::person::Person;

use super::*;
use crate::chance::mint;
use crate::connect::{self, MIGRATIONS, Use};
use crate::folder::{DATABASE, DATABASE_NEW};
use crate::restore;
use crate::testing::{Dice, PASSWORD, book};
use crate::{OpKind, Secret, StoreError};

fn add(book: &Book, name: &str) {
    book.write(OpKind::new("change"), "加人", |w| {
        let person = Person::named(w.mint(), name);
        w.put(&person)
    })
    .unwrap();
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir.join(FOLDER))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_copy_that_is_not_what_the_book_holds_gets_no_name_and_the_backups_before_it_stay() {
    let (folder, book) = book();
    for at in 0..50 {
        add(&book, &format!("示例{at}"));
    }
    let good = book.backup().unwrap();
    let whole = std::fs::read(folder.path().join(DATABASE)).unwrap();
    // A disk that gives other bytes than were written, in the first page, in the middle, in the last one.
    for at in [100, whole.len() / 2, whole.len() - 100] {
        let mut spoiled = whole.clone();
        spoiled[at] ^= 1;
        let path = folder.path().join("spoiled");
        std::fs::write(&path, spoiled).unwrap();
        let origin = Origin {
            dir: folder.path(),
            database: &File::open(&path).unwrap(),
            key: &book.key,
            key_file: &hold(&book.key_file),
            made_at: "2026-03-02T00:00:00.000Z".to_owned(),
        };
        assert!(matches!(make(&origin, &book.writer, None), Err(StoreError::NotProven)), "byte {at}");
        assert_eq!(names(folder.path()), [good.file.file_name().unwrap().to_str().unwrap()]);
    }
    // A whole book, but not the one of now.
    let path = folder.path().join("yesterday");
    std::fs::write(&path, &whole).unwrap();
    add(&book, "示例");
    let origin = Origin {
        dir: folder.path(),
        database: &File::open(&path).unwrap(),
        key: &book.key,
        key_file: &hold(&book.key_file),
        made_at: "2026-03-02T00:00:00.000Z".to_owned(),
    };
    assert!(matches!(make(&origin, &book.writer, None), Err(StoreError::NotProven)));
    assert!(matches!(look(&good.file).unwrap().state, State::Proven(_)));
}

#[test]
fn a_book_of_an_older_program_is_backed_up_before_it_is_brought_up_and_that_backup_restores() {
    let (folder, book) = book();
    let dir = folder.path();
    let old = dir.join(DATABASE_NEW);
    let mut conn = connect::connect(&old, &book.key, Use::Create).unwrap();
    connect::settle(&conn, Use::Create).unwrap();
    connect::migrate(&mut conn, &MIGRATIONS[..1]).unwrap();
    let (operator, id) = (book.operator().id.to_string(), mint(&Dice::new(3)).to_string());
    conn.execute("INSERT INTO operator(id, name) VALUES(?1, '示例')", [&operator]).unwrap();
    conn.execute("INSERT INTO station(id, role, name, device) VALUES(?1, 'village', '示例村', ?1)", [&id]).unwrap();
    conn.execute("INSERT INTO person(id, name) VALUES(?1, '王小测')", [&id]).unwrap();
    conn.close().unwrap();
    drop(book);
    std::fs::rename(&old, dir.join(DATABASE)).unwrap();

    let open = || Book::open(dir, Secret::Password(PASSWORD), Arc::new(Dice::new(4))).unwrap();
    let book = open();
    let [before] = &list(dir).unwrap()[..] else { panic!("one backup") };
    let State::Proven(header) = &before.state else { panic!("{before:?}") };
    assert_eq!((header.content.schema, header.content.persons), (1, 1));
    assert!(book.last_backup().unwrap().1, "what was backed up is the book before");
    add(&book, "李小测");
    drop(book);

    restore::restore(dir, &before.path, Secret::Password(PASSWORD), &Dice::new(5)).unwrap();
    let book = open();
    assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 1);
    assert_eq!(connect::version(&hold(&book.writer)).unwrap(), connect::newest());
    assert_eq!(book.check(false).unwrap(), []);
}

#[test]
fn a_restored_book_goes_on_under_another_device_id_and_no_undo_brings_the_old_one_back() {
    let (folder, book) = book();
    let dir = folder.path();
    let devices = |book: &Book| -> Vec<(String, i64)> {
        let conn = hold(&book.writer);
        let mut all = conn.prepare("SELECT station, counter FROM op ORDER BY seq").unwrap();
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    };
    // An operation of which the station's row is a part, as the first import is one.
    book.write(OpKind::IMPORT, "导入", |w| {
        let mut station = w.station()?;
        station.name = "示例村".repeat(2);
        w.put(&station)
    })
    .unwrap();
    let made = book.backup().unwrap();
    add(&book, "原来的甲");
    add(&book, "原来的乙");
    let mut seen = devices(&book);
    drop(book);
    let open = |seed| Book::open(dir, Secret::Password(PASSWORD), Arc::new(Dice::new(seed))).unwrap();
    for seed in 10..13 {
        restore::restore(dir, &made.file, Secret::Password(PASSWORD), &Dice::new(seed)).unwrap();
        let book = open(seed + 100);
        add(&book, "后来的");
        book.undo(None).unwrap();
        book.undo(None).unwrap();
        drop(book);
        let book = open(seed + 200);
        add(&book, "再后来的");
        let new = devices(&book)[1..].to_vec();
        assert_eq!(new.len(), 4);
        assert!(new.iter().all(|one| one.0 == new[0].0), "undoing the import changes no device");
        seen.extend(new);
    }
    // The book that was put aside first comes back, and goes on as itself.
    let first = list(dir).unwrap().into_iter().rfind(|one| matches!(one.state, State::Replaced(_))).unwrap();
    restore::restore(dir, &first.path, Secret::Password(PASSWORD), &Dice::new(20)).unwrap();
    let book = open(300);
    add(&book, "原来的丙");
    let all = devices(&book);
    assert_eq!(all[..3], seen[..3]);
    seen.push(all[3].clone());
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count, "no two operations share device and counter");
}
