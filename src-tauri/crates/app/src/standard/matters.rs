//! What a pack says of matters: their kinds with limits, and the words to choose from.

use domain::matter::Course;
use serde::Deserialize;

/// Words to choose from where matters are written down.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatterWords {
    /// 来源; any other can be typed. The first is that of a visit's need.
    pub sources: Vec<String>,
    /// 规模 of disputes.
    pub scales: Vec<String>,
    /// Which of them makes a collective one, which is counted every month even when there was none.
    pub collective: String,
}

/// A kind of matter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatterKind {
    /// As a word.
    pub kind: String,
    /// Which clause names it.
    pub clause: String,
    /// Within how many days it is to be settled; a limit of practice, no clause has a number. None = no limit.
    #[serde(default)]
    pub days: Option<u32>,
    /// It has parties, a class and a way to settle.
    #[serde(default)]
    pub dispute: bool,
    /// Facts of an event, linked to no person: reported and closed.
    #[serde(default)]
    pub nobody: bool,
    /// 零报告: counted every month even when there was none.
    #[serde(default)]
    pub zero: bool,
}

impl MatterKind {
    /// Which way its matters go.
    #[must_use]
    pub fn course(&self) -> Course {
        if self.nobody { Course::ReportOnly } else { Course::Whole }
    }
}
