//! What keeps a book safe: a change of many taken back by an older backup, and that taken back again; another operator.

use std::path::Path;

use super::begin::SAMPLE;
use crate::desk::Desk;
use crate::keys::Key;

pub fn trust(root: &Path) {
    let mut desk = Desk::new(root, "trust", "2026-03-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    desk.go_to("备份与恢复");
    desk.push("backup-now");
    desk.see("last-backup");
    desk.see_text("last-backup", "第 1 份");

    rename_a_hamlet(&mut desk);
    desk.go_to("备份与恢复");
    desk.see_text("last-backup", "又改过");
    restore(&mut desk);
    assert!(hamlets(&mut desk).contains("一组"), "the backup's hamlet is back");

    // What was put aside comes back as it went.
    desk.go_to("备份与恢复");
    desk.wait_count("backup-row", 2);
    restore(&mut desk);
    assert!(hamlets(&mut desk).contains("东沟组"), "the book before the restore is back");

    another_operator(&mut desk);
    desk.finish();
}

/// 批量修改: one field of everybody in 一组.
fn rename_a_hamlet(desk: &mut Desk) {
    desk.page("people");
    desk.see("households-row");
    desk.pick("filter-hamlet", "一组");
    desk.rest();
    desk.push("to-bulk");
    desk.see_text("bulk-chosen", "一组");
    desk.fill("bulk-text", "东沟组");
    desk.press(Key::Enter);
    desk.see("bulk-preview");
    desk.push("bulk-change");
    desk.see_text("notice", "已改");
    assert!(hamlets(desk).contains("东沟组"));
}

/// The hamlets of the coverage map.
fn hamlets(desk: &mut Desk) -> String {
    desk.page("workbench");
    desk.see("map");
    desk.rest();
    let words = desk.ask("return document.querySelector('[data-testid=map]').innerText", &serde_json::json!([]));
    words.as_str().unwrap_or_default().to_owned()
}

/// Restores the first of the list, and opens the book again.
fn restore(desk: &mut Desk) {
    desk.push("backup-restore");
    desk.see("restore-form");
    desk.fill("restore-secret", SAMPLE);
    desk.press(Key::Enter);
    desk.see("restore-preview");
    desk.press(Key::Enter);
    desk.see("restored");
    desk.push("restore-leave");
    desk.see("book-sample");
    desk.push("book-sample");
    desk.see("workbench-page");
}

fn another_operator(desk: &mut Desk) {
    desk.go_to("使用人");
    desk.push("operator-add");
    desk.see("operator-form");
    desk.fill("add-name", "示例丁");
    desk.fill("add-password", "一句好记的话");
    desk.fill("add-repeat", "一句好记的话");
    desk.fill("add-own", "不是这个密码");
    desk.press(Key::Enter);
    desk.see_text("settings-page", "密码不对");
    desk.wait(
        "the wait after a wrong password",
        "return document.querySelector('[data-testid=add-go]')?.disabled === false",
        &serde_json::json!([]),
    );
    desk.fill("add-own", SAMPLE);
    desk.press(Key::Enter);
    desk.wait_count("operator-row", 2);
    desk.push("operator-end");
    desk.see("end-form");
    desk.fill("end-own", SAMPLE);
    desk.press(Key::Enter);
    desk.see_text("notice", "示例丁已停用");
    desk.go_to("体检");
    desk.push("check-go");
    // Nothing is wrong with the book; a household was written down in a hamlet that lies in no grid.
    desk.wait_count("finding", 1);
    desk.see_text("finding", "organisation.hamlet_without_grid");
}
