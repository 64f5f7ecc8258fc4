//! Posts, claims, commitments and their steps: recorded, corrected, refused, taken back.

use domain::commitment::{Claim, Commitment, CommitmentStep, CommitmentStepKind, Post};
use serde_json::{Value, json};
use store::Row;

use super::{Known, known};
use crate::content_hash::content_hash;
use crate::history::{redo, undo};

fn all<T: Row>(village: &Known) -> Vec<T> {
    village.opened.session.read(|reader| Ok(reader.all()?)).unwrap()
}

fn with(mut value: Value, more: &Value) -> Value {
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    value
}

fn post(village: &Known, kind: &str) -> String {
    village.done("add_post", json!({ "post_kind": kind, "date": "2026-01-05" })).id
}

fn promise(village: &Known, more: &Value) -> Value {
    with(json!({ "person": village.man, "text": "包一条街保持干净", "due": "2026-12", "date": "2026-01-12" }), more)
}

fn step(commitment: &str, step: &str, date: &str, more: &Value) -> Value {
    with(json!({ "commitments": [commitment], "step": step, "date": date }), more)
}

/// A commitment of the man's, published on 10 February.
fn published(village: &Known) -> String {
    let made = village.done("commit", promise(village, &json!({}))).id;
    village.done("commitment_step", step(&made, "审诺", "2026-01-20", &json!({ "passed": true })));
    village.done("commitment_step", step(&made, "公示", "2026-02-10", &json!({})));
    made
}

#[test]
fn a_post_begins_with_what_the_pack_says_and_may_be_any_other() {
    let village = known();
    post(&village, "环境卫生");
    village.done("add_post", json!({ "post_kind": "水库看护" }));
    let mut rows: Vec<Post> = all(&village);
    rows.sort_by_key(|row| row.kind != "环境卫生");
    let pack = &crate::standard::shipped().unwrap().posts;
    let usual = pack.iter().find(|post| post.kind == "环境卫生").unwrap();
    assert_eq!(rows[0].name, usual.name);
    assert_eq!(rows[0].duty.as_ref(), Some(&usual.duty));
    assert_eq!((rows[1].name.as_str(), rows[1].duty.as_ref()), ("水库看护岗", None));
    assert!(rows.iter().all(|row| row.unit.is_some()), "they belong to the only party group");

    let everything: Vec<&str> = pack.iter().map(|post| post.kind.as_str()).collect();
    village.done("set_posts", json!({ "kinds": everything }));
    assert_eq!(all::<Post>(&village).len(), pack.len() + 1, "the one that was there already stays alone");
    assert_eq!(pack.len(), 13);
    assert_eq!(village.refused("set_posts", json!({ "kinds": everything })), "has_already");
    assert_eq!(village.refused("set_posts", json!({ "kinds": [] })), "needed");
    assert_eq!(village.refused("set_posts", json!({ "kinds": ["水库看护"] })), "unknown_kind");
    assert_eq!(village.refused("add_post", json!({ "post_kind": " " })), "needed");
    assert_eq!(village.refused("add_post", json!({ "post_kind": "环境卫生" })), "has_already");
    assert_eq!(village.refused("add_post", json!({ "post_kind": "看水", "date": "2026-03-21" })), "in_future");
    assert_eq!(village.refused("add_post", json!({ "post_kind": "看水", "grid": village.man })), "not_found");
    let row = rows[0].id;
    assert_eq!(village.refused("edit_post", json!({ "post": row, "name": "水库看护岗" })), "has_already");
    assert_eq!(village.refused("edit_post", json!({ "post": row, "post_kind": "" })), "needed");
    village.done("edit_post", json!({ "post": row, "name": "街巷保洁岗", "duty": "" }));
    let row = all::<Post>(&village).into_iter().find(|post| post.id == row).unwrap();
    assert_eq!((row.kind.as_str(), row.name.as_str(), row.duty), ("环境卫生", "街巷保洁岗", None));
}

