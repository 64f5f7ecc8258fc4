//! Person ↔ household.

use domain::id::Id;
use domain::person::Residence;

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(Residence, "residence", [id, person, household, kind, relation, from, from_reason, to, to_reason]);

impl Reader<'_> {
    /// Who lives and lived in a household.
    pub fn residences_of_household(&self, household: Id) -> Result<Vec<Residence>> {
        self.by("household", household)
    }

    /// Where a person lives and lived.
    pub fn residences_of_person(&self, person: Id) -> Result<Vec<Residence>> {
        self.by("person", person)
    }
}
