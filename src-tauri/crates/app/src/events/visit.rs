//! 走访: recorded, corrected, taken out again when it was entered by mistake; and what came of what was asked for.

use domain::attachment::Owner;
use domain::date::PartialDate;
use domain::household::Household;
use domain::id::Id;
use domain::visit::{Visit, VisitKind, VisitNeed, VisitOutcome};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, attachment, matter, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// Something that was asked for on a visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct NeedTyped {
    /// Row id of one that is there already, when a visit is corrected.
    pub need: Option<String>,
    /// Of which kind.
    pub kind: Option<String>,
    /// 反映问题, 诉求.
    pub text: String,
    /// 现场答复.
    pub answer: Option<String>,
    /// 要上报.
    pub report: bool,
    /// It becomes a 民情事项, where it is none yet.
    pub matter: bool,
}

/// 登记走访 of a household, of one person of it, or both. With a person alone, it is the household where they lived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct PayVisit {
    /// Row id of the household; or
    pub household: Option<String>,
    /// row id of the person.
    pub person: Option<String>,
    /// The day.
    pub date: String,
    /// 入户, 走访慰问, 送学上门, 代理家长, 回访, 电话.
    pub kind: String,
    /// 见到, 不在家.
    pub outcome: String,
    /// 走访人.
    pub visitors: Option<String>,
    /// 家庭近况.
    pub findings: Option<String>,
    /// What was asked for.
    pub needs: Vec<NeedTyped>,
    /// When to come again.
    pub next: Option<String>,
    /// 是否满意, of a 回访.
    pub satisfied: Option<bool>,
    /// 备注.
    pub remark: Option<String>,
}

/// 修改走访: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditVisit {
    /// Row id of the visit.
    pub visit: String,
    /// Row id of the household.
    pub household: Option<String>,
    /// Row id of the person.
    pub person: Option<String>,
    /// The day.
    pub date: Option<String>,
    /// In which way.
    pub kind: Option<String>,
    /// 见到, 不在家.
    pub outcome: Option<String>,
    /// 走访人.
    pub visitors: Option<String>,
    /// 家庭近况.
    pub findings: Option<String>,
    /// All that was asked for: one that is not among them any more is taken out.
    pub needs: Option<Vec<NeedTyped>>,
    /// When to come again.
    pub next: Option<String>,
    /// 是否满意, of a 回访.
    pub satisfied: Option<bool>,
    /// 备注.
    pub remark: Option<String>,
}

/// 删除误记的走访.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DropVisit {
    /// Row id of the visit.
    pub visit: String,
}

/// 登记诉求办理结果.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct NeedResult {
    /// Row id of what was asked for.
    pub need: String,
    /// 办理结果; empty takes it away.
    pub result: String,
    /// When it came.
    pub date: String,
}

impl Act for PayVisit {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let id = ground.write.mint();
        let date = ground.day(&self.date, "走访日期")?;
        let (household, person) = whom(ground, self.household.as_deref(), self.person.as_deref(), date)?;
        let visit = Visit {
            id,
            household,
            person,
            date,
            kind: kind(&self.kind)?,
            outcome: outcome(&self.outcome)?,
            visitors: typed::text(self.visitors.as_deref()),
            findings: typed::text(self.findings.as_deref()),
            next: typed::maybe_date(self.next.as_deref(), "next")?,
            satisfied: self.satisfied,
            remark: typed::text(self.remark.as_deref()),
            entered_on: Some(ground.today),
        };
        put(ground, &visit, Some(&self.needs))
    }
}

