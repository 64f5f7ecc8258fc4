//! What counts for which duty, kind by kind.

use super::*;

const DONE: DutyState = DutyState::Done;
const OPEN: DutyState = DutyState::Open;
const MISSING: DutyState = DutyState::Missing;
const FREE: DutyState = DutyState::NoNumber;

#[test]
fn a_meeting_counts_for_the_grid_that_held_it_and_red_comes_after_the_month() {
    let known = known("2026-03-20");
    for grid in ["第一网格", "第二网格"] {
        assert_eq!(known.stands("2026-02", "党小组会", grid), (Some(1), 0, 1, MISSING));
        assert_eq!(known.stands("2026-03", "党小组会", grid), (Some(1), 0, 1, OPEN));
    }
    known.meeting("党小组会", Some(known.units[0]), "2026-02-28", "2026-03-01");
    known.meeting("党小组会", Some(known.units[0]), "2026-03-02", "2026-03-20");
    known.meeting("党课", Some(known.units[1]), "2026-02-20", "2026-02-20");
    assert_eq!(known.stands("2026-02", "党小组会", "第一网格"), (Some(1), 1, 0, DONE));
    assert_eq!(known.stands("2026-02", "党小组会", "第二网格"), (Some(1), 0, 1, MISSING));
    let late = |month| known.row(month, "党小组会", "第一网格").late;
    assert_eq!((late("2026-02"), late("2026-03")), (0, 1), "补录 is what was written down more than a week late");
}

#[test]
fn what_a_year_asks_for_is_counted_up_to_the_month_that_is_looked_at() {
    let known = known("2026-06-10");
    let life = |period| known.stands(period, "组织生活会", "第一网格");
    known.meeting("组织生活会", Some(known.units[0]), "2026-02-10", "2026-02-10");
    known.meeting("组织生活会", Some(known.units[0]), "2026-05-10", "2026-05-10");
    assert_eq!(life("2026-01"), (Some(2), 0, 2, OPEN));
    assert_eq!(life("2026-02"), (Some(2), 1, 1, OPEN));
    assert_eq!(life("2026-Q1"), (Some(2), 1, 1, OPEN));
    assert_eq!(life("2026"), (Some(2), 2, 0, DONE));
    let year = known.row("2026-02", "组织生活会", "第一网格");
    assert_eq!((year.from.as_str(), year.to.as_str(), year.month.as_str()), ("2026-01-01", "2026-12-31", "2026-12"));
}

#[test]
fn the_village_answers_for_the_joint_meeting_and_its_branch_for_the_branchs() {
    let known = known("2026-03-20");
    known.meeting("联席会议", None, "2026-03-05", "2026-03-05");
    known.meeting("联席会议", Some(known.units[0]), "2026-02-05", "2026-02-05");
    known.meeting("支部委员会", None, "2026-03-05", "2026-03-05");
    assert_eq!(known.stands("2026-03", "党建工作联席会议", "向阳村"), (Some(1), 1, 0, DONE));
    assert_eq!(known.stands("2026-02", "党建工作联席会议", "向阳村"), (Some(1), 0, 1, MISSING), "a group's is none");
    assert_eq!(known.stands("2026-03", "支部委员会", "向阳村"), (Some(1), 1, 0, DONE));
    let row = known.row("2026-03", "支部委员会", "向阳村");
    assert_eq!((row.level, row.clause.as_str()), (DutyScope::Branch, "3.1"));
}

#[test]
fn activities_talks_and_matters_count_without_a_number_and_are_never_red() {
    let known = known("2026-03-20");
    let free = |duty, grid| known.stands("2026-02", duty, grid);
    for duty in ["政策宣传", "谈心谈话", "矛盾纠纷排查化解", "志愿服务"] {
        assert_eq!(free(duty, "第一网格"), (None, 0, 0, FREE), "{duty}");
    }
    put(&known.opened, |id| Activity {
        id,
        kind: "政策宣传".to_owned(),
        name: "示例宣传".to_owned(),
        service: None,
        topic: None,
        date: date("2026-02-11").unwrap(),
        start: None,
        end: None,
        place: None,
        body: None,
        beneficiaries: None,
        served: None,
        led_by: None,
        unit: Some(known.units[0]),
        project: None,
        association: None,
        result: None,
        entered_on: None,
    });
    talk(&known, known.leader, known.member, "2026-02-12");
    let matter = |unit, household| {
        put(&known.opened, |id| Matter {
            id,
            no: "2026-001".to_owned(),
            kind: "矛盾纠纷".to_owned(),
            source: "走访".to_owned(),
            date: day("2026-02-13"),
            unit,
            household,
            reporter: None,
            reporter_name: None,
            phone: None,
            address: None,
            content: "示例邻里".to_owned(),
            materials: None,
            first_asked: None,
            own_duty: None,
            responsible: None,
            due: None,
            need: None,
        })
    };
    matter(Some(known.units[0]), None);
    matter(None, Some(known.homes[1]));
    for duty in ["政策宣传", "谈心谈话", "矛盾纠纷排查化解"] {
        assert_eq!(free(duty, "第一网格"), (None, 1, 0, FREE), "{duty}");
    }
    assert_eq!(free("矛盾纠纷排查化解", "第二网格"), (None, 1, 0, FREE), "a household's matter is its grid's");
    let link = known.row("2026-02", "矛盾纠纷排查化解", "第一网格").link;
    let told = behind(&known.opened.session, &link).unwrap().records;
    assert_eq!(told[0].title, "矛盾纠纷 2026-001", "what they fight about stands on no list");
}

