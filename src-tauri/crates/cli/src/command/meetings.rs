//! `meetings`: what was held, one meeting with its minutes, what was decided, who talked with whom.

use app::failure::Result;
use app::meetings::{
    MeetingQuery, MeetingRow, MeetingView, ResolutionQuery, ResolutionRow, TalkQuery, TalkRow, meeting, meetings,
    resolutions, talks,
};
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Meetings;
use crate::columns::{columns, or_none};

/// Rows that are listed at most.
const MOST: usize = 500;

pub fn run(session: &Session, typed: &Meetings) -> Result<Answer> {
    if let Some(id) = &typed.id {
        let view = meeting(session, id)?;
        return Ok(Answer::new(&view, one(&view)));
    }
    let (period, grid) = (typed.period.clone(), typed.grid.clone());
    if typed.resolutions {
        let query = ResolutionQuery { period, grid, limit: MOST, ..ResolutionQuery::default() };
        let page = resolutions(session, &query)?;
        let text = taken(&page.rows);
        return Ok(Answer::new(&page, text));
    }
    if typed.talks {
        let page = talks(session, &TalkQuery { period, limit: MOST, ..TalkQuery::default() })?;
        let text = talked(&page.rows);
        return Ok(Answer::new(&page, text));
    }
    let kind = typed.kind.clone();
    let page = meetings(session, &MeetingQuery { period, grid, kind, limit: MOST, ..MeetingQuery::default() })?;
    let text = list(&page.rows);
    Ok(Answer::new(&page, text))
}

fn list(rows: &[MeetingRow]) -> String {
    let head =
        ["日期", "名称", "类型", "党小组", "主持人", "应到", "实到", "决议", "没办完", "补录"].map(str::to_owned);
    let row = |row: &MeetingRow| {
        [
            row.date.clone(),
            row.name.clone(),
            row.kind.clone(),
            or_none(row.group.as_ref()),
            or_none(row.chair.as_ref()),
            row.expected.to_string(),
            row.present.to_string(),
            row.resolutions.to_string(),
            row.open.to_string(),
            or_none(row.late.then_some("补录")),
        ]
    };
    if rows.is_empty() {
        return "没有会议记录".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}

fn one(view: &MeetingView) -> String {
    let head = ["姓名", "到会情况", "原因"].map(str::to_owned);
    let rows = view.people.iter().map(|row| [row.name.clone(), row.state.to_owned(), or_none(row.reason.as_ref())]);
    let people = columns(&std::iter::once(head).chain(rows).collect::<Vec<_>>());
    let said: String = view.speeches.iter().map(|row| format!("{}：{}\n", row.name, row.text)).collect();
    let told = list(std::slice::from_ref(&view.row));
    format!("{told}\n{people}\n{said}\n{}", taken(&view.resolutions))
}

fn taken(rows: &[ResolutionRow]) -> String {
    let head = ["会议日期", "议定事项", "责任人", "时限", "办理情况", "办结", "通报"].map(str::to_owned);
    let row = |row: &ResolutionRow| {
        [
            row.meeting_date.clone(),
            row.text.clone(),
            or_none((!row.who.is_empty()).then_some(&row.who)),
            or_none(row.due.as_ref()),
            or_none(row.progress.as_ref()),
            or_none(row.done_on.as_ref()),
            or_none(row.told_on.as_ref()),
        ]
    };
    if rows.is_empty() {
        return "没有决议".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}

fn talked(rows: &[TalkRow]) -> String {
    let head = ["日期", "谈话人", "谈话对象", "类型", "主要内容"].map(str::to_owned);
    let row = |row: &TalkRow| {
        [
            row.date.clone(),
            row.talker_name.clone(),
            row.person_name.clone(),
            row.kind.clone(),
            or_none(row.body.as_ref()),
        ]
    };
    if rows.is_empty() {
        return "没有谈心谈话记录".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}
