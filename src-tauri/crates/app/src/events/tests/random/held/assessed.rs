//! By chance: tasks, plans, responsibility letters, rules and points.

use domain::id::Id;
use domain::letter::{Letter, LetterItem};
use domain::person::PartyMember;
use domain::plan::{Plan, PlanItem};
use domain::score::{Evidence, ScoreAbout, ScoreEntry, ScoreRule};
use domain::task::{Task, TaskStanding, TaskState, TaskStepKind};
use serde_json::{Value, json};

use super::Dice;
use crate::session::Session;

/// What there is of it: ids.
#[derive(Default)]
pub(super) struct Assessed {
    /// With where each stands.
    tasks: Vec<(Id, Option<TaskState>)>,
    plans: Vec<Id>,
    plan_items: Vec<Id>,
    letters: Vec<Id>,
    /// With the letter that each stands in.
    letter_items: Vec<(Id, Id)>,
    rules: Vec<Id>,
    /// Those of members under which points are entered by hand.
    by_hand: Vec<Id>,
    members: Vec<Id>,
    entries: Vec<Id>,
}

impl Assessed {
    pub fn read(&mut self, session: &Session) {
        let read = |reader: &store::Reader<'_>| {
            let tasks = reader.all::<Task>()?.into_iter().map(|row| {
                let steps = reader.steps_of_task(row.id)?;
                Ok((row.id, TaskStanding::of(&steps).map(|standing| standing.state)))
            });
            self.tasks = tasks.collect::<Result<_, store::StoreError>>()?;
            self.plans = reader.all::<Plan>()?.iter().map(|row| row.id).collect();
            self.plan_items = reader.all::<PlanItem>()?.iter().map(|row| row.id).collect();
            self.letters = reader.all::<Letter>()?.iter().map(|row| row.id).collect();
            self.letter_items = reader.all::<LetterItem>()?.iter().map(|row| (row.letter, row.id)).collect();
            let rules = reader.all::<ScoreRule>()?;
            self.rules = rules.iter().map(|row| row.id).collect();
            let by_hand =
                rules.iter().filter(|row| row.evidence == Evidence::ByHand && row.about == ScoreAbout::Member);
            self.by_hand = by_hand.map(|row| row.id).collect();
            self.members = reader.all::<PartyMember>()?.iter().map(|row| row.person).collect();
            self.entries = reader.all::<ScoreEntry>()?.iter().map(|row| row.id).collect();
            Ok(())
        };
        session.read(read).unwrap();
    }

    /// What the window would send; nothing of a kind that is not of these.
    pub fn value(&self, dice: &mut Dice, kind: &str, who: Id, date: &str) -> Option<Value> {
        let any = |dice: &mut Dice, of: &[Id]| if of.is_empty() { who } else { *dice.one(of) };
        let words = format!("示例事{}", dice.below(1000));
        let (task, state) = if self.tasks.is_empty() { (who, None) } else { *dice.one(&self.tasks) };
        let (plan, letter, rule) = (any(dice, &self.plans), any(dice, &self.letters), any(dice, &self.rules));
        let period = *dice.one(&["2026", "2026-01", "2026-02", "2026-03", "2026-04"]);
        Some(match kind {
            "give_task" => {
                json!({ "date": date, "text": words, "due": dice.maybe("2026-06"), "owner": dice.maybe(who) })
            }
            "edit_task" => json!({ "task": task, "text": words, "remark": dice.one(&["", "加急"]) }),
            "task_step" => {
                let next = state.map_or(TaskStepKind::ALL, TaskState::next);
                json!({ "task": task, "step": dice.one(next), "date": dice.one(&[date, "2026-03-20"]), "note": words })
            }
            "drop_task" => json!({ "task": task }),
            "make_plan" => json!({ "period": period, "targets": dice.maybe(&words),
                "items": [{ "text": words, "owner": dice.maybe(who) }, { "text": "党小组会", "duty": "party-group-meeting" }] }),
            "edit_plan" => json!({ "plan": plan, "methods": words, "items": dice.maybe([json!({ "text": words })]) }),
            "plan_done" => {
                json!({ "item": any(dice, &self.plan_items), "date": dice.one(&["", date]), "result": dice.maybe(&words) })
            }
            "drop_plan" => json!({ "plan": plan }),
            "draft_letters" => json!({ "year": dice.one(&[2025, 2026, 2027]), "from_year": dice.maybe(2026) }),
            "edit_letter" => {
                json!({ "letter": letter, "items": dice.maybe([json!({ "text": words, "points": "100" })]) })
            }
            "sign_letter" => json!({ "letter": letter, "date": dice.one(&["", date]) }),
            "score_letter" => {
                let (letter, item) =
                    if self.letter_items.is_empty() { (who, who) } else { *dice.one(&self.letter_items) };
                json!({ "letter": letter, "items": [{ "item": item, "own_score": dice.one(&["", "4", "5"]) }] })
            }
            "drop_letter" => json!({ "letter": letter }),
            "set_rules" => json!({ "year": dice.one(&[2025, 2026]), "from_year": dice.maybe(2026) }),
            "add_rule" => json!({ "year": 2026, "about": dice.one(&["党员", "岗位", "服务项目"]), "text": words,
                "points": dice.one(&["1", "-0.5"]), "cap": dice.maybe("3"), "evidence": dice.one(&["人工登记", "到会", "参加活动"]) }),
            "edit_rule" => json!({ "rule": rule, "points": dice.one(&["2", "1.5"]), "cap": dice.one(&["", "4"]) }),
            "drop_rule" => json!({ "rule": rule }),
            "give_points" => {
                let (rule, member) = (any(dice, &self.by_hand), any(dice, &self.members));
                json!({ "rule": rule, "person": member, "date": date, "reason": words, "reviewer": who })
            }
            "change_year" => json!({ "year": 2027, "letters": true, "rules": dice.below(2) == 0,
                "commitments": [{ "person": any(dice, &self.members), "text": words }] }),
            "drop_points" => json!({ "entry": any(dice, &self.entries) }),
            _ => return None,
        })
    }
}
