//! 遗失报告: what was lost, and what left the book and may be among it, as the audit log has it.

use domain::clock::read_civil;
use domain::date::Month;
use domain::document::{Block, Cell, Column, Document, HeadLine, INTERNAL, Line, Paper, Paragraph, Row, Table};

use store::AuditRow;

use super::papers::{by_hand, papers, place};
use super::{About, Form, FormRequest, FormScope};
use crate::failure::{Failure, Result};
use crate::session::Session;

/// The report. `month` = only what left in that month; else all.
pub(super) struct LossReport;

/// So many copies stand in the table, the latest of them.
const MOST: usize = 100;
/// Rows of a report that is filled in by hand, and their height in millimetres.
const BLANK_ROWS: usize = 6;
const BLANK_ROW_MM: f64 = 9.0;

impl Form for LossReport {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("loss_report", |titles| &titles.loss_report, FormScope::List, Paper::A4);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let words = &papers()?.loss;
        let mut document = Document::new(self.title(&*session.standard()?), self.paper());
        let left = if request.blank { "　　　　村　　　　网格".to_owned() } else { place(session)? };
        let right = if request.blank { "年　　月　　日".to_owned() } else { session.today().to_string() };
        document.head.push(HeadLine { left, right });
        let what = [
            ("丢了什么", 3),
            ("发现时间", 2),
            ("地点", 2),
            ("经过", 3),
            ("里面有哪些表、哪些人", 3),
            ("报告人", 2),
            ("电话", 2),
            ("向谁报告", 2),
            ("报告时间", 2),
            ("告知本人的情况", 3),
        ];
        document.blocks.push(by_hand(&what, 2));
        document.blocks.push(Block::Paragraph(Paragraph::heading("怎么办")));
        document.blocks.push(Block::Paragraph(Paragraph::body(&words.lead)));
        for (number, step) in (1..).zip(&words.steps) {
            document.blocks.push(Block::Paragraph(Paragraph::body(format!("{number}. {step}"))));
        }
        document.blocks.push(Block::Paragraph(Paragraph::heading("从账本打印和导出过的")));
        let mut table = Table::new(vec![
            Column::new("日期").mm(25.0).centred(),
            Column::new("使用人").mm(22.0),
            Column::new("打印或导出").mm(24.0).centred(),
            Column::new("哪张表"),
            Column::new("是否在丢失的东西里").mm(42.0),
        ]);
        if request.blank {
            table.rows = vec![Row(vec![Cell::room(); 5]); BLANK_ROWS];
            table.row_height_mm = BLANK_ROW_MM;
            document.blocks.push(Block::Table(table));
        } else {
            let (rows, more) = copies(session, request.month.as_deref())?;
            table.rows = rows;
            document.blocks.push(Block::Table(table));
            let note = match more {
                0 => "按审计日志列出，新的在前。".to_owned(),
                more => format!("按审计日志列出，新的在前；更早的还有 {more} 次，见审计日志。"),
            };
            document.blocks.push(Block::Paragraph(Paragraph::note(vec![Line::text(note)])));
        }
        document.signatures = ["报告人：", "村党组织：", "（盖章）"].map(str::to_owned).to_vec();
        INTERNAL.clone_into(&mut document.footer);
        Ok(vec![document])
    }
}

/// What left, newest first, and how many earlier ones do not stand here.
fn copies(session: &Session, month: Option<&str>) -> Result<(Vec<Row>, usize)> {
    let month = month.map(str::parse::<Month>).transpose().map_err(Failure::from)?;
    let day = |entry: &AuditRow| read_civil(&entry.at).map(|at| at.date());
    let standard = session.standard()?;
    let mut entries = session.book().audit_of(&["export", "print"])?;
    entries.retain(|entry| month.is_none() || day(entry).map(Month::of) == month);
    let row = |entry: &AuditRow| {
        Row(vec![
            Cell::text(day(entry).map(|day| day.to_string()).unwrap_or_default()),
            Cell::names([entry.operator.clone()]),
            Cell::text(crate::audit::words(&entry.act)),
            Cell::text(crate::audit::in_words(&standard, &entry.act, entry.what.as_deref().unwrap_or_default())),
            Cell::room(),
        ])
    };
    Ok((entries.iter().take(MOST).map(row).collect(), entries.len().saturating_sub(MOST)))
}