fn talk(known: &Known, talker: Id, person: Id, on: &str) {
    put(&known.opened, |id| Talk {
        id,
        kind: "组长与成员".to_owned(),
        date: date(on).unwrap(),
        talker,
        person,
        place: None,
        body: None,
        problems: None,
        suggestions: None,
        action: None,
        entered_on: day(on),
    });
}

#[test]
fn the_leader_talks_with_each_of_the_others_and_the_others_talks_are_no_duty() {
    let known = known("2026-03-20");
    let duty = "组长与每名成员谈心";
    assert_eq!(known.stands("2026", duty, "第一网格"), (Some(1), 0, 1, OPEN));
    talk(&known, known.member, known.leader, "2026-02-12");
    assert_eq!(known.stands("2026", duty, "第一网格"), (Some(1), 0, 1, OPEN));
    talk(&known, known.leader, known.member, "2026-02-13");
    assert_eq!(known.stands("2026", duty, "第一网格"), (Some(1), 1, 0, DONE));
}

#[test]
fn a_household_is_done_once_somebody_was_seen_and_a_call_counts_where_all_are_away() {
    let known = known("2026-04-20");
    let duty = "走访每一户";
    known.visit(VisitKind::Home, VisitOutcome::NotHome, 0, None, "2026-02-01");
    known.visit(VisitKind::Call, VisitOutcome::Met, 0, None, "2026-02-02");
    known.visit(VisitKind::Call, VisitOutcome::Met, 1, None, "2026-02-02");
    assert_eq!(known.stands("2026-Q1", duty, "第一网格"), (Some(1), 0, 1, MISSING));
    assert_eq!(known.stands("2026-Q1", duty, "第二网格"), (Some(1), 1, 0, DONE));
    known.visit(VisitKind::Home, VisitOutcome::Met, 0, None, "2026-03-31");
    assert_eq!(known.stands("2026-02", duty, "第一网格"), (Some(1), 0, 1, OPEN), "February saw nobody yet");
    assert_eq!(known.stands("2026-Q1", duty, "第一网格"), (Some(1), 1, 0, DONE));
    assert_eq!(known.row("2026-Q1", duty, "第二网格").late, 1, "visits are written down late too");
}

#[test]
fn care_is_counted_person_by_person() {
    let known = known("2026-03-20");
    let stands = |period, duty| known.stands(period, duty, "第一网格");
    for duty in ["送学上门", "代理家长"] {
        assert_eq!(stands("2026-02", duty), (Some(1), 0, 1, MISSING), "{duty}");
    }
    known.visit(VisitKind::DoorStudy, VisitOutcome::Met, 0, Some(known.member), "2026-02-03");
    known.visit(VisitKind::DoorStudy, VisitOutcome::Met, 0, Some(known.leader), "2026-03-03");
    known.visit(VisitKind::ProxyParent, VisitOutcome::NotHome, 0, Some(known.child), "2026-02-03");
    known.visit(VisitKind::ProxyParent, VisitOutcome::Met, 0, None, "2026-03-03");
    assert_eq!(stands("2026-02", "送学上门"), (Some(1), 1, 0, DONE));
    assert_eq!(stands("2026-03", "送学上门"), (Some(1), 0, 1, OPEN), "another's visit is not theirs");
    assert_eq!(stands("2026-02", "代理家长"), (Some(1), 0, 1, MISSING));
    assert_eq!(stands("2026-03", "代理家长"), (Some(1), 1, 0, DONE), "a visit to the household is theirs");
    for on in ["2026-01-20", "2026-02-10"] {
        known.visit(VisitKind::Condolence, VisitOutcome::Met, 0, Some(known.member), on);
    }
    let twice = known.row("2026", "走访慰问老党员", "第一网格");
    assert_eq!((twice.required, twice.done, twice.each), (Some(1), 0, Some(3)));
    known.visit(VisitKind::Condolence, VisitOutcome::Met, 0, Some(known.member), "2026-03-10");
    assert_eq!(stands("2026", "走访慰问老党员"), (Some(1), 1, 0, DONE));
}

