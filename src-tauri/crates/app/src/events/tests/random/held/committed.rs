//! By chance: posts, claims, commitments with their steps.

use domain::commitment::{Claim, Commitment, CommitmentState, CommitmentStepKind, Post};
use domain::id::Id;
use domain::person::PartyMember;
use serde_json::{Value, json};

use super::Dice;
use crate::session::Session;

/// What there is of it: ids.
#[derive(Default)]
pub(super) struct Committed {
    members: Vec<Id>,
    posts: Vec<Id>,
    claims: Vec<Id>,
    /// With where each stands.
    commitments: Vec<(Id, Option<CommitmentState>)>,
}

impl Committed {
    pub fn read(&mut self, session: &Session) {
        let read = |reader: &store::Reader<'_>| {
            self.members = reader.all::<PartyMember>()?.iter().map(|row| row.person).collect();
            self.posts = reader.all::<Post>()?.iter().map(|row| row.id).collect();
            self.claims = reader.all::<Claim>()?.iter().map(|row| row.id).collect();
            let rows = reader
                .all::<Commitment>()?
                .into_iter()
                .map(|row| Ok((row.id, CommitmentState::of(&reader.steps_of_commitment(row.id)?))));
            self.commitments = rows.collect::<Result<_, store::StoreError>>()?;
            Ok(())
        };
        session.read(read).unwrap();
    }

    pub fn value(&self, dice: &mut Dice, kind: &str, who: Id, date: &str) -> Value {
        let any = |dice: &mut Dice, of: &[Id]| if of.is_empty() { who } else { *dice.one(of) };
        let name = format!("示例岗{}", dice.below(1000));
        let (post, claim, member) = (any(dice, &self.posts), any(dice, &self.claims), any(dice, &self.members));
        let (commitment, state) = if self.commitments.is_empty() { (who, None) } else { *dice.one(&self.commitments) };
        let mistaken = dice.below(2) == 0;
        let day = if mistaken { Value::Null } else { json!(date) };
        match kind {
            "add_post" => {
                json!({ "post_kind": dice.one(&["环境卫生", "示例"]), "name": name, "date": dice.maybe(date) })
            }
            "set_posts" => {
                json!({ "kinds": [dice.one(&["环境卫生", "政策宣传", "纠纷调解"])], "date": dice.maybe(date) })
            }
            "edit_post" => json!({ "post": post, "name": name, "duty": dice.one(&["", "清扫"]) }),
            "end_post" => json!({ "post": post, "date": day }),
            "claim_post" => json!({ "post": post, "person": member, "date": dice.maybe(date) }),
            "edit_claim" => json!({ "claim": claim, "performance": name, "appraisal": dice.one(&["", "称职"]) }),
            "end_claim" => json!({ "claim": claim, "date": day }),
            "commit" => json!({ "person": member, "text": name, "due": dice.maybe("2026-12"), "date": date,
                "post": dice.one(&[Some(""), None]) }),
            "edit_commitment" => json!({ "commitment": commitment, "text": name, "measures": "", "due": "2026" }),
            "commitment_step" => {
                let step = *dice.one(CommitmentState::next(state).get(..1).unwrap_or(CommitmentStepKind::ALL));
                let passed = match step {
                    CommitmentStepKind::Reviewed | CommitmentStepKind::Kept => Some(dice.below(3) > 0),
                    _ => None,
                };
                json!({ "commitments": [commitment], "step": step, "date": dice.one(&[date, "2026-03-20"]),
                    "passed": passed, "note": dice.maybe(name) })
            }
            "drop_commitment" => json!({ "commitment": commitment }),
            _ => panic!("{kind} is never tried"),
        }
    }
}
