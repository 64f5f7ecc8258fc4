use domain::codes::{Relation, Sex};
use domain::doubt::DoubtWhy;
use domain::household::Household;
use domain::person::{Person, Residence, ResidenceKind};
use domain::visit::{Contact, Visit, VisitKind, VisitNeed, VisitOutcome};

use super::*;

fn of(rows: &Rows, doubts: &[Doubt]) -> String {
    of_all(rows, doubts, &Visited::default(), &Held::default(), &Matters::default())
}

fn number(at: u128) -> Id {
    Id::from_u128(at)
}

/// Two households: 张三 with 李四 in 一组, 王五 alone in 二组. Ids begin at `base`.
fn village(base: u128) -> Rows {
    let household = |at, hamlet: &str| Household { hamlet: Some(hamlet.to_owned()), ..Household::blank(number(at)) };
    let live = |at, person, household, relation: &str| Residence {
        id: number(at),
        person: number(person),
        household: number(household),
        kind: ResidenceKind::Registered,
        relation: Relation::from_word(relation),
        from: None,
        from_reason: None,
        to: None,
        to_reason: None,
    };
    let person = |at, name: &str| Person { sex: Some(Sex::Male), ..Person::named(number(at), name) };
    Rows {
        households: vec![household(base, "一组"), household(base + 1, "二组")],
        persons: vec![person(base + 2, "张三"), person(base + 3, "李四"), person(base + 4, "王五")],
        residences: vec![
            live(base + 5, base + 2, base, "户主"),
            live(base + 6, base + 3, base, "子"),
            live(base + 7, base + 4, base + 1, "户主"),
        ],
        ..Rows::default()
    }
}

fn ask(why: DoubtWhy, record: u128, field: &str, mine: Option<&str>, theirs: &str) -> Doubt {
    Doubt {
        id: number(1000),
        why,
        kind: None,
        record: Some(number(record)),
        field: Some(field.to_owned()),
        base: None,
        mine: mine.map(str::to_owned),
        theirs: Some(theirs.to_owned()),
        source: Some("一.xlsx".to_owned()),
        decision: None,
        decided_by: None,
        decided_at: None,
        export: None,
    }
}

#[test]
fn ids_order_and_the_day_of_opening_say_nothing() {
    let one = village(10);
    let mut other = village(500);
    other.persons.reverse();
    other.residences.rotate_left(1);
    other.households.reverse();
    other.opened_on = "2026-01-01".parse().ok();
    assert_eq!(of(&one, &[]), of(&other, &[]));
}

#[test]
fn every_field_and_every_link_counts() {
    let plain = of(&village(10), &[]);
    let mut told = std::collections::BTreeSet::from([plain]);
    let mut changed = |change: &dyn Fn(&mut Rows)| {
        let mut rows = village(10);
        change(&mut rows);
        assert!(told.insert(of(&rows, &[])), "a change left the hash as it was");
    };
    changed(&|rows| rows.persons[1].phone = Some("13900000000".into()));
    changed(&|rows| rows.residences[1].household = rows.households[1].id);
    changed(&|rows| rows.residences[1].relation = None);
    changed(&|rows| rows.households[0].code = Some("001".into()));
    changed(&|rows| rows.households[0].from = "2026-01".parse().ok());
    changed(&|rows| {
        rows.residences.pop();
    });
    changed(&|rows| {
        rows.residences[0].relation = None;
        rows.residences[1].relation = Some(Relation::HEAD);
    });
}

#[test]
fn what_is_undecided_is_undecided_whichever_list_came_first() {
    let with = |sex, theirs: &str| {
        let mut rows = village(10);
        rows.persons[0].sex = Some(sex);
        of(&rows, &[ask(DoubtWhy::Differs, 12, "sex", None, theirs)])
    };
    assert_eq!(with(Sex::Male, "女"), with(Sex::Female, "男"));
    let mut decided = village(10);
    decided.persons[0].sex = Some(Sex::Female);
    assert_ne!(with(Sex::Male, "女"), of(&decided, &[]));
    assert_ne!(with(Sex::Male, "女"), of(&village(10), &[]));
}

#[test]
fn of_three_lists_any_may_have_been_the_first() {
    let with = |mine: &str, others: [&str; 2]| {
        let mut rows = village(10);
        rows.persons[0].birth = mine.parse().ok();
        let doubts = others.map(|theirs| ask(DoubtWhy::Differs, 12, "birth", Some(mine), theirs));
        of(&rows, &doubts)
    };
    let one = with("1950-01-02", ["1951", "1952-03"]);
    assert_eq!(one, with("1951", ["1950-01-02", "1952-03"]));
    assert_eq!(one, with("1952-03", ["1951", "1950-01-02"]));
    // 1951-05 says what 1951 says, and came later into the book.
    assert_eq!(with("1951-05", ["1950", "1950"]), with("1950", ["1951", "1951-05"]));
}

