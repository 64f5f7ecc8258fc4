use domain::id::Id;
use domain::organisation::RoleKind;
use domain::person::MemberKind;
use serde_json::{Value, json};

use super::*;
use crate::failure::Failure;
use crate::registers::RegisterQuery;
use crate::testing::{Opened, Village, open};

/// First grid: the group's leader, a member of the group, a party member. Second grid: a party member, and somebody who
/// is none.
struct Known {
    opened: Opened,
    grids: [Id; 2],
    people: [Id; 5],
}

const NAMES: [&str; 5] = ["示例组长", "示例成员", "示例党员", "示例二格", "示例群众"];

fn known() -> Known {
    let mut village = Village::opened("2025-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let homes = grids.map(|grid| village.household(grid));
    // In the order of rows: who leads the list comes last.
    let party = village.head(homes[0]);
    let people =
        [village.person(homes[0]), village.person(homes[0]), party, village.head(homes[1]), village.person(homes[1])];
    for (person, name) in people.into_iter().zip(NAMES) {
        village.name(person, name);
    }
    village.role(people[1], grids[0], RoleKind::Member);
    village.role(people[0], grids[0], RoleKind::Leader);
    village.member(people[2], MemberKind::Full, None);
    village.member(people[3], MemberKind::Probationary, None);
    village.role(people[4], grids[1], RoleKind::Volunteer);
    Known { opened: open(&village.rows, "2026-03-20"), grids, people }
}

impl Known {
    fn done(&self, kind: &str, value: Value) -> String {
        crate::events::record(&self.opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
    }

    fn made(&self, who: usize, date: &str) -> String {
        let value = json!({ "person": self.people[who], "text": "包一条街", "due": "2026-02", "date": date });
        self.done("commit", value)
    }

    fn step(&self, of: &str, step: &str, date: &str, passed: Option<bool>) {
        let value = json!({ "commitments": [of], "step": step, "date": date, "passed": passed });
        self.done("commitment_step", value);
    }

    fn asked(&self, query: CommitmentQuery) -> Result<CommitmentList> {
        commitments(&self.opened.session, &CommitmentQuery { limit: 50, ..query })
    }

    fn list(&self, query: CommitmentQuery) -> Vec<(String, &'static str, &'static str)> {
        let list = self.asked(query).unwrap();
        let state = |row: &MemberRow| row.commitment.as_ref().map_or(WITHOUT, |made| made.state);
        list.rows.iter().map(|row| (row.name.clone(), row.role, state(row))).collect()
    }
}

fn names(list: Vec<(String, &'static str, &'static str)>) -> Vec<String> {
    list.into_iter().map(|(name, ..)| name).collect()
}

#[test]
fn every_member_stands_in_the_list_with_a_commitment_or_without() {
    let known = known();
    known.made(2, "2026-01-10");
    let list = known.list(CommitmentQuery::default());
    let expected = [
        ("示例组长", "党小组组长", "未承诺"),
        ("示例成员", "党小组成员", "未承诺"),
        ("示例党员", "党员", "待审诺"),
        ("示例二格", "党员", "未承诺"),
    ];
    assert_eq!(list, expected.map(|(name, role, state)| (name.to_owned(), role, state)));
    let page = known.asked(CommitmentQuery { offset: 1, limit: 2, ..CommitmentQuery::default() }).unwrap();
    assert_eq!((page.total, page.year, page.as_of.as_str()), (4, 2026, "2026-03-20"));
    let counts: Vec<(&str, u32)> = page.states.iter().map(|one| (one.only, one.count)).collect();
    assert_eq!(counts, [("未认岗", 4), ("未承诺", 3), ("待审诺", 1)]);
}

#[test]
fn the_list_is_narrowed_by_year_grid_state_and_words() {
    let known = known();
    known.made(2, "2026-01-10");
    known.made(3, "2026-01-11");
    let old = known.made(0, "2025-12-20");
    let post = known.done("add_post", json!({ "post_kind": "环境卫生", "grid": known.grids[0] }));
    known.done("claim_post", json!({ "post": post, "person": known.people[1] }));
    let ask = |only: &str| CommitmentQuery { only: Some(only.to_owned()), ..CommitmentQuery::default() };
    assert_eq!(names(known.list(ask("待审诺"))), ["示例党员", "示例二格"]);
    assert_eq!(names(known.list(ask("未承诺"))), ["示例组长", "示例成员"]);
    assert_eq!(names(known.list(ask("未认岗"))), ["示例组长", "示例党员", "示例二格"]);
    let second = || CommitmentQuery { grid: Some("第二网格".to_owned()), ..CommitmentQuery::default() };
    assert_eq!(names(known.list(second())), ["示例二格"]);
    let said = |text: &str| CommitmentQuery { text: Some(text.to_owned()), ..CommitmentQuery::default() };
    assert_eq!(names(known.list(said("一条街"))), ["示例党员", "示例二格"]);
    assert_eq!(names(known.list(said("环境卫生岗"))), ["示例成员"]);
    let last = known.asked(CommitmentQuery { year: Some(2025), ..ask("待审诺") }).unwrap();
    assert_eq!((last.as_of.as_str(), last.rows[0].id.clone()), ("2025-12-31", old));
    assert_eq!(choices(&known.opened.session).unwrap().years, [2027, 2026, 2025]);
    let refused = |query| known.asked(query).map_err(|failure: Failure| (failure.code, failure.field)).unwrap_err();
    assert_eq!(refused(ask("睡着")), ("unknown_state".to_owned(), Some("only".to_owned())));
    assert_eq!(refused(CommitmentQuery { grid: Some("九".to_owned()), ..ask("待审诺") }).0, "not_found");
}

#[test]
fn the_five_steps_are_marked_done_next_or_still_to_come() {
    let known = known();
    let made = known.made(2, "2026-01-10");
    let marks = || {
        let view = commitment(&known.opened.session, &made).unwrap();
        let row = view.member.commitment.unwrap();
        (row.steps.iter().map(|step| step.state).collect::<Vec<_>>(), row.next, row.late, view.private)
    };
    use StepState::{Back, Doing, Done, Later, Next};
    assert_eq!(marks(), (vec![Done, Next, Later, Later, Later], vec!["审诺"], true, true));
    known.step(&made, "审诺", "2026-01-15", Some(false));
    assert_eq!(marks().0, [Next, Back, Later, Later, Later]);
    known.step(&made, "提诺", "2026-01-16", None);
    known.step(&made, "审诺", "2026-01-17", Some(true));
    assert_eq!(marks().0, [Done, Done, Next, Later, Later]);
    known.step(&made, "公示", "2026-02-01", None);
    known.step(&made, "践诺", "2026-02-10", None);
    assert_eq!(marks(), (vec![Done, Done, Done, Doing, Next], vec!["践诺", "评诺"], true, false));
    known.step(&made, "践诺", "2026-03-10", Some(true));
    assert_eq!(marks(), (vec![Done, Done, Done, Done, Next], vec!["评诺"], false, false), "done is not late");
    known.step(&made, "评诺", "2026-03-12", None);
    assert_eq!(marks().0, [Done; 5]);
    let view = commitment(&known.opened.session, &made).unwrap();
    assert_eq!(view.taken.len(), 8);
    assert_eq!(view.member.commitment.unwrap().done_on.as_deref(), Some("2026-03-10"));
    assert_eq!(commitment(&known.opened.session, &known.people[0].to_string()).unwrap_err().code, "not_found");
}

#[test]
fn who_is_gone_keeps_their_place_among_those_who_committed_themselves_and_in_no_other() {
    let known = known();
    known.made(2, "2026-01-10");
    let post = known.done("add_post", json!({ "post_kind": "环境卫生", "grid": known.grids[0] }));
    known.done("claim_post", json!({ "post": post, "person": known.people[2] }));
    known.done("move_out", json!({ "persons": [known.people[2], known.people[1]], "date": "2026-03-01" }));
    let list = known.list(CommitmentQuery { grid: Some("第一网格".to_owned()), ..CommitmentQuery::default() });
    assert_eq!(list, [("示例组长".to_owned(), "党小组组长", "未承诺"), ("示例党员".to_owned(), "", "待审诺")]);
    let only = CommitmentQuery { only: Some(WITHOUT_POST.to_owned()), ..CommitmentQuery::default() };
    assert_eq!(names(known.list(only)), ["示例组长", "示例二格"], "nobody asks a post of who is gone");
}

#[test]
fn two_records_of_one_member_are_one_row_from_their_merge_on() {
    let known = known();
    known.made(3, "2026-01-10");
    known.done("merge_persons", json!({ "person": known.people[2], "other": known.people[3], "date": "2026-02-01" }));
    let first: Vec<_> = known.list(CommitmentQuery::default()).into_iter().filter(|row| row.1 == "党员").collect();
    assert_eq!(first, [("示例党员".to_owned(), "党员", "待审诺")], "what the other record promised, the kept one did");
    let old = CommitmentQuery { year: Some(2025), ..CommitmentQuery::default() };
    assert_eq!(known.list(old).len(), 4, "the year before they were still two");
}

#[test]
fn posts_stand_in_the_order_of_the_pack_with_who_claims_them() {
    let known = known();
    let add = |kind: &str, grid: usize| known.done("add_post", json!({ "post_kind": kind, "grid": known.grids[grid] }));
    add("纠纷调解", 1);
    let cleaning = add("环境卫生", 0);
    let science = add("科技示范", 0);
    known.done("add_post", json!({ "post_kind": "水库看护" }));
    let claim = known.done("claim_post", json!({ "post": cleaning, "person": known.people[2], "date": "2026-01-06" }));
    let ask = |query: RegisterQuery| posts(&known.opened.session, &RegisterQuery { limit: 50, ..query }).unwrap();
    let names = |page: crate::history::Page<PostRow>| page.rows.into_iter().map(|row| row.name).collect::<Vec<_>>();
    let page = ask(RegisterQuery::default());
    assert_eq!(page.rows[0].group, None, "of the whole village");
    assert_eq!(page.rows[2].claims[0].name, "示例党员");
    assert_eq!(names(page), ["水库看护岗", "科技示范岗", "环境卫生岗", "纠纷调解岗"]);
    let said = |text: &str| RegisterQuery { text: Some(text.to_owned()), ..RegisterQuery::default() };
    assert_eq!(names(ask(said("示例党员"))), ["环境卫生岗"], "found by who claims it");
    known.done("end_claim", json!({ "claim": claim, "date": "2026-03-01" }));
    known.done("end_post", json!({ "post": science, "date": "2026-03-01" }));
    assert_eq!(ask(RegisterQuery::default()).total, 3);
    assert!(ask(said("环境")).rows[0].claims.is_empty());
    let ended = ask(RegisterQuery { ended: true, ..said("环境") });
    assert_eq!(ended.rows[0].claims[0].to.as_deref(), Some("2026-03-01"));
    assert_eq!(ask(RegisterQuery { ended: true, ..RegisterQuery::default() }).total, 4);
}
