//! The posts, claims and commitments of a year as they were on the evening of a day, read at once.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use domain::commitment::{Claim, Commitment, CommitmentState, CommitmentStep, Post};
use domain::date::holds_on;
use domain::id::Id;
use store::Reader;

use crate::failure::Result;
use crate::merged::Merged;
use crate::session::Session;

/// One commitment with its steps up to the day.
pub(crate) struct Whole {
    pub row: Commitment,
    /// Whose it was on the day, after merges.
    pub person: Id,
    /// In their order; never empty.
    pub steps: Vec<CommitmentStep>,
    pub state: CommitmentState,
}

/// What there was on a day.
pub(crate) struct Made {
    /// The day.
    pub as_of: NaiveDate,
    /// All posts, ended ones too.
    pub posts: HashMap<Id, Post>,
    /// The claims that ran, by whose they were after merges; as they came.
    pub claims: HashMap<Id, Vec<Claim>>,
    /// The year's commitments that were made by then, as they came.
    pub commitments: Vec<Whole>,
}

/// The day as of which a year is looked at: today, or the last day of a year that is over.
pub(crate) fn as_of_year(session: &Session, year: u32) -> NaiveDate {
    let last = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31));
    last.filter(|last| last.year() < session.today().year()).unwrap_or_else(|| session.today())
}

impl Made {
    pub fn read(reader: &Reader<'_>, year: u32, as_of: NaiveDate) -> Result<Self> {
        let merged = Merged::on(reader, as_of)?;
        let mut steps: HashMap<Id, Vec<CommitmentStep>> = HashMap::new();
        for step in reader.steps_of_year(year)?.into_iter().filter(|step| step.date <= as_of) {
            steps.entry(step.commitment).or_default().push(step);
        }
        let whole = |row: Commitment| {
            let steps = steps.remove(&row.id)?;
            let state = CommitmentState::of(&steps)?;
            Some(Whole { person: merged.kept(row.person), row, steps, state })
        };
        let commitments = reader.commitments_of_year(year)?.into_iter().filter_map(whole).collect();
        let mut claims: HashMap<Id, Vec<Claim>> = HashMap::new();
        for claim in reader.all::<Claim>()?.into_iter().filter(|claim| holds_on(claim.from, claim.to, as_of)) {
            claims.entry(merged.kept(claim.person)).or_default().push(claim);
        }
        Ok(Self {
            as_of,
            posts: reader.all::<Post>()?.into_iter().map(|post| (post.id, post)).collect(),
            claims,
            commitments,
        })
    }

    /// The posts that a person claimed, each once.
    pub fn posts_of(&self, person: Id) -> Vec<&Post> {
        let mut posts: Vec<&Post> = Vec::new();
        for claim in self.claims.get(&person).into_iter().flatten() {
            if let Some(post) = self.posts.get(&claim.post).filter(|post| !posts.iter().any(|one| one.id == post.id)) {
                posts.push(post);
            }
        }
        posts
    }

    /// Name of the post that a commitment is for; else of those that its person claimed.
    pub fn post_names(&self, whole: &Whole) -> Vec<&str> {
        match whole.row.post.and_then(|post| self.posts.get(&post)) {
            Some(post) => vec![post.name.as_str()],
            None => self.posts_of(whole.person).iter().map(|post| post.name.as_str()).collect(),
        }
    }
}
