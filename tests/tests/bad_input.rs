//! What is damaged, wrong or not allowed: a sentence with the next step, a code, the right ending, and a book that is
//! as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use journeys::program::{BookFolder, Ended, rosters};
use serde_json::{Value, json};

pub const TODAY: &str = "2026-03-15";

/// Asserts that a command was refused so, with a sentence that says what to do.
pub fn refused(ended: &Ended, exit: i32, code: &str) {
    assert_eq!(ended.code, Some(exit), "{ended:?}");
    let failure = ended.failure();
    assert_eq!(failure["code"], code, "{failure}");
    let sentence = failure["message"].as_str().unwrap();
    let next_step = ["请", "改", "用", "选", "可以", "要写成"].iter().any(|word| sentence.contains(word));
    assert!(sentence.chars().count() > 8 && next_step, "{sentence}");
    assert!(ended.out.is_empty(), "{}", ended.out);
}

pub fn import(book: &BookFolder, file: &Path) -> Ended {
    book.run(&["import".as_ref(), "--commit".as_ref(), file.as_os_str()])
}

fn csv(book: &BookFolder, name: &str, lines: &[&str]) -> PathBuf {
    let file = book.folder().join(name);
    fs::write(&file, lines.join("\r\n")).unwrap();
    file
}

#[test]
fn files_that_are_no_rosters_are_refused_and_the_book_is_as_it_was() {
    let book = BookFolder::village(TODAY, &[]);
    let before = book.hash();
    let roster = fs::read(rosters().join("常住人口登记表.xlsx")).unwrap();
    let mut flipped = roster.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x40;
    let files: [(&str, Vec<u8>, &str); 9] = [
        ("空.xlsx", Vec::new(), "file_empty"),
        ("半截.xlsx", roster[..roster.len() / 2].to_vec(), "file_damaged"),
        ("坏.xlsx", flipped, "file_damaged"),
        ("加密.xlsx", fs::read(encrypted(book.folder())).unwrap(), "file_encrypted"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "file_is_image"),
        ("表.pdf", b"%PDF-1.7\n1 0 obj".to_vec(), "file_is_pdf"),
        ("网页.xls", "<html><table><tr><td>姓名</td></tr></table></html>".into(), "file_is_web_page"),
        ("巨大.csv", vec![b'a'; (64 << 20) + 1], "file_too_large"),
        ("乱码.csv", (0..4000_u32).map(|at| (at * 7919 % 251) as u8).collect(), "file_unknown"),
    ];
    for (name, bytes, code) in files {
        let file = book.folder().join(name);
        fs::write(&file, bytes).unwrap();
        let ended = import(&book, &file);
        refused(&ended, 3, code);
        assert!(ended.failure()["message"].as_str().unwrap().starts_with(name), "the file is named");
    }
    refused(&import(&book, &book.folder().join("没有.xlsx")), 3, "file_missing");
    refused(&import(&book, book.folder()), 3, "file_is_folder");
    // One bad file among good ones: nothing of any is taken.
    let good = rosters().join("常住人口登记表.xlsx");
    let ended = book.run(&[
        "import".as_ref(),
        "--commit".as_ref(),
        good.as_os_str(),
        book.folder().join("坏.xlsx").as_os_str(),
    ]);
    refused(&ended, 3, "file_damaged");
    assert_eq!(book.hash(), before);
    assert_eq!(book.done(&["history"]), json!([]));
}

/// A workbook under a password, as an office program saves it.
fn encrypted(folder: &Path) -> PathBuf {
    // A compound file whose directory names an encrypted package is all that tells it.
    let file = folder.join("加密的.xlsx");
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(512, 0);
    // Header: version 3, little-endian, sectors of 512 bytes, one table sector, directory at sector 1.
    bytes[24..32].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0]);
    bytes[32] = 6;
    bytes[44] = 1;
    bytes[48] = 1;
    bytes[57] = 0x10;
    bytes[60..64].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    bytes[68..72].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
    bytes[80..512].fill(0xFF);
    let mut table = vec![0xFF_u8; 512];
    table[0..4].copy_from_slice(&[0xFD, 0xFF, 0xFF, 0xFF]);
    table[4..8].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    bytes.extend(table);
    let mut directory = Vec::new();
    for (name, kind, child) in
        [("Root Entry", 5_u8, 1_u32), ("EncryptedPackage", 2, u32::MAX), ("", 0, u32::MAX), ("", 0, u32::MAX)]
    {
        let mut entry = vec![0_u8; 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = if name.is_empty() { 0 } else { units.len() as u8 + 2 };
        entry[66] = kind;
        entry[67] = 1;
        entry[68..76].fill(0xFF);
        entry[76..80].copy_from_slice(&child.to_le_bytes());
        entry[116..120].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
        directory.extend(entry);
    }
    bytes.extend(directory);
    fs::write(&file, bytes).unwrap();
    file
}

