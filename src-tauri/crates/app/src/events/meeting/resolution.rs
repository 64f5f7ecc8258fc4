//! 决议: taken at a meeting, carried over to those after it until it is done.

use domain::date::PartialDate;
use domain::id::Id;
use domain::meeting::{Meeting, Resolution};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::events::ground::Ground;
use crate::events::rows::{Line, Rows, Typed};
use crate::events::{Act, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// A resolution as a meeting takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Resolves {
    /// Row id of one that is there already, when minutes are corrected.
    pub resolution: Option<String>,
    /// 议定事项.
    pub text: String,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// 责任单位, or a 责任人 who is not in the register.
    pub owner_name: Option<String>,
    /// 时限.
    pub due: Option<String>,
}

/// How a resolution of an earlier meeting stands, as reported to a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Reports {
    /// Row id of the resolution.
    pub resolution: String,
    /// 办理情况; what was known before when it is left out.
    pub progress: Option<String>,
    /// It is done.
    pub done: bool,
}

/// 登记决议办理情况: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct ResolutionProgress {
    /// Row id of the resolution.
    pub resolution: String,
    /// 办理情况.
    pub progress: Option<String>,
    /// Row id of the later meeting to which it was reported.
    pub meeting: Option<String>,
    /// Row id of the 责任人, when somebody else takes it over.
    pub owner: Option<String>,
    /// 责任单位, or a 责任人 who is not in the register.
    pub owner_name: Option<String>,
    /// 时限.
    pub due: Option<String>,
}

/// 决议办结.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct ResolutionDone {
    /// Row id of the resolution.
    pub resolution: String,
    /// The day on which it was done; empty: it is not done after all.
    pub date: String,
    /// 办理结果.
    pub result: Option<String>,
    /// Row id of the later meeting to which it was reported.
    pub meeting: Option<String>,
}

