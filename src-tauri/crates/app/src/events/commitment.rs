//! 公开承诺: made with its 提诺, reviewed, published, kept, appraised. Clause 5.4.
//!
//! Which step may follow which is [`domain::commitment`]'s to say. One a person and year; who may commit is who may
//! claim a post.

use chrono::{Datelike, NaiveDate};
use domain::commitment::{
    Commitment, CommitmentState, CommitmentStep, CommitmentStepKind, Post, StepRefused, may_follow,
};
use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::claim::member;
use super::ground::Ground;
use super::{Act, post, typed};
use crate::failure::{Failure, Result};
use crate::merged::Merged;
use crate::session::id;

/// 提诺.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Commit {
    /// Row id of the person.
    pub person: String,
    /// Of which year; the year of `date` when it is left out.
    pub year: Option<u32>,
    /// Row id of the post that it is for, which the person claims; their only one when it is left out, empty = none.
    pub post: Option<String>,
    /// 承诺事项.
    pub text: String,
    /// 具体措施.
    pub measures: Option<String>,
    /// 完成时限.
    pub due: Option<String>,
    /// Day of the 提诺.
    pub date: String,
}

/// 修改承诺, before it is published: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditCommitment {
    /// Row id of the commitment.
    pub commitment: String,
    /// Row id of the post that it is for.
    pub post: Option<String>,
    /// 承诺事项.
    pub text: Option<String>,
    /// 具体措施.
    pub measures: Option<String>,
    /// 完成时限.
    pub due: Option<String>,
}

/// The same step for one commitment or for several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct StepCommitments {
    /// Row ids of the commitments.
    pub commitments: Vec<String>,
    /// 提诺 (again), 审诺, 公示, 践诺, 评诺.
    pub step: String,
    /// On which day.
    pub date: String,
    /// 审诺: agreed, or sent back. 践诺: done. Left out for the others.
    pub passed: Option<bool>,
    /// 审核意见, 践诺情况, 评诺结果.
    pub note: Option<String>,
}

/// 删除误记的承诺, before it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DropCommitment {
    /// Row id of the commitment.
    pub commitment: String,
}

impl Act for Commit {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let made = ground.day(&self.date, "日期")?.first_day();
        let person = member(ground, &self.person, None, made)?;
        let year = match self.year {
            Some(year) => of_year(year, made)?,
            None => made.year().unsigned_abs(),
        };
        if has_one(ground, person, year)? {
            let words = "这个人这一年已经有一份承诺，一人一年一份；要改请修改那一份";
            return Err(Failure::new("has_already", words).at("person"));
        }
        let row = Commitment {
            id: ground.write.mint(),
            person,
            post: match &self.post {
                Some(post) => claimed(ground, post, person, made)?,
                None => only_post(ground, person, made)?,
            },
            year,
            text: typed::needed(&self.text, "承诺事项", "text")?,
            measures: typed::text(self.measures.as_deref()),
            due: due(self.due.as_deref(), made)?,
        };
        ground.write.put(&row)?;
        put_step(ground, row.id, 1, (CommitmentStepKind::Offered, made), None, None)?;
        Ok(row.id)
    }
}

impl Act for EditCommitment {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row = known(ground, &self.commitment).map_err(|failure| failure.at("commitment"))?;
        let steps = private(ground, row.id, "已经公示的承诺不能再改；写错了请先撤销公示")?;
        let made = steps.first().map_or(ground.today, |first| first.date);
        if let Some(post) = &self.post {
            let before = row.post.map(|post| post.to_string());
            if before.as_deref() != Some(post.trim()) {
                let person = Merged::read(ground.write)?.kept(row.person);
                row.post = claimed(ground, post, person, ground.today)?;
            }
        }
        if let Some(text) = &self.text {
            row.text = typed::needed(text, "承诺事项", "text")?;
        }
        typed::change(self.measures.as_ref(), &mut row.measures);
        if self.due.is_some() {
            row.due = due(self.due.as_deref(), made)?;
        }
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for StepCommitments {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let date = ground.day(&self.date, "日期")?.first_day();
        let step = kind(&self.step)?;
        let mut taken = Vec::new();
        for (at, commitment) in self.commitments.iter().enumerate() {
            let done =
                self.take(ground, commitment, (step, date)).map_err(|failure| match failure.field.as_deref() {
                    // What is wrong with all of them alike is said at its own field.
                    Some("date" | "passed" | "note" | "step") => failure.hint(commitment.clone()),
                    _ => failure.of_row("commitments", at),
                })?;
            if taken.contains(&done) {
                return Err(Failure::new("twice", "同一份承诺选了两次，请去掉一个").of_row("commitments", at));
            }
            taken.push(done);
        }
        taken.first().copied().ok_or_else(|| Failure::new("nobody", "请选承诺").at("commitments"))
    }
}

impl StepCommitments {
    fn take(
        &self,
        ground: &mut Ground<'_, '_>,
        commitment: &str,
        (step, date): (CommitmentStepKind, NaiveDate),
    ) -> Result<Id> {
        let row = known(ground, commitment)?;
        let steps = ground.write.steps_of_commitment(row.id)?;
        may_follow(&steps, step, date, self.passed).map_err(|refused| said(step, refused))?;
        if matches!(step, CommitmentStepKind::Offered | CommitmentStepKind::Kept) {
            // These two are the person's own doing.
            let person = Merged::read(ground.write)?.kept(row.person);
            ground.there(&person.to_string(), PartialDate::from(date))?;
        }
        let n = steps.last().map_or(1, |last| last.n + 1);
        put_step(ground, row.id, n, (step, date), self.passed, typed::text(self.note.as_deref()))?;
        Ok(row.id)
    }
}

