use domain::organisation::RoleKind;
use domain::organisation::StationRole;
use domain::person::ToReason;
use domain::tag::{Subject, TagKind};
use serde_json::Value;

use super::*;
use crate::settings;
use crate::testing::{Opened, Village, date, open, open_as};

fn request(month: &str) -> LedgerRequest {
    LedgerRequest { month: Some(month.to_owned()), ..LedgerRequest::default() }
}

fn json(opened: &Opened, month: &str) -> Value {
    serde_json::to_value(ledger(&opened.session, &request(month)).unwrap()).unwrap()
}

/// Two grids, numbered against the order of their making, with a household each; one household in neither.
fn village() -> Village {
    let mut village = Village::opened("2026-01-01");
    let (two, one) = (village.grid(2), village.grid(1));
    village.found_groups();
    for grid in [one, two] {
        let home = village.household(grid);
        let head = village.head(home);
        let wife = village.person(home);
        village.role(head, grid, RoleKind::Leader);
        village.role(head, grid, RoleKind::Member);
        village.role(wife, grid, RoleKind::Member);
        village.role(wife, grid, RoleKind::Volunteer);
        village.role(wife, grid, RoleKind::TeamLeader);
        village.role(head, grid, RoleKind::Volunteer);
        village.tag(Subject::Household(home), TagKind::LowIncome, "", "");
        village.tag(Subject::Person(wife), TagKind::Disabled, "", "");
        village.tag(Subject::Person(head), TagKind::Technician, "", "");
        village.tag(Subject::Household(home), TagKind::Grower, "", "");
    }
    village
}

/// Adds a household that lies in no grid.
fn outside(village: &mut Village) {
    let home = village.id();
    village.rows.households.push(domain::household::Household::blank(home));
    village.head(home);
}

#[test]
fn one_row_a_party_group_by_number_and_households_without_a_grid_last_where_there_are_any() {
    let mut village = village();
    let rows = |village: &Village| -> Vec<(Option<u32>, String)> {
        let ledger = ledger(&open(&village.rows, "2026-03-20").session, &request("2026-02")).unwrap();
        ledger.rows.into_iter().map(|row| (row.no, row.group)).collect()
    };
    let groups = [(Some(1), "第一网格党小组".to_owned()), (Some(2), "第二网格党小组".to_owned())];
    assert_eq!(rows(&village), groups);
    outside(&mut village);
    assert_eq!(rows(&village)[2], (None, "未划入网格".to_owned()));
}

#[test]
fn the_leader_stands_by_name_the_members_without_the_leader_and_volunteers_count_once() {
    let opened = open(&village().rows, "2026-03-20");
    let row = &ledger(&opened.session, &request("2026-02")).unwrap().rows[0];
    let name = |at: usize| opened.session.register().unwrap().rows().persons[at].name.clone();
    assert_eq!(row.leader, Some(name(0)));
    assert_eq!(row.members, [name(1)]);
    assert_eq!((row.volunteers, row.team_leader.clone()), (2, Some(name(1))));
}

#[test]
fn roles_are_of_the_reporting_day() {
    let mut village = village();
    let wife = village.rows.persons[1].id;
    let grid = village.rows.grids[1].id;
    let old = village.rows.roles.iter_mut().find(|role| role.kind == RoleKind::Leader).unwrap();
    old.to = date("2026-02-28");
    village.role(wife, grid, RoleKind::Leader).from = date("2026-02-28");
    let opened = open(&village.rows, "2026-03-20");
    let leader = |month: &str| ledger(&opened.session, &request(month)).unwrap().rows[0].leader.clone();
    assert_eq!(leader("2026-01"), Some(village.rows.persons[0].name.clone()));
    assert_eq!(leader("2026-02"), Some(village.rows.persons[1].name.clone()));
}

