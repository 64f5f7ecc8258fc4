//! Three things that happen in May, and the ledger before, in and after it: printed, as workbook, as PDF.

use app::books::open_book;
use app::card::household_card;
use app::grids::grids;
use journeys::program::{BookFolder, PASSWORD, all_rosters};
use serde_json::{Value, json};

use crate::{inside, office};

pub const TODAY: &str = "2026-10-08";

/// What annex A counts of each row, by the keys of the JSON and the captions on paper.
const COUNTED: [(&str, &str); 9] = [
    ("households", "户数"),
    ("persons", "人口"),
    ("低保户", "低保户"),
    ("残疾人", "残疾人"),
    ("社会救助", "社会救助"),
    ("优抚对象", "优抚对象"),
    ("种植大户", "种植大户"),
    ("养殖专家", "养殖专家"),
    ("科技能手", "科技能手"),
];

fn village() -> BookFolder {
    let book = BookFolder::village(TODAY, &["--opened", "2026-01-01"]);
    let arguments: Vec<_> = ["import", "--by-hamlet", "--commit"]
        .into_iter()
        .map(Into::into)
        .chain(all_rosters().into_iter().map(std::path::PathBuf::into_os_string))
        .collect::<Vec<std::ffi::OsString>>();
    book.done(&arguments);
    book
}

/// Row ids of what the events are about.
pub struct Subjects {
    /// 残疾人, not head of a household, in the first grid.
    pub person: String,
    /// 低保户 of a household of the second grid.
    pub tag: String,
    /// A household of the first grid without any tag, and how many live in it.
    pub household: String,
    pub people: u64,
    /// The second grid.
    pub grid: String,
}

pub fn subjects(book: &BookFolder) -> Subjects {
    let session = open_book(&inside::Bench::on(TODAY), &book.store(), PASSWORD).unwrap();
    let grids = grids(&session).unwrap();
    assert_eq!(grids[..2].iter().map(|grid| grid.name.as_str()).collect::<Vec<_>>(), ["第一网格", "第二网格"]);
    let all = |grid: &str, tag: Option<&str>| {
        let query = app::people::HouseholdQuery {
            text: String::new(),
            hamlet: None,
            grid: Some(grid.to_owned()),
            tag: tag.map(str::to_owned),
            offset: 0,
            limit: 500,
        };
        let rows = app::people::households(&session, &query).unwrap().rows;
        rows.iter().map(|row| household_card(&session, &row.id).unwrap()).collect::<Vec<_>>()
    };
    let (first, second) = (&grids[0].id, &grids[1].id);
    let is_disabled = |tags: &[String]| tags == ["残疾人"];
    let person = all(first, Some("残疾人"))
        .into_iter()
        .flat_map(|card| card.members)
        .find(|member| is_disabled(&member.person.tags) && member.person.relation.as_deref() != Some("户主"))
        .expect("somebody in the first grid is disabled and not head");
    let poor = all(second, Some("低保户")).into_iter().flat_map(|card| card.tags).find(|tag| tag.kind == "低保户");
    let plain = all(first, None).into_iter().find(|card| {
        let own = card.id != *person.person.household.as_ref().unwrap();
        own && card.tags.is_empty() && card.members.iter().all(|member| member.tags.is_empty())
    });
    let plain = plain.expect("a household without tags");
    Subjects {
        person: person.person.id,
        tag: poor.expect("a household of the second grid is 低保户").id,
        people: plain.members.len() as u64,
        household: plain.id,
        grid: second.clone(),
    }
}

fn record(book: &BookFolder, kind: &str, value: &Value) {
    let file = book.folder().join("event.json");
    std::fs::write(&file, value.to_string()).unwrap();
    let done = book.done(&["record".as_ref(), kind.as_ref(), "--from".as_ref(), file.as_os_str()]);
    assert!(done["op"].is_i64() && done["id"].is_string(), "{done}");
}

fn ledger(book: &BookFolder, month: &str) -> Value {
    book.done(&["ledger", "--month", month])
}

fn figure(ledger: &Value, row: usize, key: &str) -> u64 {
    ledger["rows"][row][key].as_u64().unwrap()
}

