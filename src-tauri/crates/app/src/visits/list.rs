//! The visits themselves: of a household, of the months; what was asked for and still waits; who keeps in touch.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::resume_unwind;
use std::thread;

use domain::date::Month;
use domain::day::Day;
use domain::id::Id;
use domain::register::Register;
use domain::visit::{Contact, Visit, VisitKind, VisitNeed, VisitOutcome};
use serde::Serialize;
use store::{Reader, VisitGlance};
use ts_rs::TS;

use super::due::household_named;
use super::places::{Places, told};
use super::seen::Away;
use crate::failure::{Failure, Result};
use crate::history::Page;
use crate::ledger::running;
use crate::session::{Session, id};

/// Something that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct NeedRow {
    /// Row id.
    pub id: String,
    /// Row id of the visit.
    pub visit: String,
    /// Of which kind.
    pub kind: Option<String>,
    /// 反映问题, 诉求.
    pub text: String,
    /// 现场答复.
    pub answer: Option<String>,
    /// 要上报.
    pub report: bool,
    /// 办理结果.
    pub result: Option<String>,
    /// When it came.
    pub result_on: Option<String>,
    /// Somebody still waits for it.
    pub open: bool,
    /// The day of the visit.
    pub date: String,
    /// Row id of the household.
    pub household: String,
    /// Name of its head today.
    pub head: Option<String>,
    /// Its hamlet.
    pub hamlet: Option<String>,
    /// Row id of the 民情事项 that it became.
    pub matter: Option<String>,
    /// Its number.
    pub matter_no: Option<String>,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VisitRow {
    /// Row id.
    pub id: String,
    /// Row id of the household.
    pub household: String,
    /// Name of its head today.
    pub head: Option<String>,
    /// Row id of the person who was meant.
    pub person: Option<String>,
    /// Their name.
    pub person_name: Option<String>,
    /// The day.
    pub date: String,
    /// 入户, 走访慰问, …
    #[ts(type = "'入户' | '走访慰问' | '送学上门' | '代理家长' | '回访' | '电话'")]
    pub kind: &'static str,
    /// 见到, 不在家.
    #[ts(type = "'见到' | '不在家'")]
    pub outcome: &'static str,
    /// It counts as a visit.
    pub counts: bool,
    /// 走访人.
    pub visitors: Option<String>,
    /// 家庭近况.
    pub findings: Option<String>,
    /// When to come again.
    pub next: Option<String>,
    /// 是否满意.
    pub satisfied: Option<bool>,
    /// 备注.
    pub remark: Option<String>,
    /// What was asked for.
    pub needs: Vec<NeedRow>,
}

/// The visits of a month in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VisitMonth {
    /// `2026-11`.
    pub month: String,
    /// All visits and calls.
    pub visits: u32,
    /// Those on which somebody was seen.
    pub met: u32,
    /// Those on which nobody was home.
    pub not_home: u32,
    /// Phone calls among all.
    pub calls: u32,
    /// Those that count.
    pub counted: u32,
    /// How many households were reached by those.
    pub households: u32,
}

/// Who keeps in touch with a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ContactRow {
    /// Row id of the contact.
    pub id: String,
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Since when; none = since the opening.
    pub from: Option<String>,
    /// Until when, exclusive.
    pub to: Option<String>,
}

/// What rows are shown with, gathered once.
struct Shown<'d, 'r> {
    register: &'r Register,
    places: Places<'d, 'r>,
    away: Away<'r>,
    /// From needs to the matters that they became, with their numbers.
    matters: HashMap<Id, (Id, String)>,
}

impl<'d, 'r> Shown<'d, 'r> {
    fn new(reader: &Reader<'_>, day: &'d Day<'r>) -> Result<Self> {
        let register = day.register();
        let matters = reader.matters_of_needs()?;
        Ok(Self { register, places: Places::new(day), away: Away::new(register), matters })
    }

    fn head(&self, household: Id) -> Option<String> {
        self.places.head(self.register.household_index(household)?)
    }

    fn need(&self, need: &VisitNeed, visit: &Visit) -> NeedRow {
        let matter = self.matters.get(&need.id);
        NeedRow {
            id: need.id.to_string(),
            visit: visit.id.to_string(),
            kind: need.kind.clone(),
            text: need.text.clone(),
            answer: need.answer.clone(),
            report: need.report,
            result: need.result.clone(),
            result_on: told(need.result_on),
            open: need.is_open(),
            date: visit.date.to_string(),
            household: visit.household.to_string(),
            head: self.head(visit.household),
            hamlet: self.register.household(visit.household).and_then(|row| row.hamlet.clone()),
            matter: matter.map(|(id, _)| id.to_string()),
            matter_no: matter.map(|(_, no)| no.clone()),
        }
    }

    fn visit(&self, reader: &Reader<'_>, visit: &Visit) -> Result<VisitRow> {
        let glance = VisitGlance {
            household: visit.household,
            date: visit.date,
            kind: visit.kind,
            outcome: visit.outcome,
            next: visit.next,
        };
        let needs = reader.needs_of_visit(visit.id)?;
        Ok(VisitRow {
            id: visit.id.to_string(),
            household: visit.household.to_string(),
            head: self.head(visit.household),
            person: visit.person.map(|person| person.to_string()),
            person_name: visit.person.and_then(|person| Some(self.register.person(person)?.name.clone())),
            date: visit.date.to_string(),
            kind: visit.kind.word(),
            outcome: visit.outcome.word(),
            counts: self.away.counts(&glance),
            visitors: visit.visitors.clone(),
            findings: visit.findings.clone(),
            next: told(visit.next),
            satisfied: visit.satisfied,
            remark: visit.remark.clone(),
            needs: needs.iter().map(|need| self.need(need, visit)).collect(),
        })
    }
}

