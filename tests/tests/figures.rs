//! The figures of the invented village, to the last, as its lists' author counted them.

use journeys::program::{BookFolder, all_rosters, expected, rosters};
use serde_json::{Value, json};

const TODAY: &str = "2026-10-08";

fn same_tags(counted: &Value, expected: &Value) {
    for (kind, number) in expected["tags"].as_object().unwrap() {
        assert_eq!(&counted["tags"][kind], number, "{kind}: {counted}");
    }
}

fn is_village(counted: &Value) {
    let village = &expected()["village"];
    for key in ["households", "persons", "party_members", "away"] {
        assert_eq!(counted[key], village[key], "{key}: {counted}");
    }
    same_tags(counted, village);
    let hamlets: Vec<(&Value, &Value)> =
        counted["hamlets"].as_array().unwrap().iter().map(|one| (&one["name"], &one["households"])).collect();
    let groups = &village["groups"];
    assert_eq!(hamlets, [(&json!("一组"), &groups["1"]), (&json!("二组"), &groups["2"])]);
}

#[test]
fn all_seven_rosters_at_once_make_the_village() {
    let book = BookFolder::village(TODAY, &[]);
    let report = book.import(&all_rosters());
    assert_eq!((&report["new"], &report["doubts"]), (&json!(197), &json!(0)), "{report}");
    let counted = book.done(&["count"]);
    is_village(&counted);
    let after = &expected()["after_all_seven"];
    for key in ["probationary", "floating"] {
        assert_eq!(counted[key], after[key], "{key}");
    }
    assert_eq!(counted["tags"]["独居老人"], after["独居老人"]);
    assert_eq!(book.done(&["doubts"]), json!([]));
}

#[test]
fn the_register_and_the_household_files_each_make_the_village_alone() {
    for name in ["常住人口登记表.xlsx", "一户一档.xlsx", "一户一档.ods"] {
        let book = BookFolder::village(TODAY, &[]);
        let report = book.import(&[rosters().join(name)]);
        assert_eq!((&report["mistakes"], &report["repaired"]), (&json!({}), &json!({})), "{name}");
        let counted = book.done(&["count"]);
        let village = &expected()["village"];
        for key in ["households", "persons", "party_members", "away"] {
            assert_eq!(counted[key], village[key], "{name}: {key}");
        }
        assert_eq!(book.done(&["doubts"]), json!([]), "{name}");
    }
}

#[test]
fn the_damaged_list_alone_says_what_is_wrong_with_it_and_loses_nobody() {
    let name = "一组-WPS另存.xlsx";
    let expected = &expected()[name];
    let book = BookFolder::village(TODAY, &[]);
    let preview = book.done(&["import".as_ref(), rosters().join(name).as_os_str()]);
    let sheets = &preview["files"][0]["sheets"];
    assert_eq!(sheets[0]["rows"], expected["rows"]);
    assert_eq!(preview["mistakes"], json!({ "id_precision_lost": expected["id_precision_lost"] }));
    assert_eq!(preview["repaired"]["id_full_width"], expected["id_full_width"]);
    assert_eq!(book.done(&["count"])["persons"], 0, "a preview writes nothing");
    book.import(&[rosters().join(name)]);
    let counted = book.done(&["count"]);
    assert_eq!((&counted["households"], &counted["persons"]), (&json!(31), &json!(93)));
}

#[test]
fn lists_without_households_wait_until_their_people_are_known() {
    for (name, rows) in [("党员花名册.xlsx", 21), ("低保与优抚名单.csv", 0), ("三留守登记表.xls", 0)]
    {
        let book = BookFolder::village(TODAY, &[]);
        let report = book.import(&[rosters().join(name)]);
        let waiting = book.done(&["doubts"]).as_array().unwrap().len();
        assert_eq!(report["doubts"], waiting, "{name}");
        assert!(waiting > 0 && (rows == 0 || rows == waiting), "{name}: {waiting}");
        assert_eq!(book.done(&["count"])["persons"], 0, "{name}");
        let register = book.import(&[rosters().join("常住人口登记表.xlsx")]);
        assert_eq!(register["joined"], waiting, "{name}");
        assert_eq!(book.done(&["doubts"]), json!([]), "{name}");
    }
}

#[test]
fn a_book_opened_before_the_lists_knows_when_what_began() {
    let book = BookFolder::village(TODAY, &["--opened", "2024-12-01"]);
    book.import(&["常住人口登记表.xlsx", "低保与优抚名单.csv"].map(|name| rosters().join(name)));
    let expected = expected();
    let months = &expected["init --opened 2024-12-01, then 常住人口登记表 and 低保与优抚名单"];
    for (month, day) in [("2024-12", "2024-12-31"), ("2025-01", "2025-01-31"), ("2025-10", "2025-10-31")] {
        let ledger = book.done(&["ledger", "--month", month]);
        let counted = book.done(&["count", "--on", day]);
        for key in ["households", "persons"] {
            assert_eq!(ledger["total"][key], months[month][key], "{month} {key}");
            assert_eq!(counted[key], months[month][key], "{month} {key}");
        }
        assert_eq!(ledger["before_opening"], false);
        if month == "2024-12" {
            let tags: i64 = counted["tags"].as_object().unwrap().values().filter_map(Value::as_i64).sum();
            assert_eq!(tags, 0, "{counted}");
        } else {
            same_tags(&counted, &expected["village"]);
        }
    }
    let months_between: Vec<String> =
        (1..=12).map(|month| format!("2025-{month:02}")).take_while(|month| month.as_str() <= "2025-10").collect();
    let born: i64 = months_between.iter().map(|month| village_balance(&book, month)["出生"].as_i64().unwrap()).sum();
    assert_eq!(born, months["2025-10"]["born_since_opening"]);
    assert_eq!(village_balance(&book, "2024-12")["期初"], 196);
}

fn village_balance(book: &BookFolder, month: &str) -> Value {
    let ledger = book.done(&["ledger", "--month", month]);
    let whole = ledger["balance"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(whole["difference"], 0, "{month}: {whole}");
    whole
}
