//! Party membership.

use domain::id::Id;
use domain::person::PartyMember;

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(
    PartyMember,
    "party_member",
    [id, person, kind, joined_on, full_on, branch, floating, exempt, exempt_reason, from, to]
);

impl Reader<'_> {
    /// The memberships of a person.
    pub fn memberships_of_person(&self, person: Id) -> Result<Vec<PartyMember>> {
        self.by("person", person)
    }
}