/// The visits of a household, newest first; it is named by its row id or its code.
///
/// # Errors
/// A household that is not there; what the store says.
pub fn visits_of(session: &Session, household: &str, offset: usize, limit: usize) -> Result<Page<VisitRow>> {
    let register = session.register()?;
    let at = household_named(&register, household)?;
    let household = register.rows().households[at as usize].id;
    let day = Day::new(&register, session.today());
    session.read(|reader| {
        let shown = Shown::new(reader, &day)?;
        let total = reader.count_visits_of_household(household)?;
        let rows = reader.visits_of_household(household, offset, limit.min(500))?;
        let rows = rows.iter().map(|visit| shown.visit(reader, visit)).collect::<Result<_>>()?;
        Ok(Page { total, rows })
    })
}

/// The visits of a month, newest first.
///
/// # Errors
/// `month_not_come`; what the store says.
pub fn visits_in(session: &Session, month: &str, offset: usize, limit: usize) -> Result<Page<VisitRow>> {
    let month = running(session, Some(month))?;
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    session.read(|reader| {
        let shown = Shown::new(reader, &day)?;
        let (total, rows) = reader.visits_page(month.first_day(), month.last_day(), offset, limit.min(500))?;
        let rows = rows.iter().map(|visit| shown.visit(reader, visit)).collect::<Result<_>>()?;
        Ok(Page { total, rows })
    })
}

/// One visit.
///
/// # Errors
/// A visit that is not there; what the store says.
pub fn visit(session: &Session, visit: &str) -> Result<VisitRow> {
    let visit = id(visit)?;
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    session.read(|reader| {
        let visit: Visit = reader.get(visit)?.ok_or_else(Failure::gone)?;
        Shown::new(reader, &day)?.visit(reader, &visit)
    })
}

/// What was asked for and still waits, the oldest first; what became a matter waits as such.
///
/// # Errors
/// What the store says.
pub fn needs_open(session: &Session) -> Result<Vec<NeedRow>> {
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    session.read(|reader| {
        let shown = Shown::new(reader, &day)?;
        let mut rows = Vec::new();
        for need in reader.needs_waiting()? {
            let visit: Visit = reader.get(need.visit)?.ok_or_else(Failure::gone)?;
            rows.push(shown.need(&need, &visit));
        }
        rows.sort_by(|one, other| (&one.date, &one.id).cmp(&(&other.date, &other.id)));
        Ok(rows)
    })
}

/// The visits of the last `months` months in numbers, the running one first.
///
/// # Errors
/// What the store says.
pub fn visits_by_month(session: &Session, months: usize) -> Result<Vec<VisitMonth>> {
    visits_until(session, Month::of(session.today()), months)
}

/// The visits of the `months` months up to a month in numbers, that month first.
///
/// # Errors
/// What the store says.
pub fn visits_until(session: &Session, last: Month, months: usize) -> Result<Vec<VisitMonth>> {
    let register = session.register()?;
    let away = Away::new(&register);
    let mut list: Vec<Month> = Vec::new();
    let mut month = last;
    for _ in 0..months.clamp(1, 240) {
        list.push(month);
        month = month.previous();
    }
    // What takes time is the cipher: half of the months on each of two cores.
    let (late, early) = list.split_at(list.len().div_ceil(2));
    let (late, early) = thread::scope(|scope| {
        let late = scope.spawn(|| tally(session, &away, late));
        let early = tally(session, &away, early);
        (late.join().unwrap_or_else(|panic| resume_unwind(panic)), early)
    });
    Ok([late?, early?].concat())
}

/// The visits of a run of months, newest first, in numbers.
fn tally(session: &Session, away: &Away, months: &[Month]) -> Result<Vec<VisitMonth>> {
    let (Some(last), Some(first)) = (months.first(), months.last()) else { return Ok(Vec::new()) };
    let mut told: BTreeMap<Month, (VisitMonth, HashSet<Id>)> =
        months.iter().map(|month| (*month, Default::default())).collect();
    session.read(|reader| {
        reader.glance_visits(first.first_day(), last.last_day().min(session.today()), |visit| {
            let Some((row, reached)) = told.get_mut(&Month::of(visit.date.first_day())) else { return };
            row.visits += 1;
            row.met += u32::from(visit.outcome == VisitOutcome::Met);
            row.not_home += u32::from(visit.outcome == VisitOutcome::NotHome);
            row.calls += u32::from(visit.kind == VisitKind::Call);
            if away.counts(&visit) {
                row.counted += 1;
                reached.insert(visit.household);
            }
        })?;
        Ok(())
    })?;
    let row = |(month, (row, reached)): (Month, (VisitMonth, HashSet<Id>))| VisitMonth {
        month: month.to_string(),
        households: reached.len() as u32,
        ..row
    };
    Ok(told.into_iter().rev().map(row).collect())
}

/// Who keeps and kept in touch with a household, those who do so now first.
///
/// # Errors
/// A household that is not there; what the store says.
pub fn contacts_of(session: &Session, household: &str) -> Result<Vec<ContactRow>> {
    let register = session.register()?;
    let at = household_named(&register, household)?;
    let mut rows: Vec<Contact> =
        session.read(|reader| Ok(reader.contacts_of_household(register.rows().households[at as usize].id)?))?;
    rows.sort_by_key(|row| (row.to.is_some(), std::cmp::Reverse(row.from), row.id));
    let name = |person| register.person(person).map(|person| person.name.clone()).unwrap_or_default();
    let row = |row: Contact| ContactRow {
        id: row.id.to_string(),
        person: row.person.to_string(),
        name: name(row.person),
        from: told(row.from),
        to: told(row.to),
    };
    Ok(rows.into_iter().map(row).collect())
}
