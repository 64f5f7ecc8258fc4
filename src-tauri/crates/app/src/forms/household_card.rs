//! 户卡（一户一档）: what is known of a household and of everybody in it, on one sheet.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::Relation;
use domain::date::Month;
use domain::day::Day;
use domain::document::{Block, Cell, Column, Document, Field, Fields, HeadLine, INTERNAL, Paper, Row, Table, Value};
use domain::household::Household;
use domain::id::Id;
use domain::person::{Person, Residence, ResidenceKind};
use domain::register::Register;
use domain::tag::{Subject, Tag};

use super::masking::{Shown, masked};
use super::{About, Form, FormRequest, FormScope};
use crate::asked;
use crate::failure::{Failure, Result};
use crate::ledger::{reporting_day, running};
use crate::order::{Hamlets, by_code};
use crate::session::Session;

/// Members for whom a sheet filled in by hand has room.
const BLANK_ROWS: usize = 8;

/// Height of a row that is written by hand, in millimetres.
const BLANK_ROW_MM: f64 = 9.0;

/// The card.
pub(super) struct HouseholdCard;

impl Form for HouseholdCard {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("household_card", |titles| &titles.household_card, FormScope::Household, Paper::A4_LANDSCAPE)
                .opening_numbers();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = session.standard()?;
        let standard = &*standard;
        let empty = || {
            let mut card = blank(self.title(standard), self.paper());
            card.signatures.clone_from(&standard.paper.signatures);
            vec![card]
        };
        if request.blank {
            return Ok(empty());
        }
        let as_of = match &request.month {
            Some(month) => reporting_day(session, running(session, Some(month))?)?,
            None => session.today(),
        };
        let register = session.register_of(Month::of(as_of))?;
        let day = Day::new(&register, as_of);
        let cards = Cards::new(&day, Shown { full: request.full_numbers, day: as_of });
        let place = session.station()?;
        let place = place.village.unwrap_or(place.name);
        let documents: Vec<Document> = chosen(&day, request)?
            .into_iter()
            .map(|household| {
                let mut document = cards.card(self.title(standard), self.paper(), household);
                let hamlet = household.hamlet.as_deref().unwrap_or_default();
                let left = format!("{place}　{hamlet}").trim_end().to_owned();
                document.head.push(HeadLine { left, right: format!("截至 {as_of}") });
                document.signatures.clone_from(&standard.paper.signatures);
                document
            })
            .collect();
        Ok(if documents.is_empty() { empty() } else { documents })
    }
}

/// The household that is named, or all that are open, hamlet by hamlet.
fn chosen<'r>(day: &Day<'r>, request: &FormRequest) -> Result<Vec<&'r Household>> {
    let register = day.register();
    let households = &register.rows().households;
    if let Some(subject) = &request.subject {
        let is = |row: &&Household| row.id.to_string() == *subject || row.code.as_ref() == Some(subject);
        return households.iter().find(is).map(|row| vec![row]).ok_or_else(Failure::gone);
    }
    let grid = asked::grid(register, request.grid.as_deref())?;
    let mut chosen: Vec<&Household> = households
        .iter()
        .zip(0..)
        .filter(|(row, at)| {
            register.span(None, row.from, row.to).holds_on(day.date()) && (grid.is_none() || day.grid_of(*at) == grid)
        })
        .map(|(row, _)| row)
        .collect();
    let hamlets = Hamlets::of(households.iter());
    chosen.sort_by_cached_key(|row| (hamlets.rank(row), by_code(row), row.id));
    Ok(chosen)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(13.0).centred(),
        Column::new("姓名").mm(30.0),
        Column::new("与户主关系").mm(25.0).centred(),
        Column::new("性别").mm(14.0).centred(),
        Column::new("出生日期（年龄）").mm(38.0).centred(),
        Column::new("身份证号").mm(44.0).centred(),
        Column::new("联系电话").mm(32.0).centred(),
        Column::new("从业情况").mm(25.0).centred(),
        Column::new("类别（起止）"),
    ]
}

/// A card to be filled in by hand.
fn blank(title: &str, paper: Paper) -> Document {
    let mut document = Document::new(title, paper);
    let field = |caption: &str| Field::new(caption, Cell::room());
    let fields = vec![
        field("户主"),
        field("户号"),
        field("人口"),
        field("村民小组"),
        field("网格"),
        field("联系电话"),
        field("住址").over(2),
        field("立户时间"),
        field("户的类别").over(3),
    ];
    document.blocks.push(Block::Fields(Fields { per_row: 3, fields }));
    let mut table = Table::new(columns());
    let room = |_| Cell::room();
    table.rows = (0..BLANK_ROWS).map(|_| Row(table.columns.iter().map(room).collect())).collect();
    table.row_height_mm = BLANK_ROW_MM;
    document.blocks.push(Block::Table(table));
    INTERNAL.clone_into(&mut document.footer);
    document
}

/// The rows of a day by the record they hang on, gathered once for all cards.
struct Cards<'d, 'r> {
    day: &'d Day<'r>,
    register: &'r Register,
    shown: Shown,
    living: HashMap<Id, Vec<&'r Residence>>,
    tags: HashMap<Subject, Vec<&'r Tag>>,
    works: HashMap<Id, String>,
}

