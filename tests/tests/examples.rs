//! Every command has an example, and the example has the keys of what the command really takes and gives.

use std::ffi::OsString;
use std::fs;

use journeys::program::{BookFolder, built, rosters};
use serde_json::{Value, json};

use crate::{carried, month};

/// Keys below these are names of what was counted, not names of fields.
const FREE: [&str; 4] = ["tags", "mistakes", "repaired", "names"];

/// Asserts that two values have the same keys all the way down. Of lists the first elements are compared.
fn same_shape(example: &Value, real: &Value, at: &str) {
    match (example, real) {
        (Value::Object(example), Value::Object(real)) => {
            let keys = |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(example), keys(real), "{at}");
            for (key, value) in example.iter().filter(|(key, _)| !FREE.contains(&key.as_str())) {
                same_shape(value, &real[key], &format!("{at}.{key}"));
            }
        }
        (Value::Array(example), Value::Array(real)) => {
            if let (Some(example), Some(real)) = (example.first(), real.first()) {
                same_shape(example, real, &format!("{at}[]"));
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        (example, real) => {
            assert_eq!(std::mem::discriminant(example), std::mem::discriminant(real), "{at}: {example} and {real}");
        }
    }
}

fn example(command: &str) -> Value {
    let output = std::process::Command::new(built("hongwang")).args([command, "--example"]).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The commands that the help names.
fn commands() -> Vec<String> {
    let output = std::process::Command::new(built("hongwang")).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let (_, after) = help.split_once("命令:").unwrap();
    let lines = after.lines().skip(1).take_while(|line| line.starts_with("  "));
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_command_has_an_example_with_the_keys_of_its_real_output() {
    let book = BookFolder::village(month::TODAY, &["--opened", "2026-01-01"]);
    let file = |name: &str, value: &Value| {
        fs::write(book.folder().join(name), value.to_string()).unwrap();
        book.folder().join(name).into_os_string()
    };
    let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
    let with = |text: &str, more: Vec<OsString>| words(text).into_iter().chain(more).collect::<Vec<_>>();
    let checked = std::cell::RefCell::new(Vec::new());
    let check = |command: &str, real: Value| {
        same_shape(&example(command)["output"], &real, command);
        checked.borrow_mut().push(command.to_owned());
    };

    let fresh = BookFolder::empty(month::TODAY);
    check("init", fresh.done(&words("init --station village --name 向阳村 --fast-key")));
    check("sample", fresh.done(&words("sample --grids 1 --households 20 --months 3 --seed 7")));

    // A wrong number leaves a doubt, a household without a head a finding.
    let wrong = book.folder().join("名册.csv");
    let rows = "组别,户号,姓名,与户主关系,性别,公民身份号码\r\n九组,901,示例甲,户主,男,999999195003150015\r\n九组,902,示例乙,妻,女,\r\n";
    fs::write(&wrong, rows).unwrap();
    let map = file("map.json", &example("import")["input"]["map"]);
    let typed = with("import --by-hamlet --commit", vec![rosters().join("常住人口登记表.xlsx").into(), wrong.into()]);
    let imported = book.run(&typed);
    assert_eq!(imported.code, Some(4), "{}", imported.err);
    check("import", imported.json());
    let mapped = with("import --map", vec![map, rosters().join("常住人口登记表.xlsx").into()]);
    assert!(matches!(book.run(&mapped).code, Some(0 | 3)), "the mapping of the example is read");

    check("count", book.done(&words("count --on 2026-03-31")));
    check("search", book.done(&words("search 示例甲")));
    check("doubts", book.done(&words("doubts")));
    let doubt = book.done(&words("doubts"))[0]["id"].as_str().unwrap().to_owned();
    check("decide", book.done(&["decide", &doubt, "mine"]));
    check("ledger", book.done(&words("ledger --month 2026-03 --names --reason 核对")));
    check("close", book.done(&words("close --month 2026-02")));
    close_again(&book);
    checked.borrow_mut().push("reopen".to_owned());
    check("form", book.done(&words("form annex_a --month 2026-03")));
    let forms = book.done(&words("form --list"));
    same_shape(&example("form")["list"], &forms, "form --list");
    check("history", book.done(&words("history")));
    check("check", book.done(&words("check")));
    check("backup", book.done(&words("backup")));
    same_shape(&example("backup")["list"], &book.done(&words("backup --list")), "backup --list");
    let backup = book.done(&words("backup --list"))[0]["name"].as_str().unwrap().to_owned();
    same_shape(&example("restore")["preview"], &book.done(&["restore", &backup]), "restore");
    check("restore", book.done(&["restore", &backup, "--commit"]));
    same_shape(&example("restore")["undo"], &book.done(&["restore", "--undo"]), "restore --undo");
    check("content-hash", book.done(&words("content-hash")));
    check("audit", book.done(&words("audit")));
    same_shape(&example("audit")["verify"], &book.done(&words("audit --verify")), "audit --verify");
    records(&book);
    visits(&book);
    checked.borrow_mut().extend(["record", "visits"].map(str::to_owned));
    trust(&book);
    checked.borrow_mut().extend(["password".to_owned(), "erase".to_owned()]);
    let named = ["standards", "activities", "duties", "matters", "commitments", "meetings"];
    for (command, compare) in named.into_iter().zip([standards, activities, duties, matters, commitments, meetings]) {
        compare(&book);
        checked.borrow_mut().push(command.to_owned());
    }
    checked.borrow_mut().extend(work(&fresh));
    check("year", fresh.done(&words("year")));
    let registers = book.folder().join("底册.xlsx").into_os_string();
    check("registers", book.done(&with("registers --xlsx", vec![registers])));
    let [export, take] = carried::one_of_each();
    check("export", export);
    check("take", take);
    check("undo", book.done(&words("undo")));
    check("redo", book.done(&words("redo")));

    let (mut checked, mut named) = (checked.into_inner(), commands());
    checked.sort();
    named.sort();
    assert_eq!(checked, named);
}

/// Tasks, plans, letters and points of the sample: each listed, and one opened.
fn work(book: &BookFolder) -> [String; 4] {
    let same = |key: &str, typed: &[&str]| same_shape(&example(typed[0])[key], &book.done(typed), &typed.join(" "));
    same("draft", &["plans", "--draft", "2026-05"]);
    same("rules", &["scores", "--rules"]);
    [("tasks", "--id"), ("plans", "--id"), ("letters", "--id"), ("scores", "--of")].map(|(command, option)| {
        let row = &book.done(&[command])["rows"][0];
        let id = row.get("id").unwrap_or(&row["person"]).as_str().unwrap().to_owned();
        same("output", &[command]);
        same(if command == "scores" { "of" } else { "one" }, &[command, option, &id]);
        command.to_owned()
    })
}

/// A birth in a sealed month that comes to light is listed, and comes into it by sealing it again.
fn close_again(book: &BookFolder) {
    let household = book.done(&["search", "示例甲"])[0]["household"].clone();
    let file = book.folder().join("late.json");
    let born = json!({ "household": household, "date": "2026-02-10", "person": { "name": "示例婴" } });
    fs::write(&file, born.to_string()).unwrap();
    book.done(&["record", "birth", "--from", file.to_str().unwrap()]);
    let ledger = book.done(&["ledger", "--month", "2026-02"]);
    same_shape(&example("ledger")["output"]["adjustments"], &ledger["adjustments"], "ledger.adjustments");
    assert!(!ledger["adjustments"].as_array().unwrap().is_empty());
    let done = book.done(&["reopen", "--month", "2026-02", "--reason", "漏报死亡一人"]);
    same_shape(&example("reopen")["output"], &done, "reopen");
}

/// Each kind of `record` takes the keys of its example and no others; three are done, one by one in a batch.
fn records(book: &BookFolder) {
    let kinds = book.done(&["record", "--list"]);
    let examples = example("record");
    let values = examples["input"]["value"].as_object().unwrap();
    let listed: Vec<&str> = kinds.as_array().unwrap().iter().map(|kind| kind.as_str().unwrap()).collect();
    assert_eq!(listed.len(), values.len());
    for kind in listed {
        let event =
            app::events::read(kind, values[kind].clone()).unwrap_or_else(|failure| panic!("{kind}: {failure:?}"));
        let mut again = serde_json::to_value(event).unwrap();
        assert_eq!(without_blanks(again["value"].take()), without_blanks(values[kind].clone()), "{kind}");
    }
    let subjects = month::subjects(book);
    let real = [
        ("death", json!({ "person": subjects.person })),
        ("end_tag", json!({ "tag": subjects.tag })),
        ("move_household", json!({ "household": subjects.household, "grid": subjects.grid })),
    ];
    for (kind, real) in real {
        let mut value = values[kind].clone();
        value.as_object_mut().unwrap().retain(|key, _| key != "head");
        for (key, id) in real.as_object().unwrap() {
            value[key] = id.clone();
        }
        let line = json!({ "kind": kind, "value": value });
        let file = book.folder().join("batch");
        fs::write(&file, format!("{line}\n")).unwrap();
        let done = book.done(&["record".as_ref(), "--batch".as_ref(), file.as_os_str()]);
        same_shape(&examples["output"], &done, kind);
    }
}

/// A visit as the example of `record` has it, then what `visits` says of it.
fn visits(book: &BookFolder) {
    let due = book.done(&["visits", "--due"]);
    let household = due["rows"][0]["household"].as_str().unwrap();
    let mut value = example("record")["input"]["value"]["visit"].clone();
    value["household"] = household.into();
    value.as_object_mut().unwrap().remove("person");
    let file = book.folder().join("visit.json");
    fs::write(&file, value.to_string()).unwrap();
    book.done(&["record".as_ref(), "visit".as_ref(), "--from".as_ref(), file.as_os_str()]);
    let examples = example("visits");
    same_shape(&examples["output"], &book.done(&["visits", "--month", "2026-03"]), "visits");
    same_shape(&examples["due"], &book.done(&["visits", "--due", "--grid", "第一网格"]), "visits --due");
    let of_one = book.done(&["visits", "--household", household]);
    same_shape(&examples["household"], &of_one, "visits --household");
    assert_eq!((&of_one["total"], &of_one["rows"][0]["needs"][0]["open"]), (&json!(1), &json!(true)));
}

/// A repair, another password, and the erasing of somebody who left.
fn trust(book: &BookFolder) {
    same_shape(&example("check")["repair"], &book.done(&["check", "--repair", "--commit"]), "check --repair");
    same_shape(&example("password")["output"], &book.done(&["password", "--new-recovery-code"]), "password");
    let left = book.done(&["search", "示例乙"])[0]["id"].as_str().unwrap().to_owned();
    let file = book.folder().join("gone.json");
    fs::write(&file, json!({ "persons": [left], "date": book.today }).to_string()).unwrap();
    book.done(&["record".as_ref(), "move_out".as_ref(), "--from".as_ref(), file.as_os_str()]);
    same_shape(&example("erase")["output"], &book.done(&["erase", &left, "--reason", "本人申请"]), "erase");
}

/// A county's pack beside the book: looked over, listed, chosen; one with a slip of the pen is refused with its line.
fn standards(book: &BookFolder) {
    let shipped = include_str!("../../assets/standards/liaoning-grid.toml");
    let beside = book.store().parent().unwrap().join("standards");
    fs::create_dir(&beside).unwrap();
    let file = beside.join("county.toml");
    fs::write(&file, shipped.replace("id = \"liaoning-grid\"", "id = \"county\"").replace("管理台账\"", "示例台账\""))
        .unwrap();
    let examples = example("standards");
    let check = |file: &std::path::Path| book.run(&["standards".as_ref(), "check".as_ref(), file.as_os_str()]);
    same_shape(&examples["output"], &check(&file).json(), "standards check");
    same_shape(&examples["list"], &book.done(&["standards", "list"]), "standards list");
    same_shape(&examples["use"], &book.done(&["standards", "use", "county"]), "standards use");
    let titles = book.done(&["form", "--list"]);
    assert_eq!(titles[0]["title"], "「红网工程」示例台账", "the book answers to its pack");
    let wrong = beside.join("wrong.toml");
    fs::write(&wrong, shipped.replace("outside =", "outsid =")).unwrap();
    let refused = check(&wrong);
    assert_eq!(refused.code, Some(3));
    assert!(refused.err.contains("pack_unreadable") && refused.err.contains("第 "), "{}", refused.err);
    book.done(&["standards", "use", "liaoning-grid"]);
}

/// An activity as the example of `record` has it, with a person who is there, then what `activities` says of it.
fn activities(book: &BookFolder) {
    let mut value = example("record")["input"]["value"]["hold_activity"].clone();
    let hits = book.done(&["search", "示例甲"]);
    let person = hits.as_array().unwrap().iter().find(|hit| hit["kind"] == "person").unwrap();
    let fields = value.as_object_mut().unwrap();
    fields.retain(|key, _| !["led_by", "grid", "project", "association"].contains(&key.as_str()));
    fields["people"] = json!([{ "person": person["id"] }]);
    let file = book.folder().join("activity.json");
    fs::write(&file, value.to_string()).unwrap();
    let held = book.done(&["record".as_ref(), "hold_activity".as_ref(), "--from".as_ref(), file.as_os_str()]);
    let examples = example("activities");
    same_shape(&examples["output"], &book.done(&["activities", "--period", "2026-03"]), "activities");
    let served = book.done(&["activities", "--volunteers"]);
    same_shape(&examples["volunteers"], &served, "activities --volunteers");
    let hours: u64 = served["rows"].as_array().unwrap().iter().filter_map(|row| row["half_hours"].as_u64()).sum();
    assert_eq!(hours, 5);
    let one = book.done(&["activities", "--id", held["id"].as_str().unwrap()]);
    same_shape(&examples["id"], &one, "activities --id");
}

/// The duties of a month, and what stands behind one that the visits of this book count for.
fn duties(book: &BookFolder) {
    let examples = example("duties");
    let rows = book.done(&["duties", "--month", "2026-03"]);
    same_shape(&examples["output"], &rows, "duties");
    let rows = rows.as_array().unwrap();
    let visited = rows.iter().find(|row| row["id"] == "household-visits" && row["done"] != 0).unwrap();
    let behind = book.done(&["duties", "--link", visited["link"].as_str().unwrap()]);
    same_shape(&examples["link"], &behind, "duties --link");
    assert!(!behind["records"].as_array().unwrap().is_empty());
    let year = book.done(&["duties", "--year", "2026", "--grid", "第一网格"]);
    let meetings = year.as_array().unwrap().iter().filter(|row| row["id"] == "party-group-meeting");
    assert_eq!(meetings.count(), 10, "January to October");
}

/// A matter and its step as the examples of `record` have them, then what `matters` says of it.
fn matters(book: &BookFolder) {
    let values = example("record")["input"]["value"].clone();
    let record = |kind: &str, value: &Value| {
        let file = book.folder().join("matter.json");
        fs::write(&file, value.to_string()).unwrap();
        book.done(&["record".as_ref(), kind.as_ref(), "--from".as_ref(), file.as_os_str()])
    };
    let mut value = values["open_matter"].clone();
    let links = ["need", "grid", "household", "reporter", "first_asked", "responsible"];
    value.as_object_mut().unwrap().retain(|key, _| !links.contains(&key.as_str()));
    let opened = record("open_matter", &value);
    let mut step = values["matter_step"].clone();
    step["matter"] = opened["id"].clone();
    record("matter_step", &step);
    let examples = example("matters");
    let list = book.done(&["matters", "--period", "2026-03", "--kind", "矛盾纠纷", "--state", "已办结"]);
    same_shape(&examples["output"], &list, "matters");
    assert_eq!((&list["total"], &list["rows"][0]["content"]), (&json!(1), &json!("•••")));
    let id = opened["id"].as_str().unwrap();
    let one = book.done(&["matters", "--id", id]);
    same_shape(&examples["id"], &one, "matters --id");
    assert!(!one.to_string().contains("房檐") && !one.to_string().contains("说和"));
    assert!(book.done(&["matters", "--id", id, "--full"]).to_string().contains("房檐"));
    same_shape(&examples["trends"], &book.done(&["matters", "--trends", "--period", "2026"]), "matters --trends");
    let zero = book.done(&["matters", "--zero", "2026-03"]);
    same_shape(&examples["zero"], &zero, "matters --zero");
    assert_eq!((&zero["counts"][0]["count"], &zero["counts"][1]["count"]), (&json!(1), &json!(0)));
}

/// A post, a claim and a commitment as the examples of `record` have them, then what `commitments` says of them.
fn commitments(book: &BookFolder) {
    let values = &example("record")["input"]["value"];
    let record = |kind: &str, change: &[(&str, Value)]| {
        let mut value = values[kind].clone();
        for (key, with) in change {
            value[*key] = with.clone();
        }
        value.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let file = book.folder().join("committed.json");
        fs::write(&file, value.to_string()).unwrap();
        book.done(&["record".as_ref(), kind.as_ref(), "--from".as_ref(), file.as_os_str()])["id"].clone()
    };
    let hits = book.done(&["search", "示例甲"]);
    let person = hits.as_array().unwrap().iter().find(|hit| hit["kind"] == "person").unwrap()["id"].clone();
    record("party", &[("person", person.clone()), ("date", json!("2026-01-01"))]);
    let post = record("add_post", &[("grid", Value::Null)]);
    record("claim_post", &[("post", post.clone()), ("person", person.clone())]);
    let made = record("commit", &[("post", post), ("person", person)]);
    let examples = example("commitments");
    same_shape(&examples["posts"], &book.done(&["commitments", "--posts"]), "commitments --posts");
    let list = book.done(&["commitments", "--year", "2026", "--only", "待审诺"]);
    same_shape(&examples["output"], &list, "commitments");
    assert_eq!(list["rows"][0]["commitment"]["next"], json!(["审诺"]));
    let one = book.done(&["commitments", "--id", made.as_str().unwrap()]);
    same_shape(&examples["one"], &one, "commitments --id");
}

/// A meeting as the example of `record` has it, its resolution done and told at a later one, a talk; then what
/// `meetings` says of them.
fn meetings(book: &BookFolder) {
    let values = &example("record")["input"]["value"];
    let found = |name: &str| {
        let hits = book.done(&["search", name]);
        hits.as_array().unwrap().iter().find(|hit| hit["kind"] == "person").unwrap()["id"].clone()
    };
    let (first, other) = (found("示例甲"), found("张"));
    let record = |kind: &str, value: &Value| {
        let file = book.folder().join("met.json");
        fs::write(&file, value.to_string()).unwrap();
        book.done(&["record".as_ref(), kind.as_ref(), "--from".as_ref(), file.as_os_str()])["id"].clone()
    };
    let mut value = values["hold_meeting"].clone();
    let fields = value.as_object_mut().unwrap();
    fields.retain(|key, _| key != "reports");
    let session = journeys::inside::open(book).unwrap();
    let grid = app::grids::grids(&session).unwrap()[0].id.clone();
    journeys::inside::close(session);
    fields["grid"] = json!(grid);
    for key in ["chair", "recorder"] {
        fields[key] = first.clone();
    }
    fields["people"][0]["person"] = first.clone();
    fields["speeches"][0]["person"] = first.clone();
    fields["resolutions"][0]["owner"] = first.clone();
    let held = record("hold_meeting", &value);
    let examples = example("meetings");
    let taken = book.done(&["meetings", "--resolutions"])["rows"][0]["id"].clone();
    let later = json!({ "kind": "党小组会", "date": "2026-03-20", "grid": grid,
        "reports": [{ "resolution": taken, "progress": "已备好工具", "done": true }] });
    record("hold_meeting", &later);
    let mut talk = values["talk"].clone();
    (talk["talker"], talk["person"]) = (first.clone(), other.clone());
    record("talk", &talk);
    let mut list = book.done(&["meetings", "--period", "2026-03", "--kind", "党小组会"]);
    assert_eq!(list["total"], 2);
    list["rows"].as_array_mut().unwrap().remove(0);
    same_shape(&examples["output"], &list, "meetings");
    let mut one = book.done(&["meetings", "--id", held.as_str().unwrap()]);
    one["speeches"].as_array_mut().unwrap().truncate(1);
    same_shape(&examples["id"], &one, "meetings --id");
    same_shape(&examples["resolutions"], &book.done(&["meetings", "--resolutions"]), "meetings --resolutions");
    same_shape(&examples["talks"], &book.done(&["meetings", "--talks"]), "meetings --talks");
}

/// What is not there, is empty or is not so, is left out of an example or stands in it.
fn without_blanks(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().map(|(key, value)| (key, without_blanks(value)));
            kept.filter(|(_, value)| !matches!(value, Value::Null | Value::Bool(false)) && *value != json!([]))
                .collect()
        }
        Value::Array(rows) => rows.into_iter().map(without_blanks).collect(),
        other => other,
    }
}
