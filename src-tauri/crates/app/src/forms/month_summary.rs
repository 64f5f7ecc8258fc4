//! 月度工作小结: one page that writes itself: what was done against each duty, meetings, activities and visits, matters, the
//! headcount balance, and what the month leaves to the next one. Clauses 3.1, 5.3.
//!
//! Of a sealed month it says what the book said when it was sealed.

use chrono::Datelike;
use domain::activity::hours;
use domain::document::{Block, Cell, Column, Document, HeadLine, Line, Paper, Paragraph, Row, Table, Value};

use super::annex_a::{self, Stand};
use super::listing::bare;
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::ledger::{Told, told};
use crate::matters::Cases;
use crate::session::Session;
use crate::standard::Standard;
use crate::summary::{DutyLine, Next, Summary, next, summary};

/// Lines of what is to be done next at most: the page is one.
const MOST: usize = 12;

/// Rows of a sheet that is filled in by hand.
const BLANK_ROWS: usize = 14;

/// The summary.
pub(super) struct MonthSummary;

impl Form for MonthSummary {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("month_summary", |titles| &titles.month_summary, FormScope::Month, Paper::A4);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        let mut document = bare(self, standard);
        document.footer.clear();
        if request.blank {
            document
                .head
                .push(HeadLine {
                    left: "　　　　村　　　　网格".to_owned(), right: "　　年　　月".to_owned()
                });
            let mut table = Table::new(columns());
            table.rows = vec![Row(table.columns.iter().map(|_| Cell::room()).collect()); BLANK_ROWS];
            document.blocks.push(Block::Table(table));
            return Ok(vec![document]);
        }
        let told = told(session, request.month.as_deref(), request.grid.as_deref(), false)?;
        let month = told.ask.month;
        let then = told.sealed.as_ref().map(|sealed| session.then(sealed.op));
        let book = then.as_ref().unwrap_or(session);
        let of_all =
            told.sealed.as_ref().filter(|_| told.ask.grid.is_none()).map(|sealed| sealed.frozen.summary.clone());
        let done = of_all.map_or_else(|| summary(book, month, told.ask.grid), Ok)?;
        let left = next(book, month, told.ask.grid)?;
        document.head.push(head(&told, standard));
        let heading = |text: &str| Block::Paragraph(Paragraph::heading(text));
        document.blocks.push(heading("一、规定动作"));
        let mut table = Table::new(columns());
        table.rows = done.duties.iter().filter(|line| line.required.is_some() || line.done > 0).map(row).collect();
        document.blocks.push(Block::Table(table));
        document.blocks.push(heading("二、做了哪些"));
        document.blocks.push(Block::Paragraph(Paragraph::body(work(&done))));
        document.blocks.push(Block::Paragraph(Paragraph::body(matters(&done))));
        document.blocks.push(heading("三、人口和户数"));
        document.blocks.push(Block::Paragraph(Paragraph::note(annex_a::balances(&told))));
        document.blocks.push(heading("四、下月要办"));
        document.blocks.push(Block::Paragraph(Paragraph::note(to_do(book, &told, &done, &left)?)));
        Ok(vec![document])
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("规定动作").share(1.6),
        Column::new("依据").mm(16.0).centred(),
        Column::new("期限").mm(16.0).centred(),
        Column::new("要求").mm(16.0).centred(),
        Column::new("完成").mm(16.0).centred(),
        Column::new("情况"),
    ]
}

fn row(line: &DutyLine) -> Row {
    let count = |count: u32| Cell::number(Value::count(count as usize));
    Row(vec![
        Cell::text(&line.duty),
        Cell::text(&line.clause),
        Cell::text(&line.period),
        line.required.map_or_else(Cell::blank, count),
        count(line.done),
        Cell::text(line.words()),
    ])
}

fn head(told: &Told, standard: &Standard) -> HeadLine {
    let Stand { place, state } = annex_a::stand(told, standard);
    let first = told.ask.month.first_day();
    HeadLine { left: format!("{place}　{}年{}月", first.year(), first.month()), right: state }
}

fn work(done: &Summary) -> String {
    format!(
        "召开会议 {} 次，谈心谈话 {} 次；开展活动 {} 次，志愿服务 {} 小时；走访 {} 户次，另有 {} 次没有见到人。",
        done.meetings,
        done.talks,
        done.activities,
        hours(done.half_hours),
        done.visits,
        done.missed
    )
}

fn matters(done: &Summary) -> String {
    let zero: Vec<String> = done.zero.iter().map(|(word, count)| format!("{word} {count} 起")).collect();
    let line = &done.matters;
    format!(
        "民情事项新增 {} 件，办结 {} 件，还有 {} 件没有办结，其中逾期 {} 件。零报告：{}。",
        line.opened,
        line.settled,
        line.open,
        line.overdue,
        zero.join("、")
    )
}

/// What the month leaves to the next: a line each, as many as the page has room for.
fn to_do(book: &Session, told: &Told, done: &Summary, left: &Next) -> Result<Vec<Line>> {
    let register = book.register_of(told.ask.month)?;
    let names = book.read(Cases::read)?;
    let mut lines: Vec<String> = Vec::new();
    for line in done.duties.iter().filter(|line| line.missing > 0) {
        lines.push(format!("{}（{}）还差 {}", line.duty, line.period, line.missing));
    }
    for row in &left.resolutions {
        let owner = row.owner_name.clone().or_else(|| names.name(&register, row.owner));
        let due = row.due.map(|due| format!("，时限 {due}")).unwrap_or_default();
        lines.push(format!("决议：{}（{}{due}）", row.text, owner.as_deref().unwrap_or("责任人未定")));
    }
    for one in &left.tasks {
        let due = one.task.due.map(|due| format!("，时限 {due}")).unwrap_or_default();
        let owner = one.owner_name(&register);
        lines.push(format!("交办：{}（{}{due}）", one.task.text, owner.as_deref().unwrap_or("责任人未定")));
    }
    for case in &left.cases {
        let due = case.matter.due.map(|due| format!("，时限 {due}")).unwrap_or_default();
        lines.push(format!("事项 {}：{}{due}", case.matter.no, case.matter.kind));
    }
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(format!("另有 {more} 项，见议定事项办理表、交办事项办理表和民情台账。"));
    }
    if lines.is_empty() {
        lines.push("没有遗留的事。".to_owned());
    }
    Ok((1..).zip(lines).map(|(number, line)| Line::text(format!("{number}. {line}"))).collect())
}
