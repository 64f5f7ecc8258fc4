//! Who holds which role where.

use domain::id::Id;
use domain::organisation::Role;

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(Role, "role", [id, person, unit, kind, member_kind, volunteer_kind, from, to]);

impl Reader<'_> {
    /// The roles that a person holds and held.
    pub fn roles_of_person(&self, person: Id) -> Result<Vec<Role>> {
        self.by("person", person)
    }

    /// Who holds and held a role in a unit.
    pub fn roles_of_unit(&self, unit: Id) -> Result<Vec<Role>> {
        self.by("unit", unit)
    }
}
