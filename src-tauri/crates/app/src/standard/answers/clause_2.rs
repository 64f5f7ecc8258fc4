//! Clause 2: the tree from town to group, who leads, who belongs, who volunteers.

use serde_json::json;

use super::{Fact, cell, chart, form, record};
use crate::organisation::{RoleRow, organisation};
use crate::testing::Opened;

pub(super) const FACTS: &[Fact] = &[
    ("2.1-grid-group", |opened| {
        let groups = chart(opened).into_iter().filter(|(_, name, _)| name.ends_with("党小组"));
        assert_eq!(groups.count(), opened.session.register().unwrap().rows().grids.len());
    }),
    ("2.1-founding", a_founding_is_on_record),
    ("2.1-team", |opened| {
        team(opened);
        assert!(chart(opened).iter().any(|(depth, name, _)| (*depth, name.as_str()) == (1, "示例服务队")));
    }),
    ("2.1-tree", town_village_centre_and_group_hang_together),
    ("2.1-linked", |opened| {
        record(opened, "found_association", json!({ "name": "歌舞协会", "head": person(opened, 0) }));
        let song = chart(opened).into_iter().find(|(_, name, _)| name == "歌舞协会").unwrap();
        assert_eq!(song.2[0], "负责人 示例组长");
    }),
    ("2.2-leader", |opened| assert_eq!(cell(&form(opened, "annex_a"), 2), "示例组长")),
    ("2.2-leader-member", |opened| {
        let codes = || crate::check::check(&opened.session, true).unwrap().into_iter().map(|one| one.code);
        assert!(codes().any(|code| code == "organisation.leader_no_member"));
        record(opened, "party", json!({ "person": person(opened, 0), "member": "正式", "date": "2026-02-01" }));
        assert!(!codes().any(|code| code == "organisation.leader_no_member"));
    }),
    ("2.2-members", |opened| assert_eq!(cell(&form(opened, "annex_a"), 3), "示例成员")),
    ("2.2-member-kinds", |opened| {
        let role = role(opened, "党小组成员").id;
        record(opened, "edit_role", json!({ "role": role, "member_kind": "优秀妇女" }));
        assert_eq!(self::role(opened, "党小组成员").member_kind.as_deref(), Some("优秀妇女"));
    }),
    ("2.2-volunteers", |opened| assert_eq!(cell(&form(opened, "annex_a"), 4), "队长 示例成员\n共 1 人")),
    ("2.2-volunteer-kinds", |opened| {
        let role = role(opened, "队长").id;
        record(opened, "edit_role", json!({ "role": role, "volunteer_kind": "巧手大姐" }));
        assert_eq!(cell(&form(opened, "volunteer_roster"), 5), "巧手大姐");
    }),
];

fn person(opened: &Opened, at: usize) -> String {
    opened.session.register().unwrap().rows().persons[at].id.to_string()
}

fn group(opened: &Opened) -> String {
    opened.session.register().unwrap().rows().grids[0].unit.to_string()
}

/// A role of the group as the settings show it.
fn role(opened: &Opened, kind: &str) -> RoleRow {
    let view = organisation(&opened.session).unwrap();
    view.units.into_iter().flat_map(|unit| unit.roles).find(|role| role.kind == kind).unwrap()
}

/// The volunteers get a team of their own name.
pub(super) fn team(opened: &Opened) {
    let team = json!({ "kind": "志愿者服务队", "name": "示例服务队", "parent": group(opened) });
    record(opened, "found_unit", team);
}

fn a_founding_is_on_record(opened: &Opened) {
    let founding =
        json!({ "unit": group(opened), "date": "2026-02", "led_by": person(opened, 0), "approved_by": "村党组织" });
    record(opened, "edit_unit", founding);
    let unit = organisation(&opened.session).unwrap().units.remove(0);
    assert_eq!((unit.founded_on.as_deref(), unit.led_by_name.as_deref()), (Some("2026-02"), Some("示例组长")));
    assert_eq!(unit.approved_by.as_deref(), Some("村党组织"));
}

fn town_village_centre_and_group_hang_together(opened: &Opened) {
    let town = record(opened, "found_unit", json!({ "kind": "镇党委", "name": "示例镇党委" }));
    record(opened, "found_unit", json!({ "kind": "党建中心", "name": "示例党建中心" }));
    let rows = organisation(&opened.session).unwrap().units;
    let village = rows.iter().find(|unit| unit.kind == "村党组织").unwrap().id.clone();
    record(opened, "move_unit", json!({ "unit": village, "parent": town }));
    record(opened, "move_unit", json!({ "unit": group(opened), "parent": village }));
    let read: Vec<(usize, String)> = chart(opened).into_iter().map(|(depth, name, _)| (depth, name)).collect();
    assert_eq!((read[0].0, read[0].1.as_str()), (0, "示例镇党委"));
    assert_eq!((read[1].0, read[2].1.as_str(), read[3].1.as_str()), (1, "示例党建中心", "第一网格党小组"));
}
