//! The main job, as a village's leader does it the first time: from nothing to the month's ledger on paper, back, and
//! forth, and there again the next day.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::begin::{PASSWORD, begin};
use super::roster;
use crate::desk::Desk;
use crate::keys::Key;

/// A list of a neighbour's making: one caption that nobody can know, and two names that are not spelled as in the book.
const VISITS: &str = "\
姓名,身份证号,上哪去了
田军虹,999999198108229267,沈阳
解旺澜,999999196404088340,大连
";

/// First start → import with one corrected mapping → two doubts decided → search by initials → household card → ledger →
/// a number opens its people → PDF and Excel saved → undo → redo → restart.
pub fn first_month(root: &Path) {
    let truth: Value =
        serde_json::from_str(&fs::read_to_string(roster("expected.json")).unwrap()).expect("the truth is JSON");
    let village = &truth["village"];
    let counted = format!("{} 户 {} 人", village["households"], village["persons"]);
    let mut desk = Desk::new(root, "first-month", "2026-03-15");

    begin(&mut desk, |_, _| ());
    desk.push("go-intake");
    take_in(&mut desk, &[&roster("一户一档.ods"), &roster("三留守登记表.xls"), &roster("党员花名册.xlsx")]);
    desk.see_text("figures", &counted);
    correct_a_mapping(&mut desk);
    decide_two(&mut desk);
    look_somebody_up(&mut desk);
    ledger(&mut desk, village["households"].as_u64().unwrap());
    undo_and_redo(&mut desk);

    desk.restart();
    desk.see("unlock");
    desk.write(PASSWORD);
    desk.press(Key::Enter);
    desk.see_text("figures", &counted);
    desk.finish();
}

/// Types the paths of `lists`, looks, and takes them in, each hamlet a grid.
fn take_in(desk: &mut Desk, lists: &[&str]) {
    desk.see("choose-files");
    for (at, list) in lists.iter().enumerate() {
        desk.fill("path", list);
        desk.press(Key::Enter);
        desk.wait_count("chosen-file", at + 1);
    }
    desk.tab_to("path");
    desk.press(Key::Enter);
    desk.see("preview");
    desk.tab_to("by-hamlet");
    desk.press(Key::Space);
    desk.rest();
    desk.push("commit");
    desk.see("import-result");
}

/// A third list: its caption 上哪去了 is nothing the program knows; a person says that it is where people work.
fn correct_a_mapping(desk: &mut Desk) {
    let list = desk.folder.join("走访名单.csv");
    fs::write(&list, VISITS).expect("a list can be written");

    desk.push("import-more");
    desk.see("choose-files");
    desk.fill("path", &list.display().to_string());
    desk.press(Key::Enter);
    desk.wait_count("chosen-file", 1);
    desk.press(Key::Enter);
    desk.see("preview");
    assert_eq!(desk.attribute("column-上哪去了", "data-field"), "");
    desk.pick("field-上哪去了", "务工地点");
    desk.see("column-changed");
    desk.rest();
    assert_eq!(desk.attribute("column-上哪去了", "data-field"), "work_place");
    desk.picture("import-mapping-100");
    desk.push("commit");
    desk.see("import-result");
}

/// Both names differ from the book's: one is kept, the other taken, one key each.
fn decide_two(desk: &mut Desk) {
    desk.push("go-doubts");
    desk.see("doubt-case");
    let waiting = desk.count("doubt");
    assert!(waiting >= 2, "two doubts were asked for, {waiting} wait");
    for (decided, key) in ['1', '2'].into_iter().enumerate() {
        let before = desk.pressed;
        desk.chord(&[], key);
        desk.wait_count("doubt", waiting - decided - 1);
        assert!(desk.pressed - before <= 2, "at most two keys a doubt");
    }
}

/// The first letters of a name, from anywhere; the card of the household opens.
fn look_somebody_up(desk: &mut Desk) {
    desk.chord(&[Key::Control], 'k');
    desk.see("palette-input");
    desk.write("jfj");
    desk.see_text("palette-entry", "贾福静");
    desk.press(Key::Enter);
    desk.see_text("household-card", "贾福静");
    desk.see_text("household-card", "贾勇");
}

/// The month's annex A; the number of households opens as many; paper and workbook are saved to a folder.
fn ledger(desk: &mut Desk, households: u64) {
    desk.page("ledger");
    desk.see("ledger-page");
    desk.see("months");
    let link = desk.number_that_reads(&households.to_string());
    desk.push(&link);
    desk.see_text("behind-households", &households.to_string());
    assert_eq!(desk.count("behind-household"), usize::try_from(households.min(200)).unwrap());
    desk.press(Key::Escape);
    desk.wait_count("behind", 0);

    let folder = desk.folder.join("stick").display().to_string();
    for (button, magic) in [("save-pdf", b"%PDF".as_slice()), ("save-xlsx", b"PK\x03\x04")] {
        desk.push(button);
        desk.see("save-pane");
        desk.fill("folder-path", &folder);
        desk.press(Key::Enter);
        desk.see("saved");
        let file = desk.attribute("saved", "data-file");
        let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(bytes.starts_with(magic), "{file} begins otherwise");
        assert!(Path::new(&file).starts_with(&folder), "{file} is somewhere else");
        desk.push("saved-done");
        desk.wait_count("save-pane", 0);
    }
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "two files and nothing half done: {left:?}");
}

/// The last decision taken back and done again: the doubt waits again, and does not.
fn undo_and_redo(desk: &mut Desk) {
    let open = |desk: &mut Desk| {
        desk.ask("return Number(document.querySelector('[data-testid=nav-doubts] i')?.textContent ?? 0)", &json!([]))
    };
    let before = open(desk).as_u64().unwrap();
    desk.page("history");
    desk.see("history-page");
    desk.see("operation");
    desk.chord(&[Key::Control], 'z');
    desk.see_text("nav-doubts", &(before + 1).to_string());
    desk.chord(&[Key::Control], 'y');
    desk.wait(
        "the doubt to be decided again",
        "return Number(document.querySelector('[data-testid=nav-doubts] i')?.textContent ?? 0) === arguments[0]",
        &json!([before]),
    );
}
