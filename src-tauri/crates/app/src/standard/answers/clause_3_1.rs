//! Clause 3.1: what the leader of a party group sees to.

use super::{Fact, cell, held};

pub(super) const FACTS: &[Fact] =
    &[("3.1-activities", |opened| assert_eq!(cell(&held(opened, "activity_list"), 4), "业务培训"))];
