use domain::id::Id;
use domain::person::{Work, WorkKind};
use domain::visit::{Visit, VisitKind, VisitNeed, VisitOutcome};
use serde_json::{Value, json};
use store::OpKind;

use super::*;
use crate::events::{read, record};
use crate::history::undo;
use crate::settings;
use crate::testing::{Opened, Village, date, open};

/// 一组 with doors 2, 10 and 1 in the first grid, 十组 and a household without a hamlet in the second. Everybody in
/// door 2 is away, in door 10 one of two.
fn village() -> (Village, Vec<Id>) {
    let mut village = Village::opened("2025-01-01");
    let (one, two) = (village.grid(1), village.grid(2));
    village.found_groups();
    let mut homes = Vec::new();
    let places =
        [("十组", "3号", two), ("一组", "10号", one), ("一组", "2号", one), ("", "", two), ("一组", "1号", one)];
    for (hamlet, address, grid) in places {
        let home = village.household(grid);
        let row = village.rows.households.last_mut().unwrap();
        row.hamlet = Some(hamlet.to_owned()).filter(|hamlet| !hamlet.is_empty());
        row.address = Some(address.to_owned()).filter(|address| !address.is_empty());
        homes.push(home);
        let people = [village.head(home), village.person(home)];
        let away = [("2号", 2), ("10号", 1)].into_iter().find(|(door, _)| *door == address).map_or(0, |(_, many)| many);
        for person in people.into_iter().take(away) {
            let id = village.id();
            village.rows.works.push(Work {
                id,
                person,
                kind: WorkKind::Away,
                place: None,
                from: date("2025-06-01"),
                to: None,
            });
        }
    }
    (village, homes)
}

fn book() -> (Opened, Vec<Id>) {
    let (village, homes) = village();
    (open(&village.rows, "2026-03-20"), homes)
}

fn pay(opened: &Opened, household: Id, day: &str, kind: &str, outcome: &str, more: Value) -> String {
    let mut value = json!({ "household": household, "date": day, "kind": kind, "outcome": outcome, "needs": [] });
    let Value::Object(more) = more else { panic!("no fields") };
    value.as_object_mut().unwrap().extend(more);
    record(&opened.session, &read("visit", value).unwrap()).unwrap().id
}

fn row(opened: &Opened, household: Id) -> DueRow {
    let list = due(&opened.session, &DueQuery { all: true, ..DueQuery::default() }).unwrap();
    list.rows.into_iter().find(|row| row.household == household.to_string()).unwrap()
}

fn doors(list: &DueList) -> Vec<String> {
    let door =
        |row: &DueRow| format!("{} {}", row.hamlet.as_deref().unwrap_or("-"), row.address.as_deref().unwrap_or("-"));
    list.rows.iter().map(door).collect()
}

#[test]
fn the_list_goes_from_door_to_door_and_begins_with_everybody() {
    let (opened, _) = book();
    let list = due(&opened.session, &DueQuery::default()).unwrap();
    assert_eq!(doors(&list), ["一组 1号", "一组 2号", "一组 10号", "十组 3号", "- -"]);
    assert_eq!((list.households, list.due, list.never, list.total, list.months), (5, 5, 5, 5, 3));
    assert!(list.rows.iter().all(|row| row.state == DueState::Never && row.due.is_none() && row.head.is_some()));
    let page = DueQuery { offset: 1, limit: Some(2), ..DueQuery::default() };
    assert_eq!(doors(&due(&opened.session, &page).unwrap()), ["一组 2号", "一组 10号"]);
    let of_one = DueQuery { grid: Some("1".to_owned()), ..DueQuery::default() };
    assert_eq!(due(&opened.session, &of_one).unwrap().total, 3);
    let of_ten = DueQuery { hamlet: Some("十组".to_owned()), ..DueQuery::default() };
    assert_eq!(due(&opened.session, &of_ten).unwrap().total, 1);
    let of_none = DueQuery { hamlet: Some(String::new()), ..DueQuery::default() };
    assert_eq!(doors(&due(&opened.session, &of_none).unwrap()), ["- -"]);
    let nowhere = DueQuery { grid: Some("第九网格".to_owned()), ..DueQuery::default() };
    assert_eq!(due(&opened.session, &nowhere).unwrap_err().code, "not_found");
}

