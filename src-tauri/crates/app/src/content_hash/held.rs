//! Activities, projects, registers of places, things and organisations, and the photographs of all of them and of visits.

use std::collections::{BTreeMap, HashMap};

use domain::activity::{Activity, ActivityPerson};
use domain::attachment::{Attachment, Owner};
use domain::id::Id;
use domain::place::{Organisation, Place, Thing};
use domain::project::Project;
use store::Reader;

use super::assessed::Assessed;
use super::committed::Committed;
use super::met::Met;
use super::{Record, sorted};
use crate::failure::Result;

/// The rows.
#[derive(Default)]
pub(super) struct Held {
    pub activities: Vec<Activity>,
    pub people: Vec<ActivityPerson>,
    pub projects: Vec<Project>,
    pub places: Vec<Place>,
    pub things: Vec<Thing>,
    pub organisations: Vec<Organisation>,
    pub photos: Vec<Attachment>,
    pub committed: Committed,
    pub met: Met,
    pub assessed: Assessed,
}

impl Held {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Ok(Self {
            activities: reader.all()?,
            people: reader.all()?,
            projects: reader.all()?,
            places: reader.all()?,
            things: reader.all()?,
            organisations: reader.all()?,
            photos: reader.all()?,
            committed: Committed::read(reader)?,
            met: Met::read(reader)?,
            assessed: Assessed::read(reader)?,
        })
    }

    /// The hashes of the photographs, by what they show.
    pub fn photos(&self) -> HashMap<Owner, Vec<String>> {
        let mut photos: HashMap<Owner, Vec<String>> = HashMap::new();
        for row in &self.photos {
            let record = Record::of("photo", row).without(&["owner"]);
            photos.entry(row.owner).or_default().push(record.hash());
        }
        photos
    }

    /// The hashes of each kind. A person is the hash of their own row, a unit the hash of the unit.
    pub fn hashes(
        &self,
        own: impl Fn(Id) -> Option<String>,
        units: &HashMap<Id, String>,
    ) -> BTreeMap<&'static str, Vec<String>> {
        let mut photos = self.photos();
        let mut shown = |owner| photos.remove(&owner).unwrap_or_default();
        let person = |id: Option<Id>| id.and_then(&own);
        let unit = |id: Option<Id>| id.and_then(|id| units.get(&id));
        let projects: HashMap<Id, String> = self
            .projects
            .iter()
            .map(|row| {
                let record = Record::of("project", row).with("owner", person(row.owner).as_ref());
                (row.id, record.with("unit", unit(row.unit)).hanging(shown(Owner::Project(row.id))).hash())
            })
            .collect();
        let places: HashMap<Id, String> = self
            .places
            .iter()
            .map(|row| (row.id, Record::of("place", row).hanging(shown(Owner::Place(row.id))).hash()))
            .collect();
        let mut people: HashMap<Id, Vec<String>> = HashMap::new();
        for row in &self.people {
            let record = Record::of("takes_part", row).without(&["activity", "merge"]);
            people.entry(row.activity).or_default().push(record.with("person", own(row.person).as_ref()).hash());
        }
        let activities: Vec<String> = self
            .activities
            .iter()
            .map(|row| {
                let mut hanging = people.remove(&row.id).unwrap_or_default();
                hanging.extend(shown(Owner::Activity(row.id)));
                Record::of("activity", row)
                    .without(&["entered_on"])
                    .with("led_by", person(row.led_by).as_ref())
                    .with("unit", unit(row.unit))
                    .with("association", unit(row.association))
                    .with("project", row.project.and_then(|project| projects.get(&project)))
                    .hanging(hanging)
                    .hash()
            })
            .collect();
        let things = self
            .things
            .iter()
            .map(|row| Record::of("thing", row).with("place", row.place.and_then(|place| places.get(&place))).hash());
        let organisations = self
            .organisations
            .iter()
            .map(|row| Record::of("organisation", row).with("person", person(row.person).as_ref()).hash());
        let mut hashes = self.committed.hashes(&own, units);
        hashes.extend(self.assessed.hashes(&own, units, &projects));
        hashes.extend([
            ("activities", sorted(activities.into_iter())),
            ("organisations", sorted(organisations)),
            ("things", sorted(things)),
            ("places", sorted(places.into_values())),
            ("projects", sorted(projects.into_values())),
        ]);
        hashes.extend(self.met.hashes(&own, units));
        hashes
    }
}