#[test]
fn each_member_has_a_post_and_a_commitment_a_year() {
    let known = known("2026-03-20");
    let stands = |period, duty| known.stands(period, duty, "第一网格");
    assert_eq!(stands("2026", "每名党员认领岗位"), (Some(2), 0, 2, OPEN));
    let post = put(&known.opened, |id| Post {
        id,
        unit: Some(known.units[0]),
        kind: "环境卫生".to_owned(),
        name: "示例岗".to_owned(),
        duty: None,
        from: None,
        to: None,
    });
    for (person, from, to) in [(known.leader, "2026-03-05", ""), (known.member, "2025-01-01", "2026-01-01")] {
        put(&known.opened, |id| Claim {
            id,
            post,
            person,
            performance: None,
            appraisal: None,
            remark: None,
            from: date(from),
            to: date(to),
        });
    }
    assert_eq!(stands("2026-02", "每名党员认领岗位"), (Some(2), 0, 2, OPEN));
    assert_eq!(stands("2026", "每名党员认领岗位"), (Some(2), 1, 1, OPEN), "who gave it up before the year has none");
    let commitment = |person, year| {
        put(&known.opened, |id| Commitment {
            id,
            person,
            post: None,
            year,
            text: "示例承诺".to_owned(),
            measures: None,
            due: None,
        })
    };
    let offered = commitment(known.leader, 2026);
    commitment(known.member, 2025);
    put(&known.opened, |id| CommitmentStep {
        id,
        commitment: offered,
        n: 1,
        step: CommitmentStepKind::Offered,
        date: day("2026-02-10"),
        passed: None,
        note: None,
    });
    assert_eq!(stands("2026-01", "每名党员公开承诺"), (Some(2), 0, 2, OPEN));
    assert_eq!(stands("2026", "每名党员公开承诺"), (Some(2), 1, 1, OPEN));
}

#[test]
fn every_number_opens_its_records_and_who_lacks_what() {
    let known = known("2026-03-20");
    let first = known.meeting("党小组会", Some(known.units[0]), "2026-03-02", "2026-03-20");
    known.meeting("党小组会", Some(known.units[0]), "2026-03-12", "2026-03-12");
    known.visit(VisitKind::Home, VisitOutcome::Met, 0, None, "2026-02-02");
    for row in known.rows("2026") {
        let told = behind(&known.opened.session, &row.link).unwrap();
        assert_eq!(told.row, row, "{}", row.link);
        assert_eq!(told.records.len(), told.total);
        if row.several {
            let done = told.subjects.iter().filter(|subject| subject.missing == 0).count();
            assert_eq!(
                (told.subjects.len(), done),
                (row.required.unwrap() as usize, row.done as usize),
                "{}",
                row.link
            );
        } else {
            assert_eq!(told.total, row.done as usize, "{}", row.link);
        }
    }
    let told = behind(&known.opened.session, &known.row("2026-03", "党小组会", "第一网格").link).unwrap();
    let records: Vec<_> = told.records.iter().map(|row| (row.title.as_str(), row.late)).collect();
    assert_eq!(records, [("2026-03-12 党小组会", false), ("2026-03-02 党小组会", true)]);
    assert_eq!(told.records[1].id, first.to_string());
    let all = DutyQuery { period: Some("2026-Q1".to_owned()), together: true, ..DutyQuery::default() };
    let rows = duties(&known.opened.session, &all).unwrap();
    let visits = rows.iter().find(|row| row.id == "household-visits").unwrap();
    assert_eq!((visits.scope.as_str(), visits.required, visits.done), ("向阳村", Some(2), 1));
    let told = behind(&known.opened.session, &visits.link).unwrap();
    let lacking: Vec<_> = told.subjects.iter().map(|one| (one.household.clone(), one.missing)).collect();
    assert_eq!(lacking, [(Some(known.homes[1].to_string()), 1), (Some(known.homes[0].to_string()), 0)]);
    assert_eq!(told.records[0].household, Some(known.homes[0].to_string()));
}