impl Act for DropCommitment {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let id = known(ground, &self.commitment).map_err(|failure| failure.at("commitment"))?.id;
        for step in private(ground, id, "已经公示的承诺不能删除；写错了请先撤销公示")? {
            ground.write.remove::<CommitmentStep>(step.id)?;
        }
        ground.write.remove::<Commitment>(id)?;
        Ok(id)
    }
}

fn known(ground: &Ground<'_, '_>, commitment: &str) -> Result<Commitment> {
    ground.write.get(id(commitment)?)?.ok_or_else(Failure::gone)
}

/// The steps of a commitment that is not public yet.
fn private(ground: &Ground<'_, '_>, commitment: Id, words: &str) -> Result<Vec<CommitmentStep>> {
    let steps = ground.write.steps_of_commitment(commitment)?;
    match CommitmentState::of(&steps) {
        Some(state) if !state.is_private() => Err(Failure::new("published", words).at("commitment")),
        _ => Ok(steps),
    }
}

fn put_step(
    ground: &mut Ground<'_, '_>,
    commitment: Id,
    n: u32,
    (step, date): (CommitmentStepKind, NaiveDate),
    passed: Option<bool>,
    note: Option<String>,
) -> Result<()> {
    let row = CommitmentStep { id: ground.write.mint(), commitment, n, step, date, passed, note };
    ground.write.put(&row)?;
    Ok(())
}

/// Commitments of a year are made in it, or late in the year before.
fn of_year(year: u32, made: NaiveDate) -> Result<u32> {
    let of = made.year().unsigned_abs();
    if year == of || year == of + 1 {
        return Ok(year);
    }
    Err(Failure::new("other_year", "提诺日期不在承诺的那一年，也不在前一年，请核对").at("year"))
}

fn kind(word: &str) -> Result<CommitmentStepKind> {
    CommitmentStepKind::from_word(word.trim())
        .ok_or_else(|| Failure::new("unknown_step", "步骤请写提诺、审诺、公示、践诺或评诺").at("step"))
}

/// Whether somebody has one of that year, on whichever of their records.
fn has_one(ground: &Ground<'_, '_>, person: Id, year: u32) -> Result<bool> {
    let merged = Merged::read(ground.write)?;
    Ok(ground.write.commitments_of_year(year)?.iter().any(|row| merged.kept(row.person) == person))
}

/// A post that somebody claims on a day; blank = none.
fn claimed(ground: &Ground<'_, '_>, post: &str, person: Id, on: NaiveDate) -> Result<Option<Id>> {
    let Some(text) = typed::text(Some(post)) else { return Ok(None) };
    let post: Post = post::known(ground, &text)?;
    if claims_on(ground, person, on)?.contains(&post.id) {
        return Ok(Some(post.id));
    }
    Err(Failure::new("not_claimed", "这个人那天没有认领这个岗位，请先认岗，或不选岗位").at("post"))
}

fn only_post(ground: &Ground<'_, '_>, person: Id, on: NaiveDate) -> Result<Option<Id>> {
    let claims = claims_on(ground, person, on)?;
    Ok(claims.first().copied().filter(|_| claims.len() == 1))
}

fn claims_on(ground: &Ground<'_, '_>, person: Id, on: NaiveDate) -> Result<Vec<Id>> {
    let claims = ground.write.claims_of_person(person)?;
    Ok(claims.into_iter().filter(|claim| holds_on(claim.from, claim.to, on)).map(|claim| claim.post).collect())
}

fn due(text: Option<&str>, made: NaiveDate) -> Result<Option<PartialDate>> {
    let due = typed::maybe_date(text, "due")?;
    if due.is_some_and(|due| due.last_day() < made) {
        return Err(Failure::new("due_before_made", "完成时限早于提诺的日期，请核对").at("due"));
    }
    Ok(due)
}

fn said(step: CommitmentStepKind, refused: StepRefused) -> Failure {
    match refused {
        StepRefused::NotNow([]) => Failure::new("step_not_allowed", "这份承诺已经评诺，没有下一步了"),
        StepRefused::NotNow(next) => {
            let next: Vec<&str> = next.iter().map(|one| one.word()).collect();
            let words = format!("这份承诺现在不能{step}，下一步是{}", next.join("或"));
            Failure::new("step_not_allowed", words)
        }
        StepRefused::BeforeMade(made) => {
            Failure::new("before_made", format!("日期早于提诺的日期 {made}，请核对")).at("date")
        }
        StepRefused::BeforeLast(last) => {
            Failure::new("before_last_step", format!("日期早于上一步的日期 {last}，请核对")).at("date")
        }
        StepRefused::NoVerdict => Failure::new("needed", "请写明审核通过还是退回").at("passed"),
        StepRefused::VerdictOnNothing => {
            Failure::new("no_verdict", "只有审诺写通过或退回，践诺写是否完成").at("passed")
        }
    }
}
