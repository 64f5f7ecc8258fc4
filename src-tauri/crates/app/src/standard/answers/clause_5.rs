//! Clause 5: responsibility, meetings, records, commitments, assessment.

use super::{Fact, cell, form, held};

pub(super) const FACTS: &[Fact] = &[
    ("5.3-ledger", |opened| assert_eq!(form(opened, "annex_a").title, "「红网工程」管理台账")),
    ("5.3-records", |opened| assert_eq!(cell(&held(opened, "activity_record"), 1), "示例成员")),
    ("5.3-projects", |opened| assert_eq!(cell(&held(opened, "project_list"), 2), "为民服务")),
];