#[test]
fn two_of_the_same_in_one_list_are_refused() {
    let village = known();
    assert_eq!(village.refused("set_posts", json!({ "kinds": ["环境卫生", "环境卫生"] })), "twice");
    let made = village.done("commit", promise(&village, &json!({}))).id;
    let again = json!({ "commitments": [made, made], "step": "审诺", "date": "2026-01-20", "passed": true });
    assert_eq!(village.refused("commitment_step", again), "step_not_allowed");
    assert_eq!(all::<CommitmentStep>(&village).len(), 1, "nothing is half done");
    undo(&village.opened.session, None).unwrap();
    let public = published(&village);
    let again = json!({ "commitments": [public, public], "step": "践诺", "date": "2026-02-20" });
    assert_eq!(village.refused("commitment_step", again), "twice");
}

#[test]
fn only_who_belongs_to_the_party_or_its_group_on_that_day_claims_and_commits() {
    let village = known();
    let cleaning = post(&village, "环境卫生");
    let claim = |person, date: &str| json!({ "post": cleaning, "person": person, "date": date });
    assert_eq!(village.refused("claim_post", claim(village.wife, "2026-02-01")), "not_a_member");
    let hers = promise(&village, &json!({ "person": village.wife, "date": "2026-02-01" }));
    assert_eq!(village.refused("commit", hers.clone()), "not_a_member");
    village.done("party", json!({ "person": village.wife, "member": "预备", "date": "2026-02-01" }));
    assert_eq!(village.refused("claim_post", claim(village.wife, "2026-01-31")), "not_a_member");
    village.done("claim_post", claim(village.wife, "2026-02-01"));
    village.done("commit", hers);
    village.done("claim_post", claim(village.man, "2026-01"));
    assert_eq!(all::<Claim>(&village).len(), 2, "several people for one post");
}

#[test]
fn nobody_claims_the_same_post_twice_at_a_time_or_a_post_that_is_not_there() {
    let village = known();
    let (cleaning, peace) = (post(&village, "环境卫生"), post(&village, "纠纷调解"));
    let claim = |post: &str, date: &str| json!({ "post": post, "person": village.man, "date": date });
    assert_eq!(village.refused("claim_post", claim(&cleaning, "2026-01-04")), "post_not_open");
    let first = village.done("claim_post", claim(&cleaning, "2026-01-10")).id;
    village.done("claim_post", claim(&peace, "2026-01-10"));
    assert_eq!(village.refused("claim_post", claim(&cleaning, "2026-02-10")), "has_already");
    assert_eq!(village.refused("claim_post", claim(&cleaning, "2026-01-06")), "has_already");
    assert_eq!(village.refused("claim_post", claim(&cleaning, "2026-03-21")), "in_future");
    assert_eq!(village.refused("claim_post", json!({ "post": village.man, "person": village.man })), "not_found");
    assert_eq!(village.refused("claim_post", json!({ "post": peace, "person": peace })), "not_found");
    assert_eq!(village.refused("end_claim", json!({ "claim": first, "date": "2026-01-09" })), "ends_before_start");
    village.done("end_claim", json!({ "claim": first, "date": "2026-02-01" }));
    assert_eq!(village.refused("end_claim", json!({ "claim": first, "date": "2026-02-02" })), "ended_already");
    let again = village.done("claim_post", claim(&cleaning, "2026-02-01")).id;
    village.done("edit_claim", json!({ "claim": again, "performance": "每周清扫", "appraisal": "称职", "remark": "" }));
    let row = all::<Claim>(&village).into_iter().find(|claim| claim.id.to_string() == again).unwrap();
    assert_eq!((row.performance.as_deref(), row.appraisal.as_deref()), (Some("每周清扫"), Some("称职")));

    assert_eq!(village.refused("end_post", json!({ "post": cleaning })), "still_used");
    village.done("end_post", json!({ "post": cleaning, "date": "2026-03-01" }));
    assert!(all::<Claim>(&village).iter().all(|claim| claim.to.is_some() || claim.post.to_string() == peace));
    assert_eq!(village.refused("claim_post", claim(&cleaning, "2026-02-10")), "post_not_open");
    village.done("end_claim", json!({ "claim": again }));
    let free = village.done("add_post", json!({ "post_kind": "看水" })).id;
    village.done("end_post", json!({ "post": free }));
    assert_eq!((all::<Claim>(&village).len(), all::<Post>(&village).len()), (2, 2), "mistakes are gone");
}

