//! What a person does with the parts of a page, each by its keys: fields, radio buttons, lists to choose from; and what
//! eyes do: waiting for a page to rest, reading a number.

use serde_json::json;

use crate::desk::Desk;
use crate::keys::Key;

/// More presses than any list has entries.
const ENTRIES: usize = 60;

/// The pages of an open book that have a key, in the order of the navigation and of Alt+1… Alt+0.
const PAGES: [&str; 10] =
    ["workbench", "people", "visits", "meetings", "commitments", "matters", "activities", "ledger", "intake", "doubts"];

impl Desk {
    /// Goes to a page of the open book by its key, or by the navigation where it has none.
    pub fn page(&mut self, name: &str) {
        match PAGES.iter().position(|page| *page == name) {
            Some(at) => self.chord(&[Key::Alt], char::from(b'0' + u8::try_from((at + 1) % 10).unwrap_or_default())),
            None => self.push(&format!("nav-{name}")),
        }
    }

    /// Goes to the field `id` and puts `text` into it.
    pub fn fill(&mut self, id: &str, text: &str) {
        self.tab_to(id);
        self.rewrite(text);
    }

    /// Goes to the button or link `id` and presses Enter.
    pub fn push(&mut self, id: &str) {
        self.tab_to(id);
        self.press(Key::Enter);
    }

    /// Chooses the radio button `id`: Tab into its group, then the arrows.
    pub fn choose(&mut self, id: &str) {
        self.see(id);
        let within = "const at = document.activeElement, group = document.querySelector(`[data-testid=\"${arguments[0]}\"]`).closest('[role=radiogroup]'); \
                      return !!at && !!group && group.contains(at)";
        self.tab_until(id, within);
        // Where nothing is chosen yet, the first one is chosen by the space bar; the arrows go on from there.
        let none = "return !document.querySelector(`[data-testid=\"${arguments[0]}\"]`).closest('[role=radiogroup]').querySelector('input:checked')";
        if self.ask(none, &json!([id])).as_bool() == Some(true) {
            self.press(Key::Space);
        }
        // The arrows stop at either end.
        let above = "const group = document.querySelector(`[data-testid=\"${arguments[0]}\"]`).closest('[role=radiogroup]'); \
                     const all = [...group.querySelectorAll('input')], wanted = group.querySelector(`[data-testid=\"${arguments[0]}\"] input`); \
                     return all.indexOf(wanted) < all.findIndex((one) => one.checked)";
        let arrow = if self.ask(above, &json!([id])).as_bool() == Some(true) { Key::Up } else { Key::Down };
        for _ in 0..ENTRIES {
            let chosen = "return document.querySelector(`[data-testid=\"${arguments[0]}\"] input`).checked";
            if self.ask(chosen, &json!([id])).as_bool() == Some(true) {
                return;
            }
            self.press(arrow);
        }
        panic!("the arrows never come to {id}");
    }

    /// Chooses the entry `label` of the list `id` by typing it.
    pub fn pick(&mut self, id: &str, label: &str) {
        self.tab_to(id);
        self.press(Key::Enter);
        self.write(label);
        self.wait(
            label,
            "return [...document.querySelectorAll('[role=option]')].some((one) => one.textContent.trim() === arguments[0])",
            &json!([label]),
        );
        self.press(Key::Down);
        self.press(Key::Enter);
    }

    /// Ticks the box `id`.
    pub fn tick(&mut self, id: &str) {
        self.tab_to(id);
        self.press(Key::Space);
    }

    /// Finds `name` by the letters typed into `id`, and takes the first hit.
    pub fn take(&mut self, id: &str, name: &str) {
        self.fill(id, name);
        self.see_text(&format!("{id}-hit"), name);
        self.press(Key::Enter);
        self.see_text(&format!("{id}-chosen"), name);
    }

    /// Opens what Ctrl+K finds first under `name`.
    pub fn go_to(&mut self, name: &str) {
        self.chord(&[Key::Control], 'k');
        self.see("palette-input");
        self.write(name);
        self.see_text("palette-entry", name);
        self.press(Key::Enter);
    }

    /// Waits until nothing is being made any more and the page's words stay the same.
    pub fn rest(&mut self) {
        let busy = "return !document.querySelector('.is-loading, [data-testid=progress]') \
                    && !document.body.innerText.includes('正在') && !document.querySelector('[data-testid=commit][disabled]')";
        let mut before = String::new();
        self.wait("the page to rest", busy, &json!([]));
        loop {
            let words = self.ask("return location.hash + document.body.innerText", &json!([]));
            let words = words.as_str().unwrap_or_default().to_owned();
            if words == before {
                return;
            }
            before = words;
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    }

    /// The attribute `name` of the thing named `id`, empty when it has none.
    pub fn attribute(&mut self, id: &str, name: &str) -> String {
        self.see(id);
        let body = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`).getAttribute(arguments[1])";
        self.ask(body, &json!([id, name])).as_str().unwrap_or_default().to_owned()
    }

    /// The name of the first number of the sheet that reads `text`.
    pub fn number_that_reads(&mut self, text: &str) -> String {
        let body = "return [...document.querySelectorAll('[data-number]')].some((one) => one.textContent.trim() === arguments[0])";
        self.wait(&format!("a number {text}"), body, &json!([text]));
        let body = "return [...document.querySelectorAll('[data-number]')].find((one) => one.textContent.trim() === arguments[0]).dataset.testid";
        self.ask(body, &json!([text])).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until `count` things have the name `id`.
    pub fn wait_count(&mut self, id: &str, count: usize) {
        let body = "return document.querySelectorAll(`[data-testid=\"${arguments[0]}\"]`).length === arguments[1]";
        self.wait(&format!("{count} × {id}"), body, &json!([id, count]));
    }
}