impl<'d, 'r> Cards<'d, 'r> {
    fn new(day: &'d Day<'r>, shown: Shown) -> Self {
        let register = day.register();
        let rows = register.rows();
        let mut living: HashMap<Id, Vec<&Residence>> = HashMap::new();
        for row in &rows.residences {
            if register.span(Some(row.person), row.from, row.to).holds_on(day.date()) {
                living.entry(row.household).or_default().push(row);
            }
        }
        let birth = |row: &Residence| register.person(row.person).and_then(|person| person.birth);
        for list in living.values_mut() {
            // The head, then by the standard's groups of relations (spouse, sons, daughters, …), the elder first.
            list.sort_by_key(|row| {
                let group = row.relation.and_then(|relation| relation.code().chars().next());
                (row.relation != Some(Relation::HEAD), group.is_none(), group, birth(row).is_none(), birth(row), row.id)
            });
        }
        let mut tags: HashMap<Subject, Vec<&Tag>> = HashMap::new();
        for tag in &rows.tags {
            let person = match tag.subject {
                Subject::Person(id) => Some(id),
                Subject::Household(_) => None,
            };
            if register.span(person, tag.from, tag.to).holds_on(day.date()) {
                tags.entry(tag.subject).or_default().push(tag);
            }
        }
        let mut works = HashMap::new();
        for work in &rows.works {
            if register.span(Some(work.person), work.from, work.to).holds_on(day.date()) {
                let place = work.place.as_deref().map(|place| format!("（{place}）")).unwrap_or_default();
                works.insert(work.person, format!("{}{place}", work.kind));
            }
        }
        Self { day, register, shown, living, tags, works }
    }

    fn card(&self, title: &str, paper: Paper, household: &'r Household) -> Document {
        let mut document = Document::new(title, paper);
        document.name = household.code.clone().unwrap_or_default();
        document.blocks.push(Block::Fields(self.fields(household)));
        let mut table = Table::new(columns());
        let members = self.living.get(&household.id).map_or(&[][..], Vec::as_slice);
        table.rows = members
            .iter()
            .filter_map(|row| Some((*row, self.register.person(row.person)?)))
            .zip(1..)
            .map(|((row, person), number)| self.member(number, row, person))
            .collect();
        document.blocks.push(Block::Table(table));
        INTERNAL.clone_into(&mut document.footer);
        document
    }

    fn fields(&self, household: &Household) -> Fields {
        let at = self.register.household_index(household.id);
        let head = self.living.get(&household.id).and_then(|rows| {
            let head = rows.iter().find(|row| row.relation == Some(Relation::HEAD))?;
            self.register.person(head.person)
        });
        let grid =
            at.and_then(|at| self.day.grid_of(at)).map(|at| self.register.rows().grids[at as usize].name.clone());
        let known = |text: Option<&str>| Cell::text(text.unwrap_or_default());
        let from = household.from.map(|from| from.to_string());
        let size = at.map_or(0, |at| self.day.size_of(at));
        Fields {
            per_row: 3,
            fields: vec![
                Field::new("户主", Cell::names(head.map(|person| person.name.clone()))),
                Field::new("户号", known(household.code.as_deref())),
                Field::new("人口", Cell::number(Value::count(size as usize))),
                Field::new("村民小组", known(household.hamlet.as_deref())),
                Field::new("网格", known(grid.as_deref())),
                Field::new("联系电话", self.shown.phone(household.phone.as_deref())),
                Field::new("住址", known(household.address.as_deref())).over(2),
                Field::new("立户时间", known(from.as_deref())),
                Field::new("户的类别", Cell::text(self.tags(Subject::Household(household.id)))).over(3),
            ],
        }
    }

    fn member(&self, number: usize, row: &Residence, person: &Person) -> Row {
        let mut cells = vec![Cell::number(Value::count(number)), Cell::names([person.name.clone()])];
        let age = person.birth.map(|birth| birth.age_on(self.shown.day));
        if self.shown.is_child(person) {
            cells.extend([masked(), masked(), Cell::text(age.map(|age| format!("{age} 岁")).unwrap_or_default())]);
            cells.resize_with(columns().len(), masked);
            return Row(cells);
        }
        let relation = row.relation.map_or("", Relation::word);
        let stay = if row.kind == ResidenceKind::Temporary { "（暂住）" } else { "" };
        let birth = person.birth.zip(age).map(|(birth, age)| format!("{birth}（{age}）")).unwrap_or_default();
        cells.extend([
            Cell::text(format!("{relation}{stay}")),
            Cell::text(person.sex.map_or("", |sex| sex.word())),
            Cell::text(birth),
            self.shown.id_number(person.id_number.as_deref()),
            self.shown.phone(person.phone.as_deref()),
            Cell::text(self.works.get(&person.id).map_or("", String::as_str)),
            Cell::text(self.tags(Subject::Person(person.id))),
        ]);
        Row(cells)
    }

    /// `残疾人（2025-01 起）、优抚对象`: a kind a line; grades and certificates only where everything shows.
    fn tags(&self, subject: Subject) -> String {
        let list = self.tags.get(&subject).map_or(&[][..], Vec::as_slice);
        list.iter().map(|tag| self.tag(tag)).collect::<Vec<_>>().join("\n")
    }

    fn tag(&self, tag: &Tag) -> String {
        let mut notes = Vec::new();
        if self.shown.full {
            notes.extend([&tag.subtype, &tag.grade, &tag.certificate].into_iter().flatten().cloned());
        }
        notes.extend(tag.from.map(|from| format!("{from} 起")));
        notes.extend(tag.to.map(|to| format!("{} 止", last_day(to.first_day()))));
        if notes.is_empty() { tag.kind.word().to_owned() } else { format!("{}（{}）", tag.kind, notes.join("，")) }
    }
}

/// What is stored is the first day no more.
fn last_day(to: NaiveDate) -> NaiveDate {
    to.pred_opt().unwrap_or(to)
}
