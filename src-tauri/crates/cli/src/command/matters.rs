//! `matters`: what was asked for and reported, how it stands, how it comes and goes, the month's 零报告.

use app::failure::Result;
use app::matters::{
    MatterAsk, MatterQuery, MatterRow, MatterTally, MatterTrends, MatterView, ZeroReport, matter, matters, trends,
    zero_report,
};
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Matters;
use crate::columns::{columns, or_none};

/// Rows that are listed at most.
const MOST: usize = 500;

pub fn run(session: &Session, typed: &Matters) -> Result<Answer> {
    if let Some(id) = &typed.id {
        let view = matter(session, &MatterAsk { id: id.clone(), full: typed.full })?;
        return Ok(Answer::new(&view, one(&view)));
    }
    if let Some(month) = &typed.zero {
        let report = zero_report(session, Some(month))?;
        return Ok(Answer::new(&report, zero(&report)));
    }
    let query = MatterQuery {
        period: typed.period.clone(),
        grid: typed.grid.clone(),
        kind: typed.kind.clone(),
        state: typed.state.clone(),
        open: typed.open,
        overdue: typed.overdue,
        limit: MOST,
        ..MatterQuery::default()
    };
    if typed.trends {
        let trends = trends(session, &query)?;
        return Ok(Answer::new(&trends, of_trends(&trends)));
    }
    let page = matters(session, &query)?;
    let text = list(&page.rows);
    Ok(Answer::new(&page, text))
}

fn list(rows: &[MatterRow]) -> String {
    let head = ["编号", "日期", "类别", "内容", "反映人", "责任人", "时限", "情况", "最近一步"].map(str::to_owned);
    let row = |row: &MatterRow| {
        [
            row.no.clone(),
            row.date.clone(),
            row.kind.clone(),
            row.content.clone(),
            or_none(row.reporter.as_ref()),
            or_none(row.responsible.as_ref()),
            row.due
                .as_ref()
                .map_or_else(|| "—".to_owned(), |due| format!("{due}{}", if row.overdue { " 超期" } else { "" })),
            row.state.to_owned(),
            format!("{} {}", row.since, row.step),
        ]
    };
    if rows.is_empty() {
        return "没有这样的民情事项".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}

fn one(view: &MatterView) -> String {
    let head = ["日期", "步骤", "谁", "情况"].map(str::to_owned);
    let steps = view.steps.iter().map(|step| {
        [step.date.clone(), step.step.to_owned(), or_none(step.actor.as_ref()), or_none(step.note.as_ref())]
    });
    let steps = columns(&std::iter::once(head).chain(steps).collect::<Vec<_>>());
    format!("{}\n{steps}\n下一步可以：{}", list(std::slice::from_ref(&view.row)), view.next.join("、"))
}

fn zero(report: &ZeroReport) -> String {
    let line = |word: &str, count: u32| format!("{word} {count} 起");
    let counts: Vec<String> = report.counts.iter().map(|one| line(&one.word, one.count)).collect();
    format!("{} 零报告：{}", report.month, counts.join("、"))
}

fn of_trends(trends: &MatterTrends) -> String {
    let tallies = |caption: &str, rows: &[MatterTally]| {
        let head = [caption, "件数", "没办结", "超期", "网格内办结"].map(str::to_owned);
        let row = |row: &MatterTally| {
            let numbers = [row.total, row.open, row.overdue, row.in_grid].map(|number| number.to_string());
            let [total, open, overdue, in_grid] = numbers;
            [or_none(Some(&row.word).filter(|word| !word.is_empty())), total, open, overdue, in_grid]
        };
        columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
    };
    let head = ["月份", "登记", "其中没办结", "当月办结"].map(str::to_owned);
    let months = trends
        .months
        .iter()
        .map(|one| [one.month.clone(), one.opened.to_string(), one.open.to_string(), one.settled.to_string()]);
    let months = columns(&std::iter::once(head).chain(months).collect::<Vec<_>>());
    format!("{}\n{}\n{months}", tallies("类别", &trends.kinds), tallies("村民小组", &trends.hamlets))
}
