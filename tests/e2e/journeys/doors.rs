//! What is done from a household's card: who keeps in touch with it, what came of a need, a visit put right, a visit that
//! never was.

use std::path::Path;

use super::registers::again;
use crate::desk::Desk;
use crate::keys::Key;

/// Who lives there.
const NAME: &str = "柳青山";

pub fn doors(root: &Path) {
    let mut desk = Desk::new(root, "doors", "2026-06-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    // A household of its own: what hangs on it is what this journey did.
    desk.go_to("添一户");
    desk.see("household-form");
    desk.fill("hh-hamlet", "三组");
    desk.fill("p1-name", NAME);
    desk.press(Key::Enter);
    desk.see_text("household-card", NAME);
    again(&mut desk);
    desk.go_to(NAME);
    desk.see_text("household-card", NAME);

    desk.push("contact-add");
    desk.fill("contact-find", "李");
    desk.see("contact-find-hit");
    desk.press(Key::Enter);
    desk.see("contact-end");
    again(&mut desk);
    desk.push("contact-end");
    desk.see_text("card-contacts", "2026-06-15");
    again(&mut desk);

    desk.push("card-visit");
    desk.see_text("visit-form", NAME);
    desk.fill("visit-findings", "屋顶漏雨");
    desk.press(Key::Tab);
    desk.write("想修屋顶");
    desk.press(Key::Enter);
    desk.see_text("notice", NAME);
    desk.go_to(NAME);
    desk.see_text("card-visits", "想修屋顶");

    desk.push("visit-edit");
    desk.see("visit-edit-form");
    desk.fill("edit-findings", "东屋漏雨");
    desk.press(Key::Enter);
    desk.see_text("card-visits", "东屋漏雨");
    again(&mut desk);
    desk.push("need-result");
    desk.fill("result-text", "已修好");
    desk.press(Key::Enter);
    desk.see_text("card-visits", "已修好");
    again(&mut desk);
    photographed(&mut desk);
    desk.push("visit-drop");
    desk.see_text("notice", "可以撤销");
    again(&mut desk);
    desk.wait(
        "a card without the visit that never was",
        "return document.querySelector('[data-testid=card-visits]')?.innerText.includes('东屋漏雨') === false",
        &serde_json::json!([]),
    );

    desk.restart();
    desk.push("book-sample");
    desk.see("workbench-page");
    desk.go_to(NAME);
    desk.see_text("card-contacts", "2026-06-15");
    desk.rest();
    assert_eq!(desk.count("visit"), 0);
    desk.finish();
}

/// A photograph of what was seen there.
fn photographed(desk: &mut Desk) {
    let photo = desk.folder.join("stick/屋顶.png");
    super::held::picture(&photo);
    desk.push("visit-photos");
    desk.push("photo-add");
    desk.fill("photo-path", &photo.display().to_string());
    desk.press(Key::Enter);
    desk.wait_count("photo", 1);
    again(desk);
    desk.wait_count("photo", 1);
}