impl Act for EditVisit {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let before: Visit = ground.write.get(id(&self.visit)?)?.ok_or_else(|| Failure::gone().at("visit"))?;
        let mut visit = before.clone();
        if let Some(date) = &self.date {
            visit.date = ground.day(date, "走访日期")?;
        }
        // What is not touched is not looked at again: who lived where may have been put right since.
        if self.date.is_some() || self.household.is_some() || self.person.is_some() {
            let person = match &self.person {
                Some(person) => typed::text(Some(person)),
                None => visit.person.map(|person| person.to_string()),
            };
            let household = self.household.clone().unwrap_or_else(|| visit.household.to_string());
            (visit.household, visit.person) = whom(ground, Some(&household), person.as_deref(), visit.date)?;
        }
        if let Some(word) = &self.kind {
            visit.kind = kind(word)?;
        }
        if let Some(word) = &self.outcome {
            visit.outcome = outcome(word)?;
        }
        let texts = [
            (&self.visitors, &mut visit.visitors),
            (&self.findings, &mut visit.findings),
            (&self.remark, &mut visit.remark),
        ];
        for (said, kept) in texts {
            if said.is_some() {
                *kept = typed::text(said.as_deref());
            }
        }
        if self.next.is_some() {
            visit.next = typed::maybe_date(self.next.as_deref(), "next")?;
        }
        // Of another kind of visit nobody asks whether they were satisfied.
        let asked = visit.kind == VisitKind::FollowUp && visit.outcome == VisitOutcome::Met;
        visit.satisfied = self.satisfied.or(visit.satisfied.filter(|_| asked));
        let id = put(ground, &visit, self.needs.as_deref())?;
        matter::need::visit_moved(ground, &before, &visit)?;
        Ok(id)
    }
}

impl Act for DropVisit {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let visit: Visit = ground.write.get(id(&self.visit)?)?.ok_or_else(|| Failure::gone().at("visit"))?;
        for need in ground.write.needs_of_visit(visit.id)? {
            matter::need::free(ground, &need)?;
            ground.write.remove::<VisitNeed>(need.id)?;
        }
        attachment::drop_all(ground, Owner::Visit(visit.id))?;
        ground.write.remove::<Visit>(visit.id)?;
        Ok(visit.id)
    }
}

impl Act for NeedResult {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let need: VisitNeed = ground.write.get(id(&self.need)?)?.ok_or_else(|| Failure::gone().at("need"))?;
        matter::need::free(ground, &need)?;
        let visit: Visit = ground.write.get(need.visit)?.ok_or_else(Failure::gone)?;
        let result = typed::text(Some(&self.result));
        let result_on = if result.is_some() { Some(ground.past(&self.date)?) } else { None };
        if result_on.is_some_and(|on| on.first_day() < visit.date.first_day() && !on.is_refined_by(visit.date)) {
            return Err(Failure::new("before_visit", "办理日期早于走访日期，请核对").at("date"));
        }
        let id = need.id;
        ground.write.put(&VisitNeed { result, result_on, ..need })?;
        Ok(id)
    }
}

fn kind(word: &str) -> Result<VisitKind> {
    VisitKind::from_word(word.trim()).ok_or_else(|| {
        let words = "走访方式请写入户、走访慰问、送学上门、代理家长、回访或电话";
        Failure::new("unknown_visit", words).at("kind")
    })
}

fn outcome(word: &str) -> Result<VisitOutcome> {
    VisitOutcome::from_word(word.trim())
        .ok_or_else(|| Failure::new("unknown_outcome", "走访结果请写见到或不在家").at("outcome"))
}