#[test]
fn a_shared_number_is_nobodys_yet() {
    let with = |owner: usize, asked: u128| {
        let mut rows = village(10);
        rows.persons[owner].id_number = Some("999999195003150014".into());
        for at in [0, 2] {
            rows.persons[at].birth = "1950-03-15".parse().ok();
        }
        of(&rows, &[ask(DoubtWhy::SharedNumber, asked, "id_number", None, "999999195003150014")])
    };
    assert_eq!(with(0, 14), with(2, 12));
}

#[test]
fn somebody_who_is_said_to_live_in_two_households_lives_in_neither_yet() {
    let with = |home: u128, relation: Option<Relation>, theirs: &str| {
        let mut rows = village(10);
        rows.residences[1].household = number(home);
        rows.residences[1].relation = relation;
        of(&rows, &[ask(DoubtWhy::OtherHousehold, 13, "head", Some("以前的说法"), theirs)])
    };
    assert_eq!(
        with(10, Relation::from_word("子"), "二组 007 户主 王五"),
        with(11, Relation::from_word("孙子"), "一组 户主 张三")
    );
}

/// 李四 was visited and asked for something; 王五 keeps in touch with the household.
fn visited(base: u128) -> Visited {
    let visit = |at, person: Option<u128>, day: &str| Visit {
        id: number(at),
        household: number(base),
        person: person.map(number),
        date: day.parse().unwrap(),
        kind: VisitKind::Home,
        outcome: VisitOutcome::Met,
        visitors: None,
        findings: None,
        next: None,
        satisfied: None,
        remark: None,
        entered_on: None,
    };
    let need = VisitNeed {
        id: number(base + 22),
        visit: number(base + 20),
        kind: None,
        text: "路灯不亮".to_owned(),
        answer: None,
        report: true,
        result: None,
        result_on: None,
    };
    let contact =
        Contact { id: number(base + 23), person: number(base + 4), household: number(base), from: None, to: None };
    Visited {
        visits: vec![visit(base + 20, Some(base + 3), "2026-03-01"), visit(base + 21, None, "2026-03-02")],
        needs: vec![need],
        contacts: vec![contact],
    }
}

#[test]
fn two_books_with_the_same_visits_agree_and_every_field_of_them_counts() {
    let one = of_all(&village(10), &[], &visited(10), &Held::default(), &Matters::default());
    let (mut rows, mut other) = (village(500), visited(500));
    rows.persons.reverse();
    other.visits.reverse();
    assert_eq!(of_all(&rows, &[], &other, &Held::default(), &Matters::default()), one);
    let mut told = std::collections::BTreeSet::from([one, of(&village(10), &[])]);
    assert_eq!(told.len(), 2);
    let mut changed = |change: &dyn Fn(&mut Visited)| {
        let mut visited = visited(10);
        change(&mut visited);
        assert!(
            told.insert(of_all(&village(10), &[], &visited, &Held::default(), &Matters::default())),
            "a change left the hash as it was"
        );
    };
    changed(&|visited| visited.visits[0].outcome = VisitOutcome::NotHome);
    changed(&|visited| visited.visits[0].person = None);
    changed(&|visited| visited.visits[1].household = number(11));
    changed(&|visited| visited.needs[0].visit = number(31));
    changed(&|visited| visited.needs[0].result = Some("已换".to_owned()));
    changed(&|visited| visited.contacts[0].person = number(12));
    changed(&|visited| visited.contacts.clear());
}

/// A dispute of 张三's household out of the need of a visit, with two steps.
fn matters(base: u128) -> Matters {
    use domain::matter::{Dispute, Matter, MatterStep, MatterStepKind};
    let step = |n: u32, step| MatterStep {
        id: number(base + 40 + u128::from(n)),
        matter: number(base + 40),
        n,
        step,
        date: "2026-03-05".parse().unwrap(),
        actor: None,
        note: None,
        satisfied: None,
    };
    let matter = Matter {
        id: number(base + 40),
        no: "2026-001".to_owned(),
        kind: "矛盾纠纷".to_owned(),
        source: "走访".to_owned(),
        date: "2026-03-04".parse().unwrap(),
        unit: None,
        household: Some(number(base)),
        reporter: Some(number(base + 3)),
        reporter_name: None,
        phone: None,
        address: None,
        content: "路灯不亮".to_owned(),
        materials: None,
        first_asked: None,
        own_duty: None,
        responsible: Some(number(base + 4)),
        due: None,
        need: Some(number(base + 22)),
    };
    let dispute = Dispute {
        id: number(base + 43),
        matter: matter.id,
        class: Some("02".to_owned()),
        scale: None,
        party_a: None,
        party_b: None,
        involved: None,
        demand: None,
        method: None,
        settled: None,
    };
    let steps = vec![step(1, MatterStepKind::Registered), step(2, MatterStepKind::Reported)];
    Matters { matters: vec![matter], steps, disputes: vec![dispute] }
}

