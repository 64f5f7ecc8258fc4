//! 矛盾纠纷排查调处登记表: the disputes of a month with what came of them, and the month's 零报告 below. Clause 3.1.

use domain::codes::CodeTable;
use domain::document::{Block, Cell, Column, Document, Line, Paper, Paragraph, Row, Value};
use domain::matter::{Dispute, MatterStepKind};

use super::listing::list;
use super::matters_of_month::{MattersOfMonth, yes};
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::matters::{Case, zero_counts, zero_words};
use crate::session::Session;

/// Rows of a sheet that is filled in by hand, with room for the zero report below.
const BLANK_ROWS: usize = 10;

/// The register.
pub(super) struct DisputeRegister;

impl Form for DisputeRegister {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("dispute_register", |titles| &titles.dispute_register, FormScope::Month, Paper::A4_LANDSCAPE)
                .opening_numbers();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = session.standard()?;
        let mut documents = list(self, session, request, columns(), |of, table| {
            let month = MattersOfMonth::read(session, of, request.full_numbers)?;
            let rows = month.rows();
            let disputes = rows.iter().filter_map(|case| Some((*case, case.dispute.as_ref()?)));
            table.rows = disputes.map(|(case, dispute)| row(&month, case, dispute)).collect();
            let counts = zero_counts(&standard, month.all(), of.month);
            Ok(Line::text(format!("零报告：本月{}。", zero_words(&counts))))
        })?;
        if request.blank {
            let mut counts = Vec::new();
            for one in zero_counts(&standard, std::iter::empty(), domain::date::Month::of(session.today())) {
                counts.push(format!("{}　　起", one.word));
            }
            let line = Line::text(format!("零报告：本月{}。", counts.join("、")));
            for document in &mut documents {
                for block in &mut document.blocks {
                    if let Block::Table(table) = block {
                        table.rows.truncate(BLANK_ROWS);
                    }
                }
                document.blocks.push(Block::Paragraph(Paragraph::note(vec![line.clone()])));
            }
        }
        Ok(documents)
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("编号").mm(21.5).centred(),
        Column::new("排查日期").mm(14.0).centred(),
        Column::new("类别").mm(20.0),
        Column::new("规模").mm(12.0).centred(),
        Column::new("当事人（甲/乙）").mm(22.0),
        Column::new("涉及人数").mm(12.0).centred(),
        Column::new("简要情况").share(1.3),
        Column::new("主要诉求"),
        Column::new("责任人").mm(17.0),
        Column::new("化解方式").mm(17.0),
        Column::new("时限").mm(14.0).centred(),
        Column::new("进展").share(1.2),
        Column::new("是否成功").mm(12.0).centred(),
        Column::new("化解日期").mm(14.0).centred(),
        Column::new("是否上报").mm(12.0).centred(),
        Column::new("回访").mm(15.0),
    ]
}

fn row(month: &MattersOfMonth<'_>, case: &Case, dispute: &Dispute) -> Row {
    let matter = &case.matter;
    let coded = |code: &Option<String>, table: CodeTable| Cell::text(code.as_ref().map_or("", |code| table.word(code)));
    let parties: Vec<&str> = [&dispute.party_a, &dispute.party_b].into_iter().flatten().map(String::as_str).collect();
    let parties = Some(parties.join("\n")).filter(|parties| !parties.is_empty());
    let back = case.last(MatterStepKind::Revisited).map(|step| {
        let word = step.satisfied.map_or("", |is| if is { "满意" } else { "不满意" });
        format!("{}\n{word}", month.said(step.date))
    });
    Row(vec![
        Cell::text(&matter.no),
        month.day(Some(matter.date)),
        coded(&dispute.class, CodeTable::DisputeClass),
        Cell::text(dispute.scale.as_deref().unwrap_or_default()),
        month.text(case, parties.as_ref()),
        dispute.involved.map_or_else(Cell::blank, |number| Cell::number(Value::count(number as usize))),
        month.text(case, Some(&matter.content)),
        month.text(case, dispute.demand.as_ref()),
        month.name(matter.responsible),
        coded(&dispute.method, CodeTable::DisputeResolution),
        month.day(matter.due),
        month.done(case),
        yes(dispute.settled),
        month.day(case.settled_on()),
        yes(Some(case.standing.reported)),
        Cell::text(back.unwrap_or_default()),
    ])
}
