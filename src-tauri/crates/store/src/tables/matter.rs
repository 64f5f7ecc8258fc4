//! Matters with their steps, and what disputes have beyond them.

use domain::id::Id;
use domain::matter::{Dispute, Matter, MatterStep};

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(
    Matter,
    "matter",
    [
        id,
        no,
        kind,
        source,
        date,
        unit,
        household,
        reporter,
        reporter_name,
        phone,
        address,
        content,
        materials,
        first_asked,
        own_duty,
        responsible,
        due,
        need
    ]
);
crate::table::table!(MatterStep, "matter_step", [id, matter, n, step, date, actor, note, satisfied]);
crate::table::table!(
    Dispute,
    "dispute",
    [id, matter, class, scale, party_a, party_b, involved, demand, method, settled]
);

impl Reader<'_> {
    /// The steps of a matter, in order.
    pub fn steps_of_matter(&self, matter: Id) -> Result<Vec<MatterStep>> {
        let mut steps: Vec<MatterStep> = self.by("matter", matter)?;
        steps.sort_by_key(|step| step.n);
        Ok(steps)
    }

    /// What a matter that is a dispute has beyond it.
    pub fn dispute_of(&self, matter: Id) -> Result<Option<Dispute>> {
        Ok(self.by("matter", matter)?.pop())
    }

    /// The matters that came from a need of a visit.
    pub fn matters_of_need(&self, need: Id) -> Result<Vec<Matter>> {
        self.by("need", need)
    }
}