#[test]
fn a_commitment_is_one_a_person_and_year_and_is_for_a_post_that_its_person_claims() {
    let village = known();
    let (cleaning, peace) = (post(&village, "环境卫生"), post(&village, "纠纷调解"));
    village.done("claim_post", json!({ "post": cleaning, "person": village.man, "date": "2026-01-06" }));
    let refused = |more: Value| village.refused("commit", promise(&village, &more));
    assert_eq!(refused(json!({ "post": peace })), "not_claimed");
    assert_eq!(refused(json!({ "text": " " })), "needed");
    assert_eq!(refused(json!({ "date": "2026-03-21" })), "in_future");
    assert_eq!(refused(json!({ "date": "2026-01" })), "day_needed");
    assert_eq!(refused(json!({ "due": "2026-01-11" })), "due_before_made");
    assert_eq!(refused(json!({ "due": "年底" })), "not_a_date");
    assert_eq!(refused(json!({ "year": 2024 })), "other_year");
    assert_eq!(refused(json!({ "year": 2028 })), "other_year");
    assert_eq!(refused(json!({ "person": village.first })), "not_found");
    let made = village.done("commit", promise(&village, &json!({}))).id;
    let row = all::<Commitment>(&village).remove(0);
    assert_eq!((row.post.map(|post| post.to_string()), row.year), (Some(cleaning), 2026), "their only post is meant");
    assert_eq!(refused(json!({})), "has_already");
    village.done("commit", promise(&village, &json!({ "year": 2027 })));

    let edit = |more: Value| with(json!({ "commitment": made }), &more);
    assert_eq!(village.refused("edit_commitment", edit(json!({ "post": peace }))), "not_claimed");
    assert_eq!(village.refused("edit_commitment", edit(json!({ "text": "" }))), "needed");
    assert_eq!(village.refused("edit_commitment", edit(json!({ "due": "2025" }))), "due_before_made");
    village.done("edit_commitment", edit(json!({ "post": "", "measures": "每周五清扫", "due": "2026-01" })));
    let row: Vec<Commitment> = all(&village);
    let row = row.iter().find(|row| row.id.to_string() == made).unwrap();
    assert_eq!((row.post, row.measures.as_deref(), row.due), (None, Some("每周五清扫"), "2026-01".parse().ok()));
}

#[test]
fn a_commitment_goes_through_its_five_steps_and_a_step_out_of_turn_is_refused() {
    let village = known();
    let made = village.done("commit", promise(&village, &json!({}))).id;
    let refused =
        |name: &str, date: &str, more: Value| village.refused("commitment_step", step(&made, name, date, &more));
    let done = |name: &str, date: &str, more: Value| village.done("commitment_step", step(&made, name, date, &more));
    for name in ["提诺", "公示", "践诺", "评诺"] {
        assert_eq!(refused(name, "2026-01-20", json!({})), "step_not_allowed", "{name}");
    }
    assert_eq!(refused("审诺", "2026-01-20", json!({})), "needed");
    assert_eq!(refused("审诺", "2026-01-11", json!({ "passed": true })), "before_made");
    assert_eq!(refused("审诺", "2026-01", json!({ "passed": true })), "day_needed");
    assert_eq!(refused("审诺", "2026-03-21", json!({ "passed": true })), "in_future");
    assert_eq!(refused("点赞", "2026-01-20", json!({})), "unknown_step");
    done("审诺", "2026-01-20", json!({ "passed": false, "note": "写具体些" }));
    done("提诺", "2026-01-22", json!({}));
    assert_eq!(refused("审诺", "2026-01-21", json!({ "passed": true })), "before_last_step");
    done("审诺", "2026-01-22", json!({ "passed": true, "note": "同意" }));
    assert_eq!(refused("公示", "2026-02-10", json!({ "passed": true })), "no_verdict");
    done("公示", "2026-02-10", json!({}));
    assert_eq!(refused("践诺", "2026-01-11", json!({ "passed": true })), "before_made", "finished before it was made");
    done("践诺", "2026-02-20", json!({ "note": "扫了两次" }));
    done("践诺", "2026-03-01", json!({ "passed": true }));
    assert_eq!(refused("践诺", "2026-03-02", json!({})), "step_not_allowed");
    done("评诺", "2026-03-10", json!({ "note": "群众满意" }));
    for name in ["提诺", "审诺", "公示", "践诺", "评诺"] {
        assert_eq!(refused(name, "2026-03-11", json!({})), "step_not_allowed", "{name}");
    }
    let mut steps: Vec<CommitmentStep> = all(&village);
    steps.sort_by_key(|step| step.n);
    let names: Vec<&str> = steps.iter().map(|step| step.step.word()).collect();
    assert_eq!(names, ["提诺", "审诺", "提诺", "审诺", "公示", "践诺", "践诺", "评诺"]);
    assert_eq!(
        village.refused("commitment_step", json!({ "commitments": [], "step": "公示", "date": "2026-03-01" })),
        "nobody"
    );
}

