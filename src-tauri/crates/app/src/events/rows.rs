//! Rows that are typed one below the other under a record: what a meeting decided, what a plan holds, what a letter asks
//! for. One that was there keeps what hangs on it, and one that is not typed any more goes.

use domain::id::Id;
use store::Row;

use super::ground::Ground;
use super::typed;
use crate::failure::{Failure, Result};
use crate::session::id;

/// A row that can be typed again.
pub(super) trait Line: Row {
    fn id(&self) -> Id;
}

/// A row as it is typed.
pub(super) trait Typed {
    /// Row id of the one that is there already, and the field that names it.
    fn known(&self) -> (Option<&str>, &'static str);
}

/// Which rows there were, which of them are typed again, and the words for one that is typed twice.
pub(super) struct Rows<'r, T, S> {
    /// What failures call the list.
    pub list: &'static str,
    pub before: &'r [T],
    pub said: &'r [S],
    pub twice: &'static str,
}

impl<T: Line, S: Typed> Rows<'_, T, S> {
    /// Writes each row that `make` gives, in its order and counted from 1, and removes those that are left out.
    pub fn put(
        &self,
        ground: &mut Ground<'_, '_>,
        mut make: impl FnMut(&mut Ground<'_, '_>, Option<&T>, u32, &S) -> Result<T>,
    ) -> Result<()> {
        let mut kept: Vec<Id> = Vec::with_capacity(self.said.len());
        for (at, said) in self.said.iter().enumerate() {
            let in_row = |failure: Failure| failure.of_row(self.list, at);
            let known = self.known(said).map_err(in_row)?;
            let row = make(ground, known, at as u32 + 1, said).map_err(in_row)?;
            if kept.contains(&row.id()) {
                return Err(in_row(Failure::new("twice", self.twice)));
            }
            kept.push(row.id());
            ground.write.put(&row)?;
        }
        for gone in self.before.iter().filter(|row| !kept.contains(&row.id())) {
            ground.write.remove::<T>(gone.id())?;
        }
        Ok(())
    }

    fn known(&self, said: &S) -> Result<Option<&T>> {
        let (said, field) = said.known();
        let Some(said) = typed::text(said) else { return Ok(None) };
        let said = id(&said)?;
        self.before.iter().find(|row| row.id() == said).map(Some).ok_or_else(|| Failure::gone().at(field))
    }
}
