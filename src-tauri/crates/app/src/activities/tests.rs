use serde_json::{Value, json};

use super::*;
use crate::testing::{Opened, Village, open};
use domain::id::Id;
use domain::organisation::RoleKind;

/// Two grids with a household each; a volunteer in the second, a team leader in the first.
struct Known {
    opened: Opened,
    grids: [Id; 2],
    people: [Id; 3],
}

fn known() -> Known {
    let mut village = Village::opened("2026-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let homes = grids.map(|grid| village.household(grid));
    let people = [village.head(homes[0]), village.head(homes[1]), village.person(homes[1])];
    village.role(people[1], grids[1], RoleKind::Volunteer).volunteer_kind = Some("能人".to_owned());
    village.role(people[0], grids[0], RoleKind::TeamLeader);
    Known { opened: open(&village.rows, "2026-03-20"), grids, people }
}

impl Known {
    fn held(&self, kind: &str, grid: Option<usize>, date: &str, people: &[(usize, &str)]) -> String {
        let people: Vec<Value> =
            people.iter().map(|(at, hours)| json!({ "person": self.people[*at], "hours": hours })).collect();
        let mut value = json!({ "kind": kind, "name": format!("{kind}{date}"), "date": date, "people": people });
        if let Some(grid) = grid {
            value["grid"] = json!(self.grids[grid]);
        }
        let event = crate::events::read("hold_activity", value).unwrap();
        crate::events::record(&self.opened.session, &event).unwrap().id
    }

    fn list(&self, query: ActivityQuery) -> Vec<String> {
        let page = activities(&self.opened.session, &ActivityQuery { limit: 50, ..query }).unwrap();
        assert_eq!(page.total, page.rows.len());
        page.rows.into_iter().map(|row| row.date).collect()
    }
}

fn months() -> Known {
    let known = known();
    known.held("志愿服务", Some(0), "2026-02-03", &[(0, "2"), (1, "1.5")]);
    known.held("文化活动", Some(1), "2026-02-20", &[(1, "3")]);
    known.held("环境整治", None, "2026-03-01", &[(2, "0.5")]);
    known
}

#[test]
fn activities_are_found_by_time_kind_service_grid_and_person() {
    let known = months();
    let query = ActivityQuery::default;
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(known.list(query()), ["2026-03-01", "2026-02-20", "2026-02-03"]);
    assert_eq!(known.list(ActivityQuery { period: text("2026-02"), ..query() }), ["2026-02-20", "2026-02-03"]);
    assert_eq!(known.list(ActivityQuery { period: text("2025"), ..query() }), [""; 0]);
    assert_eq!(known.list(ActivityQuery { kind: text("文化活动"), ..query() }), ["2026-02-20"]);
    assert_eq!(known.list(ActivityQuery { service: text("落实政策"), ..query() }), ["2026-03-01"]);
    assert_eq!(known.list(ActivityQuery { grid: text("1"), ..query() }), ["2026-02-03"]);
    let person = Some(known.people[1].to_string());
    assert_eq!(known.list(ActivityQuery { person, ..query() }), ["2026-02-20", "2026-02-03"]);
    assert_eq!(known.list(ActivityQuery { text: text("03-01"), ..query() }), ["2026-03-01"]);
    let second = ActivityQuery { offset: 1, limit: 1, ..query() };
    let page = activities(&known.opened.session, &second).unwrap();
    assert_eq!((page.total, page.rows[0].date.as_str()), (3, "2026-02-20"));
    let wrong = ActivityQuery { period: text("昨天"), ..query() };
    assert_eq!(activities(&known.opened.session, &wrong).unwrap_err().code, "not_a_date");
}

#[test]
fn one_activity_comes_with_who_took_part() {
    let known = known();
    let held = known.held("志愿服务", Some(0), "2026-02-03", &[(1, "2"), (0, "1.5")]);
    let view = activity(&known.opened.session, &held).unwrap();
    let people: Vec<_> = view.people.iter().map(|row| (row.person.clone(), row.part, row.half_hours)).collect();
    let [leader, volunteer, _] = known.people.map(|id| id.to_string());
    assert_eq!(people, [(volunteer, "志愿者", Some(4)), (leader, "志愿者", Some(3))]);
    assert_eq!((view.row.people, view.row.volunteers, view.row.half_hours), (2, 2, 7));
    assert_eq!(view.row.group.as_deref(), Some("第一网格党小组"));
    assert_eq!(view.grid, Some(known.grids[0].to_string()));
    assert_eq!(activity(&known.opened.session, &known.grids[0].to_string()).unwrap_err().code, "not_found");
}

#[test]
fn volunteers_stand_by_grid_with_what_they_served_and_nobody_is_ranked() {
    let known = months();
    let of = |period: Option<&str>, grid: Option<&str>| {
        let query =
            VolunteerQuery { period: period.map(str::to_owned), grid: grid.map(str::to_owned), offset: 0, limit: 9 };
        let rows = volunteers(&known.opened.session, &query).unwrap().rows;
        let told = rows.into_iter().map(|row| (row.person, row.role, row.activities, row.half_hours));
        told.collect::<Vec<_>>()
    };
    let [leader, volunteer, helper] = known.people.map(|id| id.to_string());
    assert_eq!(
        of(None, None),
        [(leader.clone(), Some("队长"), 1, 4), (volunteer.clone(), Some("志愿者"), 2, 9), (helper, None, 1, 1),]
    );
    assert_eq!(of(Some("2026-03"), Some("第二网格")), [(volunteer, Some("志愿者"), 0, 0)]);
    assert_eq!(of(Some("2026-02"), Some("1")), [(leader, Some("队长"), 1, 4)]);
}

#[test]
fn a_row_names_the_grid_in_which_somebody_volunteers() {
    let known = months();
    let query = VolunteerQuery { period: None, grid: None, offset: 0, limit: 9 };
    let rows = volunteers(&known.opened.session, &query).unwrap().rows;
    let grids = known.grids.map(|grid| Some(grid.to_string()));
    assert_eq!(rows.into_iter().map(|row| row.grid_id).collect::<Vec<_>>(), [&grids[..], &[None]].concat());
}

#[test]
fn what_can_be_chosen_is_what_events_take() {
    let known = known();
    let choices = choices(&known.opened.session).unwrap();
    assert_eq!(choices.services.len(), 6);
    for (at, kind) in (1..).zip(&choices.activities) {
        known.held(&kind.kind, None, &format!("2026-02-{at:02}"), &[(0, "1")]);
        assert!(!kind.clause.is_empty());
    }
    assert!(choices.places.contains(&"其他".to_owned()) && choices.organisations.contains(&"合作社".to_owned()));
}
