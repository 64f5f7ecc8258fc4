//! `commitments`: members with their post and commitment of a year, one commitment with its steps, posts with claims.

use app::commitments::{
    CommitmentQuery, CommitmentView, MemberRow, PostRow, StepRow, StepState, commitment, commitments, posts,
};
use app::failure::Result;
use app::registers::RegisterQuery;
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Commitments;
use crate::columns::{columns, or_none};

/// Rows that are listed at most.
const MOST: usize = 500;

pub fn run(session: &Session, typed: &Commitments) -> Result<Answer> {
    if let Some(id) = &typed.id {
        let view = commitment(session, id)?;
        return Ok(Answer::new(&view, one(&view)));
    }
    if typed.posts {
        let page = posts(session, &RegisterQuery { limit: MOST, ..RegisterQuery::default() })?;
        let text = of_posts(&page.rows);
        return Ok(Answer::new(&page, text));
    }
    let (grid, only) = (typed.grid.clone(), typed.only.clone());
    let query = CommitmentQuery { year: typed.year, grid, only, limit: MOST, ..CommitmentQuery::default() };
    let list = commitments(session, &query)?;
    let counts: Vec<String> = list.states.iter().map(|one| format!("{} {}", one.only, one.count)).collect();
    let text = format!("{} 年　{}\n{}", list.year, counts.join("　"), members(&list.rows));
    Ok(Answer::new(&list, text))
}

fn members(rows: &[MemberRow]) -> String {
    let head = ["姓名", "身份", "网格", "岗位", "承诺事项", "完成时限", "步骤", "情况"].map(str::to_owned);
    let row = |row: &MemberRow| {
        let made = row.commitment.as_ref();
        let posts: Vec<&str> = row.posts.iter().map(|post| post.name.as_str()).collect();
        let steps = made.map(|made| made.steps.iter().map(|step| mark(step.state)).collect::<String>());
        [
            row.name.clone(),
            row.role.to_owned(),
            or_none(row.grid.as_ref()),
            or_none(Some(posts.join("、")).filter(|posts| !posts.is_empty()).as_ref()),
            or_none(made.map(|made| &made.text)),
            or_none(made.and_then(|made| made.due.as_ref())),
            or_none(steps.as_ref()),
            made.map_or(app::commitments::WITHOUT, |made| made.state).to_owned(),
        ]
    };
    if rows.is_empty() {
        return "没有党员和党小组成员".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}

/// One of the five steps as a mark.
fn mark(state: StepState) -> char {
    match state {
        StepState::Done => '●',
        StepState::Doing => '◐',
        StepState::Back => '↩',
        StepState::Next => '○',
        StepState::Later => '·',
    }
}

fn one(view: &CommitmentView) -> String {
    let head = ["步骤", "日期", "结论", "意见或情况"].map(str::to_owned);
    let verdict = |step: &StepRow| match (step.step, step.passed) {
        ("审诺", Some(true)) => "通过",
        ("审诺", Some(false)) => "退回",
        ("践诺", Some(true)) => "完成",
        _ => "—",
    };
    let row = |step: &StepRow| {
        [step.step.to_owned(), step.date.clone(), verdict(step).to_owned(), or_none(step.note.as_ref())]
    };
    let steps = columns(&std::iter::once(head).chain(view.taken.iter().map(row)).collect::<Vec<_>>());
    format!(
        "{}\n措施：{}\n\n{steps}",
        members(std::slice::from_ref(&view.member)),
        view.measures.as_deref().unwrap_or("—")
    )
}

fn of_posts(rows: &[PostRow]) -> String {
    let head = ["岗位", "类别", "党小组", "职责", "认岗的人"].map(str::to_owned);
    let row = |row: &PostRow| {
        let claims: Vec<&str> = row.claims.iter().map(|claim| claim.name.as_str()).collect();
        let claims = Some(claims.join("、")).filter(|claims| !claims.is_empty());
        [
            row.name.clone(),
            row.kind.clone(),
            row.group.clone().unwrap_or_else(|| "全村".to_owned()),
            or_none(row.duty.as_ref()),
            claims.unwrap_or_else(|| "待认领".to_owned()),
        ]
    };
    if rows.is_empty() {
        return "还没有岗位".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}
