//! Matters: written down, corrected, taken to their end, refused, taken back; and the needs of visits that became some.

use domain::matter::{Dispute, Matter, MatterStep, MatterStepKind};
use domain::visit::{Visit, VisitNeed};
use serde_json::{Value, json};
use store::Row;

use super::{Known, codes, known};
use crate::content_hash::content_hash;
use crate::history::{redo, undo};

fn all<T: Row>(village: &Known) -> Vec<T> {
    village.opened.session.read(|reader| Ok(reader.all()?)).unwrap()
}

fn hash(village: &Known) -> String {
    content_hash(&village.opened.session).unwrap()
}

fn with(mut value: Value, more: Value) -> Value {
    let Value::Object(more) = more else { panic!("no fields") };
    value.as_object_mut().unwrap().extend(more);
    value
}

/// A matter of the first household on the tenth.
fn lamp(more: Value) -> Value {
    with(json!({ "kind": "诉求", "date": "2026-03-10", "content": "路灯不亮" }), more)
}

fn step(matter: &str, step: &str, date: &str, more: Value) -> Value {
    with(json!({ "matter": matter, "step": step, "date": date }), more)
}

fn taken(village: &Known) -> Vec<MatterStepKind> {
    let mut steps = all::<MatterStep>(village);
    steps.sort_by_key(|step| step.n);
    steps.into_iter().map(|step| step.step).collect()
}

/// All matters in the order of their numbers: rows of one instant have none.
fn numbered(village: &Known) -> Vec<Matter> {
    let mut matters = all::<Matter>(village);
    matters.sort_by(|one, other| one.no.cmp(&other.no));
    matters
}

/// The only need of the only visit.
fn need(village: &Known) -> VisitNeed {
    all::<VisitNeed>(village).remove(0)
}

/// A visit to the first household on which a lamp was asked for.
fn asked(village: &Known, more: Value) -> String {
    let need = with(json!({ "text": "路灯不亮", "report": true }), more);
    let visit =
        json!({ "person": village.wife, "date": "2026-03-10", "kind": "入户", "outcome": "见到", "needs": [need] });
    village.done("visit", visit).id
}

#[test]
fn a_matter_gets_its_number_its_limit_its_household_and_its_group() {
    let village = known();
    village.done("open_matter", lamp(json!({ "reporter": village.man, "responsible": village.wife })));
    village.done("open_matter", lamp(json!({ "kind": "安全隐患", "due": "2026.3.12", "source": "来访" })));
    village.done(
        "open_matter",
        lamp(json!({ "date": "2026-01-05", "reporter_name": "示例外人", "phone": "１３８00001234" })),
    );
    let matters = numbered(&village);
    let of = |at: usize| &matters[at];
    let told: Vec<_> = matters.iter().map(|row| (row.no.as_str(), row.due.unwrap().to_string())).collect();
    assert_eq!(
        told,
        [
            ("2026-001", "2026-03-25".to_owned()),
            ("2026-002", "2026-03-12".to_owned()),
            ("2026-003", "2026-01-20".to_owned())
        ]
    );
    assert_eq!((of(0).household, of(0).source.as_str()), (Some(village.first), "走访"));
    assert_eq!((of(2).household, of(2).phone.as_deref()), (None, Some("13800001234")));
    assert!(matters.iter().all(|row| row.unit.is_some()), "the only grid's party group");
    assert_eq!(all::<MatterStep>(&village).len(), 3, "each begins with 登记");
}

#[test]
fn each_year_counts_for_itself() {
    let village = known();
    let late = |date: &str| village.done("open_matter", lamp(json!({ "date": date })));
    late("2026-01-02");
    late("2025-12-30");
    late("2025-12-31");
    late("2026-03-01");
    let numbers: Vec<_> = numbered(&village).into_iter().map(|row| (row.no, row.date.to_string())).collect();
    let of = |no: &str, date: &str| (no.to_owned(), date.to_owned());
    assert_eq!(
        numbers,
        [
            of("2025-001", "2025-12-30"),
            of("2025-002", "2025-12-31"),
            of("2026-001", "2026-01-02"),
            of("2026-002", "2026-03-01")
        ]
    );
}

