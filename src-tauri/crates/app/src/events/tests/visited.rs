//! Visits and contacts: recorded, corrected, taken out, taken back; and what is refused of them.

use domain::visit::{Contact, Visit, VisitNeed};
use serde_json::{Value, json};

use super::{Known, known};
use crate::content_hash::content_hash;
use crate::history::undo;

fn rows(village: &Known) -> (Vec<Visit>, Vec<VisitNeed>, Vec<Contact>) {
    village.opened.session.read(|reader| Ok((reader.all()?, reader.all()?, reader.all()?))).unwrap()
}

/// A visit to the first household, with more of it.
fn of_first(village: &Known, more: Value) -> Value {
    let mut value =
        json!({ "household": village.first, "date": "2026-03-10", "kind": "入户", "outcome": "见到", "needs": [] });
    let Value::Object(more) = more else { panic!("no fields") };
    value.as_object_mut().unwrap().extend(more);
    value
}

#[test]
fn a_visit_is_recorded_corrected_and_taken_out_and_every_step_is_taken_back() {
    let village = known();
    let hash = || content_hash(&village.opened.session).unwrap();
    // The first event of a book founds its organisation.
    village.done("edit_household", json!({ "household": village.first, "address": "示例路1号" }));
    let mut hashes = vec![hash()];
    let needs = json!([{ "text": "路灯不亮", "report": true }, { "text": " 医保怎么交 ", "answer": "当场讲清" }]);
    let paid = village.done("visit", of_first(&village, json!({ "needs": needs, "next": "2026.4.1", "findings": "" })));
    let (visits, needs, _) = rows(&village);
    assert_eq!((visits[0].id.to_string(), visits[0].next, visits[0].findings.clone()), {
        (paid.id.clone(), "2026-04-01".parse().ok(), None)
    });
    assert_eq!(
        needs.iter().map(|need| (need.text.as_str(), need.is_open())).collect::<Vec<_>>(),
        [("路灯不亮", true), ("医保怎么交", false)]
    );
    hashes.push(hash());

    let light = needs[0].id;
    village.done("need_result", json!({ "need": light, "result": "已换灯泡", "date": "2026-03" }));
    assert!(!rows(&village).1[0].is_open());
    hashes.push(hash());

    // The second need is not named any more, the first keeps what came of it.
    let kept = json!([{ "need": light, "text": "村口路灯不亮", "report": true }]);
    village.done("edit_visit", json!({ "visit": paid.id, "person": village.wife, "next": "", "needs": kept }));
    let (visits, needs, _) = rows(&village);
    assert_eq!((visits[0].person, visits[0].next), (Some(village.wife), None));
    assert_eq!((needs.len(), needs[0].text.as_str(), needs[0].result.as_deref()), {
        (1, "村口路灯不亮", Some("已换灯泡"))
    });
    hashes.push(hash());

    village.done("drop_visit", json!({ "visit": paid.id }));
    assert!(rows(&village).0.is_empty() && rows(&village).1.is_empty());
    assert_eq!(hash(), hashes[0], "a book without it says what it said before it");
    while let Some(before) = hashes.pop() {
        undo(&village.opened.session, None).unwrap();
        assert_eq!(hash(), before);
        if hashes.len() == 1 {
            break;
        }
    }
    undo(&village.opened.session, None).unwrap();
    assert_eq!(hash(), hashes[0]);
}

