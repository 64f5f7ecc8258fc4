//! Matters with their steps, and what disputes have beyond them.

use std::collections::HashMap;

use domain::id::Id;
use domain::matter::{Dispute, Matter, MatterStep};
use domain::visit::VisitNeed;
use store::Reader;

use super::{Record, sorted};
use crate::failure::Result;

/// The rows.
#[derive(Default)]
pub(super) struct Matters {
    pub matters: Vec<Matter>,
    pub steps: Vec<MatterStep>,
    pub disputes: Vec<Dispute>,
}

impl Matters {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Ok(Self { matters: reader.all()?, steps: reader.all()?, disputes: reader.all()? })
    }

    /// Their hashes. A person or a household is the hash of their own row, a unit the hash of the unit, a need what it
    /// says.
    pub fn hashes(
        &self,
        own: impl Fn(Id) -> Option<String>,
        units: &HashMap<Id, String>,
        homes: impl Fn(Id) -> Option<String>,
        needs: &[VisitNeed],
    ) -> Vec<String> {
        let needs: HashMap<Id, String> =
            needs.iter().map(|row| (row.id, Record::of("need", row).without(&["visit"]).hash())).collect();
        let mut hanging: HashMap<Id, Vec<String>> = HashMap::new();
        for row in &self.steps {
            hanging.entry(row.matter).or_default().push(Record::of("step", row).without(&["matter"]).hash());
        }
        for row in &self.disputes {
            hanging.entry(row.matter).or_default().push(Record::of("dispute", row).without(&["matter"]).hash());
        }
        let person = |id: Option<Id>| id.and_then(&own);
        sorted(self.matters.iter().map(|row| {
            Record::of("matter", row)
                .with("unit", row.unit.and_then(|unit| units.get(&unit)))
                .with("household", row.household.and_then(&homes).as_ref())
                .with("reporter", person(row.reporter).as_ref())
                .with("first_asked", person(row.first_asked).as_ref())
                .with("responsible", person(row.responsible).as_ref())
                .with("need", row.need.and_then(|need| needs.get(&need)))
                .hanging(hanging.remove(&row.id).unwrap_or_default())
                .hash()
        }))
    }
}