#[test]
fn the_json_has_the_standards_words_as_keys() {
    let mut village = village();
    outside(&mut village);
    let ledger = json(&open(&village.rows, "2026-03-20"), "2026-02");
    assert_eq!(ledger["month"], "2026-02");
    assert_eq!(ledger["as_of"], "2026-02-28");
    assert_eq!(ledger["before_opening"], false);
    assert_eq!(ledger["sealed"], Value::Null);
    assert!(ledger["basis"].as_str().unwrap().contains("户籍、常住"));
    assert!(ledger.get("names").is_none(), "names come on request only");
    let keys = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let figures =
        ["households", "persons", "低保户", "残疾人", "社会救助", "优抚对象", "种植大户", "养殖专家", "科技能手"];
    let mut row: Vec<&str> = ["no", "group", "leader", "members", "volunteers"].into_iter().chain(figures).collect();
    let mut found = keys(&ledger["rows"][0]);
    row.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, row);
    for (key, number) in figures.iter().zip([3, 5, 2, 2, 0, 0, 2, 0, 2]) {
        assert_eq!(ledger["total"][key], number, "{key}");
    }
    let balance = &ledger["balance"];
    let grids: Vec<&str> = balance.as_array().unwrap().iter().filter_map(|row| row["grid"].as_str()).collect();
    assert_eq!(grids, ["第一网格", "第二网格", "未划入网格", "全村"]);
    for key in ["期初", "出生", "迁入", "补登", "调入", "死亡", "迁出", "误登注销", "重复合并", "调出", "difference"]
    {
        assert_eq!(balance[3][key], 0, "{key}");
    }
    for key in ["期初", "立户", "分户", "销户", "调入", "调出", "difference"] {
        assert_eq!(balance[3]["households"][key], 0, "{key}");
    }
    assert_eq!((&balance[3]["last"], &balance[3]["this"]), (&Value::from(5), &Value::from(5)));
    assert_eq!(balance[3]["persons"], Value::Array(vec![]));
}

#[test]
fn the_opening_month_starts_with_those_who_were_there_and_months_before_it_say_so() {
    let opened = open(&village().rows, "2026-03-20");
    let january = json(&opened, "2026-01");
    assert_eq!(january["balance"][2]["last"], 0);
    assert_eq!(january["balance"][2]["期初"], 4);
    assert_eq!(january["balance"][2]["households"]["期初"], 2);
    assert_eq!(january["balance"][2]["difference"], 0);
    let december = json(&opened, "2025-12");
    assert_eq!(december["before_opening"], true);
    assert_eq!(december["total"]["persons"], 0, "nothing is dated");
    assert_eq!(december["balance"][0]["difference"], 0);
}

#[test]
fn a_death_on_the_last_of_march_is_a_term_of_march() {
    let mut village = village();
    let stay = village.last_stay();
    (stay.to, stay.to_reason) = (date("2026-03-31"), Some(ToReason::Death));
    let opened = open(&village.rows, "2026-04-10");
    assert_eq!(json(&opened, "2026-02")["total"]["persons"], 4);
    let march = json(&opened, "2026-03");
    assert_eq!(march["total"]["persons"], 3);
    assert_eq!(march["balance"][2]["死亡"], 1);
    assert_eq!(march["balance"][2]["difference"], 0);
    assert_eq!(json(&opened, "2026-04")["balance"][2]["死亡"], 0, "and of no other month");
}

#[test]
fn who_goes_without_a_reason_makes_the_difference_and_stands_by_name() {
    let mut village = village();
    village.last_stay().to = date("2026-03-05");
    let name = village.rows.persons.last().unwrap().name.clone();
    let march = json(&open(&village.rows, "2026-04-10"), "2026-03");
    assert_eq!(march["balance"][2]["difference"], -1);
    assert_eq!(march["balance"][2]["persons"], Value::from(vec![name]));
}

#[test]
fn the_running_month_shows_today_and_the_next_has_not_come() {
    let opened = open(&village().rows, "2026-03-20");
    assert_eq!(json(&opened, "2026-03")["as_of"], "2026-03-20");
    for (month, code) in [("2026-04", "month_not_come"), ("2026-13", "not_a_date"), ("三月", "not_a_date")] {
        assert_eq!(ledger(&opened.session, &request(month)).unwrap_err().code, code, "{month}");
    }
    let none = LedgerRequest { grid: Some("第九网格".to_owned()), ..request("2026-03") };
    assert_eq!(ledger(&opened.session, &none).unwrap_err().code, "not_found");
}