#[test]
fn what_is_public_is_neither_changed_nor_taken_out() {
    let village = known();
    let made = published(&village);
    assert_eq!(village.refused("edit_commitment", json!({ "commitment": made, "text": "别的" })), "published");
    assert_eq!(village.refused("drop_commitment", json!({ "commitment": made })), "published");
    undo(&village.opened.session, None).unwrap();
    village.done("edit_commitment", json!({ "commitment": made, "text": "别的" }));
    village.done("drop_commitment", json!({ "commitment": made }));
    assert!(all::<Commitment>(&village).is_empty() && all::<CommitmentStep>(&village).is_empty());
    village.done("commit", promise(&village, &json!({})));
}

#[test]
fn the_same_step_for_many_is_one_operation_and_all_of_them_or_none() {
    let village = known();
    village.done("party", json!({ "person": village.alone, "member": "正式" }));
    let one = village.done("commit", promise(&village, &json!({}))).id;
    let two = village.done("commit", promise(&village, &json!({ "person": village.alone, "date": "2026-01-25" }))).id;
    let both = |date: &str| json!({ "commitments": [one, two], "step": "审诺", "date": date, "passed": true });
    let failure = village.tried("commitment_step", both("2026-01-20")).unwrap_err();
    assert_eq!((failure.code.as_str(), failure.field.as_deref()), ("before_made", Some("date")));
    assert_eq!(failure.hint, Some(two.clone()), "which of them stands in the way");
    assert_eq!(all::<CommitmentStep>(&village).len(), 2, "nothing is half done");
    village.done("commitment_step", both("2026-01-26"));
    undo(&village.opened.session, None).unwrap();
    assert_eq!(all::<CommitmentStep>(&village).len(), 2);
    redo(&village.opened.session).unwrap();
    let reviewed = |row: &&CommitmentStep| row.step == CommitmentStepKind::Reviewed;
    assert_eq!(all::<CommitmentStep>(&village).iter().filter(reviewed).count(), 2);
}

#[test]
fn who_dies_or_moves_away_claims_no_longer_and_keeps_nothing_any_more() {
    let village = known();
    let cleaning = post(&village, "环境卫生");
    village.done("claim_post", json!({ "post": cleaning, "person": village.man, "date": "2026-01-06" }));
    let made = published(&village);
    village.done("death", json!({ "person": village.man, "date": "2026-03-01", "head": { "person": village.wife } }));
    assert_eq!(all::<Claim>(&village)[0].to, "2026-03-01".parse().ok());
    assert_eq!(village.refused("commitment_step", step(&made, "践诺", "2026-03-02", &json!({}))), "not_here_then");
    village.done("commitment_step", step(&made, "践诺", "2026-02-28", &json!({})));
    village.done("commitment_step", step(&made, "评诺", "2026-03-10", &json!({})));
    let late = |date: &str| promise(&village, &json!({ "date": date, "year": 2027 }));
    assert_eq!(village.refused("commit", late("2026-03-05")), "not_here_then");
    assert_eq!(
        village.refused("commit", late("2026-02-05")),
        "not_here",
        "nobody commits themselves after their death"
    );
    let claim = json!({ "post": cleaning, "person": village.man, "date": "2026-02-05" });
    assert_eq!(village.refused("claim_post", claim), "not_here");
}

