//! Clause 5: responsibility, meetings, records, commitments, assessment.

use domain::document::Document;
use serde_json::json;

use super::{Fact, cell, form, held, record};
use crate::testing::Opened;

pub(super) const FACTS: &[Fact] = &[
    ("5.4-posts", |opened| assert_eq!(cell(&committed(opened, "post_register"), 7), "环境卫生岗")),
    ("5.4-claims", |opened| assert_eq!(cell(&committed(opened, "post_register"), 1), "示例成员")),
    ("5.4-commitments", |opened| assert_eq!(cell(&committed(opened, "commitment_public"), 2), "包一条街")),
    ("5.3-ledger", |opened| assert_eq!(form(opened, "annex_a").title, "「红网工程」管理台账")),
    ("5.3-records", |opened| assert_eq!(cell(&held(opened, "activity_record"), 1), "示例成员")),
    ("5.3-projects", |opened| assert_eq!(cell(&held(opened, "project_list"), 2), "为民服务")),
];

/// A form of a book in which a member claims a post and committed themselves in public.
fn committed(opened: &Opened, name: &str) -> Document {
    let wife = opened.session.register().unwrap().rows().persons[1].id;
    let post = record(opened, "add_post", json!({ "post_kind": "环境卫生" }));
    record(opened, "claim_post", json!({ "post": post, "person": wife }));
    let made = record(opened, "commit", json!({ "person": wife, "text": "包一条街", "date": "2026-01-10" }));
    let step = |step: &str, passed: Option<bool>| {
        let value = json!({ "commitments": [made], "step": step, "date": "2026-02-10", "passed": passed });
        record(opened, "commitment_step", value);
    };
    step("审诺", Some(true));
    step("公示", None);
    form(opened, name)
}
