use domain::id::Id;
use domain::organisation::RoleKind;
use domain::person::MemberKind;
use serde_json::{Value, json};

use super::*;
use crate::failure::Failure;
use crate::testing::{Opened, Village, open};

/// Two grids: in the first the leader and a member of the group, in the second a party member; rules of the pack.
struct Known {
    opened: Opened,
    grids: [Id; 2],
    leader: Id,
    member: Id,
    other: Id,
}

fn known() -> Known {
    let mut village = Village::opened("2025-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let homes = grids.map(|grid| village.household(grid));
    let (member, leader, other) = (village.head(homes[0]), village.person(homes[0]), village.head(homes[1]));
    for (person, name) in [(leader, "示例组长"), (member, "示例成员"), (other, "示例二格")] {
        village.name(person, name);
    }
    village.role(leader, grids[0], RoleKind::Leader);
    village.role(member, grids[0], RoleKind::Member);
    village.member(other, MemberKind::Full, None);
    let known = Known { opened: open(&village.rows, "2026-05-20"), grids, leader, member, other };
    known.done("set_rules", json!({ "year": 2026 }));
    known
}

impl Known {
    fn done(&self, kind: &str, value: Value) -> String {
        crate::events::record(&self.opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
    }

    fn meet(&self, kind: &str, date: &str, people: &Value) -> String {
        let value = json!({ "kind": kind, "date": date, "grid": self.grids[0], "people": people });
        self.done("hold_meeting", value)
    }

    fn sheet(&self, query: &ScoreQuery) -> Result<ScoreSheet, Failure> {
        scores(&self.opened.session, query)
    }

    /// Base, plus, minus, quarter and year of everybody.
    fn rows(&self, quarter: u32) -> Vec<(String, String)> {
        let sheet = self.sheet(&ScoreQuery { quarter: Some(quarter), ..ScoreQuery::default() }).unwrap();
        let words = |row: &ScoreRow| format!("{} {} {} {} {}", row.base, row.plus, row.minus, row.quarter, row.year);
        sheet.rows.iter().map(|row| (row.name.clone(), words(row))).collect()
    }

    fn of(&self, name: &str, quarter: u32) -> String {
        self.rows(quarter).into_iter().find(|(one, _)| one == name).unwrap().1
    }

    fn behind(&self, of: Id, quarter: Option<u32>) -> ScoreBehind {
        behind(&self.opened.session, &ScoreAsk { of: of.to_string(), year: None, quarter, whole: quarter.is_none() })
            .unwrap()
    }
}

#[test]
fn points_follow_from_records_and_stand_by_grid_and_role_never_by_their_number() {
    let known = known();
    let people = json!([{ "person": known.leader, "state": "缺席" }, { "person": known.member }]);
    for date in ["2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10"] {
        known.meet("党小组会", date, &people);
    }
    assert_eq!(
        known.rows(1).iter().map(|(name, row)| format!("{name} {row}")).collect::<Vec<_>>(),
        ["示例组长 10 0 -6 4 4", "示例成员 10 6 0 16 16", "示例二格 10 0 0 10 10"],
        "the leader first, though the member has more"
    );
    assert_eq!(known.of("示例成员", 2), "10 2 0 12 28", "and the year goes on");
    let lines = known.behind(known.member, Some(1));
    assert_eq!((lines.points.as_str(), lines.rows.len()), ("16", 4), "基础分 and three meetings");
    assert!(lines.rows[1..].iter().all(|row| row.by == GivenBy::Meeting && row.title.ends_with("党小组会")));
    assert_eq!(known.behind(known.member, None).points, "28");
}

#[test]
fn a_cap_takes_what_is_over_it_and_says_so() {
    let known = known();
    let people = json!([{ "person": known.leader }]);
    let meetings: Vec<String> =
        (1..=4).map(|day| known.meet("党小组会", &format!("2026-01-0{day}"), &people)).collect();
    assert_eq!(known.of("示例组长", 1), "10 6 0 16 16", "two each, six at most");
    let lines = known.behind(known.leader, Some(1)).rows;
    let last = lines.iter().find(|row| row.record == meetings[3]).unwrap();
    assert_eq!((last.points.as_str(), last.counted.as_str(), last.capped), ("2", "0", true));
    known.done("drop_meeting", json!({ "meeting": meetings[0] }));
    assert_eq!(known.of("示例组长", 1), "10 6 0 16 16", "the fourth takes the place of the first");
}

#[test]
fn an_absence_with_a_reason_costs_nothing() {
    let known = known();
    known.meet("党小组会", "2026-01-10", &json!([{ "person": known.leader, "state": "缺席", "reason": "住院" }]));
    assert_eq!(known.of("示例组长", 1), "10 0 0 10 10");
}

#[test]
fn every_kind_of_evidence_gives_its_points_and_opens_its_record() {
    let known = known();
    let home = known.opened.session.register().unwrap().rows().households[0].id;
    let (leader, member) = (known.leader, known.member);
    known.done(
        "hold_activity",
        json!({ "kind": "志愿服务", "name": "清扫", "date": "2026-04-02", "people": [{ "person": member }] }),
    );
    known.done(
        "visit",
        json!({ "household": home, "date": "2026-04-03", "kind": "入户", "outcome": "见到",
        "visitors": "示例成员、示例组长" }),
    );
    known.done(
        "visit",
        json!({ "household": home, "date": "2026-04-04", "kind": "入户", "outcome": "不在家", "visitors": "示例成员" }),
    );
    known.done("talk", json!({ "date": "2026-04-05", "talker": member, "person": leader }));
    let post = known.done("add_post", json!({ "post_kind": "纠纷调解", "grid": known.grids[0] }));
    known.done("claim_post", json!({ "post": post, "person": member, "date": "2026-04-06" }));
    let made = known.done("commit", json!({ "person": member, "text": "包一条街", "date": "2026-04-06" }));
    for (step, passed) in [("审诺", Some(true)), ("公示", None), ("践诺", Some(true))] {
        known.done(
            "commitment_step",
            json!({ "commitments": [made], "step": step, "date": "2026-04-07", "passed": passed }),
        );
    }
    let matter = known.done(
        "open_matter",
        json!({ "kind": "诉求", "source": "来访", "date": "2026-04-08", "content": "路灯",
        "responsible": member, "reporter_name": "示例某", "grid": known.grids[0] }),
    );
    known.done("matter_step", json!({ "matter": matter, "step": "就地办结", "date": "2026-04-09", "note": "换好了" }));
    let meeting = json!({ "kind": "党小组会", "date": "2026-04-10", "grid": known.grids[0], "people": [{ "person": leader }],
        "resolutions": [{ "text": "修沟", "owner": member }] });
    known.done("hold_meeting", meeting);
    let resolution =
        known.opened.session.read(|reader| Ok(reader.all::<domain::meeting::Resolution>()?)).unwrap()[0].id;
    known.done("resolution_done", json!({ "resolution": resolution, "date": "2026-04-12", "result": "修好了" }));
    let task = known
        .done("give_task", json!({ "date": "2026-04-11", "text": "摸排", "owner": member, "grids": [known.grids[0]] }));
    known.done("task_step", json!({ "task": task, "step": "完成", "date": "2026-04-13", "note": "做完了" }));
    let rules = rules(&known.opened.session, None).unwrap().rows;
    let praised = rules.iter().find(|rule| rule.text == "受到表彰").unwrap();
    known.done(
        "give_points",
        json!({ "rule": praised.id, "person": member, "date": "2026-04-14", "reason": "镇里表彰",
        "reviewer": leader }),
    );

    let lines = known.behind(member, Some(2)).rows;
    let said: Vec<(GivenBy, &str, &str)> =
        lines.iter().map(|row| (row.by, row.rule.as_str(), row.counted.as_str())).collect();
    assert_eq!(
        said,
        [
            (GivenBy::Period, "每季基础分", "10"),
            (GivenBy::Activity, "参加志愿服务", "2"),
            (GivenBy::Visit, "走访群众", "0.5"),
            (GivenBy::Talk, "与人谈心谈话", "1"),
            (GivenBy::Claim, "认领岗位", "3"),
            (GivenBy::Commitment, "承诺兑现", "5"),
            (GivenBy::Matter, "负责的民情事项办结", "2"),
            (GivenBy::Matter, "调解岗办结事项", "1"),
            (GivenBy::Resolution, "负责的决议落实", "2"),
            (GivenBy::Task, "负责的交办完成", "2"),
            (GivenBy::Entry, "受到表彰", "5"),
        ],
        "who was not at home gives nothing"
    );
    let find = |by: GivenBy| lines.iter().find(|row| row.by == by).unwrap();
    assert_eq!(
        (find(GivenBy::Task).record.as_str(), find(GivenBy::Matter).record.as_str()),
        (task.as_str(), matter.as_str())
    );
    assert_eq!(find(GivenBy::Visit).household, Some(home.to_string()));
    assert_eq!(find(GivenBy::Entry).reviewer.as_deref(), Some("示例组长"));
    assert_eq!(known.behind(leader, Some(2)).rows.iter().filter(|row| row.by == GivenBy::Visit).count(), 1);
}

#[test]
fn a_project_has_its_own_points() {
    let known = known();
    let project = known.done("add_project", json!({ "kind": "为民服务", "name": "代办代购", "grid": known.grids[0] }));
    let activity =
        json!({ "kind": "志愿服务", "name": "代购", "date": "2026-04-02", "project": project, "grid": known.grids[0] });
    known.done("hold_activity", activity);
    let sheet = known.sheet(&ScoreQuery::default()).unwrap();
    assert_eq!((sheet.year, sheet.quarter, sheet.as_of.as_str()), (2026, 2, "2026-05-20"), "the running quarter");
    assert_eq!((sheet.projects[0].name.as_str(), sheet.projects[0].quarter.as_str()), ("代办代购", "2"));
    let ask = ScoreAsk { of: project, year: None, quarter: None, whole: true };
    assert_eq!(behind(&known.opened.session, &ask).unwrap().rows.len(), 1);
}

#[test]
fn two_records_of_one_person_count_once() {
    let known = known();
    let people = json!([{ "person": known.member }, { "person": known.other }]);
    known.meet("党小组会", "2026-04-10", &people);
    known.done("merge_persons", json!({ "person": known.member, "other": known.other, "date": "2026-04-20" }));
    assert_eq!(known.of("示例成员", 2).split(' ').nth(1), Some("2"));
}

#[test]
fn only_members_of_a_grid_and_only_quarters_that_have_come() {
    let known = known();
    let second = ScoreQuery { grid: Some("2".to_owned()), ..ScoreQuery::default() };
    let names: Vec<String> = known.sheet(&second).unwrap().rows.into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["示例二格"]);
    let code = |query: ScoreQuery| known.sheet(&query).unwrap_err().code;
    assert_eq!(code(ScoreQuery { quarter: Some(3), ..ScoreQuery::default() }), "month_not_come");
    assert_eq!(code(ScoreQuery { quarter: Some(5), ..ScoreQuery::default() }), "not_a_quarter");
    assert_eq!(code(ScoreQuery { grid: Some("9".to_owned()), ..ScoreQuery::default() }), "not_found");
    let last = known.sheet(&ScoreQuery { year: Some(2025), ..ScoreQuery::default() }).unwrap();
    assert_eq!((last.quarter, last.rules, last.as_of.as_str()), (4, 0, "2025-12-31"));
    assert!(last.rows.iter().all(|row| row.year == "0"), "without rules nobody has points");
}

#[test]
fn the_packs_rules_are_offered_until_they_are_there_and_choices_come_from_the_pack() {
    let known = known();
    let list = rules(&known.opened.session, None).unwrap();
    assert_eq!((list.offered, list.years.as_slice()), (0, &[2027, 2026][..]));
    let abouts: Vec<&str> = list.rows.iter().map(|rule| rule.about).collect();
    assert!(abouts.is_sorted_by_key(|about| ["党员", "岗位", "服务项目"].iter().position(|one| one == about)));
    let next = rules(&known.opened.session, Some(2027)).unwrap();
    assert_eq!((next.rows.len(), next.offered), (0, list.rows.len()));
    known.done("set_rules", json!({ "year": 2027, "from_year": 2026 }));
    assert_eq!(rules(&known.opened.session, Some(2027)).unwrap().rows.len(), list.rows.len());
    let choices = choices(&known.opened.session).unwrap();
    assert!(choices.meetings.contains(&"党小组会".to_owned()) && choices.posts.contains(&"环境卫生".to_owned()));
}

#[test]
fn four_quarters_are_the_year_whatever_day_months_are_reported_on() {
    let known = known();
    let shipped = crate::settings::settings(&known.opened.session).unwrap();
    let people = json!([{ "person": known.leader }]);
    known.meet("党小组会", "2026-03-28", &people);
    let settings = crate::settings::Settings { reporting_day: Some(25), ..shipped };
    crate::settings::save(&known.opened.session, &settings).unwrap();
    assert_eq!(known.of("示例组长", 1), "10 2 0 12 12", "after the day on which March is reported, and in its quarter");
    assert_eq!(known.of("示例组长", 2), "10 0 0 10 22");
    let year = ScoreAsk { of: known.leader.to_string(), year: None, quarter: Some(1), whole: true };
    assert_eq!(behind(&known.opened.session, &year).unwrap().points, "12", "the year up to the quarter that is shown");
}

#[test]
fn a_claim_counts_under_the_rule_of_its_own_kind_of_post() {
    let known = known();
    known.done(
        "add_rule",
        json!({ "year": 2026, "about": "岗位", "kind": "纠纷调解", "text": "认领调解岗", "points": "2",
        "evidence": "认岗" }),
    );
    for (kind, date) in [("纠纷调解", "2026-04-01"), ("环境卫生", "2026-04-02")] {
        let post = known.done("add_post", json!({ "post_kind": kind, "grid": known.grids[0] }));
        known.done("claim_post", json!({ "post": post, "person": known.member, "date": date }));
    }
    let lines = known.behind(known.member, Some(2)).rows;
    let of_rule: Vec<&str> = lines.iter().filter(|row| row.rule == "认领调解岗").map(|row| row.date.as_str()).collect();
    assert_eq!(of_rule, ["2026-04-01"]);
}

#[test]
fn a_visit_counts_under_an_earlier_name_and_not_for_a_name_that_a_neighbour_bears() {
    let known = known();
    let home = known.opened.session.register().unwrap().rows().households[0].id;
    let visit = |date: &str, visitors: &str| {
        let value = json!({ "household": home, "date": date, "kind": "入户", "outcome": "见到", "visitors": visitors });
        known.done("visit", value);
    };
    visit("2026-04-03", "示例成员");
    known.done("rename", json!({ "person": known.member, "name": "示例新名" }));
    visit("2026-04-04", "示例新名");
    let visits = || known.behind(known.member, Some(2)).rows.iter().filter(|row| row.by == GivenBy::Visit).count();
    assert_eq!(visits(), 2);
    let neighbour =
        json!({ "household": home, "date": "2026-05-01", "person": { "name": "示例新名", "relation": "其他" } });
    known.done("move_in", neighbour);
    assert_eq!(visits(), 1, "whoever of the two it was");
}

#[test]
fn who_came_on_one_of_two_records_came() {
    let known = known();
    let people = json!([{ "person": known.other, "state": "缺席" }, { "person": known.member }]);
    known.meet("党小组会", "2026-04-25", &people);
    known.done("merge_persons", json!({ "person": known.member, "other": known.other, "date": "2026-05-01" }));
    assert_eq!(known.of("示例成员", 2), "10 2 0 12 22");
}
