//! Tasks, plans, responsibility letters and assessment (clauses 3.1, 3.2, 5.1, 5.3, 5.5), answered by facts in their forms.

use domain::document::{Block, Document};
use serde_json::json;

use super::{Fact, cell, form, record, values};
use crate::forms::{self, FormRequest};
use crate::testing::Opened;

pub(super) const FACTS: &[Fact] = &[
    ("3.1-tasks", |opened| {
        let list = given(opened);
        assert_eq!((cell(&list, 2), cell(&list, 3)), ("村党组织".into(), "摸排出租房".into()));
        assert_eq!((cell(&list, 7), cell(&list, 8)), ("已完成：全部走到".into(), "2026-03-12".into()));
    }),
    ("3.2-tasks", |opened| assert_eq!(cell(&given(opened), 5), "示例成员", "a member does what the leader hands on")),
    ("5.1-responsibility", |opened| {
        record(opened, "draft_letters", json!({ "year": 2026 }));
        let letter = form(opened, "letter");
        let rows = &letter.tables().next().unwrap().rows;
        assert_eq!((cell(&letter, 1), cell(&letter, 3)), ("组织生活".into(), "15".into()));
        assert_eq!(rows[rows.len() - 1].0[3].plain(), "100", "the points of all targets");
    }),
    ("5.1-levels", |opened| {
        record(opened, "draft_letters", json!({ "year": 2026 }));
        let words = paragraphs(&form(opened, "letter"));
        assert!(words[0].starts_with("村党组织") && words[1].starts_with("网格党小组"), "{words:?}");
    }),
    ("5.3-targets", |opened| {
        let item = json!({ "text": "党小组会", "duty": "party-group-meeting" });
        let plan = json!({ "period": "2026-03", "targets": "矛盾不出格", "methods": "分片包户", "items": [item] });
        record(opened, "make_plan", plan);
        let people = json!([{ "person": leader(opened) }]);
        record(opened, "hold_meeting", json!({ "kind": "党小组会", "date": "2026-03-10", "people": people }));
        let plan = form(opened, "work_plan");
        assert_eq!(values(&plan), ["矛盾不出格", "分片包户"]);
        assert_eq!((cell(&plan, 1), cell(&plan, 5)), ("党小组会".into(), "1/1".into()), "counted, not typed");
    }),
    ("5.5-rules", |opened| {
        record(opened, "set_rules", json!({ "year": 2026 }));
        let rules = form(opened, "score_rules");
        let abouts: Vec<String> = rules.tables().next().unwrap().rows.iter().map(|row| row.0[1].plain()).collect();
        for about in ["党员", "岗位", "岗位（纠纷调解）", "服务项目"] {
            assert!(abouts.iter().any(|one| one == about), "{about}: {abouts:?}");
        }
        assert_eq!((cell(&rules, 3), cell(&rules, 4)), ("10".into(), "—".into()), "基础分 have no cap");
    }),
    ("5.5-education", |opened| {
        record(opened, "set_rules", json!({ "year": 2026 }));
        let people = json!([{ "person": leader(opened) }, { "person": member(opened), "state": "缺席" }]);
        record(opened, "hold_meeting", json!({ "kind": "党小组会", "date": "2026-03-10", "people": people }));
        let request = FormRequest { form: "score_sheet".to_owned(), ..FormRequest::default() };
        let pages = forms::build(&opened.session, &request).unwrap();
        let row = |page: &Document, at: usize| -> Vec<String> {
            page.tables().next().unwrap().rows[at].0.iter().map(domain::document::Cell::plain).collect()
        };
        assert_eq!(row(&pages[0], 0)[1..7], ["示例组长", "10", "2", "0", "12", "12"].map(str::to_owned));
        assert_eq!(row(&pages[0], 1)[1..7], ["示例成员", "10", "0", "-2", "8", "8"].map(str::to_owned));
        assert_eq!(
            row(&pages[1], 0)[..5],
            ["示例组长", "2026-03-10", "参加党小组会", "2026年3月党小组会", "2"].map(str::to_owned)
        );
    }),
];

fn leader(opened: &Opened) -> domain::id::Id {
    opened.session.register().unwrap().rows().persons[0].id
}

fn member(opened: &Opened) -> domain::id::Id {
    opened.session.register().unwrap().rows().persons[1].id
}

/// The list with a task that the member did.
fn given(opened: &Opened) -> Document {
    let task = json!({ "date": "2026-03-02", "text": "摸排出租房", "due": "2026-03-15", "owner": member(opened) });
    let task = record(opened, "give_task", task);
    record(opened, "task_step", json!({ "task": task, "step": "完成", "date": "2026-03-12", "note": "全部走到" }));
    form(opened, "task_list")
}

fn paragraphs(document: &Document) -> Vec<String> {
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(&paragraph.lines),
        _ => None,
    });
    lines.flatten().map(domain::document::Line::plain).collect()
}
