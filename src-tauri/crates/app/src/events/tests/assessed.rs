//! Tasks, plans, responsibility letters, rules and points: recorded, corrected, refused, taken back.

use domain::letter::{Letter, LetterItem};
use domain::plan::{Plan, PlanItem};
use domain::score::{ScoreEntry, ScoreRule};
use domain::task::{Task, TaskStep};
use serde_json::{Value, json};
use store::Row;

use super::{Known, known};
use crate::content_hash::content_hash;
use crate::history::{redo, undo};

fn all<T: Row>(village: &Known) -> Vec<T> {
    village.opened.session.read(|reader| Ok(reader.all()?)).unwrap()
}

fn with(mut value: Value, more: Value) -> Value {
    let Value::Object(more) = more else { panic!("fields") };
    value.as_object_mut().unwrap().extend(more);
    value
}

fn task(village: &Known, more: Value) -> String {
    let value = json!({ "date": "2026-03-02", "text": "摸排出租房", "due": "2026-03-15", "owner": village.man });
    village.done("give_task", with(value, more)).id
}

fn step(task: &str, step: &str, date: &str, note: &str) -> Value {
    json!({ "task": task, "step": step, "date": date, "note": note })
}

#[test]
fn a_task_goes_its_steps_and_no_others() {
    let village = known();
    let one = task(&village, json!({}));
    assert_eq!(all::<Task>(&village)[0].source, "村党组织", "as the pack has it");
    assert!(all::<Task>(&village)[0].unit.is_some(), "the book's only party group");
    for (wrong, date, note, code) in [
        ("验收", "2026-03-03", "", "step_not_allowed"),
        ("催办", "2026-03-03", "", "unknown_step"),
        ("", "2026-03-03", "", "needed"),
        ("完成", "2026-03-03", " ", "needed"),
        ("退回", "2026-03-03", "", "needed"),
        ("推进", "2026-03-01", "", "before_step"),
        ("推进", "2026-03-21", "", "in_future"),
        ("推进", "2026-03", "", "day_needed"),
    ] {
        assert_eq!(village.refused("task_step", step(&one, wrong, date, note)), code, "{wrong} {date}");
    }
    village.done("task_step", step(&one, "推进", "2026-03-05", ""));
    village.done("task_step", step(&one, "完成", "2026-03-06", "全部走到"));
    village.done("task_step", step(&one, "重办", "2026-03-07", "少了一户"));
    village.done("task_step", step(&one, "完成", "2026-03-08", "补齐了"));
    village.done("task_step", step(&one, "验收", "2026-03-09", ""));
    assert_eq!(all::<TaskStep>(&village).len(), 6);
    assert_eq!(village.refused("drop_task", json!({ "task": one })), "begun");
    assert_eq!(village.refused("edit_task", json!({ "task": one, "date": "2026-03-06" })), "after_step");
    assert_eq!(village.refused("edit_task", json!({ "task": one, "due": "2026-03-01" })), "due_before");
    assert_eq!(village.refused("edit_task", json!({ "task": one, "text": "" })), "needed");
    village.done("edit_task", json!({ "task": one, "date": "2026-03-04", "remark": "加急", "owner": "" }));
    let row = &all::<Task>(&village)[0];
    assert_eq!((row.date.to_string().as_str(), row.owner, row.remark.as_deref()), ("2026-03-04", None, Some("加急")));
    assert!(
        all::<TaskStep>(&village).iter().any(|step| step.n == 1 && step.date == row.date),
        "its first step follows"
    );
}

