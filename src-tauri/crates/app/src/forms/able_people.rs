//! 能人登记表: 种植大户, 养殖专家, 科技能手, exactly those whom annex A counts on the day.

use domain::day::{Day, Measure};
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};
use domain::tag::{Subject, Tag, TagKind};

use super::listing::{list, maybe};
use super::masking::Shown;
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::session::Session;

/// Whom the list is about, in annex A's order.
const KINDS: [TagKind; 3] = [TagKind::Grower, TagKind::Breeder, TagKind::Technician];

/// The list.
pub(super) struct AblePeople;

impl Form for AblePeople {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("able_people", |titles| &titles.able_people, FormScope::List, Paper::A4_LANDSCAPE)
                .opening_numbers();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            let day = Day::new(&of.register, of.as_of);
            let heads = day.heads();
            let shown = Shown { full: request.full_numbers, day: of.as_of };
            let mut words = Vec::new();
            for kind in KINDS {
                let found = day.behind(Measure::Tag(kind), of.scope());
                words.push(format!("{kind} {}", found.len()));
                for subject in found {
                    let number = table.rows.len() + 1;
                    table.rows.push(row(&day, &heads, shown, number, kind, subject));
                }
            }
            Ok(Line::text(format!("{}。种植大户按户登记，写户主。", words.join("，"))))
        })
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
