//! 党建目标责任书: what the village and a party group undertake for a year, two copies to be signed. Clause 5.1.

use chrono::Datelike;
use domain::document::{
    Block, Cell, Column, Document, HeadLine, Line, Paper, Paragraph, ParagraphKind, Row, Table, Value,
};
use domain::id::Id;
use domain::letter::LetterItem;
use domain::score::Points;

use super::listing::{Of, bare, by_hand, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::activities::unit_name;
use crate::failure::{Failure, Result};
use crate::letters::{Signed, signed};
use crate::session::Session;
use crate::standard::Standard;

/// Room on a sheet that is filled in by hand: rows, and their height in millimetres.
const BLANK_ROWS: usize = 10;
const BLANK_ROW_MM: f64 = 13.0;

/// The two who sign it.
const SIGNATURES: [&str; 3] = ["村党组织（盖章）：", "网格党小组组长：", "年　　月　　日"];

/// The letter.
pub(super) struct Letter;

impl Form for Letter {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("letter", |titles| &titles.letter, FormScope::Month, Paper::A4);
        &ABOUT
    }

    /// `subject` is the letter; without one, those of the year in which the month lies that is named, else of this year.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        if request.blank {
            return Ok(vec![self.empty(standard, "　　　　村　　　　网格", "　　　　年度")]);
        }
        let (of, subject) = Of::of_record(session, request)?;
        let year = of.month.first_day().year().unsigned_abs();
        let letters = session.read(|reader| {
            let year = match subject {
                Some(subject) => {
                    let row: domain::letter::Letter = reader.get(subject)?.ok_or_else(Failure::gone)?;
                    row.year
                }
                None => year,
            };
            signed(reader, year)
        })?;
        let grids = &of.register.rows().grids;
        let unit = of.grid.map(|at| grids[at as usize].unit);
        let mut wanted: Vec<&Signed> = letters
            .values()
            .filter(|one| {
                subject.map_or(unit.is_none_or(|unit| unit == one.letter.unit), |subject| one.letter.id == subject)
            })
            .collect();
        let number = |unit: Id| of.register.grid_of_unit(Some(unit)).map(|grid| grid.number);
        wanted.sort_by_key(|one| (number(one.letter.unit), one.letter.id));
        if wanted.is_empty() {
            return Ok(vec![self.empty(standard, &of.place, &format!("{year}年度"))]);
        }
        Ok(wanted.into_iter().map(|one| self.of(standard, &of, one)).collect())
    }
}

impl Letter {
    fn of(&self, standard: &Standard, of: &Of, one: &Signed) -> Document {
        let group = unit_name(&of.register, Some(one.letter.unit)).unwrap_or_default();
        let left = format!("{}　{group}", of.place);
        let signed = one.letter.signed_on.map(|day| format!("　{day} 签订")).unwrap_or_default();
        let head = HeadLine { left, right: format!("{}年度{signed}", one.letter.year) };
        let mut document = self.sheet(standard, head);
        document.name = format!("{}年 {group}", one.letter.year);
        let mut table = Table::new(columns());
        table.rows = (1..).zip(&one.items).map(|(number, item)| row(of, number, item)).collect();
        let total = |points: Option<Points>| points.map_or_else(Cell::room, |points| Cell::text(points.to_string()));
        table.rows.push(Row(vec![
            Cell::text(""),
            Cell::text("合计"),
            Cell::text(""),
            total(Some(one.points())),
            Cell::text(""),
            Cell::text(""),
            total(one.total(|item| item.own_score)),
            total(one.total(|item| item.score)),
        ]));
        document.blocks.push(Block::Table(table));
        if let Some(remark) = &one.letter.remark {
            document.blocks.push(Block::Paragraph(Paragraph::note(vec![Line::text(format!("备注：{remark}"))])));
        }
        document
    }

    fn empty(&self, standard: &Standard, left: &str, right: &str) -> Document {
        let mut document = self.sheet(standard, HeadLine { left: left.to_owned(), right: right.to_owned() });
        let mut table = Table::new(columns());
        table.rows = vec![by_hand(&table.columns); BLANK_ROWS];
        table.row_height_mm = BLANK_ROW_MM;
        document.blocks.push(Block::Table(table));
        document
    }

    /// The sheet with what each of the two does of it.
    fn sheet(&self, standard: &Standard, head: HeadLine) -> Document {
        let mut document = bare(self, standard);
        document.footer.clear();
        document.signatures = SIGNATURES.map(str::to_owned).to_vec();
        document.head.push(head);
        for words in [&standard.letters.village, &standard.letters.group].into_iter().filter(|words| !words.is_empty())
        {
            let lines = vec![Line::text(words)];
            document.blocks.push(Block::Paragraph(Paragraph { kind: ParagraphKind::Body, lines }));
        }
        document
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(11.0).centred(),
        Column::new("目标任务").mm(28.0),
        Column::new("具体要求"),
        Column::new("分值").mm(13.0).centred(),
        Column::new("完成时限").mm(22.0).centred(),
        Column::new("责任人").mm(19.0),
        Column::new("自评").mm(13.0).centred(),
        Column::new("考核得分").mm(22.0).centred(),
    ]
}

fn row(of: &Of, number: usize, item: &LetterItem) -> Row {
    let owner = item.owner.and_then(|owner| of.register.person(owner)).map(|person| person.name.clone());
    // What nobody gave yet is written in by hand.
    let given = |points: Option<Points>| points.map_or_else(Cell::room, |points| Cell::text(points.to_string()));
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(&item.text),
        maybe(item.demand.as_ref()),
        Cell::text(item.points.to_string()),
        Cell::text(item.due.map(|due| due.to_string()).unwrap_or_default()),
        maybe(owner.as_ref()),
        given(item.own_score),
        given(item.score),
    ])
}
