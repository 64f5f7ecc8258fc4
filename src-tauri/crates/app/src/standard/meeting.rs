//! Meetings and talks as the standard names them: which kinds there are, at which level, and who is called.

use serde::Deserialize;

/// Whose meeting it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A grid's party group's.
    Grid,
    /// A branch's; a party group may hold it for its branch.
    Branch,
    /// The village's.
    Village,
}

impl Level {
    /// For scripts and the window.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Branch => "branch",
            Self::Village => "village",
        }
    }
}

/// Who is called to a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Called {
    /// 组长 and 成员 of the party group; of every party group when it is no grid's meeting.
    Members,
    /// Party members who are counted there.
    Party,
    /// 志愿者 and their 队长.
    Volunteers,
    /// 组长 of every grid.
    Leaders,
    /// 书记 and 负责人 of the village's party organisation and its branches.
    Officers,
}

/// A kind of meeting.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingKind {
    /// As a word.
    pub kind: String,
    /// Which clause names it.
    pub clause: String,
    /// Whose it is.
    pub level: Level,
    /// Who is called.
    pub calls: Vec<Called>,
    /// A vote stands in its minutes.
    #[serde(default)]
    pub vote: bool,
    /// The month's matters are looked at: they stand behind its minutes.
    #[serde(default)]
    pub review: bool,
}

/// Words of talks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Talks {
    /// Kinds, the usual one first.
    pub kinds: Vec<String>,
}
