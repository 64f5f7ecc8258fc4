use std::collections::HashSet;

use domain::day::{Day, Measure};
use domain::id_number::IdNumber;
use domain::person::FromReason;
use domain::tag::TagKind;

use super::*;
use crate::content_hash::content_hash;
use crate::testing::{Opened, day, open};

fn sampled(grids: u32, households: u32, months: u32, seed: u64) -> (Opened, Sampled) {
    let opened = open(&Rows::default(), "2026-03-20");
    let sampled = sample(&opened.session, grids, households, months, seed).unwrap();
    (opened, sampled)
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_seed_others() {
    let hash = |seed| content_hash(&sampled(3, 90, 4, seed).0.session).unwrap();
    assert_eq!(hash(7), hash(7));
    assert_ne!(hash(7), hash(8));
}

#[test]
fn nobody_of_them_exists_and_no_number_is_given_twice() {
    let (opened, counts) = sampled(2, 400, 6, 1);
    let register = opened.session.register().unwrap();
    let rows = register.rows();
    let numbers: Vec<&str> = rows.persons.iter().filter_map(|person| person.id_number.as_deref()).collect();
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
    assert!(numbers.len() * 10 > counts.persons * 9, "nearly everybody has a number");
    for person in &rows.persons {
        let Some(number) = &person.id_number else { continue };
        assert!(number.starts_with("999999"));
        let number = IdNumber::parse(number).unwrap();
        assert_eq!(person.birth, Some(number.birth().into()));
        assert_eq!(person.sex, Some(number.sex()));
    }
    assert!(rows.households.iter().all(|row| row.address.as_ref().is_some_and(|address| address.starts_with("示例"))));
    for rare in ["𠮷", "䶮", "·"] {
        assert!(rows.persons.iter().any(|person| person.name.contains(rare)), "{rare}");
    }
    sample(&opened.session, 2, 50, 0, 1).unwrap();
    let register = opened.session.register().unwrap();
    let numbers: Vec<&str> = register.rows().persons.iter().filter_map(|person| person.id_number.as_deref()).collect();
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len(), "a second sample keeps off the first");
}

#[test]
fn a_sample_is_one_sound_village_with_everything_the_ledger_counts() {
    let (opened, counts) = sampled(4, 208, 6, 3);
    assert_eq!((counts.grids, counts.households), (4, 208));
    let findings = crate::check::check(&opened.session, false).unwrap();
    assert_eq!(findings, []);
    let register = opened.session.register().unwrap();
    let today = Day::new(&register, day("2026-03-20"));
    for grid in today.counts().iter().take(4) {
        assert!(grid[&Measure::Households] >= 40 && grid[&Measure::Persons] >= 120, "{grid:?}");
    }
    for kind in TagKind::ANNEX_A {
        assert!(!today.behind(Measure::Tag(kind), domain::day::Scope::Village).is_empty(), "{kind}");
    }
    for grid in crate::grids::grids(&opened.session).unwrap() {
        assert!(grid.leader.is_some() && grid.team_leader.is_some(), "{}", grid.name);
        assert!(!grid.volunteers.is_empty() && !grid.hamlets.is_empty(), "{}", grid.name);
    }
    assert_eq!(opened.session.book().history(0, 10, None).unwrap().1[0].kind, "sample");
}

#[test]
fn past_months_differ_and_every_difference_has_its_reason() {
    let (opened, counts) = sampled(3, 150, 6, 5);
    assert!(counts.events >= 10, "{counts:?}");
    let register = opened.session.register().unwrap();
    assert_eq!(register.rows().opened_on, Some(day("2025-09-01")));
    let (began, ends) = (Day::new(&register, day("2025-09-01")), Day::new(&register, day("2026-03-20")));
    let balance = domain::balance::of_persons(&began, &ends, domain::day::Scope::Village);
    assert_eq!(balance.difference(), 0);
    assert!(balance.unexplained.is_empty());
    assert!(!balance.came[&FromReason::Birth].is_empty() && !balance.came[&FromReason::MoveIn].is_empty());
    assert_eq!(balance.went.len(), 2, "deaths and moves out: {:?}", balance.went);
    let moved = domain::balance::of_households(&began, &ends, domain::day::Scope::Grid(Some(0)));
    assert_eq!(moved.difference(), 0, "{moved:?}");
}

#[test]
fn a_grids_book_has_one_grid() {
    let opened = crate::testing::open_as(StationRole::Grid, "第一网格", &Rows::default(), "2026-03-20");
    assert_eq!(sample(&opened.session, 2, 50, 0, 1).unwrap_err().code, "too_many");
    let made = sample(&opened.session, 1, 52, 6, 20_261).unwrap();
    assert_eq!((made.grids, made.households), (1, 52));
    assert_eq!(crate::grids::grids(&opened.session).unwrap().len(), 1);
}

