//! 走访单: the households that are due, one sheet a hamlet in walking order, to be filled in by hand at the door and
//! typed back row by row.

use domain::document::{Block, Cell, Column, Document, HeadLine, INTERNAL, Line, Paper, Row, Run, Table, Value};

use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::session::Session;
use crate::standard::Standard;
use crate::visits::{Round, RoundQuery, RoundRow, rounds};

/// Rows of a sheet without households, and the height of every row in millimetres: a line and a half of handwriting.
const BLANK_ROWS: usize = 10;
const ROW_MM: f64 = 12.0;

/// The sheet.
pub(super) struct RoundSheet;

impl Form for RoundSheet {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("round_sheet", |titles| &titles.round_sheet, FormScope::List, Paper::A4_LANDSCAPE);
        &ABOUT
    }

    /// `subject` names one hamlet.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = session.standard()?;
        let standard = &*standard;
        let empty = |head: HeadLine| {
            let mut table = sheet();
            table.rows = vec![Row(table.columns.iter().map(by_hand).collect()); BLANK_ROWS];
            self.document(standard, head, table)
        };
        if request.blank {
            let left = "　　　　村　　　　组".to_owned();
            return Ok(vec![empty(HeadLine { left, right: "年　　月　　日".to_owned() })]);
        }
        let query = RoundQuery { grid: request.grid.clone(), hamlet: request.subject.clone(), all: false };
        let rounds = rounds(session, &query)?;
        let place = session.station()?;
        let place = place.village.unwrap_or(place.name);
        if rounds.is_empty() {
            let right = format!("{} 没有该走访的户", session.today());
            return Ok(vec![empty(HeadLine { left: place, right })]);
        }
        Ok(rounds.iter().map(|round| self.of(standard, &place, round)).collect())
    }
}

impl RoundSheet {
    fn of(&self, standard: &Standard, place: &str, round: &Round) -> Document {
        let mut table = sheet();
        table.rows = round.rows.iter().map(row).collect();
        let left = format!("{place}　{}", round.hamlet).trim_end().to_owned();
        let mut document = self.document(standard, HeadLine { left, right: format!("单号 {}", round.sheet) }, table);
        document.name.clone_from(&round.hamlet);
        document
    }

    fn document(&self, standard: &Standard, head: HeadLine, table: Table) -> Document {
        let mut document = Document::new(self.title(standard), self.paper());
        document.head.push(head);
        document.blocks.push(Block::Table(table));
        document.signatures = vec!["走访人：".to_owned(), "走访日期：".to_owned(), "录入人：".to_owned()];
        INTERNAL.clone_into(&mut document.footer);
        document
    }
}

fn sheet() -> Table {
    let columns = vec![
        Column::new("行码").mm(13.0).centred(),
        Column::new("户主").mm(22.0),
        Column::new("住址").mm(42.0),
        Column::new("人口").mm(12.0).centred(),
        Column::new("上次走访").mm(28.0).centred(),
        Column::new("见到").mm(13.0).centred(),
        Column::new("不在家").mm(15.0).centred(),
        Column::new("家庭近况"),
        Column::new("反映问题/诉求"),
        Column::new("下次").mm(20.0).centred(),
    ];
    Table { row_height_mm: ROW_MM, ..Table::new(columns) }
}

fn tick() -> Cell {
    Cell::new(vec![Line(vec![Run::Tick(false)])])
}

/// What stands in a column of a row without a household.
fn by_hand(column: &Column) -> Cell {
    if matches!(column.caption.as_str(), "见到" | "不在家") { tick() } else { Cell::room() }
}

fn row(row: &RoundRow) -> Row {
    let due = &row.due;
    let away = if due.all_away { "\n全户外出" } else { "" };
    let last = due.last.as_deref().unwrap_or("从未");
    Row(vec![
        Cell::text(&row.row),
        Cell::names(due.head.clone()),
        Cell::text(due.address.as_deref().or(due.code.as_deref()).unwrap_or_default()),
        Cell::number(Value::count(due.persons as usize)),
        Cell::text(format!("{last}{away}")),
        tick(),
        tick(),
        Cell::room(),
        Cell::room(),
        Cell::room(),
    ])
}
