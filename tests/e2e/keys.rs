//! Key presses as the WebDriver standard writes them down (W3C WebDriver, "Keyboard actions").
//!
//! Deliberately not here, nor anywhere in these journeys: a pointer.

use serde_json::{Value, json};

/// A key that writes no character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Backspace,
    Tab,
    Enter,
    Escape,
    Space,
    Up,
    Down,
    Control,
    Alt,
    F2,
    F3,
}

impl Key {
    /// The code point that stands for it in the standard.
    pub fn code(self) -> char {
        match self {
            Self::Backspace => '\u{e003}',
            Self::Tab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::Control => '\u{e009}',
            Self::Alt => '\u{e00a}',
            Self::Escape => '\u{e00c}',
            Self::Space => ' ',
            Self::Up => '\u{e013}',
            Self::Down => '\u{e015}',
            Self::F2 => '\u{e032}',
            Self::F3 => '\u{e033}',
        }
    }
}

/// The body of an actions request that presses and lets go each of `keys`, one after the other, while `held` are down.
pub fn presses(held: &[Key], keys: impl IntoIterator<Item = char>) -> Value {
    let act = |kind: &str, key: char| json!({ "type": kind, "value": key.to_string() });
    let mut actions: Vec<Value> = held.iter().map(|key| act("keyDown", key.code())).collect();
    for key in keys {
        actions.push(act("keyDown", key));
        actions.push(act("keyUp", key));
    }
    actions.extend(held.iter().rev().map(|key| act("keyUp", key.code())));
    json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] })
}
