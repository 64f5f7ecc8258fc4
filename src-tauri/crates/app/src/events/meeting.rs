//! 会议: recorded with its whole minutes, corrected, taken out again when it was entered by mistake. Clauses 3.1, 3.2, 5.2.

mod minutes;
mod resolution;

use std::sync::Arc;

use chrono::Datelike;
use domain::id::Id;
use domain::meeting::{Attendance, Meeting, Resolution, Speech, Vote};
use domain::organisation::StationRole;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::activity::{only_unit, unit_of};
use super::ground::Ground;
use super::{Act, sealed, typed};
use crate::failure::{Failure, Result};
use crate::session::id;
use crate::standard::{Level, MeetingKind, Standard};
pub use minutes::{Attends, Casts, Says};
pub use resolution::{Reports, ResolutionDone, ResolutionProgress, Resolves};

/// 登记会议, from agenda to resolutions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct HoldMeeting {
    /// One of the pack's kinds.
    pub kind: String,
    /// 会议名称; month and kind when it is left out.
    pub name: Option<String>,
    /// The day.
    pub date: String,
    /// `08:30`.
    pub start: Option<String>,
    /// `10:00`.
    pub end: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// Row id of the grid whose party group held it; a book's only one when it is left out of a group's meeting, else
    /// the village.
    pub grid: Option<String>,
    /// Row id of the 主持人, who was there.
    pub chair: Option<String>,
    /// Row id of the 记录人, who was there.
    pub recorder: Option<String>,
    /// 主题.
    pub topic: Option<String>,
    /// 议题, in their order.
    pub agenda: Vec<String>,
    /// 列席 who are not in the register.
    pub guests: Option<String>,
    /// 备注.
    pub remark: Option<String>,
    /// Who was and was not there.
    pub people: Vec<Attends>,
    /// 发言记录, in its order.
    pub speeches: Vec<Says>,
    /// 表决.
    pub votes: Vec<Casts>,
    /// 决议.
    pub resolutions: Vec<Resolves>,
    /// How resolutions of meetings before it stand (通报).
    pub reports: Vec<Reports>,
    /// 补记: its month is sealed, and that is known.
    pub late: Option<bool>,
}

/// 修改会议记录: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditMeeting {
    /// Row id of the meeting.
    pub meeting: String,
    /// One of the pack's kinds.
    pub kind: Option<String>,
    /// 会议名称.
    pub name: Option<String>,
    /// The day.
    pub date: Option<String>,
    /// `08:30`.
    pub start: Option<String>,
    /// `10:00`.
    pub end: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// Row id of the grid whose party group held it.
    pub grid: Option<String>,
    /// Row id of the 主持人.
    pub chair: Option<String>,
    /// Row id of the 记录人.
    pub recorder: Option<String>,
    /// 主题.
    pub topic: Option<String>,
    /// 议题, all of them.
    pub agenda: Option<Vec<String>>,
    /// 列席 who are not in the register.
    pub guests: Option<String>,
    /// 备注.
    pub remark: Option<String>,
    /// Everybody of the attendance: who is not among them any more is taken out.
    pub people: Option<Vec<Attends>>,
    /// All that was said.
    pub speeches: Option<Vec<Says>>,
    /// All votes.
    pub votes: Option<Vec<Casts>>,
    /// All resolutions: one that is not among them any more is taken out.
    pub resolutions: Option<Vec<Resolves>>,
    /// How resolutions of meetings before it stand; those that are left out stay.
    pub reports: Vec<Reports>,
    /// 补记: its month is sealed, and that is known.
    pub late: Option<bool>,
}

/// 删除误记的会议: with its minutes; what was reported to it is open again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct DropMeeting {
    /// Row id of the meeting.
    pub meeting: String,
    /// 补记: its month is sealed, and that is known.
    #[serde(default)]
    pub late: Option<bool>,
}

impl Act for HoldMeeting {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let id = ground.write.mint();
        let standard = Arc::clone(&ground.standard);
        let kind = kind(&standard, &self.kind)?;
        let date = ground.day(&self.date, "会议日期")?;
        sealed::open(ground, date, self.late)?;
        let unit = typed::text(self.grid.as_deref()).map(|grid| unit_of(ground, &grid)).transpose()?;
        let mut meeting = Meeting {
            id,
            kind: kind.kind.clone(),
            name: typed::text(self.name.as_deref()).unwrap_or_default(),
            date,
            start: typed::time(self.start.as_deref(), "start")?,
            end: typed::time(self.end.as_deref(), "end")?,
            place: typed::text(self.place.as_deref()),
            unit: whose(ground, kind, unit)?,
            chair: person(ground, self.chair.as_deref(), "chair")?,
            recorder: person(ground, self.recorder.as_deref(), "recorder")?,
            topic: typed::text(self.topic.as_deref()),
            agenda: lines(&self.agenda),
            guests: typed::text(self.guests.as_deref()),
            remark: typed::text(self.remark.as_deref()),
            entered_on: ground.today,
        };
        call(&mut meeting);
        let said = minutes::Said {
            people: Some(&self.people),
            speeches: Some(&self.speeches),
            votes: Some(&self.votes),
            resolutions: Some(&self.resolutions),
            reports: &self.reports,
        };
        minutes::put(ground, None, &meeting, &said)?;
        Ok(id)
    }
}

