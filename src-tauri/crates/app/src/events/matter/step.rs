//! 办理民情事项: one step more, where the state allows it.

use domain::id::Id;
use domain::matter::MatterStepKind::{
    Answered, Assigned, Closed, Handled, Reopened, Revisited, SentBack, SettledHere, Suspended,
};
use domain::matter::{MatterStep, MatterStepKind, next_steps};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{dispute, kind_of, known, need};
use crate::events::ground::Ground;
use crate::events::{Act, typed};
use crate::failure::{Failure, Result};

/// 办理民情事项.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct TakeMatterStep {
    /// Row id of the matter.
    pub matter: String,
    /// 就地办结, 上报, 交办, 处置, 反馈, 回访, 结案, 退回, 挂起, 重开.
    pub step: String,
    /// The day.
    pub date: String,
    /// Who did it or to whom it went; needed of 交办.
    pub actor: Option<String>,
    /// 办理情况; needed of 就地办结 and 处置, and as the reason of 退回, 挂起 and 重开.
    pub note: Option<String>,
    /// 是否满意, of 就地办结, 反馈 and 回访; needed of 回访.
    pub satisfied: Option<bool>,
    /// 化解方式 of a dispute that ends: a word or a code.
    pub method: Option<String>,
    /// 是否成功, of a dispute that ends.
    pub settled: Option<bool>,
}

impl Act for TakeMatterStep {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let matter = known(ground, &self.matter)?;
        let word = typed::needed(&self.step, "办理步骤", "step")?;
        let step = MatterStepKind::from_word(&word).ok_or_else(|| unknown(MatterStepKind::ALL))?;
        let steps = ground.write.steps_of_matter(matter.id)?;
        let taken: Vec<MatterStepKind> = steps.iter().map(|step| step.step).collect();
        let allowed = next_steps(kind_of(&ground.standard, &matter.kind)?.course(), &taken);
        if !allowed.contains(&step) {
            let words: Vec<&str> = allowed.iter().map(|step| step.word()).collect();
            let words = format!("这个事项现在不能{step}，可以{}", words.join("、"));
            return Err(Failure::new("step_not_allowed", words).at("step"));
        }
        let date = ground.day(&self.date, "日期")?.first_day();
        if steps.last().is_some_and(|last| date < last.date) {
            return Err(Failure::new("before_step", "日期早于上一步的日期，请核对").at("date"));
        }
        let (actor, note) = (typed::text(self.actor.as_deref()), typed::text(self.note.as_deref()));
        if step == Assigned && actor.is_none() {
            return Err(Failure::new("needed", "请写交给谁办").at("actor"));
        }
        if note.is_none()
            && let Some(words) = asked_of(step)
        {
            return Err(Failure::new("needed", words).at("note"));
        }
        if self.satisfied.is_some() && !matches!(step, SettledHere | Answered | Revisited) {
            return Err(Failure::new("not_asked", "只有就地办结、反馈和回访才填是否满意").at("satisfied"));
        }
        if self.satisfied.is_none() && step == Revisited {
            return Err(Failure::new("needed", "请写回访时是否满意").at("satisfied"));
        }
        let row = MatterStep {
            id: ground.write.mint(),
            matter: matter.id,
            n: steps.len() as u32 + 1,
            step,
            date,
            actor,
            note,
            satisfied: self.satisfied,
        };
        ground.write.put(&row)?;
        let method = typed::text(self.method.as_deref());
        if (method.is_some() || self.settled.is_some()) && !matches!(step, SettledHere | Handled | Answered | Closed) {
            let words = "化解方式和是否成功，在就地办结、处置、反馈或结案时填";
            return Err(Failure::new("not_ended", words).at("method"));
        }
        dispute::ended(ground, &matter, method.as_ref(), self.settled)?;
        need::follow(ground, &matter)?;
        Ok(matter.id)
    }
}

/// What must be noted of a step.
fn asked_of(step: MatterStepKind) -> Option<&'static str> {
    match step {
        SettledHere | Handled => Some("请写怎么办的"),
        SentBack => Some("请写退回的原因"),
        Suspended => Some("请写挂起的原因"),
        Reopened => Some("请写重开的原因"),
        _ => None,
    }
}

fn unknown(steps: &[MatterStepKind]) -> Failure {
    let words: Vec<&str> = steps.iter().map(|step| step.word()).collect();
    Failure::new("unknown_step", format!("办理步骤请写{}", words.join("、"))).at("step")
}
