//! What is typed into the window, looked for and shown stands nowhere on the disk in the clear: not in the web view's data,
//! not in its cache, not in a log, not in a draft; while the book is open, after the lock and after the end.

use std::path::Path;

use journeys::canary::{Canaries, search};
use journeys::program::seed;

use crate::desk::Desk;
use crate::keys::Key;

pub fn unseen(root: &Path) {
    let canaries = Canaries::new(seed("the window"));
    let (name, words) = (&canaries.names[0], &canaries.words);
    let mut desk = Desk::new(root, "unseen", "2026-03-15");
    desk.push("open-sample");
    desk.see("workbench-page");

    desk.go_to("添一户");
    desk.see("household-form");
    desk.fill("hh-hamlet", &words[0]);
    desk.fill("hh-address", &words[1]);
    desk.fill("p1-name", name);
    desk.fill("p1-id_number", &canaries.numbers[0]);
    desk.press(Key::Enter);
    desk.see_text("household-card", name);
    desk.push("card-visit");
    desk.see_text("visit-form", name);
    desk.fill("visit-findings", &words[2]);
    desk.press(Key::Enter);
    desk.see_text("notice", name);
    desk.go_to(name);
    desk.see_text("card-visits", &words[2]);
    nothing(&desk, &canaries);

    // What is never saved: a draft, and a refusal.
    desk.push("visit-edit");
    desk.see("visit-edit-form");
    desk.fill("edit-findings", &words[3]);
    desk.fill("edit-date", &words[4]);
    desk.press(Key::Enter);
    desk.see_text("visit-edit-form", "日期看不懂");
    desk.push("print-card");
    desk.see_text("sheet", name);
    desk.push("page-preview");
    desk.see("page-image");
    desk.rest();
    nothing(&desk, &canaries);

    desk.chord(&[Key::Control], 'l');
    desk.see("books-page");
    nothing(&desk, &canaries);
    desk.restart();
    desk.push("book-sample");
    desk.see("sheet");
    nothing(&desk, &canaries);
    desk.finish();
}

/// Below the home and the books there is no canary, in whatever encoding.
fn nothing(desk: &Desk, canaries: &Canaries) {
    let folders = ["home", "hongwang"].map(|name| desk.folder.join(name));
    let folders: Vec<&Path> = folders.iter().map(|folder| folder.as_path()).collect();
    assert_eq!(search(&folders, canaries), []);
}
