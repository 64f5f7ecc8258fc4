//! A party group of nine meets, eight of them come: from the agenda to the minutes on paper, every key counted. What the last meeting decided
//! is told, one is missing with a reason, the others speak, there is a vote, and something is decided that the next one hears of.

use std::fs;
use std::path::Path;

use super::registers::again;
use crate::desk::Desk;
use crate::keys::Key;

/// How many are called, all but one of whom come.
const CALLED: usize = 9;

/// The most keys beyond the words, from the list of meetings to the minutes as a file to print.
const KEYS: usize = 60;

const SAID: [&str; 8] = [
    "上月的走访都走完了",
    "东边三户要多去看看",
    "排水沟我带人去清",
    "路灯的事我问过村里",
    "政策宣讲定在周末",
    "老人的药我去取",
    "同意先清沟",
    "同意大家的意见",
];
const DECIDED: &str = "清理村东排水沟";

pub fn meeting(root: &Path) {
    let mut desk = Desk::new(root, "meeting", "2026-06-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    desk.page("meetings");
    desk.see("meeting-rows-row");
    desk.rest();

    let (pressed, typed) = (desk.pressed, desk.typed);
    desk.chord(&[], '+');
    desk.see("meeting-form");
    desk.see("report-1");
    desk.wait_count("attendee", CALLED);
    desk.rest();
    desk.write("通报上月决议");
    desk.press(Key::Enter);
    desk.write("议定环境整治");
    attendance(&mut desk);
    told(&mut desk);
    for said in SAID {
        desk.write(said);
        desk.press(Key::Enter);
    }
    // Nobody else spoke.
    desk.press(Key::Enter);
    desk.press(Key::Enter);
    voted(&mut desk);
    decided(&mut desk);
    desk.chord(&[Key::Control], Key::Enter.code());
    desk.see_text("meeting-card", DECIDED);
    desk.press(Key::Enter);
    desk.see_text("sheet", DECIDED);
    desk.rest();
    desk.push("page-preview");
    desk.see("page-image");
    let folder = desk.folder.join("stick").display().to_string();
    desk.push("save-pdf");
    desk.see("save-pane");
    desk.tab_to("folder-path");
    desk.write(&folder);
    desk.press(Key::Enter);
    desk.see("saved");
    let keys = (desk.pressed - pressed) - (desk.typed - typed);
    println!("a meeting of {}, from the agenda to the printed minutes: {keys} keys beyond the words", SAID.len());
    assert!(keys <= KEYS, "{keys} keys beyond the words for a meeting");

    let file = desk.attribute("saved", "data-file");
    assert!(fs::read(&file).unwrap().starts_with(b"%PDF"), "{file}");
    written(&mut desk);
    heard_of(&mut desk);
    desk.finish();
}

/// The third of them is missing.
fn attendance(desk: &mut Desk) {
    desk.press(Key::Tab);
    for _ in 0..2 {
        desk.press(Key::Down);
    }
    desk.press(Key::Space);
    desk.see("reason-3");
    desk.write("外出务工");
    desk.press(Key::Enter);
    desk.see_text("attendance-count", "应到 9 人，实到 8 人");
    // On from the list, nobody else, no guests.
    for _ in 0..3 {
        desk.press(Key::Enter);
    }
}

/// What was decided before is told: the first of it is done.
fn told(desk: &mut Desk) {
    let open = desk.count("reports");
    assert_eq!(open, 1, "nothing was decided before");
    desk.write("已经办好");
    desk.press(Key::Enter);
    desk.press(Key::Space);
    let others = desk.ask(
        "return document.querySelectorAll('[data-testid=reports] input[type=checkbox]').length - 1",
        &serde_json::json!([]),
    );
    for _ in 0..others.as_u64().unwrap() {
        desk.press(Key::Enter);
        desk.press(Key::Enter);
    }
    desk.press(Key::Enter);
}

fn voted(desk: &mut Desk) {
    desk.write("先清排水沟");
    desk.see("vote-yes-1");
    desk.press(Key::Enter);
    // In favour is everybody else.
    desk.press(Key::Enter);
    desk.press(Key::Enter);
    desk.write("1");
    desk.press(Key::Enter);
    desk.press(Key::Enter);
}

fn decided(desk: &mut Desk) {
    desk.write(DECIDED);
    desk.see("resolution-due-1");
    desk.press(Key::Enter);
    desk.press(Key::Enter);
    desk.press(Key::Down);
    desk.press(Key::Down);
    desk.press(Key::Enter);
    desk.press(Key::Tab);
    desk.write("2026.6.30");
}

/// The minutes hold all of it.
fn written(desk: &mut Desk) {
    desk.push("saved-done");
    desk.push("page-preview");
    for words in ["应到", "外出务工", "已经办好", SAID[0], SAID[7], "先清排水沟", DECIDED, "2026-06-30"]
    {
        desk.see_text("sheet", words);
    }
    desk.page("meetings");
    desk.see("meeting-rows-row");
    again(desk);
}

/// The next meeting begins with it.
fn heard_of(desk: &mut Desk) {
    desk.page("meetings");
    desk.push("tab-resolutions");
    desk.see_text("resolution-rows", DECIDED);
    desk.push("tab-meetings");
    desk.see("meeting-rows-row");
    desk.chord(&[], '+');
    desk.see_text("reports", DECIDED);
}
