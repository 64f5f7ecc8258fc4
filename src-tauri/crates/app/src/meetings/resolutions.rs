//! 决议 as lists and forms show them: what was decided, who sees it done, how it stands.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::date::holds_on;
use domain::id::Id;
use domain::meeting::{Meeting, Resolution};
use domain::register::Register;
use serde::{Deserialize, Serialize};
use store::Reader;
use ts_rs::TS;

use super::list::name;
use crate::activities::{Period, unit_name};
use crate::asked;
use crate::failure::Result;
use crate::history::Page;
use crate::merged::Merged;
use crate::session::Session;

/// Which resolutions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct ResolutionQuery {
    /// Taken in `2026-03` or `2026`; blank = all.
    pub period: Option<String>,
    /// Only open ones, or only those that are done.
    pub open: Option<bool>,
    /// Only of this grid: row id, name or number.
    pub grid: Option<String>,
    /// Only with these words in text, progress or result.
    pub text: Option<String>,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// A resolution in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ResolutionRow {
    /// Row id.
    pub id: String,
    /// Row id of the meeting that took it.
    pub meeting: String,
    /// Its name.
    pub meeting_name: String,
    /// Its day.
    pub meeting_date: String,
    /// Name of the party group; blank = the village.
    pub group: Option<String>,
    /// 议定事项.
    pub text: String,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// 责任单位 or 责任人 outside of the register, as typed.
    pub owner_name: Option<String>,
    /// 责任单位 and 责任人 in words.
    pub who: String,
    /// It is open, and the 责任人 does not live here any more.
    pub left: bool,
    /// 时限.
    pub due: Option<String>,
    /// Open, and its last day is over.
    pub late: bool,
    /// 办理情况.
    pub progress: Option<String>,
    /// The day on which it was done; blank = open.
    pub done_on: Option<String>,
    /// 办理结果.
    pub result: Option<String>,
    /// The day of the later meeting to which it was reported last.
    pub told_on: Option<String>,
}

/// All meetings by id, and who lives here, so that rows can be made without asking again.
pub(super) struct Taken<'r> {
    register: &'r Register,
    meetings: HashMap<Id, Meeting>,
    here: HashSet<Id>,
    today: NaiveDate,
}

impl<'r> Taken<'r> {
    pub fn read(reader: &Reader<'_>, register: &'r Register, today: NaiveDate) -> Result<Self> {
        let meetings = reader.all::<Meeting>()?.into_iter().map(|row| (row.id, row)).collect();
        let stays = register.rows().residences.iter().filter(|stay| holds_on(stay.from, stay.to, today));
        Ok(Self { register, meetings, here: stays.map(|stay| stay.person).collect(), today })
    }
}

/// 责任单位 and 责任人 in words.
pub(crate) fn who(register: &Register, row: &Resolution) -> String {
    let words: Vec<String> = [row.owner_name.clone(), name(register, row.owner)].into_iter().flatten().collect();
    words.join(" ")
}

/// A resolution for a list; its owner is a record that was not merged into another.
pub(super) fn row(taken: &Taken<'_>, row: &Resolution) -> Option<ResolutionRow> {
    let meeting = taken.meetings.get(&row.meeting)?;
    let told = row.told_at.and_then(|told| taken.meetings.get(&told));
    Some(ResolutionRow {
        id: row.id.to_string(),
        meeting: meeting.id.to_string(),
        meeting_name: meeting.name.clone(),
        meeting_date: meeting.date.to_string(),
        group: unit_name(taken.register, meeting.unit),
        text: row.text.clone(),
        owner: row.owner.map(|owner| owner.to_string()),
        owner_name: row.owner_name.clone(),
        who: who(taken.register, row),
        left: row.done_on.is_none() && row.owner.is_some_and(|owner| !taken.here.contains(&owner)),
        due: row.due.map(|due| due.to_string()),
        late: row.is_late_on(taken.today),
        progress: row.progress.clone(),
        done_on: row.done_on.map(|done| done.to_string()),
        result: row.result.clone(),
        told_on: told.map(|told| told.date.to_string()),
    })
}

/// The resolutions that are open on the evening of a day and were taken by then, of one unit (none = the village): the
/// oldest first.
pub(super) fn open_of(
    reader: &Reader<'_>,
    register: &Register,
    unit: Option<Id>,
    day: NaiveDate,
) -> Result<Vec<ResolutionRow>> {
    let taken = Taken::read(reader, register, day)?;
    let merged = Merged::read(reader)?;
    let mut found: Vec<(NaiveDate, Resolution)> = Vec::new();
    for row in reader.all::<Resolution>()?.into_iter().filter(|row| row.is_open_on(day)) {
        if let Some(meeting) = taken.meetings.get(&row.meeting)
            && meeting.unit == unit
            && meeting.date.first_day() <= day
        {
            let owner = row.owner.map(|owner| merged.kept(owner));
            found.push((meeting.date.first_day(), Resolution { owner, ..row }));
        }
    }
    found.sort_by_key(|(date, row)| (*date, row.meeting, row.n));
    Ok(found.iter().filter_map(|(_, one)| row(&taken, one)).collect())
}

/// Resolutions: open ones first, the oldest of them first; then those that are done, the newest first.
///
/// # Errors
/// `not_a_date` for a period that is none; a grid that is not there; what the store says.
pub fn resolutions(session: &Session, query: &ResolutionQuery) -> Result<Page<ResolutionRow>> {
    let register = session.register()?;
    let period = Period::read(query.period.as_deref(), session.today())?;
    let unit = asked::unit(&register, query.grid.as_deref())?;
    let text = asked::words(query.text.as_deref());
    session.read(|reader| {
        let taken = Taken::read(reader, &register, session.today())?;
        let merged = Merged::read(reader)?;
        let mut found: Vec<(NaiveDate, Resolution)> = Vec::new();
        for row in reader.all::<Resolution>()? {
            let Some(meeting) = taken.meetings.get(&row.meeting) else { continue };
            let on = meeting.date.first_day();
            let said = [Some(&row.text), row.progress.as_ref(), row.result.as_ref()];
            let wanted = (period.from..=period.to).contains(&on)
                && unit.is_none_or(|unit| meeting.unit == Some(unit))
                && query.open.is_none_or(|open| open == row.done_on.is_none())
                && text.is_none_or(|text| said.into_iter().flatten().any(|words| words.contains(text)));
            if wanted {
                let owner = row.owner.map(|owner| merged.kept(owner));
                found.push((on, Resolution { owner, ..row }));
            }
        }
        let (mut open, mut done): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, row)| row.done_on.is_none());
        open.sort_by_key(|(date, row)| (*date, row.meeting, row.n));
        done.sort_by_key(|(_, row)| (std::cmp::Reverse(row.done_on), row.meeting, row.n));
        open.append(&mut done);
        let shown = open.iter().skip(query.offset).take(query.limit.min(500));
        let rows = shown.filter_map(|(_, one)| row(&taken, one)).collect();
        Ok(Page { total: open.len(), rows })
    })
}
