//! What persons do.

use domain::id::Id;
use domain::person::Work;

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(Work, "work", [id, person, kind, place, from, to]);

impl Reader<'_> {
    /// What a person does and did.
    pub fn work_of_person(&self, person: Id) -> Result<Vec<Work>> {
        self.by("person", person)
    }
}
