//! Each sentence of the standard that the pack lists is answered by a fact in what the program puts out.

mod met;

use domain::document::{Block, Cell, Document};
use domain::doubt::{Doubt, DoubtWhy};
use domain::organisation::RoleKind;
use domain::tag::{Subject, TagKind};
use serde_json::json;
use store::OpKind;

use super::shipped;
use crate::forms::{self, FormRequest};
use crate::testing::{Opened, Village, open};

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

fn cell(document: &Document, at: usize) -> String {
    document.tables().next().unwrap().rows[0].0[at].plain()
}

#[test]
fn every_statement_is_answered_by_a_fact() {
    let opened = village();
    let ledger = form(&opened, "annex_a");
    for statement in &shipped().unwrap().statements {
        match statement.id.as_str() {
            "2.2-leader" => assert_eq!(cell(&ledger, 2), "示例组长"),
            "2.2-members" => assert_eq!(cell(&ledger, 3), "示例成员"),
            "2.2-volunteers" => assert_eq!(cell(&ledger, 4), "队长 示例成员\n共 1 人"),
            "3.2-ground" => assert_eq!(cell(&ledger, 5), "户数：1\n人口：2"),
            "3.2-served" => assert!(cell(&ledger, 6).starts_with("低保户：1\n")),
            "3.2-household" => assert_the_card_holds_everybody(&form(&opened, "household_card")),
            "3.2-compare" => assert_a_difference_waits_for_a_person(&opened),
            "5.3-ledger" => assert_eq!(ledger.title, "「红网工程」管理台账"),
            "A-ledger" => assert_eq!(
                (cell(&ledger, 0), cell(&ledger, 1), cell(&ledger, 7)),
                ("1".into(), "第一网格党小组".into(), "种植大户：0\n养殖专家：0\n科技能手：1".into())
            ),
            "3.1-activities" => assert_eq!(cell(&done(&opened, "activity_list"), 4), "业务培训"),
            "3.2-ground-register" => assert_the_ground_is_known(&opened),
            "3.3-volunteers" => assert_eq!(cell(&done(&opened, "volunteer_roster"), 11), "2.5"),
            "3.3-projects" => assert_eq!(cell(&done(&opened, "project_list"), 1), "代办代购"),
            "4.2-left-behind" => assert_eq!(cell(&done(&opened, "left_behind"), 1), "留守儿童"),
            "4.4-associations" => {
                assert!(all_values(&done(&opened, "activity_record")).contains(&"歌舞协会".to_owned()));
            }
            "5.3-records" => assert_eq!(cell(&done(&opened, "activity_record"), 1), "示例成员"),
            other if met::answered(other) => {}
            unanswered => panic!("{unanswered} is answered by nothing"),
        }
    }
}

/// A form of a book in which an activity was held, with a project and an association.
fn done(opened: &Opened, name: &str) -> Document {
    let activities = crate::activities::ActivityQuery { limit: 1, ..Default::default() };
    if crate::activities::activities(&opened.session, &activities).unwrap().total == 0 {
        let record = |kind: &str, value: serde_json::Value| {
            crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
        };
        let wife = opened.session.register().unwrap().rows().persons[1].id;
        let project = record("add_project", json!({ "kind": "为民服务", "name": "代办代购" }));
        let song = record("found_association", json!({ "name": "歌舞协会" }));
        record("add_place", json!({ "kind": "公共场所", "name": "文化广场" }));
        record("add_thing", json!({ "kind": "健身器材", "name": "单杠" }));
        record("add_organisation", json!({ "kind": "合作社", "name": "示例合作社" }));
        record("add_tag", json!({ "person": wife, "tag": "留守儿童" }));
        record(
            "hold_activity",
            json!({ "kind": "业务培训", "name": "修剪培训", "date": "2026-03-10", "project": project,
                "association": song, "people": [{ "person": wife, "hours": "2.5" }] }),
        );
    }
    form(opened, name)
}

fn all_values(document: &Document) -> Vec<String> {
    let fields = document.blocks.iter().filter_map(|block| match block {
        Block::Fields(fields) => Some(&fields.fields),
        _ => None,
    });
    fields.flatten().map(|field| field.value.plain()).collect()
}

fn assert_the_ground_is_known(opened: &Opened) {
    let sheet = done(opened, "ground_register");
    let last = |at: usize| sheet.tables().nth(at).unwrap().rows.last().unwrap().0[2].plain();
    assert_eq!((last(1), last(2), last(4)), ("文化广场".into(), "单杠".into(), "示例合作社".into()));
    let people = sheet.tables().next().unwrap();
    assert_eq!(people.total.as_ref().unwrap().0[2].plain(), "2");
}

fn assert_the_card_holds_everybody(card: &Document) {
    let names: Vec<String> = card.tables().next().unwrap().rows.iter().map(|row| row.0[1].plain()).collect();
    assert_eq!(names, ["示例组长", "示例成员"]);
    let fields = card.blocks.iter().find_map(|block| match block {
        Block::Fields(fields) => Some(&fields.fields),
        _ => None,
    });
    let values: Vec<String> = fields.unwrap().iter().map(|field| Cell::plain(&field.value)).collect();
    assert!(values.contains(&"低保户".to_owned()), "{values:?}");
}

fn assert_a_difference_waits_for_a_person(opened: &Opened) {
    let doubt = |id| Doubt {
        id,
        why: DoubtWhy::Differs,
        kind: None,
        record: None,
        field: None,
        base: None,
        mine: Some("1950-03-15".to_owned()),
        theirs: Some("1951-03-15".to_owned()),
        source: None,
        decision: None,
        decided_by: None,
        decided_at: None,
    };
    let act = |write: &mut store::Write<'_>| {
        let id = write.mint();
        Ok(write.put(&doubt(id))?)
    };
    opened.session.write(OpKind::IMPORT, "示例", act).unwrap();
    assert_eq!(opened.session.overview().unwrap().doubts, 1);
}