#[test]
fn most_households_were_visited_and_some_wait() {
    let (opened, counts) = sampled(2, 104, 6, 9);
    assert!((200..600).contains(&counts.visits), "{counts:?}");
    let coverage = crate::visits::coverage(&opened.session, &crate::visits::CoverageQuery::default()).unwrap();
    let total = coverage.total;
    assert!(total.quarter * 2 > total.households && total.never * 4 < total.households, "{total:?}");
    let due = crate::visits::due(&opened.session, &crate::visits::DueQuery::default()).unwrap();
    assert!(due.due > 0 && due.due < due.households, "{} of {}", due.due, due.households);
    assert!(due.rows.iter().any(|row| row.tries > 0) && due.rows.iter().all(|row| !row.contacts.is_empty()));
    let open = crate::visits::needs_open(&opened.session).unwrap();
    assert!(open.iter().any(|need| need.report), "{} wait", open.len());
    let (_, counts) = sampled(2, 104, 0, 9);
    assert_eq!(counts.visits, 0, "no months, no work");
}

#[test]
fn every_month_the_groups_did_something_and_volunteers_have_hours() {
    use crate::activities::{ActivityQuery, VolunteerQuery, activities, volunteers};
    let (opened, counts) = sampled(2, 104, 6, 9);
    let query = |period: &str| ActivityQuery { period: Some(period.to_owned()), limit: 500, ..Default::default() };
    for month in ["2025-09", "2025-12", "2026-02"] {
        let page = activities(&opened.session, &query(month)).unwrap();
        assert!(page.total >= 4 && page.rows.iter().any(|row| row.half_hours > 0), "{month}: {}", page.total);
    }
    let all = ActivityQuery { limit: 500, ..Default::default() };
    assert_eq!(activities(&opened.session, &all).unwrap().total, counts.activities);
    let page = volunteers(&opened.session, &VolunteerQuery { limit: 500, ..Default::default() }).unwrap();
    assert!(page.rows.iter().filter(|row| row.half_hours > 0).count() > 10);
    assert!(page.rows.iter().all(|row| row.role.is_some()), "only who belongs to a team was asked");
    let some = crate::registers::RegisterQuery { limit: 50, ..Default::default() };
    assert_eq!(crate::registers::projects(&opened.session, &some).unwrap().total, 2);
    assert_eq!(crate::registers::associations(&opened.session, &some).unwrap().total, 2);
    assert_eq!(crate::registers::places(&opened.session, &some).unwrap().total, 10);
    assert_eq!(sampled(2, 104, 0, 9).1.activities, 0, "no months, no work");
}

#[test]
fn people_asked_for_things_and_most_were_settled() {
    use crate::matters::{MatterQuery, matters, zero_report};
    let (opened, counts) = sampled(2, 104, 12, 9);
    assert!((40..200).contains(&counts.matters), "{counts:?}");
    let of = |query: MatterQuery| matters(&opened.session, &MatterQuery { limit: 500, ..query }).unwrap();
    let all = of(MatterQuery::default());
    assert_eq!(all.total, counts.matters);
    let open = of(MatterQuery { open: true, ..MatterQuery::default() });
    assert!(open.total > 0 && open.total * 3 < all.total, "{} of {} wait", open.total, all.total);
    assert!(open.rows.iter().any(|row| row.overdue) && open.rows[0].overdue);
    assert!(all.rows.iter().any(|row| row.dispute) && all.rows.iter().any(|row| row.reported));
    assert!(all.rows.iter().any(|row| row.source == "走访") && all.rows.iter().any(|row| row.in_grid));
    let numbers: HashSet<&str> = all.rows.iter().map(|row| row.no.as_str()).collect();
    assert_eq!(numbers.len(), all.total);
    let zero = (1..=12).filter_map(|month| {
        let month = if month > 3 { format!("2025-{month:02}") } else { format!("2026-{month:02}") };
        Some(zero_report(&opened.session, Some(&month)).ok()?.counts[0].count)
    });
    assert!(zero.sum::<u32>() > 0);
    sample(&opened.session, 2, 60, 3, 1).unwrap();
    let more = of(MatterQuery::default());
    let numbers: HashSet<&str> = more.rows.iter().map(|row| row.no.as_str()).collect();
    assert_eq!(numbers.len(), more.total, "a second sample goes on counting");
    assert_eq!(sampled(2, 104, 0, 9).1.matters, 0, "no months, no matters");
}

