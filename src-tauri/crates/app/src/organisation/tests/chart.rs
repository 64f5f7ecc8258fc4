//! 组织架构图: what stands in its boxes, and that it fits its pages.

use domain::document::{Block, Line, Node};
use domain::organisation::StationRole;
use domain::register::Rows;
use serde_json::json;

use super::known;
use crate::forms::{self, FormRequest};
use crate::testing::{Opened, open, open_as};

/// Names and facts of the boxes of a chart, as deep as they stand.
fn chart(opened: &Opened, request: FormRequest) -> Vec<Vec<(usize, String, Vec<String>)>> {
    let request = FormRequest { form: "organisation_chart".to_owned(), ..request };
    let document = forms::build(&opened.session, &request).unwrap().remove(0);
    let trees = document.blocks.iter().filter_map(|block| match block {
        Block::Tree(tree) => Some(tree),
        _ => None,
    });
    let node = |(depth, node): (usize, &Node)| (depth, node.name.plain(), node.facts.iter().map(Line::plain).collect());
    trees.map(|tree| tree.outline().into_iter().map(node).collect()).collect()
}

#[test]
fn the_chart_has_leader_and_number_in_every_box() {
    let known = known();
    let town = known.found("镇党委", "示例镇党委");
    let song = known.found("社会组织", "歌舞协会");
    let village = known.unit(&song).parent.unwrap().to_string();
    known.done("move_unit", json!({ "unit": village, "parent": town }));
    for group in &known.groups {
        known.done("move_unit", json!({ "unit": group, "parent": village }));
    }
    let give = |unit: &str, person: &str, kind: &str| {
        known.done("assign_role", json!({ "person": person, "unit": unit, "kind": kind }))
    };
    give(&known.groups[0], &known.member, "党小组组长");
    give(&known.groups[0], &known.other, "党小组成员");
    give(&known.groups[0], &known.other, "队长");
    give(&song, &known.other, "负责人");
    let all = chart(&known.opened, FormRequest::default());
    let boxes: Vec<(usize, &str, Vec<&str>)> = all[0]
        .iter()
        .map(|(depth, name, facts)| (*depth, name.as_str(), facts.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(boxes[0], (0, "示例镇党委", vec!["", ""]));
    assert_eq!((boxes[1].0, boxes[1].2.clone()), (1, vec!["", "党员 1 人"]));
    assert_eq!(
        boxes[2..],
        [
            (2, "歌舞协会", vec!["负责人 示例村民", ""]),
            (2, "第一网格党小组", vec!["组长 示例党员", "成员 2 人"]),
            (3, "志愿者服务队", vec!["队长 示例村民", "1 人"]),
            (2, "第二网格党小组", vec!["", ""]),
        ]
    );
    let one = chart(&known.opened, FormRequest { grid: Some("2".to_owned()), ..FormRequest::default() });
    let names: Vec<&str> = one[0].iter().map(|(_, name, _)| name.as_str()).collect();
    assert!(names.contains(&"第二网格党小组") && !names.contains(&"第一网格党小组"), "{names:?}");
    let before = chart(&known.opened, FormRequest { month: Some("2026-02".to_owned()), ..FormRequest::default() });
    assert_eq!(before[0].len(), all[0].len(), "nothing was founded since");
    assert_eq!(chart(&known.opened, FormRequest { blank: true, ..FormRequest::default() })[0].len(), 12);
}

#[test]
fn the_chart_of_a_sample_fits_its_pages() {
    for (grids, pages) in [(1, 1), (8, 1), (20, 1), (33, 3)] {
        let opened = open(&Rows::default(), "2026-03-20");
        crate::sample::sample(&opened.session, grids, grids * 6, 1, 7).unwrap();
        let request = FormRequest { form: "organisation_chart".to_owned(), ..FormRequest::default() };
        let made = forms::pdf(&opened.session, &request).unwrap();
        assert_eq!(made.pages, pages, "{grids} grids");
        assert!(made.rows > grids as usize * 2, "{grids}: {}", made.rows);
        let groups: usize = chart(&opened, FormRequest::default())
            .iter()
            .flatten()
            .filter(|(_, name, _)| name.ends_with("党小组"))
            .count();
        assert_eq!(groups, grids as usize);
        assert!(!forms::xlsx(&opened.session, &request).unwrap().bytes.is_empty());
    }
}

#[test]
fn a_grids_own_chart_has_its_group_and_volunteers() {
    let opened = open_as(StationRole::Grid, "第一网格", &Rows::default(), "2026-03-20");
    crate::sample::sample(&opened.session, 1, 30, 1, 7).unwrap();
    let boxes = chart(&opened, FormRequest::default()).remove(0);
    assert!(
        boxes.iter().any(|(_, name, facts)| name == "第一网格党小组" && facts[0].starts_with("组长 ")),
        "{boxes:?}"
    );
    assert!(
        boxes.iter().any(|(_, name, facts)| name.ends_with("志愿者服务队") && facts[0].starts_with("队长 ")),
        "{boxes:?}"
    );
}
