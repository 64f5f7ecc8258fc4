//! Meetings as lists, pages and forms read them: everything at once, records that were merged taken as one.

use std::collections::HashMap;

use domain::id::Id;
use domain::meeting::{Attendance, AttendanceState, Meeting, Resolution, Speech, Vote};
use store::Reader;

use crate::activities::Period;
use crate::failure::Result;
use crate::merged::Merged;

/// The meetings of a period, in the order of days and times.
pub(crate) struct Met {
    pub meetings: Vec<Meeting>,
    people: HashMap<Id, Vec<Attendance>>,
    resolutions: HashMap<Id, Vec<Resolution>>,
}

/// The minutes of one meeting.
pub(crate) struct Minutes {
    pub speeches: Vec<Speech>,
    pub votes: Vec<Vote>,
    /// Resolutions of earlier meetings that were reported to it last.
    pub told: Vec<Resolution>,
}

impl Met {
    pub fn read(reader: &Reader<'_>, period: Period) -> Result<Self> {
        let merged = Merged::read(reader)?;
        let mut people: HashMap<Id, Vec<Attendance>> = HashMap::new();
        for row in reader.attendance_between(period.from, period.to)? {
            let there = people.entry(row.meeting).or_default();
            let person = merged.kept(row.person);
            if !there.iter().any(|other| other.person == person) {
                there.push(Attendance { person, ..row });
            }
        }
        let mut meetings = reader.meetings_between(period.from, period.to)?;
        for row in &mut meetings {
            row.chair = row.chair.map(|person| merged.kept(person));
            row.recorder = row.recorder.map(|person| merged.kept(person));
        }
        let mut resolutions: HashMap<Id, Vec<Resolution>> = HashMap::new();
        for row in reader.all::<Resolution>()? {
            let owner = row.owner.map(|person| merged.kept(person));
            resolutions.entry(row.meeting).or_default().push(Resolution { owner, ..row });
        }
        for taken in resolutions.values_mut() {
            taken.sort_by_key(|row| row.n);
        }
        Ok(Self { meetings, people, resolutions })
    }

    /// Who was and was not at one of them.
    pub fn people(&self, meeting: Id) -> &[Attendance] {
        self.people.get(&meeting).map_or(&[], Vec::as_slice)
    }

    /// How many stand so in the attendance of one of them.
    pub fn count(&self, meeting: Id, is: impl Fn(AttendanceState) -> bool) -> usize {
        self.people(meeting).iter().filter(|row| is(row.state)).count()
    }

    /// What was decided at a meeting.
    pub fn resolutions(&self, meeting: Id) -> &[Resolution] {
        self.resolutions.get(&meeting).map_or(&[], Vec::as_slice)
    }

    /// What else stands in the minutes of one meeting.
    pub fn minutes(&self, reader: &Reader<'_>, meeting: Id) -> Result<Minutes> {
        let merged = Merged::read(reader)?;
        let mut speeches = reader.speeches_of(meeting)?;
        for row in &mut speeches {
            row.person = row.person.map(|person| merged.kept(person));
        }
        let mut told = reader.resolutions_told_at(meeting)?;
        for row in &mut told {
            row.owner = row.owner.map(|person| merged.kept(person));
        }
        Ok(Minutes { speeches, votes: reader.votes_of(meeting)?, told })
    }
}
