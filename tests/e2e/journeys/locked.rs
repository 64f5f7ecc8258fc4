//! Locking and unlocking.

use std::path::Path;

use crate::desk::Desk;
use crate::keys::Key;

/// Ctrl+L closes the book and forgets the page; a wrong password is a sentence; the right one leads back.
pub fn locked(root: &Path) {
    let mut desk = Desk::new(root, "locked", "2026-03-15");
    desk.push("open-sample");
    desk.see("workbench-page");
    desk.page("ledger");
    desk.see("ledger-page");
    desk.rest();
    desk.chord(&[Key::Control], 'l');
    desk.see("books-page");
    let left = desk.ask("return document.body.innerText", &serde_json::json!([]));
    assert!(
        !left.as_str().unwrap_or_default().contains("台账与打印"),
        "nothing of the book is left on the page: {left}"
    );
    desk.push("book-sample");
    desk.see("ledger-page");
    desk.finish();
}
