//! Posts, who claimed them, and commitments with their steps.

use domain::commitment::{Claim, Commitment, CommitmentStep, Post};
use domain::id::Id;

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(Post, "post", [id, unit, kind, name, duty, from, to]);
crate::table::table!(Claim, "claim", [id, post, person, performance, appraisal, remark, from, to]);
crate::table::table!(Commitment, "commitment", [id, person, post, year, text, measures, due]);
crate::table::table!(CommitmentStep, "commitment_step", [id, commitment, n, step, date, passed, note]);

impl Reader<'_> {
    /// Who claims and claimed a post.
    pub fn claims_of_post(&self, post: Id) -> Result<Vec<Claim>> {
        self.by("post", post)
    }

    /// Which posts a person claims and claimed.
    pub fn claims_of_person(&self, person: Id) -> Result<Vec<Claim>> {
        self.by("person", person)
    }

    /// What a person committed themselves to, in any year.
    pub fn commitments_of_person(&self, person: Id) -> Result<Vec<Commitment>> {
        self.by("person", person)
    }

    /// The steps of a commitment, in order.
    pub fn steps_of_commitment(&self, commitment: Id) -> Result<Vec<CommitmentStep>> {
        let mut steps: Vec<CommitmentStep> = self.by("commitment", commitment)?;
        steps.sort_by_key(|step| step.n);
        Ok(steps)
    }
}
