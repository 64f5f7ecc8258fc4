//! Clause 3.3: volunteers and what they take on.

use domain::document::Cell;

use super::clause_2::team;
use super::{Fact, cell, chart, held};

pub(super) const FACTS: &[Fact] = &[
    ("3.3-led", |opened| {
        team(opened);
        let boxes = chart(opened);
        let at = boxes.iter().position(|(_, name, _)| name == "示例服务队").unwrap();
        assert_eq!((boxes[at - 1].1.as_str(), boxes[at].2[0].as_str()), ("第一网格党小组", "队长 示例成员"));
    }),
    ("3.3-volunteers", |opened| assert_eq!(cell(&held(opened, "volunteer_roster"), 11), "2.5")),
    ("3.3-training", |opened| {
        let record = held(opened, "activity_record");
        let row: Vec<String> = record.tables().next().unwrap().rows[0].0.iter().map(Cell::plain).collect();
        assert!(record.title.contains("培训") && row.contains(&"2.5".to_owned()), "{row:?}");
    }),
    ("3.3-projects", |opened| assert_eq!(cell(&held(opened, "project_list"), 1), "代办代购")),
];
