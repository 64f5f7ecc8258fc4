//! An activity with its people, hours and a photograph, put right and taken out again; who joins the volunteers and who
//! leaves them. Each step is taken back and done again.

use std::fs::File;
use std::path::Path;

use super::registers::again;
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
    again(&mut desk);

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
    put_right_and_taken_out(&mut desk);
    joins_and_leaves(&mut desk);
    desk.rest();
    let teams = desk.count("volunteer-leave");
    desk.restart();
    desk.push("book-sample");
    desk.see("workbench-page");
    desk.page("activities");
    desk.fill("activity-find", "清理村口河道");
    desk.see("activities-none");
    desk.push("tab-volunteers");
    desk.wait_count("volunteer-leave", teams);
    desk.finish();
}

fn put_right_and_taken_out(desk: &mut Desk) {
    desk.push("tab-activities");
    desk.fill("activity-find", "清理村口河道");
    desk.wait_count("activity-rows-row", 1);
    desk.tab_to("activity-rows");
    desk.press(Key::Enter);
    desk.see("activity-card");
    desk.push("activity-edit");
    desk.fill("activity-end", "11:30");
    desk.fill("activity-served", "４０人次");
    desk.push("activity-save");
    desk.see_text("activity-card", "3 小时");
    again(desk);
    desk.see_text("activity-card", "40");
    desk.push("photo-drop");
    desk.wait_count("photo", 0);
    again(desk);
    desk.push("activity-drop");
    desk.see("activities-none");
    again(desk);
    desk.see("activities-none");
}

/// 赵金柱 served without belonging to a team, and joins it.
fn joins_and_leaves(desk: &mut Desk) {
    desk.push("tab-volunteers");
    desk.see("volunteers");
    desk.rest();
    let before = desk.count("volunteer-leave");
    desk.push("volunteer-join");
    desk.fill("volunteer-who", "zjz");
    desk.see_text("volunteer-who-hit", "赵金柱");
    desk.press(Key::Enter);
    desk.see_text("notice", "已加入");
    again(desk);
    desk.wait_count("volunteer-leave", before + 1);
    desk.push("volunteer-leave");
    desk.see_text("notice", "已退出");
    again(desk);
    desk.wait_count("volunteer-leave", before);
}

/// A small picture of nothing, as a camera might name it.
pub fn picture(path: &Path) {
    let (width, height) = (40, 30);
    let mut encoder = png::Encoder::new(File::create(path).expect("a file can be made"), width, height);
    encoder.set_color(png::ColorType::Rgb);
    let pixels: Vec<u8> = (0..width * height).flat_map(|at| [(at % 255) as u8, 120, 80]).collect();
    let mut writer = encoder.write_header().expect("a picture can be packed");
    writer.write_image_data(&pixels).expect("a picture can be packed");
}
