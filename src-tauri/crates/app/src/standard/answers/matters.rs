//! Clauses 3.1, 3.2 and 4.1: what people ask for and quarrel about is found, settled in the grid, reported, and said to be
//! none where there was none.

use domain::document::{Block, Document};
use serde_json::json;

use super::{Fact, cell, form, record};
use crate::testing::Opened;

pub(super) const FACTS: &[Fact] = &[
    ("3.1-disputes", |opened| {
        let register = happened(opened, "dispute_register");
        assert_eq!((cell(&register, 2), cell(&register, 12)), ("邻里".into(), "是".into()));
    }),
    ("3.1-peace", |opened| {
        let none = form(opened, "dispute_register");
        assert_eq!(note(&none), "零报告：本月矛盾纠纷 0 起、群体性矛盾纠纷 0 起、稳定信息 0 起。");
    }),
    ("3.1-supervision", |opened| {
        let ledger = happened(opened, "matter_ledger");
        assert_eq!((cell(&ledger, 5), cell(&ledger, 12)), ("群众监督意见".into(), "满意".into()));
    }),
    ("3.2-mediation", |opened| assert_eq!(cell(&happened(opened, "dispute_register"), 9), "协商和解")),
    ("3.2-supervision", |opened| {
        assert_eq!(cell(&happened(opened, "matter_ledger"), 9), "03-05 就地办结 已换");
    }),
    ("3.2-stability", |opened| {
        let told = note(&happened(opened, "matter_ledger"));
        assert!(told.starts_with("本月登记 3 件，") && told.contains("上报 1 件"), "{told}");
    }),
    ("4.1-settled", |opened| {
        assert!(note(&happened(opened, "matter_ledger")).contains("本月办结 2 件，其中网格内办结 2 件"));
    }),
    ("4.1-early", |opened| assert_eq!(cell(&happened(opened, "dispute_register"), 1), "03-02")),
];

/// A form of a month with a criticism that was answered, a quarrel that was settled, and a danger that was reported.
fn happened(opened: &Opened, name: &str) -> Document {
    let wife = opened.session.register().unwrap().rows().persons[1].id;
    let open = |kind: &str, content: &str| {
        let value = json!({ "kind": kind, "date": "2026-03-02", "content": content, "reporter": wife });
        record(opened, "open_matter", value)
    };
    let step = |matter: &str, step: &str, more: serde_json::Value| {
        let mut value = json!({ "matter": matter, "step": step, "date": "2026-03-05" });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        record(opened, "matter_step", value)
    };
    let criticism = open("群众监督意见", "公开栏好久没换");
    step(&criticism, "就地办结", json!({ "note": "已换" }));
    step(&criticism, "回访", json!({ "satisfied": true }));
    let quarrel = open("矛盾纠纷", "房檐滴水");
    record(opened, "edit_matter", json!({ "matter": quarrel, "dispute": { "class": "邻里" } }));
    step(&quarrel, "就地办结", json!({ "note": "改了水路", "method": "协商和解", "settled": true }));
    let danger = open("安全隐患", "电线垂得低");
    step(&danger, "上报", json!({ "actor": "镇里" }));
    form(opened, name)
}

/// What is said below a form's tables.
fn note(document: &Document) -> String {
    let mut notes = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.lines[0].plain()),
        _ => None,
    });
    notes.next_back().unwrap()
}
