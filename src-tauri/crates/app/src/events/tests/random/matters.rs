//! By chance: matters and their steps, possible or not.

use domain::id::Id;
use domain::matter::{Matter, MatterStepKind};
use domain::visit::VisitNeed;
use serde_json::{Value, json};

use super::Dice;
use crate::session::Session;

/// What there is of it: ids.
#[derive(Default)]
pub(super) struct Matters {
    matters: Vec<Id>,
    needs: Vec<Id>,
}

impl Matters {
    pub fn read(&mut self, session: &Session) {
        let read = |reader: &store::Reader<'_>| {
            self.matters = reader.all::<Matter>()?.iter().map(|row| row.id).collect();
            self.needs = reader.all::<VisitNeed>()?.iter().map(|row| row.id).collect();
            Ok(())
        };
        session.read(read).unwrap();
    }

    pub fn value(&self, dice: &mut Dice, kind: &str, who: Id, other: Id, date: &str) -> Value {
        let any = |dice: &mut Dice, of: &[Id]| if of.is_empty() { other } else { *dice.one(of) };
        let need = any(dice, &self.needs);
        let need = dice.maybe(need).filter(|need| *need != other);
        let matter = any(dice, &self.matters);
        match kind {
            "open_matter" => json!({ "kind": dice.one(&["诉求", "矛盾纠纷", "安全隐患"]), "date": date, "need": need,
                "content": format!("第{}件", dice.below(100)), "reporter": dice.maybe(who),
                "responsible": dice.maybe(other) }),
            "edit_matter" => json!({ "matter": matter, "content": format!("第{}件", dice.below(100)),
                "date": dice.maybe(date), "kind": dice.maybe("诉求") }),
            "matter_step" => json!({ "matter": matter, "step": dice.one(MatterStepKind::ALL).word(), "date": date,
                "actor": "示例承办人", "note": "办了" }),
            "drop_matter" => json!({ "matter": matter }),
            _ => panic!("{kind} is never tried"),
        }
    }
}
