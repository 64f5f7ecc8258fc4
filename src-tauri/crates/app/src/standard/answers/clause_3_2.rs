//! Clause 3.2: what the members of a party group know and do.

use domain::document::Document;
use domain::doubt::{Doubt, DoubtWhy};
use serde_json::json;
use store::OpKind;

use super::{Fact, activity, cell, form, held, record, values};
use crate::testing::Opened;

pub(super) const FACTS: &[Fact] = &[
    ("3.2-ground", |opened| assert_eq!(cell(&form(opened, "annex_a"), 5), "户数：1\n人口：2")),
    ("3.2-served", |opened| assert!(cell(&form(opened, "annex_a"), 6).starts_with("低保户：1\n"))),
    ("3.2-household", |opened| the_card_holds_everybody(&form(opened, "household_card"))),
    ("3.2-compare", a_difference_waits_for_a_person),
    ("3.2-ground-register", the_ground_is_known),
    ("3.2-visits", |opened| assert_eq!(cell(&visited(opened), 4), "入户")),
    ("3.2-needs", |opened| {
        let record = visited(opened);
        assert_eq!((cell(&record, 6), cell(&record, 7)), ("路灯不亮".into(), "先报给村里".into()));
    }),
    ("3.2-searchable", |opened| {
        let hits = crate::search::search(&opened.session, "slcy", 9).unwrap();
        assert!(hits.iter().any(|hit| hit.name == "示例成员"), "by initials");
    }),
    ("3.2-takes-part", |opened| assert_eq!(cell(&held(opened, "activity_record"), 1), "示例成员")),
    ("3.2-law", |opened| {
        let record = activity(opened, "政策宣传", &json!({ "topic": "宪法法律" }));
        assert!(values(&record).contains(&"宪法法律".to_owned()));
    }),
    ("3.2-customs", |opened| assert_eq!(activity(opened, "文明新风", &json!({})).title, "文明新风活动记录表")),
];

/// The record of a visit on which something was asked for.
pub(super) fn visited(opened: &Opened) -> Document {
    let home = opened.session.register().unwrap().rows().households[0].id;
    let need = json!({ "kind": "环境卫生", "text": "路灯不亮", "answer": "先报给村里", "report": true });
    let visit = json!({ "household": home, "date": "2026-03-10", "kind": "入户", "outcome": "见到",
        "visitors": "示例组长", "findings": "家中平安", "needs": [need] });
    record(opened, "visit", visit);
    form(opened, "visit_record")
}

fn the_card_holds_everybody(card: &Document) {
    let names: Vec<String> = card.tables().next().unwrap().rows.iter().map(|row| row.0[1].plain()).collect();
    assert_eq!(names, ["示例组长", "示例成员"]);
    let values = values(card);
    assert!(values.contains(&"低保户".to_owned()), "{values:?}");
}

fn a_difference_waits_for_a_person(opened: &Opened) {
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
        export: None,
    };
    let act = |write: &mut store::Write<'_>| {
        let id = write.mint();
        Ok(write.put(&doubt(id))?)
    };
    opened.session.write(OpKind::IMPORT, "示例", act).unwrap();
    assert_eq!(opened.session.overview().unwrap().doubts, 1);
}

fn the_ground_is_known(opened: &Opened) {
    record(opened, "add_place", json!({ "kind": "公共场所", "name": "文化广场" }));
    record(opened, "add_thing", json!({ "kind": "健身器材", "name": "单杠" }));
    record(opened, "add_organisation", json!({ "kind": "合作社", "name": "示例合作社" }));
    let sheet = form(opened, "ground_register");
    let last = |at: usize| sheet.tables().nth(at).unwrap().rows.last().unwrap().0[2].plain();
    assert_eq!((last(1), last(2), last(4)), ("文化广场".into(), "单杠".into(), "示例合作社".into()));
    let people = sheet.tables().next().unwrap();
    assert_eq!(people.total.as_ref().unwrap().0[2].plain(), "2");
}
