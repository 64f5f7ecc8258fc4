//! 设岗定责认岗领责登记表: every post with who claims it and how they fill it. Clause 5.4.

use std::collections::HashMap;

use chrono::Datelike;
use domain::commitment::{Claim, Post};
use domain::date::{PartialDate, holds_on};
use domain::day::Day;
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};
use domain::id::Id;
use domain::visit::Contact;

use super::listing::{Of, list, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::commitments::{Made, place};
use crate::failure::Result;
use crate::session::Session;

/// Households that are named in a row; of more, how many there are.
const MOST_NAMED: usize = 4;

/// The register.
pub(super) struct PostRegister;

impl Form for PostRegister {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("post_register", |titles| &titles.post_register, FormScope::List, Paper::A4_LANDSCAPE);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        list(self, session, request, columns(), |of, table| {
            let (made, contacts): (Made, Vec<Contact>) = session.read(|reader| {
                let year = of.as_of.year().unsigned_abs();
                Ok((Made::read(reader, year, of.as_of)?, reader.all()?))
            })?;
            let unit = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
            let mut posts: Vec<&Post> = made.posts.values().collect();
            posts.retain(|post| holds_on(post.from, post.to, of.as_of) && (unit.is_none() || post.unit == unit));
            posts.sort_by_cached_key(|post| place(&of.register, standard, post));
            let mut claimed: HashMap<Id, Vec<(Id, &Claim)>> = HashMap::new();
            for (person, claim) in made.claims.iter().flat_map(|(person, own)| own.iter().map(|one| (*person, one))) {
                claimed.entry(claim.post).or_default().push((person, claim));
            }
            let people = People::new(of, &contacts);
            let (mut claims, mut free) = (0, 0);
            for post in &posts {
                let mut own = claimed.remove(&post.id).unwrap_or_default();
                own.sort_by_key(|(_, claim)| (claim.from, claim.id));
                claims += own.len();
                if own.is_empty() {
                    free += 1;
                    table.rows.push(Row(people.row(table.rows.len() + 1, post, None)));
                }
                for one in own {
                    table.rows.push(Row(people.row(table.rows.len() + 1, post, Some(one))));
                }
            }
            Ok(Line::text(format!("共 {} 个岗位，认领 {claims} 人次，待认领 {free} 个。", posts.len())))
        })
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(11.0).centred(),
        Column::new("姓名").mm(18.0),
        Column::new("性别").mm(11.0).centred(),
        Column::new("年龄").mm(11.0).centred(),
        Column::new("入党时间").mm(25.0).centred(),
        Column::new("特长").mm(13.0),
        Column::new("岗位类别").mm(17.0),
        Column::new("岗位名称").mm(19.0),
        Column::new("岗位职责").share(1.3),
        Column::new("认领日期").mm(25.0).centred(),
        Column::new("联系户"),
        Column::new("履岗情况").share(1.3),
        Column::new("评岗").mm(14.0),
        Column::new("备注").mm(13.0),
    ]
}

/// What a row says of who claims the post.
struct People<'o> {
    of: &'o Of,
    joined: HashMap<Id, PartialDate>,
    /// Of each person, the households that they keep in touch with, by their heads.
    contacts: HashMap<Id, Vec<String>>,
}

impl<'o> People<'o> {
    fn new(of: &'o Of, contacts: &[Contact]) -> Self {
        let day = Day::new(&of.register, of.as_of);
        let (rows, heads) = (of.register.rows(), day.heads());
        let members = rows.members.iter().filter(|row| holds_on(row.from, row.to, of.as_of));
        let mut kept: HashMap<Id, Vec<String>> = HashMap::new();
        for row in contacts.iter().filter(|row| holds_on(row.from, row.to, of.as_of)) {
            let head = of.register.household_index(row.household).and_then(|at| heads[at as usize]);
            let name = head.map(|head| rows.persons[head as usize].name.clone());
            kept.entry(row.person).or_default().push(name.unwrap_or_else(|| "无户主".to_owned()));
        }
        Self { of, joined: members.filter_map(|row| Some((row.person, row.joined_on?))).collect(), contacts: kept }
    }

    fn row(&self, number: usize, post: &Post, claim: Option<(Id, &Claim)>) -> Vec<Cell> {
        let told = |date: Option<PartialDate>| Cell::text(date.map(|date| date.to_string()).unwrap_or_default());
        let person = claim.and_then(|(person, _)| self.of.register.person(person));
        let age = person.and_then(|person| person.birth).map(|birth| birth.age_on(self.of.as_of));
        let claim = claim.map(|(_, claim)| claim);
        let remark = claim.map_or(Some("待认领"), |claim| claim.remark.as_deref());
        vec![
            Cell::number(Value::count(number)),
            Cell::names(person.map(|person| person.name.clone())),
            Cell::text(person.and_then(|person| person.sex).map_or("", |sex| sex.word())),
            age.map_or_else(Cell::blank, |age| Cell::number(Value::count(age as usize))),
            told(person.and_then(|person| self.joined.get(&person.id).copied())),
            maybe(person.and_then(|person| person.skills.as_ref())),
            Cell::text(&post.kind),
            Cell::text(&post.name),
            maybe(post.duty.as_ref()),
            told(claim.and_then(|claim| claim.from)),
            Cell::text(person.map(|person| self.households(person.id)).unwrap_or_default()),
            maybe(claim.and_then(|claim| claim.performance.as_ref())),
            maybe(claim.and_then(|claim| claim.appraisal.as_ref())),
            Cell::text(remark.unwrap_or_default()),
        ]
    }

    fn households(&self, person: Id) -> String {
        let names = self.contacts.get(&person).map_or(&[][..], Vec::as_slice);
        match names.len() {
            0..=MOST_NAMED => names.join("、"),
            many => format!("{}等 {many} 户", names[..MOST_NAMED].join("、")),
        }
    }
}
