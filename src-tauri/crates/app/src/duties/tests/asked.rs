//! Which duties are asked about, in which periods, and at which station.

use super::*;

#[test]
fn a_month_comes_with_its_quarter_and_its_year() {
    let known = known("2026-03-20");
    let rows = known.rows("2026-02");
    let of = |id: &str| {
        let row = rows.iter().find(|row| row.id == id).unwrap();
        format!("{} {}..{}", row.month, row.from, row.to)
    };
    assert_eq!(of("party-group-meeting"), "2026-02 2026-02-01..2026-02-28");
    assert_eq!(of("household-visits"), "2026-03 2026-01-01..2026-03-31");
    assert_eq!(of("organisational-life"), "2026-12 2026-01-01..2026-12-31");
    let year = known.rows("2026");
    let periods = |id: &str| year.iter().filter(|row| row.id == id && row.scope == "第一网格").count();
    assert_eq!(
        (periods("party-group-meeting"), periods("household-visits"), periods("organisational-life")),
        (3, 1, 1)
    );
    let running = duties(&known.opened.session, &DutyQuery::default()).unwrap();
    assert_eq!(running, known.rows("2026-03"));
}

#[test]
fn periods_follow_the_reporting_day() {
    let known = known("2026-03-27");
    let settings = crate::settings::settings(&known.opened.session).unwrap();
    known.meeting("党小组会", Some(known.units[0]), "2026-03-26", "2026-03-26");
    let set = crate::settings::Settings { reporting_day: Some(25), ..settings };
    crate::settings::save(&known.opened.session, &set).unwrap();
    let row = |month| known.row(month, "党小组会", "第一网格");
    let (march, april) = (row("2026-03"), row("2026-04"));
    assert_eq!((march.to.as_str(), march.done, march.state), ("2026-03-25", 0, DutyState::Missing));
    assert_eq!((april.from.as_str(), april.done, april.state), ("2026-03-26", 1, DutyState::Done));
    let running = duties(&known.opened.session, &DutyQuery::default()).unwrap();
    assert!(running.iter().any(|row| row.month == "2026-04"), "past the reporting day the next month runs");
}

#[test]
fn nobody_is_asked_before_the_opening_nor_for_what_concerns_nobody() {
    let known = known("2026-03-20");
    assert_eq!(known.rows("2025"), []);
    let second = known.rows("2026").into_iter().filter(|row| row.scope == "第二网格").collect::<Vec<_>>();
    assert!(second.iter().all(|row| row.id != "door-study" && row.id != "proxy-parents"));
    assert!(second.iter().any(|row| row.id == "household-visits"));
}

#[test]
fn a_time_or_a_grid_that_is_not_there_is_refused() {
    let known = known("2026-03-20");
    let asked = |period: &str, grid: Option<&str>| {
        let query = DutyQuery { period: Some(period.to_owned()), grid: grid.map(str::to_owned), together: false };
        duties(&known.opened.session, &query).map_err(|failure| (failure.code, failure.field.unwrap()))
    };
    let refused = |code: &str, field: &str| Err((code.to_owned(), field.to_owned()));
    for wrong in ["三月", "2026-13", "2026-Q5", "2026-Q", "26", "2026-03-01"] {
        assert_eq!(asked(wrong, None), refused("not_a_date", "period"), "{wrong}");
    }
    for later in ["2026-04", "2026-Q2", "2027"] {
        assert_eq!(asked(later, None), refused("month_not_come", "period"), "{later}");
    }
    assert_eq!(asked("2026-03", Some("第九网格")), refused("not_found", "grid"));
    let one = asked("2026-03", Some("1")).unwrap();
    assert!(one.iter().all(|row| row.scope == "第一网格") && one.len() > 10);
    for made_up in [
        "",
        "party-group-meeting/2026-03/2026-03",
        "nothing/2026-03/2026-03/all",
        "household-visits/2026-03/2026-04/all",
    ] {
        assert_eq!(behind(&known.opened.session, made_up).unwrap_err().code, "not_found", "{made_up}");
    }
    let of_another = format!("party-group-meeting/2026-03/2026-03/grid.{}", known.homes[0]);
    assert_eq!(behind(&known.opened.session, &of_another).unwrap_err().code, "not_found");
}

