//! Records that ended in a merge, and the ones that stand for them. Rows that say what somebody did keep the record they
//! were written with; who reads them asks here who that is.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::date::holds_on;
use domain::id::Id;
use domain::person::PersonMerge;
use store::Reader;

use crate::failure::Result;

/// From each record that ended in a merge to the one that was kept.
#[derive(Default)]
pub(crate) struct Merged(HashMap<Id, Id>);

impl Merged {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let merges: Vec<PersonMerge> = reader.all()?;
        Ok(Self(merges.into_iter().filter(|merge| merge.to.is_none()).map(|merge| (merge.other, merge.kept)).collect()))
    }

    /// As it was on a day: two records that were joined later were still two.
    pub fn on(reader: &Reader<'_>, day: NaiveDate) -> Result<Self> {
        let merges: Vec<PersonMerge> = reader.all()?;
        let held = merges.into_iter().filter(|merge| holds_on(Some(merge.from), merge.to, day));
        Ok(Self(held.map(|merge| (merge.other, merge.kept)).collect()))
    }

    /// The record that stands for a person: their own, or the one into which theirs was merged.
    pub fn kept(&self, person: Id) -> Id {
        let mut kept = person;
        // A record is merged once at most, but what it was merged into may be merged again; never in a circle.
        for _ in 0..=self.0.len() {
            match self.0.get(&kept) {
                Some(next) => kept = *next,
                None => break,
            }
        }
        kept
    }

    /// Whether a record ended in a merge.
    pub fn ended(&self, person: Id) -> bool {
        self.0.contains_key(&person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_merged_twice_is_who_was_kept_last() {
        let id = Id::from_u128;
        let merged = Merged(HashMap::from([(id(1), id(2)), (id(2), id(3))]));
        assert_eq!([1, 2, 3, 4].map(|one| merged.kept(id(one))), [3, 3, 3, 4].map(id));
        assert!(merged.ended(id(1)) && !merged.ended(id(3)));
    }
}
