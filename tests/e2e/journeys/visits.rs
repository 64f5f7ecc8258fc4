//! Thirty doors: whom to visit, what was said there, and on to the next.

use std::path::Path;

use crate::desk::Desk;
use crate::keys::Key;

/// How many doors, and the most keys at each beyond the words.
const DOORS: usize = 30;
const KEYS: usize = 5;

pub fn visits(root: &Path) {
    let mut desk = Desk::new(root, "visits", "2026-06-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    let before = counted(&mut desk);
    desk.page("visits");
    desk.see("visit-form");
    // Fewer are due than are to be visited here.
    desk.push("visits-all");
    desk.rest();
    desk.tab_to("visit-findings");

    let (pressed, typed) = (desk.pressed, desk.typed);
    for at in 0..DOORS {
        let door = desk.attribute("visit-form", "data-household");
        match at % 5 {
            // Nobody home.
            3 => desk.press(Key::F2),
            // Something was asked for.
            4 => {
                desk.write("家中平安");
                desk.press(Key::Tab);
                desk.write("想修门口的路");
                // Every other one waits for an answer.
                if at % 10 == 4 {
                    desk.press(Key::Tab);
                    desk.write("已记下，向村里反映");
                }
            }
            _ => desk.write("家中平安，老人身体好"),
        }
        desk.press(Key::Enter);
        let on = "const form = document.querySelector('[data-testid=visit-form]'); \
                  return !!form && form.dataset.household !== arguments[0] && form.contains(document.activeElement)";
        desk.wait("the next door", on, &serde_json::json!([door]));
    }
    let keys = (desk.pressed - pressed) - (desk.typed - typed);
    println!("{DOORS} visits: {keys} keys beyond the words, {:.1} a visit", keys as f64 / DOORS as f64);
    assert!(keys <= KEYS * DOORS, "{keys} keys beyond the words for {DOORS} visits");

    let [met, missed, needs] = counted(&mut desk);
    let fifth = DOORS / 5;
    assert_eq!([met, missed, needs], [before[0] + DOORS - fifth, before[1] + fifth, before[2] + DOORS / 10]);
    undo_and_look(&mut desk);
    assert_eq!(counted(&mut desk), [met + 1, missed, needs], "the thirty, and one who was looked for");
    desk.finish();
}

/// What the workbench counts of the month: visits that met somebody, those that met nobody, and what waits for an
/// answer's result.
fn counted(desk: &mut Desk) -> [usize; 3] {
    desk.page("workbench");
    desk.see("visit-months");
    desk.rest();
    let label = desk.attribute("visits-of-2026-06", "aria-label");
    let mut numbers = label.split(|one: char| !one.is_ascii_digit()).filter_map(|digits| digits.parse::<usize>().ok());
    // Year and month, then both counts.
    let (met, missed) = (numbers.nth(2).unwrap_or_default(), numbers.next().unwrap_or_default());
    let needs = "return parseInt(document.querySelector('[data-testid=needs-count]')?.innerText ?? '0')";
    let needs = desk.ask(needs, &serde_json::json!([])).as_u64().unwrap_or_default();
    [met, missed, usize::try_from(needs).unwrap_or_default()]
}

/// The last one is taken back and done again; somebody who is looked for by name is visited, and it stands on the card
/// after a restart.
fn undo_and_look(desk: &mut Desk) {
    desk.page("history");
    desk.see("operation");
    desk.chord(&[Key::Control], 'z');
    desk.see_text("notice", "已撤销：登记走访");
    desk.chord(&[Key::Control], 'y');
    desk.see_text("notice", "已恢复：登记走访");
    desk.page("visits");
    desk.see("visit-form");
    desk.press(Key::F3);
    desk.write("zjz");
    desk.see_text("visit-find-hit", "赵金柱");
    desk.press(Key::Enter);
    desk.see_text("visit-form", "赵金柱");
    desk.fill("visit-findings", "下午在家");
    desk.press(Key::Enter);
    desk.see_text("notice", "赵金柱");
    desk.restart();
    desk.push("book-sample");
    desk.see("workbench-page");
    desk.go_to("赵金柱");
    desk.see_text("card-visits", "下午在家");
}
