//! What happens to people and households, each kind once, as it is typed in the window; each is taken back and done
//! again at once, and all of it stands after a restart.

use std::path::Path;

use crate::desk::Desk;
use crate::keys::Key;

/// A household of five: name, relation, number.
const FIVE: [[&str; 3]; 5] = [
    ["田大山", "户主", "99999919620304101X"],
    ["李秀云", "妻", "999999196407112027"],
    ["田建军", "长子", "999999198809153031"],
    ["孙小梅", "儿媳", "999999199011224042"],
    ["田乐乐", "孙子", "999999201405055050"],
];

/// More keys than these beyond the words nobody shall need for a household of five.
const KEYS: usize = 90;

pub fn events(root: &Path) {
    let mut desk = Desk::new(root, "events", "2026-03-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    second_grid(&mut desk);

    let keys = household_of_five(&mut desk);
    assert!(keys <= KEYS, "a household of five took {keys} keys beyond its words");
    println!("a household of five: {keys} keys beyond the words");

    come(&mut desk);
    change(&mut desk);
    go(&mut desk);
    move_about(&mut desk);
    same(&mut desk);
    erase(&mut desk);

    desk.restart();
    desk.push("book-sample");
    desk.see("workbench-page");
    open_card(&mut desk, "田建军");
    desk.see_text("household-card", "户主");
    assert!(!shown(&mut desk).contains("田大山"));
    desk.finish();
}

/// Settings: another grid, so that there is one to move to.
fn second_grid(desk: &mut Desk) {
    desk.page("settings");
    desk.push("section-grids");
    desk.push("add-grid");
    desk.see("grid-form");
    desk.fill("grid-name", "第二网格");
    desk.fill("grid-group", "第二网格党小组");
    desk.press(Key::Enter);
    desk.wait_count("grid", 2);
}

/// Gives how many keys it took beyond the words.
fn household_of_five(desk: &mut Desk) -> usize {
    desk.page("people");
    desk.see("people-page");
    let (pressed, typed) = (desk.pressed, desk.typed);
    desk.go_to("添一户");
    desk.see("household-form");
    desk.tab_to("hh-hamlet");
    desk.write("三组");
    desk.tab_to("hh-address");
    desk.write("柳树沟8号");
    desk.fill("hh-date", "2026.3.1");
    for (at, [name, relation, number]) in FIVE.into_iter().enumerate() {
        if at > 0 {
            desk.push("add-person");
        }
        desk.tab_to(&format!("p{}-name", at + 1));
        desk.write(name);
        if at > 0 {
            desk.tab_to(&format!("p{}-relation", at + 1));
            desk.write(relation);
        }
        desk.tab_to(&format!("p{}-id_number", at + 1));
        desk.write(number);
    }
    desk.press(Key::Enter);
    desk.see_text("household-card", "田乐乐");
    (desk.pressed - pressed) - (desk.typed - typed)
}

/// The card of somebody's household, by the letters of their name.
fn open_card(desk: &mut Desk, name: &str) {
    desk.go_to(name);
    desk.see_text("household-card", name);
}

/// From the open card to the form of `kind`.
fn form(desk: &mut Desk, kind: &str) {
    desk.see("card-events");
    desk.chord(&[], '+');
    desk.see("event-kinds");
    desk.push(&format!("event-{kind}"));
    desk.see("event-form");
}

/// Hands the form in; takes it back, and does it again.
fn save(desk: &mut Desk) {
    desk.push("event-save");
    desk.see("household-card");
    desk.see_text("notice", "已登记");
    desk.chord(&[Key::Control], 'z');
    desk.see_text("notice", "已撤销");
    desk.chord(&[Key::Control], 'y');
    desk.see_text("notice", "已恢复");
}

fn come(desk: &mut Desk) {
    form(desk, "birth");
    desk.fill("ev-date", "2026.3.2");
    desk.see_text("event-form", "记作 2026-03-02");
    desk.fill("ev-name", "田甜甜");
    desk.fill("ev-relation", "孙女");
    save(desk);
    form(desk, "move_in");
    desk.fill("ev-date", "2026-03-03");
    desk.fill("ev-name", "李老栓");
    desk.fill("ev-relation", "其他");
    desk.fill("ev-phone", "138 0000 1234");
    save(desk);
    form(desk, "found_late");
    desk.fill("ev-name", "李石头");
    desk.fill("ev-relation", "其他");
    save(desk);
    desk.see_text("household-card", "李石头");
}

fn change(desk: &mut Desk) {
    form(desk, "rename");
    desk.pick("ev-member", "李石头");
    desk.fill("ev-newName", "李磊");
    save(desk);
    form(desk, "renumber");
    desk.pick("ev-member", "李磊");
    desk.fill("ev-id_number", "999999200102036069");
    save(desk);
    form(desk, "edit_person");
    desk.pick("ev-member", "李磊");
    desk.fill("ev-education", "初中");
    save(desk);
    form(desk, "edit_household");
    desk.fill("ev-code", "808");
    save(desk);
    form(desk, "add_tag");
    desk.pick("ev-tagOf", "李老栓");
    desk.pick("ev-tag", "行动不便");
    save(desk);
    form(desk, "end_tag");
    desk.pick("ev-runningTag", "行动不便 · 李老栓");
    save(desk);
    form(desk, "change_work");
    desk.pick("ev-member", "田建军");
    desk.fill("ev-work", "外出务工（沈阳）");
    save(desk);
    form(desk, "party");
    desk.pick("ev-member", "田大山");
    desk.pick("ev-member_kind", "正式");
    save(desk);
    desk.see_text("household-card", "外出务工");
}

fn go(desk: &mut Desk) {
    form(desk, "death");
    desk.pick("ev-member", "田大山");
    desk.pick("ev-head", "李秀云");
    desk.wait(
        "what follows for the eldest son",
        "return document.querySelector('[data-testid=\"ev-head-relation-田建军\"]')?.value === '长子'",
        &serde_json::json!([]),
    );
    save(desk);
    form(desk, "move_out");
    desk.tick("ev-goes-李老栓");
    save(desk);
    form(desk, "back_again");
    desk.pick("ev-former", "李老栓");
    desk.fill("ev-relation", "其他");
    save(desk);
    form(desk, "mistake");
    desk.pick("ev-member", "李磊");
    save(desk);
    form(desk, "change_head");
    desk.pick("ev-head", "田建军");
    save(desk);
}

fn move_about(desk: &mut Desk) {
    form(desk, "move_household");
    desk.pick("ev-grid", "第二网格");
    save(desk);
    form(desk, "split");
    desk.tick("ev-goes-李秀云");
    desk.fill("ev-relation-李秀云", "户主");
    desk.fill("ev-code", "809");
    save(desk);
    form(desk, "move_inside");
    desk.tick("ev-goes-李老栓");
    desk.fill("ev-relation-李老栓", "其他");
    desk.take("ev-household", "李秀云");
    save(desk);
    open_card(desk, "李秀云");
    form(desk, "merge_households");
    desk.take("ev-household", "田建军");
    desk.fill("ev-relation-李秀云", "母亲");
    desk.fill("ev-relation-李老栓", "其他");
    save(desk);
    open_card(desk, "田建军");
    desk.see_text("household-card", "李老栓");
    form(desk, "split");
    desk.tick("ev-goes-李老栓");
    desk.fill("ev-relation-李老栓", "户主");
    save(desk);
    open_card(desk, "李老栓");
    form(desk, "move_out");
    desk.tick("ev-goes-李老栓");
    desk.tick("ev-keep_open");
    save(desk);
    form(desk, "close_household");
    save(desk);
}

/// One who died is erased: their name stands nowhere on the card any more, and no undo brings it back.
fn erase(desk: &mut Desk) {
    open_card(desk, "田建军");
    desk.see_text("former", "田大山");
    desk.push("member-erase");
    desk.see("erase-form");
    desk.fill("erase-reason", "家属申请");
    desk.press(Key::Enter);
    desk.see("erase-preview");
    desk.tick("erase-sure");
    desk.push("erase-go");
    desk.see_text("erase-preview", "已抹去");
    open_card(desk, "田建军");
    desk.see_text("former", "（已清除）");
    assert!(!shown(desk).contains("田大山"));
    desk.chord(&[Key::Control], 'z');
    desk.rest();
    open_card(desk, "田建军");
    assert!(!shown(desk).contains("田大山"), "an undo brought back who was erased");
}

/// All words of the page.
fn shown(desk: &mut Desk) -> String {
    desk.rest();
    let words = desk.ask("return document.body.innerText", &serde_json::json!([]));
    words.as_str().unwrap_or_default().to_owned()
}

fn same(desk: &mut Desk) {
    open_card(desk, "田建军");
    form(desk, "found_late");
    desk.fill("ev-name", "田小军");
    desk.fill("ev-relation", "其他");
    save(desk);
    form(desk, "merge_persons");
    desk.pick("ev-member", "田建军");
    desk.take("ev-other", "田小军");
    save(desk);
    form(desk, "split_persons");
    desk.pick("ev-former", "田小军");
    desk.fill("ev-relation", "其他");
    save(desk);
    desk.see_text("household-card", "田小军");
}
