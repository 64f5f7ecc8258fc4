//! What happened in a year that rules can give points for: one deed a record and person, read at once.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::activity::Activity;
use domain::commitment::{Claim, Commitment, CommitmentStep, Post, done_on};
use domain::id::Id;
use domain::meeting::{AttendanceState, Meeting, Resolution};
use domain::register::Register;
use domain::score::Evidence;
use domain::visit::VisitOutcome;
use store::Reader;

use super::given::GivenBy;
use crate::failure::Result;
use crate::matters::Cases;
use crate::merged::Merged;
use crate::tasks::Tasks;

/// Whose points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    Person(Id),
    Project(Id),
}

/// What somebody did, or what was done in a project.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    pub who: Who,
    pub date: NaiveDate,
    pub by: GivenBy,
    pub record: Id,
    /// How the record is named; never what was said, found or fought about.
    pub title: String,
    /// Which kind of meeting, activity or post.
    pub of: Option<String>,
    /// Of a visit.
    pub household: Option<Id>,
}

/// Which kinds of post somebody filled, from when to when.
type Filled = HashMap<Id, Vec<(String, NaiveDate, NaiveDate)>>;

/// The deeds of a time by what they are evidence of, and who filled which kind of post when.
pub(super) struct Sources {
    pub deeds: HashMap<Evidence, Vec<Deed>>,
    posts: Filled,
}

/// Reads from a day to a day, both included.
struct Reading<'a> {
    reader: &'a Reader<'a>,
    merged: Merged,
    from: NaiveDate,
    to: NaiveDate,
    deeds: HashMap<Evidence, Vec<Deed>>,
}

impl Sources {
    /// `names`: the members by their names, for visits, which name who went as it was typed.
    pub fn read(
        reader: &Reader<'_>,
        register: &Register,
        (from, to): (NaiveDate, NaiveDate),
        names: &HashMap<&str, Id>,
    ) -> Result<Self> {
        let mut reading = Reading { reader, merged: Merged::on(reader, to)?, from, to, deeds: HashMap::new() };
        reading.meetings()?;
        reading.activities()?;
        reading.visits(names)?;
        reading.talks()?;
        reading.commitments()?;
        reading.settled()?;
        let posts = reading.claims(register)?;
        Ok(Self { deeds: reading.deeds, posts })
    }

    /// Whether somebody filled a post on a day, of one kind when one is named.
    pub fn fills(&self, person: Id, kind: Option<&String>, day: NaiveDate) -> bool {
        let posts = self.posts.get(&person).into_iter().flatten();
        posts.into_iter().any(|(of, from, to)| kind.is_none_or(|kind| kind == of) && (*from..*to).contains(&day))
    }
}

