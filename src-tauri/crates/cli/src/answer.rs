//! What a command gives back: the same content as JSON and as sentences, and how it ended.

use std::io::Write;

use app::failure::Failure;
use serde::Serialize;
use serde_json::json;

/// How a command ended, as scripts see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// Wrong use of the program.
    Usage = 2,
    /// The input is not taken; nothing was written.
    Refused = 3,
    /// Done, and doubts wait for a person.
    DoubtsWait = 4,
    /// The book is locked, by its password or by another program.
    Locked = 5,
}

impl Exit {
    /// The way a failure ends: by its code, so that a new code is sorted here once.
    pub fn of(failure: &Failure) -> Self {
        match failure.code.as_str() {
            "store.wrong_password" | "store.wrong_code" | "store.wait" | "store.in_use" | "no_password" => Self::Locked,
            "usage" | "no_store" | "password_file" | "store.none" | "by_hamlet" => Self::Usage,
            "store.exists" | "store.empty_password" | "undo.no_such_op" | "undo.already" => Self::Refused,
            "backup.busy" | "backup.not_proven" | "restore.nothing" | "restore.half" => Self::Failed,
            "store.mistyped_code" => Self::Refused,
            "closing_damaged" | "closing_unreadable" | "cancelled" | "reader_missing" | "setting_unreadable"
            | "form_layout" => Self::Failed,
            "no_space" | "read_only" | "place_gone" | "not_same" | "save_failed" | "form_workbook" => Self::Failed,
            code if ["store.", "disk.", "undo.", "redo."].iter().any(|area| code.starts_with(area)) => Self::Failed,
            _ => Self::Refused,
        }
    }
}

/// What a command found or did.
#[derive(Debug)]
pub struct Answer {
    json: String,
    text: String,
    exit: Exit,
}

impl Answer {
    /// Done; `json` for scripts and `text` for people say the same.
    pub fn new(json: &impl Serialize, text: impl Into<String>) -> Self {
        let json = serde_json::to_string(json).unwrap_or_default();
        Self { json, text: text.into(), exit: Exit::Done }
    }

    /// Done, and everything that had to be printed is printed.
    pub fn nothing() -> Self {
        Self { json: String::new(), text: String::new(), exit: Exit::Done }
    }

    /// Ends another way.
    pub fn ending(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// Prints it and says how it ended. A reader that went away (`| head`) is no failure.
    pub fn print(self, as_json: bool) -> Exit {
        let text = if as_json { self.json } else { self.text };
        if !text.is_empty() {
            let _ = writeln!(std::io::stdout().lock(), "{}", text.trim_end());
        }
        self.exit
    }
}

/// Says on standard error why a command did not do its work, and how it ended.
pub fn refuse(failure: &Failure, as_json: bool) -> Exit {
    let Failure { code, message, field, hint } = failure;
    let text = if as_json {
        json!({ "code": code, "message": message, "field": field, "hint": hint }).to_string()
    } else {
        let more = hint.as_ref().filter(|hint| !hint.is_empty()).map(|hint| format!("\n{hint}")).unwrap_or_default();
        format!("{message}（{code}）{more}")
    };
    let _ = writeln!(std::io::stderr().lock(), "{text}");
    Exit::of(failure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_ends_as_its_code_says() {
        for (code, exit) in [
            ("store.wrong_password", Exit::Locked),
            ("store.in_use", Exit::Locked),
            ("no_store", Exit::Usage),
            ("undo.nothing", Exit::Failed),
            ("disk.full", Exit::Failed),
            ("store.newer", Exit::Failed),
            ("backup.damaged", Exit::Refused),
            ("backup.not_proven", Exit::Failed),
            ("restore.nothing", Exit::Failed),
            ("file_encrypted", Exit::Refused),
            ("reason_needed", Exit::Refused),
        ] {
            assert_eq!(Exit::of(&Failure::new(code, "…")), exit, "{code}");
        }
    }
}
