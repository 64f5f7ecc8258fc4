//! By chance: activities, photographs, volunteers, associations, projects, places, things, organisations.

mod assessed;
mod committed;

use std::path::{Path, PathBuf};

use domain::activity::{Activity, ActivityPart};
use domain::attachment::Attachment;
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, UnitKind};
use domain::place::{Organisation, Place, Thing};
use domain::project::Project;
use domain::visit::Visit;
use serde_json::{Value, json};

use super::Dice;
use super::matters::Matters;
use super::met::Met;
use crate::session::Session;
use crate::testing::photo;
use assessed::Assessed;
use committed::Committed;

/// What there is of it: ids.
#[derive(Default)]
pub(super) struct Held {
    activities: Vec<Id>,
    visits: Vec<Id>,
    photos: Vec<Id>,
    associations: Vec<Id>,
    projects: Vec<Id>,
    places: Vec<Id>,
    things: Vec<Id>,
    organisations: Vec<Id>,
    units: Vec<Id>,
    roles: Vec<Id>,
    files: Vec<PathBuf>,
    matters: Matters,
    committed: Committed,
    assessed: Assessed,
    met: Met,
}

impl Held {
    pub fn new(folder: &Path) -> Self {
        let files: Vec<PathBuf> = (0..3_u8).map(|at| folder.join(format!("{at}.png"))).collect();
        for (file, grey) in files.iter().zip([40, 120, 200]) {
            photo(file, (40, 30), grey);
        }
        Self { files, ..Self::default() }
    }