#[test]
fn a_matter_goes_the_whole_way_and_every_step_is_taken_back() {
    let village = known();
    village.done("edit_household", json!({ "household": village.first, "address": "示例路1号" }));
    let mut hashes = vec![hash(&village)];
    let mut done = |kind: &str, value: Value| {
        let recorded = village.done(kind, value);
        hashes.push(hash(&village));
        recorded.id
    };
    let id = done("open_matter", lamp(json!({ "household": village.first })));
    done(
        "edit_matter",
        json!({ "matter": id, "content": "村口路灯不亮", "responsible": village.man, "due": "2026-03-15" }),
    );
    done("matter_step", step(&id, "上报", "2026-03-10", json!({ "actor": "村党组织" })));
    done("matter_step", step(&id, "挂起", "2026-03-11", json!({ "note": "等配件" })));
    done("matter_step", step(&id, "交办", "2026-03-12", json!({ "actor": "示例承办人" })));
    done("matter_step", step(&id, "处置", "2026-03-13", json!({ "note": "已换灯泡" })));
    done("matter_step", step(&id, "反馈", "2026-03-13", json!({ "note": "电话" })));
    done("matter_step", step(&id, "回访", "2026-03-14", json!({ "satisfied": false })));
    done("matter_step", step(&id, "重开", "2026-03-15", json!({ "note": "又灭了" })));
    done("matter_step", step(&id, "就地办结", "2026-03-16", json!({ "note": "换了线路", "satisfied": true })));
    done("matter_step", step(&id, "结案", "2026-03-17", json!({})));
    assert_eq!(taken(&village).len(), 10);
    let distinct: std::collections::HashSet<_> = hashes.iter().collect();
    assert_eq!(distinct.len(), hashes.len(), "each step says something");
    for back in hashes.iter().rev().skip(1) {
        undo(&village.opened.session, None).unwrap();
        assert_eq!(hash(&village), *back);
    }
    assert!(all::<Matter>(&village).is_empty() && all::<MatterStep>(&village).is_empty());
    for _ in 0..3 {
        redo(&village.opened.session).unwrap();
    }
    assert_eq!(taken(&village), [MatterStepKind::Registered, MatterStepKind::Reported]);
}

#[test]
fn what_cannot_be_a_matter_is_refused_whole() {
    let village = known();
    let refused = |more: Value| village.refused("open_matter", lamp(more));
    assert_eq!(refused(json!({ "kind": "闲话" })), "unknown_kind");
    assert_eq!(refused(json!({ "kind": "" })), "needed");
    assert_eq!(refused(json!({ "content": " " })), "needed");
    assert_eq!(refused(json!({ "date": "" })), "needed");
    assert_eq!(refused(json!({ "date": "2026-03" })), "day_needed");
    assert_eq!(refused(json!({ "date": "2026-03-21" })), "in_future");
    assert_eq!(refused(json!({ "date": "昨天" })), "not_a_date");
    assert_eq!(refused(json!({ "due": "2026-03-09" })), "due_before");
    assert_eq!(refused(json!({ "due": "2026-04" })), "day_needed");
    assert_eq!(refused(json!({ "phone": "12abc" })), "bad_phone");
    assert_eq!(refused(json!({ "household": village.man })), "not_found");
    assert_eq!(refused(json!({ "reporter": village.first })), "not_found");
    assert_eq!(refused(json!({ "grid": village.first })), "not_found");
    assert_eq!(refused(json!({ "need": village.first })), "not_found");
    assert_eq!(refused(json!({ "reporter": village.man, "reporter_name": "示例外人" })), "two_reporters");
    assert_eq!(refused(json!({ "dispute": { "class": "邻里" } })), "not_dispute");
    assert_eq!(refused(json!({ "responsible": village.son, "date": "1980-01-01" })), "not_here_then");
    for (field, value) in [
        ("household", json!(village.first)),
        ("reporter", json!(village.man)),
        ("reporter_name", json!("示例外人")),
        ("phone", json!("13800001234")),
        ("address", json!("示例路1号")),
    ] {
        let event = lamp(json!({ "kind": "稳定信息", field: value }));
        let failure = village.tried("open_matter", event).unwrap_err();
        assert_eq!((failure.code.as_str(), failure.field.as_deref()), ("linked_to_nobody", Some(field)));
    }
    let quarrel = |more: Value| refused(json!({ "kind": "矛盾纠纷", "dispute": more }));
    assert_eq!(quarrel(json!({ "class": "打架" })), "unknown_word");
    assert_eq!(quarrel(json!({ "scale": "全村" })), "unknown_kind");
    assert_eq!(quarrel(json!({ "method": "抓阄" })), "unknown_word");
    assert_eq!(quarrel(json!({ "involved": "几个" })), "not_a_number");
    village.done("move_out", json!({ "persons": [village.alone], "date": "2026-03-05" }));
    assert_eq!(refused(json!({ "household": village.second })), "household_closed");
    assert_eq!(refused(json!({ "first_asked": village.alone })), "not_here_then");
    assert!(all::<Matter>(&village).is_empty() && all::<MatterStep>(&village).is_empty());
    assert!(all::<Dispute>(&village).is_empty(), "nothing is half done");
}