#[test]
fn one_grid_has_its_own_row_and_balance() {
    let opened = open(&village().rows, "2026-03-20");
    let id = opened.session.register().unwrap().rows().grids[0].id.to_string();
    for grid in ["第二网格", "第二网格党小组", "2", &id] {
        let ledger =
            ledger(&opened.session, &LedgerRequest { grid: Some(grid.to_owned()), ..request("2026-02") }).unwrap();
        assert_eq!(ledger.rows.iter().map(|row| row.no).collect::<Vec<_>>(), [Some(2)], "{grid}");
        assert_eq!(ledger.total, ledger.rows[0].figures);
        assert_eq!(ledger.balance.iter().map(|row| row.grid.as_str()).collect::<Vec<_>>(), ["第二网格"]);
    }
}

#[test]
fn a_grid_station_has_its_own_row_only() {
    let opened = open_as(StationRole::Grid, "向阳村第二网格", &village().rows, "2026-03-20");
    let ledger = ledger(&opened.session, &request("2026-02")).unwrap();
    assert_eq!(ledger.rows.iter().map(|row| row.no).collect::<Vec<_>>(), [Some(2)]);
}

#[test]
fn a_reporting_day_of_the_village_ends_its_months() {
    let mut village = village();
    let stay = village.last_stay();
    (stay.to, stay.to_reason) = (date("2026-03-26"), Some(ToReason::Death));
    let opened = open(&village.rows, "2026-05-10");
    let shipped = settings::settings(&opened.session).unwrap();
    settings::save(&opened.session, &settings::Settings { reporting_day: Some(25), ..shipped }).unwrap();
    // It holds from the month in which it was set: earlier ledgers stay as they were.
    assert_eq!(json(&opened, "2026-03")["as_of"], "2026-03-31");
    assert_eq!(json(&opened, "2026-05")["as_of"], "2026-05-10");
}

#[test]
fn another_counting_basis_is_said_in_the_month_from_which_it_holds() {
    let opened = open(&village().rows, "2026-03-20");
    let shipped = settings::settings(&opened.session).unwrap();
    let counted = settings::Counted { registered: true, usual: false };
    settings::save(&opened.session, &settings::Settings { counted, ..shipped }).unwrap();
    let basis = |month: &str| ledger(&opened.session, &request(month)).unwrap().basis;
    assert!(basis("2026-02").contains("户籍、常住") && !basis("2026-02").contains("改变"));
    assert!(basis("2026-03").contains("按户籍计") && basis("2026-03").contains("改变"));
}

#[test]
fn names_need_a_reason_and_an_entry_and_those_of_the_sensitive_kinds_never_come() {
    let opened = open(&village().rows, "2026-03-20");
    let asked = LedgerRequest { names: true, ..request("2026-02") };
    for reason in [None, Some(" ".to_owned())] {
        let failure = ledger(&opened.session, &LedgerRequest { reason, ..asked.clone() }).unwrap_err();
        assert_eq!((failure.code.as_str(), failure.field.as_deref()), ("reason_needed", Some("reason")));
    }
    assert_eq!(opened.session.book().audit(0, 9).unwrap().0, 0, "nothing was laid open yet");
    let reason = Some("核对能人名单".to_owned());
    let ledger = ledger(&opened.session, &LedgerRequest { reason: reason.clone(), ..asked }).unwrap();
    let names = ledger.names.unwrap();
    assert_eq!(names.keys().copied().collect::<std::collections::BTreeSet<_>>(), NAMED.map(TagKind::word).into());
    let persons = &opened.session.register().unwrap().rows().persons.clone();
    assert_eq!(names["科技能手"], [persons[0].name.clone(), persons[2].name.clone()]);
    assert_eq!(names["种植大户"], [persons[0].name.clone(), persons[2].name.clone()], "a household by its head");
    assert_eq!(ledger.rows[1].names.as_ref().unwrap()["科技能手"], [persons[2].name.clone()]);
    let (_, audit) = opened.session.book().audit(0, 9).unwrap();
    assert_eq!((audit[0].act.as_str(), audit[0].reason.clone()), ("reveal", reason));
}

#[test]
fn a_book_that_holds_nobody_has_an_empty_ledger() {
    let opened = open(&domain::register::Rows::default(), "2026-03-20");
    let ledger = ledger(&opened.session, &LedgerRequest::default()).unwrap();
    assert!(ledger.rows.is_empty() && !ledger.before_opening);
    assert_eq!((ledger.total, ledger.balance.len()), (Figures::default(), 1));
}