#[test]
fn a_list_without_captions_or_of_another_kind_is_refused() {
    let book = BookFolder::village(TODAY, &[]);
    let before = book.hash();
    let no_captions = csv(&book, "无表头.csv", &["一,张三,男", "二,李四,女", "三,王五,男"]);
    refused(&import(&book, &no_captions), 3, "no_header");
    assert_eq!(book.done(&["import".as_ref(), no_captions.as_os_str()])["files"][0]["sheets"][0]["header_row"], 0);
    let assets =
        csv(&book, "资产.csv", &["资产编号,名称,单位,数量,单价", "A-01,会议桌,张,4,800", "A-02,椅子,把,20,90"]);
    refused(&import(&book, &assets), 3, "no_roster");
    assert_eq!(book.hash(), before);
}

#[test]
fn rows_with_mistakes_are_named_and_nothing_is_guessed() {
    let book = BookFolder::village(TODAY, &[]);
    let roster = csv(
        &book,
        "名册.csv",
        &[
            "组别,户号,姓名,与户主关系,性别,公民身份号码",
            "一组,1,示例甲,户主,男,999999195003150015",
            "一组,1,示例乙,妻,女,999999198102290016",
            "一组,2,示例丙,户主,男,999999195003150014",
            "一组,2,示例丁,妻,女,999999195003150014",
            "一组,3,示例戊,妻,女,99999920150601002X",
            "一组,4,示例己,户主,女,99999919500115007X",
        ],
    );
    let ended = import(&book, &roster);
    assert_eq!(ended.code, Some(4), "doubts wait: {ended:?}");
    let report = ended.json();
    let told = json!({ "wrong_check_digit": 1, "impossible_date": 1, "duplicate_id": 1, "no_head": 1, "sex_contradicts_id": 1 });
    assert_eq!(report["mistakes"], told);
    let rows: Vec<u64> =
        report["mistake_rows"].as_array().unwrap().iter().map(|row| row["row"].as_u64().unwrap()).collect();
    assert_eq!(rows.len(), 5);
    let doubts = book.done(&["doubts"]);
    let why: Vec<&str> = doubts.as_array().unwrap().iter().map(|doubt| doubt["why"].as_str().unwrap()).collect();
    for one in ["证号有误", "证号重复"] {
        assert!(why.contains(&one), "{doubts}");
    }
    assert_eq!(report["doubts"], why.len());
    assert_eq!(book.done(&["count"])["persons"], 6, "nobody is lost");
    // A wrong number is kept only with a reason.
    let wrong = doubts.as_array().unwrap().iter().find(|doubt| doubt["why"] == "证号有误").unwrap();
    let id = wrong["id"].as_str().unwrap();
    refused(&book.run(&["decide", id, "theirs"]), 3, "reason_needed");
    let masked = wrong["theirs"].as_str().unwrap();
    refused(&book.run(&["decide", id, masked, "--reason", "照抄"]), 3, "bad_value");
    book.done(&["decide", id, "theirs", "--reason", "派出所底册如此"]);
    refused(&book.run(&["decide", id, "mine"]), 3, "decided");
    // The same list again asks nothing again.
    assert_eq!(import(&book, &roster).json()["op"], Value::Null);
}

#[test]
fn an_event_that_cannot_be_is_refused() {
    let book = BookFolder::village(TODAY, &["--opened", "2026-01-01"]);
    book.import(&[rosters().join("常住人口登记表.xlsx")]);
    let before = book.hash();
    let person = book.done(&["search", "张", "--limit", "1"])[0].clone();
    assert!(person["id"].is_string(), "{person}");
    let record = |kind: &str, value: Value| {
        let file = book.folder().join("event.json");
        fs::write(&file, value.to_string()).unwrap();
        book.run(&["record".as_ref(), kind.as_ref(), "--from".as_ref(), file.as_os_str()])
    };
    refused(&record("death", json!({ "person": person["id"], "date": "2026-13-01" })), 3, "not_a_date");
    refused(&record("death", json!({ "person": person["id"], "date": "2027-01-01" })), 3, "in_future");
    refused(&record("death", json!({ "person": person["id"], "date": "1850-01-01" })), 3, "before_birth");
    refused(&record("death", json!({ "person": "nobody", "date": "2026-03-01" })), 3, "not_an_id");
    refused(&record("death", json!({ "person": person["id"] })), 3, "input_fields");
    refused(&record("birthday", json!({})), 2, "usage");
    refused(&book.run(&["ledger", "--month", "2026-3"]), 3, "not_a_date");
    refused(&book.run(&["ledger", "--month", "2026-04"]), 3, "month_not_come");
    refused(&book.run(&["form", "no-such-form"]), 3, "no_such_form");
    refused(&book.run(&["count", "--grid", "第八十网格"]), 3, "no_such_grid");
    assert_eq!(book.hash(), before);
}

