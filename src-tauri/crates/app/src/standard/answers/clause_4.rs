//! Clause 4: whom the group serves, and how.

use super::{Fact, cell, held, values};

pub(super) const FACTS: &[Fact] = &[
    ("4.2-left-behind", |opened| assert_eq!(cell(&held(opened, "left_behind"), 1), "留守儿童")),
    ("4.4-associations", |opened| {
        assert!(values(&held(opened, "activity_record")).contains(&"歌舞协会".to_owned()));
    }),
];