/// Which household was visited, and who of it: both there on that day.
fn whom(
    ground: &Ground<'_, '_>,
    household: Option<&str>,
    person: Option<&str>,
    date: PartialDate,
) -> Result<(Id, Option<Id>)> {
    let on = date.first_day();
    let stays = match typed::text(person) {
        None => None,
        Some(person) => {
            let person = ground.person(&person)?;
            if person.birth.is_some_and(|birth| !birth.begun_on(on)) {
                return Err(Failure::new("before_birth", "走访日期早于这个人的出生日期，请核对").at("date"));
            }
            Some((person.id, ground.stays(person.id, on)?))
        }
    };
    let household = match (typed::text(household), &stays) {
        (Some(household), _) => id(&household)?,
        (None, Some((_, stays))) => stays.first().map(|stay| stay.household).ok_or_else(elsewhere)?,
        (None, None) => return Err(Failure::new("needed", "请选走访的户或人").at("household")),
    };
    let row: Household = ground.write.get(household)?.ok_or_else(|| Failure::gone().at("household"))?;
    if row.from.is_some_and(|from| !from.begun_on(on)) {
        return Err(Failure::new("before_founded", "走访日期早于这一户立户的日期，请核对").at("date"));
    }
    if row.to.is_some_and(|to| to.begun_on(on)) {
        return Err(Failure::new("household_closed", "这一户那天已经销户，请核对日期或另选一户").at("household"));
    }
    let Some((person, stays)) = stays else { return Ok((household, None)) };
    if stays.iter().any(|stay| stay.household == household) { Ok((household, Some(person))) } else { Err(elsewhere()) }
}

fn elsewhere() -> Failure {
    Failure::new("not_in_household", "这个人那天不住在这一户，请核对日期或另选一人").at("person")
}

/// Writes a visit and, where they are given, all of its needs.
fn put(ground: &mut Ground<'_, '_>, visit: &Visit, needs: Option<&[NeedTyped]>) -> Result<Id> {
    if visit.next.is_some_and(|next| next.first_day() <= visit.date.first_day()) {
        return Err(Failure::new("next_before", "下次走访的日期要在这次之后，请核对").at("next"));
    }
    if visit.satisfied.is_some() && visit.kind != VisitKind::FollowUp {
        return Err(Failure::new("not_follow_up", "只有回访才填是否满意，请改方式或不填").at("satisfied"));
    }
    let there = ground.write.needs_of_visit(visit.id)?;
    let any = needs.map_or(!there.is_empty(), |needs| !needs.is_empty());
    if visit.outcome == VisitOutcome::NotHome && (any || visit.satisfied.is_some()) {
        return Err(Failure::new("nobody_home", "不在家的走访没有诉求和满意度，请改成见到，或去掉它们").at("needs"));
    }
    ground.write.put(visit)?;
    let Some(needs) = needs else { return Ok(visit.id) };
    let mut kept = Vec::new();
    for (at, typed) in needs.iter().enumerate() {
        let row = need(ground, visit.id, &there, typed).map_err(|failure| failure.of_row("needs", at))?;
        kept.push(row.id);
        ground.write.put(&row)?;
        if typed.matter {
            matter::need::becomes(ground, visit, &row).map_err(|failure| failure.of_row("needs", at))?;
        }
    }
    for gone in there.iter().filter(|row| !kept.contains(&row.id)) {
        matter::need::free(ground, gone)?;
        ground.write.remove::<VisitNeed>(gone.id)?;
    }
    Ok(visit.id)
}

/// A need as typed; what came of one that was there stays with it.
fn need(ground: &mut Ground<'_, '_>, visit: Id, there: &[VisitNeed], typed: &NeedTyped) -> Result<VisitNeed> {
    let known = match typed::text(typed.need.as_deref()) {
        None => None,
        Some(need) => {
            let need = id(&need)?;
            Some(there.iter().find(|row| row.id == need).ok_or_else(|| Failure::gone().at("need"))?)
        }
    };
    let text = typed::text(Some(&typed.text))
        .ok_or_else(|| Failure::new("needed", "请写反映的问题或诉求，没有就去掉这一条").at("text"))?;
    Ok(VisitNeed {
        id: known.map_or_else(|| ground.write.mint(), |row| row.id),
        visit,
        kind: typed::text(typed.kind.as_deref()),
        text,
        answer: typed::text(typed.answer.as_deref()),
        report: typed.report,
        result: known.and_then(|row| row.result.clone()),
        result_on: known.and_then(|row| row.result_on),
    })
}
