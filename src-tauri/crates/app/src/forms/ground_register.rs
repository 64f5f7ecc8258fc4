//! 网格底数清册: people, land, things, matters and organisations of the village or of one grid on a day. Clause 3.2.
//!
//! One sheet to be read and signed; the rows behind it, household by household, are the workbook of all registers
//! ([`crate::workbook`]).

use std::collections::BTreeMap;

use domain::date::holds_on;
use domain::day::{Day, Measure};
use domain::document::{Block, Cell, Column, Document, Paper, Paragraph, Row, Table, Value};
use domain::id::Id;
use domain::organisation::UnitKind;
use domain::place::{Organisation, Place, Thing};
use domain::tag::TagKind;
use domain::visit::{Visit, VisitNeed};

use super::listing::{Of, bare, by_hand, maybe};
use super::masking::Shown;
use super::matters_of_month::MattersOfMonth;
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::matters::Case;
use crate::order::hamlets;
use crate::session::Session;

/// What is counted of people, in columns.
const COUNTED: [Measure; 9] = [
    Measure::Households,
    Measure::Persons,
    Measure::Away,
    Measure::PartyMembers,
    Measure::Tag(TagKind::LowIncome),
    Measure::Tag(TagKind::Disabled),
    Measure::Tag(TagKind::Assistance),
    Measure::Tag(TagKind::Preferential),
    Measure::Tag(TagKind::LeftBehindChild),
];
const CAPTIONS: [&str; 9] =
    ["户数", "人口", "外出务工", "党员", "低保户", "残疾人", "社会救助", "优抚对象", "留守儿童"];

/// Rows under each heading of a sheet that is filled in by hand, and their height in millimetres.
const BLANK_ROWS: usize = 4;
const BLANK_ROW_MM: f64 = 8.0;

/// The register.
pub(super) struct GroundRegister;

impl Form for GroundRegister {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("ground_register", |titles| &titles.ground_register, FormScope::List, Paper::A4)
                .opening_numbers();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = session.standard()?;
        let standard = &*standard;
        let mut document = bare(self, standard);
        let mut tables = [people(), places(), things(), matters(), organisations()];
        if request.blank {
            let left = "　　　　村　　　　网格".to_owned();
            document.head.push(domain::document::HeadLine { left, right: "年　　月　　日".to_owned() });
            for table in &mut tables {
                table.rows = vec![by_hand(&table.columns); BLANK_ROWS];
                table.row_height_mm = BLANK_ROW_MM;
            }
        } else {
            let of = Of::new(session, request)?;
            document.head.push(of.line(self));
            self.fill(session, request, &of, &mut tables)?;
        }
        for (heading, table) in ["一、人", "二、地", "三、物", "四、事", "五、组织"].into_iter().zip(tables)
        {
            document.blocks.push(Block::Paragraph(Paragraph::heading(heading)));
            document.blocks.push(Block::Table(table));
        }
        Ok(vec![document])
    }
}

