//! 党员花名册: the party members of the village or of one grid on a day.

use std::collections::HashMap;

use domain::codes::CodeTable;
use domain::date::{Month, PartialDate};
use domain::day::{Day, Measure, Scope};
use domain::document::{
    Block, Cell, Column, Document, HeadLine, INTERNAL, Line, Paper, Paragraph, Row, Run, Table, Value,
};
use domain::id::Id;
use domain::person::{MemberKind, PartyMember, Person};
use domain::tag::Subject;

use super::link::{Link, Part, What};
use super::masking::Shown;
use super::{Form, FormRequest, FormScope, LaysOpen};
use crate::failure::{Failure, Result};
use crate::ledger::{grid_named, reporting_day, running};
use crate::session::Session;
use crate::standard::{self, Standard};

/// Rows of a sheet that is filled in by hand, and their height in millimetres.
const BLANK_ROWS: usize = 14;
const BLANK_ROW_MM: f64 = 9.0;

/// The roster.
pub(super) struct PartyRoster;

impl Form for PartyRoster {
    fn name(&self) -> &'static str {
        "party_roster"
    }

    fn title<'s>(&self, standard: &'s Standard) -> &'s str {
        &standard.titles.party_roster
    }

    fn scope(&self) -> FormScope {
        FormScope::List
    }

    fn lays_open(&self) -> LaysOpen {
        LaysOpen { names: false, numbers: true }
    }

    fn paper(&self) -> Paper {
        Paper::A4_LANDSCAPE
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = standard::shipped()?;
        let mut document = Document::new(self.title(standard), self.paper());
        document.signatures.clone_from(&standard.paper.signatures);
        INTERNAL.clone_into(&mut document.footer);
        let mut table = Table::new(columns());
        if request.blank {
            let row = Row(table.columns.iter().map(|_| Cell::room()).collect());
            table.rows = vec![row; BLANK_ROWS];
            table.row_height_mm = BLANK_ROW_MM;
            document.head.push(HeadLine {
                left: "　　　　党支部　　　　年　　月".to_owned(), right: String::new()
            });
            document.blocks.push(Block::Table(table));
            return Ok(vec![document]);
        }
        let month = running(session, request.month.as_deref())?;
        let as_of = if request.month.is_some() { reporting_day(session, month)? } else { session.today() };
        let register = session.register_of(Month::of(as_of))?;
        let grid = request.grid.as_deref();
        let grid = grid.map(|text| grid_named(&register, text).ok_or_else(Failure::gone)).transpose()?;
        let day = Day::new(&register, as_of);
        let shown = Shown { full: request.full_numbers, day: as_of };
        let members = members(&day, grid.map_or(Scope::Village, |at| Scope::Grid(Some(at))));
        let place = session.station()?;
        let place = place.village.unwrap_or(place.name);
        let part = grid.map(|at| &register.rows().grids[at as usize]);
        let left = part.map_or_else(|| place.clone(), |grid| format!("{place}　{}", grid.name));
        document.head.push(HeadLine { left, right: format!("截至 {as_of}") });
        table.rows = members.iter().zip(1..).map(|(member, number)| row(&day, shown, number, member)).collect();
        document.blocks.push(Block::Table(table));
        let part = part.map_or(Part::Village, |grid| Part::Grid(grid.id));
        let mut total = Value::count(members.len());
        // The running month's numbers are today's; a list of an earlier day in it opens no other day's records.
        if as_of == reporting_day(session, month)? {
            total = total.opening(Link { month, part, what: What::Measure(Measure::PartyMembers) }.to_string());
        }
        let count = |kind: MemberKind| members.iter().filter(|(_, row)| row.kind == kind).count();
        let floating = members.iter().filter(|(_, row)| row.floating).count();
        let rest = format!(" 人，其中预备 {} 人、流动 {floating} 人。", count(MemberKind::Probationary));
        let line = Line(vec![Run::Text("共 ".to_owned()), Run::Value(total), Run::Text(rest)]);
        document.blocks.push(Block::Paragraph(Paragraph::note(vec![line])));
        Ok(vec![document])
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("姓名").mm(22.0),
        Column::new("性别").mm(12.0).centred(),
        Column::new("民族").mm(14.0).centred(),
        Column::new("出生日期").mm(24.0).centred(),
        Column::new("文化程度").mm(25.0).centred(),
        Column::new("身份证号").mm(42.0).centred(),
        Column::new("入党时间").mm(24.0).centred(),
        Column::new("党员类别").mm(20.0).centred(),
        Column::new("联系电话").mm(28.0).centred(),
        Column::new("所在网格").mm(22.0),
        Column::new("备注"),
    ]
}

/// The members that count on the day, by grid, then by when they joined.
fn members<'r>(day: &Day<'r>, scope: Scope) -> Vec<(&'r Person, &'r PartyMember)> {
    let register = day.register();
    let mut best: HashMap<Id, &PartyMember> = HashMap::new();
    for row in &register.rows().members {
        if register.span(Some(row.person), row.from, row.to).holds_on(day.date()) {
            let known = best.entry(row.person).or_insert(row);
            // Of two rows that hold, the one that says more.
            if known.kind == MemberKind::Unknown {
                *known = row;
            }
        }
    }
    let mut members: Vec<(&Person, &PartyMember)> = day
        .behind(Measure::PartyMembers, scope)
        .into_iter()
        .filter_map(|subject| match subject {
            Subject::Person(id) => register.person(id).zip(best.get(&id).copied()),
            Subject::Household(_) => None,
        })
        .collect();
    members.sort_by_cached_key(|(person, row)| {
        let grid = grid_of(day, person.id).map(|grid| grid.number);
        (grid.is_none(), grid, row.joined_on.is_none(), row.joined_on, person.id)
    });
    members
}

fn grid_of<'r>(day: &Day<'r>, person: Id) -> Option<&'r domain::organisation::Grid> {
    let register = day.register();
    let household = day.household_of(register.person_index(person)?)?;
    register.rows().grids.get(day.grid_of(household)? as usize)
}

fn row(day: &Day<'_>, shown: Shown, number: usize, (person, member): &(&Person, &PartyMember)) -> Row {
    let date = |date: Option<PartialDate>| Cell::text(date.map(|date| date.to_string()).unwrap_or_default());
    let code = |table: CodeTable, code: Option<&str>| Cell::text(code.map_or("", |code| table.word(code)));
    let mut notes: Vec<&str> = Vec::new();
    if member.floating {
        notes.push("流动党员");
    }
    if member.exempt {
        notes.push("可不参加会议");
    }
    notes.extend(member.exempt_reason.as_deref().filter(|_| member.exempt && shown.full));
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::names([person.name.clone()]),
        Cell::text(person.sex.map_or("", |sex| sex.word())),
        code(CodeTable::Ethnic, person.ethnic.as_deref()),
        date(person.birth),
        code(CodeTable::Education, person.education.as_deref()),
        shown.id_number(person.id_number.as_deref()),
        date(member.joined_on),
        Cell::text(member.kind.word()),
        shown.phone(person.phone.as_deref()),
        Cell::text(grid_of(day, person.id).map_or("", |grid| grid.name.as_str())),
        Cell::text(notes.join("\n")),
    ])
}
