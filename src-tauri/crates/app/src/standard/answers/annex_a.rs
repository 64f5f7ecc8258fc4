//! Annex A: 「红网工程」管理台账.

use super::{Fact, cell, form};

pub(super) const FACTS: &[Fact] = &[("A-ledger", |opened| {
    let ledger = form(opened, "annex_a");
    assert_eq!((cell(&ledger, 0), cell(&ledger, 1)), ("1".into(), "第一网格党小组".into()));
    assert_eq!(cell(&ledger, 7), "种植大户：0\n养殖专家：0\n科技能手：1");
})];
