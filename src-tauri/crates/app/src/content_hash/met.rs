//! Meetings with their minutes, and talks. The days on which they were written down are left out.

use std::collections::HashMap;

use domain::id::Id;
use domain::meeting::{Attendance, Meeting, Resolution, Speech, Talk, Vote};
use store::Reader;

use super::{Record, sorted};
use crate::failure::Result;

/// The rows.
#[derive(Default)]
pub(super) struct Met {
    pub meetings: Vec<Meeting>,
    pub people: Vec<Attendance>,
    pub speeches: Vec<Speech>,
    pub votes: Vec<Vote>,
    pub resolutions: Vec<Resolution>,
    pub talks: Vec<Talk>,
}

impl Met {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Ok(Self {
            meetings: reader.all()?,
            people: reader.all()?,
            speeches: reader.all()?,
            votes: reader.all()?,
            resolutions: reader.all()?,
            talks: reader.all()?,
        })
    }

    /// The hashes of meetings, each with its minutes, and of talks. A person is the hash of their own row, a unit the
    /// hash of the unit, a later meeting the hash of its own row.
    pub fn hashes(
        &self,
        own: impl Fn(Id) -> Option<String>,
        units: &HashMap<Id, String>,
    ) -> [(&'static str, Vec<String>); 2] {
        let person = |id: Option<Id>| id.and_then(&own);
        let mut minutes: HashMap<Id, Vec<String>> = HashMap::new();
        let mut stands = |meeting: Id, record: Record| {
            minutes.entry(meeting).or_default().push(record.without(&["meeting"]).hash());
        };
        let bare = |row: &Meeting| {
            let record = Record::of("meeting", row).without(&["entered_on"]);
            let record = record.with("unit", row.unit.and_then(|unit| units.get(&unit)));
            record.with("chair", person(row.chair).as_ref()).with("recorder", person(row.recorder).as_ref())
        };
        let meetings: HashMap<Id, String> = self.meetings.iter().map(|row| (row.id, bare(row).hash())).collect();
        for row in &self.people {
            stands(row.meeting, Record::of("attends", row).with("person", own(row.person).as_ref()));
        }
        for row in &self.speeches {
            stands(row.meeting, Record::of("says", row).with("person", person(row.person).as_ref()));
        }
        for row in &self.votes {
            stands(row.meeting, Record::of("vote", row));
        }
        for row in &self.resolutions {
            let record = Record::of("resolution", row).with("owner", person(row.owner).as_ref());
            stands(row.meeting, record.with("told_at", row.told_at.and_then(|told| meetings.get(&told))));
        }
        let whole =
            self.meetings.iter().map(|row| bare(row).hanging(minutes.remove(&row.id).unwrap_or_default()).hash());
        let whole = sorted(whole);
        let talks = self.talks.iter().map(|row| {
            let record = Record::of("talk", row).without(&["entered_on"]);
            record.with("talker", own(row.talker).as_ref()).with("person", own(row.person).as_ref()).hash()
        });
        [("meetings", whole), ("talks", sorted(talks))]
    }
}
