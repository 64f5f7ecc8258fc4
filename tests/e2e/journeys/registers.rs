//! 地物组织, 社会组织, 服务项目: a row of each register added, put right, and ended on a day; each step taken back and done
//! again.

use std::path::Path;

use crate::desk::Desk;
use crate::keys::Key;

/// One register, and a row of it as somebody writes it down.
struct Register {
    tab: &'static str,
    name: &'static str,
    /// Of the lists that it offers.
    chosen: &'static [(&'static str, &'static str)],
    typed: &'static [(&'static str, &'static str)],
    /// What is put right later.
    right: (&'static str, &'static str),
}

const GROUND: [Register; 3] = [
    Register {
        tab: "places",
        name: "东桥广场",
        chosen: &[("field-kind", "公共场所")],
        typed: &[("field-hamlet", "一组")],
        right: ("field-address", "村东头"),
    },
    Register {
        tab: "things",
        name: "东桥单杠",
        chosen: &[("field-kind", "健身器材"), ("field-place", "东桥广场")],
        typed: &[("field-quantity", "２"), ("field-measure", "副")],
        right: ("field-quantity", "3"),
    },
    Register {
        tab: "organisations",
        name: "东桥合作社",
        chosen: &[("field-kind", "合作社")],
        typed: &[("field-head", "示例戊"), ("field-phone", "138 0000 1234")],
        right: ("field-note", "种玉米"),
    },
];

const WORK: [Register; 2] = [
    Register {
        tab: "associations",
        name: "东桥秧歌队",
        chosen: &[],
        typed: &[("field-date", "2026.3.1")],
        right: ("field-name", "东桥秧歌会"),
    },
    Register {
        tab: "projects",
        name: "东桥助老",
        chosen: &[("field-kind", "为民服务")],
        typed: &[("field-goal", "每月上门一次")],
        right: ("field-progress", "去了八户"),
    },
];

pub fn registers(root: &Path) {
    let mut desk = Desk::new(root, "registers", "2026-03-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    desk.page("people");
    desk.push("to-ground");
    for register in &GROUND {
        kept(&mut desk, register);
    }
    desk.restart();
    desk.push("book-sample");
    desk.see("workbench-page");
    desk.page("people");
    desk.push("to-ground");
    // A place stays as long as something stands in it.
    for register in GROUND.iter().rev() {
        ended(&mut desk, register.tab, register.name);
    }
    for (page, register) in ["activities", "work"].into_iter().zip(&WORK) {
        desk.page(page);
        kept(&mut desk, register);
    }
    desk.page("activities");
    ended(&mut desk, "associations", "东桥秧歌会");
    desk.page("work");
    ended(&mut desk, "projects", "东桥助老");
    desk.finish();
}

/// Adds a row and puts it right.
fn kept(desk: &mut Desk, Register { tab, name, chosen, typed, right }: &Register) {
    desk.push(&format!("tab-{tab}"));
    desk.see("register");
    desk.push("register-add");
    desk.see("register-form");
    for (field, label) in *chosen {
        desk.pick(field, label);
    }
    desk.fill("field-name", name);
    for (field, text) in *typed {
        desk.fill(field, text);
    }
    desk.press(Key::Enter);
    desk.see_text("notice", "已登记");
    again(desk);
    open(desk, name);
    desk.fill(right.0, right.1);
    desk.press(Key::Enter);
    desk.see_text("notice", "已登记");
    again(desk);
    let now = if right.0 == "field-name" { right.1 } else { name };
    open(desk, now);
    let field = format!("return document.querySelector('[data-testid={}]')?.value", right.0);
    let value = desk.ask(&field, &serde_json::json!([]));
    assert_eq!(value.as_str(), Some(right.1), "{name}");
    desk.push("register-cancel");
}

/// Looks a row up by its name and opens it.
fn open(desk: &mut Desk, name: &str) {
    desk.fill("register-find", name);
    desk.wait_count("register-rows-row", 1);
    desk.tab_to("register-rows");
    desk.press(Key::Enter);
    desk.see("register-form");
}

/// From today on there is none.
fn ended(desk: &mut Desk, tab: &str, name: &str) {
    desk.push(&format!("tab-{tab}"));
    desk.see("register");
    open(desk, name);
    desk.push("register-end");
    desk.see("end-form");
    desk.push("end-go");
    desk.see_text("notice", "已注销");
    desk.see("register-none");
    again(desk);
    desk.see("register-none");
}

/// Takes the last step back, and does it again.
pub fn again(desk: &mut Desk) {
    desk.wait(
        "a place where keys go to the page",
        "const at = document.activeElement; if (at && at.matches('input')) at.blur(); return true",
        &serde_json::json!([]),
    );
    desk.chord(&[Key::Control], 'z');
    desk.see_text("notice", "已撤销");
    desk.chord(&[Key::Control], 'y');
    desk.see_text("notice", "已恢复");
}