impl Act for EditMeeting {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let before = known(ground, &self.meeting)?;
        let mut meeting = before.clone();
        if let Some(date) = &self.date {
            meeting.date = ground.day(date, "会议日期")?;
        }
        for date in [before.date, meeting.date] {
            sealed::open(ground, date, self.late)?;
        }
        if self.kind.is_some() || self.grid.is_some() {
            let standard = Arc::clone(&ground.standard);
            let kind = kind(&standard, self.kind.as_deref().unwrap_or(&meeting.kind))?;
            let unit = match &self.grid {
                Some(grid) => typed::text(Some(grid)).map(|grid| unit_of(ground, &grid)).transpose()?,
                None => meeting.unit.filter(|_| kind.level != Level::Village),
            };
            meeting.unit = whose(ground, kind, unit)?;
            meeting.kind.clone_from(&kind.kind);
        }
        let times = [(&self.start, &mut meeting.start, "start"), (&self.end, &mut meeting.end, "end")];
        for (said, kept, field) in times {
            if said.is_some() {
                *kept = typed::time(said.as_deref(), field)?;
            }
        }
        let people = [(&self.chair, &mut meeting.chair, "chair"), (&self.recorder, &mut meeting.recorder, "recorder")];
        for (said, kept, field) in people {
            if said.is_some() {
                *kept = person(ground, said.as_deref(), field)?;
            }
        }
        let texts = [
            (&self.place, &mut meeting.place),
            (&self.topic, &mut meeting.topic),
            (&self.guests, &mut meeting.guests),
            (&self.remark, &mut meeting.remark),
        ];
        for (said, kept) in texts {
            typed::change(said.as_ref(), kept);
        }
        if let Some(agenda) = &self.agenda {
            meeting.agenda = lines(agenda);
        }
        if let Some(name) = &self.name {
            meeting.name = typed::text(Some(name)).unwrap_or_default();
        }
        call(&mut meeting);
        let said = minutes::Said {
            people: self.people.as_deref(),
            speeches: self.speeches.as_deref(),
            votes: self.votes.as_deref(),
            resolutions: self.resolutions.as_deref(),
            reports: &self.reports,
        };
        minutes::put(ground, Some(&before), &meeting, &said)?;
        Ok(meeting.id)
    }
}

impl Act for DropMeeting {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let meeting = known(ground, &self.meeting)?;
        sealed::open(ground, meeting.date, self.late)?;
        let id = meeting.id;
        resolution::untell(ground, &meeting)?;
        for row in ground.write.attendance_of(id)? {
            ground.write.remove::<Attendance>(row.id)?;
        }
        for row in ground.write.speeches_of(id)? {
            ground.write.remove::<Speech>(row.id)?;
        }
        for row in ground.write.votes_of(id)? {
            ground.write.remove::<Vote>(row.id)?;
        }
        for row in ground.write.resolutions_of(id)? {
            ground.write.remove::<Resolution>(row.id)?;
        }
        ground.write.remove::<Meeting>(id)?;
        Ok(id)
    }
}

fn known(ground: &Ground<'_, '_>, meeting: &str) -> Result<Meeting> {
    ground.write.get(id(meeting)?)?.ok_or_else(|| Failure::gone().at("meeting"))
}

fn kind<'s>(standard: &'s Standard, word: &str) -> Result<&'s MeetingKind> {
    let kinds = &standard.meetings;
    let word = typed::needed(word, "会议类型", "kind")?;
    kinds.iter().find(|kind| kind.kind == word).ok_or_else(|| {
        let words: Vec<&str> = kinds.iter().map(|kind| kind.kind.as_str()).collect();
        Failure::new("unknown_kind", format!("会议类型请写{}", words.join("、"))).at("kind")
    })
}

/// Which unit held a meeting of this kind: what was said, else the only party group there is, else the village.
fn whose(ground: &Ground<'_, '_>, kind: &MeetingKind, unit: Option<Id>) -> Result<Option<Id>> {
    match (unit, kind.level) {
        (Some(_), Level::Village) => {
            let words = "这种会议由村里召开，请不要选网格，或另选会议类型";
            Err(Failure::new("village_meeting", words).at("grid"))
        }
        (Some(unit), _) => Ok(Some(unit)),
        (None, Level::Grid) => {
            let needed = || Failure::new("grid_needed", "请选是哪个网格党小组的会议").at("grid");
            only_unit(ground)?.map(Some).ok_or_else(needed)
        }
        // A party group's own book holds what the group did for its branch.
        (None, Level::Branch) if ground.write.station()?.role == StationRole::Grid => only_unit(ground),
        (None, _) => Ok(None),
    }
}

/// A record of somebody; whether they were there is looked at with the attendance.
fn person(ground: &Ground<'_, '_>, person: Option<&str>, field: &str) -> Result<Option<Id>> {
    let Some(person) = typed::text(person) else { return Ok(None) };
    ground.person(&person).map(|person| Some(person.id)).map_err(|failure| failure.at(field))
}

fn lines(texts: &[String]) -> Vec<String> {
    texts.iter().filter_map(|text| typed::text(Some(text))).collect()
}

/// A meeting without a name is called after its month and kind.
fn call(meeting: &mut Meeting) {
    if meeting.name.is_empty() {
        let day = meeting.date.first_day();
        meeting.name = format!("{}年{}月{}", day.year(), day.month(), meeting.kind);
    }
}
