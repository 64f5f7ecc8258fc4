//! 人, and records of one person that were joined.

use domain::id::Id;
use domain::person::{Person, PersonMerge};

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(
    Person,
    "person",
    [id, name, former_name, id_number, id_reason, sex, birth, died_on, phone, ethnic, education, political, skills]
);
crate::table::table!(PersonMerge, "person_merge", [id, kept, other, id_number, id_reason, from, to]);

impl Reader<'_> {
    /// Who has this number. Not indexed: it is asked when somebody types one.
    pub fn persons_of_number(&self, number: &str) -> Result<Vec<Person>> {
        self.by_text("id_number", number)
    }

    /// The merges by which a person's record ended.
    pub fn merges_of_person(&self, other: Id) -> Result<Vec<PersonMerge>> {
        self.by("other", other)
    }
}
