//! 党员花名册: the party members of the village or of one grid on a day.

use std::collections::HashMap;

use domain::codes::CodeTable;
use domain::date::PartialDate;
use domain::day::{Day, Measure, Scope};
use domain::document::{Cell, Column, Document, Line, Paper, Row, Run, Value};
use domain::id::Id;
use domain::person::{MemberKind, PartyMember, Person};
use domain::tag::Subject;

use super::link::{Link, Part, What};
use super::listing::list;
use super::masking::Shown;
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::ledger::reporting_day;
use crate::session::Session;

/// The roster.
pub(super) struct PartyRoster;

impl Form for PartyRoster {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("party_roster", |titles| &titles.party_roster, FormScope::List, Paper::A4_LANDSCAPE)
                .opening_numbers();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            let day = Day::new(&of.register, of.as_of);
            let shown = Shown { full: request.full_numbers, day: of.as_of };
            let members = members(&day, of.scope());
            table.rows = members.iter().zip(1..).map(|(member, number)| row(&day, shown, number, member)).collect();
            let mut total = Value::count(members.len());
            // The running month's numbers are today's; a list of an earlier day in it opens no other day's records.
            if of.as_of == reporting_day(session, of.month)? {
                let (month, part) = (of.month, Part::of(of.scope(), &of.register));
                total = total.opening(Link { month, part, what: What::Measure(Measure::PartyMembers) }.to_string());
            }
            let count = |kind: MemberKind| members.iter().filter(|(_, row)| row.kind == kind).count();
            let floating = members.iter().filter(|(_, row)| row.floating).count();
            let rest = format!(" 人，其中预备 {} 人、流动 {floating} 人。", count(MemberKind::Probationary));
            Ok(Line(vec![Run::Text("共 ".to_owned()), Run::Value(total), Run::Text(rest)]))
        })
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