#[test]
fn three_events_of_may_stand_in_mays_ledger_and_in_no_earlier_one() {
    let book = village();
    let subjects = subjects(&book);
    let before: Vec<Value> = ["2026-04", "2026-05", "2026-06"].iter().map(|month| ledger(&book, month)).collect();
    record(&book, "death", &json!({ "person": subjects.person, "date": "2026-05-10" }));
    record(&book, "end_tag", &json!({ "tag": subjects.tag, "date": "2026-05-31" }));
    let moved = json!({ "household": subjects.household, "grid": subjects.grid, "date": "2026-05-15" });
    record(&book, "move_household", &moved);

    assert_eq!(ledger(&book, "2026-04"), before[0], "April is over");
    for (month, was) in [("2026-05", &before[1]), ("2026-06", &before[2])] {
        let now = ledger(&book, month);
        let change = |row: usize, key: &str| figure(&now, row, key) as i64 - figure(was, row, key) as i64;
        let people = subjects.people as i64;
        assert_eq!((change(0, "persons"), change(1, "persons")), (-1 - people, people), "{month}");
        assert_eq!((change(0, "households"), change(1, "households")), (-1, 1), "{month}");
        assert_eq!((change(0, "残疾人"), change(1, "残疾人")), (-1, 0), "{month}");
        assert_eq!((change(0, "低保户"), change(1, "低保户")), (0, -1), "{month}");
        assert_eq!(now["total"]["persons"], was["total"]["persons"].as_u64().unwrap() - 1, "{month}");
    }

    let (may, june) = (ledger(&book, "2026-05"), ledger(&book, "2026-06"));
    let [first, second, village] = [0, 1, 2].map(|at| may["balance"][at].clone());
    assert_eq!((&first["死亡"], &village["死亡"], &second["死亡"]), (&json!(1), &json!(1), &json!(0)));
    assert_eq!((&first["调出"], &second["调入"]), (&json!(subjects.people), &json!(subjects.people)));
    assert_eq!((&village["调入"], &village["调出"]), (&json!(0), &json!(0)), "a move inside nets to zero");
    assert_eq!((&first["households"]["调出"], &second["households"]["调入"]), (&json!(1), &json!(1)));
    for balance in may["balance"].as_array().unwrap().iter().chain(june["balance"].as_array().unwrap()) {
        assert_eq!((&balance["difference"], &balance["households"]["difference"]), (&json!(0), &json!(0)), "{balance}");
    }
    assert_eq!(june["balance"][2]["last"], may["balance"][2]["this"]);
    assert_eq!(june["balance"][2]["死亡"], 0);

    for _ in 0..3 {
        book.done(&["undo"]);
    }
    assert_eq!(ledger(&book, "2026-05"), before[1], "undone, as if it had not happened");
}

#[test]
fn workbook_and_pdf_show_the_numbers_of_the_json() {
    let book = village();
    let subjects = subjects(&book);
    record(&book, "death", &json!({ "person": subjects.person, "date": "2026-05-10" }));
    let (xlsx, pdf) = (book.folder().join("台账.xlsx"), book.folder().join("台账.pdf"));
    let ledger = book.done(&[
        "ledger".as_ref(),
        "--month".as_ref(),
        "2026-05".as_ref(),
        "--xlsx".as_ref(),
        xlsx.as_os_str(),
        "--pdf".as_ref(),
        pdf.as_os_str(),
    ]);
    let rows: Vec<&Value> = ledger["rows"].as_array().unwrap().iter().chain([&ledger["total"]]).collect();
    let (sheet, page) = (office::sheet(&xlsx, book.folder()), office::pages(&pdf).join("\n"));
    for (key, caption) in COUNTED {
        let counted: Vec<u64> = rows.iter().map(|row| row[key].as_u64().unwrap()).collect();
        assert_eq!(office::numbers(&sheet, caption), counted, "{caption} in the workbook: {sheet}");
        assert_eq!(office::numbers(&page, caption), counted, "{caption} in the PDF: {page}");
    }
    for text in ["「红网工程」管理台账", "第一网格党小组", "第二网格党小组", "2026年5月", "死亡 1", "未结账"]
    {
        let text = office::tight(text);
        assert!(office::tight(&sheet).contains(&text), "the workbook lacks {text}: {sheet}");
        assert!(office::tight(&page).contains(&text), "the PDF lacks {text}: {page}");
    }
}

#[test]
fn names_are_in_the_ledger_only_with_a_reason_and_it_is_noted() {
    let book = village();
    let bare = book.run(&["ledger", "--month", "2026-05", "--names"]);
    assert_eq!((bare.code, &bare.failure()["code"]), (Some(2), &json!("usage")));
    let entries = |book: &BookFolder| book.done(&["audit"]).as_array().unwrap().len();
    let before = entries(&book);
    let named = book.done(&["ledger", "--month", "2026-05", "--names", "--reason", "镇里核对"]);
    assert_eq!(named["names"]["科技能手"].as_array().unwrap().len(), 2);
    assert!(named["names"].get("残疾人").is_none() && named["names"].get("低保户").is_none());
    let audit = book.done(&["audit"]);
    assert_eq!((entries(&book), &audit[0]["reason"]), (before + 1, &json!("镇里核对")));
    assert_eq!(book.done(&["audit", "--verify"])["intact"], true);
}