impl Reading<'_> {
    fn add(&mut self, evidence: Evidence, deed: Deed) {
        if (self.from..=self.to).contains(&deed.date) {
            self.deeds.entry(evidence).or_default().push(deed);
        }
    }

    fn meetings(&mut self) -> Result<()> {
        let meetings = self.reader.meetings_between(self.from, self.to)?;
        let meetings: HashMap<Id, &Meeting> = meetings.iter().map(|row| (row.id, row)).collect();
        // Two records that became one may both stand in the attendance; who came on one of them came.
        let mut seen = HashSet::new();
        let mut rows = self.reader.attendance_between(self.from, self.to)?;
        rows.sort_by_key(|row| row.state != AttendanceState::Present);
        for row in rows {
            let person = self.merged.kept(row.person);
            let Some(meeting) = meetings.get(&row.meeting) else { continue };
            let evidence = match row.state {
                AttendanceState::Present => Evidence::Attended,
                AttendanceState::Absent if row.reason.is_none() => Evidence::Absent,
                AttendanceState::Absent | AttendanceState::Excused | AttendanceState::Guest => continue,
            };
            if !seen.insert((row.meeting, person)) {
                continue;
            }
            let deed = Deed {
                who: Who::Person(person),
                date: meeting.date.first_day(),
                by: GivenBy::Meeting,
                record: meeting.id,
                title: meeting.name.clone(),
                of: Some(meeting.kind.clone()),
                household: None,
            };
            self.add(evidence, deed);
        }
        Ok(())
    }

    fn activities(&mut self) -> Result<()> {
        let activities = self.reader.activities_between(self.from, self.to)?;
        let deed = |row: &Activity, who| Deed {
            who,
            date: row.date.first_day(),
            by: GivenBy::Activity,
            record: row.id,
            title: row.name.clone(),
            of: Some(row.kind.clone()),
            household: None,
        };
        for row in &activities {
            if let Some(project) = row.project {
                self.add(Evidence::TookPart, deed(row, Who::Project(project)));
            }
        }
        let at: HashMap<Id, _> = activities.iter().map(|row| (row.id, row)).collect();
        let mut seen = HashSet::new();
        for row in self.reader.participants_between(self.from, self.to)? {
            let person = self.merged.kept(row.person);
            let Some(activity) = at.get(&row.activity) else { continue };
            if seen.insert((row.activity, person)) {
                self.add(Evidence::TookPart, deed(activity, Who::Person(person)));
            }
        }
        Ok(())
    }

    /// Who went is typed as words: a name counts for the one member who bears it.
    fn visits(&mut self, names: &HashMap<&str, Id>) -> Result<()> {
        for row in self.reader.visits_between(self.from, self.to)? {
            if row.outcome != VisitOutcome::Met {
                continue;
            }
            let mut went = HashSet::new();
            for name in
                row.visitors.iter().flat_map(|words| words.split(|sign: char| !sign.is_alphabetic() && sign != '·'))
            {
                let Some(person) = names.get(name).filter(|person| went.insert(**person)) else { continue };
                let deed = Deed {
                    who: Who::Person(*person),
                    date: row.date.first_day(),
                    by: GivenBy::Visit,
                    record: row.id,
                    title: row.kind.word().to_owned(),
                    of: None,
                    household: Some(row.household),
                };
                self.add(Evidence::Visited, deed);
            }
        }
        Ok(())
    }

    fn talks(&mut self) -> Result<()> {
        for row in self.reader.talks_between(self.from, self.to)? {
            let deed = self.deed(row.talker, row.date.first_day(), GivenBy::Talk, row.id, row.kind);
            self.add(Evidence::Talked, deed);
        }
        Ok(())
    }

    fn commitments(&mut self) -> Result<()> {
        let mut steps: HashMap<Id, Vec<CommitmentStep>> = HashMap::new();
        for step in self.reader.all::<CommitmentStep>()?.into_iter().filter(|step| step.date <= self.to) {
            steps.entry(step.commitment).or_default().push(step);
        }
        for row in self.reader.all::<Commitment>()? {
            let mut steps = steps.remove(&row.id).unwrap_or_default();
            steps.sort_by_key(|step| step.n);
            if let Some(done) = done_on(&steps) {
                let deed = self.deed(row.person, done, GivenBy::Commitment, row.id, row.text);
                self.add(Evidence::Kept, deed);
            }
        }
        Ok(())
    }

    /// Matters, resolutions and tasks that were brought to an end.
    fn settled(&mut self) -> Result<()> {
        for case in Cases::until(self.reader, self.to)?.all {
            if let (Some(person), Some(day)) = (case.matter.responsible, case.settled_on()) {
                let title = format!("{} {}", case.matter.kind, case.matter.no);
                let deed = self.deed(person, day, GivenBy::Matter, case.matter.id, title);
                self.add(Evidence::Settled, deed);
            }
        }
        for row in self.reader.all::<Resolution>()? {
            if let (Some(person), Some(day)) = (row.owner, row.done_on) {
                let deed = self.deed(person, day, GivenBy::Resolution, row.id, row.text);
                self.add(Evidence::Resolved, deed);
            }
        }
        for given in Tasks::read(self.reader, self.to)?.0 {
            if let (Some(person), Some(day)) = (given.task.owner, given.standing.done_on) {
                let deed = self.deed(person, day, GivenBy::Task, given.task.id, given.task.text);
                self.add(Evidence::Tasked, deed);
            }
        }
        Ok(())
    }

    /// A claim counts on its first day, or on the first of the time when it ran before; gives who filled which post when.
    fn claims(&mut self, register: &Register) -> Result<Filled> {
        let posts: HashMap<Id, Post> = self.reader.all::<Post>()?.into_iter().map(|post| (post.id, post)).collect();
        let mut filled = Filled::new();
        // A claim that went over to another record of the same person is one claim.
        let mut seen = HashSet::new();
        for row in self.reader.all::<Claim>()? {
            let Some(post) = posts.get(&row.post) else { continue };
            let person = self.merged.kept(row.person);
            let span = register.span(Some(row.person), row.from, row.to);
            filled.entry(person).or_default().push((post.kind.clone(), span.from, span.to));
            let day = span.from.max(self.from);
            if day < span.to && seen.insert((person, row.post)) {
                let deed = self.deed(person, day, GivenBy::Claim, row.post, post.name.clone());
                self.add(Evidence::Claimed, Deed { of: Some(post.kind.clone()), ..deed });
            }
        }
        Ok(filled)
    }

    fn deed(&self, person: Id, date: NaiveDate, by: GivenBy, record: Id, title: String) -> Deed {
        Deed { who: Who::Person(self.merged.kept(person)), date, by, record, title, of: None, household: None }
    }
}
