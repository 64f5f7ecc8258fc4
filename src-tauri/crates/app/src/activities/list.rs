//! Activities as lists and pages show them.

use std::collections::HashMap;

use chrono::NaiveTime;
use domain::activity::{Activity, ActivityPart, ActivityPerson, ServiceKind, half_hours};
use domain::attachment::{Attachment, Owner};
use domain::date::PartialDate;
use domain::id::Id;
use domain::project::Project;
use domain::register::Register;
use serde::{Deserialize, Serialize};
use store::Reader;
use ts_rs::TS;

use super::Period;
use crate::asked;
use crate::failure::{Failure, Result};
use crate::history::Page;
use crate::merged::Merged;
use crate::photos::PhotoRow;
use crate::session::{Session, id};

/// Which activities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct ActivityQuery {
    /// `2026-03` or `2026`; blank = all.
    pub period: Option<String>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only of this kind of service.
    pub service: Option<String>,
    /// Only held by this grid: row id, name or number.
    pub grid: Option<String>,
    /// Only with this association.
    pub association: Option<String>,
    /// Only of this project.
    pub project: Option<String>,
    /// Only those in which this person took part, or which they led.
    pub person: Option<String>,
    /// Only with these words in name, topic, place or content.
    pub text: Option<String>,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// An activity in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ActivityRow {
    /// Row id.
    pub id: String,
    /// One of the pack's kinds.
    pub kind: String,
    /// 活动名称.
    pub name: String,
    /// Which of the six kinds of service.
    pub service: Option<&'static str>,
    /// 主题.
    pub topic: Option<String>,
    /// The day.
    pub date: String,
    /// `08:30`.
    pub start: Option<String>,
    /// `10:00`.
    pub end: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// Name of the 负责人.
    pub leader: Option<String>,
    /// Name of the grid's party group; blank = the village.
    pub group: Option<String>,
    /// Name of the project.
    pub project: Option<String>,
    /// Name of the association.
    pub association: Option<String>,
    /// 服务人次.
    pub served: Option<u32>,
    /// Everybody who took part.
    pub people: u32,
    /// Volunteers among them.
    pub volunteers: u32,
    /// What they served together, in half hours.
    pub half_hours: u32,
    /// How many photographs.
    pub photos: u32,
}

/// Somebody who took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ActivityPersonRow {
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// 志愿者, 参加, 主讲.
    #[ts(type = "'志愿者' | '参加' | '主讲'")]
    pub part: &'static str,
    /// 服务时长 of a volunteer.
    pub half_hours: Option<u8>,
    /// It is as long as the activity lasted, and follows it.
    pub whole: bool,
}

/// One activity, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ActivityView {
    /// As lists have it.
    pub row: ActivityRow,
    /// 内容.
    pub body: Option<String>,
    /// 服务对象.
    pub beneficiaries: Option<String>,
    /// 成效, 评价.
    pub result: Option<String>,
    /// Row id of the 负责人.
    pub led_by: Option<String>,
    /// Row id of the grid that held it.
    pub grid: Option<String>,
    /// Row id of the project.
    pub project: Option<String>,
    /// Row id of the association.
    pub association: Option<String>,
    /// Who took part, in the order in which they were written down.
    pub people: Vec<ActivityPersonRow>,
    /// Its photographs.
    pub photos: Vec<PhotoRow>,
}

/// The activities of a period with who took part, read at once; records that ended in a merge are left out.
pub(crate) struct Held {
    pub activities: Vec<Activity>,
    pub people: HashMap<Id, Vec<ActivityPerson>>,
    pub projects: HashMap<Id, Project>,
}

/// Reads the activities of a period, in the order of days and times.
pub(crate) fn held(reader: &Reader<'_>, period: Period) -> Result<Held> {
    let merged = Merged::read(reader)?;
    let mut people: HashMap<Id, Vec<ActivityPerson>> = HashMap::new();
    for row in reader.participants_between(period.from, period.to)? {
        if !merged.ended(row.person) {
            people.entry(row.activity).or_default().push(row);
        }
    }
    let projects = reader.all::<Project>()?.into_iter().map(|row| (row.id, row)).collect();
    Ok(Held { activities: reader.activities_between(period.from, period.to)?, people, projects })
}

impl Held {
    /// Who took part in one of them.
    pub fn of(&self, activity: Id) -> &[ActivityPerson] {
        self.people.get(&activity).map_or(&[], Vec::as_slice)
    }

    /// What volunteers served in one of them together, in half hours.
    pub fn half_hours(&self, activity: Id) -> u32 {
        self.of(activity).iter().filter_map(|row| row.half_hours).map(u32::from).sum()
    }
}

/// Name of a unit of the tree.
pub(crate) fn unit_name(register: &Register, unit: Option<Id>) -> Option<String> {
    let unit = unit?;
    register.rows().units.iter().find(|row| row.id == unit).map(|row| row.name.clone())
}

