//! `scores`: a quarter's points of members and projects, what stands behind somebody's, the rules of a year.

use app::failure::Result;
use app::scores::{GivenRow, RuleRow, ScoreAsk, ScoreQuery, ScoreRow, ScoreSheet, behind, rules, scores};
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Scores;
use crate::columns::{columns, or_none};

pub fn run(session: &Session, typed: &Scores) -> Result<Answer> {
    let Scores { year, quarter, .. } = *typed;
    if typed.rules {
        let list = rules(session, year)?;
        let text = format!("{} 年，{} 条\n{}", list.year, list.rows.len(), of_rules(&list.rows));
        return Ok(Answer::new(&list, text));
    }
    if let Some(of) = &typed.of {
        let view = behind(session, &ScoreAsk { of: of.clone(), year, quarter, whole: quarter.is_none() })?;
        let text = format!("{}　{} 分\n{}", view.name, view.points, lines(&view.rows));
        return Ok(Answer::new(&view, text));
    }
    let sheet = scores(session, &ScoreQuery { year, quarter, grid: typed.grid.clone() })?;
    let text = of_quarter(&sheet);
    Ok(Answer::new(&sheet, text))
}

fn of_quarter(sheet: &ScoreSheet) -> String {
    let head = ["姓名", "身份", "网格", "基础分", "加分", "扣分", "季度得分", "年度累计"].map(str::to_owned);
    let row = |row: &ScoreRow| {
        [
            row.name.clone(),
            row.role.to_owned(),
            or_none(row.grid.as_ref()),
            row.base.clone(),
            row.plus.clone(),
            row.minus.clone(),
            row.quarter.clone(),
            row.year.clone(),
        ]
    };
    let members = columns(&std::iter::once(head).chain(sheet.rows.iter().map(row)).collect::<Vec<_>>());
    let mut text = format!("{}年第{}季度，截至 {}\n{members}", sheet.year, sheet.quarter, sheet.as_of);
    if !sheet.projects.is_empty() {
        let head = ["服务项目", "类别", "季度得分", "年度累计"].map(str::to_owned);
        let rows = sheet
            .projects
            .iter()
            .map(|row| [row.name.clone(), row.kind.to_owned(), row.quarter.clone(), row.year.clone()]);
        text.push('\n');
        text.push_str(&columns(&std::iter::once(head).chain(rows).collect::<Vec<_>>()));
    }
    if sheet.rules == 0 {
        text.push_str("这一年还没有考核细则");
    }
    text
}

fn lines(rows: &[GivenRow]) -> String {
    let head = ["日期", "考核内容", "依据", "计分", "审核人"].map(str::to_owned);
    let row = |row: &GivenRow| {
        let points =
            if row.capped { format!("{}（封顶，原 {}）", row.counted, row.points) } else { row.counted.clone() };
        [row.date.clone(), row.rule.clone(), row.title.clone(), points, or_none(row.reviewer.as_ref())]
    };
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}

fn of_rules(rows: &[RuleRow]) -> String {
    let head = ["对象", "考核内容", "每次", "封顶", "计分依据"].map(str::to_owned);
    let row = |row: &RuleRow| {
        let cap = row.cap.as_ref().map(|cap| format!("{} {cap}", row.period));
        let of = row.of.as_ref().map(|of| format!("（{of}）")).unwrap_or_default();
        let kind = row.kind.as_ref().map(|kind| format!("（{kind}）")).unwrap_or_default();
        [
            format!("{}{kind}", row.about),
            row.text.clone(),
            row.points.clone(),
            or_none(cap.as_ref()),
            format!("{}{of}", row.evidence),
        ]
    };
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}
