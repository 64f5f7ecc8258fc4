//! Every page once, at the normal size and at the largest, looked at for overflow and kept as a picture. The people are
//! those of the sample grid.

use std::path::Path;

use super::begin::{SAMPLE, begin};
use super::roster;
use crate::desk::Desk;
use crate::keys::Key;

pub fn pages_at_100(root: &Path) {
    pages(root, "pages-100", "100");
}

pub fn pages_at_150(root: &Path) {
    pages(root, "pages-150", "150");
}

fn pages(root: &Path, name: &'static str, percent: &str) {
    let mut desk = Desk::new(root, name, "2026-03-15");
    let keep = |desk: &mut Desk, page: &str| {
        desk.rest();
        desk.picture(&format!("{page}-{percent}"));
    };
    desk.push("open-sample");
    desk.see("workbench-page");
    resize(&mut desk, percent);

    desk.page("workbench");
    desk.see("map");
    keep(&mut desk, "workbench");
    desk.push("unseen");
    desk.see("opened-row");
    keep(&mut desk, "workbench-opened");
    desk.press(Key::Escape);

    desk.page("people");
    desk.see("search");
    desk.see("households-row");
    keep(&mut desk, "people");
    desk.tab_to("search");
    for _ in 0..4 {
        desk.press(Key::Down);
    }
    desk.press(Key::Enter);
    desk.see("member");
    keep(&mut desk, "household-card");
    desk.push("visit-edit");
    desk.see("visit-edit-form");
    keep(&mut desk, "visit-edit");
    desk.push("edit-cancel");

    desk.chord(&[], '+');
    desk.see("event-kinds");
    desk.push("event-split");
    desk.see("event-form");
    keep(&mut desk, "event");
    desk.go_to("添一户");
    desk.see("household-form");
    keep(&mut desk, "new-household");

    desk.page("people");
    desk.push("to-bulk");
    desk.see("bulk-form");
    desk.fill("bulk-text", "东沟组");
    desk.press(Key::Enter);
    desk.see("bulk-preview");
    keep(&mut desk, "bulk");

    desk.page("commitments");
    desk.see("commitment-rows-row");
    keep(&mut desk, "commitments");
    desk.push("only-已公示");
    desk.rest();
    desk.tab_to("commitment-rows");
    desk.press(Key::Enter);
    desk.see("commitment-card");
    keep(&mut desk, "commitment");
    desk.push("tab-posts");
    desk.see("post-rows-row");
    keep(&mut desk, "posts");

    assessed(&mut desk, &keep);
    met(&mut desk, &keep);

    desk.page("activities");
    desk.see("activity-rows-row");
    desk.tab_to("activity-rows");
    desk.press(Key::Enter);
    desk.see("activity-card");
    keep(&mut desk, "activity");
    desk.push("activity-edit");
    desk.see("activity-form");
    keep(&mut desk, "activity-edit");
    desk.push("tab-volunteers");
    desk.see("volunteer");
    keep(&mut desk, "volunteers");
    worked(&mut desk, &keep);
    desk.push("tab-projects");
    desk.see("register-rows-row");
    keep(&mut desk, "projects");
    desk.page("people");
    desk.push("to-ground");
    desk.see("register-rows-row");
    keep(&mut desk, "ground");
    desk.tab_to("register-rows");
    desk.press(Key::Enter);
    desk.see("register-form");
    keep(&mut desk, "ground-edit");

    desk.page("matters");
    desk.see("board-matter");
    keep(&mut desk, "matters-board");
    desk.push("tab-list");
    desk.see("matter-rows-row");
    desk.tab_to("matter-rows");
    desk.press(Key::Enter);
    desk.see("matter-card");
    keep(&mut desk, "matter");
    desk.push("tab-trends");
    desk.see("trends-total");
    keep(&mut desk, "matters-trends");
    desk.push("tab-zero");
    desk.see("zero-row");
    keep(&mut desk, "matters-zero");

    desk.page("visits");
    desk.see("visit-form");
    keep(&mut desk, "visits");
    desk.push("print-round");
    desk.see("sheet");
    keep(&mut desk, "round-sheet");

    desk.page("intake");
    desk.see("choose-files");
    keep(&mut desk, "import-files");
    desk.fill("path", &roster("低保与优抚名单.csv"));
    desk.press(Key::Enter);
    desk.wait_count("chosen-file", 1);
    desk.press(Key::Enter);
    desk.see("preview");
    keep(&mut desk, "import-preview");
    desk.push("commit");
    desk.see("import-result");
    keep(&mut desk, "import-result");

    desk.page("doubts");
    desk.see("doubt-case");
    keep(&mut desk, "doubts");

    desk.page("ledger");
    desk.see("months");
    let link = desk.number_that_reads("52");
    keep(&mut desk, "ledger");
    desk.push(&link);
    desk.see("behind-households");
    keep(&mut desk, "ledger-behind");
    desk.press(Key::Escape);
    desk.push("page-preview");
    desk.see("page-image");
    keep(&mut desk, "ledger-pages");
    desk.push("save-pdf");
    desk.see("save-pane");
    keep(&mut desk, "ledger-save");
    desk.press(Key::Escape);
    desk.push("print");
    desk.see("print-pane");
    keep(&mut desk, "ledger-print");
    desk.press(Key::Escape);
    desk.tab_to("months");
    desk.press(Key::Down);
    desk.rest();
    desk.push("to-closing");
    desk.see("closing-sheet");
    keep(&mut desk, "closing");
    desk.push("seal");
    desk.see("versions");
    keep(&mut desk, "closing-sealed");

    desk.page("ledger");
    desk.see("sheet");
    desk.push("gallery");
    desk.see("tile-annex_a");
    desk.wait(
        "all pictures",
        "const all = document.querySelectorAll('[data-tile]').length; return all > 0 && document.querySelectorAll('[data-testid=small]').length === all",
        &serde_json::json!([]),
    );
    keep(&mut desk, "gallery");
    desk.write("hyjl");
    desk.see("tile-meeting_minutes");
    keep(&mut desk, "gallery-found");
    desk.press(Key::Enter);
    desk.see("sheet");
    keep(&mut desk, "minutes-month");

    desk.page("history");
    desk.see("operation");
    keep(&mut desk, "history");
    desk.page("settings");
    desk.see("settings-page");
    for section in [
        "station",
        "grids",
        "organisation",
        "standard",
        "password",
        "backups",
        "operators",
        "handover",
        "check",
        "audit",
        "size",
        "purpose",
    ] {
        desk.push(&format!("section-{section}"));
        fill_in(&mut desk, section);
        keep(&mut desk, &format!("settings-{section}"));
    }
    desk.go_to("备份与恢复");
    desk.push("backup-restore");
    desk.see("restore-form");
    desk.fill("restore-secret", SAMPLE);
    desk.press(Key::Enter);
    desk.see("restore-preview");
    keep(&mut desk, "restore-preview");
    desk.push("restore-back");
    desk.chord(&[Key::Control], 'k');
    desk.see("palette-input");
    keep(&mut desk, "palette");
    desk.press(Key::Escape);
    desk.push("keys");
    desk.see("key-help-close");
    keep(&mut desk, "keys");
    desk.press(Key::Escape);

    erased(&mut desk);
    keep(&mut desk, "erase");

    desk.chord(&[Key::Control], 'l');
    desk.see("new-book");
    begin(&mut desk, |desk, step| keep(desk, &format!("start-{step}")));
    desk.push("go-people");
    desk.see("empty-intake");
    keep(&mut desk, "people-empty");
    desk.page("ledger");
    desk.see("ledger-page");
    keep(&mut desk, "ledger-empty");

    desk.chord(&[Key::Control], 'l');
    desk.see("unlock");
    keep(&mut desk, "books");
    desk.push("forgot");
    desk.see("recover");
    keep(&mut desk, "books-recovery");
    desk.push("restore");
    desk.see("restore-form");
    keep(&mut desk, "restore");
    desk.finish();
}

