//! `activities`: what was held, who took part in one, what volunteers served.

use app::activities::{
    ActivityQuery, ActivityRow, ActivityView, VolunteerQuery, VolunteerRow, activities, activity, volunteers,
};
use app::failure::Result;
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Activities;
use crate::columns::{columns, or_none};

/// Rows that are listed at most.
const MOST: usize = 500;

pub fn run(session: &Session, typed: &Activities) -> Result<Answer> {
    if let Some(id) = &typed.id {
        let view = activity(session, id)?;
        return Ok(Answer::new(&view, one(&view)));
    }
    let (period, grid) = (typed.period.clone(), typed.grid.clone());
    if typed.volunteers {
        let page = volunteers(session, &VolunteerQuery { period, grid, offset: 0, limit: MOST })?;
        let text = of_volunteers(&page.rows);
        return Ok(Answer::new(&page, text));
    }
    let page = activities(session, &ActivityQuery { period, grid, limit: MOST, ..ActivityQuery::default() })?;
    let text = list(&page.rows);
    Ok(Answer::new(&page, text))
}

fn hours(half_hours: u32) -> String {
    format!("{:.1}", f64::from(half_hours) / 2.0)
}

fn list(rows: &[ActivityRow]) -> String {
    let head = ["日期", "名称", "类型", "地点", "负责人", "人数", "志愿者", "小时", "照片"].map(str::to_owned);
    let row = |row: &ActivityRow| {
        [
            row.date.clone(),
            row.name.clone(),
            row.kind.clone(),
            or_none(row.place.as_ref()),
            or_none(row.leader.as_ref()),
            row.people.to_string(),
            row.volunteers.to_string(),
            hours(row.half_hours),
            row.photos.to_string(),
        ]
    };
    if rows.is_empty() {
        return "没有活动记录".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}

fn one(view: &ActivityView) -> String {
    let head = ["姓名", "参加方式", "小时"].map(str::to_owned);
    let rows = view.people.iter().map(|row| {
        let half = row.half_hours.map(|half| hours(u32::from(half)));
        [row.name.clone(), row.part.to_owned(), or_none(half.as_ref())]
    });
    let people = columns(&std::iter::once(head).chain(rows).collect::<Vec<_>>());
    format!("{}\n{}\n\n{people}", list(std::slice::from_ref(&view.row)), view.body.as_deref().unwrap_or_default())
}

fn of_volunteers(rows: &[VolunteerRow]) -> String {
    let head = ["姓名", "网格", "职务", "类型", "次数", "小时", "最近"].map(str::to_owned);
    let row = |row: &VolunteerRow| {
        [
            row.name.clone(),
            or_none(row.grid.as_ref()),
            row.role.unwrap_or("—").to_owned(),
            or_none(row.kind.as_ref()),
            row.activities.to_string(),
            hours(row.half_hours),
            or_none(row.last.as_ref()),
        ]
    };
    if rows.is_empty() {
        return "还没有志愿者".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}