#[test]
fn for_all_grids_together_a_duty_is_one_line() {
    let known = known("2026-03-20");
    known.meeting("党小组会", Some(known.units[0]), "2026-02-05", "2026-02-05");
    known.meeting("党小组会", Some(known.units[0]), "2026-02-06", "2026-02-06");
    let query = DutyQuery { period: Some("2026-02".to_owned()), together: true, ..DutyQuery::default() };
    let rows = duties(&known.opened.session, &query).unwrap();
    let ids: std::collections::BTreeSet<_> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), rows.len());
    let row = rows.iter().find(|row| row.id == "party-group-meeting").unwrap();
    assert_eq!((row.required, row.done, row.missing, row.state), (Some(2), 1, 1, DutyState::Missing));
    assert_eq!((row.scope.as_str(), row.each, row.several), ("向阳村", Some(1), true));
    let told = behind(&known.opened.session, &row.link).unwrap();
    let subjects: Vec<_> = told.subjects.iter().map(|one| (one.name.as_deref().unwrap(), one.missing)).collect();
    assert_eq!(subjects, [("第二网格", 1), ("第一网格", 0)]);
    assert_eq!(told.total, 2);
}

#[test]
fn a_grids_own_book_shows_what_the_grid_answers_for() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    village.head(home);
    let opened = open_as(StationRole::Grid, "第一网格", &village.rows, "2026-03-20");
    put(&opened, |id| Meeting {
        id,
        kind: "党小组会".to_owned(),
        name: "示例会".to_owned(),
        date: date("2026-03-02").unwrap(),
        start: None,
        end: None,
        place: None,
        unit: None,
        chair: None,
        recorder: None,
        topic: None,
        agenda: Vec::new(),
        guests: None,
        remark: None,
        entered_on: day("2026-03-02"),
    });
    let rows = duties(&opened.session, &DutyQuery::default()).unwrap();
    assert!(rows.iter().all(|row| !matches!(row.level, DutyScope::Branch | DutyScope::Village)));
    let meeting = rows.iter().find(|row| row.id == "party-group-meeting").unwrap();
    assert_eq!(meeting.done, 1, "what names no unit is the only grid's");
}

/// A year of work in a large village. How long that takes is the bench's to say.
#[test]
fn a_year_of_three_thousand_people_is_counted_household_by_household() {
    let mut village = Village::opened("2025-01-01");
    let grids = [1, 2, 3, 4, 5].map(|number| village.grid(number));
    village.found_groups();
    for at in 0..1000 {
        let home = village.household(grids[at % grids.len()]);
        village.head(home);
        village.person(home);
        village.person(home);
    }
    let opened = open(&village.rows, "2026-03-20");
    let homes: Vec<Id> = village.rows.households.iter().map(|row| row.id).collect();
    let pay = |write: &mut Write<'_>| -> Result<()> {
        for (at, household) in homes.iter().enumerate() {
            for month in 1..=12 {
                let id = write.mint();
                write.put(&Visit {
                    id,
                    household: *household,
                    person: None,
                    date: NaiveDate::from_ymd_opt(2025, month, 1 + at as u32 % 28).unwrap().into(),
                    kind: VisitKind::Home,
                    outcome: if at % 10 == 0 { VisitOutcome::NotHome } else { VisitOutcome::Met },
                    visitors: None,
                    findings: Some("家中平安".to_owned()),
                    next: None,
                    satisfied: None,
                    remark: None,
                    entered_on: None,
                })?;
            }
        }
        Ok(())
    };
    opened.session.write(OpKind::new("test"), "示例", pay).unwrap();
    opened.session.register().unwrap();
    let query = DutyQuery { period: Some("2025".to_owned()), ..DutyQuery::default() };
    let rows = duties(&opened.session, &query).unwrap();
    let visits: Vec<_> = rows.iter().filter(|row| row.id == "household-visits").collect();
    assert_eq!(visits.len(), 20);
    assert_eq!(visits.iter().map(|row| row.done).sum::<u32>(), 4 * 900);
    assert!(visits.iter().all(|row| row.required == Some(200)));
}
