//! 公开承诺书: one page a member with what they commit themselves to, and the five steps. Clause 5.4.

use chrono::Datelike;
use domain::commitment::CommitmentStepKind;
use domain::document::{
    Block, Cell, Column, Document, Field, Fields, HeadLine, Line, Paper, Paragraph, ParagraphKind, Row, Table,
};

use super::commitment_list::{due, made, name, post, said};
use super::listing::{Of, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::commitments::{Listed, Made, Whole, listed};
use crate::failure::{Failure, Result};
use crate::session::{Session, id};
use crate::standard::Standard;

/// Room to write what is promised and by which means, and height of a step, in millimetres.
const PROMISE_MM: f64 = 34.0;
const STEP_MM: f64 = 11.0;

/// The sheet.
pub(super) struct CommitmentSheet;

impl Form for CommitmentSheet {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("commitment_sheet", |titles| &titles.commitment_sheet, FormScope::Person, Paper::A4);
        &ABOUT
    }

    /// `subject` is the member; without one, everybody who committed themselves in the year of the month that is named,
    /// else in this year. Who has not yet gets a sheet with their name on it.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        if request.blank {
            return Ok(vec![self.page(
                standard,
                HeadLine {
                    left: "　　　　村　　　　网格".to_owned(), right: "　　　　年度".to_owned()
                },
                None,
            )]);
        }
        let of = Of::new(session, request)?;
        let subject = request.subject.as_deref().map(id).transpose()?;
        if let Some(subject) = subject {
            of.register.person(subject).ok_or_else(Failure::gone)?;
        }
        let made = made(session, &of)?;
        let list = listed(&of.register, &made, of.grid);
        let wanted = |one: &&Listed<'_>| match subject {
            Some(subject) => one.person == subject,
            None => one.commitment.is_some(),
        };
        let pages: Vec<Document> = list.iter().filter(wanted).map(|one| self.of(standard, &of, &made, one)).collect();
        match subject {
            Some(_) if pages.is_empty() => {
                let words = "这个人不是党员，也不是党小组成员，没有承诺书";
                Err(Failure::new("not_a_member", words).at("subject"))
            }
            _ if pages.is_empty() => Ok(vec![self.page(standard, head(&of), None)]),
            _ => Ok(pages),
        }
    }
}

/// What stands on the page of one member.
struct Said<'m> {
    name: Cell,
    grid: String,
    made: &'m Made,
    whole: Option<&'m Whole>,
}

fn head(of: &Of) -> HeadLine {
    HeadLine { left: of.place.clone(), right: format!("{}年度", of.month.first_day().year()) }
}

impl CommitmentSheet {
    fn of(&self, standard: &Standard, of: &Of, made: &Made, one: &Listed<'_>) -> Document {
        let grid = one.grid.map(|at| of.register.rows().grids[at as usize].name.clone()).unwrap_or_default();
        let name = name(of, one);
        let called = name.plain();
        let said = Said { name, grid, made, whole: one.commitment };
        let mut page = self.page(standard, head(of), Some(&said));
        page.name = called;
        page
    }

    fn page(&self, standard: &Standard, head: HeadLine, said: Option<&Said<'_>>) -> Document {
        let mut document = Document::new(self.title(standard), self.paper());
        document.signatures = ["承诺人：", "党组织（盖章）", "年　　月　　日"].map(str::to_owned).to_vec();
        document.head.push(head);
        let whole = said.and_then(|said| Some((said.made, said.whole?)));
        let (name, grid) = said
            .as_ref()
            .map_or_else(|| (Cell::room(), Cell::room()), |said| (said.name.clone(), Cell::text(&said.grid)));
        let room = |cell: Option<Cell>| cell.unwrap_or_else(Cell::room);
        let fields = vec![
            Field::new("姓名", name),
            Field::new("所在网格", grid),
            Field::new("岗位", room(whole.map(|(made, whole)| post(made, whole)))),
            Field::new("完成时限", room(whole.map(|(_, whole)| due(whole)))),
        ];
        document.blocks.push(Block::Fields(Fields { per_row: 2, fields }));
        let words = "我公开承诺做到以下事项，请党员和群众监督：";
        document.blocks.push(Block::Paragraph(Paragraph { kind: ParagraphKind::Body, lines: vec![Line::text(words)] }));
        let mut promise = Table::new(vec![Column::new("承诺事项"), Column::new("具体措施")]);
        promise.rows.push(Row(vec![
            room(whole.map(|(_, whole)| Cell::text(&whole.row.text))),
            room(whole.map(|(_, whole)| maybe(whole.row.measures.as_ref()))),
        ]));
        promise.row_height_mm = PROMISE_MM;
        document.blocks.push(Block::Table(promise));
        document.blocks.push(Block::Table(steps(whole.map(|(_, whole)| whole))));
        document
    }
}

/// The five steps: what was taken, and room for what was not.
fn steps(whole: Option<&Whole>) -> Table {
    let columns = vec![
        Column::new("步骤").mm(22.0).centred(),
        Column::new("日期").mm(32.0).centred(),
        Column::new("意见、情况、结果"),
    ];
    let mut table = Table::new(columns);
    let taken = whole.map_or(&[][..], |whole| whole.steps.as_slice());
    for kind in CommitmentStepKind::ALL {
        let before = table.rows.len();
        for step in taken.iter().filter(|step| step.step == *kind) {
            let row = [Cell::text(kind.word()), Cell::text(step.date.to_string()), Cell::text(said(step))];
            table.rows.push(Row(row.to_vec()));
        }
        if table.rows.len() == before {
            table.rows.push(Row(vec![Cell::text(kind.word()), Cell::room(), Cell::room()]));
        }
    }
    table.row_height_mm = STEP_MM;
    table
}