fn time(time: Option<NaiveTime>) -> Option<String> {
    time.map(|time| time.format("%H:%M").to_string())
}

fn told(date: PartialDate) -> String {
    date.to_string()
}

fn row(register: &Register, held: &Held, photos: &HashMap<Id, u32>, activity: &Activity) -> ActivityRow {
    let people = held.of(activity.id);
    let volunteers = people.iter().filter(|row| row.part == ActivityPart::Volunteer).count();
    ActivityRow {
        id: activity.id.to_string(),
        kind: activity.kind.clone(),
        name: activity.name.clone(),
        service: activity.service.map(ServiceKind::word),
        topic: activity.topic.clone(),
        date: told(activity.date),
        start: time(activity.start),
        end: time(activity.end),
        place: activity.place.clone(),
        leader: activity.led_by.and_then(|person| Some(register.person(person)?.name.clone())),
        group: unit_name(register, activity.unit),
        project: activity.project.and_then(|project| Some(held.projects.get(&project)?.name.clone())),
        association: unit_name(register, activity.association),
        served: activity.served,
        people: people.len() as u32,
        volunteers: volunteers as u32,
        half_hours: held.half_hours(activity.id),
        photos: photos.get(&activity.id).copied().unwrap_or(0),
    }
}

/// Activities of a period, newest first.
///
/// # Errors
/// `not_a_date` for a period that is none; a grid that is not there; what the store says.
pub fn activities(session: &Session, query: &ActivityQuery) -> Result<Page<ActivityRow>> {
    let register = session.register()?;
    let period = Period::read(query.period.as_deref(), session.today())?;
    let maybe = |text: &Option<String>| text.as_deref().map(id).transpose();
    let (association, project, person) = (maybe(&query.association)?, maybe(&query.project)?, maybe(&query.person)?);
    let unit = asked::unit(&register, query.grid.as_deref())?;
    let text = asked::words(query.text.as_deref());
    let (held, photos) = session.read(|reader| Ok((held(reader, period)?, reader.count_photos_of_activities()?)))?;
    let wanted = |activity: &&Activity| {
        let said = [Some(&activity.name), activity.topic.as_ref(), activity.place.as_ref(), activity.body.as_ref()];
        let took_part =
            |person| activity.led_by == Some(person) || held.of(activity.id).iter().any(|row| row.person == person);
        query.kind.as_ref().is_none_or(|kind| activity.kind == *kind)
            && query.service.as_deref().is_none_or(|one| activity.service.map(ServiceKind::word) == Some(one))
            && unit.is_none_or(|unit| activity.unit == Some(unit))
            && association.is_none_or(|one| activity.association == Some(one))
            && project.is_none_or(|one| activity.project == Some(one))
            && person.is_none_or(took_part)
            && text.is_none_or(|text| said.into_iter().flatten().any(|words| words.contains(text)))
    };
    let found: Vec<&Activity> = held.activities.iter().rev().filter(wanted).collect();
    let shown = found.iter().skip(query.offset).take(query.limit.min(500));
    let rows = shown.map(|activity| row(&register, &held, &photos, activity)).collect();
    Ok(Page { total: found.len(), rows })
}

/// One activity with who took part and its photographs.
///
/// # Errors
/// An activity that is not there; what the store says.
pub fn activity(session: &Session, activity: &str) -> Result<ActivityView> {
    let activity = id(activity)?;
    let register = session.register()?;
    session.read(|reader| {
        let activity: Activity = reader.get(activity)?.ok_or_else(Failure::gone)?;
        let photos: Vec<Attachment> = reader.photos_of(Owner::Activity(activity.id))?;
        let day = activity.date.first_day();
        let held = held(reader, Period { from: day, to: day })?;
        let grid = register.grid_of_unit(activity.unit);
        let name = |person| register.person(person).map(|person| person.name.clone()).unwrap_or_default();
        let text = |id: Option<Id>| id.map(|id| id.to_string());
        let lasted = activity.start.zip(activity.end).and_then(|(start, end)| half_hours(start, end));
        let people = held.of(activity.id).iter().map(|row| ActivityPersonRow {
            person: row.person.to_string(),
            name: name(row.person),
            part: row.part.word(),
            half_hours: row.half_hours,
            whole: row.half_hours.is_some() && row.half_hours == lasted,
        });
        let number = HashMap::from([(activity.id, photos.len() as u32)]);
        Ok(ActivityView {
            row: row(&register, &held, &number, &activity),
            body: activity.body.clone(),
            beneficiaries: activity.beneficiaries.clone(),
            result: activity.result.clone(),
            led_by: text(activity.led_by),
            grid: grid.map(|grid| grid.id.to_string()),
            project: text(activity.project),
            association: text(activity.association),
            people: people.collect(),
            photos: photos.iter().map(PhotoRow::from).collect(),
        })
    })
}