#[test]
fn what_is_no_task_is_refused_and_one_entered_by_mistake_goes_whole() {
    let village = known();
    let value = |more| with(json!({ "date": "2026-03-02", "text": "示例" }), more);
    assert_eq!(village.refused("give_task", value(json!({ "text": " " }))), "needed");
    assert_eq!(village.refused("give_task", value(json!({ "due": "2026-02" }))), "due_before");
    assert_eq!(village.refused("give_task", value(json!({ "date": "2026-03-21" }))), "in_future");
    assert_eq!(village.refused("give_task", value(json!({ "grids": [village.man] }))), "not_found");
    let grid = village.opened.session.register().unwrap().rows().grids[0].id;
    assert_eq!(village.refused("give_task", value(json!({ "grids": [grid, grid] }))), "twice");
    village.done("death", json!({ "person": village.alone, "date": "2026-03-01" }));
    assert_eq!(village.refused("give_task", value(json!({ "owner": village.alone }))), "not_here");
    let one = task(&village, json!({ "source": "镇党委", "grids": [grid] }));
    let before = content_hash(&village.opened.session).unwrap();
    village.done("drop_task", json!({ "task": one }));
    assert!(all::<Task>(&village).is_empty() && all::<TaskStep>(&village).is_empty());
    assert_ne!(content_hash(&village.opened.session).unwrap(), before);
    undo(&village.opened.session, None).unwrap();
    assert_eq!(content_hash(&village.opened.session).unwrap(), before);
    redo(&village.opened.session).unwrap();
    assert_eq!(village.refused("drop_task", json!({ "task": one })), "not_found");
}

#[test]
fn one_plan_a_time_whose_duties_are_counted_and_whose_rest_is_ticked_off() {
    let village = known();
    let items = json!([{ "text": "修排水沟", "owner": village.man, "due": "2026-03-20" },
        { "text": "党小组会", "duty": "party-group-meeting" }]);
    let plan = village.done("make_plan", json!({ "period": "2026-03", "targets": "不出格", "items": items })).id;
    assert_eq!(village.refused("make_plan", json!({ "period": "2026.3", "targets": "再来" })), "has_already");
    assert_eq!(village.refused("make_plan", json!({ "period": "2026-03-01", "targets": "日" })), "not_a_period");
    assert_eq!(village.refused("make_plan", json!({ "period": "2026-04" })), "needed");
    let refused = |item: Value| village.refused("make_plan", json!({ "period": "2026-04", "items": [item] }));
    assert_eq!(refused(json!({ "text": "" })), "needed");
    assert_eq!(refused(json!({ "text": "早了", "due": "2026-03-31" })), "due_before");
    assert_eq!(refused(json!({ "text": "没有", "duty": "no-such-duty" })), "unknown_duty");
    village.done("make_plan", json!({ "period": "2027", "targets": "明年" }));

    let rows: Vec<PlanItem> = all(&village);
    let (ditch, meeting) =
        (rows.iter().find(|row| row.n == 1).unwrap().id, rows.iter().find(|row| row.n == 2).unwrap().id);
    assert_eq!(village.refused("plan_done", json!({ "item": meeting, "date": "2026-03-10" })), "counted");
    assert_eq!(village.refused("plan_done", json!({ "item": ditch, "date": "2026-03-21" })), "in_future");
    village.done("plan_done", json!({ "item": meeting, "result": "人到齐" }));
    village.done("plan_done", json!({ "item": ditch, "date": "2026-03-18", "result": "修好了" }));
    let again =
        json!([{ "text": "开会", "item": meeting, "duty": "party-group-meeting" }, { "text": "修沟", "item": ditch }]);
    village.done("edit_plan", json!({ "plan": plan, "items": again, "methods": "分片" }));
    let rows: Vec<PlanItem> = all(&village);
    let row = rows.iter().find(|row| row.id == ditch).unwrap();
    assert_eq!((row.n, row.text.as_str(), row.result.as_deref()), (2, "修沟", Some("修好了")), "what came of it stays");
    assert!(row.done_on.is_some() && row.owner.is_none());
    let counted = json!([{ "text": "修沟", "item": ditch, "duty": "party-group-meeting" }]);
    assert_eq!(village.refused("edit_plan", json!({ "plan": plan, "items": counted })), "done_already");
    let twice = json!([{ "text": "一", "item": ditch }, { "text": "二", "item": ditch }]);
    assert_eq!(village.refused("edit_plan", json!({ "plan": plan, "items": twice })), "twice");
    village.done("drop_plan", json!({ "plan": plan }));
    assert_eq!((all::<Plan>(&village).len(), all::<PlanItem>(&village).len()), (1, 0));
}

