//! 年度更替: what the new year has of its own, drafted from the year before, as one operation.

use domain::id::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::commitment::Commit;
use super::ground::Ground;
use super::letter::{DraftLetters, of_year};
use super::score::SetRules;
use super::{Act, typed};
use crate::failure::{Failure, Result};

/// A commitment that goes on in the new year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct GoesOn {
    /// Row id of the person.
    pub person: String,
    /// 承诺事项.
    pub text: String,
    /// 具体措施.
    pub measures: Option<String>,
    /// 完成时限; the year's end when it is left out.
    pub due: Option<String>,
}

/// 年度更替.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct ChangeYear {
    /// The new year.
    pub year: u32,
    /// Draft the responsibility letters of all groups that have none, after last year's.
    pub letters: bool,
    /// Take over last year's rules of assessment; the pack's when there were none.
    pub rules: bool,
    /// The commitments that go on, offered today.
    pub commitments: Vec<GoesOn>,
}

impl Act for ChangeYear {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        of_year(ground, self.year)?;
        if !self.letters && !self.rules && self.commitments.is_empty() {
            return Err(Failure::new("needed", "请勾选要带到新一年的内容").at("year"));
        }
        let last = self.year.saturating_sub(1);
        let mut first = None;
        if self.letters {
            let drafts = DraftLetters { year: self.year, grids: Vec::new(), from_year: Some(last) };
            first = first.or(unless_there(drafts.act(ground))?);
        }
        if self.rules {
            let from_year = (!ground.write.rules_of_year(last)?.is_empty()).then_some(last);
            let rules = SetRules { year: self.year, from_year };
            first = first.or(unless_there(rules.act(ground))?);
        }
        let today = ground.today.to_string();
        for (at, goes_on) in self.commitments.iter().enumerate() {
            let due = typed::text(goes_on.due.as_deref()).unwrap_or_else(|| format!("{}-12", self.year));
            let commit = Commit {
                person: goes_on.person.clone(),
                year: Some(self.year),
                text: goes_on.text.clone(),
                measures: goes_on.measures.clone(),
                due: Some(due),
                date: today.clone(),
                ..Commit::default()
            };
            let made = commit.act(ground).map_err(|failure| failure.of_row("commitments", at))?;
            first = first.or(Some(made));
        }
        first.ok_or_else(|| Failure::new("has_already", "要带到新一年的都已经有了，不用再带").at("year"))
    }
}

/// What is there already needs no second.
fn unless_there(done: Result<Id>) -> Result<Option<Id>> {
    match done {
        Ok(id) => Ok(Some(id)),
        Err(failure) if failure.code == "has_already" => Ok(None),
        Err(failure) => Err(failure),
    }
}
