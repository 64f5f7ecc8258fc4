//! Annex A: 「红网工程」管理台账.

use super::{Fact, cell, form};

pub(super) const FACTS: &[Fact] = &[
    ("A-ledger", |opened| {
        let ledger = form(opened, "annex_a");
        assert_eq!((cell(&ledger, 0), cell(&ledger, 1)), ("1".into(), "第一网格党小组".into()));
    }),
    ("A-basics", |opened| assert_eq!(cell(&form(opened, "annex_a"), 5), "户数：1\n人口：2")),
    ("A-served", |opened| {
        assert_eq!(cell(&form(opened, "annex_a"), 6), "低保户：1\n残疾人：0\n社会救助：0\n优抚对象：0");
    }),
    ("A-able", |opened| {
        assert_eq!(cell(&form(opened, "annex_a"), 7), "种植大户：0\n养殖专家：0\n科技能手：1");
    }),
];
