use serde_json::{Value, json};

use super::*;
use crate::testing::{Opened, Village, open};

/// One grid with a leader; a task, a resolution and the plan of the year.
fn known() -> Opened {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    let head = village.head(home);
    village.name(head, "示例组长");
    open(&village.rows, "2026-03-20")
}

fn done(opened: &Opened, kind: &str, value: Value) -> String {
    crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
}

fn draft(opened: &Opened, period: &str) -> PlanDraft {
    plan_draft(&opened.session, &PlanAsk { period: period.to_owned(), grid: None }).unwrap()
}

fn of<'d>(draft: &'d PlanDraft, from: &str) -> Vec<&'d str> {
    draft.items.iter().filter(|item| item.from == from).map(|item| item.text.as_str()).collect()
}

#[test]
fn a_plan_proposes_what_is_asked_given_and_decided_for_its_time() {
    let opened = known();
    let head = opened.session.register().unwrap().rows().persons[0].id;
    done(
        &opened,
        "give_task",
        json!({ "date": "2026-03-02", "text": "四月的交办", "due": "2026-04-10", "owner": head }),
    );
    done(&opened, "give_task", json!({ "date": "2026-03-02", "text": "早就到期", "due": "2026-03-05" }));
    done(&opened, "give_task", json!({ "date": "2026-03-02", "text": "六月才到期", "due": "2026-06" }));
    let resolutions = json!([{ "text": "四月修沟", "due": "2026-04" }, { "text": "没有时限" }]);
    done(
        &opened,
        "hold_meeting",
        json!({ "kind": "党小组会", "date": "2026-03-10", "people": [{ "person": head }],
        "resolutions": resolutions }),
    );
    let items = json!([{ "text": "春季植树", "due": "2026-04" }, { "text": "秋收帮扶", "due": "2026-10" }]);
    done(&opened, "make_plan", json!({ "period": "2026", "targets": "不出格", "items": items }));

    let april = draft(&opened, "2026-04");
    let mut given = of(&april, "交办");
    given.sort_unstable();
    assert_eq!(given, ["四月的交办", "早就到期"]);
    assert_eq!(of(&april, "决议"), ["四月修沟"]);
    assert_eq!(of(&april, "年度计划"), ["春季植树"]);
    assert!(of(&april, "规定动作").contains(&"党小组会") && !of(&april, "规定动作").contains(&"组织生活会"));
    let late = april.items.iter().find(|item| item.text == "早就到期").unwrap();
    assert_eq!(late.due.as_deref(), Some("2026-04"), "its time has passed: by the month's end");
    assert_eq!((april.there.as_deref(), april.targets.as_deref()), (None, None), "a month's targets are its own");
    assert!(of(&draft(&opened, "2026-12"), "规定动作").contains(&"组织生活会"), "the year ends");
    let next = draft(&opened, "2027");
    assert_eq!(of(&next, "上年未完"), ["春季植树", "秋收帮扶"]);
    assert_eq!(next.targets.as_deref(), Some("不出格"));
    assert!(draft(&opened, "2026").there.is_some());
    let wrong = PlanAsk { period: "2026-03-01".to_owned(), grid: None };
    assert_eq!(plan_draft(&opened.session, &wrong).unwrap_err().code, "not_a_period");
}

#[test]
fn a_proposal_can_be_taken_over_as_it_is() {
    let opened = known();
    let april = draft(&opened, "2026-04");
    let items: Vec<Value> = april
        .items
        .iter()
        .map(|item| json!({ "text": item.text, "measures": item.measures, "due": item.due, "duty": item.duty }))
        .collect();
    let id = done(&opened, "make_plan", json!({ "period": "2026-04", "items": items }));
    let view = plan(&opened.session, &id).unwrap();
    assert_eq!(view.items.len(), april.items.len());
    assert!(view.items.iter().all(|item| !item.done && !item.late && item.count.is_none()), "April has not come");
}

#[test]
fn a_duty_of_a_plan_is_counted_and_what_is_ticked_off_is_late_after_its_time() {
    let opened = known();
    let head = opened.session.register().unwrap().rows().persons[0].id;
    for date in ["2026-01-10", "2026-01-11", "2026-03-10"] {
        done(&opened, "hold_meeting", json!({ "kind": "党小组会", "date": date, "people": [{ "person": head }] }));
    }
    let meet = json!({ "text": "党小组会", "duty": "party-group-meeting" });
    let items = json!([meet, { "text": "二月做完", "due": "2026-02" }, { "text": "年底再做" }]);
    let year = plan(&opened.session, &done(&opened, "make_plan", json!({ "period": "2026", "items": items }))).unwrap();
    let count = year.items[0].count.clone().unwrap();
    assert!(count.starts_with("2/"), "two in January do not make up for February: {count}");
    assert!(year.items[0].late && year.items[0].link.is_none());
    assert_eq!((year.items[1].late, year.items[2].late), (true, false));
    let march =
        plan(&opened.session, &done(&opened, "make_plan", json!({ "period": "2026-03", "items": [meet] }))).unwrap();
    assert_eq!((march.items[0].count.as_deref(), march.items[0].done), (Some("1/1"), true));
    assert!(crate::duties::behind(&opened.session, march.items[0].link.as_ref().unwrap()).is_ok());
    let list = plans(&opened.session, &PlanQuery::default()).unwrap();
    let rows: Vec<(&str, usize, usize, usize)> =
        list.rows.iter().map(|row| (row.period.as_str(), row.items, row.done, row.late)).collect();
    assert_eq!(rows, [("2026", 3, 0, 1), ("2026-03", 1, 0, 0)]);
}

#[test]
fn a_year_s_plan_printed_of_a_past_month_counts_up_to_that_month() {
    let opened = known();
    let head = opened.session.register().unwrap().rows().persons[0].id;
    for date in ["2026-01-10", "2026-02-10", "2026-03-10"] {
        done(&opened, "hold_meeting", json!({ "kind": "党小组会", "date": date, "people": [{ "person": head }] }));
    }
    let item = json!({ "text": "党小组会", "duty": "party-group-meeting" });
    done(&opened, "make_plan", json!({ "period": "2026", "items": [item] }));
    let said = |month: &str| {
        let request = crate::forms::FormRequest {
            form: "work_plan".to_owned(),
            month: Some(month.to_owned()),
            ..crate::forms::FormRequest::default()
        };
        let document = crate::forms::build(&opened.session, &request).unwrap().remove(0);
        document.tables().next().unwrap().rows[0].0[5].plain()
    };
    assert_eq!((said("2026-01").as_str(), said("2026-02").as_str(), said("2026-03").as_str()), ("1/1", "2/2", "3/3"));
}
