//! 能人登记表: 种植大户, 养殖专家, 科技能手, exactly those whom annex A counts on the day.

use domain::day::{Day, Measure, Scope};
use domain::document::{Block, Cell, Column, Document, Paper, Row, Table, Value};
use domain::tag::{Subject, Tag, TagKind};

use super::listing::{Of, bare, blank, maybe, note};
use super::masking::Shown;
use super::{Form, FormRequest, FormScope, LaysOpen};
use crate::failure::Result;
use crate::session::Session;
use crate::standard::{self, Standard};

/// Whom the list is about, in annex A's order.
const KINDS: [TagKind; 3] = [TagKind::Grower, TagKind::Breeder, TagKind::Technician];

/// The list.
pub(super) struct AblePeople;

impl Form for AblePeople {
    fn name(&self) -> &'static str {
        "able_people"
    }

    fn title<'s>(&self, standard: &'s Standard) -> &'s str {
        &standard.titles.able_people
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
        if request.blank {
            return Ok(vec![blank(self, standard, columns())]);
        }
        let of = Of::new(session, request)?;
        let day = Day::new(&of.register, of.as_of);
        let scope = of.grid.map_or(Scope::Village, |at| Scope::Grid(Some(at)));
        let heads = day.heads();
        let shown = Shown { full: request.full_numbers, day: of.as_of };
        let mut table = Table::new(columns());
        let mut words = Vec::new();
        for kind in KINDS {
            let found = day.behind(Measure::Tag(kind), scope);
            words.push(format!("{kind} {}", found.len()));
            for subject in found {
                let number = table.rows.len() + 1;
                table.rows.push(row(&day, &heads, shown, number, kind, subject));
            }
        }
        let mut document = bare(self, standard);
        document.head.push(of.as_of_line());
        document.blocks.push(Block::Table(table));
        document.blocks.push(note(format!("{}。种植大户按户登记，写户主。", words.join("，"))));
        Ok(vec![document])
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("类别").mm(24.0),
        Column::new("姓名").mm(26.0),
        Column::new("性别").mm(12.0).centred(),
        Column::new("年龄").mm(12.0).centred(),
        Column::new("村民小组").mm(22.0),
        Column::new("所在网格").mm(24.0),
        Column::new("住址"),
        Column::new("特长"),
        Column::new("联系电话").mm(28.0).centred(),
        Column::new("认定时间").mm(25.5).centred(),
        Column::new("备注").share(0.6),
    ]
}

fn row(day: &Day<'_>, heads: &[Option<u32>], shown: Shown, number: usize, kind: TagKind, subject: Subject) -> Row {
    let register = day.register();
    let rows = register.rows();
    let (person, home) = match subject {
        Subject::Person(person) => {
            let at = register.person_index(person);
            (at, at.and_then(|at| day.household_of(at)))
        }
        Subject::Household(household) => {
            let home = register.household_index(household);
            (home.and_then(|home| heads[home as usize]), home)
        }
    };
    let person = person.map(|at| &rows.persons[at as usize]);
    let household = home.map(|home| &rows.households[home as usize]);
    let grid = home.and_then(|home| day.grid_of(home)).map(|at| rows.grids[at as usize].name.clone());
    // 种植大户 may stand on the household or on somebody in it.
    let lives_there = |tag: &Tag| match tag.subject {
        Subject::Person(one) => register.person_index(one).and_then(|at| day.household_of(at)) == home,
        Subject::Household(_) => false,
    };
    let is = |tag: &&Tag| {
        tag.kind == kind
            && (tag.subject == subject || (matches!(subject, Subject::Household(_)) && lives_there(tag)))
            && domain::date::holds_on(tag.from, tag.to, day.date())
    };
    let since = rows.tags.iter().find(is).and_then(|tag| tag.from);
    let age = person.and_then(|person| person.birth).map(|birth| birth.age_on(day.date()));
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(kind.word()),
        Cell::names(person.map(|person| person.name.clone())),
        Cell::text(person.and_then(|person| person.sex).map_or("", |sex| sex.word())),
        age.map_or_else(Cell::blank, |age| Cell::number(Value::count(age as usize))),
        maybe(household.and_then(|row| row.hamlet.as_ref())),
        maybe(grid.as_ref()),
        maybe(household.and_then(|row| row.address.as_ref())),
        maybe(person.and_then(|person| person.skills.as_ref())),
        shown.phone(person.and_then(|person| person.phone.as_deref())),
        Cell::text(since.map(|from| from.to_string()).unwrap_or_default()),
        Cell::blank(),
    ])
}