#[test]
fn a_letter_is_fixed_by_its_signature_and_scored_within_its_points() {
    let village = known();
    assert_eq!(village.refused("draft_letters", json!({ "year": 2028 })), "other_year");
    let letter = village.done("draft_letters", json!({ "year": 2026 })).id;
    assert_eq!(village.refused("draft_letters", json!({ "year": 2026 })), "has_already");
    let target = |points: &str| json!({ "letter": letter, "items": [{ "text": "开好会", "points": points }] });
    for (points, code) in [("0", "score_range"), ("-1", "score_range"), ("很多", "not_points"), ("", "needed")] {
        assert_eq!(village.refused("edit_letter", target(points)), code, "{points}");
    }
    village.done("edit_letter", target("10.5"));
    let item = all::<LetterItem>(&village)[0].id;
    let score =
        |own: &str| json!({ "letter": letter, "items": [{ "item": item, "own_score": own, "note": "照记录" }] });
    assert_eq!(village.refused("score_letter", score("5")), "not_signed");
    assert_eq!(village.refused("sign_letter", json!({ "letter": letter, "date": "2026-03-21" })), "in_future");
    village.done("sign_letter", json!({ "letter": letter, "date": "2026-01-10" }));
    assert_eq!(village.refused("edit_letter", target("9")), "signed");
    assert_eq!(village.refused("drop_letter", json!({ "letter": letter })), "signed");
    assert_eq!(village.refused("score_letter", score("10.6")), "score_range");
    village.done("score_letter", score("10.5"));
    assert_eq!(village.refused("sign_letter", json!({ "letter": letter, "date": "" })), "scored");
    village.done("score_letter", score(""));
    village.done("sign_letter", json!({ "letter": letter, "date": "" }));
    village.done(
        "edit_letter",
        json!({ "letter": letter, "items": [{ "item": item, "text": "开好会", "points": "10.5",
        "due": "2026-06-30" }] }),
    );
    assert_eq!(all::<LetterItem>(&village)[0].note.as_deref(), Some("照记录"), "what was noted stays with an edit");
    let grid = village.opened.session.register().unwrap().rows().grids[0].id;
    let twice = json!({ "year": 2027, "grids": [grid, grid] });
    assert_eq!(village.refused("draft_letters", twice), "twice");
    let next = village.done("draft_letters", json!({ "year": 2027, "from_year": 2026 })).id;
    let row = all::<LetterItem>(&village).into_iter().find(|row| row.letter.to_string() == next).unwrap();
    assert_eq!(
        (row.text.as_str(), row.points.to_string().as_str(), row.note),
        ("开好会", "10.5", None),
        "as last year"
    );
    village.done("drop_letter", json!({ "letter": next }));
    assert_eq!(all::<Letter>(&village).len(), 1);
}

#[test]
fn a_rule_is_sound_and_its_cap_is_no_less_than_one_entry() {
    let village = known();
    let rule = |more: Value| {
        with(json!({ "year": 2026, "about": "党员", "text": "好人好事", "points": "2", "evidence": "人工登记" }), more)
    };
    for (more, code) in [
        (json!({ "cap": "1.5" }), "cap_below"),
        (json!({ "points": "-3", "cap": "2" }), "cap_below"),
        (json!({ "points": "0" }), "zero_points"),
        (json!({ "points": "1.25" }), "not_points"),
        (json!({ "about": "群众" }), "unknown_kind"),
        (json!({ "evidence": "打卡" }), "unknown_kind"),
        (json!({ "period": "每天" }), "unknown_kind"),
        (json!({ "about": "服务项目", "evidence": "到会" }), "evidence_unfit"),
        (json!({ "about": "服务项目", "kind": "环境卫生" }), "unknown_kind"),
        (json!({ "kind": "环境卫生" }), "not_asked"),
        (json!({ "of": "党小组会" }), "not_asked"),
        (json!({ "evidence": "到会", "of": "志愿服务" }), "unknown_kind"),
        (json!({ "year": 2030 }), "other_year"),
    ] {
        assert_eq!(village.refused("add_rule", rule(more.clone())), code, "{more}");
    }
    let one = village.done("add_rule", rule(json!({ "cap": "4" }))).id;
    assert_eq!(village.refused("add_rule", rule(json!({}))), "has_already");
    let give = |more: Value| {
        let value = json!({ "rule": one, "person": village.man, "date": "2026-03-10", "reason": "救起落水的人",
            "reviewer": village.wife });
        with(value, more)
    };
    for (more, code) in [
        (json!({ "points": "-1" }), "other_sign"),
        (json!({ "points": "4.5" }), "over_cap"),
        (json!({ "reviewer": village.man }), "own_reviewer"),
        (json!({ "reviewer": "" }), "needed"),
        (json!({ "reason": "" }), "needed"),
        (json!({ "date": "2025-12-31" }), "other_year"),
        (json!({ "person": village.wife, "reviewer": village.man }), "not_a_member"),
        (json!({ "person": "" }), "needed"),
        (json!({ "project": village.man }), "not_asked"),
    ] {
        assert_eq!(village.refused("give_points", give(more.clone())), code, "{more}");
    }
    let entry = all::<ScoreEntry>(&village).len();
    let given = village.done("give_points", give(json!({ "points": "3" }))).id;
    assert_eq!(all::<ScoreEntry>(&village).len(), entry + 1);
    assert_eq!(village.refused("edit_rule", json!({ "rule": one, "cap": "2.5" })), "cap_below", "three were given");
    assert_eq!(village.refused("edit_rule", json!({ "rule": one, "points": "-2" })), "other_sign");
    assert_eq!(village.refused("drop_rule", json!({ "rule": one })), "still_used");
    village.done("drop_points", json!({ "entry": given }));
    village.done("drop_rule", json!({ "rule": one }));
    assert!(all::<ScoreRule>(&village).is_empty());
    let counted = village.done("add_rule", rule(json!({ "evidence": "到会" }))).id;
    assert_eq!(village.refused("give_points", give(json!({ "rule": counted }))), "not_by_hand");
}

