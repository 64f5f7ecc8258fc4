//! 类别认定.

use domain::id::Id;
use domain::tag::Tag;

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(
    Tag,
    "tag",
    [id, subject("household", "person"), kind, subtype, grade, certificate, from, to, source]
);

impl Reader<'_> {
    /// The tags that stand on a household itself, not those of the persons in it.
    pub fn tags_of_household(&self, household: Id) -> Result<Vec<Tag>> {
        self.by("household", household)
    }

    /// The tags of a person.
    pub fn tags_of_person(&self, person: Id) -> Result<Vec<Tag>> {
        self.by("person", person)
    }
}
