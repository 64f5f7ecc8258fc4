//! Meetings as lists and pages show them.

use chrono::NaiveTime;
use domain::date::Month;
use domain::id::Id;
use domain::meeting::{AttendanceState, Meeting, Resolution, is_late};
use domain::register::Register;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::resolutions::{Taken, row as resolution_row};
use super::{Met, ResolutionRow, Review, ReviewOf, review};
use crate::activities::{Period, unit_name};
use crate::asked;
use crate::failure::{Failure, Result};
use crate::history::Page;
use crate::session::{Session, id};

/// Which meetings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct MeetingQuery {
    /// `2026-03` or `2026`; blank = all.
    pub period: Option<String>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only of this grid: row id, name or number.
    pub grid: Option<String>,
    /// Only those in whose attendance this person stands.
    pub person: Option<String>,
    /// Only with these words in name, topic, place, agenda or resolutions.
    pub text: Option<String>,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// A meeting in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MeetingRow {
    /// Row id.
    pub id: String,
    /// One of the pack's kinds.
    pub kind: String,
    /// 会议名称.
    pub name: String,
    /// The day.
    pub date: String,
    /// `08:30`.
    pub start: Option<String>,
    /// `10:00`.
    pub end: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// Name of the party group; blank = the village.
    pub group: Option<String>,
    /// Name of the 主持人.
    pub chair: Option<String>,
    /// 应到.
    pub expected: u32,
    /// 实到.
    pub present: u32,
    /// 列席 of the register.
    pub guests: u32,
    /// 决议.
    pub resolutions: u32,
    /// Those of them that are still open.
    pub open: u32,
    /// 补录: written down more than a week later.
    pub late: bool,
}

/// Somebody of the attendance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AttendanceRow {
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// 到会, 缺席, 免到, 列席.
    #[ts(type = "'到会' | '缺席' | '免到' | '列席'")]
    pub state: &'static str,
    /// Why absent or excused.
    pub reason: Option<String>,
}

/// What one person said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SpeechRow {
    /// Row id of the person; none of a guest who is not in the register.
    pub person: Option<String>,
    /// Their name.
    pub name: String,
    /// What.
    pub text: String,
}

/// One vote, in heads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VoteRow {
    /// 表决事项.
    pub subject: String,
    /// 赞成.
    pub yes: u32,
    /// 反对.
    pub no: u32,
    /// 弃权.
    pub abstained: u32,
}

/// One meeting, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MeetingView {
    /// As lists have it.
    pub row: MeetingRow,
    /// Row id of the grid whose party group held it.
    pub grid: Option<String>,
    /// Row id of the 主持人.
    pub chair: Option<String>,
    /// Row id of the 记录人.
    pub recorder: Option<String>,
    /// Name of the 记录人.
    pub recorder_name: Option<String>,
    /// 主题.
    pub topic: Option<String>,
    /// 议题.
    pub agenda: Vec<String>,
    /// 列席 who are not in the register, as typed.
    pub guests: Option<String>,
    /// 备注.
    pub remark: Option<String>,
    /// The business date on which it was written down.
    pub entered_on: String,
    /// The attendance, in the order in which it was written down.
    pub people: Vec<AttendanceRow>,
    /// 发言记录.
    pub speeches: Vec<SpeechRow>,
    /// 表决.
    pub votes: Vec<VoteRow>,
    /// 决议.
    pub resolutions: Vec<ResolutionRow>,
    /// Resolutions of earlier meetings that were reported to it last.
    pub told: Vec<ResolutionRow>,
    /// The month's matters, of a meeting that looks at them.
    pub review: Option<Review>,
}

fn time(time: Option<NaiveTime>) -> Option<String> {
    time.map(|time| time.format("%H:%M").to_string())
}

/// Name of a person.
pub(super) fn name(register: &Register, person: Option<Id>) -> Option<String> {
    Some(register.person(person?)?.name.clone())
}

fn row(register: &Register, met: &Met, meeting: &Meeting) -> MeetingRow {
    let taken = met.resolutions(meeting.id);
    MeetingRow {
        id: meeting.id.to_string(),
        kind: meeting.kind.clone(),
        name: meeting.name.clone(),
        date: meeting.date.to_string(),
        start: time(meeting.start),
        end: time(meeting.end),
        place: meeting.place.clone(),
        group: unit_name(register, meeting.unit),
        chair: name(register, meeting.chair),
        expected: met.count(meeting.id, AttendanceState::is_expected) as u32,
        present: met.count(meeting.id, |state| state == AttendanceState::Present) as u32,
        guests: met.count(meeting.id, |state| state == AttendanceState::Guest) as u32,
        resolutions: taken.len() as u32,
        open: taken.iter().filter(|row| row.done_on.is_none()).count() as u32,
        late: is_late(meeting.date, meeting.entered_on),
    }
}

