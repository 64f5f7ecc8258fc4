//! Sentences that ask for matters: found, settled in the grid, reported, and zero where there was none.

use domain::document::{Block, Document};
use serde_json::json;

use super::{cell, form};
use crate::testing::Opened;

/// A month with a criticism that was answered, a quarrel that was settled, and a danger that was reported.
fn happened(opened: &Opened) {
    let query = crate::matters::MatterQuery { limit: 1, ..Default::default() };
    if crate::matters::matters(&opened.session, &query).unwrap().total > 0 {
        return;
    }
    let record = |kind: &str, value: serde_json::Value| {
        crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
    };
    let wife = opened.session.register().unwrap().rows().persons[1].id;
    let open = |kind: &str, content: &str| {
        record("open_matter", json!({ "kind": kind, "date": "2026-03-02", "content": content, "reporter": wife }))
    };
    let step = |matter: &str, step: &str, more: serde_json::Value| {
        let mut value = json!({ "matter": matter, "step": step, "date": "2026-03-05" });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        record("matter_step", value)
    };
    let criticism = open("群众监督意见", "公开栏好久没换");
    step(&criticism, "就地办结", json!({ "note": "已换" }));
    step(&criticism, "回访", json!({ "satisfied": true }));
    let quarrel = open("矛盾纠纷", "房檐滴水");
    record("edit_matter", json!({ "matter": quarrel, "dispute": { "class": "邻里" } }));
    step(&quarrel, "就地办结", json!({ "note": "改了水路", "method": "协商和解", "settled": true }));
    let danger = open("安全隐患", "电线垂得低");
    step(&danger, "上报", json!({ "actor": "镇里" }));
}

fn note(document: &Document) -> String {
    let mut notes = document.blocks.iter().rev().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.lines[0].plain()),
        _ => None,
    });
    notes.next().unwrap()
}

/// Whether a statement is one of these; asserts its fact then.
pub(super) fn answers(opened: &Opened, statement: &str) -> bool {
    happened(opened);
    let ledger = || form(opened, "matter_ledger");
    let disputes = || form(opened, "dispute_register");
    match statement {
        "3.1-disputes" => assert_eq!((cell(&disputes(), 2), cell(&disputes(), 12)), ("邻里".into(), "是".into())),
        "3.1-zero" => assert_eq!(note(&disputes()), "零报告：本月矛盾纠纷 1 起、群体性矛盾纠纷 0 起、稳定信息 0 起。"),
        "3.1-criticism" => assert_eq!(
            (cell(&ledger(), 5), cell(&ledger(), 9), cell(&ledger(), 12)),
            ("群众监督意见".into(), "03-05 就地办结 已换".into(), "满意".into())
        ),
        "3.2-matters" => {
            assert!(note(&ledger()).starts_with("本月登记 3 件，") && note(&ledger()).contains("上报 1 件"));
        }
        "4.1-settled" => assert!(note(&ledger()).contains("本月办结 2 件，其中网格内办结 2 件")),
        _ => return false,
    }
    true
}
