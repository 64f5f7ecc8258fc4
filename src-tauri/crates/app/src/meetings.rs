//! 组织生活: meetings with their minutes, what was decided and is still to be done, and talks. Clauses 3.1, 3.2, 5.2.
//!
//! Recorded are they as events ([`crate::events`]). Who was there stays with them when they move or die; of records that
//! were merged the one that was kept is shown, once. Not here: how often a meeting is asked for.

mod list;
mod met;
mod prepare;
mod resolutions;
mod review;
mod talks;
#[cfg(test)]
mod tests;

use domain::meeting::AttendanceState;
use serde::Serialize;
use ts_rs::TS;

pub use list::{AttendanceRow, MeetingQuery, MeetingRow, MeetingView, SpeechRow, VoteRow, meeting, meetings};
pub(crate) use met::Met;
pub use prepare::{CalledRow, PrepareMeeting, Prepared, prepare};
pub(crate) use resolutions::who;
pub use resolutions::{ResolutionQuery, ResolutionRow, resolutions};
pub use review::{OpenCount, Review, ReviewRow};
pub(crate) use review::{ReviewOf, review};
pub use talks::{
    AskMatrix, TalkGroup, TalkMatrix, TalkMember, TalkPair, TalkQuery, TalkRow, TalkView, talk, talk_matrix, talks,
};

use crate::failure::Result;
use crate::session::Session;
use crate::standard;

/// A kind of meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MeetingKindChoice {
    /// As a word.
    pub kind: String,
    /// Which clause names it.
    pub clause: String,
    /// Whose it is.
    #[ts(type = "'grid' | 'branch' | 'village'")]
    pub level: &'static str,
    /// A vote stands in its minutes.
    pub vote: bool,
    /// The month's matters are looked at.
    pub review: bool,
}

/// What can be chosen where meetings and talks are written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MeetingChoices {
    /// Kinds of meeting.
    pub kinds: Vec<MeetingKindChoice>,
    /// 到会, 缺席, 免到, 列席.
    pub states: Vec<&'static str>,
    /// Kinds of talk.
    pub talks: Vec<String>,
}

/// What can be chosen, out of the standard's pack.
///
/// # Errors
/// `pack_unreadable`.
pub fn choices(session: &Session) -> Result<MeetingChoices> {
    let standard = session.standard()?;
    let kind = |kind: &standard::MeetingKind| MeetingKindChoice {
        kind: kind.kind.clone(),
        clause: kind.clause.clone(),
        level: kind.level.key(),
        vote: kind.vote,
        review: kind.review,
    };
    Ok(MeetingChoices {
        kinds: standard.meetings.iter().map(kind).collect(),
        states: AttendanceState::ALL.iter().map(|state| state.word()).collect(),
        talks: standard.talks.kinds.clone(),
    })
}