#[test]
fn a_step_that_the_state_does_not_allow_is_refused() {
    let village = known();
    let id = village.done("open_matter", lamp(json!({}))).id;
    let refused = |word: &str, date: &str, more: Value| village.refused("matter_step", step(&id, word, date, more));
    assert_eq!(refused("登记", "2026-03-10", json!({})), "step_not_allowed");
    assert_eq!(refused("结案", "2026-03-10", json!({})), "step_not_allowed");
    assert_eq!(refused("抽签", "2026-03-10", json!({})), "unknown_step");
    assert_eq!(refused("", "2026-03-10", json!({})), "needed");
    assert_eq!(refused("上报", "2026-03-09", json!({})), "before_step");
    assert_eq!(refused("上报", "2026-03-21", json!({})), "in_future");
    assert_eq!(refused("上报", "2026-03", json!({})), "day_needed");
    assert_eq!(refused("上报", "2026-03-11", json!({ "satisfied": true })), "not_asked");
    assert_eq!(refused("上报", "2026-03-11", json!({ "settled": true })), "not_ended");
    assert_eq!(refused("就地办结", "2026-03-11", json!({})), "needed");
    assert_eq!(refused("挂起", "2026-03-11", json!({ "note": " " })), "needed");
    assert_eq!(refused("就地办结", "2026-03-11", json!({ "note": "已换", "method": "人民调解" })), "not_dispute");
    assert_eq!(
        village.refused("matter_step", step(&village.man.to_string(), "上报", "2026-03-11", json!({}))),
        "not_found"
    );
    let failure = village.tried("matter_step", step(&id, "结案", "2026-03-10", json!({}))).unwrap_err();
    assert_eq!(failure.message, "这个事项现在不能结案，可以就地办结、上报、挂起");

    village.done("matter_step", step(&id, "上报", "2026-03-12", json!({})));
    assert_eq!(refused("交办", "2026-03-12", json!({})), "needed");
    assert_eq!(refused("交办", "2026-03-11", json!({ "actor": "示例承办人" })), "before_step");
    assert_eq!(village.refused("drop_matter", json!({ "matter": id })), "has_steps");
    let edit = |more: Value| village.refused("edit_matter", with(json!({ "matter": id }), more));
    assert_eq!(edit(json!({ "date": "2026-03-13" })), "after_steps");
    assert_eq!(edit(json!({ "date": "2025-03-13" })), "other_year");
    assert_eq!(edit(json!({ "due": "2026-03-01" })), "due_before");
    assert_eq!(edit(json!({ "content": "" })), "needed");
    assert_eq!(edit(json!({ "source": "" })), "needed");
    village.done("edit_matter", json!({ "matter": id, "date": "2026-03-11", "due": "" }));
    let steps = all::<MatterStep>(&village);
    let first = steps.iter().find(|step| step.n == 1).unwrap();
    assert_eq!((first.date.to_string(), all::<Matter>(&village)[0].due), ("2026-03-11".to_owned(), None));
}

