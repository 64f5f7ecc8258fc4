//! Matters with what hangs on them, read at once.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::id::Id;
use domain::matter::{Dispute, Matter, MatterStep, MatterStepKind, Standing, standing};
use domain::register::Register;
use store::Reader;

use crate::failure::Result;
use crate::merged::Merged;

/// A matter with its steps.
pub(crate) struct Case {
    pub matter: Matter,
    /// In their order.
    pub steps: Vec<MatterStep>,
    pub dispute: Option<Dispute>,
    pub standing: Standing,
}

/// All matters of the book, in the order of their days and numbers.
pub(crate) struct Cases {
    pub all: Vec<Case>,
    pub merged: Merged,
}

impl Cases {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Self::until(reader, NaiveDate::MAX)
    }

    /// As they stood on the evening of a day.
    pub fn until(reader: &Reader<'_>, day: NaiveDate) -> Result<Self> {
        let mut steps: HashMap<Id, Vec<MatterStep>> = HashMap::new();
        for step in reader.all::<MatterStep>()?.into_iter().filter(|step| step.date <= day) {
            steps.entry(step.matter).or_default().push(step);
        }
        let mut disputes: HashMap<Id, Dispute> =
            reader.all::<Dispute>()?.into_iter().map(|row| (row.matter, row)).collect();
        let mut all = Vec::new();
        for matter in reader.all::<Matter>()? {
            let mut steps = steps.remove(&matter.id).unwrap_or_default();
            steps.sort_by_key(|step| step.n);
            let Some(standing) = standing(&steps) else { continue };
            let dispute = disputes.remove(&matter.id);
            all.push(Case { matter, steps, dispute, standing });
        }
        all.sort_by(|one, other| (one.matter.date, &one.matter.no).cmp(&(other.matter.date, &other.matter.no)));
        Ok(Self { all, merged: Merged::read(reader)? })
    }

    /// The name of somebody, as the record that stands for them has it.
    pub fn name(&self, register: &Register, person: Option<Id>) -> Option<String> {
        Some(register.person(self.merged.kept(person?))?.name.clone())
    }
}

impl Case {
    /// The last step of a kind.
    pub fn last(&self, kind: MatterStepKind) -> Option<&MatterStep> {
        self.steps.iter().rev().find(|step| step.step == kind)
    }

    /// The day on which it was settled.
    pub fn settled_on(&self) -> Option<NaiveDate> {
        self.standing.settled.as_ref().map(|settled| settled.on)
    }

    /// Overdue first, then by the limit, what has none last; settled ones behind all that wait, the newest first.
    pub fn urgency(&self, today: NaiveDate) -> (bool, bool, NaiveDate, std::cmp::Reverse<NaiveDate>) {
        let open = self.standing.is_open();
        let overdue = self.standing.is_overdue(self.matter.due, today);
        let due = self.matter.due.filter(|_| open).unwrap_or(NaiveDate::MAX);
        (!open, !overdue, due, std::cmp::Reverse(self.matter.date))
    }
}
