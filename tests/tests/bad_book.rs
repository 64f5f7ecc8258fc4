//! A book whose password is wrong, whose files are damaged, or for which there is no room: said with the next step, and
//! nothing is lost.

use std::fs;
use std::process::{Command, Stdio};

use journeys::program::{BookFolder, Ended, rosters};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::bad_input::{TODAY, refused};

#[test]
fn the_password_may_come_from_the_environment_and_without_one_the_book_stays_locked() {
    let book = BookFolder::village(TODAY, &[]);
    let count = || {
        let mut command = Command::new(journeys::program::built("hongwang"));
        command.arg("--store").arg(book.store()).args(["--json", "count"]).stdin(Stdio::null());
        command
    };
    let from_environment = count().env("HONGWANG_PASSWORD", journeys::program::PASSWORD).output().unwrap();
    assert!(from_environment.status.success());
    let mut nowhere = count();
    refused(&nowhere.args(["--password-file", "nowhere"]).output().unwrap().into(), 2, "password_file");
    let empty = count().env("HONGWANG_PASSWORD", "").output().unwrap();
    refused(&empty.into(), 5, "store.wrong_password");
}

#[test]
fn ten_wrong_passwords_open_nothing_and_lose_nothing() {
    let book = BookFolder::village(TODAY, &[]);
    let before = book.hash();
    let wrong = book.folder().join("wrong");
    fs::write(&wrong, "bu-shi-zhe-ge\n").unwrap();
    for at in 0..10 {
        let ended: Ended = Command::new(journeys::program::built("hongwang"))
            .arg("--store")
            .arg(book.store())
            .args(["--json", "--password-file"])
            .args([wrong.as_os_str(), "count".as_ref()])
            .output()
            .unwrap()
            .into();
        refused(&ended, 5, if at == 0 { "store.wrong_password" } else { "store.wait" });
        assert!(ended.failure()["hint"].as_str().unwrap().parse::<u64>().unwrap() >= 1, "how long to wait");
    }
    // Only the first was a try; after its second of waiting the right one opens.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(book.hash(), before);
}

#[test]
fn a_second_program_on_a_book_is_refused() {
    let book = BookFolder::village(TODAY, &[]);
    // A batch that waits for its first line holds the book open.
    let mut first = book.command(&["record", "--batch", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let waiting = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        book.run(&["count"]).code == Some(5)
    });
    assert!(waiting, "the second program came in");
    refused(&book.run(&["count"]), 5, "store.in_use");
    drop(first.stdin.take());
    assert!(first.wait().unwrap().success());
    book.done(&["count"]);
}

#[test]
fn a_damaged_key_file_is_mended_from_its_copy_and_two_are_kept_as_they_are() {
    let book = BookFolder::village(TODAY, &[]);
    let key = book.store().join("store.key");
    let whole = fs::read(&key).unwrap();
    let flip = |name: &str| {
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(book.store().join(name), &bytes).unwrap();
        bytes
    };
    flip("store.key");
    book.done(&["count"]);
    assert_eq!(fs::read(&key).unwrap(), whole, "mended");
    let damaged = (flip("store.key"), flip("store.key.2"));
    refused(&book.run(&["count"]), 1, "store.key_damaged");
    let kept = (fs::read(&key).unwrap(), fs::read(book.store().join("store.key.2")).unwrap());
    assert_eq!(kept, damaged, "kept as they are");
}

#[test]
fn damaged_rows_are_refused_and_kept() {
    let book = BookFolder::village(TODAY, &[]);
    book.import(&[rosters().join("常住人口登记表.xlsx")]);
    let rows = book.store().join("store.db");
    let mut bytes = fs::read(&rows).unwrap();
    for page in bytes.chunks_mut(4096) {
        page[100] ^= 1;
    }
    fs::write(&rows, &bytes).unwrap();
    refused(&book.run(&["count"]), 1, "store.damaged");
    assert_eq!(fs::read(&rows).unwrap(), bytes);
    fs::remove_file(&rows).unwrap();
    refused(&book.run(&["count"]), 1, "store.db_missing");
}

#[test]
fn a_book_of_a_newer_program_is_refused_untouched() {
    let book = BookFolder::village(TODAY, &[]);
    for name in ["store.key", "store.key.2"] {
        let text = fs::read_to_string(book.store().join(name)).unwrap();
        let (first, body) = text.split_once('\n').unwrap();
        let mut value: Value = serde_json::from_str(body).unwrap();
        value["schema"] = json!(9_999);
        let body = format!("{value}\n");
        let sum: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
        let mark = first.split_once('=').unwrap().0;
        fs::write(book.store().join(name), format!("{mark}={sum}\n{body}")).unwrap();
    }
    let rows = fs::read(book.store().join("store.db")).unwrap();
    refused(&book.run(&["count"]), 1, "store.newer");
    assert_eq!(fs::read(book.store().join("store.db")).unwrap(), rows);
}

#[test]
#[cfg(unix)]
fn a_file_that_finds_no_room_leaves_the_old_one() {
    let book = BookFolder::village(TODAY, &["--opened", "2026-01-01"]);
    book.import(&[rosters().join("常住人口登记表.xlsx")]);
    let pdf = book.folder().join("台账.pdf");
    fs::write(&pdf, "the old one").unwrap();
    let inner =
        book.command(&["ledger".as_ref(), "--month".as_ref(), "2026-03".as_ref(), "--pdf".as_ref(), pdf.as_os_str()]);
    // No file of this process may grow above 8 KiB beyond what is there: writing fails as on a full disk.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "sh"])
        .arg(inner.get_program())
        .args(inner.get_args());
    let ended: Ended = limited.output().unwrap().into();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let sentence = ended.failure()["message"].as_str().unwrap().to_owned();
    assert!(sentence.contains('再'), "{sentence}");
    assert_eq!(fs::read_to_string(&pdf).unwrap(), "the old one");
    let left: Vec<_> = fs::read_dir(book.folder()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 3, "nothing half: {left:?}");
}

#[test]
#[cfg(unix)]
fn a_book_that_finds_no_room_keeps_what_it_has() {
    let book = BookFolder::village(TODAY, &[]);
    let before = book.hash();
    let inner =
        book.command(&["import".as_ref(), "--commit".as_ref(), rosters().join("常住人口登记表.xlsx").as_os_str()]);
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 400; exec \"$@\"", "sh"])
        .arg(inner.get_program())
        .args(inner.get_args());
    let ended: Ended = limited.output().unwrap().into();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.failure()["code"].as_str().unwrap().starts_with("disk."), "{ended:?}");
    assert_eq!(book.hash(), before);
    assert_eq!(book.done(&["check"]), json!([]));
}