#[test]
fn a_tag_that_ends_before_it_starts_is_asked_and_not_kept_so() {
    let book = BookFolder::village(TODAY, &["--opened", "2025-01-01"]);
    let roster = csv(
        &book,
        "名册.csv",
        &[
            "组别,户号,姓名,与户主关系,性别,公民身份号码,人员类别,起始时间,有效期至",
            "一组,1,示例甲,户主,男,999999195003150014,残疾人,2025-06,2025-03",
        ],
    );
    let ended = import(&book, &roster);
    assert_eq!(ended.code, Some(4), "{ended:?}");
    let doubts = book.done(&["doubts"]);
    assert_eq!((&doubts[0]["field"], doubts.as_array().unwrap().len()), (&json!("tag_until"), 1), "{doubts}");
    let tagged = |day: &str| book.done(&["count", "--on", day])["tags"]["残疾人"].clone();
    assert_eq!((tagged("2025-04-30"), tagged("2025-06-30"), tagged(TODAY)), (json!(0), json!(1), json!(1)));
}

#[test]
fn a_batch_ends_at_its_first_bad_line_and_what_was_answered_stands() {
    let book = BookFolder::village(TODAY, &["--opened", "2026-01-01"]);
    book.import(&[rosters().join("常住人口登记表.xlsx")]);
    let found = book.done(&["search", "张"]);
    let line = |at: usize, date: &str| {
        json!({ "kind": "death", "value": { "person": found[at]["id"], "date": date } }).to_string()
    };
    let lines = [line(0, "2026-02-01"), line(1, "2026-02-30"), line(2, "2026-02-03")].join("\n");
    let file = book.folder().join("batch");
    fs::write(&file, lines).unwrap();
    let ended = book.run(&["record".as_ref(), "--batch".as_ref(), file.as_os_str()]);
    assert_eq!((ended.code, &ended.failure()["code"]), (Some(3), &json!("not_a_date")), "{ended:?}");
    assert!(ended.failure()["hint"].as_str().unwrap().contains('2'), "the line is named");
    assert_eq!(ended.out.lines().count(), 1, "one line was answered");
    assert_eq!(ended.json()["id"], found[0]["id"]);
    assert_eq!(book.done(&["count"])["persons"], 196);
    assert_eq!(book.done(&["history"]).as_array().unwrap().len(), 2);
}

#[test]
fn wrong_use_is_said_in_a_sentence() {
    let book = BookFolder::village(TODAY, &[]);
    for arguments in [&["count", "--on", "31.3."][..], &["import"], &["frobnicate"], &["count", "--grids"], &["search"]]
    {
        refused(&book.run(arguments), 2, "usage");
    }
    let nowhere = Command::new(journeys::program::built("hongwang")).args(["--json", "count"]).output().unwrap();
    refused(&nowhere.into(), 2, "no_store");
    refused(&BookFolder::empty(TODAY).run(&["count"]), 2, "store.none");
    let grid = BookFolder::empty(TODAY);
    grid.done(&["init", "--station", "grid", "--name", "第一网格", "--fast-key"]);
    let roster = rosters().join("常住人口登记表.xlsx");
    refused(&grid.run(&["import".as_ref(), "--by-hamlet".as_ref(), roster.as_os_str()]), 2, "by_hamlet");
    refused(&grid.run(&["init", "--station", "grid", "--name", "第二网格"]), 3, "store.exists");
    refused(&BookFolder::empty(TODAY).run(&["init", "--station", "grid", "--name", " "]), 3, "needed");
    refused(
        &BookFolder::empty(TODAY).run(&["init", "--station", "village", "--name", "甲村", "--code", "12"]),
        3,
        "code_form",
    );
}

#[test]
fn a_character_that_no_font_has_is_printed_as_a_mark() {
    let book = BookFolder::village(TODAY, &[]);
    // A private-use character stands for every one that no font has.
    let roster = csv(
        &book,
        "名册.csv",
        &[
            "组别,户号,姓名,与户主关系,性别,公民身份号码,政治面貌",
            "一组,1,示\u{E000}例,户主,男,999999195003150014,中共党员",
        ],
    );
    book.import(&[roster]);
    let pdf = book.folder().join("册.pdf");
    book.done(&["form".as_ref(), "party_roster".as_ref(), "--pdf".as_ref(), pdf.as_os_str()]);
    let page = crate::office::pages(&pdf).concat();
    assert!(page.contains("示〓例"), "{page}");
}
