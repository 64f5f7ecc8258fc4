//! Another password, repairs, the audit log and erasing, each by a program of its own.

use std::fs;

use journeys::program::{BookFolder, Ended};
use serde_json::{Value, json};

use crate::month;

/// A book with one list, and the row id of a name in it.
fn listed(rows: &str, name: &str) -> (BookFolder, String) {
    let book = BookFolder::village(month::TODAY, &["--opened", "2026-01-01"]);
    let list = book.folder().join("名册.csv");
    fs::write(&list, format!("组别,户号,姓名,与户主关系,性别,出生日期,公民身份号码\r\n{rows}")).unwrap();
    book.import(&[list]);
    let hit = book.done(&["search", name])[0].clone();
    (book, hit["id"].as_str().unwrap().to_owned())
}

fn with_password(book: &BookFolder, password: &str) -> Ended {
    let file = book.folder().join("other");
    fs::write(&file, password).unwrap();
    let mut command = std::process::Command::new(journeys::program::built("hongwang"));
    command.arg("--store").arg(book.store()).arg("--password-file").arg(file).args(["--json", "history"]);
    command.output().unwrap().into()
}

#[test]
fn the_password_is_changed_and_the_old_one_opens_nothing() {
    let book = BookFolder::village(month::TODAY, &[]);
    let new = book.folder().join("new");
    fs::write(&new, "新的密码 2026\n").unwrap();
    let done = book.done(&["password".as_ref(), "--new-password-file".as_ref(), new.as_os_str()]);
    assert_eq!(done, json!({ "changed": true, "recovery_code": null }));
    assert_eq!(with_password(&book, "新的密码 2026").code, Some(0));
    let old = book.run(&["history"]);
    assert_eq!((old.code, &old.failure()["code"]), (Some(5), &json!("store.wrong_password")));
}

#[test]
fn a_new_recovery_code_is_shown_once_and_leaves_the_password() {
    let book = BookFolder::village(month::TODAY, &[]);
    let done = book.done(&["password", "--new-recovery-code"]);
    assert_eq!((&done["changed"], done["recovery_code"].as_str().unwrap().len()), (&json!(false), 29));
    let entries = book.done(&["audit", "--limit", "1"]);
    assert_eq!((entries.as_array().unwrap().len(), &entries[0]["act"]), (1, &json!("更换密钥")));
    assert!(!entries.to_string().contains(done["recovery_code"].as_str().unwrap()));
}

#[test]
fn a_password_that_is_too_short_or_that_nobody_types_changes_nothing() {
    let book = BookFolder::village(month::TODAY, &[]);
    let new = book.folder().join("new");
    fs::write(&new, "短\n").unwrap();
    let short = book.run(&["password".as_ref(), "--new-password-file".as_ref(), new.as_os_str()]);
    assert_eq!((short.code, &short.failure()["code"]), (Some(3), &json!("short_password")));
    assert_eq!(book.run(&["history"]).code, Some(0));
}

#[test]
fn what_can_be_repaired_is_shown_first_and_done_as_one_operation() {
    let (book, _) = listed("九组,901,示例甲,,男,1970-01-01,\r\n九组,901,示例乙,子,男,2015-01-01,\r\n", "示例甲");
    let shown = book.done(&["check", "--repair"]);
    let codes = |answer: &Value| {
        let all = answer["findings"].as_array().unwrap().clone();
        all.into_iter().filter(|one| !one["repair"].is_null()).map(|one| one["code"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((&shown["op"], codes(&shown)), (&Value::Null, vec![json!("household.no_head")]));
    assert!(!shown.to_string().contains("示例"), "no names");
    let hash = book.hash();
    let done = book.done(&["check", "--repair", "--commit"]);
    assert_eq!((&done["repaired"], done["op"].is_number(), codes(&done)), (&json!(1), true, vec![]));
    assert_ne!(book.hash(), hash);
    assert_eq!(book.done(&["undo"])["label"], "体检修复");
    assert_eq!(book.hash(), hash);
    assert_eq!(book.run(&["check", "--commit"]).code, Some(2));
}

#[test]
fn who_left_is_erased_and_every_count_stays() {
    let name = "示例乙";
    let rows = "九组,901,示例甲,户主,男,,999999195003150014\r\n九组,901,示例乙,孙女,女,,99999920150601002X\r\n";
    let (book, person) = listed(rows, name);
    let refused = book.run(&["erase", &person, "--reason", "本人申请"]);
    assert_eq!((refused.code, &refused.failure()["code"]), (Some(3), &json!("still_counted")));
    let death = book.folder().join("death.json");
    fs::write(&death, json!({ "person": person, "date": "2026-03-10" }).to_string()).unwrap();
    book.done(&["record".as_ref(), "death".as_ref(), "--from".as_ref(), death.as_os_str()]);
    let counts = || {
        let months = ["2026-01", "2026-02", "2026-03"].map(|month| book.done(&["ledger", "--month", month]));
        (months, ["2026-02-28", "2026-03-31"].map(|day| book.done(&["count", "--on", day])))
    };
    let before = counts();
    let shown = book.done(&["erase", name, "--reason", "本人申请"]);
    assert!(shown["op"].is_null() && shown["places"].as_array().unwrap().iter().any(|one| one["table"] == "person"));
    let done = book.done(&["erase", &person, "--reason", &format!("{name}家属申请"), "--commit"]);
    assert!(done["op"].is_number());
    assert_eq!(counts(), before);
    for command in [&["history"][..], &["audit"], &["doubts"], &["check"]] {
        let said = book.done(command).to_string();
        assert!(!said.contains(name), "{command:?}");
    }
    let audit = book.done(&["audit", "--verify"]);
    assert_eq!((&audit["intact"], &audit["broken"]), (&json!(true), &Value::Null));
    assert_eq!(book.run(&["check"]).code, Some(0));
    let op = done["op"].to_string();
    assert_eq!(book.run(&["undo", &op]).failure()["code"], "undo.erased");
    let again = book.run(&["erase", &person, "--reason", "再来"]);
    assert_eq!((again.code, &again.failure()["code"]), (Some(3), &json!("erased")));
}
