//! The lists of what was done: 走访, 诉求, 联系户, 活动.

use std::collections::HashMap;

use domain::activity::{ActivityPart, ServiceKind};
use domain::id::Id;
use domain::visit::{Contact, Visit, VisitNeed};
use sheets::write::{ListColumn, Lists};
use store::Reader;

use super::{Known, Sheets, told};
use crate::activities::{Period, held, unit_name};
use crate::failure::{Failure, Result};

const VISITS: [ListColumn; 10] = [
    ("日期", 24.0),
    ("户号", 18.0),
    ("户主", 22.0),
    ("走访对象", 22.0),
    ("方式", 20.0),
    ("结果", 16.0),
    ("走访人", 22.0),
    ("家庭近况", 50.0),
    ("下次走访", 24.0),
    ("备注", 32.0),
];
const NEEDS: [ListColumn; 9] = [
    ("走访日期", 24.0),
    ("户号", 18.0),
    ("户主", 22.0),
    ("类别", 20.0),
    ("反映问题/诉求", 56.0),
    ("现场答复", 44.0),
    ("是否上报", 16.0),
    ("办理结果", 36.0),
    ("办结日期", 24.0),
];
const CONTACTS: [ListColumn; 6] =
    [("户号", 18.0), ("户主", 22.0), ("村民小组", 22.0), ("联系人", 22.0), ("起", 24.0), ("止", 24.0)];
const ACTIVITIES: [ListColumn; 15] = [
    ("日期", 24.0),
    ("开始", 14.0),
    ("结束", 14.0),
    ("活动名称", 40.0),
    ("类型", 24.0),
    ("服务类别", 24.0),
    ("主题", 24.0),
    ("地点", 30.0),
    ("服务对象", 30.0),
    ("服务人次", 16.0),
    ("负责人", 20.0),
    ("参加人数", 16.0),
    ("志愿者", 14.0),
    ("时长（小时）", 20.0),
    ("承办", 32.0),
];

pub(super) fn write(known: &Known<'_, '_>, reader: &Reader<'_>, lists: &mut Lists, sheets: &mut Sheets) -> Result<()> {
    let all = Period::read(None, known.today())?;
    let visits: Vec<Visit> = reader.visits_between(all.from, all.to)?;
    let count = lists.sheet::<Failure>("走访", &VISITS, |list| {
        for row in &visits {
            let home = known.register.household_index(row.household);
            list.text(&row.date.to_string())?.text(known.code(home))?.text(known.head(home))?;
            list.maybe(row.person.map(|person| known.name(person)))?;
            list.text(row.kind.word())?.text(row.outcome.word())?.maybe(row.visitors.as_deref())?;
            list.maybe(row.findings.as_deref())?.text(&told(row.next))?.maybe(row.remark.as_deref())?.end()?;
        }
        Ok(())
    })?;
    sheets.push(("走访", count));
    let at: HashMap<Id, &Visit> = visits.iter().map(|row| (row.id, row)).collect();
    let mut needs: Vec<VisitNeed> = reader.all()?;
    needs.sort_by_key(|row| (at.get(&row.visit).map(|visit| visit.date), row.id));
    let count = lists.sheet::<Failure>("诉求", &NEEDS, |list| {
        for row in &needs {
            let visit = at.get(&row.visit);
            let home = visit.and_then(|visit| known.register.household_index(visit.household));
            list.text(&told(visit.map(|visit| visit.date)))?.text(known.code(home))?.text(known.head(home))?;
            list.maybe(row.kind.as_deref())?.text(&row.text)?.maybe(row.answer.as_deref())?;
            list.text(if row.report { "是" } else { "否" })?.maybe(row.result.as_deref())?;
            list.text(&told(row.result_on))?.end()?;
        }
        Ok(())
    })?;
    sheets.push(("诉求", count));
    let mut contacts: Vec<Contact> = reader.all()?;
    let home = |row: &Contact| known.register.household_index(row.household);
    contacts.sort_by_cached_key(|row| (home(row).map(|home| known.rank[home as usize]), row.from, row.id));
    let count = lists.sheet::<Failure>("联系户", &CONTACTS, |list| {
        for row in &contacts {
            let home = home(row);
            list.text(known.code(home))?.text(known.head(home))?.text(known.hamlet(home))?;
            list.text(known.name(row.person))?.text(&told(row.from))?.text(&told(row.to))?.end()?;
        }
        Ok(())
    })?;
    sheets.push(("联系户", count));
    let held = held(reader, all)?;
    let time = |time: Option<chrono::NaiveTime>| time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
    let count = lists.sheet::<Failure>("活动", &ACTIVITIES, |list| {
        for row in &held.activities {
            let people = held.of(row.id);
            let volunteers = people.iter().filter(|one| one.part == ActivityPart::Volunteer).count();
            list.text(&row.date.to_string())?.text(&time(row.start))?.text(&time(row.end))?;
            list.text(&row.name)?.text(&row.kind)?.maybe(row.service.map(ServiceKind::word))?;
            list.maybe(row.topic.as_deref())?.maybe(row.place.as_deref())?.maybe(row.beneficiaries.as_deref())?;
            match row.served {
                Some(served) => list.number(f64::from(served), 0)?,
                None => list.text("")?,
            };
            list.maybe(row.led_by.map(|person| known.name(person)))?;
            list.number(people.len() as f64, 0)?.number(volunteers as f64, 0)?;
            list.number(f64::from(held.half_hours(row.id)) / 2.0, 1)?;
            list.maybe(unit_name(known.register, row.unit).as_deref())?.end()?;
        }
        Ok(())
    })?;
    sheets.push(("活动", count));
    Ok(())
}
