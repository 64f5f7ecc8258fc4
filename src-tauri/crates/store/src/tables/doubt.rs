//! 疑点.

use domain::doubt::Doubt;
use domain::id::Id;

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(
    Doubt,
    "doubt",
    [id, why, kind, record, field, base, mine, theirs, source, decision, decided_by, decided_at, export]
);

impl Reader<'_> {
    /// The doubts about a record, open and decided.
    pub fn doubts_of_record(&self, record: Id) -> Result<Vec<Doubt>> {
        self.by("record", record)
    }
}
