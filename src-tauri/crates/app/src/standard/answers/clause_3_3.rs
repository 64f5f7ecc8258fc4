//! Clause 3.3: volunteers and what they take on.

use super::{Fact, cell, held};

pub(super) const FACTS: &[Fact] = &[
    ("3.3-volunteers", |opened| assert_eq!(cell(&held(opened, "volunteer_roster"), 11), "2.5")),
    ("3.3-projects", |opened| assert_eq!(cell(&held(opened, "project_list"), 1), "代办代购")),
];