#[test]
fn facts_of_an_event_are_reported_and_closed() {
    let village = known();
    let id = village.done("open_matter", lamp(json!({ "kind": "稳定信息", "content": "集市人多" }))).id;
    let matter = all::<Matter>(&village).remove(0);
    assert_eq!((matter.household, matter.reporter), (None, None));
    assert_eq!(
        village.refused("matter_step", step(&id, "就地办结", "2026-03-10", json!({ "note": "好了" }))),
        "step_not_allowed"
    );
    village.done("matter_step", step(&id, "上报", "2026-03-10", json!({})));
    village.done("matter_step", step(&id, "结案", "2026-03-10", json!({})));
    let linked = json!({ "matter": id, "household": village.first });
    assert_eq!(village.refused("edit_matter", linked), "linked_to_nobody");
}

#[test]
fn a_dispute_keeps_its_parties_and_says_how_it_ended() {
    let village = known();
    let more =
        json!({ "class": "邻里", "scale": "个体", "party_a": "示例甲", "party_b": "示例乙", "involved": "２人" });
    let id = village.done("open_matter", lamp(json!({ "kind": "矛盾纠纷", "dispute": more }))).id;
    let dispute = all::<Dispute>(&village).remove(0);
    assert_eq!((dispute.class.as_deref(), dispute.involved, dispute.settled), (Some("02"), Some(2), None));
    assert_eq!(village.refused("edit_matter", json!({ "matter": id, "kind": "诉求" })), "dispute_filled");
    village.done("edit_matter", json!({ "matter": id, "dispute": { "party_b": "", "demand": "改水路" } }));
    let end = json!({ "note": "两家说和", "method": "人民调解", "settled": true });
    village.done("matter_step", step(&id, "就地办结", "2026-03-11", end));
    let dispute = all::<Dispute>(&village).remove(0);
    assert_eq!((dispute.party_b, dispute.demand.as_deref()), (None, Some("改水路")));
    assert_eq!((dispute.method.as_deref(), dispute.settled), (Some("02"), Some(true)));

    let plain = village.done("open_matter", lamp(json!({ "kind": "矛盾纠纷" }))).id;
    village.done("edit_matter", json!({ "matter": plain, "kind": "诉求" }));
    assert_eq!(all::<Dispute>(&village).len(), 1, "a dispute of which nothing was said goes with the kind");
    village.done("edit_matter", json!({ "matter": plain, "kind": "矛盾纠纷" }));
    village.done("drop_matter", json!({ "matter": plain }));
    assert_eq!((all::<Dispute>(&village).len(), all::<Matter>(&village).len()), (1, 1));
}

#[test]
fn a_need_that_became_a_matter_is_settled_through_it() {
    let village = known();
    asked(&village, json!({}));
    let of = json!({ "kind": "诉求", "date": "", "content": "", "need": need(&village).id });
    let id = village.done("open_matter", of.clone()).id;
    let matter = all::<Matter>(&village).remove(0);
    assert_eq!((matter.household, matter.reporter), (Some(village.first), Some(village.wife)));
    assert_eq!((matter.content.as_str(), matter.date.to_string().as_str()), ("路灯不亮", "2026-03-10"));
    assert_eq!(village.refused("open_matter", of), "need_is_matter");
    let result = json!({ "need": need(&village).id, "result": "已换", "date": "2026-03-11" });
    assert_eq!(village.refused("need_result", result), "need_is_matter");

    village.done("matter_step", step(&id, "就地办结", "2026-03-12", json!({ "note": "已换灯泡" })));
    assert_eq!(
        (need(&village).result.as_deref(), need(&village).result_on),
        (Some("已换灯泡"), "2026-03-12".parse().ok())
    );
    village.done("matter_step", step(&id, "重开", "2026-03-13", json!({ "note": "又灭了" })));
    assert_eq!((need(&village).result, need(&village).result_on), (None, None), "nobody has an answer now");
    village.done("matter_step", step(&id, "上报", "2026-03-13", json!({})));
    village.done("matter_step", step(&id, "交办", "2026-03-13", json!({ "actor": "示例承办人" })));
    village.done("matter_step", step(&id, "处置", "2026-03-14", json!({ "note": "换了线路" })));
    assert_eq!(need(&village).result, None, "handled is not answered");
    village.done("matter_step", step(&id, "反馈", "2026-03-15", json!({ "note": "当面" })));
    assert_eq!(
        (need(&village).result.as_deref(), need(&village).result_on),
        (Some("换了线路"), "2026-03-15".parse().ok())
    );
    undo(&village.opened.session, None).unwrap();
    assert_eq!(need(&village).result, None);
}

