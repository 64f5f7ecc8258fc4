//! A need of a visit that became a matter: it is settled through the matter, and stays while the matter does.

use std::sync::Arc;

use domain::date::PartialDate;
use domain::id::Id;
use domain::matter::{Matter, standing};
use domain::visit::{Visit, VisitNeed};

use super::whose::unit;
use super::{begin, kind_of};
use crate::events::ground::Ground;
use crate::failure::{Failure, Result};
use crate::session::id;

/// 来源 of what is asked for on visits.
pub(super) fn source(ground: &Ground<'_, '_>) -> String {
    ground.standard.matter_words.sources.first().cloned().unwrap_or_default()
}

/// A need that can become a matter, and its visit.
pub(super) fn asked(ground: &Ground<'_, '_>, need: &str) -> Result<(VisitNeed, Visit)> {
    let need: VisitNeed = ground.write.get(id(need)?)?.ok_or_else(|| Failure::gone().at("need"))?;
    free(ground, &need)?;
    if need.result.is_some() {
        return Err(Failure::new("need_settled", "这条诉求已经有办理结果，不用再转为事项").at("need"));
    }
    let visit: Visit = ground.write.get(need.visit)?.ok_or_else(Failure::gone)?;
    Ok((need, visit))
}

/// Refuses what would go past the matter that a need became.
pub(in crate::events) fn free(ground: &Ground<'_, '_>, need: &VisitNeed) -> Result<()> {
    match ground.write.matter_of_need(need.id)? {
        None => Ok(()),
        Some(matter) => {
            let words = format!("这条诉求已转为民情事项 {}，请到「民情事项」里办理", matter.no);
            Err(Failure::new("need_is_matter", words).at("need"))
        }
    }
}

/// The visit on which something was asked for.
pub(super) fn visit_of(ground: &Ground<'_, '_>, need: Id) -> Result<Option<Visit>> {
    let Some(need) = ground.write.get::<VisitNeed>(need)? else { return Ok(None) };
    Ok(ground.write.get(need.visit)?)
}

/// Makes a need a matter with what the visit says, where it is none yet. Of a kind that the pack does not know, or that
/// is linked to nobody, it is of the pack's first.
pub(in crate::events) fn becomes(ground: &mut Ground<'_, '_>, visit: &Visit, need: &VisitNeed) -> Result<()> {
    if ground.write.matter_of_need(need.id)?.is_some() {
        return Ok(());
    }
    asked(ground, &need.id.to_string())?;
    let standard = Arc::clone(&ground.standard);
    let kinds = &standard.matters;
    let known = kinds.iter().find(|kind| need.kind.as_ref() == Some(&kind.kind) && !kind.nobody);
    let kind = match known.or(kinds.first()) {
        Some(kind) => kind,
        None => kind_of(&standard, "")?,
    };
    let date = visit.date.first_day();
    let days = |days: u32| date.checked_add_days(chrono::Days::new(u64::from(days)));
    let mut matter = Matter {
        id: ground.write.mint(),
        no: String::new(),
        kind: kind.kind.clone(),
        source: source(ground),
        date,
        unit: None,
        household: Some(visit.household),
        reporter: visit.person,
        reporter_name: None,
        phone: None,
        address: None,
        content: need.text.clone(),
        materials: None,
        first_asked: None,
        own_duty: None,
        responsible: None,
        due: kind.days.and_then(days),
        need: Some(need.id),
    };
    matter.unit = unit(ground, None, &matter)?;
    begin(ground, matter, kind, None)?;
    Ok(())
}

/// After a visit was put right: its matters are of the same household, and none began before it.
pub(in crate::events) fn visit_moved(ground: &mut Ground<'_, '_>, before: &Visit, now: &Visit) -> Result<()> {
    for need in ground.write.needs_of_visit(now.id)? {
        let Some(matter) = ground.write.matter_of_need(need.id)? else { continue };
        if matter.date < now.date.first_day() {
            let words = format!("走访日期晚于民情事项 {} 的登记日期，请核对", matter.no);
            return Err(Failure::new("after_matter", words).at("date"));
        }
        if matter.household == Some(before.household) {
            let reporter = if matter.reporter == before.person { now.person } else { matter.reporter };
            ground.write.put(&Matter { household: Some(now.household), reporter, ..matter })?;
        }
    }
    Ok(())
}

/// 办理结果 of the need is that of its matter: there when it is settled, gone when it is reopened.
pub(super) fn follow(ground: &mut Ground<'_, '_>, matter: &Matter) -> Result<()> {
    let Some(need) = matter.need else { return Ok(()) };
    let Some(need) = ground.write.get::<VisitNeed>(need)? else { return Ok(()) };
    let steps = ground.write.steps_of_matter(matter.id)?;
    let settled = standing(&steps).and_then(|standing| standing.settled);
    let said = |settled: &domain::matter::Settled| settled.result.clone().unwrap_or_else(|| "已办结".to_owned());
    let row = VisitNeed {
        result: settled.as_ref().map(said),
        result_on: settled.as_ref().map(|settled| PartialDate::from(settled.on)),
        ..need
    };
    ground.write.put(&row)?;
    Ok(())
}
