//! A month is looked over and sealed; a birth in it comes to light, and it is sealed again with the reason.

use std::path::Path;

use crate::desk::Desk;
use crate::keys::Key;

/// The most keys from the first page to the sealed month.
const KEYS: usize = 40;

pub fn closed(root: &Path) {
    let mut desk = Desk::new(root, "closed", "2026-04-02");
    desk.push("open-sample");
    desk.see("workbench-page");

    // The first page says that a month waits.
    let (pressed, typed) = (desk.pressed, desk.typed);
    desk.push("to-close");
    desk.see("closing-page");
    desk.see("closing-sheet");
    desk.push("seal");
    desk.see_text("closed", "第 1 版");
    let keys = (desk.pressed - pressed) - (desk.typed - typed);
    println!("a month closed: {keys} keys");
    assert!(keys <= KEYS, "{keys} keys to close a month");

    // What was sealed is not taken back, and says so on the sheet.
    desk.push("print-ledger");
    desk.see_text("sheet", "第1版");
    desk.see_text("month-2026-03", "已结账");

    late(&mut desk);
    desk.page("ledger");
    desk.tab_to("months");
    desk.press(Key::Down);
    desk.see_text("sheet", "第1版");
    desk.push("to-closing");
    desk.see_text("adjusted", "出生");
    desk.see_text("adjusted", "赵小宝");
    desk.push("amend");
    desk.write("漏报出生一人");
    desk.press(Key::Enter);
    desk.see_text("closed", "第 2 版");
    desk.see_text("changed-2", "赵小宝");

    desk.restart();
    desk.push("book-sample");
    desk.see("workbench-page");
    desk.page("ledger");
    desk.see_text("month-2026-03", "第2版");
    desk.finish();
}

/// A child was born in March, which nobody had said.
fn late(desk: &mut Desk) {
    desk.go_to("赵金柱");
    desk.see_text("household-card", "赵金柱");
    desk.chord(&[], '+');
    desk.see("event-kinds");
    desk.push("event-birth");
    desk.see("event-form");
    desk.fill("ev-date", "2026.3.20");
    desk.fill("ev-name", "赵小宝");
    desk.fill("ev-relation", "孙子");
    desk.push("event-save");
    desk.see_text("notice", "已登记");
    // The sealing stands: what is taken back and done again is the birth.
    desk.chord(&[Key::Control], 'z');
    desk.see_text("notice", "已撤销：登记出生");
    desk.chord(&[Key::Control], 'y');
    desk.see_text("notice", "已恢复：登记出生");
}
