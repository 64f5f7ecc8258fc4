mod chart;

use std::borrow::Borrow;

use domain::date::PartialDate;
use domain::organisation::{OrgUnit, Role};
use domain::person::MemberKind;
use domain::register::Rows;
use serde_json::{Value, json};

use super::*;
use crate::check::check;
use crate::content_hash::content_hash;
use crate::events::{Recorded, read, record};
use crate::failure::Failure;
use crate::history::undo;
use crate::testing::{Opened, Village, open};

/// Two grids; a member of the party and somebody who is none in the first, and who moved out in February.
struct Known {
    opened: Opened,
    grids: [String; 2],
    groups: [String; 2],
    member: String,
    other: String,
    gone: String,
}

fn known() -> Known {
    let mut village = Village::opened("2026-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let home = village.household(grids[0]);
    village.rows.households[0].hamlet = Some("一组".to_owned());
    village.rows.grids[0].hamlets = vec!["一组".to_owned()];
    let (member, other, gone) = (village.head(home), village.person(home), village.person(home));
    village.name(member, "示例党员");
    village.name(other, "示例村民");
    village.member(member, MemberKind::Full, None);
    let stay = village.last_stay();
    stay.to = "2026-02-10".parse().ok();
    stay.to_reason = Some(domain::person::ToReason::MoveOut);
    let groups = [0, 1].map(|at| village.rows.grids[at].unit.to_string());
    let opened = open(&village.rows, "2026-03-20");
    let text = |id: domain::id::Id| id.to_string();
    Known { opened, grids: grids.map(text), groups, member: text(member), other: text(other), gone: text(gone) }
}

impl Known {
    fn tried(&self, kind: &str, value: Value) -> Result<Recorded, Failure> {
        record(&self.opened.session, &read(kind, value)?)
    }

    fn done(&self, kind: &str, value: Value) -> Recorded {
        self.tried(kind, value).unwrap_or_else(|failure| panic!("{kind}: {failure:?}"))
    }

    /// The code and the field of a refusal that left everything as it was.
    fn refused(&self, kind: &str, value: impl Borrow<Value>) -> (String, String) {
        let value = value.borrow();
        let before = content_hash(&self.opened.session).unwrap();
        let refused = self.tried(kind, value.clone()).expect_err(&value.to_string());
        assert_eq!(content_hash(&self.opened.session).unwrap(), before, "{kind} {value}");
        (refused.code, refused.field.unwrap_or_default())
    }

    fn unit(&self, id: &str) -> OrgUnit {
        self.opened.session.read(|reader| Ok(reader.get(id.parse()?)?)).unwrap().unwrap()
    }

    fn roles(&self, unit: &str) -> Vec<Role> {
        let mut roles = self.opened.session.read(|reader| Ok(reader.roles_of_unit(unit.parse()?)?)).unwrap();
        roles.sort_by_key(|role| role.from.map(PartialDate::first_day));
        roles
    }

    fn found(&self, kind: &str, name: &str) -> String {
        self.done("found_unit", json!({ "kind": kind, "name": name })).id
    }

    fn codes(&self) -> Vec<(String, Option<String>)> {
        let found = check(&self.opened.session, true).unwrap();
        found.into_iter().map(|one| (one.code.trim_start_matches("organisation.").to_owned(), one.record)).collect()
    }
}

fn is(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}

#[test]
fn the_tree_grows_from_town_to_group_and_every_step_is_taken_back() {
    let known = known();
    let hash = || content_hash(&known.opened.session).unwrap();
    let mut states = vec![hash()];
    let mut step = |kind: &str, value: Value| {
        let done = known.done(kind, value);
        states.push(hash());
        done.id
    };
    let town = step("found_unit", json!({ "kind": "镇党委", "name": "示例镇党委", "date": "1998-07" }));
    let centre = step("found_unit", json!({ "kind": "党建中心", "name": "示例党建中心" }));
    let village = known.unit(&centre).parent.unwrap().to_string();
    assert_eq!(known.unit(&village).kind, UnitKind::VillageOrg, "the village's own comes with the first below it");
    step("move_unit", json!({ "unit": village, "parent": town }));
    let branch = step("found_unit", json!({ "kind": "党支部", "name": "示例党支部", "parent": village, "code": "01" }));
    for group in &known.groups {
        step("move_unit", json!({ "unit": group, "parent": branch }));
    }
    let team = step(
        "found_unit",
        json!({ "kind": "志愿者服务队", "name": "第一网格志愿者服务队", "parent": known.groups[0],
        "date": "2026-02", "led_by": known.member, "approved_by": "村党组织" }),
    );
    step("edit_unit", json!({ "unit": team, "name": "先锋服务队", "date": "2026-02-03", "approved_by": "" }));
    let row = known.unit(&team);
    assert_eq!((row.name.as_str(), row.approved_by, row.founded_on), ("先锋服务队", None, "2026-02-03".parse().ok()));
    assert_eq!(row.led_by.map(|person| person.to_string()), Some(known.member.clone()));
    let leads = json!({ "person": known.member, "unit": known.groups[0], "kind": "党小组组长", "date": "2026-02-05" });
    let role = step("assign_role", leads);
    step(
        "assign_role",
        json!({ "person": known.other, "unit": team, "kind": "志愿者", "volunteer_kind": "热心大妈",
        "date": "2026-02-05" }),
    );
    step("edit_role", json!({ "role": role, "date": "2026-02-06" }));
    step("end_role", json!({ "role": role, "date": "2026-03-01" }));
    step("dissolve_unit", json!({ "unit": centre, "date": "2026-03-02" }));
    step("edit_unit", json!({ "unit": centre, "restore": true }));
    let view = organisation(&known.opened.session).unwrap();
    let read: Vec<(usize, &str)> = view.units.iter().map(|unit| (unit.depth, unit.name.as_str())).collect();
    let village = view.units[1].name.clone();
    let expected = [
        (0, "示例镇党委"),
        (1, village.as_str()),
        (2, "示例党支部"),
        (3, "第一网格党小组"),
        (4, "先锋服务队"),
        (3, "第二网格党小组"),
        (2, "示例党建中心"),
    ];
    assert_eq!(read, expected);
    let volunteer = &view.units[4].roles[0];
    assert_eq!((volunteer.kind, volunteer.volunteer_kind.as_deref()), ("志愿者", Some("热心大妈")));
    assert!(view.units[3].roles.is_empty(), "the leader gave up, volunteers stand with their team");
    assert_eq!(known.roles(&known.groups[0]).len(), 2, "what volunteers do hangs on their group");
    for state in states.iter().rev().skip(1) {
        undo(&known.opened.session, None).unwrap();
        assert_eq!(hash(), *state);
    }
}

#[test]
fn a_party_group_is_founded_with_its_grid() {
    let known = known();
    let group = known.found("网格党小组", "第三网格党小组");
    let register = known.opened.session.register().unwrap();
    let grid = register.rows().grids.iter().find(|grid| grid.unit.to_string() == group).unwrap();
    assert_eq!((grid.number, grid.name.as_str()), (3, "第三网格"));
    assert!(known.unit(&group).parent.is_some(), "under the village's organisation");
}

#[test]
fn a_unit_that_cannot_be_is_refused() {
    let known = known();
    let town = known.found("镇党委", "示例镇党委");
    let branch = known.found("党支部", "示例党支部");
    let [one, two] = &known.groups;
    let found = |kind: &str, name: &str, more: Value| {
        let mut value = json!({ "kind": kind, "name": name });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        known.refused("found_unit", value)
    };
    assert_eq!(found("龙宫", "甲", json!({})), is("unknown_kind", "kind"));
    assert_eq!(found("党支部", " ", json!({})), is("needed", "name"));
    assert_eq!(found("党支部", "示例党支部", json!({})), is("has_already", "name"));
    assert_eq!(found("镇党委", "另一个镇党委", json!({})), is("only_one", "kind"));
    assert_eq!(found("党支部", "乙", json!({ "parent": one })), is("wrong_above", "parent"));
    assert_eq!(found("志愿者服务队", "乙", json!({})), is("needed", "parent"));
    assert_eq!(found("志愿者服务队", "乙", json!({ "parent": branch })), is("wrong_above", "parent"));
    assert_eq!(found("党支部", "乙", json!({ "parent": known.member })), is("not_found", "parent"));
    assert_eq!(found("党支部", "乙", json!({ "date": "2027-01-01" })), is("in_future", "date"));
    assert_eq!(found("党支部", "乙", json!({ "date": "昨天" })), is("not_a_date", "date"));
    let led = json!({ "led_by": known.gone, "date": "2026-03-01" });
    assert_eq!(found("党支部", "乙", led), is("not_here", "led_by"));
    known.done("found_unit", json!({ "kind": "志愿者服务队", "name": "甲队", "parent": one }));
    assert_eq!(found("志愿者服务队", "乙队", json!({ "parent": one })), is("only_one", "kind"));

    known.done("move_unit", json!({ "unit": one, "parent": branch }));
    let moved = |unit: &str, parent: &str| known.refused("move_unit", json!({ "unit": unit, "parent": parent }));
    assert_eq!(moved(&branch, &branch), is("above_itself", "parent"));
    assert_eq!(moved(&branch, one), is("above_itself", "parent"));
    assert_eq!(moved(&branch, two), is("wrong_above", "parent"));
    assert_eq!(moved(&town, &branch), is("wrong_above", "parent"));
    assert_eq!(moved(&known.member, &branch), is("not_found", "unit"));
    let view = organisation(&known.opened.session).unwrap();
    let team = view.units.iter().find(|unit| unit.kind == "志愿者服务队").unwrap().id.clone();
    assert_eq!(moved(&team, two), is("team_stays", "parent"));
}

#[test]
fn a_unit_ends_only_when_nothing_hangs_on_it() {
    let known = known();
    let branch = known.found("党支部", "示例党支部");
    let [group, other] = &known.groups;
    known.done("move_unit", json!({ "unit": group, "parent": branch }));
    let end = |unit: &str, more: Value| {
        let mut value = json!({ "unit": unit });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    let on = |day: &str| json!({ "date": day });
    assert_eq!(known.refused("dissolve_unit", end(&branch, on("2026-03-01"))), is("units_below", "unit"));
    assert_eq!(known.refused("dissolve_unit", end(&branch, json!({}))), is("units_below", "unit"));
    assert_eq!(
        known.refused("dissolve_unit", end(group, json!({}))),
        is("still_used", "unit"),
        "its grid has no other"
    );
    let role = json!({ "person": known.member, "unit": group, "kind": "党小组组长", "date": "2026-03-05" });
    let role = known.done("assign_role", role).id;
    assert_eq!(known.refused("dissolve_unit", end(group, on("2026-03-10"))), is("roles_running", "end_roles"));
    assert_eq!(known.refused("dissolve_unit", end(group, on("2026-03-21"))), is("in_future", "date"));
    known.done("edit_unit", json!({ "unit": group, "date": "2026-02-01" }));
    assert_eq!(known.refused("dissolve_unit", end(group, on("2026-01-31"))), is("ends_before_start", "date"));
    known.done("dissolve_unit", end(group, json!({ "date": "2026-03-02", "end_roles": true })));
    let ended = known.roles(group).remove(0);
    assert_eq!((ended.id.to_string(), ended.to), (role, "2026-03-05".parse().ok()), "not before it began");
    assert_eq!(known.refused("dissolve_unit", end(group, on("2026-03-03"))), is("ended_already", "unit"));
    assert_eq!(known.refused("edit_unit", json!({ "unit": group, "name": "甲" })), is("ended_already", "unit"));
    let again = json!({ "person": known.member, "unit": group, "kind": "党小组组长", "date": "2026-03-06" });
    assert_eq!(known.refused("assign_role", again), is("ended_already", "unit"));
    assert_eq!(known.refused("move_unit", json!({ "unit": other, "parent": group })), is("ended_already", "parent"));
    known.done("dissolve_unit", end(&branch, json!({ "date": "2026-03-07" })));
    let restore = json!({ "unit": group, "restore": true });
    assert_eq!(known.refused("edit_unit", restore), is("ended_already", "parent"), "what it stood under is gone");
    known.done("edit_unit", json!({ "unit": branch, "restore": true }));
    let slip = known.found("工作机构", "示例专班");
    known.done("dissolve_unit", json!({ "unit": slip }));
    assert!(
        !organisation(&known.opened.session).unwrap().units.iter().any(|unit| unit.name == "示例专班"),
        "a slip is gone"
    );
}

#[test]
fn a_role_that_cannot_be_is_refused() {
    let known = known();
    let group = &known.groups[0];
    known.done("edit_unit", json!({ "unit": group, "date": "2026-01-15" }));
    let role = |person: &str, kind: &str, more: Value| {
        let mut value = json!({ "person": person, "unit": group, "kind": kind });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    let refused = |value: Value| known.refused("assign_role", value);
    let Known { member, other, gone, .. } = &known;
    let on = |day: &str| json!({ "date": day });
    assert_eq!(refused(role(member, "书记", json!({}))), is("unknown_kind", "kind"));
    assert_eq!(refused(role(member, "党小组组长", on("2026-01-14"))), is("before_founded", "date"));
    assert_eq!(refused(role(member, "党小组组长", on("2026-04-01"))), is("in_future", "date"));
    assert_eq!(refused(role(gone, "党小组成员", on("2026-02-01"))).0, "not_here");
    assert_eq!(
        refused(role(member, "党小组成员", json!({ "member_kind": "神仙" }))),
        is("unknown_kind", "member_kind")
    );
    let other_kind = json!({ "volunteer_kind": "能人" });
    assert_eq!(refused(role(member, "党小组成员", other_kind)), is("unknown_kind", "volunteer_kind"));
    let first = known.done("assign_role", role(member, "党小组组长", json!({})));
    assert_eq!(known.roles(group)[0].from, "2026-01-15".parse().ok(), "since the group's founding");
    assert!(first.notes.is_empty(), "a party member leads");
    assert_eq!(refused(role(member, "党小组组长", on("2026-03-01"))), is("has_already", "person"));
    assert_eq!(refused(role(other, "党小组组长", on("2026-03-01"))), is("two_leaders", "person"));
    let instead =
        known.done("assign_role", role(other, "党小组组长", json!({ "date": "2026-03-01", "instead": true })));
    assert_eq!(
        instead.notes.iter().map(|note| note.code).collect::<Vec<_>>(),
        ["leader_no_member"],
        "warned, not blocked"
    );
    let spans: Vec<_> = known.roles(group).iter().map(|role| (role.from, role.to)).collect();
    let day = |text: &str| text.parse().ok();
    assert_eq!(spans, [(day("2026-01-15"), day("2026-03-01")), (day("2026-03-01"), None)]);
    assert_eq!(
        known.refused("edit_role", json!({ "role": instead.id, "date": "2026-02-01" })),
        is("two_leaders", "person")
    );
    assert_eq!(
        known.refused("edit_role", json!({ "role": first.id, "date": "2026-03-02" })),
        is("ends_before_start", "date")
    );
    assert_eq!(
        known.refused("edit_role", json!({ "role": first.id, "date": "2026-01-01" })),
        is("before_founded", "date")
    );
    assert_eq!(
        known.refused("end_role", json!({ "role": first.id, "date": "2026-03-02" })),
        is("ended_already", "role")
    );
    assert_eq!(
        known.refused("end_role", json!({ "role": instead.id, "date": "2026-02-28" })),
        is("before_came", "date")
    );
    assert_eq!(known.refused("end_role", json!({ "role": member })), is("not_found", "role"));
    let early = json!({ "unit": group, "date": "2026-02-01" });
    assert_eq!(known.refused("edit_unit", early), is("before_founded", "date"));
    known.done("end_role", json!({ "role": instead.id }));
    assert_eq!(known.roles(group).len(), 1, "a slip of the pen is taken out");
    known.done("move_out", json!({ "persons": [member], "date": "2026-03-10", "head": { "person": other } }));
    assert_eq!(refused(role(member, "党小组组长", json!({}))), is("not_here", "person"));
}

#[test]
fn what_the_organisation_lacks_is_found_and_named() {
    let known = known();
    let [one, two] = &known.groups;
    assert_eq!(
        known.codes(),
        [
            ("member_without_group".to_owned(), Some(known.member.clone())),
            ("group_without_leader".to_owned(), Some(one.clone())),
            ("group_without_leader".to_owned(), Some(two.clone())),
        ]
    );
    let findings = organisation(&known.opened.session).unwrap().findings;
    assert_eq!(findings[0].name.as_deref(), Some("示例党员"));
    assert_eq!(findings[0].unit.as_ref(), Some(one), "the group of the grid where they live");
    let lead = |unit: &str, person: &str| {
        known.done("assign_role", json!({ "person": person, "unit": unit, "kind": "党小组组长" }))
    };
    lead(one, &known.member);
    let wrong = lead(two, &known.other);
    assert_eq!(known.codes(), [("leader_no_member".to_owned(), Some(known.other.clone()))]);
    known.done("end_role", json!({ "role": wrong.id }));
    lead(two, &known.member);
    assert_eq!(known.codes(), []);
    let home = known.opened.session.register().unwrap().rows().households[0].id;
    known.done("edit_household", json!({ "household": home, "hamlet": "九组" }));
    assert_eq!(known.codes(), [("hamlet_without_grid".to_owned(), Some("九组".to_owned()))]);
    known.done("edit_household", json!({ "household": home, "hamlet": "一组" }));
    known.done("dissolve_unit", json!({ "unit": two, "date": "2026-03-10", "end_roles": true }));
    assert_eq!(known.codes(), [("grid_without_group".to_owned(), Some(known.grids[1].clone()))]);
    let finding = organisation(&known.opened.session).unwrap().findings.remove(0);
    assert_eq!((finding.name.as_deref(), finding.unit.as_ref()), (Some("第二网格"), Some(two)));
    let empty = open(&Rows::default(), "2026-03-20");
    assert!(organisation(&empty.session).unwrap().findings.is_empty(), "nothing was organised yet");
}