#[test]
fn two_books_with_the_same_matters_agree_and_every_field_of_them_counts() {
    let hash = |base, matters: &Matters| of_all(&village(base), &[], &visited(base), &Held::default(), matters);
    let one = hash(10, &matters(10));
    let mut other = matters(500);
    other.steps.reverse();
    assert_eq!(hash(500, &other), one);
    let mut told = std::collections::BTreeSet::from([one, hash(10, &Matters::default())]);
    assert_eq!(told.len(), 2);
    let mut changed = |change: &dyn Fn(&mut Matters)| {
        let mut matters = matters(10);
        change(&mut matters);
        assert!(told.insert(hash(10, &matters)), "a change left the hash as it was");
    };
    changed(&|all| all.matters[0].household = Some(number(11)));
    changed(&|all| all.matters[0].reporter = Some(number(12)));
    changed(&|all| all.matters[0].responsible = None);
    changed(&|all| all.matters[0].need = None);
    changed(&|all| all.matters[0].content = "路灯全灭".to_owned());
    changed(&|all| all.steps[1].note = Some("已报".to_owned()));
    changed(&|all| all.disputes[0].class = Some("09".to_owned()));
    changed(&|all| {
        all.steps.pop();
    });
}

/// A meeting of 李四 with everything in its minutes, a later one that was told, and a talk.
fn met(base: u128) -> Held {
    use super::met::Met;
    use domain::meeting::{Attendance, AttendanceState, Meeting, Resolution, Speech, Talk, Vote};
    let meeting = |at, day: &str| Meeting {
        id: number(at),
        kind: "党小组会".to_owned(),
        name: "例会".to_owned(),
        date: day.parse().unwrap(),
        start: None,
        end: None,
        place: None,
        unit: None,
        chair: Some(number(base + 3)),
        recorder: None,
        topic: None,
        agenda: vec!["通报".to_owned()],
        guests: None,
        remark: None,
        entered_on: "2026-03-20".parse().unwrap(),
    };
    let (first, person) = (number(base + 30), number(base + 3));
    let met = Met {
        meetings: vec![meeting(base + 30, "2026-03-01"), meeting(base + 31, "2026-03-10")],
        people: vec![Attendance {
            id: number(base + 32),
            meeting: first,
            person,
            state: AttendanceState::Present,
            reason: None,
        }],
        speeches: vec![Speech {
            id: number(base + 33),
            meeting: first,
            n: 1,
            person: Some(person),
            speaker: None,
            text: "同意".to_owned(),
        }],
        votes: vec![Vote {
            id: number(base + 34),
            meeting: first,
            n: 1,
            subject: "先修路".to_owned(),
            yes: 1,
            no: 0,
            abstained: 0,
        }],
        resolutions: vec![Resolution {
            id: number(base + 35),
            meeting: first,
            n: 1,
            text: "修路".to_owned(),
            owner: Some(person),
            owner_name: None,
            due: None,
            progress: None,
            done_on: None,
            result: None,
            told_at: Some(number(base + 31)),
        }],
        talks: vec![Talk {
            id: number(base + 36),
            kind: "日常谈心".to_owned(),
            date: "2026-03-02".parse().unwrap(),
            talker: person,
            person: number(base + 4),
            place: None,
            body: None,
            problems: None,
            suggestions: None,
            action: None,
            entered_on: "2026-03-20".parse().unwrap(),
        }],
    };
    Held { met, ..Held::default() }
}

#[test]
fn two_books_with_the_same_minutes_agree_and_every_field_of_them_counts() {
    let of = |rows: &Rows, held: &Held| of_all(rows, &[], &Visited::default(), held, &Matters::default());
    let one = of(&village(10), &met(10));
    let (mut rows, mut other) = (village(500), met(500));
    rows.persons.reverse();
    other.met.meetings.reverse();
    other.met.meetings[0].entered_on = "2026-03-21".parse().unwrap();
    other.met.talks[0].entered_on = "2026-03-21".parse().unwrap();
    assert_eq!(of(&rows, &other), one);
    let mut told = std::collections::BTreeSet::from([one, of(&village(10), &Held::default())]);
    assert_eq!(told.len(), 2);
    let mut changed = |change: &dyn Fn(&mut met::Met)| {
        let mut held = met(10);
        change(&mut held.met);
        assert!(told.insert(of(&village(10), &held)), "a change left the hash as it was");
    };
    changed(&|met| met.meetings[0].chair = Some(number(14)));
    changed(&|met| met.meetings[0].agenda.clear());
    changed(&|met| met.people[0].person = number(14));
    changed(&|met| met.speeches[0].meeting = number(41));
    changed(&|met| met.votes[0].no = 1);
    changed(&|met| met.resolutions[0].owner = Some(number(14)));
    changed(&|met| met.resolutions[0].told_at = None);
    changed(&|met| met.talks[0].talker = number(14));
    changed(&|met| met.talks.clear());
}