impl GroundRegister {
    fn fill(&self, session: &Session, request: &FormRequest, of: &Of, tables: &mut [Table; 5]) -> Result<()> {
        let [people, places, things, matters, organisations] = tables;
        let day = Day::new(&of.register, of.as_of);
        let rows = of.register.rows();
        let shown = Shown { full: request.full_numbers, day: of.as_of };
        (people.rows, people.total) = counted(&day, of.grid);
        // A place lies in the grid whose hamlet it names; one without a hamlet is everybody's.
        let own = of.grid.map(|at| &rows.grids[at as usize].hamlets);
        let inside = |hamlet: Option<&String>| own.is_none_or(|own| hamlet.is_none_or(|hamlet| own.contains(hamlet)));
        let (land, goods, others, needs): (Vec<Place>, Vec<Thing>, Vec<Organisation>, Vec<VisitNeed>) =
            session.read(|reader| Ok((reader.all()?, reader.all()?, reader.all()?, reader.needs_waiting()?)))?;
        let held = |from, to| holds_on(from, to, of.as_of);
        let land: Vec<&Place> =
            land.iter().filter(|row| held(row.from, row.to) && inside(row.hamlet.as_ref())).collect();
        let count = |at: usize| Cell::number(Value::count(at));
        places.rows = (1..)
            .zip(&land)
            .map(|(number, row)| {
                Row(vec![
                    count(number),
                    Cell::text(&row.kind),
                    Cell::text(&row.name),
                    maybe(row.hamlet.as_ref()),
                    maybe(row.address.as_ref()),
                    maybe(row.note.as_ref()),
                ])
            })
            .collect();
        let stands = |row: &Thing| land.iter().find(|place| Some(place.id) == row.place);
        let goods = goods.iter().filter(|row| held(row.from, row.to));
        let goods = goods.filter(|row| own.is_none() || row.place.is_none() || stands(row).is_some());
        things.rows = (1..)
            .zip(goods)
            .map(|(number, row)| {
                let measure = row.measure.as_deref().unwrap_or_default();
                Row(vec![
                    count(number),
                    Cell::text(&row.kind),
                    Cell::text(&row.name),
                    Cell::text(format!("{} {measure}", row.quantity).trim_end()),
                    maybe(stands(row).map(|place| &place.name)),
                    maybe(row.note.as_ref()),
                ])
            })
            .collect();
        matters.rows = session.read(|reader| {
            let mut found = Vec::new();
            for need in &needs {
                let Some(visit) = reader.get::<Visit>(need.visit)? else { continue };
                let home = of.register.household_index(visit.household);
                let grid = home.and_then(|home| day.grid_of(home));
                if visit.date.first_day() <= of.as_of && (of.grid.is_none() || of.grid == grid) {
                    found.push((visit, need, home));
                }
            }
            found.sort_by_key(|(visit, need, _)| (visit.date, need.id));
            let heads = day.heads();
            let head = |home: Option<u32>| Some(rows.persons[heads[home? as usize]? as usize].name.clone());
            let row = |(number, (visit, need, home)): (usize, &(Visit, &VisitNeed, Option<u32>))| {
                Row(vec![
                    count(number),
                    Cell::text(visit.date.to_string()),
                    Cell::names(head(*home)),
                    maybe(need.kind.as_ref()),
                    Cell::text(&need.text),
                    Cell::text(if need.report { "待上报办理" } else { "待答复" }),
                ])
            };
            let needs: Vec<Row> = (1..).zip(&found).map(row).collect();
            Ok(needs)
        })?;
        matters.rows.extend(open_matters(session, of, &day, matters.rows.len())?);
        let name = |person| of.register.person(person).map(|person| person.name.clone());
        let unit = of.grid.map(|at| rows.grids[at as usize].unit);
        for row in rows.units.iter().filter(|row| held(row.founded_on, row.dissolved_on)) {
            let of_grid = unit.is_none_or(|unit| row.id == unit || row.kind == UnitKind::Association);
            if !of_grid {
                continue;
            }
            let lead = |role: &&domain::organisation::Role| {
                use domain::organisation::RoleKind::{Head, Leader, Secretary};
                role.unit == row.id && matches!(role.kind, Leader | Secretary | Head) && held(role.from, role.to)
            };
            let lead = rows.roles.iter().find(lead).and_then(|role| name(role.person));
            let number = organisations.rows.len() + 1;
            organisations.rows.push(Row(vec![
                count(number),
                Cell::text(row.kind.word()),
                Cell::text(&row.name),
                Cell::names(lead),
                Cell::blank(),
                Cell::blank(),
            ]));
        }
        for row in others.iter().filter(|row| held(row.from, row.to)) {
            let number = organisations.rows.len() + 1;
            organisations.rows.push(Row(vec![
                count(number),
                Cell::text(&row.kind),
                Cell::text(&row.name),
                Cell::names(row.person.and_then(name).or_else(|| row.head.clone())),
                shown.phone(row.phone.as_deref()),
                maybe(row.note.as_ref()),
            ]));
        }
        Ok(())
    }
}

