//! A matter from a visit to its end: asked for at the door, settled in the grid, asked back, closed; every key counted.

use std::path::Path;

use crate::desk::Desk;
use crate::keys::Key;

/// The most keys beyond the words, from the door to the closed matter.
const KEYS: usize = 60;

const ASKED: &str = "井盖松了一块";

pub fn matters(root: &Path) {
    let mut desk = Desk::new(root, "matters", "2026-06-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    desk.page("visits");
    desk.see("visit-form");
    desk.rest();

    let (pressed, typed) = (desk.pressed, desk.typed);
    desk.tab_to("visit-findings");
    desk.write("家中平安");
    desk.press(Key::Tab);
    desk.tab_to("visit-need");
    desk.write(ASKED);
    desk.tick("need-matter");
    desk.see("need-kind");
    desk.rest();
    desk.push("visit-save");
    desk.see("notice");

    desk.page("matters");
    desk.see("matter-board");
    desk.fill("matter-find", ASKED);
    desk.wait_count("board-matter", 1);
    desk.push("board-matter");
    desk.see_text("matter-card", ASKED);
    desk.see_text("matter-state", "待办");
    step(&mut desk, "就地办结");
    desk.write("已换新井盖");
    desk.press(Key::Enter);
    desk.see_text("matter-state", "已办结");
    step(&mut desk, "回访");
    desk.choose("step-satisfied-yes");
    desk.push("step-save");
    desk.see_text("next-1", "结案");
    step(&mut desk, "结案");
    desk.press(Key::Enter);
    desk.see_text("matter-state", "已结案");
    let keys = (desk.pressed - pressed) - (desk.typed - typed);
    println!("a matter from the door to its end: {keys} keys beyond the words");
    assert!(keys <= KEYS, "{keys} keys beyond the words for a matter");

    desk.push("matter-print");
    desk.see("sheet");
    desk.see_text("sheet", ASKED);
    desk.page("workbench");
    desk.see("waiting");
    desk.restart();
    desk.push("book-sample");
    desk.see("workbench-page");
    desk.page("matters");
    desk.see("matter-board");
    desk.fill("matter-find", ASKED);
    desk.see_text("column-已结案", ASKED);
    desk.finish();
}

/// Takes the step that stands first.
fn step(desk: &mut Desk, name: &str) {
    desk.see_text("next-1", name);
    desk.rest();
    desk.chord(&[], '1');
    desk.see_text("step-form", name);
}
