//! Meetings with their minutes, and talks.

use chrono::NaiveDate;
use domain::id::Id;
use domain::meeting::{Attendance, Meeting, Resolution, Speech, Talk, Vote};

use crate::error::Result;
use crate::read::Reader;
use crate::table::Columns;

crate::table::table!(
    Meeting,
    "meeting",
    [id, kind, name, date, start, end, place, unit, chair, recorder, topic, agenda, guests, remark, entered_on]
);
crate::table::table!(Attendance, "attendance", [id, meeting, person, state, reason]);
crate::table::table!(Speech, "speech", [id, meeting, n, person, speaker, text]);
crate::table::table!(Vote, "vote", [id, meeting, n, subject, yes, no, abstained]);
crate::table::table!(
    Resolution,
    "resolution",
    [id, meeting, n, text, owner, owner_name, due, progress, done_on, result, told_at]
);
crate::table::table!(
    Talk,
    "talk",
    [id, kind, date, talker, person, place, body, problems, suggestions, action, entered_on]
);

fn names<T: Columns>(table: &str) -> String {
    T::sql().columns.iter().map(|column| format!("{table}.\"{column}\"")).collect::<Vec<_>>().join(",")
}

impl Reader<'_> {
    /// The meetings from a day to a day, both included, in the order of days and times.
    pub fn meetings_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Meeting>> {
        let sql = format!(
            "SELECT {} FROM meeting WHERE \"date\" BETWEEN ?1 AND ?2 ORDER BY \"date\", \"start\", id",
            names::<Meeting>("meeting")
        );
        self.rows(&sql, (from.to_string(), to.to_string()))
    }

    /// Who was and was not at the meetings from a day to a day, in the order in which they were written down.
    pub fn attendance_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Attendance>> {
        let sql = format!(
            "SELECT {} FROM meeting CROSS JOIN attendance ON attendance.meeting = meeting.id
             WHERE meeting.\"date\" BETWEEN ?1 AND ?2 ORDER BY attendance.id",
            names::<Attendance>("attendance")
        );
        self.rows(&sql, (from.to_string(), to.to_string()))
    }

    /// Who was and was not at a meeting, in the order in which they were written down.
    pub fn attendance_of(&self, meeting: Id) -> Result<Vec<Attendance>> {
        self.by("meeting", meeting)
    }

    /// What was said at a meeting, in order.
    pub fn speeches_of(&self, meeting: Id) -> Result<Vec<Speech>> {
        let mut speeches: Vec<Speech> = self.by("meeting", meeting)?;
        speeches.sort_by_key(|speech| speech.n);
        Ok(speeches)
    }

    /// What was voted on at a meeting, in order.
    pub fn votes_of(&self, meeting: Id) -> Result<Vec<Vote>> {
        let mut votes: Vec<Vote> = self.by("meeting", meeting)?;
        votes.sort_by_key(|vote| vote.n);
        Ok(votes)
    }

    /// What was decided at a meeting, in order.
    pub fn resolutions_of(&self, meeting: Id) -> Result<Vec<Resolution>> {
        let mut resolutions: Vec<Resolution> = self.by("meeting", meeting)?;
        resolutions.sort_by_key(|resolution| resolution.n);
        Ok(resolutions)
    }

    /// What was reported to a meeting last.
    pub fn resolutions_told_at(&self, meeting: Id) -> Result<Vec<Resolution>> {
        self.by("told_at", meeting)
    }

    /// What somebody is to see done, done or not.
    pub fn resolutions_of_owner(&self, owner: Id) -> Result<Vec<Resolution>> {
        self.by("owner", owner)
    }

    /// The talks from a day to a day, both included, in the order of days.
    pub fn talks_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Talk>> {
        let sql = format!(
            "SELECT {} FROM talk WHERE \"date\" BETWEEN ?1 AND ?2 ORDER BY \"date\", id",
            names::<Talk>("talk")
        );
        self.rows(&sql, (from.to_string(), to.to_string()))
    }
}
