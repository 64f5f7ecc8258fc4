//! By chance: meetings, what they decide, talks.

use domain::id::Id;
use domain::meeting::{Meeting, Resolution, Talk};
use domain::organisation::Grid;
use domain::person::Person;
use serde_json::{Value, json};

use super::Dice;
use crate::session::Session;

/// What there is of it: ids.
#[derive(Default)]
pub(super) struct Met {
    grids: Vec<Id>,
    persons: Vec<Id>,
    meetings: Vec<Id>,
    resolutions: Vec<Id>,
    talks: Vec<Id>,
}

impl Met {
    pub fn read(&mut self, session: &Session) {
        let read = |reader: &store::Reader<'_>| {
            self.grids = reader.all::<Grid>()?.iter().map(|row| row.id).collect();
            self.persons = reader.all::<Person>()?.iter().map(|row| row.id).collect();
            self.meetings = reader.all::<Meeting>()?.iter().map(|row| row.id).collect();
            self.resolutions = reader.all::<Resolution>()?.iter().map(|row| row.id).collect();
            self.talks = reader.all::<Talk>()?.iter().map(|row| row.id).collect();
            Ok(())
        };
        session.read(read).unwrap();
    }

    pub fn value(&self, dice: &mut Dice, kind: &str, who: Id, date: &str) -> Value {
        let any = |dice: &mut Dice, of: &[Id]| if of.is_empty() { who } else { *dice.one(of) };
        let other = any(dice, &self.persons);
        let people =
            json!([{ "person": who }, { "person": other, "state": dice.one(&["缺席", "列席", "到会", "免到"]) }]);
        let (resolution, meeting) = (any(dice, &self.resolutions), any(dice, &self.meetings));
        let reports = if dice.below(3) == 0 {
            json!([{ "resolution": resolution, "progress": "推进中", "done": dice.below(2) == 0 }])
        } else {
            json!([])
        };
        match kind {
            "hold_meeting" => json!({ "kind": dice.one(&["党小组会", "党课", "集中学习"]), "date": date,
                "grid": any(dice, &self.grids), "chair": dice.maybe(who), "people": people,
                "speeches": [{ "person": who, "text": "同意" }], "votes": [{ "subject": "甲", "yes": 1 }],
                "resolutions": [{ "text": "清理沟渠", "owner": dice.maybe(who) }], "reports": reports }),
            "edit_meeting" => json!({ "meeting": meeting, "date": dice.maybe(date),
                "place": dice.one(&["村部", ""]), "people": dice.maybe(people), "reports": reports }),
            "drop_meeting" => json!({ "meeting": meeting }),
            "resolution_progress" => json!({ "resolution": resolution, "progress": dice.one(&["已开工", ""]),
                "meeting": dice.maybe(meeting), "owner": dice.maybe(who) }),
            "resolution_done" => json!({ "resolution": resolution, "date": dice.one(&[date, ""]), "result": "好了" }),
            "talk" => json!({ "date": date, "talker": who, "person": other, "body": "近况" }),
            "edit_talk" => json!({ "talk": any(dice, &self.talks), "date": dice.maybe(date), "person": dice.maybe(who),
                "body": dice.one(&["近来的工作", ""]) }),
            "drop_talk" => json!({ "talk": any(dice, &self.talks) }),
            _ => panic!("{kind} is never tried"),
        }
    }
}