    pub fn read(&mut self, session: &Session) {
        self.committed.read(session);
        self.assessed.read(session);
        let read = |reader: &store::Reader<'_>| {
            self.activities = reader.all::<Activity>()?.iter().map(|row| row.id).collect();
            self.visits = reader.all::<Visit>()?.iter().map(|row| row.id).collect();
            self.photos = reader.all::<Attachment>()?.iter().map(|row| row.id).collect();
            let units = reader.all::<OrgUnit>()?;
            self.associations =
                units.iter().filter(|row| row.kind == UnitKind::Association).map(|row| row.id).collect();
            self.units = units.iter().map(|row| row.id).collect();
            self.roles = reader.all::<Role>()?.iter().map(|row| row.id).collect();
            self.projects = reader.all::<Project>()?.iter().map(|row| row.id).collect();
            self.places = reader.all::<Place>()?.iter().map(|row| row.id).collect();
            self.things = reader.all::<Thing>()?.iter().map(|row| row.id).collect();
            self.organisations = reader.all::<Organisation>()?.iter().map(|row| row.id).collect();
            Ok(())
        };
        session.read(read).unwrap();
        self.matters.read(session);
        self.met.read(session);
    }

    pub fn value(&self, dice: &mut Dice, kind: &str, who: Id, other: Id, date: &str) -> Value {
        let any = |dice: &mut Dice, of: &[Id]| if of.is_empty() { other } else { *dice.one(of) };
        let people: Vec<Value> = [who, other]
            .iter()
            .take(1 + dice.below(2))
            .map(|one| json!({ "person": one, "part": dice.one(ActivityPart::ALL).word() }))
            .collect();
        let name = format!("示例{}", dice.below(1000));
        let maybe = |dice: &mut Dice, value: Id| dice.maybe(json!(value)).filter(|_| value != other);
        let mistaken = dice.below(2) == 0;
        let day = if mistaken { Value::Null } else { json!(date) };
        match kind {
            "hold_activity" => {
                let (project, association) = (any(dice, &self.projects), any(dice, &self.associations));
                json!({ "kind": dice.one(&["志愿服务", "文化活动", "业务培训"]), "name": name, "date": date,
                    "start": "8:00", "end": dice.one(&["9:30", "11:00"]), "people": people,
                    "project": maybe(dice, project), "association": maybe(dice, association) })
            }
            "edit_activity" => json!({ "activity": any(dice, &self.activities), "date": dice.maybe(date),
                "end": "12:00", "people": dice.maybe(people) }),
            "drop_activity" => json!({ "activity": any(dice, &self.activities) }),
            "add_photo" => {
                let owners = [
                    ("activity", &self.activities),
                    ("visit", &self.visits),
                    ("place", &self.places),
                    ("project", &self.projects),
                ];
                let (owner, ids) = *dice.one(&owners);
                json!({ owner: any(dice, ids), "file": dice.one(&self.files), "caption": name })
            }
            "drop_photo" => json!({ "photo": any(dice, &self.photos) }),
            "volunteer_join" => json!({ "person": who, "kind": dice.maybe("能人"), "date": dice.maybe(date) }),
            "volunteer_leave" => json!({ "person": who, "date": date }),
            "found_association" => json!({ "name": name, "head": dice.maybe(who), "date": dice.maybe(date) }),
            "edit_association" => {
                json!({ "association": any(dice, &self.associations), "name": name, "head": who, "date": date })
            }
            "dissolve_association" => json!({ "association": any(dice, &self.associations), "date": date }),
            "found_unit" => {
                let (kind, parent) = (*dice.one(UnitKind::ALL), any(dice, &self.units));
                json!({ "kind": kind.word(), "name": name, "parent": maybe(dice, parent), "led_by": dice.maybe(who),
                    "date": dice.maybe(date) })
            }
            "edit_unit" => json!({ "unit": any(dice, &self.units), "name": name, "restore": dice.below(2) == 0,
                "approved_by": dice.maybe("示例单位") }),
            "move_unit" => {
                let parent = any(dice, &self.units);
                json!({ "unit": any(dice, &self.units), "parent": maybe(dice, parent) })
            }
            "dissolve_unit" => {
                json!({ "unit": any(dice, &self.units), "date": day, "end_roles": dice.below(2) == 0 })
            }
            "assign_role" => {
                let kind = dice.one(&["党小组组长", "党小组成员", "网格员", "志愿者", "书记", "负责人"]);
                json!({ "person": who, "unit": any(dice, &self.units), "kind": kind, "date": dice.maybe(date),
                    "instead": dice.below(2) == 0 })
            }
            "edit_role" => json!({ "role": any(dice, &self.roles), "date": dice.maybe(date) }),
            "end_role" => json!({ "role": any(dice, &self.roles), "date": day }),
            "add_project" => {
                json!({ "kind": "为民服务", "name": name, "owner": dice.maybe(who), "date": dice.maybe(date) })
            }
            "edit_project" => json!({ "project": any(dice, &self.projects), "progress": name, "owner": "" }),
            "end_project" => json!({ "project": any(dice, &self.projects), "date": day }),
            "add_place" => json!({ "kind": "公共场所", "name": name, "date": dice.maybe(date) }),
            "edit_place" => json!({ "place": any(dice, &self.places), "note": name }),
            "end_place" => json!({ "place": any(dice, &self.places), "date": day }),
            "add_thing" => {
                let place = any(dice, &self.places);
                json!({ "kind": "健身器材", "name": name, "quantity": 1 + dice.below(3), "place": maybe(dice, place) })
            }
            "edit_thing" => json!({ "thing": any(dice, &self.things), "quantity": 1 + dice.below(3) }),
            "end_thing" => json!({ "thing": any(dice, &self.things), "date": day }),
            "add_organisation" => json!({ "kind": "合作社", "name": name, "person": dice.maybe(who) }),
            "edit_organisation" => json!({ "organisation": any(dice, &self.organisations), "phone": "13800001234" }),
            "end_organisation" => json!({ "organisation": any(dice, &self.organisations), "date": day }),
            "open_matter" | "edit_matter" | "matter_step" | "drop_matter" => {
                self.matters.value(dice, kind, who, other, date)
            }
            "hold_meeting"
            | "edit_meeting"
            | "drop_meeting"
            | "resolution_progress"
            | "resolution_done"
            | "talk"
            | "edit_talk"
            | "drop_talk" => self.met.value(dice, kind, who, date),
            _ => match self.assessed.value(dice, kind, who, date) {
                Some(value) => value,
                None => self.committed.value(dice, kind, who, date),
            },
        }
    }
}
