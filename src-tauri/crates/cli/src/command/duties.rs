//! `duties`: what is asked for in a month, a quarter or a year, and how it stands.

use app::duties::{self, DutyQuery, DutyRow};
use app::failure::Result;
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Duties;
use crate::columns::columns;

pub fn run(session: &Session, typed: &Duties) -> Result<Answer> {
    if let Some(link) = &typed.link {
        let behind = duties::behind(session, link)?;
        let records = behind.records.iter().map(|row| format!("{} {}", row.date.as_deref().unwrap_or("—"), row.title));
        let text = records.collect::<Vec<_>>().join("\n");
        return Ok(Answer::new(&behind, format!("{}{text}", list(std::slice::from_ref(&behind.row)))));
    }
    let period = typed.month.clone().or_else(|| typed.year.clone());
    let rows = duties::duties(session, &DutyQuery { period, grid: typed.grid.clone(), together: false })?;
    let text = if rows.is_empty() { "这段时间没有规定动作".to_owned() } else { list(&rows) };
    Ok(Answer::new(&rows, text))
}

fn list(rows: &[DutyRow]) -> String {
    let head = ["条款", "规定动作", "范围", "到哪天", "要求", "完成", "还差", ""].map(str::to_owned);
    let row = |row: &DutyRow| {
        [
            row.clause.clone(),
            row.duty.clone(),
            row.scope.clone(),
            row.to.clone(),
            row.required.map_or_else(|| "不定次数".to_owned(), |required| required.to_string()),
            row.done.to_string(),
            row.missing.to_string(),
            row.words().to_owned(),
        ]
    };
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}