/// The 民情事项 for which somebody waited on the day, numbered behind the `before` needs. What a dispute is about is not
/// for this list.
fn open_matters(session: &Session, of: &Of, day: &Day<'_>, before: usize) -> Result<Vec<Row>> {
    let month = MattersOfMonth::read(session, of, false)?;
    let rows = of.register.rows();
    let heads = day.heads();
    let head = |household: Option<Id>| {
        let home = of.register.household_index(household?)?;
        Some(rows.persons[heads[home as usize]? as usize].name.clone())
    };
    let open = month.all().filter(|case| case.standing.is_open());
    let row = |(number, case): (usize, &Case)| {
        Row(vec![
            Cell::number(Value::count(number)),
            Cell::text(case.matter.date.to_string()),
            Cell::names(head(case.matter.household)),
            Cell::text(&case.matter.kind),
            month.text(case, Some(&case.matter.content)),
            Cell::text(case.standing.state.word()),
        ])
    };
    Ok((before + 1..).zip(open).map(row).collect())
}

/// The numbers of each hamlet, and of all of them together.
fn counted(day: &Day<'_>, grid: Option<u32>) -> (Vec<Row>, Option<Row>) {
    let rows = day.register().rows();
    let mut of_hamlet: BTreeMap<&str, [usize; COUNTED.len()]> = BTreeMap::new();
    let mut total = [0; COUNTED.len()];
    day.each(|measure, _, household| {
        let Some(at) = COUNTED.iter().position(|one| *one == measure) else { return };
        if grid.is_none() || day.grid_of(household) == grid {
            let hamlet = rows.households[household as usize].hamlet.as_deref().unwrap_or_default();
            of_hamlet.entry(hamlet).or_default()[at] += 1;
            total[at] += 1;
        }
    });
    let cells = |numbers: &[usize; COUNTED.len()]| numbers.map(|number| Cell::number(Value::count(number)));
    let line = |name: &str| {
        let shown = if name.is_empty() { "未划入小组" } else { name };
        let numbers = of_hamlet.get(name).copied().unwrap_or_default();
        Row([Cell::text(shown)].into_iter().chain(cells(&numbers)).collect())
    };
    let mut order = hamlets(of_hamlet.keys().copied().filter(|name| !name.is_empty()));
    order.extend(of_hamlet.contains_key("").then_some(""));
    let list = order.iter().map(|name| line(name)).collect();
    (list, Some(Row([Cell::text("合计")].into_iter().chain(cells(&total)).collect())))
}

fn people() -> Table {
    // So wide that a caption of four characters stands on two lines of two.
    let width = |caption: &str| if caption.chars().count() == 3 { 16.5 } else { 14.0 };
    let mut columns = vec![Column::new("村民小组")];
    columns.extend(CAPTIONS.iter().map(|caption| Column::new(*caption).mm(width(caption)).centred()));
    Table::new(columns)
}

fn numbered(captions: [(&str, f64); 3], last: [(&str, f64); 2]) -> Table {
    let column = |(caption, width): (&str, f64)| {
        let column = Column::new(caption);
        if width > 0.0 { column.mm(width) } else { column }
    };
    let mut columns = vec![Column::new("序号").mm(13.0).centred()];
    columns.extend(captions.map(column));
    columns.extend(last.map(column));
    Table::new(columns)
}

fn places() -> Table {
    numbered([("类别", 28.0), ("名称", 0.0), ("村民小组", 26.0)], [("位置", 0.0), ("备注", 0.0)])
}

fn things() -> Table {
    numbered([("类别", 28.0), ("名称", 0.0), ("数量", 24.0)], [("所在地点", 0.0), ("备注", 0.0)])
}

fn matters() -> Table {
    numbered([("日期", 26.0), ("户主", 22.0), ("类别", 24.0)], [("内容", 0.0), ("情况", 26.0)])
}

fn organisations() -> Table {
    numbered([("类别", 30.0), ("名称", 0.0), ("负责人", 24.0)], [("电话", 30.0), ("备注", 0.0)])
}
