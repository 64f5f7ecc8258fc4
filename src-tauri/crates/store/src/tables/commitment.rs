//! Posts, who claimed them, and commitments with their steps.

use domain::commitment::{Claim, Commitment, CommitmentStep, Post};
use domain::id::Id;

use crate::error::{Result, StoreError};
use crate::read::Reader;
use crate::table::Columns;

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

    /// What everybody committed themselves to in a year.
    pub fn commitments_of_year(&self, year: u32) -> Result<Vec<Commitment>> {
        self.rows(&Commitment::sql().by("year"), [year])
    }

    /// The years of which there are commitments, the last first.
    pub fn years_of_commitments(&self) -> Result<Vec<u32>> {
        let mut years = self.conn.prepare_cached("SELECT DISTINCT year FROM commitment ORDER BY year DESC")?;
        let years = years.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>();
        years.map_err(|error| StoreError::reading("commitment", error))
    }

    /// Which commitments are for a post.
    pub fn commitments_of_post(&self, post: Id) -> Result<Vec<Commitment>> {
        self.by("post", post)
    }

    /// The steps of a year's commitments, each commitment's in order.
    pub fn steps_of_year(&self, year: u32) -> Result<Vec<CommitmentStep>> {
        let columns: Vec<String> = CommitmentStep::sql().columns.iter().map(|name| format!("\"{name}\"")).collect();
        let sql = format!(
            "SELECT {} FROM commitment_step WHERE commitment IN (SELECT id FROM commitment WHERE year = ?1) ORDER BY n",
            columns.join(",")
        );
        self.rows(&sql, [year])
    }

    /// The steps of a commitment, in order.
    pub fn steps_of_commitment(&self, commitment: Id) -> Result<Vec<CommitmentStep>> {
        let mut steps: Vec<CommitmentStep> = self.by("commitment", commitment)?;
        steps.sort_by_key(|step| step.n);
        Ok(steps)
    }
}
