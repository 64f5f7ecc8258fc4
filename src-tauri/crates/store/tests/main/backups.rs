//! Backups: made beside any work, proven, numbered, thinned; what is none is told from what is.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use domain::person::Person;
use sha2::{Digest, Sha256};
use store::backup::{Header, Listed, State, cover, list, look, read};
use store::{Book, Secret, StoreError, restore};

use crate::common::{PASSWORD, Shelf, add, label, settle};

fn header(listed: &Listed) -> &Header {
    match &listed.state {
        State::Proven(header) => header,
        other => panic!("{other:?}"),
    }
}

/// Names in the folder of backups.
fn names(shelf: &Shelf) -> BTreeSet<String> {
    let entries = std::fs::read_dir(shelf.dir().join("backups")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_backup_is_one_file_that_says_what_it_holds_without_a_secret_and_names_nobody() {
    let (shelf, book) = Shelf::new();
    settle(&book, "示例张三丰");
    let made = book.backup().unwrap();
    assert_eq!(names(&shelf), BTreeSet::from(["000001-20260301-1633.hwb".to_owned()]));
    let bytes = std::fs::read(&made.file).unwrap();
    assert_eq!(bytes.len() as u64, made.bytes);
    let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(sha256, made.sha256);
    let [listed] = &list(shelf.dir()).unwrap()[..] else { panic!("one backup") };
    assert_eq!(*header(listed), made.header);
    assert_eq!(look(&made.file).unwrap(), *listed);
    assert_eq!(
        (cover(&made.file).unwrap(), read(&made.file).unwrap()),
        (listed.clone(), (listed.clone(), bytes.clone()))
    );
    let Header { number, label: on_it, content, .. } = &made.header;
    assert_eq!((*number, on_it, content.persons, content.households, content.ops), (1, &label(), 1, 1, 1));
    for word in ["示例张三丰", "示例组长", "立户"] {
        assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{word}");
    }
}

#[test]
fn what_is_in_the_folder_is_numbered_by_what_is_there_whatever_the_clock_says() {
    let (shelf, book) = Shelf::new();
    let mut numbers = Vec::new();
    for seconds in [0, 86_400 * 365, -86_400 * 800, 60] {
        shelf.dice.pass(seconds);
        add(&book, "王小测");
        numbers.push(book.backup().unwrap().header.number);
    }
    assert_eq!(numbers, [1, 2, 3, 4]);
    let listed: Vec<u64> = list(shelf.dir()).unwrap().iter().map(|one| one.number).collect();
    assert_eq!(listed[0], 4, "newest first");
    assert!(!listed.contains(&3), "the older one of a day goes");
}

#[test]
fn without_a_change_no_backup_is_needed_and_each_kind_of_change_needs_one() {
    let (shelf, book) = Shelf::new();
    assert!(book.last_backup().unwrap().1, "there is none yet");
    let expect_change = |change: &dyn Fn(&Book)| {
        book.backup().unwrap();
        assert!(!book.last_backup().unwrap().1);
        change(&book);
        assert!(book.last_backup().unwrap().1);
    };
    expect_change(&|book| drop(add(book, "王小测")));
    expect_change(&|book| drop(book.undo(None).unwrap()));
    expect_change(&|book| book.audit_append("reveal", None, None).unwrap());
    expect_change(&|book| book.change_password(PASSWORD, "另一句话").unwrap());
    book.backup().unwrap();
    book.save_draft("form", "半句话").unwrap();
    assert!(!book.last_backup().unwrap().1, "what is not saved is no change");
    drop(book);
    let book = shelf.try_open(Secret::Password("另一句话")).unwrap();
    assert!(!book.last_backup().unwrap().1);
    // A newest backup that was damaged since does not count.
    let newest = list(shelf.dir()).unwrap()[0].path.clone();
    std::fs::write(newest, b"nothing").unwrap();
    assert!(book.last_backup().unwrap().1);
}

#[test]
fn backups_made_while_others_write_each_hold_one_moment_whole() {
    let (shelf, book) = Shelf::new();
    let stop = AtomicBool::new(false);
    let made: Vec<_> = std::thread::scope(|scope| {
        scope.spawn(|| {
            for at in 0.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                settle(&book, "王小测");
                book.save_draft("form", &format!("第{at}次")).unwrap();
            }
        });
        let made = (0..5).map(|_| {
            shelf.dice.pass(86_400);
            book.backup().unwrap()
        });
        let made = made.collect();
        stop.store(true, Ordering::Relaxed);
        made
    });
    let mut last = 0;
    for one in made {
        let content = one.header.content;
        assert!(content.ops >= last && content.persons == content.ops && content.households == content.ops);
        last = content.ops;
        let dir = shelf.dir().join(format!("again-{}", one.header.number));
        restore::restore(&dir, &one.file, Secret::Password(PASSWORD), &*shelf.dice).unwrap();
        let again = Book::open(&dir, Secret::Password(PASSWORD), shelf.dice.clone()).unwrap();
        assert_eq!(again.check(false).unwrap(), []);
        assert_eq!(again.read(|r| r.count::<Person>()).unwrap(), content.persons as usize);
    }
    assert_eq!(book.check(false).unwrap(), []);
}

#[test]
fn a_backup_waits_for_a_reader_to_come_to_an_end() {
    let (_shelf, book) = Shelf::new();
    add(&book, "王小测");
    let (begun, wait) = mpsc::channel();
    let book = &book;
    std::thread::scope(|scope| {
        scope.spawn(move || {
            book.read(|r| {
                let count = r.count::<Person>()?;
                begun.send(()).unwrap();
                std::thread::sleep(std::time::Duration::from_millis(900));
                assert_eq!(r.count::<Person>()?, count);
                Ok::<_, StoreError>(())
            })
            .unwrap();
        });
        wait.recv().unwrap();
        // The reader holds what was before this.
        add(book, "李小测");
        assert_eq!(book.backup().unwrap().header.content.persons, 2);
    });
}

#[test]
fn thinning_touches_nothing_but_good_backups_of_this_book() {
    let (shelf, book) = Shelf::new();
    let (other, foreign) = Shelf::new();
    add(&foreign, "李小测");
    let folder = shelf.dir().join("backups");
    book.backup().unwrap();
    let kept =
        ["000900-20250101-0000.hwb", "000901-20250101-0000.hwb", "照片.jpg", "000902-bad.hwb", "replaced-000903"];
    std::fs::copy(foreign.backup().unwrap().file, folder.join(kept[0])).unwrap();
    std::fs::copy(folder.join(kept[0]), folder.join(kept[1])).unwrap();
    std::fs::write(folder.join(kept[2]), b"jpg").unwrap();
    std::fs::write(folder.join(kept[3]), b"cut").unwrap();
    std::fs::create_dir(folder.join(kept[4])).unwrap();
    for _ in 0..40 {
        shelf.dice.pass(86_400 / 4);
        add(&book, "王小测");
        book.backup().unwrap();
    }
    let names = names(&shelf);
    assert!(kept.iter().all(|name| names.contains(*name)), "{names:?}");
    assert!(names.len() < 12 + kept.len(), "{names:?}");
    drop(other);
}

#[test]
fn what_an_interrupted_backup_left_is_no_backup_and_is_in_nobodys_way() {
    let (shelf, book) = Shelf::new();
    std::fs::create_dir(shelf.dir().join("backups")).unwrap();
    std::fs::write(shelf.dir().join("backups/backup.new"), vec![7; 100_000]).unwrap();
    assert_eq!(list(shelf.dir()).unwrap(), []);
    book.backup().unwrap();
    assert_eq!(names(&shelf).len(), 1);
}

#[test]
fn where_no_folder_can_be_made_no_backup_is_and_the_book_goes_on() {
    let (shelf, book) = Shelf::new();
    std::fs::write(shelf.dir().join("backups"), b"a file").unwrap();
    assert!(matches!(book.backup(), Err(StoreError::Io(_))));
    add(&book, "王小测");
    assert_eq!(book.check(false).unwrap(), []);
    std::fs::remove_file(shelf.dir().join("backups")).unwrap();
    book.backup().unwrap();
}

#[test]
fn a_backup_cut_anywhere_or_with_a_bit_flipped_is_refused_by_look_and_by_restore() {
    let (shelf, book) = Shelf::new();
    add(&book, "王小测");
    let made = book.backup().unwrap();
    drop(book);
    let whole = std::fs::read(&made.file).unwrap();
    let path: PathBuf = shelf.dir().join("stick.hwb");
    let before = shelf.files();
    let refused = |bytes: &[u8], what: String| {
        std::fs::write(&path, bytes).unwrap();
        let said = look(&path).unwrap_err();
        assert!(
            matches!(said, StoreError::NotABackup | StoreError::BackupDamaged | StoreError::Newer),
            "{what}: {said:?}"
        );
        assert_eq!(read(&path).unwrap_err().code(), said.code(), "{what}");
        let restored = restore::restore(shelf.dir(), &path, Secret::Password(PASSWORD), &*shelf.dice);
        assert_eq!(restored.unwrap_err().code(), said.code(), "{what}");
    };
    for length in (0..whole.len()).step_by(4096).chain(whole.len() - 300..whole.len()) {
        refused(&whole[..length], format!("cut at {length}"));
    }
    // The end, where the words of the file itself stand, byte for byte; before it, here and there.
    let database = usize::try_from(made.header.database).unwrap();
    for at in (0..database).step_by(20_011).chain(database..whole.len()) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        refused(&bytes, format!("bit in byte {at}"));
    }
    refused(&[&whole[..], b"\n"].concat(), "a byte more".to_owned());
    refused(&[&[0; 4096], &whole[..]].concat(), "a page more".to_owned());
    std::fs::remove_file(&path).unwrap();
    assert!(shelf.files() == before, "the book is as it was");
    look(&made.file).unwrap();
}