/// 组织生活: what was held, a new meeting, what was decided, who talked with whom, what is asked for.
fn met(desk: &mut Desk, keep: &dyn Fn(&mut Desk, &str)) {
    desk.page("meetings");
    desk.see("meeting-rows-row");
    keep(desk, "meetings");
    desk.tab_to("meeting-rows");
    desk.press(Key::Enter);
    desk.see("meeting-card");
    keep(desk, "meeting");
    desk.press(Key::Escape);
    desk.chord(&[], '+');
    desk.see("meeting-form");
    desk.see("attendee");
    keep(desk, "meeting-new");
    desk.tab_to("resolution-1");
    desk.write("清理排水沟");
    desk.see("resolution-due-1");
    keep(desk, "meeting-minutes");
    desk.push("meeting-cancel");
    desk.push("tab-resolutions");
    desk.see("resolution-rows-row");
    keep(desk, "resolutions");
    desk.push("tab-talks");
    desk.see("talk-cell");
    keep(desk, "talks");
    desk.push("tab-duties");
    desk.see("duty-table");
    keep(desk, "duties-year");
    desk.push("duty-month");
    desk.rest();
    keep(desk, "duties-month");
}

/// Somebody who moved out is to be erased: what would go is shown.
fn erased(desk: &mut Desk) {
    desk.go_to("赵金柱");
    desk.see("card-events");
    desk.chord(&[], '+');
    desk.push("event-move_out");
    desk.see("event-form");
    desk.tick("ev-goes-赵春生");
    desk.push("event-save");
    desk.see_text("former", "赵春生");
    desk.push("member-erase");
    desk.see("erase-form");
    desk.fill("erase-reason", "本人申请");
    desk.press(Key::Enter);
    desk.see("erase-preview");
}

