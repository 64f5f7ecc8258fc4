//! Clause 2: who leads, who belongs, who volunteers.

use super::{Fact, cell, form};

pub(super) const FACTS: &[Fact] = &[
    ("2.2-leader", |opened| assert_eq!(cell(&form(opened, "annex_a"), 2), "示例组长")),
    ("2.2-members", |opened| assert_eq!(cell(&form(opened, "annex_a"), 3), "示例成员")),
    ("2.2-volunteers", |opened| assert_eq!(cell(&form(opened, "annex_a"), 4), "队长 示例成员\n共 1 人")),
];
