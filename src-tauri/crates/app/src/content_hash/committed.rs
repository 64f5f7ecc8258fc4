//! Posts with who claimed them, and commitments with their steps.

use std::collections::{BTreeMap, HashMap};

use domain::commitment::{Claim, Commitment, CommitmentStep, Post};
use domain::id::Id;
use store::Reader;

use super::{Record, sorted};
use crate::failure::Result;

/// The rows.
#[derive(Default)]
pub(super) struct Committed {
    posts: Vec<Post>,
    claims: Vec<Claim>,
    commitments: Vec<Commitment>,
    steps: Vec<CommitmentStep>,
}

impl Committed {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Ok(Self { posts: reader.all()?, claims: reader.all()?, commitments: reader.all()?, steps: reader.all()? })
    }

    /// The hashes of each kind. A person is the hash of their own row, a unit the hash of the unit.
    pub fn hashes(
        &self,
        own: impl Fn(Id) -> Option<String>,
        units: &HashMap<Id, String>,
    ) -> BTreeMap<&'static str, Vec<String>> {
        let mut claims: HashMap<Id, Vec<String>> = HashMap::new();
        for row in &self.claims {
            let record = Record::of("claim", row).without(&["post"]).with("person", own(row.person).as_ref());
            claims.entry(row.post).or_default().push(record.hash());
        }
        // Who claims a post says nothing of which post a commitment is for.
        let bare = |row: &Post| Record::of("post", row).with("unit", row.unit.and_then(|unit| units.get(&unit)));
        let posts: HashMap<Id, String> = self.posts.iter().map(|row| (row.id, bare(row).hash())).collect();
        let claimed = self.posts.iter().map(|row| bare(row).hanging(claims.remove(&row.id).unwrap_or_default()).hash());
        let mut steps: HashMap<Id, Vec<String>> = HashMap::new();
        for row in &self.steps {
            steps.entry(row.commitment).or_default().push(Record::of("step", row).without(&["commitment"]).hash());
        }
        let commitments = self.commitments.iter().map(|row| {
            let record = Record::of("commitment", row).with("person", own(row.person).as_ref());
            let record = record.with("post", row.post.and_then(|post| posts.get(&post)));
            record.hanging(steps.remove(&row.id).unwrap_or_default()).hash()
        });
        BTreeMap::from([("commitments", sorted(commitments)), ("posts", sorted(claimed))])
    }
}
