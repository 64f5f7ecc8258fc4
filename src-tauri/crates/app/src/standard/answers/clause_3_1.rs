//! Clause 3.1: what the leader of a party group sees to.

use serde_json::json;

use super::clause_3_2::visited;
use super::{Fact, activity, cell, held, values};

pub(super) const FACTS: &[Fact] = &[
    ("3.1-activities", |opened| assert_eq!(cell(&held(opened, "activity_list"), 4), "业务培训")),
    ("3.1-services", |opened| {
        assert_eq!(activity(opened, "走村屯送服务", &json!({})).title, "走村屯送服务记录表");
    }),
    ("3.1-contact", |opened| assert_eq!(cell(&visited(opened), 5), "家中平安")),
    ("3.1-policy", |opened| {
        let record = activity(opened, "政策宣传", &json!({ "topic": "党的政策" }));
        assert!(values(&record).contains(&"党的政策".to_owned()));
    }),
    ("3.1-knowledge", |opened| {
        let record = activity(opened, "政策宣传", &json!({ "topic": "扫黑除恶" }));
        assert!(values(&record).contains(&"扫黑除恶".to_owned()));
    }),
    ("3.1-culture", |opened| assert_eq!(activity(opened, "文化活动", &json!({})).title, "文化活动记录表")),
    ("3.1-guidance", |opened| {
        assert!(values(&activity(opened, "志愿服务", &json!({}))).contains(&"示例组长".to_owned()));
    }),
];
