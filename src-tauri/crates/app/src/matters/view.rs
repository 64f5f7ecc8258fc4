//! One matter whole, with the steps that may follow.

use domain::codes::CodeTable;
use domain::id::Id;
use domain::mask;
use domain::matter::{MatterStepKind, next_steps};
use domain::visit::VisitNeed;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::list::{HIDDEN, Shown};
use super::{Case, Cases, MatterRow};
use crate::failure::{Failure, Result};
use crate::session::{Session, id};
use crate::standard;

/// Which matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct MatterAsk {
    /// Its row id.
    pub id: String,
    /// Whole, telephone and content of a dispute too; that goes to the audit log.
    pub full: bool,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MatterStepRow {
    /// Row id.
    pub id: String,
    /// 登记, 上报, …
    pub step: &'static str,
    /// The day.
    pub date: String,
    /// Who did it or to whom it went.
    pub actor: Option<String>,
    /// 办理情况; `•••` of a dispute.
    pub note: Option<String>,
    /// 是否满意.
    pub satisfied: Option<bool>,
}

/// What a dispute has beyond a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DisputeView {
    /// 类别.
    pub class: Option<String>,
    /// 规模.
    pub scale: Option<String>,
    /// 当事人甲, masked.
    pub party_a: Option<String>,
    /// 当事人乙, masked.
    pub party_b: Option<String>,
    /// 涉及人数.
    pub involved: Option<u32>,
    /// 主要诉求, masked.
    pub demand: Option<String>,
    /// 化解方式.
    pub method: Option<String>,
    /// 是否成功.
    pub settled: Option<bool>,
}

/// One matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MatterView {
    /// As lists have it.
    pub row: MatterRow,
    /// Something of it is masked.
    pub masked: bool,
    /// Row id of the grid.
    pub grid: Option<String>,
    /// Row id of the household.
    pub household: Option<String>,
    /// Its address, as people say where it is.
    pub place: Option<String>,
    /// Row id of the 反映人.
    pub reporter_id: Option<String>,
    /// 反映人 outside of the register.
    pub reporter_name: Option<String>,
    /// 电话 as written down with it, masked.
    pub phone: Option<String>,
    /// 住址 as written down with it.
    pub address: Option<String>,
    /// 收到材料.
    pub materials: Option<String>,
    /// Row id of the 首问责任人.
    pub first_asked_id: Option<String>,
    /// Their name.
    pub first_asked: Option<String>,
    /// 是否本人职责.
    pub own_duty: Option<bool>,
    /// Row id of the 责任人.
    pub responsible_id: Option<String>,
    /// Row id of the visit on which it was asked for.
    pub visit: Option<String>,
    /// What a dispute has beyond it.
    pub dispute: Option<DisputeView>,
    /// Its steps in their order.
    pub steps: Vec<MatterStepRow>,
    /// The steps that may follow.
    pub next: Vec<&'static str>,
}

/// One matter, with its steps and those that may follow.
///
/// # Errors
/// A matter that is not there; what the store says.
pub fn matter(session: &Session, ask: &MatterAsk) -> Result<MatterView> {
    let matter = id(&ask.id)?;
    let register = session.register()?;
    let (cases, visit) = session.read(|reader| {
        let cases = Cases::read(reader)?;
        let need = cases.all.iter().find(|case| case.matter.id == matter).and_then(|case| case.matter.need);
        let need: Option<VisitNeed> = need.map(|need| reader.get(need)).transpose()?.flatten();
        Ok((cases, need.map(|need| need.visit)))
    })?;
    let case = cases.all.iter().find(|case| case.matter.id == matter).ok_or_else(Failure::gone)?;
    let shown = Shown { register: &register, cases: &cases, today: session.today() };
    let hides = case.dispute.is_some() || case.matter.phone.is_some();
    if ask.full && hides {
        session.book().audit_append("reveal", Some(&format!("matter {matter}")), None)?;
    }
    let taken: Vec<MatterStepKind> = case.steps.iter().map(|step| step.step).collect();
    let pack = session.standard()?;
    let known = pack.matters.iter().find(|kind| kind.kind == case.matter.kind);
    // A kind that the pack does not know any more goes the whole way.
    let course = known.map_or(domain::matter::Course::Whole, standard::MatterKind::course);
    let next = next_steps(course, &taken).iter().map(|step| step.word()).collect();
    Ok(view(&shown, case, ask.full, visit, next))
}

fn view(shown: &Shown<'_>, case: &Case, full: bool, visit: Option<Id>, next: Vec<&'static str>) -> MatterView {
    let Case { matter, dispute, steps, .. } = case;
    let (register, cases) = (shown.register, shown.cases);
    let shut = dispute.is_some() && !full;
    let word = |text: &Option<String>| text.as_ref().map(|text| if shut { HIDDEN.to_owned() } else { text.clone() });
    let person = |person: Option<Id>| person.map(|person| cases.merged.kept(person).to_string());
    let mut row = shown.row(case);
    if full {
        row.content.clone_from(&matter.content);
    }
    let household = matter.household.and_then(|household| register.household(household));
    let grid = register.grid_of_unit(matter.unit);
    let phone = matter.phone.as_ref();
    let coded = |code: &Option<String>, table: CodeTable| code.as_ref().map(|code| table.word(code).to_owned());
    MatterView {
        row,
        masked: !full && (dispute.is_some() || phone.is_some()),
        grid: grid.map(|grid| grid.id.to_string()),
        household: matter.household.map(|household| household.to_string()),
        place: household.and_then(|row| row.address.clone().or_else(|| row.code.clone())),
        reporter_id: person(matter.reporter),
        reporter_name: matter.reporter_name.clone(),
        phone: phone.map(|phone| if full { phone.clone() } else { mask::phone(phone) }),
        address: matter.address.clone(),
        materials: matter.materials.clone(),
        first_asked_id: person(matter.first_asked),
        first_asked: cases.name(register, matter.first_asked),
        own_duty: matter.own_duty,
        responsible_id: person(matter.responsible),
        visit: visit.map(|visit| visit.to_string()),
        dispute: dispute.as_ref().map(|one| DisputeView {
            class: coded(&one.class, CodeTable::DisputeClass),
            scale: one.scale.clone(),
            party_a: word(&one.party_a),
            party_b: word(&one.party_b),
            involved: one.involved,
            demand: word(&one.demand),
            method: coded(&one.method, CodeTable::DisputeResolution),
            settled: one.settled,
        }),
        steps: steps
            .iter()
            .map(|step| MatterStepRow {
                id: step.id.to_string(),
                step: step.step.word(),
                date: step.date.to_string(),
                actor: step.actor.clone(),
                note: word(&step.note),
                satisfied: step.satisfied,
            })
            .collect(),
        next,
    }
}
