//! The minutes of a meeting: who was there, what was said and voted on. Whoever chairs, records or speaks was in the room;
//! no more people vote than came.

use std::collections::{HashMap, HashSet};

use domain::date::PartialDate;
use domain::id::Id;
use domain::meeting::{Attendance, AttendanceState, Meeting, Speech, Vote};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::resolution::{self, Reports, Resolves};
use crate::events::ground::Ground;
use crate::events::typed::{self, Count};
use crate::failure::{Failure, Result};
use crate::merged::Merged;
use crate::session::id;

/// Somebody of the attendance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Attends {
    /// Row id of the person.
    pub person: String,
    /// 到会, 缺席, 免到, 列席; 到会 when it is left out.
    pub state: Option<String>,
    /// Why absent or excused.
    pub reason: Option<String>,
}

/// What one person said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Says {
    /// Row id of the person, who was there; or
    pub person: Option<String>,
    /// the name of a guest who is not in the register.
    pub speaker: Option<String>,
    /// What.
    pub text: String,
}

/// One vote, in heads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Casts {
    /// 表决事项.
    pub subject: String,
    /// 赞成.
    pub yes: Option<Count>,
    /// 反对.
    pub no: Option<Count>,
    /// 弃权.
    pub abstained: Option<Count>,
}

/// What was said of the minutes; a part that is left out stays as it is.
pub(super) struct Said<'e> {
    pub people: Option<&'e [Attends]>,
    pub speeches: Option<&'e [Says]>,
    pub votes: Option<&'e [Casts]>,
    pub resolutions: Option<&'e [Resolves]>,
    pub reports: &'e [Reports],
}

/// Writes a meeting with what was said of its minutes. `before` is the meeting as it was.
pub(super) fn put(
    ground: &mut Ground<'_, '_>,
    before: Option<&Meeting>,
    meeting: &Meeting,
    said: &Said<'_>,
) -> Result<()> {
    typed::in_order(meeting.start, meeting.end)?;
    ground.write.put(meeting)?;
    let merged = Merged::read(ground.write)?;
    let moved = before.is_some_and(|before| before.date != meeting.date);
    let people = attendance(ground, &merged, meeting, moved, said.people)?;
    let room = Room::of(&merged, &people);
    let in_charge = [
        (meeting.chair, "chair", "chair_absent", "主持人不在到会的人里，请核对到会情况或另选主持人"),
        (meeting.recorder, "recorder", "recorder_absent", "记录人不在到会的人里，请核对到会情况或另选记录人"),
    ];
    for (person, field, code, words) in in_charge {
        if person.is_some_and(|person| !room.holds(person)) {
            return Err(Failure::new(code, words).at(field));
        }
    }
    speeches(ground, meeting, &room, said.speeches)?;
    votes(ground, meeting, &room, said.votes)?;
    resolution::put(ground, meeting, said.resolutions)?;
    if let Some(before) = before.filter(|_| moved) {
        resolution::follow(ground, before, meeting)?;
    }
    resolution::report(ground, meeting, said.reports)
}

/// Who was in the room, records that were merged taken as one.
struct Room<'m> {
    merged: &'m Merged,
    states: HashMap<Id, AttendanceState>,
}

impl<'m> Room<'m> {
    fn of(merged: &'m Merged, people: &[Attendance]) -> Self {
        let mut states = HashMap::new();
        for row in people {
            states.entry(merged.kept(row.person)).or_insert(row.state);
        }
        Self { merged, states }
    }

    fn holds(&self, person: Id) -> bool {
        self.states.get(&self.merged.kept(person)).is_some_and(|state| state.is_there())
    }

    /// How many came who count.
    fn present(&self) -> usize {
        self.states.values().filter(|state| **state == AttendanceState::Present).count()
    }
}

/// Writes the attendance and gives it; who was in it already keeps their row.
fn attendance(
    ground: &mut Ground<'_, '_>,
    merged: &Merged,
    meeting: &Meeting,
    moved: bool,
    people: Option<&[Attends]>,
) -> Result<Vec<Attendance>> {
    let before = ground.write.attendance_of(meeting.id)?;
    let Some(people) = people else {
        for (at, row) in before.iter().enumerate().filter(|_| moved) {
            there(ground, merged, row.person, meeting.date).map_err(|failure| failure.of_row("people", at))?;
        }
        return Ok(before);
    };
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for (at, typed) in people.iter().enumerate() {
        let in_row = |failure: Failure| failure.of_row("people", at);
        let person = id(&typed.person).map_err(|failure| in_row(failure.at("person")))?;
        let known = before.iter().find(|row| merged.kept(row.person) == merged.kept(person));
        // Who was there already is not looked at again: who lived where may have been put right since.
        if known.is_none() || moved {
            there(ground, merged, known.map_or(person, |row| row.person), meeting.date).map_err(in_row)?;
        }
        if !seen.insert(merged.kept(person)) {
            return Err(in_row(Failure::new("twice", "同一个人写了两次，请去掉一个").at("person")));
        }
        let row = Attendance {
            id: known.map_or_else(|| ground.write.mint(), |row| row.id),
            meeting: meeting.id,
            person: known.map_or(person, |row| row.person),
            state: state(typed.state.as_deref()).map_err(in_row)?,
            reason: typed::text(typed.reason.as_deref()),
        };
        ground.write.put(&row)?;
        rows.push(row);
    }
    for gone in before.iter().filter(|row| !seen.contains(&merged.kept(row.person))) {
        ground.write.remove::<Attendance>(gone.id)?;
    }
    Ok(rows)
}

