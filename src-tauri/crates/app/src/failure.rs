//! What went wrong, as people and scripts get it: one sentence with the next step, and a code.
//!
//! Everything that can fail below becomes a [`Failure`] here, once. No personal data in any of them.

use serde::Serialize;
use ts_rs::TS;

/// What a command answers when it could not do its work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Failure {
    /// What screens and scripts act on.
    pub code: String,
    /// A sentence in Chinese with the next step.
    pub message: String,
    /// The input it is about.
    pub field: Option<String>,
    /// More, for those who act on the code.
    pub hint: Option<String>,
}

/// Result of this crate.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// A failure that is said here.
    #[must_use]
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), field: None, hint: None }
    }

    /// The input it is about.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// More, for those who act on the code.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Which of several like inputs it is about, counted from 1: `members.2.name`.
    #[must_use]
    pub fn of_row(mut self, list: &str, at: usize) -> Self {
        self.field = Some(match self.field {
            Some(field) => format!("{list}.{}.{field}", at + 1),
            None => format!("{list}.{}", at + 1),
        });
        self
    }

    /// A record that is not there any more.
    #[must_use]
    pub fn gone() -> Self {
        Self::new("not_found", "这条记录已经不在了，请刷新后再试")
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        let failure = Self::new(error.code(), error.to_string());
        match error {
            store::StoreError::Wait { seconds } => failure.at("password").hint(seconds.to_string()),
            store::StoreError::WrongPassword { wait } => failure.at("password").hint(wait.to_string()),
            store::StoreError::WrongCode { wait } => failure.at("recovery_code").hint(wait.to_string()),
            store::StoreError::MistypedCode => failure.at("recovery_code"),
            store::StoreError::EmptyPassword => failure.at("password"),
            store::StoreError::Later(ops) => {
                let labels: Vec<&str> = ops.iter().map(|op| op.label.as_str()).collect();
                failure.hint(serde_json::to_string(&labels).unwrap_or_default())
            }
            _ => failure,
        }
    }
}

impl From<sheets::read::ReadError> for Failure {
    fn from(error: sheets::read::ReadError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<paper::PaperError> for Failure {
    fn from(error: paper::PaperError) -> Self {
        Self::new("form_layout", error.to_string())
    }
}

impl From<domain::id::NotAnId> for Failure {
    fn from(error: domain::id::NotAnId) -> Self {
        Self::new("not_an_id", error.to_string())
    }
}

impl From<domain::date::NotADate> for Failure {
    fn from(error: domain::date::NotADate) -> Self {
        Self::new("not_a_date", error.to_string())
    }
}
