//! Rules of assessment, and entries by hand.

use domain::id::Id;
use domain::score::{ScoreEntry, ScoreRule};

use crate::error::Result;
use crate::read::Reader;
use crate::table::Columns;

crate::table::table!(ScoreRule, "score_rule", [id, year, about, kind, text, points, cap, period, evidence, of]);
crate::table::table!(ScoreEntry, "score_entry", [id, rule, person, project, date, points, reason, reviewer]);

impl Reader<'_> {
    /// The rules of a year, in the order in which they were made.
    pub fn rules_of_year(&self, year: u32) -> Result<Vec<ScoreRule>> {
        self.rows(&ScoreRule::sql().by("year"), [year])
    }

    /// The entries under a rule.
    pub fn entries_of_rule(&self, rule: Id) -> Result<Vec<ScoreEntry>> {
        self.by("rule", rule)
    }

    /// The entries about a project.
    pub fn entries_of_project(&self, project: Id) -> Result<Vec<ScoreEntry>> {
        self.by("project", project)
    }
}
