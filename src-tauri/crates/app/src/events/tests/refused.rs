//! What no event may do: a code each, and nothing half done.

use domain::id::Id;
use serde_json::{Value, json};

use super::{Known, known};

#[test]
fn typed_numbers_are_checked_and_a_wrong_one_needs_a_reason() {
    let village = known();
    let person = |number: &str, more: Value| {
        let mut person = json!({ "name": "示例", "id_number": number });
        person.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "household": village.second, "date": "2026-03-03", "person": person })
    };
    assert_eq!(village.refused("move_in", person("999999195003150015", json!({}))), "reason_needed");
    assert_eq!(village.refused("move_in", person("999999195003150014", json!({ "sex": "女" }))), "sex_contradicts_id");
    assert_eq!(
        village.refused("move_in", person("999999195003150014", json!({ "birth": "1951" }))),
        "birth_contradicts_id"
    );
    village.done("move_in", person("999999195003150014", json!({ "birth": "1950.3" })));
    assert_eq!(village.refused("move_in", person("999999195003150014", json!({}))), "number_taken");
    village.done("move_in", person("999999195003150015", json!({ "id_reason": "证件上就是这样" })));
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_half_done() {
    let village = known();
    let Known { first, second, man, wife, son, alone, .. } = &village;
    let refused = |kind: &str, value: Value| village.refused(kind, value);
    assert_eq!(refused("death", json!({ "person": son, "date": "1980-01-01" })), "before_birth");
    assert_eq!(refused("death", json!({ "person": son, "date": "2026-03-21" })), "in_future");
    assert_eq!(refused("death", json!({ "person": son, "date": "昨天" })), "not_a_date");
    assert_eq!(
        refused("death", json!({ "person": man, "date": "2026-03-01", "head": { "person": man } })),
        "head_leaves"
    );
    assert_eq!(
        refused("death", json!({ "person": man, "date": "2026-03-01", "head": { "person": alone } })),
        "not_in_household"
    );
    assert_eq!(
        refused("merge_households", json!({ "household": first, "into": first, "date": "2026-03-01", "persons": [] })),
        "same_household"
    );
    let inside = |person: &Id, relation: &str, household: &Id| json!({ "persons": [{ "person": person, "relation": relation }], "household": household, "date": "2026-03-01" });
    assert_eq!(refused("move_inside", inside(son, "子", first)), "same_household");
    assert_eq!(refused("move_inside", inside(son, "户主", second)), "two_heads");
    assert_eq!(refused("move_inside", inside(son, "不知道是啥", second)), "unknown_relation");
    let all = [man, wife, son].map(|person| json!({ "person": person, "relation": "户主" }));
    assert_eq!(refused("split", json!({ "household": first, "date": "2026-03-01", "persons": all })), "nobody_left");
    assert_eq!(
        refused(
            "split",
            json!({ "household": first, "date": "2026-03-01", "persons": [{ "person": son, "relation": "子" }] })
        ),
        "one_head"
    );
    assert_eq!(refused("close_household", json!({ "household": first, "date": "2026-03-01" })), "not_empty");
    assert_eq!(
        refused("birth", json!({ "household": first, "date": "2026-03-01", "person": { "name": " " } })),
        "needed"
    );
    assert_eq!(
        refused(
            "birth",
            json!({ "household": first, "date": "2026-03-01", "person": { "name": "示例", "relation": "户主" } })
        ),
        "two_heads"
    );
    assert_eq!(refused("found_household", json!({ "how": "期初", "members": [{ "name": "示例" }] })), "opened_already");
    assert_eq!(refused("found_household", json!({ "how": "迁入", "date": "2026-03-01", "members": [] })), "nobody");
    assert_eq!(refused("add_tag", json!({ "person": man, "tag": "残疾人" })), "has_already");
    assert_eq!(refused("merge_persons", json!({ "person": man, "other": man, "date": "2026-03-01" })), "same_person");
    assert_eq!(refused("split_persons", json!({ "person": man, "date": "2026-03-01" })), "not_merged");
    assert_eq!(refused("teleport", json!({})), "usage");
    assert_eq!(refused("death", json!({ "person": man })), "input_fields");
    village.done("move_out", json!({ "persons": [son], "date": "2026-03-01" }));
    assert_eq!(refused("death", json!({ "person": son, "date": "2026-03-02" })), "not_here");
}

#[test]
fn a_refusal_of_fields_says_what_is_missing_or_expected_and_nothing_that_was_typed() {
    let hint = |kind: &str, value: Value| crate::events::read(kind, value).unwrap_err().hint.unwrap();
    assert_eq!(hint("death", json!({ "date": "2026-03-01" })), "missing field `person`");
    let typed = json!({ "date": "2026-03-01", "kind": "入户", "outcome": "见到", "satisfied": "张三, expected 李四" });
    assert_eq!(hint("visit", typed), "expected a boolean");
    let strange = hint("visit", json!({ "张三": 1 }));
    assert!(strange.starts_with("expected one of `household`") && !strange.contains("张三"), "{strange}");
}
