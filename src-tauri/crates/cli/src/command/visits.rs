//! `visits`: how far visits reached, which households are due, the visits of one.

use app::failure::Result;
use app::session::Session;
use app::visits::{
    self, Coverage, CoveragePart, CoverageQuery, DueList, DueQuery, DueRow, DueState, VisitRow, coverage, due,
};

use crate::answer::Answer;
use crate::arguments::Visits;
use crate::columns::{columns, or_none};

/// Visits of one household that are listed at most.
const MOST: usize = 500;

pub fn run(session: &Session, typed: &Visits) -> Result<Answer> {
    if let Some(household) = &typed.household {
        let page = visits::visits_of(session, household, 0, MOST)?;
        let text = of_household(&page.rows);
        return Ok(Answer::new(&page, text));
    }
    if typed.due {
        let query = DueQuery { grid: typed.grid.clone(), ..DueQuery::default() };
        let list = due(session, &query)?;
        return Ok(Answer::new(&list, due_words(&list)));
    }
    let query = CoverageQuery { month: typed.month.clone(), grid: typed.grid.clone() };
    let coverage = coverage(session, &query)?;
    Ok(Answer::new(&coverage, covered(&coverage)))
}

fn due_words(list: &DueList) -> String {
    let DueList { on, households, due, never, .. } = list;
    let head = ["村民小组", "住址", "户主", "人口", "上次走访", "该走访", "不在家", "待办"].map(str::to_owned);
    let row = |row: &DueRow| {
        let when = match (&row.due, row.state) {
            (Some(due), _) => due.clone(),
            (None, DueState::Never) => "马上".to_owned(),
            (None, _) => "—".to_owned(),
        };
        [
            or_none(row.hamlet.as_ref()),
            or_none(row.address.as_ref().or(row.code.as_ref())),
            or_none(row.head.as_ref()),
            row.persons.to_string(),
            row.last.clone().unwrap_or_else(|| "从未".to_owned()),
            when,
            row.tries.to_string(),
            row.needs.to_string(),
        ]
    };
    let rows: Vec<_> = std::iter::once(head).chain(list.rows.iter().map(row)).collect();
    format!("{on}  {households} 户里该走访 {due} 户，其中从未走访 {never} 户\n\n{}", columns(&rows))
}

fn covered(coverage: &Coverage) -> String {
    let Coverage { month, on, quarter_from, total, .. } = coverage;
    let line = |part: &CoveragePart| {
        let CoveragePart { name, households, month, quarter, never } = part;
        [name.clone(), households.to_string(), month.to_string(), quarter.to_string(), never.to_string()]
    };
    let mut text = format!("{month}  截至 {on}  本季自 {quarter_from} 起\n");
    for (caption, parts) in [("村民小组", &coverage.hamlets), ("网格", &coverage.grids)] {
        let head = [caption, "户数", "本月走到", "本季走到", "从未走到"].map(str::to_owned);
        let named = parts.iter().map(|part| match part.name.as_str() {
            "" => CoveragePart { name: format!("未划入{caption}"), ..part.clone() },
            _ => part.clone(),
        });
        let last = CoveragePart { name: "合计".to_owned(), ..total.clone() };
        let rows: Vec<_> = std::iter::once(head).chain(named.chain([last]).map(|part| line(&part))).collect();
        text += &format!("\n{}", columns(&rows));
    }
    text
}

fn of_household(rows: &[VisitRow]) -> String {
    let head = ["日期", "方式", "结果", "对象", "走访人", "近况", "诉求"].map(str::to_owned);
    let row = |row: &VisitRow| {
        let needs: Vec<&str> = row.needs.iter().map(|need| need.text.as_str()).collect();
        [
            row.date.clone(),
            row.kind.to_owned(),
            row.outcome.to_owned(),
            or_none(row.person_name.as_ref()),
            or_none(row.visitors.as_ref()),
            or_none(row.findings.as_ref()),
            or_none(Some(needs.join("；")).filter(|needs| !needs.is_empty())),
        ]
    };
    if rows.is_empty() {
        return "这一户还没有走访记录".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}
