//! 走访记录表: the visits of a month, one a row, with what was asked for and what came of it.

use std::collections::HashMap;

use domain::attachment::Owner;
use domain::codes::Relation;
use domain::date::{Month, PartialDate};
use domain::document::{Block, Cell, Column, Document, HeadLine, INTERNAL, Line, Paper, Paragraph, Row, Table, Value};
use domain::id::Id;
use domain::register::{Register, Span};
use domain::visit::{Visit, VisitKind, VisitNeed, VisitOutcome};
use store::Reader;

use super::annexed::photographs;
use super::{About, Form, FormRequest, FormScope};
use crate::asked;
use crate::failure::Result;
use crate::ledger::running;
use crate::session::Session;

/// Rows of a sheet that is filled in by hand, and their height in millimetres.
const BLANK_ROWS: usize = 8;
const BLANK_ROW_MM: f64 = 13.0;

/// The record.
pub(super) struct VisitRecord;

impl Form for VisitRecord {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("visit_record", |titles| &titles.visit_record, FormScope::Month, Paper::A4_LANDSCAPE);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = session.standard()?;
        let standard = &*standard;
        let mut document = Document::new(self.title(standard), self.paper());
        document.signatures.clone_from(&standard.paper.signatures);
        INTERNAL.clone_into(&mut document.footer);
        let mut table = Table::new(columns());
        if request.blank {
            table.rows = vec![Row(table.columns.iter().map(|_| Cell::room()).collect()); BLANK_ROWS];
            table.row_height_mm = BLANK_ROW_MM;
            document.head.push(HeadLine {
                left: "　　　　村　　　　网格".to_owned(), right: "年　　月".to_owned()
            });
            document.blocks.push(Block::Table(table));
            return Ok(vec![document]);
        }
        let month = running(session, request.month.as_deref())?;
        let today = session.today();
        let register = session.register_of(month)?;
        let grid = asked::grid(&register, request.grid.as_deref())?;
        let then = Then::new(&register);
        let place = session.station()?;
        let place = place.village.unwrap_or(place.name);
        let part = grid.map(|at| register.rows().grids[at as usize].name.as_str());
        let left = part.map_or_else(|| place.clone(), |grid| format!("{place}　{grid}"));
        document.head.push(HeadLine { left, right: said(month) });
        let met = session.read(|reader| {
            let mut visits = reader.visits_between(month.first_day(), month.last_day().min(today))?;
            let wanted = grid.map(|at| register.rows().grids[at as usize].id);
            visits.retain(|visit| wanted.is_none() || then.grid(visit) == wanted);
            let mut followed = Followed { reader, known: HashMap::new() };
            for (number, visit) in (1..).zip(&visits) {
                let name = |person: Option<Id>| Some(register.person(person?)?.name.clone());
                let names = [then.head(visit), visit.person].map(name);
                table.rows.push(row(number, visit, names, &mut followed)?);
            }
            let caption = |visit: &Visit| {
                let head = then.head(visit).and_then(|head| register.person(head));
                format!("{}　{}", visit.date, head.map_or("", |head| head.name.as_str()))
            };
            let owners: Vec<(Owner, String)> =
                visits.iter().map(|visit| (Owner::Visit(visit.id), caption(visit))).collect();
            document.annex = photographs(reader, &owners)?;
            Ok(visits.iter().filter(|visit| visit.outcome == VisitOutcome::Met).count())
        })?;
        let number = table.rows.len();
        document.blocks.push(Block::Table(table));
        let words = format!("共走访 {number} 次，其中见到 {met} 次、不在家 {} 次。", number - met);
        document.blocks.push(Block::Paragraph(Paragraph::note(vec![Line::text(words)])));
        Ok(vec![document])
    }
}

fn said(month: Month) -> String {
    use chrono::Datelike;
    let first = month.first_day();
    format!("{}年{}月", first.year(), first.month())
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(11.0).centred(),
        Column::new("走访日期").mm(25.5).centred(),
        Column::new("户主").mm(17.0),
        Column::new("走访对象").mm(20.5),
        Column::new("方式").mm(14.0).centred(),
        Column::new("家庭近况").share(1.6),
        Column::new("反映问题/诉求").share(1.3),
        Column::new("现场答复"),
        Column::new("是否上报").mm(12.0).centred(),
        Column::new("办理结果"),
        Column::new("回访日期").mm(25.5).centred(),
        Column::new("是否满意").mm(12.0).centred(),
        Column::new("走访人").mm(17.0),
        Column::new("备注").mm(16.0),
    ]
}

