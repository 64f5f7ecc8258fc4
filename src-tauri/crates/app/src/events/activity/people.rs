//! Who took part in an activity, and for how long: each once, there on that day, no more than a day has.

use std::collections::HashSet;

use domain::activity::{Activity, ActivityPart, ActivityPerson, DAY, half_hours};
use domain::id::Id;
use domain::person::PersonMerge;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::events::ground::Ground;
use crate::events::typed;
use crate::failure::{Failure, Result};

/// Somebody who took part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct TakesPart {
    /// Row id of the person.
    pub person: String,
    /// 志愿者, 参加, 主讲; 志愿者 when it is left out.
    pub part: Option<String>,
    /// 服务时长 of a volunteer in hours, by the half hour: `2`, `2.5`. As long as the activity lasted when it is left out.
    pub hours: Option<String>,
}

/// Writes everybody who took part; who was there already keeps their row.
pub(super) fn put(
    ground: &mut Ground<'_, '_>,
    activity: &Activity,
    before: &[ActivityPerson],
    people: &[TakesPart],
) -> Result<()> {
    let mut seen = HashSet::new();
    for (at, typed) in people.iter().enumerate() {
        let row = row(ground, activity, before, typed).map_err(|failure| failure.of_row("people", at))?;
        if !seen.insert(row.person) {
            let twice = Failure::new("twice", "同一个人写了两次，请去掉一个").at("person");
            return Err(twice.of_row("people", at));
        }
        ground.write.put(&row)?;
    }
    let ended = ended(ground)?;
    for gone in before.iter().filter(|row| !seen.contains(&row.person) && !ended.contains(&row.person)) {
        ground.write.remove::<ActivityPerson>(gone.id)?;
    }
    Ok(())
}

/// After a change of day or time: everybody was there on the new day, and whose hours were the activity's follow it.
pub(super) fn follow(
    ground: &mut Ground<'_, '_>,
    before: &Activity,
    now: &Activity,
    people: Vec<ActivityPerson>,
) -> Result<()> {
    let (old, new) = (lasted(before), lasted(now));
    let ended = ended(ground)?;
    for (at, mut row) in people.into_iter().filter(|row| !ended.contains(&row.person)).enumerate() {
        let is_volunteer = row.part == ActivityPart::Volunteer;
        if is_volunteer && row.half_hours == old && new.is_some() {
            row.half_hours = new;
        }
        if before.date != now.date {
            ground.there(&row.person.to_string(), now.date).map_err(|failure| failure.of_row("people", at))?;
        }
        within_a_day(ground, now, &row).map_err(|failure| failure.of_row("people", at))?;
        ground.write.put(&row)?;
    }
    Ok(())
}

fn lasted(activity: &Activity) -> Option<u8> {
    activity.start.zip(activity.end).and_then(|(start, end)| half_hours(start, end))
}

/// Records that ended in a merge: what is left on them is somebody's second row of the same activity.
fn ended(ground: &Ground<'_, '_>) -> Result<HashSet<Id>> {
    let merges: Vec<PersonMerge> = ground.write.all()?;
    Ok(merges.into_iter().filter(|merge| merge.to.is_none()).map(|merge| merge.other).collect())
}

fn row(
    ground: &mut Ground<'_, '_>,
    activity: &Activity,
    before: &[ActivityPerson],
    typed: &TakesPart,
) -> Result<ActivityPerson> {
    let person = ground.there(&typed.person, activity.date)?;
    let part = match typed::text(typed.part.as_deref()) {
        None => ActivityPart::Volunteer,
        Some(word) => ActivityPart::from_word(&word)
            .ok_or_else(|| Failure::new("unknown_part", "参加方式请写志愿者、参加或主讲").at("part"))?,
    };
    let half_hours = match typed::text(typed.hours.as_deref()) {
        Some(_) if part != ActivityPart::Volunteer => {
            return Err(Failure::new("not_volunteering", "只有志愿者记服务时长，请改参加方式或不填时长").at("hours"));
        }
        Some(hours) => Some(of_hours(&hours)?),
        None => lasted(activity).filter(|_| part == ActivityPart::Volunteer),
    };
    let known = before.iter().find(|row| row.person == person);
    let row = ActivityPerson {
        id: known.map_or_else(|| ground.write.mint(), |row| row.id),
        activity: activity.id,
        person,
        part,
        half_hours,
        merge: known.and_then(|row| row.merge),
    };
    within_a_day(ground, activity, &row)?;
    Ok(row)
}

/// Nobody serves for longer than a day in a day.
fn within_a_day(ground: &Ground<'_, '_>, activity: &Activity, row: &ActivityPerson) -> Result<()> {
    let Some(half_hours) = row.half_hours else { return Ok(()) };
    let others = ground.write.half_hours_on(row.person, activity.date.first_day(), activity.id)?;
    if others + u32::from(half_hours) > u32::from(DAY) {
        return Err(too_long());
    }
    Ok(())
}

fn too_long() -> Failure {
    Failure::new("too_many_hours", "一个人一天的服务时长合计不能超过 24 小时，请核对").at("hours")
}

/// Hours as typed, in half hours.
fn of_hours(text: &str) -> Result<u8> {
    let plain = intake::normal::text::squeeze(text).trim_end_matches("小时").to_owned();
    let unread = || Failure::new("not_half_hours", "服务时长按半小时记，请写成 1、2.5 这样的数").at("hours");
    let hours: f64 = plain.parse().map_err(|_| unread())?;
    let halves = hours * 2.0;
    if !halves.is_finite() || halves.fract() != 0.0 || halves < 1.0 {
        return Err(unread());
    }
    if halves > f64::from(DAY) { Err(too_long()) } else { Ok(halves as u8) }
}
