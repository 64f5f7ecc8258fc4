use serde_json::{Value, json};

use super::*;
use crate::testing::{Opened, Village, open};

fn known() -> Opened {
    let mut village = Village::opened("2026-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let home = village.household(grids[0]);
    let head = village.head(home);
    village.name(head, "示例组长");
    let opened = open(&village.rows, "2026-03-20");
    let done = |kind: &str, value: Value| {
        crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
    };
    let give = |text: &str, due: Value, more: Value| {
        let mut value = json!({ "date": "2026-03-02", "text": text, "due": due });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        done("give_task", value)
    };
    give("后天到期", json!("2026-03-22"), json!({ "grids": [grids[0]], "owner": head }));
    give("没有时限", Value::Null, json!({}));
    give("过了时限", json!("2026-03-19"), json!({ "grids": grids, "source": "镇党委" }));
    let finished = give("做完了的", json!("2026-03-10"), json!({ "grids": [grids[0]] }));
    done("task_step", json!({ "task": finished, "step": "完成", "date": "2026-03-15", "note": "都清了" }));
    opened
}

fn texts(opened: &Opened, query: TaskQuery) -> Vec<String> {
    let page = tasks(&opened.session, &TaskQuery { limit: 50, ..query }).unwrap();
    assert_eq!(page.total, page.rows.len());
    page.rows.into_iter().map(|row| row.text).collect()
}

#[test]
fn overdue_tasks_stand_first_and_done_ones_last() {
    let opened = known();
    let all = texts(&opened, TaskQuery::default());
    assert_eq!(all, ["过了时限", "过了时限", "后天到期", "没有时限", "做完了的"], "a task for two grids is two");
    assert_eq!(texts(&opened, TaskQuery { overdue: true, ..TaskQuery::default() }).len(), 2);
    assert_eq!(texts(&opened, TaskQuery { open: true, ..TaskQuery::default() }).len(), 4);
    let state = |word: &str| TaskQuery { state: Some(word.to_owned()), ..TaskQuery::default() };
    assert_eq!(texts(&opened, state("已完成")), ["做完了的"]);
    assert_eq!(tasks(&opened.session, &state("做完")).unwrap_err().code, "unknown_state");
    let grid = TaskQuery { grid: Some("2".to_owned()), ..TaskQuery::default() };
    assert_eq!(texts(&opened, grid), ["过了时限"]);
    for (words, found) in [("镇党委", 2), ("都清了", 1), ("示例组长", 1), ("什么也不是", 0)] {
        let query = TaskQuery { text: Some(words.to_owned()), ..TaskQuery::default() };
        assert_eq!(texts(&opened, query).len(), found, "{words}");
    }
    assert!(texts(&opened, TaskQuery { period: Some("2026-02".to_owned()), ..TaskQuery::default() }).is_empty());
}

#[test]
fn a_row_says_how_many_days_are_left_and_what_may_follow() {
    let opened = known();
    let page = tasks(&opened.session, &TaskQuery { limit: 50, ..TaskQuery::default() }).unwrap();
    let row = |text: &str| page.rows.iter().find(|row| row.text == text).unwrap();
    assert_eq!((row("过了时限").left, row("后天到期").left, row("没有时限").left), (Some(-1), Some(2), None));
    assert_eq!((row("做完了的").left, row("做完了的").overdue), (None, false), "late but done");
    assert_eq!(row("后天到期").next, ["推进", "完成", "退回"]);
    assert_eq!((row("后天到期").owner_name.as_deref(), row("没有时限").group.as_deref()), (Some("示例组长"), None));
    let view = task(&opened.session, &row("做完了的").id).unwrap();
    assert_eq!(view.steps.iter().map(|step| step.step).collect::<Vec<_>>(), ["交办", "完成"]);
    assert_eq!(task(&opened.session, &opened.session.station().unwrap().id.to_string()).unwrap_err().code, "not_found");
}