/// Somebody who lived here on the day, by the record that was written or the one that stands for it now.
fn there(ground: &Ground<'_, '_>, merged: &Merged, person: Id, date: PartialDate) -> Result<()> {
    let written = ground.there(&person.to_string(), date);
    let kept = merged.kept(person);
    if written.is_err() && kept != person && ground.there(&kept.to_string(), date).is_ok() {
        return Ok(());
    }
    written.map(drop)
}

fn state(word: Option<&str>) -> Result<AttendanceState> {
    let Some(word) = typed::text(word) else { return Ok(AttendanceState::Present) };
    AttendanceState::from_word(&word)
        .ok_or_else(|| Failure::new("unknown_state", "到会情况请写到会、缺席、免到或列席").at("state"))
}

/// Writes what was said, in its order; nobody speaks who was not in the room.
fn speeches(ground: &mut Ground<'_, '_>, meeting: &Meeting, room: &Room<'_>, said: Option<&[Says]>) -> Result<()> {
    let before = ground.write.speeches_of(meeting.id)?;
    let mut now = before.clone();
    if let Some(said) = said {
        now.clear();
        for (at, typed) in said.iter().enumerate() {
            let row = speech(ground, meeting, before.get(at), at, typed);
            now.push(row.map_err(|failure| failure.of_row("speeches", at))?);
        }
    }
    for (at, row) in now.iter().enumerate() {
        if row.person.is_some_and(|person| !room.holds(person)) {
            let words = "发言的人不在到会的人里，请核对到会情况；不在册的人请写在「其他发言人」";
            return Err(Failure::new("speaker_absent", words).at("person").of_row("speeches", at));
        }
        ground.write.put(row)?;
    }
    for gone in before.iter().skip(now.len()) {
        ground.write.remove::<Speech>(gone.id)?;
    }
    Ok(())
}

fn speech(
    ground: &mut Ground<'_, '_>,
    meeting: &Meeting,
    known: Option<&Speech>,
    at: usize,
    typed: &Says,
) -> Result<Speech> {
    let person = typed::text(typed.person.as_deref());
    let speaker = typed::text(typed.speaker.as_deref());
    if person.is_some() == speaker.is_some() {
        return Err(Failure::new("one_speaker", "一条发言写一个发言人，请选一个").at("person"));
    }
    Ok(Speech {
        id: known.map_or_else(|| ground.write.mint(), |row| row.id),
        meeting: meeting.id,
        n: at as u32 + 1,
        person: person.map(|person| ground.person(&person).map(|person| person.id)).transpose()?,
        speaker,
        text: typed::needed(&typed.text, "发言内容", "text")?,
    })
}

/// Writes the votes, in their order; no more people voted than came.
fn votes(ground: &mut Ground<'_, '_>, meeting: &Meeting, room: &Room<'_>, said: Option<&[Casts]>) -> Result<()> {
    let before = ground.write.votes_of(meeting.id)?;
    let mut now = before.clone();
    if let Some(said) = said {
        now.clear();
        for (at, typed) in said.iter().enumerate() {
            let row = vote(ground, meeting, before.get(at), at, typed);
            now.push(row.map_err(|failure| failure.of_row("votes", at))?);
        }
    }
    for (at, row) in now.iter().enumerate() {
        let wrong = match (row.heads() as usize, room.present()) {
            (0, _) => Failure::new("no_votes", "赞成、反对、弃权都是 0，请填票数，或去掉这一条表决"),
            (heads, present) if heads > present => {
                let words = format!("票数合计 {heads}，多于实到的 {present} 人，请核对票数或到会情况");
                Failure::new("more_votes_than_people", words)
            }
            _ => {
                ground.write.put(row)?;
                continue;
            }
        };
        return Err(wrong.at("yes").of_row("votes", at));
    }
    for gone in before.iter().skip(now.len()) {
        ground.write.remove::<Vote>(gone.id)?;
    }
    Ok(())
}

fn vote(
    ground: &mut Ground<'_, '_>,
    meeting: &Meeting,
    known: Option<&Vote>,
    at: usize,
    typed: &Casts,
) -> Result<Vote> {
    let heads = |count: &Option<Count>, field| Ok::<_, Failure>(typed::count(count.as_ref(), field)?.unwrap_or(0));
    Ok(Vote {
        id: known.map_or_else(|| ground.write.mint(), |row| row.id),
        meeting: meeting.id,
        n: at as u32 + 1,
        subject: typed::needed(&typed.subject, "表决事项", "subject")?,
        yes: heads(&typed.yes, "yes")?,
        no: heads(&typed.no, "no")?,
        abstained: heads(&typed.abstained, "abstained")?,
    })
}