#[test]
fn nobody_home_never_counts_and_is_told() {
    let (opened, homes) = book();
    pay(&opened, homes[0], "2026-01-10", "入户", "见到", json!({}));
    pay(&opened, homes[0], "2026-02-01", "入户", "不在家", json!({}));
    pay(&opened, homes[0], "2026-02-02", "电话", "不在家", json!({}));
    let first = row(&opened, homes[0]);
    assert_eq!((first.last.as_deref(), first.tries, first.due.as_deref()), (Some("2026-01-10"), 2, Some("2026-04-10")));
    assert_eq!((first.state, first.late), (DueState::Later, -21));
    pay(&opened, homes[1], "2026-02-01", "入户", "不在家", json!({}));
    let second = row(&opened, homes[1]);
    assert_eq!((second.last, second.tries, second.state), (None, 1, DueState::Never));
    undo(&opened.session, None).unwrap();
    assert_eq!(row(&opened, homes[1]).tries, 0);
}

#[test]
fn a_call_counts_only_where_everybody_was_away_that_day() {
    let (opened, homes) = book();
    // Door 10 has one at home, door 2 nobody, but only since June.
    pay(&opened, homes[1], "2026-03-01", "电话", "见到", json!({}));
    pay(&opened, homes[2], "2025-05-31", "电话", "见到", json!({}));
    let (half, whole) = (row(&opened, homes[1]), row(&opened, homes[2]));
    assert_eq!((half.last, half.all_away, whole.last, whole.all_away), (None, false, None, true));
    assert_eq!((half.tries, whole.tries), (0, 0), "somebody was heard");
    pay(&opened, homes[2], "2025-06-01", "电话", "见到", json!({}));
    assert_eq!(row(&opened, homes[2]).last.as_deref(), Some("2025-06-01"));
    let page = visits_of(&opened.session, &homes[2].to_string(), 0, 10).unwrap();
    assert_eq!(page.rows.iter().map(|visit| visit.counts).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_household_is_due_a_quarter_later_or_when_it_was_asked_for_if_sooner() {
    let (opened, homes) = book();
    let due_of = |home: Id| row(&opened, home).due.unwrap();
    pay(&opened, homes[0], "2025-12-20", "入户", "见到", json!({ "next": "2026-09-01" }));
    assert_eq!((due_of(homes[0]).as_str(), row(&opened, homes[0]).state), ("2026-03-20", DueState::Due));
    pay(&opened, homes[1], "2026-03-01", "走访慰问", "见到", json!({ "next": "2026-03-15" }));
    assert_eq!((due_of(homes[1]).as_str(), row(&opened, homes[1]).late), ("2026-03-15", 5));
    // Nobody was home when it was to be: what was asked for then holds.
    pay(&opened, homes[1], "2026-03-15", "入户", "不在家", json!({ "next": "2026-03-25" }));
    assert_eq!((due_of(homes[1]).as_str(), row(&opened, homes[1]).tries), ("2026-03-25", 1));
    let by_then = DueQuery { until: Some("2026.3.25".to_owned()), ..DueQuery::default() };
    let due_then = |query| due(&opened.session, &query).unwrap().due;
    assert_eq!((due_then(DueQuery::default()), due_then(by_then)), (4, 5));
    // A visit clears what was asked for before it.
    pay(&opened, homes[1], "2026-03-18", "入户", "见到", json!({}));
    assert_eq!(due_of(homes[1]), "2026-06-18");
    let now = settings::settings(&opened.session).unwrap();
    let every = |visit_months| settings::save(&opened.session, &settings::Settings { visit_months, ..now.clone() });
    assert_eq!(every(0).unwrap_err().code, "visit_months");
    every(1).unwrap();
    assert_eq!(due_of(homes[1]), "2026-04-18");
}

#[test]
fn the_visits_of_a_month_come_newest_first_a_part_at_a_time() {
    let (opened, homes) = book();
    for day in ["2026-02-27", "2026-03-02", "2026-03-19", "2026-03-07"] {
        pay(&opened, homes[0], day, "入户", "见到", json!({}));
    }
    let days = |offset, limit| {
        let page = visits_in(&opened.session, "2026-03", offset, limit).unwrap();
        (page.total, page.rows.into_iter().map(|row| row.date).collect::<Vec<_>>())
    };
    assert_eq!(days(0, 2), (3, vec!["2026-03-19".to_owned(), "2026-03-07".to_owned()]));
    assert_eq!(days(2, 2), (3, vec!["2026-03-02".to_owned()]));
    assert_eq!(visits_in(&opened.session, "2026-04", 0, 9).unwrap_err().code, "month_not_come");
}

#[test]
fn coverage_counts_each_household_once_and_names_all_of_them() {
    let (opened, homes) = book();
    for day in ["2026-03-02", "2026-03-03"] {
        pay(&opened, homes[1], day, "入户", "见到", json!({}));
    }
    pay(&opened, homes[2], "2026-01-15", "入户", "见到", json!({}));
    pay(&opened, homes[0], "2025-12-31", "入户", "见到", json!({}));
    pay(&opened, homes[3], "2026-03-03", "入户", "不在家", json!({}));
    let now = coverage(&opened.session, &CoverageQuery::default()).unwrap();
    let numbers = |part: &CoveragePart| (part.households, part.month, part.quarter, part.never);
    assert_eq!((now.on.as_str(), now.quarter_from.as_str()), ("2026-03-20", "2026-01-01"));
    assert_eq!(numbers(&now.total), (5, 1, 2, 2));
    let hamlets: Vec<_> = now.hamlets.iter().map(|part| (part.name.as_str(), numbers(part))).collect();
    assert_eq!(hamlets, [("一组", (3, 1, 2, 1)), ("十组", (1, 0, 0, 0)), ("", (1, 0, 0, 1))]);
    let grids: Vec<_> = now.grids.iter().map(|part| (part.name.as_str(), numbers(part))).collect();
    assert_eq!(grids, [("第一网格", (3, 1, 2, 1)), ("第二网格", (2, 0, 0, 1))]);
    let days: Vec<_> = now.households.iter().map(|one| one.days).collect();
    assert_eq!(days, [None, Some(64), Some(17), Some(79), None]);
    let behind = now.households.iter().filter(|one| one.hamlet.as_deref() == Some("一组") && one.quarter).count();
    assert_eq!(behind, 2, "a number opens the households that say the same");
    let january = CoverageQuery { month: Some("2026-01".to_owned()), grid: Some("第一网格".to_owned()) };
    assert_eq!(numbers(&coverage(&opened.session, &january).unwrap().total), (3, 1, 1, 2));
    let months = visits_by_month(&opened.session, 4).unwrap();
    let told: Vec<_> =
        months.iter().map(|row| (row.month.as_str(), row.visits, row.not_home, row.counted, row.households)).collect();
    assert_eq!(
        told,
        [("2026-03", 3, 1, 2, 1), ("2026-02", 0, 0, 0, 0), ("2026-01", 1, 0, 1, 1), ("2025-12", 1, 0, 1, 1)]
    );
    assert_eq!(visits_until(&opened.session, "2026-02".parse().unwrap(), 3).unwrap(), months[1..]);
}

#[test]
fn needs_wait_until_they_are_answered_or_reported_and_done() {
    let (opened, homes) = book();
    let needs = json!([{ "text": "甲", "report": true, "answer": "先记下" }, { "text": "乙" }, { "text": "丙", "answer": "讲清" }]);
    let visit_id = pay(&opened, homes[0], "2026-03-01", "入户", "见到", json!({ "needs": needs }));
    assert_eq!(row(&opened, homes[0]).needs, 2);
    let open = needs_open(&opened.session).unwrap();
    assert_eq!(open.iter().map(|need| need.text.as_str()).collect::<Vec<_>>(), ["甲", "乙"]);
    let result = json!({ "need": open[0].id, "result": "办好", "date": "2026-03-05" });
    record(&opened.session, &read("need_result", result).unwrap()).unwrap();
    assert_eq!(row(&opened, homes[0]).needs, 1);
    let shown = visit(&opened.session, &visit_id).unwrap();
    assert_eq!((shown.needs.len(), shown.needs[0].result.as_deref(), shown.needs[0].open), (3, Some("办好"), false));
}

#[test]
fn a_sheet_is_found_again_whatever_was_recorded_since() {
    let (opened, homes) = book();
    pay(&opened, homes[4], "2026-03-10", "入户", "见到", json!({}));
    let sheets = rounds(&opened.session, &RoundQuery::default()).unwrap();
    let told: Vec<_> =
        sheets.iter().map(|sheet| (sheet.sheet.as_str(), sheet.hamlet.as_str(), sheet.rows.len())).collect();
    assert_eq!(told, [("20260320-01", "一组", 2), ("20260320-02", "十组", 1), ("20260320-03", "", 1)]);
    let codes =
        |round: &Round| round.rows.iter().map(|row| (row.row.clone(), row.due.address.clone())).collect::<Vec<_>>();
    let printed = codes(&sheets[0]);
    assert_eq!(printed.iter().map(|(row, _)| row.as_str()).collect::<Vec<_>>(), ["02", "03"], "door 1 was visited");
    pay(&opened, homes[2], "2026-03-20", "入户", "见到", json!({}));
    let typed = codes(&round(&opened.session, "20260320-01").unwrap());
    assert!(printed.iter().all(|row| typed.contains(row)) && typed.len() == 3);
    let of_two = RoundQuery { grid: Some("第二网格".to_owned()), ..RoundQuery::default() };
    assert_eq!(rounds(&opened.session, &of_two).unwrap().len(), 2);
    for made_up in ["", "20260320", "20260320-09", "20260321-01", "20269999-01", "20260320-00"] {
        assert_eq!(round(&opened.session, made_up).unwrap_err().code, "no_such_sheet", "{made_up}");
    }
}

#[test]
fn contacts_stand_beside_the_household() {
    let (opened, homes) = book();
    let person = opened.session.register().unwrap().rows().persons[0].clone();
    let value = json!({ "person": person.id, "household": homes[4] });
    record(&opened.session, &read("contact", value).unwrap()).unwrap();
    assert_eq!(row(&opened, homes[4]).contacts, std::slice::from_ref(&person.name));
    let rows = contacts_of(&opened.session, &homes[4].to_string()).unwrap();
    assert_eq!((rows.len(), rows[0].name.as_str(), rows[0].to.as_deref()), (1, person.name.as_str(), None));
}

/// Years of work in a village of the largest kind. How long it took is printed, not asserted: machines differ.
#[test]
fn years_of_visits_are_walked_through_without_reading_them_all() {
    let mut village = Village::opened("2018-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let (households, each) = (300, 100);
    for _ in 0..households {
        let home = village.household(grid);
        village.head(home);
    }
    let opened = open(&village.rows, "2026-03-20");
    let homes: Vec<Id> = village.rows.households.iter().map(|row| row.id).collect();
    let put = |write: &mut store::Write<'_>| {
        for (at, household) in homes.iter().enumerate() {
            for visit in 0..each {
                let back = chrono::Days::new((visit * 30 + at % 28) as u64);
                let date = crate::testing::day("2026-03-20").checked_sub_days(back).unwrap().into();
                let id = write.mint();
                let (kind, outcome) = if visit % 5 == 1 {
                    (VisitKind::Home, VisitOutcome::NotHome)
                } else {
                    (VisitKind::FollowUp, VisitOutcome::Met)
                };
                write.put(&Visit {
                    id,
                    household: *household,
                    person: None,
                    date,
                    kind,
                    outcome,
                    visitors: Some("示例组长".to_owned()),
                    findings: Some("家中平安".to_owned()),
                    next: None,
                    satisfied: None,
                    remark: None,
                    entered_on: None,
                })?;
                if visit % 10 == 0 {
                    let (need, text) = (write.mint(), "路灯不亮".to_owned());
                    let answer = (visit > 0).then(|| "已换".to_owned());
                    write.put(&VisitNeed {
                        id: need,
                        visit: id,
                        kind: None,
                        text,
                        answer,
                        report: false,
                        result: None,
                        result_on: None,
                    })?;
                }
            }
        }
        Ok(())
    };
    opened.session.write(OpKind::new("test"), "示例", put).unwrap();
    opened.session.register().unwrap();
    let list = due(&opened.session, &DueQuery::default()).unwrap();
    assert_eq!((list.households, list.due, list.never), (households, 0, 0));
    let all = DueQuery { all: true, ..DueQuery::default() };
    assert!(due(&opened.session, &all).unwrap().rows.iter().all(|row| row.needs == 1 && row.tries == 0));
    assert_eq!(coverage(&opened.session, &CoverageQuery::default()).unwrap().total.quarter as usize, households);
    assert_eq!(visits_by_month(&opened.session, 12).unwrap().len(), 12);
    let page = visits_of(&opened.session, &homes[0].to_string(), 90, 20).unwrap();
    assert_eq!((page.total, page.rows.len()), (each, 10));
}