#[test]
fn a_merged_record_brings_its_posts_and_its_commitment_of_the_year() {
    let village = known();
    let twin = json!({ "name": "示例重", "relation": "其他", "sex": "男" });
    let twin =
        village.done("found_late", json!({ "household": village.second, "date": "2026-01-02", "person": twin })).id;
    village.done("party", json!({ "person": twin, "member": "正式" }));
    let cleaning = post(&village, "环境卫生");
    village.done("claim_post", json!({ "post": cleaning, "person": twin, "date": "2026-01-06" }));
    let made = village.done("commit", promise(&village, &json!({ "person": twin }))).id;
    let merge = json!({ "person": village.man, "other": twin, "date": "2026-02-01" });
    village.done("merge_persons", merge);
    let running: Vec<Claim> = all::<Claim>(&village).into_iter().filter(|claim| claim.to.is_none()).collect();
    assert_eq!(running.iter().map(|claim| claim.person).collect::<Vec<_>>(), [village.man]);
    assert_eq!(all::<Commitment>(&village)[0].person.to_string(), twin, "it stays with the record it was made with");
    assert_eq!(village.refused("commit", promise(&village, &json!({ "date": "2026-02-10" }))), "has_already");
    village.done("edit_commitment", json!({ "commitment": made, "post": cleaning }));
    village.done("commitment_step", step(&made, "审诺", "2026-02-10", &json!({ "passed": true })));
    village.done("commitment_step", step(&made, "公示", "2026-02-11", &json!({})));
    village.done("commitment_step", step(&made, "践诺", "2026-02-12", &json!({})));

    village.done("split_persons", json!({ "person": twin, "date": "2026-03-01", "relation": "其他" }));
    village.done("commit", promise(&village, &json!({ "date": "2026-03-02" })));
    let running = all::<Claim>(&village).into_iter().filter(|claim| claim.to.is_none());
    assert_eq!(running.map(|claim| claim.person.to_string()).collect::<Vec<_>>(), [twin], "and it goes back with it");
}

#[test]
fn every_step_says_something_and_all_of_them_are_taken_back() {
    let village = known();
    let hash = || content_hash(&village.opened.session).unwrap();
    let mut hashes = vec![hash()];
    let mut done = |kind: &str, value: Value| {
        let id = village.done(kind, value).id;
        hashes.push(hash());
        id
    };
    let cleaning = done("add_post", json!({ "post_kind": "环境卫生" }));
    done("edit_post", json!({ "post": cleaning, "duty": "清扫" }));
    let claim = done("claim_post", json!({ "post": cleaning, "person": village.man }));
    done("edit_claim", json!({ "claim": claim, "performance": "每周清扫" }));
    let made = done("commit", promise(&village, &json!({})));
    done("edit_commitment", json!({ "commitment": made, "measures": "每周五" }));
    done("commitment_step", step(&made, "审诺", "2026-01-20", &json!({ "passed": true })));
    done("commitment_step", step(&made, "公示", "2026-02-10", &json!({})));
    done("commitment_step", step(&made, "践诺", "2026-02-20", &json!({ "passed": true })));
    done("commitment_step", step(&made, "评诺", "2026-03-01", &json!({ "note": "满意" })));
    done("end_claim", json!({ "claim": claim, "date": "2026-03-10" }));
    done("end_post", json!({ "post": cleaning, "date": "2026-03-11" }));
    assert_eq!(hashes.iter().collect::<std::collections::HashSet<_>>().len(), 13, "each of them says something");
    for back in hashes.iter().rev().skip(1) {
        undo(&village.opened.session, None).unwrap();
        assert_eq!(hash(), *back);
    }
    assert_eq!(village.found(), [""; 0]);
}
