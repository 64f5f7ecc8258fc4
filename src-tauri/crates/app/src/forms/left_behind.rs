//! 三留守及独居老人登记表: children, women and old people who were left behind, and old people who live alone. Clause 4.2.
//!
//! Left behind is who an official list says is. An old person lives alone when a list says so, or when nobody else
//! counts in the household and they are sixty: that follows from the book and says so in its own column.

use std::collections::BTreeSet;

use domain::day::Day;
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};
use domain::register::Register;
use domain::tag::{Subject, TagKind};

use super::listing::{list, maybe};
use super::masking::{Shown, masked};
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::order::{Hamlets, by_door};
use crate::session::Session;

/// Whom the list is about, in its order.
const KINDS: [TagKind; 4] =
    [TagKind::LeftBehindChild, TagKind::LeftBehindWoman, TagKind::LeftBehindElder, TagKind::AloneElder];

/// From this age on somebody who lives alone is an old person who does.
const OLD: u32 = 60;

/// The list.
pub(super) struct LeftBehind;

/// Somebody on the list.
struct Found {
    person: u32,
    kinds: BTreeSet<TagKind>,
    /// No list says that they live alone, the book does.
    follows: bool,
}

impl Form for LeftBehind {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("left_behind", |titles| &titles.left_behind, FormScope::List, Paper::A4_LANDSCAPE)
                .opening_numbers();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            let day = Day::new(&of.register, of.as_of);
            let found = found(&day, of.grid);
            let heads = day.heads();
            let shown = Shown { full: request.full_numbers, day: of.as_of };
            table.rows = (1..).zip(&found).map(|(number, one)| row(&day, &heads, shown, number, one)).collect();
            let count = |kind| found.iter().filter(|one| one.kinds.contains(&kind)).count();
            let words: Vec<String> = KINDS.iter().map(|kind| format!("{kind} {} 人", count(*kind))).collect();
            Ok(Line::text(format!("共 {} 人：{}。一人可有几类。", found.len(), words.join("、"))))
        })
    }
}

/// Everybody who counts on the day and is of one of the kinds, child by child, then in walking order.
fn found(day: &Day<'_>, grid: Option<u32>) -> Vec<Found> {
    let register = day.register();
    let rows = register.rows();
    let mut kinds: Vec<BTreeSet<TagKind>> = vec![BTreeSet::new(); rows.persons.len()];
    for tag in rows.tags.iter().filter(|tag| KINDS.contains(&tag.kind)) {
        let Subject::Person(person) = tag.subject else { continue };
        if register.span(Some(person), tag.from, tag.to).holds_on(day.date())
            && let Some(at) = register.person_index(person)
        {
            kinds[at as usize].insert(tag.kind);
        }
    }
    let hamlets = Hamlets::of(rows.households.iter());
    let mut found: Vec<Found> = Vec::new();
    for (person, mut kinds) in (0..).zip(kinds) {
        let Some(home) = day.household_of(person) else { continue };
        let birth = rows.persons[person as usize].birth;
        let alone = day.size_of(home) == 1 && birth.is_some_and(|birth| birth.age_on(day.date()) >= OLD);
        let follows = alone && kinds.insert(TagKind::AloneElder);
        if !kinds.is_empty() && (grid.is_none() || day.grid_of(home) == grid) {
            found.push(Found { person, kinds, follows });
        }
    }
    found.sort_by_cached_key(|one| {
        let home = day.household_of(one.person).map(|home| &rows.households[home as usize]);
        let first = KINDS.iter().position(|kind| one.kinds.contains(kind));
        (first, home.map(|home| (hamlets.rank(home), by_door(home))), rows.persons[one.person as usize].id)
    });
    found
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("类别").mm(26.0),
        Column::new("姓名").mm(24.0),
        Column::new("性别").mm(12.0).centred(),
        Column::new("年龄").mm(12.0).centred(),
        Column::new("身份证号").mm(42.0).centred(),
        Column::new("村民小组").mm(22.0),
        Column::new("住址").share(1.2),
        Column::new("户主").mm(22.0),
        Column::new("联系电话").mm(28.0).centred(),
        Column::new("依据").mm(26.0),
        Column::new("备注").share(0.6),
    ]
}

fn name_of(register: &Register, at: Option<u32>) -> Option<String> {
    at.map(|at| register.rows().persons[at as usize].name.clone())
}

fn row(day: &Day<'_>, heads: &[Option<u32>], shown: Shown, number: usize, one: &Found) -> Row {
    let register = day.register();
    let rows = register.rows();
    let person = &rows.persons[one.person as usize];
    let home = day.household_of(one.person);
    let household = home.map(|home| &rows.households[home as usize]);
    let child = shown.is_child(person);
    let kinds: Vec<&str> = one.kinds.iter().map(|kind| kind.word()).collect();
    let basis = match (one.follows, one.kinds.len()) {
        (false, _) => "名单".to_owned(),
        (true, 1) => "一人户，满六十周岁".to_owned(),
        (true, _) => "名单；一人户，满六十周岁".to_owned(),
    };
    let age = person.birth.map(|birth| birth.age_on(day.date()));
    let or_masked = |cell: Cell| if child { masked() } else { cell };
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(kinds.join("\n")),
        Cell::names([person.name.clone()]),
        or_masked(Cell::text(person.sex.map_or("", |sex| sex.word()))),
        age.map_or_else(Cell::blank, |age| Cell::number(Value::count(age as usize))),
        or_masked(shown.id_number(person.id_number.as_deref())),
        or_masked(maybe(household.and_then(|row| row.hamlet.as_ref()))),
        or_masked(maybe(household.and_then(|row| row.address.as_ref()))),
        or_masked(Cell::names(name_of(register, home.and_then(|home| heads[home as usize])))),
        or_masked(shown.phone(person.phone.as_deref())),
        Cell::text(basis),
        Cell::blank(),
    ])
}
