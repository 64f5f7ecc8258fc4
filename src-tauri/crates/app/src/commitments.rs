//! 设岗定责, 认岗领责, 承诺践诺: posts with who claims them, and of every member the post and the commitment of a year.
//! Clause 5.4.
//!
//! Recorded are they as events ([`crate::events`]). A commitment stays with the record with which it was made; who that
//! is now, or was on a past day, is asked here. Nobody is ranked.

mod list;
mod made;
mod members;
mod posts;
#[cfg(test)]
mod tests;

pub use list::{
    CommitmentList, CommitmentQuery, CommitmentRow, CommitmentView, MemberRow, PostName, StateCount, StepMark, StepRow,
    StepState, WITHOUT, WITHOUT_POST, commitment, commitments,
};
pub(crate) use made::{Made, Whole, as_of_year};
pub(crate) use members::{Listed, Member, listed, members_on};
pub(crate) use posts::place;
pub use posts::{ClaimRow, PostRow, posts};

use chrono::Datelike;
use domain::commitment::{CommitmentState, CommitmentStepKind};
use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::session::Session;
use crate::standard;

/// One of the pack's posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PostChoice {
    /// 岗位类别.
    pub kind: String,
    /// 岗位名称.
    pub name: String,
    /// 岗位职责.
    pub duty: String,
}

/// What can be chosen where posts and commitments are written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CommitmentChoices {
    /// The pack's posts; any other can be typed.
    pub posts: Vec<PostChoice>,
    /// The five steps, in their order.
    pub steps: Vec<&'static str>,
    /// What a list can be narrowed to: who has no post, who has no commitment, and where a commitment stands.
    pub only: Vec<&'static str>,
    /// The years of which there are commitments, this one and the next, the last first.
    pub years: Vec<u32>,
}

/// What can be chosen.
///
/// # Errors
/// `pack_unreadable`; what the store says.
pub fn choices(session: &Session) -> Result<CommitmentChoices> {
    let standard = session.standard()?;
    let posts = &standard.posts;
    let this = session.today().year().unsigned_abs();
    let mut years = session.read(|reader| Ok(reader.years_of_commitments()?))?;
    years.extend([this, this + 1]);
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let post = |post: &standard::PackPost| PostChoice {
        kind: post.kind.clone(),
        name: post.name.clone(),
        duty: post.duty.clone(),
    };
    let states = CommitmentState::ALL.iter().map(|state| state.word());
    Ok(CommitmentChoices {
        posts: posts.iter().map(post).collect(),
        steps: CommitmentStepKind::ALL.iter().map(|step| step.word()).collect(),
        only: [WITHOUT_POST, WITHOUT].into_iter().chain(states).collect(),
        years,
    })
}
