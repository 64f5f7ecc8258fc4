//! Each sentence of the standard that the pack lists is answered by a fact in what the program puts out.
//!
//! A file a clause: its table says which statement is held by which fact. Every fact has a book of its own.

mod annex_a;
mod assessed;
mod clause_2;
mod clause_3_1;
mod clause_3_2;
mod clause_3_3;
mod clause_4;
mod clause_5;
mod matters;
mod met;

use std::collections::BTreeMap;

use domain::document::{Block, Document, Line, Node};
use domain::organisation::RoleKind;
use domain::tag::{Subject, TagKind};
use serde_json::{Value, json};

use super::shipped;
use crate::forms::{self, FormRequest};
use crate::testing::{Opened, Village, open};

/// A statement's id, and what must be so in the book of [`village`].
type Fact = (&'static str, fn(&Opened));

/// The facts of each clause.
const CLAUSES: [&[Fact]; 10] = [
    clause_2::FACTS,
    clause_3_1::FACTS,
    clause_3_2::FACTS,
    clause_3_3::FACTS,
    clause_4::FACTS,
    clause_5::FACTS,
    annex_a::FACTS,
    matters::FACTS,
    assessed::FACTS,
    met::FACTS,
];

/// A grid with a leader, a member who leads the volunteers, and a household on 低保.
fn village() -> Opened {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    let (head, wife) = (village.head(home), village.person(home));
    village.name(head, "示例组长");
    village.name(wife, "示例成员");
    village.role(head, grid, RoleKind::Leader);
    village.role(wife, grid, RoleKind::Member);
    village.role(wife, grid, RoleKind::TeamLeader);
    village.tag(Subject::Household(home), TagKind::LowIncome, "", "");
    village.tag(Subject::Person(wife), TagKind::Technician, "", "");
    open(&village.rows, "2026-03-20")
}

fn form(opened: &Opened, name: &str) -> Document {
    let request = FormRequest { form: name.to_owned(), ..FormRequest::default() };
    forms::build(&opened.session, &request).unwrap().remove(0)
}

/// A cell of the first row of a form's first table.
fn cell(document: &Document, at: usize) -> String {
    document.tables().next().unwrap().rows[0].0[at].plain()
}

/// Values of a form's fields.
fn values(document: &Document) -> Vec<String> {
    let fields = document.blocks.iter().filter_map(|block| match block {
        Block::Fields(fields) => Some(&fields.fields),
        _ => None,
    });
    fields.flatten().map(|field| field.value.plain()).collect()
}

/// Every box of the chart: how deep it stands, what it says.
fn chart(opened: &Opened) -> Vec<(usize, String, Vec<String>)> {
    let document = form(opened, "organisation_chart");
    let trees = document.blocks.iter().filter_map(|block| match block {
        Block::Tree(tree) => Some(tree),
        _ => None,
    });
    let facts = |node: &Node| node.facts.iter().map(Line::plain).collect();
    trees.flat_map(|tree| tree.outline()).map(|(depth, node)| (depth, node.name.plain(), facts(node))).collect()
}

/// The record of an activity of this kind that the leader held.
fn activity(opened: &Opened, kind: &str, more: &Value) -> Document {
    let leader = opened.session.register().unwrap().rows().persons[0].id;
    let mut value = json!({ "kind": kind, "name": "示例活动", "date": "2026-03-11", "led_by": leader });
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    record(opened, "hold_activity", value);
    form(opened, "activity_record")
}

/// Records what the window would send; gives the id of the record that it is about.
fn record(opened: &Opened, kind: &str, value: Value) -> String {
    crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
}

/// A training with a project, an association and somebody left behind, and the form that prints it.
fn held(opened: &Opened, name: &str) -> Document {
    let wife = opened.session.register().unwrap().rows().persons[1].id;
    let project = record(opened, "add_project", json!({ "kind": "为民服务", "name": "代办代购" }));
    let song = record(opened, "found_association", json!({ "name": "歌舞协会" }));
    record(opened, "add_tag", json!({ "person": wife, "tag": "留守儿童" }));
    let training = json!({ "kind": "业务培训", "name": "修剪培训", "date": "2026-03-10", "project": project,
        "association": song, "people": [{ "person": wife, "hours": "2.5" }] });
    record(opened, "hold_activity", training);
    form(opened, name)
}

#[test]
fn every_statement_is_answered_by_a_fact() {
    let facts: BTreeMap<&str, fn(&Opened)> = CLAUSES.iter().flat_map(|facts| facts.iter().copied()).collect();
    assert_eq!(facts.len(), CLAUSES.iter().map(|facts| facts.len()).sum::<usize>(), "one fact a statement");
    let statements = &shipped().unwrap().statements;
    for statement in statements.iter().filter(|statement| statement.later) {
        let id = statement.id.as_str();
        assert!(!facts.contains_key(id), "{id} is answered: it is for later no more");
    }
    for statement in statements.iter().filter(|statement| !statement.later) {
        let fact = facts.get(statement.id.as_str());
        fact.unwrap_or_else(|| panic!("{} is answered by nothing", statement.id))(&village());
    }
    let asked = |id: &&&str| statements.iter().any(|statement| statement.id == **id);
    assert_eq!(facts.keys().filter(asked).count(), facts.len(), "a fact answers a statement of the pack");
}
