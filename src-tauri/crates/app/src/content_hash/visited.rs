//! Visits and contacts, as they hang on households.

use std::collections::HashMap;

use domain::attachment::Owner;
use domain::id::Id;
use domain::visit::{Contact, Visit, VisitNeed};
use store::Reader;

use super::Record;
use crate::failure::Result;

/// The rows.
#[derive(Default)]
pub(super) struct Visited {
    pub visits: Vec<Visit>,
    pub needs: Vec<VisitNeed>,
    pub contacts: Vec<Contact>,
}

impl Visited {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Ok(Self { visits: reader.all()?, needs: reader.all()?, contacts: reader.all()? })
    }

    /// The hash of each, with the household that it hangs on. A person is the hash of their own row.
    pub fn hashes(
        &self,
        own: impl Fn(Id) -> Option<String>,
        mut photos: HashMap<Owner, Vec<String>>,
    ) -> impl Iterator<Item = (Id, String)> {
        let mut needs: HashMap<Id, Vec<String>> = HashMap::new();
        for need in &self.needs {
            needs.entry(need.visit).or_default().push(Record::of("need", need).without(&["visit"]).hash());
        }
        let visits = self.visits.iter().map(|row| {
            let record = Record::of("visit", row).without(&["household", "entered_on"]);
            let record = record.with("person", row.person.and_then(&own).as_ref());
            let mut hanging = needs.remove(&row.id).unwrap_or_default();
            hanging.extend(photos.remove(&Owner::Visit(row.id)).unwrap_or_default());
            (row.household, record.hanging(hanging).hash())
        });
        let contacts = self.contacts.iter().map(|row| {
            let record = Record::of("contact", row).without(&["household"]);
            (row.household, record.with("person", own(row.person).as_ref()).hash())
        });
        visits.chain(contacts).collect::<Vec<_>>().into_iter()
    }
}
