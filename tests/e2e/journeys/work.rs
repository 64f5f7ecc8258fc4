//! What a party group is given to do, plans, undertakes and is assessed by, and the turn of the year; the keys of a task
//! counted.

use std::path::Path;

use serde_json::json;

use super::registers::again;
use crate::desk::Desk;
use crate::keys::Key;

/// The most keys for a task from the list to its end, beyond the words.
const KEYS: usize = 20;

pub fn work(root: &Path) {
    let mut desk = Desk::new(root, "work", "2026-12-20");
    desk.push("open-sample");
    desk.see("workbench-page");
    tasks(&mut desk);
    plans(&mut desk);
    assess(&mut desk);
    year(&mut desk);
    desk.page("history");
    desk.see("operation");
    again(&mut desk);
    desk.finish();
}

fn look(desk: &mut Desk, page: &str) {
    desk.rest();
    desk.no_overflow(page);
}

fn tasks(desk: &mut Desk) {
    desk.page("work");
    desk.see("task-rows-row");
    look(desk, "tasks");
    let (pressed, typed) = (desk.pressed, desk.typed);
    desk.chord(&[], '+');
    desk.see("task-form");
    desk.write("摸排出租房");
    desk.fill("task-due", "2026-12-31");
    desk.press(Key::Enter);
    desk.see_text("task-state", "待办");
    let title = "return document.querySelector('[data-testid=\"task-card\"] h1').textContent";
    assert_eq!(desk.ask(title, &json!([])), "摸排出租房", "the sign that opens the form is not typed into it");
    desk.rest();
    desk.chord(&[], '2');
    desk.see("step-form");
    desk.write("全部走到");
    desk.press(Key::Enter);
    desk.see_text("task-state", "已完成");
    let keys = (desk.pressed - pressed) - (desk.typed - typed);
    println!("a task, from the list to its end: {keys} keys beyond the words");
    assert!(keys <= KEYS, "{keys} keys beyond the words");
    look(desk, "task");
    desk.push("task-print");
    desk.see("sheet");
    desk.see_text("sheet", "摸排出租房");
}

fn plans(desk: &mut Desk) {
    desk.page("work");
    desk.push("tab-plans");
    desk.see("plan-rows-row");
    look(desk, "plans");
    desk.chord(&[], '+');
    desk.see("plan-form");
    desk.fill("plan-period", "2027-01");
    desk.see("keep-1");
    desk.fill("plan-targets", "开好头");
    look(desk, "plan-new");
    desk.chord(&[Key::Control], Key::Enter.code());
    desk.see("plan-card");
    desk.see_text("plan-card", "党小组会");
    look(desk, "plan");
    desk.push("plan-print");
    desk.see("sheet");
    desk.see_text("sheet", "开好头");
}

fn assess(desk: &mut Desk) {
    desk.page("commitments");
    desk.push("tab-letters");
    desk.see("letter-rows-row");
    desk.tab_to("letter-rows");
    desk.press(Key::Enter);
    desk.see("letter-card");
    look(desk, "letter");
    desk.push("letter-print");
    desk.see("sheet");
    desk.see_text("sheet", "党建目标责任书");
    desk.page("commitments");
    desk.push("tab-scores");
    desk.see("score-rows-row");
    desk.tab_to("score-rows");
    desk.press(Key::Enter);
    desk.see("behind-row");
    look(desk, "scores");
    desk.push("tab-rules");
    desk.see("rule-rows-row");
    look(desk, "score-rules");
}

fn year(desk: &mut Desk) {
    desk.go_to("年度更替");
    desk.see("year-page");
    desk.see_text("next-number", "2027-001");
    look(desk, "year");
    desk.tick("tick-letters");
    desk.tick("tick-rules");
    desk.push("change-year");
    desk.see("letters-there");
    desk.see("rules-there");
}
