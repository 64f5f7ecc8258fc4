//! `letters`: which party group has a responsibility letter of a year, one with its targets and scores.

use app::failure::Result;
use app::letters::{LetterItemRow, LetterRow, LetterView, letter, letters};
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Letters;
use crate::columns::{columns, or_none};

pub fn run(session: &Session, typed: &Letters) -> Result<Answer> {
    if let Some(id) = &typed.id {
        let view = letter(session, id)?;
        return Ok(Answer::new(&view, one(&view)));
    }
    let list = letters(session, typed.year)?;
    let text = format!("{} 年\n{}", list.year, of_year(&list.rows));
    Ok(Answer::new(&list, text))
}

fn of_year(rows: &[LetterRow]) -> String {
    let head = ["党小组", "组长", "责任书", "分值", "自评", "考核得分"].map(str::to_owned);
    let row = |row: &LetterRow| {
        let state = match (&row.id, &row.signed_on) {
            (None, _) => "没有".to_owned(),
            (Some(_), None) => "草稿".to_owned(),
            (Some(_), Some(day)) => format!("{day} 签订"),
        };
        [
            row.group.clone(),
            or_none(row.leader.as_ref()),
            state,
            row.points.clone(),
            or_none(row.own_score.as_ref()),
            or_none(row.score.as_ref()),
        ]
    };
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}

fn one(view: &LetterView) -> String {
    let head = ["目标任务", "具体要求", "分值", "自评", "考核得分", "依据"].map(str::to_owned);
    let row = |item: &LetterItemRow| {
        [
            item.text.clone(),
            or_none(item.demand.as_ref()),
            item.points.clone(),
            or_none(item.own_score.as_ref()),
            or_none(item.score.as_ref()),
            or_none(item.note.as_ref()),
        ]
    };
    let items = columns(&std::iter::once(head).chain(view.items.iter().map(row)).collect::<Vec<_>>());
    format!("{} 年 {}\n{items}", view.year, view.letter.group)
}