#[test]
fn with_a_person_alone_it_is_the_household_where_they_lived_that_day() {
    let village = known();
    let split = json!({ "household": village.first, "date": "2026-03-05",
        "persons": [{ "person": village.son, "relation": "户主" }] });
    let split = village.done("split", split);
    let of_son =
        |date: &str| json!({ "person": village.son, "date": date, "kind": "走访慰问", "outcome": "见到", "needs": [] });
    let paid = [of_son("2026-03-04"), of_son("2026-03-05")].map(|visit| village.done("visit", visit).id);
    let visits = rows(&village).0;
    let at = |id: &str| visits.iter().find(|visit| visit.id.to_string() == id).unwrap().household.to_string();
    let homes = [at(&paid[0]), at(&paid[1])];
    let register = village.opened.session.register().unwrap();
    let new = register.rows().households.iter().find(|row| ![village.first, village.second].contains(&row.id));
    let new = new.unwrap().id.to_string();
    assert_eq!(homes, [village.first.to_string(), new.clone()], "{split:?}");
    let there = json!({ "household": new, "date": "2026-03-04", "kind": "入户", "outcome": "见到", "needs": [] });
    assert_eq!(village.refused("visit", there), "before_founded");
    let home = village.first;
    assert_eq!(village.refused("visit", of_first(&village, json!({ "person": village.son }))), "not_in_household");
    // What is not touched is not looked at again.
    let old = &paid[0];
    village.done("edit_visit", json!({ "visit": old, "remark": "补记" }));
    assert_eq!(
        village.refused("edit_visit", json!({ "visit": old, "date": "2026-03-06", "household": home })),
        "not_in_household"
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let village = known();
    let refused = |more: Value| village.refused("visit", of_first(&village, more));
    assert_eq!(refused(json!({ "date": "2026-03-21" })), "in_future");
    assert_eq!(refused(json!({ "date": "2026-03" })), "day_needed");
    assert_eq!(refused(json!({ "date": "" })), "needed");
    assert_eq!(refused(json!({ "kind": "视察" })), "unknown_visit");
    assert_eq!(refused(json!({ "outcome": "" })), "unknown_outcome");
    assert_eq!(refused(json!({ "person": village.alone })), "not_in_household");
    assert_eq!(refused(json!({ "person": village.son, "date": "1985-01-19" })), "before_birth");
    assert_eq!(refused(json!({ "household": null })), "needed");
    assert_eq!(refused(json!({ "needs": [{ "text": "好" }, { "text": " " }] })), "needed");
    assert_eq!(refused(json!({ "needs": [{ "text": "好" }], "outcome": "不在家" })), "nobody_home");
    assert_eq!(refused(json!({ "next": "2026-03-10" })), "next_before");
    assert_eq!(refused(json!({ "satisfied": true })), "not_follow_up");
    assert_eq!(village.refused("drop_visit", json!({ "visit": village.man })), "not_found");
    let at = village.tried("visit", of_first(&village, json!({ "needs": [{ "text": "好" }, { "text": "" }] })));
    assert_eq!(at.unwrap_err().field.as_deref(), Some("needs.2.text"));
    assert!(rows(&village).0.is_empty() && rows(&village).1.is_empty(), "nothing is half done");

    village.done("move_out", json!({ "persons": [village.alone], "date": "2026-03-05" }));
    let late = json!({ "household": village.second, "date": "2026-03-05" });
    assert_eq!(refused(late), "household_closed");
    village.done("visit", of_first(&village, json!({ "household": village.second, "date": "2026-03-04" })));

    let paid = village.done("visit", of_first(&village, json!({ "needs": [{ "text": "修路" }] })));
    let need = rows(&village).1[0].id;
    let result = |date: &str| json!({ "need": need, "result": "修好了", "date": date });
    assert_eq!(village.refused("need_result", result("2026-03-09")), "before_visit");
    assert_eq!(village.refused("need_result", result("2026-03-21")), "in_future");
    assert_eq!(village.refused("edit_visit", json!({ "visit": paid.id, "outcome": "不在家" })), "nobody_home");
    village.done("edit_visit", json!({ "visit": paid.id, "outcome": "不在家", "needs": [] }));
}

#[test]
fn who_keeps_in_touch_is_dated_and_ends_with_person_and_household() {
    let village = known();
    let keep = |date: &str| json!({ "person": village.man, "household": village.second, "date": date });
    assert_eq!(village.refused("contact", keep("2026-04-01")), "in_future");
    let kept = village.done("contact", keep("2026-03-01"));
    assert_eq!(village.refused("contact", keep("2026-03-02")), "has_already");
    assert_eq!(village.refused("end_contact", json!({ "contact": kept.id, "date": "2026-02-01" })), "before_came");
    village.done("end_contact", json!({ "contact": kept.id, "date": "2026-03-02" }));
    assert_eq!(village.refused("end_contact", json!({ "contact": kept.id, "date": "2026-03-03" })), "ended_already");
    village.done("contact", keep("2026-03-03"));
    village.done("contact", json!({ "person": village.wife, "household": village.second }));
    let running = || rows(&village).2.into_iter().filter(|row| row.to.is_none()).count();
    assert_eq!(running(), 2);
    village.done("death", json!({ "person": village.man, "date": "2026-03-10", "head": { "person": village.wife } }));
    assert_eq!(running(), 1);
    village.done("move_out", json!({ "persons": [village.alone], "date": "2026-03-12" }));
    assert_eq!(running(), 0, "nobody keeps in touch with a household that has ended");
}
