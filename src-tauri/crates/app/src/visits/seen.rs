//! When a household was last seen, by the rules of what counts.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::date::PartialDate;
use domain::id::Id;
use domain::person::WorkKind;
use domain::register::{Register, Span};
use domain::visit::{VisitOutcome, counts};
use store::{Reader, VisitGlance};

use crate::failure::Result;

/// Who was away when, gathered once for many households.
pub(crate) struct Away<'r> {
    register: &'r Register,
    /// Of each household, who counts in it from when to when.
    stays: Vec<Vec<(Id, Span)>>,
    works: HashMap<Id, Vec<Span>>,
}

impl<'r> Away<'r> {
    pub fn new(register: &'r Register) -> Self {
        let rows = register.rows();
        let mut stays = vec![Vec::new(); rows.households.len()];
        for row in rows.residences.iter().filter(|row| rows.basis.counts(row.kind)) {
            if let Some(at) = register.household_index(row.household) {
                stays[at as usize].push((row.person, register.span(Some(row.person), row.from, row.to)));
            }
        }
        let mut works: HashMap<Id, Vec<Span>> = HashMap::new();
        for row in rows.works.iter().filter(|row| row.kind == WorkKind::Away) {
            works.entry(row.person).or_default().push(register.span(Some(row.person), row.from, row.to));
        }
        Self { register, stays, works }
    }

    /// Whether everybody who counted in a household on a day was away for work, and anybody counted at all.
    pub fn all_away(&self, household: u32, on: NaiveDate) -> bool {
        let away = |person: &Id| self.works.get(person).is_some_and(|spans| spans.iter().any(|one| one.holds_on(on)));
        let mut here = self.stays[household as usize].iter().filter(|(_, span)| span.holds_on(on)).peekable();
        here.peek().is_some() && here.all(|(person, _)| away(person))
    }

    /// Whether a visit counts.
    pub fn counts(&self, visit: &VisitGlance) -> bool {
        counts(visit.kind, visit.outcome, || {
            let at = self.register.household_index(visit.household);
            at.is_some_and(|at| self.all_away(at, visit.date.first_day()))
        })
    }
}

/// What the visits of a household come to on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The last visit that counts.
    pub last: Option<NaiveDate>,
    /// The next one that was asked for last, then or since.
    pub next: Option<PartialDate>,
    /// How often nobody was home since.
    pub tries: u32,
}

/// Walks back through the visits of a household to the last one that counts.
pub(super) fn seen(reader: &Reader<'_>, away: &Away<'_>, household: Id, until: NaiveDate) -> Result<Seen> {
    let mut seen = Seen::default();
    reader.walk_visits(household, until, |visit| {
        seen.next = seen.next.or(visit.next);
        if away.counts(&visit) {
            seen.last = Some(visit.date.first_day());
            return false;
        }
        seen.tries += u32::from(visit.outcome == VisitOutcome::NotHome);
        true
    })?;
    Ok(seen)
}

/// Groups rows by what they hang on.
pub(super) fn hang<T>(rows: impl IntoIterator<Item = T>, on: impl Fn(&T) -> Id) -> HashMap<Id, Vec<T>> {
    let mut hung: HashMap<Id, Vec<T>> = HashMap::new();
    for row in rows {
        hung.entry(on(&row)).or_default().push(row);
    }
    hung
}