/// Whose head was who, and what lay in which grid, from when to when.
struct Then {
    heads: HashMap<Id, Vec<(Id, Span)>>,
    grids: HashMap<Id, Vec<(Id, Span)>>,
}

impl Then {
    fn new(register: &Register) -> Self {
        let rows = register.rows();
        let mut then = Self { heads: HashMap::new(), grids: HashMap::new() };
        for row in rows.residences.iter().filter(|row| row.relation == Some(Relation::HEAD)) {
            let span = register.span(Some(row.person), row.from, row.to);
            then.heads.entry(row.household).or_default().push((row.person, span));
        }
        for row in &rows.household_grids {
            then.grids.entry(row.household).or_default().push((row.grid, register.span(None, row.from, row.to)));
        }
        then
    }

    /// What held on the day of the visit; before the opening, what held first.
    fn on(spans: &HashMap<Id, Vec<(Id, Span)>>, visit: &Visit) -> Option<Id> {
        let spans = spans.get(&visit.household)?;
        let held = spans.iter().find(|(_, span)| span.holds_on(visit.date.first_day()));
        held.or_else(|| spans.iter().min_by_key(|(_, span)| span.from)).map(|(id, _)| *id)
    }

    fn head(&self, visit: &Visit) -> Option<Id> {
        Self::on(&self.heads, visit)
    }

    fn grid(&self, visit: &Visit) -> Option<Id> {
        Self::on(&self.grids, visit)
    }
}

/// Of a household, when somebody came back to ask, and whether they were satisfied.
struct Followed<'r, 'a> {
    reader: &'r Reader<'a>,
    known: HashMap<Id, Vec<(PartialDate, Option<bool>)>>,
}

impl Followed<'_, '_> {
    /// The first time after a day.
    fn after(&mut self, visit: &Visit) -> Result<Option<(PartialDate, Option<bool>)>> {
        if !self.known.contains_key(&visit.household) {
            let mut visits = self.reader.visits_of_household(visit.household, 0, usize::MAX >> 1)?;
            visits.retain(|one| one.kind == VisitKind::FollowUp && one.outcome == VisitOutcome::Met);
            let known = visits.iter().rev().map(|one| (one.date, one.satisfied)).collect();
            self.known.insert(visit.household, known);
        }
        let known = self.known.get(&visit.household).map_or(&[][..], Vec::as_slice);
        Ok(known.iter().find(|(date, _)| *date > visit.date).copied())
    }
}

/// One line a need, numbered where there are several.
fn each(needs: &[VisitNeed], word: impl Fn(&VisitNeed) -> String) -> Cell {
    let lines: Vec<String> = match needs {
        [one] => vec![word(one)],
        several => several
            .iter()
            .map(word)
            .zip(1..)
            .map(|(word, number)| format!("{number}.{}", if word.is_empty() { "—" } else { &word }))
            .collect(),
    };
    Cell::text(lines.join("\n"))
}

fn row(number: usize, visit: &Visit, names: [Option<String>; 2], followed: &mut Followed<'_, '_>) -> Result<Row> {
    let needs = followed.reader.needs_of_visit(visit.id)?;
    let (back, satisfied) = match visit.kind {
        VisitKind::FollowUp => (Some(visit.date), visit.satisfied),
        _ if needs.is_empty() => (None, None),
        _ => followed.after(visit)?.map_or((None, None), |(date, satisfied)| (Some(date), satisfied)),
    };
    let text = |text: &Option<String>| Cell::text(text.as_deref().unwrap_or_default());
    let findings = match (visit.outcome, &visit.findings) {
        (VisitOutcome::Met, findings) => text(findings),
        (VisitOutcome::NotHome, None) => Cell::text(VisitOutcome::NotHome.word()),
        (VisitOutcome::NotHome, Some(findings)) => Cell::text(format!("{}；{findings}", VisitOutcome::NotHome)),
    };
    let result = |need: &VisitNeed| match (&need.result, need.result_on) {
        (Some(result), Some(on)) => format!("{result}（{on}）"),
        (result, _) => result.clone().unwrap_or_default(),
    };
    let [head, person] = names;
    Ok(Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(visit.date.to_string()),
        Cell::names(head),
        Cell::names(person),
        Cell::text(visit.kind.word()),
        findings,
        each(&needs, |need| need.text.clone()),
        each(&needs, |need| need.answer.clone().unwrap_or_default()),
        each(&needs, |need| if need.report { "是" } else { "否" }.to_owned()),
        each(&needs, result),
        Cell::text(back.map(|date| date.to_string()).unwrap_or_default()),
        Cell::text(satisfied.map_or("", |is| if is { "是" } else { "否" })),
        text(&visit.visitors),
        text(&visit.remark),
    ]))
}