/// What a section of 设置 shows once something is asked of it.
fn fill_in(desk: &mut Desk, section: &str) {
    match section {
        "backups" => {
            desk.push("backup-now");
            desk.wait_count("backup-row", 1);
        }
        "operators" => {
            desk.push("operator-add");
            desk.see("operator-form");
        }
        "handover" => {
            desk.fill("handover-name", "示例丙");
            desk.press(Key::Enter);
            desk.see("handover-preview");
        }
        "check" => desk.push("check-go"),
        _ => {}
    }
}

/// Chooses a text size on its page, which Ctrl+K finds.
fn resize(desk: &mut Desk, percent: &str) {
    desk.go_to("字号");
    desk.choose(&format!("size-{percent}"));
    let width = 1280 * 100 / percent.parse::<u32>().unwrap();
    desk.wait("the size", "return Math.abs(innerWidth - arguments[0]) <= 1", &serde_json::json!([width]));
}

/// Responsibility letters, points and rules, from the page of commitments on.
fn assessed(desk: &mut Desk, keep: &dyn Fn(&mut Desk, &str)) {
    desk.push("tab-letters");
    desk.see("letter-rows-row");
    desk.tab_to("letter-rows");
    desk.press(Key::Enter);
    desk.see("letter-card");
    keep(desk, "letter");
    desk.push("tab-scores");
    desk.see("score-rows-row");
    desk.tab_to("score-rows");
    desk.press(Key::Enter);
    desk.see("behind-row");
    keep(desk, "scores");
    desk.push("tab-rules");
    desk.see("rule-rows-row");
    keep(desk, "score-rules");
    desk.go_to("年度更替");
    desk.see("year-page");
    keep(desk, "year");
}

/// Tasks and plans.
fn worked(desk: &mut Desk, keep: &dyn Fn(&mut Desk, &str)) {
    desk.page("work");
    desk.see("task-rows-row");
    keep(desk, "tasks");
    desk.tab_to("task-rows");
    desk.press(Key::Enter);
    desk.see("task-card");
    keep(desk, "task");
    desk.press(Key::Escape);
    desk.chord(&[], '+');
    desk.see("task-form");
    keep(desk, "task-new");
    desk.push("task-cancel");
    desk.push("tab-plans");
    desk.see("plan-rows-row");
    keep(desk, "plans");
    desk.tab_to("plan-rows");
    desk.press(Key::Enter);
    desk.see("plan-card");
    keep(desk, "plan");
    desk.press(Key::Escape);
    desk.chord(&[], '+');
    desk.see("plan-form");
    desk.see("keep-1");
    keep(desk, "plan-new");
    desk.push("plan-cancel");
}
