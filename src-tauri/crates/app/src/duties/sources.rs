//! The records that duties count, read once for all of them, and how each is named where a number opens it.

use chrono::NaiveDate;
use domain::activity::Activity;
use domain::commitment::{Claim, Commitment, CommitmentStep, Post};
use domain::date::PartialDate;
use domain::duty::DeedKind;
use domain::id::Id;
use domain::matter::Matter;
use domain::meeting::{Meeting, Talk};
use domain::register::Register;
use domain::visit::Visit;
use serde::Serialize;
use store::Reader;
use ts_rs::TS;

use crate::failure::Result;
use crate::merged::Merged;

/// The records of some days; of what is small, all.
pub(super) struct Sources {
    pub meetings: Vec<Meeting>,
    pub activities: Vec<Activity>,
    pub visits: Vec<Visit>,
    pub talks: Vec<Talk>,
    pub posts: Vec<Post>,
    pub claims: Vec<Claim>,
    pub commitments: Vec<Commitment>,
    pub steps: Vec<CommitmentStep>,
    pub matters: Vec<Matter>,
    pub merged: Merged,
}

/// A record that counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DutyRecord {
    /// Which table.
    #[ts(type = "'meeting' | 'activity' | 'visit' | 'talk' | 'claim' | 'commitment' | 'matter'")]
    pub kind: DeedKind,
    /// Row id.
    pub id: String,
    /// The day, as it was written down.
    pub date: Option<String>,
    /// What it was: the name of a meeting, the kind of a visit.
    pub title: String,
    /// With whom: the person or the head of the household.
    pub who: Option<String>,
    /// Row id of the household, of a visit.
    pub household: Option<String>,
    /// 补录.
    pub late: bool,
}

impl Sources {
    pub fn read(reader: &Reader<'_>, from: NaiveDate, to: NaiveDate) -> Result<Self> {
        Ok(Self {
            meetings: reader.meetings_between(from, to)?,
            activities: reader.activities_between(from, to)?,
            visits: reader.visits_between(from, to)?,
            talks: reader.all()?,
            posts: reader.all()?,
            claims: reader.all()?,
            commitments: reader.all()?,
            steps: reader.all()?,
            matters: reader.all()?,
            merged: Merged::read(reader)?,
        })
    }

    /// How a record is named. What was said, found, asked for or fought about is never in it.
    pub fn record(
        &self,
        register: &Register,
        heads: &dyn Fn(Id) -> Option<String>,
        kind: DeedKind,
        id: Id,
    ) -> Option<DutyRecord> {
        let name = |person: Id| register.person(self.merged.kept(person)).map(|person| person.name.clone());
        let made = |date: Option<PartialDate>, title: &str, who, household: Option<Id>| DutyRecord {
            kind,
            id: id.to_string(),
            date: date.map(|date| date.to_string()),
            title: title.to_owned(),
            who,
            household: household.map(|id| id.to_string()),
            late: false,
        };
        match kind {
            DeedKind::Meeting => {
                let row = self.meetings.iter().find(|row| row.id == id)?;
                Some(made(Some(row.date), &row.name, None, None))
            }
            DeedKind::Activity => {
                let row = self.activities.iter().find(|row| row.id == id)?;
                Some(made(Some(row.date), &row.name, None, None))
            }
            DeedKind::Visit => {
                let row = self.visits.iter().find(|row| row.id == id)?;
                let who = row.person.and_then(name).or_else(|| heads(row.household));
                Some(made(Some(row.date), row.kind.word(), who, Some(row.household)))
            }
            DeedKind::Talk => {
                let row = self.talks.iter().find(|row| row.id == id)?;
                let (talker, person) = (name(row.talker), name(row.person));
                Some(made(
                    Some(row.date),
                    &row.kind,
                    talker.zip(person).map(|(one, other)| format!("{one} · {other}")),
                    None,
                ))
            }
            DeedKind::Claim => {
                let row = self.claims.iter().find(|row| row.id == id)?;
                let post = self.posts.iter().find(|post| post.id == row.post);
                Some(made(row.from, post.map_or("", |post| post.name.as_str()), name(row.person), None))
            }
            DeedKind::Commitment => {
                let row = self.commitments.iter().find(|row| row.id == id)?;
                Some(made(PartialDate::new(row.year as i32, None, None), &row.text, name(row.person), None))
            }
            DeedKind::Matter => {
                let row = self.matters.iter().find(|row| row.id == id)?;
                Some(made(Some(row.date.into()), &format!("{} {}", row.kind, row.no), None, None))
            }
        }
    }
}
