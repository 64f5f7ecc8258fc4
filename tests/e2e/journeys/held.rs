//! An activity with its people, hours and a photograph; a place, a volunteer; all of it taken back and done again.

use std::fs::File;
use std::path::Path;

use crate::desk::Desk;
use crate::keys::Key;

pub fn held(root: &Path) {
    let mut desk = Desk::new(root, "held", "2026-03-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    desk.page("activities");
    desk.see("activity-rows");
    let photo = desk.folder.join("stick/河道.png");
    picture(&photo);

    desk.push("activity-add");
    desk.see("activity-form");
    desk.pick("activity-kind", "志愿服务");
    desk.fill("activity-name", "清理村口河道");
    desk.fill("activity-date", "2026.3.14");
    desk.fill("activity-start", "8:30");
    desk.fill("activity-end", "11:00");
    desk.fill("activity-place", "村口");
    desk.fill("activity-person", "zjz");
    desk.see_text("activity-person-hit", "赵金柱");
    desk.press(Key::Enter);
    desk.see_text("activity-taker", "赵金柱");
    desk.push("activity-save");
    desk.see_text("activity-card", "2.5 小时");
    again(&mut desk, "登记活动");

    desk.push("photo-add");
    desk.fill("photo-path", &photo.display().to_string());
    desk.fill("photo-caption", "清理以后");
    desk.press(Key::Enter);
    desk.see_text("photos", "清理以后");
    desk.wait(
        "the photograph itself",
        "return [...document.querySelectorAll('[data-testid=photo] img')].some((one) => one.naturalWidth === 40)",
        &serde_json::json!([]),
    );
    desk.push("activity-print");
    desk.see("sheet");
    desk.see_text("sheet", "清理村口河道");

    desk.page("activities");
    desk.push("tab-volunteers");
    desk.see_text("volunteers", "赵金柱");
    desk.page("people");
    desk.push("to-ground");
    desk.push("register-add");
    desk.see("register-form");
    desk.pick("field-kind", "公共场所");
    desk.fill("field-name", "村部广场");
    desk.push("register-save");
    desk.see_text("register", "村部广场");
    again(&mut desk, "登记地点");
    desk.finish();
}

/// Takes the last step back, and does it again.
fn again(desk: &mut Desk, label: &str) {
    desk.wait(
        "a place where keys go to the page",
        "const at = document.activeElement; if (at && at.matches('input')) at.blur(); return true",
        &serde_json::json!([]),
    );
    desk.chord(&[Key::Control], 'z');
    desk.see_text("notice", &format!("已撤销：{label}"));
    desk.chord(&[Key::Control], 'y');
    desk.see_text("notice", &format!("已恢复：{label}"));
}

/// A small picture of nothing, as a camera might name it.
fn picture(path: &Path) {
    let (width, height) = (40, 30);
    let mut encoder = png::Encoder::new(File::create(path).expect("a file can be made"), width, height);
    encoder.set_color(png::ColorType::Rgb);
    let pixels: Vec<u8> = (0..width * height).flat_map(|at| [(at % 255) as u8, 120, 80]).collect();
    let mut writer = encoder.write_header().expect("a picture can be packed");
    writer.write_image_data(&pixels).expect("a picture can be packed");
}
