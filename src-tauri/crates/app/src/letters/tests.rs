use serde_json::json;

use super::*;
use crate::testing::{Village, open};
use domain::organisation::RoleKind;

#[test]
fn every_group_stands_in_the_list_and_is_scored_once_all_its_targets_are() {
    let mut village = Village::opened("2025-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let home = village.household(grids[0]);
    let leader = village.head(home);
    village.name(leader, "示例组长");
    village.role(leader, grids[0], RoleKind::Leader);
    let opened = open(&village.rows, "2026-03-20");
    let done = |kind: &str, value| {
        crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
    };
    let list = letters(&opened.session, None).unwrap();
    assert_eq!((list.year, list.rows.len(), list.years.as_slice()), (2026, 2, &[2027, 2026][..]));
    assert!(list.rows.iter().all(|row| row.id.is_none()));
    assert_eq!((list.rows[0].leader.as_deref(), list.rows[1].leader.as_deref()), (Some("示例组长"), None));

    done("draft_letters", json!({ "year": 2026 }));
    let list = letters(&opened.session, Some(2026)).unwrap();
    assert!(list.rows.iter().all(|row| row.id.is_some() && row.points == "100" && row.signed_on.is_none()));
    let id = list.rows[0].id.clone().unwrap();
    done("sign_letter", json!({ "letter": id, "date": "2026-01-10" }));
    let view = letter(&opened.session, &id).unwrap();
    let score = |count: usize| {
        let given = view.items[..count].iter().map(|item| json!({ "item": item.id, "score": item.points }));
        json!({ "letter": id, "items": given.collect::<Vec<_>>() })
    };
    done("score_letter", score(3));
    assert_eq!(letter(&opened.session, &id).unwrap().letter.score, None, "not before all targets are");
    done("score_letter", score(view.items.len()));
    let view = letter(&opened.session, &id).unwrap();
    assert_eq!((view.letter.score.as_deref(), view.letter.own_score), (Some("100"), None));
    assert!(view.village.contains("村党组织") && view.group.contains("网格党小组"));
    assert_eq!(letters(&opened.session, None).unwrap().rows[1].signed_on, None, "the other group's stays a draft");
}
