//! The posts that a pack offers to be set up (设岗定责, clause 5.4).

use serde::Deserialize;

/// A usual post.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackPost {
    /// 岗位类别, unique in the pack.
    pub kind: String,
    /// 岗位名称.
    pub name: String,
    /// 岗位职责, in short words of ours.
    pub duty: String,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::standard::shipped;

    #[test]
    fn every_post_has_a_kind_a_name_and_a_duty_of_its_own() {
        let posts = &shipped().unwrap().posts;
        let each = |of: fn(&super::PackPost) -> &String| posts.iter().map(of).collect::<BTreeSet<_>>();
        for said in [each(|post| &post.kind), each(|post| &post.name), each(|post| &post.duty)] {
            assert_eq!(said.len(), posts.len());
            assert!(said.iter().all(|words| !words.trim().is_empty()));
        }
    }
}
