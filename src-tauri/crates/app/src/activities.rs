//! 活动 and 志愿者: what was held, who took part, for how long.
//!
//! Recorded are activities as events ([`crate::events`]). What somebody took part in stays with them when they move or
//! die; hours are those of the record that a person has now, merged ones included.

mod list;
mod period;
#[cfg(test)]
mod tests;
mod volunteers;

pub use list::{ActivityPersonRow, ActivityQuery, ActivityRow, ActivityView, activities, activity};
pub(crate) use list::{Held, held, unit_name};
pub(crate) use period::Period;
pub(crate) use volunteers::{Volunteer, volunteers_of};
pub use volunteers::{VolunteerQuery, VolunteerRow, volunteers};

use domain::activity::{ActivityPart, ServiceKind};
use domain::project::ProjectKind;
use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::session::Session;
use crate::standard;

/// A kind of activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ActivityKindChoice {
    /// As a word.
    pub kind: String,
    /// Which clause names it.
    pub clause: String,
    /// What it is for when nothing else is said.
    pub service: Option<String>,
}

/// What can be chosen where activities, volunteers, places, things, organisations and projects are written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RegisterChoices {
    /// Kinds of activity.
    pub activities: Vec<ActivityKindChoice>,
    /// The six kinds of service.
    pub services: Vec<&'static str>,
    /// 志愿者, 参加, 主讲.
    pub parts: Vec<&'static str>,
    /// Topics; any other can be typed.
    pub topics: Vec<String>,
    /// Kinds of volunteer of clause 2.2.
    pub volunteers: Vec<String>,
    /// Names of associations; any other can be typed.
    pub associations: Vec<String>,
    /// Kinds of place.
    pub places: Vec<String>,
    /// Kinds of thing.
    pub things: Vec<String>,
    /// Kinds of organisation.
    pub organisations: Vec<String>,
    /// Kinds of project.
    pub projects: Vec<&'static str>,
}

/// What can be chosen, out of the standard's pack.
///
/// # Errors
/// What the store says.
pub fn choices(session: &Session) -> Result<RegisterChoices> {
    let standard = session.standard()?;
    let words = &standard.registers;
    let kind = |kind: &standard::ActivityKind| ActivityKindChoice {
        kind: kind.kind.clone(),
        clause: kind.clause.clone(),
        service: kind.service.map(|service| service.word().to_owned()),
    };
    Ok(RegisterChoices {
        activities: standard.activities.iter().map(kind).collect(),
        services: ServiceKind::ALL.iter().map(|one| one.word()).collect(),
        parts: ActivityPart::ALL.iter().map(|one| one.word()).collect(),
        topics: words.topics.clone(),
        volunteers: words.volunteers.clone(),
        associations: words.associations.clone(),
        places: words.places.clone(),
        things: words.things.clone(),
        organisations: words.organisations.clone(),
        projects: ProjectKind::ALL.iter().map(|one| one.word()).collect(),
    })
}
