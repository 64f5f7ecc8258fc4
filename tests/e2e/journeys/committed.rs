//! A member without a commitment makes one and goes with it through the five steps; posts are set, one is claimed; the
//! public list is looked at. By keys, counted.

use std::path::Path;

use super::registers::again;
use crate::desk::Desk;
use crate::keys::Key;

/// The most keys from the list to the last step, beyond the words.
const KEYS: usize = 60;

pub fn committed(root: &Path) {
    let mut desk = Desk::new(root, "committed", "2026-03-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    desk.page("commitments");
    desk.see("commitment-rows-row");
    desk.no_overflow("commitments");

    // Nobody has one for the year to come.
    desk.pick("commitment-year", "2027 年");
    desk.see("only-未承诺");
    desk.rest();
    let (pressed, typed) = (desk.pressed, desk.typed);
    desk.tab_to("commitment-rows");
    desk.press(Key::Enter);
    desk.see("commit-form");
    desk.write("照看两位独居老人");
    desk.fill("commit-due", "2027.12");
    desk.press(Key::Enter);
    desk.see_text("commitment-state", "待审诺");
    desk.see("step-form");
    for state in ["待公示", "已公示"] {
        desk.press(Key::Enter);
        desk.see_text("commitment-state", state);
        desk.rest();
    }
    desk.choose("step-passed");
    desk.press(Key::Tab);
    desk.write("每周都去");
    desk.press(Key::Enter);
    desk.see_text("commitment-state", "已完成");
    desk.rest();
    desk.write("群众满意");
    desk.press(Key::Enter);
    desk.see("steps-over");
    let keys = (desk.pressed - pressed) - (desk.typed - typed);
    println!("a commitment through its five steps: {keys} keys beyond the words");
    assert!(keys <= KEYS, "{keys} keys beyond the words");
    desk.no_overflow("a commitment");

    desk.push("commitment-print");
    desk.see("sheet");
    desk.see_text("sheet", "公开承诺书");
    posts(&mut desk);
    desk.page("commitments");
    desk.push("commitment-public");
    desk.see("sheet");
    desk.see_text("sheet", "公开承诺公示");
    desk.page("history");
    desk.see("operation");
    again(&mut desk);
    desk.finish();
}

fn posts(desk: &mut Desk) {
    desk.page("commitments");
    desk.push("tab-posts");
    desk.see("post-rows-row");
    desk.no_overflow("posts");
    desk.push("post-add");
    desk.see("post-form");
    desk.write("水库看护");
    desk.press(Key::Enter);
    desk.see_text("post-card", "水库看护岗");
    again(desk);
    desk.see_text("post-card", "还没有人认领");
    desk.push("post-end");
    desk.see("end-form");
    desk.fill("end-date", "");
    desk.press(Key::Enter);
    desk.see_text("notice", "岗位已撤销");
}