impl Act for ResolutionProgress {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let (mut row, meeting) = known(ground, &self.resolution)?;
        typed::change(self.progress.as_ref(), &mut row.progress);
        typed::change(self.owner_name.as_ref(), &mut row.owner_name);
        if let Some(owner) = &self.owner {
            // Whoever takes it over is here now, whoever was there when it was taken.
            row.owner = self::owner(ground, Some(owner), PartialDate::from(ground.today))?;
        }
        if let Some(due) = &self.due {
            row.due = self::due(Some(due), &meeting)?;
        }
        tell(ground, &mut row, &meeting, self.meeting.as_deref())?;
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for ResolutionDone {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let (mut row, meeting) = known(ground, &self.resolution)?;
        if typed::text(Some(&self.date)).is_none() {
            (row.done_on, row.result) = (None, None);
        } else {
            let done = ground.day(&self.date, "办结日期")?;
            if done.first_day() < meeting.date.first_day() {
                return Err(done_before().at("date"));
            }
            row.done_on = Some(done.first_day());
            typed::change(self.result.as_ref(), &mut row.result);
        }
        tell(ground, &mut row, &meeting, self.meeting.as_deref())?;
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

fn done_before() -> Failure {
    Failure::new("done_before", "办结日期早于作出决议的会议，请核对")
}

fn told_before() -> Failure {
    Failure::new("told_before", "决议要在作出它以后的会议上通报，请核对会议日期")
}

fn known(ground: &Ground<'_, '_>, resolution: &str) -> Result<(Resolution, Meeting)> {
    let row: Option<Resolution> = ground.write.get(id(resolution)?)?;
    let row = row.ok_or_else(|| Failure::gone().at("resolution"))?;
    let meeting = ground.write.get(row.meeting)?.ok_or_else(Failure::gone)?;
    Ok((row, meeting))
}

fn owner(ground: &Ground<'_, '_>, owner: Option<&str>, date: PartialDate) -> Result<Option<Id>> {
    let Some(owner) = typed::text(owner) else { return Ok(None) };
    ground.there(&owner, date).map(Some).map_err(|failure| failure.at("owner"))
}

fn due(due: Option<&str>, meeting: &Meeting) -> Result<Option<PartialDate>> {
    let due = typed::maybe_date(due, "due")?;
    if due.is_some_and(|due| due.last_day() < meeting.date.first_day()) {
        return Err(Failure::new("due_before", "时限早于会议日期，请核对").at("due"));
    }
    Ok(due)
}

/// It was reported to a meeting after the one that took it.
fn tell(ground: &Ground<'_, '_>, row: &mut Resolution, taken: &Meeting, meeting: Option<&str>) -> Result<()> {
    let Some(said) = meeting else { return Ok(()) };
    let Some(later) = typed::text(Some(said)) else {
        row.told_at = None;
        return Ok(());
    };
    let later: Meeting = super::known(ground, &later)?;
    if later.id == taken.id || later.date.first_day() < taken.date.first_day() {
        return Err(told_before().at("meeting"));
    }
    row.told_at = Some(later.id);
    Ok(())
}

impl Line for Resolution {
    fn id(&self) -> Id {
        self.id
    }
}

impl Typed for Resolves {
    fn known(&self) -> (Option<&str>, &'static str) {
        (self.resolution.as_deref(), "resolution")
    }
}

/// Writes what a meeting decided, in its order; how one that was there stands stays with it.
pub(super) fn put(ground: &mut Ground<'_, '_>, meeting: &Meeting, said: Option<&[Resolves]>) -> Result<()> {
    let Some(said) = said else { return Ok(()) };
    let before = ground.write.resolutions_of(meeting.id)?;
    let rows =
        Rows { list: "resolutions", before: &before, said, twice: "同一条决议写了两次，请去掉一条" };
    rows.put(ground, |ground, known, n, typed| row(ground, meeting, known, n, typed))
}

fn row(
    ground: &mut Ground<'_, '_>,
    meeting: &Meeting,
    known: Option<&Resolution>,
    n: u32,
    typed: &Resolves,
) -> Result<Resolution> {
    let said = typed::text(typed.owner.as_deref());
    // Whose it was already is not looked at again.
    let same = known.and_then(|row| row.owner).filter(|owner| said.as_deref() == Some(&owner.to_string()));
    let owner = match same {
        Some(owner) => Some(owner),
        None => owner(ground, said.as_deref(), meeting.date)?,
    };
    Ok(Resolution {
        id: known.map_or_else(|| ground.write.mint(), |row| row.id),
        meeting: meeting.id,
        n,
        text: typed::needed(&typed.text, "议定事项", "text")?,
        owner,
        owner_name: typed::text(typed.owner_name.as_deref()),
        due: due(typed.due.as_deref(), meeting)?,
        progress: known.and_then(|row| row.progress.clone()),
        done_on: known.and_then(|row| row.done_on),
        result: known.and_then(|row| row.result.clone()),
        told_at: known.and_then(|row| row.told_at),
    })
}

/// After a change of the day: nothing was done or reported before it was decided, and what this meeting was told that it
/// is done, is done on its new day.
pub(super) fn follow(ground: &mut Ground<'_, '_>, before: &Meeting, now: &Meeting) -> Result<()> {
    let day = now.date.first_day();
    for row in ground.write.resolutions_of(now.id)? {
        if row.done_on.is_some_and(|done| done < day) {
            return Err(done_before().at("date"));
        }
        let told: Option<Meeting> = row.told_at.map(|told| ground.write.get(told)).transpose()?.flatten();
        if told.is_some_and(|told| told.date.first_day() < day) {
            return Err(told_before().at("date"));
        }
    }
    for mut row in ground.write.resolutions_told_at(now.id)? {
        let taken: Option<Meeting> = ground.write.get(row.meeting)?;
        if taken.is_some_and(|taken| day < taken.date.first_day()) {
            return Err(told_before().at("date"));
        }
        if row.done_on == Some(before.date.first_day()) {
            row.done_on = Some(day);
            ground.write.put(&row)?;
        }
    }
    Ok(())
}

/// Writes how resolutions of earlier meetings stand, as this one was told.
pub(super) fn report(ground: &mut Ground<'_, '_>, meeting: &Meeting, said: &[Reports]) -> Result<()> {
    let day = meeting.date.first_day();
    for (at, typed) in said.iter().enumerate() {
        let in_row = |failure: Failure| failure.of_row("reports", at);
        let (mut row, taken) = known(ground, &typed.resolution).map_err(in_row)?;
        let again = row.told_at == Some(meeting.id);
        if row.done_on.is_some() && !again {
            return Err(in_row(Failure::new("done_already", "这条决议已经办结，不用再通报").at("resolution")));
        }
        if taken.id == meeting.id || day < taken.date.first_day() {
            return Err(in_row(told_before().at("resolution")));
        }
        if let Some(progress) = typed::text(typed.progress.as_deref()) {
            row.progress = Some(progress);
        }
        row.told_at = Some(meeting.id);
        row.done_on = typed.done.then_some(day);
        row.result = row.progress.clone().filter(|_| typed.done);
        ground.write.put(&row)?;
    }
    Ok(())
}

/// What was reported to a meeting that is taken out was not; what it was told that it is done, is open again.
pub(super) fn untell(ground: &mut Ground<'_, '_>, meeting: &Meeting) -> Result<()> {
    for mut row in ground.write.resolutions_told_at(meeting.id)? {
        row.told_at = None;
        if row.done_on == Some(meeting.date.first_day()) {
            (row.done_on, row.result) = (None, None);
        }
        ground.write.put(&row)?;
    }
    Ok(())
}