#[test]
fn points_of_a_post_and_of_a_project_go_to_who_has_it() {
    let village = known();
    let rule = |about: &str, kind: &str, evidence: &str| {
        let value = json!({ "year": 2026, "about": about, "kind": kind, "text": format!("{about}{kind}"), "points": "1",
            "evidence": evidence });
        village.done("add_rule", value).id
    };
    let (post, project) = (rule("岗位", "环境卫生", "人工登记"), rule("服务项目", "为民服务", "人工登记"));
    let give = |rule: &str, whose: &str, id: &str| json!({ "rule": rule, whose: id, "date": "2026-03-10", "reason": "做得好", "reviewer": village.wife });
    let man = village.man.to_string();
    assert_eq!(village.refused("give_points", give(&post, "person", &man)), "not_claimed");
    let set = village.done("add_post", json!({ "post_kind": "环境卫生" })).id;
    village.done("claim_post", json!({ "post": set, "person": man, "date": "2026-03-01" }));
    village.done("give_points", give(&post, "person", &man));
    let other = village.done("add_project", json!({ "kind": "党建品牌", "name": "红网先锋" })).id;
    let own = village.done("add_project", json!({ "kind": "为民服务", "name": "代办代购", "date": "2026-03-11" })).id;
    assert_eq!(village.refused("give_points", give(&project, "project", &other)), "other_kind");
    assert_eq!(village.refused("give_points", give(&project, "project", &own)), "not_running");
    let later = with(give(&project, "project", &own), json!({ "date": "2026-03-12" }));
    village.done("give_points", later);
    assert_eq!(village.refused("end_project", json!({ "project": own })), "still_used");
}

#[test]
fn a_rule_of_a_year_with_sealed_months_changes_only_when_that_is_known() {
    let village = known();
    let rule = json!({ "year": 2026, "about": "党员", "text": "参加党小组会", "points": "2", "evidence": "到会" });
    let rule = village.done("add_rule", rule).id;
    let close = crate::closings::CloseMonth { month: "2026-02".to_owned(), reason: None };
    crate::closings::close(&village.opened.session, &close).unwrap();
    assert_eq!(village.refused("edit_rule", json!({ "rule": rule, "points": "1" })), "month_closed");
    assert_eq!(village.refused("drop_rule", json!({ "rule": rule })), "month_closed");
    village.done("edit_rule", json!({ "rule": rule, "text": "到会" }));
    village.done("edit_rule", json!({ "rule": rule, "points": "1", "late": true }));
    village.done("drop_rule", json!({ "rule": rule, "late": true }));
    let next = json!({ "year": 2027, "about": "党员", "text": "到会", "points": "2", "evidence": "到会" });
    let next = village.done("add_rule", next).id;
    village.done("edit_rule", json!({ "rule": next, "points": "1" }));
}
