//! Clause 4: whom the group serves, and how.

use serde_json::json;

use super::clause_3_2::visited;
use super::{Fact, activity, cell, form, held, record, values};
use crate::testing::Opened;
use crate::visits::{CoverageQuery, coverage};

pub(super) const FACTS: &[Fact] = &[
    ("4.1-every-household", |opened| {
        let seen = || coverage(&opened.session, &CoverageQuery::default()).unwrap().total;
        assert_eq!((seen().households, seen().never), (1, 1));
        visited(opened);
        assert_eq!((seen().quarter, seen().never), (1, 0));
    }),
    ("4.2-left-behind", |opened| assert_eq!(cell(&held(opened, "left_behind"), 1), "留守儿童")),
    ("4.2-together", |opened| assert_eq!(activity(opened, "关爱活动", &json!({})).title, "关爱活动记录表")),
    ("4.3-everybody", |opened| assert_eq!(activity(opened, "环境整治", &json!({})).title, "环境整治活动记录表")),
    ("4.4-associations", |opened| {
        assert!(values(&held(opened, "activity_record")).contains(&"歌舞协会".to_owned()));
    }),
    ("4.4-brand", |opened| assert_eq!(project(opened, "党建品牌"), "党建品牌")),
    ("4.5-projects", |opened| assert_eq!(project(opened, "乡村振兴"), "乡村振兴")),
];

/// The kind of a project as the list prints it.
fn project(opened: &Opened, kind: &str) -> String {
    record(opened, "add_project", json!({ "kind": kind, "name": "示例项目" }));
    cell(&form(opened, "project_list"), 2)
}