/// Meetings of a period, newest first.
///
/// # Errors
/// `not_a_date` for a period that is none; a grid that is not there; what the store says.
pub fn meetings(session: &Session, query: &MeetingQuery) -> Result<Page<MeetingRow>> {
    let register = session.register()?;
    let period = Period::read(query.period.as_deref(), session.today())?;
    let person = query.person.as_deref().map(id).transpose()?;
    let unit = asked::unit(&register, query.grid.as_deref())?;
    let text = asked::words(query.text.as_deref());
    let met = session.read(|reader| Met::read(reader, period))?;
    let said = |meeting: &Meeting, text: &str| {
        let own = [Some(&meeting.name), meeting.topic.as_ref(), meeting.place.as_ref()];
        let taken = met.resolutions(meeting.id).iter().map(|row: &Resolution| &row.text);
        own.into_iter().flatten().chain(&meeting.agenda).chain(taken).any(|words| words.contains(text))
    };
    let wanted = |meeting: &&Meeting| {
        query.kind.as_ref().is_none_or(|kind| meeting.kind == *kind)
            && unit.is_none_or(|unit| meeting.unit == Some(unit))
            && person.is_none_or(|person| met.people(meeting.id).iter().any(|row| row.person == person))
            && text.is_none_or(|text| said(meeting, text))
    };
    let found: Vec<&Meeting> = met.meetings.iter().rev().filter(wanted).collect();
    let shown = found.iter().skip(query.offset).take(query.limit.min(500));
    let rows = shown.map(|meeting| row(&register, &met, meeting)).collect();
    Ok(Page { total: found.len(), rows })
}

/// One meeting with its minutes.
///
/// # Errors
/// A meeting that is not there; what the store says.
pub fn meeting(session: &Session, meeting: &str) -> Result<MeetingView> {
    let meeting = id(meeting)?;
    let register = session.register()?;
    let standard = session.standard()?;
    let looks = &standard.meetings;
    session.read(|reader| {
        let meeting: Meeting = reader.get(meeting)?.ok_or_else(Failure::gone)?;
        let day = meeting.date.first_day();
        let met = Met::read(reader, Period { from: day, to: day })?;
        let meeting = met.meetings.iter().find(|row| row.id == meeting.id).ok_or_else(Failure::gone)?;
        let minutes = met.minutes(reader, meeting.id)?;
        let taken = Taken::read(reader, &register, session.today())?;
        let rows = |list: &[Resolution]| list.iter().filter_map(|row| resolution_row(&taken, row)).collect();
        let text = |id: Option<Id>| id.map(|id| id.to_string());
        let grid = register.grid_of_unit(meeting.unit);
        let reviews = looks.iter().any(|kind| kind.review && kind.kind == meeting.kind);
        let of = ReviewOf { month: Month::of(day), unit: meeting.unit, as_of: day };
        Ok(MeetingView {
            row: row(&register, &met, meeting),
            grid: grid.map(|grid| grid.id.to_string()),
            chair: text(meeting.chair),
            recorder: text(meeting.recorder),
            recorder_name: name(&register, meeting.recorder),
            topic: meeting.topic.clone(),
            agenda: meeting.agenda.clone(),
            guests: meeting.guests.clone(),
            remark: meeting.remark.clone(),
            entered_on: meeting.entered_on.to_string(),
            people: met
                .people(meeting.id)
                .iter()
                .map(|row| AttendanceRow {
                    person: row.person.to_string(),
                    name: name(&register, Some(row.person)).unwrap_or_default(),
                    state: row.state.word(),
                    reason: row.reason.clone(),
                })
                .collect(),
            speeches: minutes
                .speeches
                .iter()
                .map(|row| SpeechRow {
                    person: text(row.person),
                    name: name(&register, row.person).or_else(|| row.speaker.clone()).unwrap_or_default(),
                    text: row.text.clone(),
                })
                .collect(),
            votes: minutes
                .votes
                .iter()
                .map(|row| VoteRow { subject: row.subject.clone(), yes: row.yes, no: row.no, abstained: row.abstained })
                .collect(),
            resolutions: rows(met.resolutions(meeting.id)),
            told: rows(&minutes.told),
            review: reviews.then(|| review(reader, of)).transpose()?,
        })
    })
}