#[test]
fn most_members_hold_a_post_and_committed_themselves_and_some_are_still_to_come() {
    use crate::commitments::{CommitmentQuery, commitments, posts};
    let (opened, counts) = sampled(2, 104, 12, 9);
    let some = crate::registers::RegisterQuery { limit: 50, ..Default::default() };
    let page = posts(&opened.session, &some).unwrap();
    assert_eq!(page.total, counts.posts);
    assert!(page.rows.iter().any(|row| !row.claims.is_empty()) && page.rows.iter().any(|row| row.claims.is_empty()));
    let of = |year| {
        let query = CommitmentQuery { year: Some(year), limit: 500, ..CommitmentQuery::default() };
        commitments(&opened.session, &query).unwrap()
    };
    let (last, this) = (of(2025), of(2026));
    let state = |list: &crate::commitments::CommitmentList, only: &str| {
        list.states.iter().find(|one| one.only == only).map_or(0, |one| one.count)
    };
    assert!(state(&last, "已评诺") > 0, "{:?}", last.states);
    assert!(state(&this, "已公示") > 0 && state(&this, "已评诺") == 0, "{:?}", this.states);
    assert!(state(&this, "未承诺") > 0, "somebody is always still to come: {:?}", this.states);
    assert!(this.rows.len() > 10 && counts.commitments > 15, "{counts:?}");
    assert_eq!(crate::check::check(&opened.session, false).unwrap(), []);
    assert_eq!(sampled(2, 104, 0, 9).1.commitments, 0, "no months, no work");
}

#[test]
fn the_groups_met_as_often_as_is_asked_and_most_decisions_are_done() {
    use crate::meetings::{AskMatrix, MeetingQuery, ResolutionQuery, meetings, resolutions, talk_matrix};
    let (opened, counts) = sampled(2, 104, 12, 9);
    let total = |kind: &str, period: Option<&str>| {
        let period = period.map(str::to_owned);
        let query = MeetingQuery { kind: Some(kind.to_owned()), period, limit: 500, ..Default::default() };
        meetings(&opened.session, &query).unwrap()
    };
    for month in ["2025-05", "2025-09", "2025-12", "2026-02"] {
        assert_eq!(total("党小组会", Some(month)).total, 2, "{month}: one of each group");
        assert_eq!(total("联席会议", Some(month)).total, 1, "{month}");
    }
    assert!(total("组织生活会", None).total >= 4, "twice a year of each group");
    for kind in crate::meetings::choices(&opened.session).unwrap().kinds {
        assert!(total(&kind.kind, None).total > 0, "{}", kind.kind);
    }
    let all = MeetingQuery { limit: 500, ..Default::default() };
    let page = meetings(&opened.session, &all).unwrap();
    assert_eq!(page.total, counts.meetings);
    assert!(page.rows.iter().all(|row| row.present > 0 && row.present <= row.expected));
    let late = page.rows.iter().filter(|row| row.late).count();
    assert!(late > 0 && late * 5 < page.total, "{late} of {} were written down late", page.total);
    let of = |open: bool| {
        let query = ResolutionQuery { open: Some(open), limit: 500, ..Default::default() };
        resolutions(&opened.session, &query).unwrap()
    };
    assert!(of(true).total > 0 && of(false).total > of(true).total, "{} open", of(true).total);
    let matrix = talk_matrix(&opened.session, &AskMatrix { year: Some("2025".into()), grid: None }).unwrap();
    assert!(matrix.groups.iter().all(|group| group.members.iter().any(|member| member.talks > 0)));
    assert_eq!(sampled(2, 104, 0, 9).1.meetings, 0, "no months, no meetings");
}

#[test]
fn every_group_has_tasks_plans_and_letters_and_its_members_have_points() {
    use crate::scores::{ScoreQuery, scores};
    use crate::tasks::{TaskQuery, tasks};
    let (opened, counts) = sampled(2, 104, 12, 9);
    let page = tasks(&opened.session, &TaskQuery { limit: 500, ..TaskQuery::default() }).unwrap();
    assert_eq!(page.total, counts.tasks);
    let of = |state: &str| page.rows.iter().filter(|row| row.state == state).count();
    assert!(of("已完成") + of("已验收") > page.total / 2, "most were done");
    let last = crate::letters::letters(&opened.session, Some(2025)).unwrap().rows;
    assert!(last.len() == 2 && last.iter().all(|row| row.points == "100" && row.score.is_some()), "{last:?}");
    let this = crate::letters::letters(&opened.session, Some(2026)).unwrap().rows;
    assert!(this.iter().all(|row| row.id.is_some() && row.score.is_none()), "the year runs");
    let plans = crate::plans::plans(&opened.session, &crate::plans::PlanQuery::default()).unwrap().rows;
    assert!(plans.iter().filter(|plan| plan.period == "2026").count() == 2, "{plans:?}");
    let sheet = scores(&opened.session, &ScoreQuery { year: Some(2025), ..ScoreQuery::default() }).unwrap();
    assert!(!sheet.rows.is_empty() && sheet.rows.iter().all(|row| row.base == "10"), "{sheet:?}");
    assert!(sheet.rows.iter().filter(|row| row.plus != "0").count() * 2 > sheet.rows.len());
    let again = sample(&opened.session, 2, 20, 3, 10).unwrap();
    assert_eq!((again.letters, again.score_rules), (0, 0), "no second letter, no second rules of a year");
}