#[test]
fn a_visit_makes_its_needs_matters_in_the_same_operation_and_cannot_lose_them() {
    let village = known();
    let visit = asked(&village, json!({ "matter": true, "kind": "环境卫生" }));
    let matter = all::<Matter>(&village).remove(0);
    assert_eq!(
        (matter.kind.as_str(), matter.need, matter.no.as_str()),
        ("环境卫生", Some(need(&village).id), "2026-001")
    );
    let overview = village.opened.session.overview().unwrap();
    assert_eq!(overview.undo.unwrap().label, "登记走访", "one operation");
    assert_eq!(village.refused("edit_visit", json!({ "visit": visit, "needs": [] })), "need_is_matter");
    assert_eq!(village.refused("drop_visit", json!({ "visit": visit })), "need_is_matter");
    assert_eq!(village.refused("edit_visit", json!({ "visit": visit, "date": "2026-03-11" })), "after_matter");
    let edit = json!({ "matter": matter.id, "date": "2026-03-09" });
    assert_eq!(village.refused("edit_matter", edit), "before_visit");

    let again = json!([{ "need": need(&village).id, "text": "路灯全灭了", "matter": true }, { "text": "修路" }]);
    village.done("edit_visit", json!({ "visit": visit, "person": "", "needs": again }));
    let matters = all::<Matter>(&village);
    assert_eq!((matters.len(), matters[0].reporter), (1, None), "a need becomes a matter once, and follows the visit");
    village.done("edit_visit", json!({ "visit": visit, "household": village.second }));
    assert_eq!(all::<Matter>(&village)[0].household, Some(village.second));

    let road = all::<VisitNeed>(&village).into_iter().find(|need| need.text == "修路").unwrap();
    village.done("need_result", json!({ "need": road.id, "result": "已列入计划", "date": "2026-03-12" }));
    let settled = json!({ "kind": "诉求", "need": road.id });
    assert_eq!(village.refused("open_matter", settled), "need_settled");
    village.done("drop_matter", json!({ "matter": matter.id }));
    village.done("drop_visit", json!({ "visit": visit }));
    assert!(all::<Visit>(&village).is_empty() && all::<Matter>(&village).is_empty());
    undo(&village.opened.session, None).unwrap();
    undo(&village.opened.session, None).unwrap();
    assert_eq!((all::<Visit>(&village).len(), all::<Matter>(&village).len()), (1, 1));
}

#[test]
fn who_leaves_with_open_matters_is_noted_with_what_to_do() {
    let village = known();
    village.done("open_matter", lamp(json!({ "responsible": village.son, "reporter": village.alone })));
    let gone = village.done("move_out", json!({ "persons": [village.son], "date": "2026-03-15" }));
    assert_eq!(codes(&gone), ["matters_left"]);
    let died = village.done("death", json!({ "person": village.alone, "date": "2026-03-15", "keep_open": true }));
    assert_eq!(codes(&died), ["matters_asked", "emptied"]);
    undo(&village.opened.session, None).unwrap();
    let id = all::<Matter>(&village)[0].id.to_string();
    village.done("matter_step", step(&id, "就地办结", "2026-03-15", json!({ "note": "已换" })));
    let died = village.done("death", json!({ "person": village.alone, "date": "2026-03-15", "keep_open": true }));
    assert_eq!(codes(&died), ["emptied"], "what is settled asks for nothing");
}

#[test]
fn a_merged_reporter_is_who_was_kept() {
    let village = known();
    village.done("open_matter", lamp(json!({ "reporter": village.alone })));
    let number = json!({ "person": village.wife, "other": village.alone, "date": "2026-03-12" });
    village.done("edit_person", json!({ "person": village.alone, "birth": "1962-08-15" }));
    village.done("merge_persons", number);
    let query = crate::matters::MatterQuery { limit: 9, ..Default::default() };
    let row = crate::matters::matters(&village.opened.session, &query).unwrap().rows.remove(0);
    let register = village.opened.session.register().unwrap();
    assert_eq!(row.reporter, register.person(village.wife).map(|person| person.name.clone()));
    let left = village.done("move_out", json!({ "persons": [village.wife], "date": "2026-03-15" }));
    assert!(codes(&left).contains(&"matters_asked"));
}
