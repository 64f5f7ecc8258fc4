//! What lists of one table have in common: whose they are, the sheet to fill in by hand, what is said below.

use chrono::Datelike;
use domain::date::Month;
use domain::day::Scope;
use domain::document::{Block, Cell, Column, Document, HeadLine, INTERNAL, Line, Paragraph, Row, Table};
use domain::id::Id;
use domain::register::Register;

use super::{Form, FormRequest, FormScope};
use crate::asked;
use crate::failure::Result;
use crate::ledger::{reporting_day, running};
use crate::session::{Session, id};
use crate::standard::Standard;

/// Height of a row that is written by hand, in millimetres.
const BY_HAND_MM: f64 = 10.0;

/// The list that is asked for: its rows put into the table by `fill`, which gives what is said below it.
pub(super) fn list(
    form: &dyn Form,
    session: &Session,
    request: &FormRequest,
    columns: Vec<Column>,
    fill: impl FnOnce(&Of, &mut Table) -> Result<Line>,
) -> Result<Vec<Document>> {
    let standard = session.standard()?;
    let standard = &*standard;
    if request.blank {
        return Ok(vec![blank(form, standard, columns)]);
    }
    let of = Of::new(session, request)?;
    let mut table = Table::new(columns);
    let below = fill(&of, &mut table)?;
    let mut document = bare(form, standard);
    document.head.push(of.line(form));
    document.blocks.push(Block::Table(table));
    document.blocks.push(Block::Paragraph(Paragraph::note(vec![below])));
    Ok(vec![document])
}

/// A document with its title, its signatures and the note at its foot.
pub(super) fn bare(form: &dyn Form, standard: &Standard) -> Document {
    let mut document = Document::new(form.title(standard), form.paper());
    document.signatures.clone_from(&standard.paper.signatures);
    INTERNAL.clone_into(&mut document.footer);
    document
}

/// A row with nothing in it.
pub(super) fn by_hand(columns: &[Column]) -> Row {
    Row(columns.iter().map(|_| Cell::room()).collect())
}

/// The sheet that is filled in by hand: as many empty rows as a page holds.
pub(super) fn blank(form: &dyn Form, standard: &Standard, columns: Vec<Column>) -> Document {
    let mut document = bare(form, standard);
    let left = "　　　　村　　　　网格".to_owned();
    document.head.push(HeadLine { left, right: "年　　月　　日".to_owned() });
    let rows = if form.paper().landscape { 12 } else { 18 };
    let mut table = Table::new(columns);
    table.rows = vec![by_hand(&table.columns); rows];
    table.row_height_mm = BY_HAND_MM;
    document.blocks.push(Block::Table(table));
    document
}

/// A text, or the dash of what is not known.
pub(super) fn maybe(text: Option<&String>) -> Cell {
    Cell::text(text.map_or("", String::as_str))
}

/// Which month or day a list is of, and which part of the village.
pub(super) struct Of {
    /// The month in which the day lies.
    pub month: Month,
    /// The day whose evening it shows: a month's reporting day, today when no month is named.
    pub as_of: chrono::NaiveDate,
    /// One grid only, by its place in the register.
    pub grid: Option<u32>,
    /// 向阳村　第一网格.
    pub place: String,
    /// The register with the month's counting basis.
    pub register: std::sync::Arc<Register>,
}

impl Of {
    /// As [`Of::new`]; of a record that is named the month says nothing: it may lie in one that has not come.
    pub fn of_record(session: &Session, request: &FormRequest) -> Result<(Self, Option<Id>)> {
        let subject = request.subject.as_deref().map(id).transpose()?;
        let month = request.month.clone().filter(|_| subject.is_none());
        Ok((Self::new(session, &FormRequest { month, ..request.clone() })?, subject))
    }

    pub fn new(session: &Session, request: &FormRequest) -> Result<Self> {
        let month = running(session, request.month.as_deref())?;
        let as_of = if request.month.is_some() { reporting_day(session, month)? } else { session.today() };
        let register = session.register_of(month)?;
        let grid = asked::grid(&register, request.grid.as_deref())?;
        let station = session.station()?;
        let place = station.village.unwrap_or(station.name);
        let part = grid.map(|at| register.rows().grids[at as usize].name.as_str());
        let place = part.map_or_else(|| place.clone(), |grid| format!("{place}　{grid}"));
        Ok(Self { month, as_of, grid, place, register })
    }

    /// The line above a list: the month that it is of, or the day.
    pub fn line(&self, form: &dyn Form) -> HeadLine {
        let right = match form.about().scope {
            FormScope::Month => {
                let first = self.month.first_day();
                format!("{}年{}月", first.year(), first.month())
            }
            _ => format!("截至 {}", self.as_of),
        };
        HeadLine { left: self.place.clone(), right }
    }

    /// The part of the village that it is of.
    pub fn scope(&self) -> Scope {
        self.grid.map_or(Scope::Village, |at| Scope::Grid(Some(at)))
    }
}
