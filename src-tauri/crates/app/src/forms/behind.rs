//! The records behind a number.

use std::collections::BTreeSet;

use domain::balance::{of_households, of_persons};
use domain::day::{Day, Measure, Scope};
use domain::id::Id;
use domain::register::Register;
use domain::tag::Subject;
use serde::Serialize;
use ts_rs::TS;

use super::link::{Link, Part, What};
use crate::failure::{Failure, Result};
use crate::ledger::{self, Ask};
use crate::session::Session;
use crate::view::{Hangings, HouseholdRow, PersonRow};

/// Exactly those records that a number counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Behind {
    /// `2026-11 第一网格 低保户`.
    pub title: String,
    /// What counts, in words.
    pub basis: String,
    /// Its households.
    pub households: Vec<HouseholdRow>,
    /// Its persons.
    pub persons: Vec<PersonRow>,
}

/// Opens the number that carries this link.
///
/// # Errors
/// `not_found` when the link is none, or its grid is gone; what the store says.
pub fn records_behind(session: &Session, link: &str) -> Result<Behind> {
    let link: Link = link.parse().map_err(|_| Failure::gone())?;
    let month = link.month.to_string();
    let (mut register, ask) = ledger::asked(session, &month)?;
    let scope = link.part.scope(&register).ok_or_else(Failure::gone)?;
    let part = match scope {
        Scope::Village => ask.place.clone(),
        Scope::Grid(None) => ask.outside.clone(),
        Scope::Grid(Some(at)) => register.rows().grids[at as usize].name.clone(),
    };
    let basis = ledger::basis_of(&register, &ask);
    let sealed =
        ask.sealed_before.as_ref().map(|sealed| ledger::asked_then(session, sealed, None, false)).transpose()?;
    let found = match (link.what, sealed) {
        // What was sealed of the month before is in the book as it was then.
        (What::Last | What::LastHouseholds, Some((then, _))) => {
            let found = subjects(&then, &ask, link.part, link.what);
            register = then;
            found
        }
        (What::Corrected | What::CorrectedHouseholds, Some((then, _))) => {
            let what = if link.what == What::Corrected { What::Last } else { What::LastHouseholds };
            let old: BTreeSet<Subject> = subjects(&then, &ask, link.part, what).into_iter().collect();
            let new: BTreeSet<Subject> = subjects(&register, &ask, link.part, what).into_iter().collect();
            old.symmetric_difference(&new).copied().collect()
        }
        (what, _) => subjects(&register, &ask, link.part, what),
    };
    // Who went is described as on the day before.
    let past = matches!(
        link.what,
        What::Last
            | What::LastHouseholds
            | What::Corrected
            | What::CorrectedHouseholds
            | What::Went(_)
            | What::Closed(_)
            | What::HouseholdsOut
    );
    let day = &Day::new(&register, if past { ask.before } else { ask.as_of });
    let hangings = Hangings::new(day);
    let mut behind = Behind {
        title: format!("{month} {part} {}", title(link.what)),
        basis,
        households: Vec::new(),
        persons: Vec::new(),
    };
    for subject in found {
        match subject {
            Subject::Household(id) => {
                let at = register.household_index(id);
                behind.households.extend(at.map(|at| hangings.household_row(&register, day, at)));
            }
            Subject::Person(id) => {
                let at = register.person_index(id);
                behind.persons.extend(at.map(|at| hangings.person_row(&register, day, at)));
            }
        }
    }
    Ok(behind)
}

/// The records that a number counts in one reading of the book; none for a part that it does not have.
pub(crate) fn subjects(register: &Register, ask: &Ask, part: Part, what: What) -> Vec<Subject> {
    let Some(scope) = part.scope(register) else { return Vec::new() };
    let (before, now) = (Day::new(register, ask.before), Day::new(register, ask.as_of));
    match what {
        What::Measure(measure) => now.behind(measure, scope),
        What::Last => before.behind(Measure::Persons, scope),
        What::LastHouseholds => before.behind(Measure::Households, scope),
        What::Volunteers => volunteers(&now, scope),
        what => terms(&before, &now, scope, what),
    }
}

fn volunteers(now: &Day<'_>, scope: Scope) -> Vec<Subject> {
    let Scope::Grid(Some(at)) = scope else { return Vec::new() };
    let grid = now.register().rows().grids.get(at as usize);
    grid.map_or_else(Vec::new, |grid| ledger::volunteers(now, grid).into_iter().map(Subject::Person).collect())
}

/// The records behind a term of the balance.
fn terms(before: &Day<'_>, now: &Day<'_>, scope: Scope, what: What) -> Vec<Subject> {
    let wrap = |ids: &[Id], subject: fn(Id) -> Subject| ids.iter().map(|id| subject(*id)).collect();
    if let Some(ids) = what.persons(&of_persons(before, now, scope)) {
        return wrap(ids, Subject::Person);
    }
    what.households(&of_households(before, now, scope)).map_or_else(Vec::new, |ids| wrap(ids, Subject::Household))
}

fn title(what: What) -> &'static str {
    match what {
        What::Measure(Measure::Households) => "户数",
        What::Measure(Measure::Persons) => "人口",
        What::Measure(Measure::Temporary) => "暂住",
        What::Measure(Measure::PartyMembers) => "党员",
        What::Measure(Measure::Probationary) => "预备党员",
        What::Measure(Measure::Floating) => "流动党员",
        What::Measure(Measure::Away) => "外出务工",
        What::Measure(Measure::Tag(kind)) => kind.word(),
        What::Volunteers => "志愿者服务队",
        What::Last => "上月人口",
        What::LastHouseholds => "上月户数",
        What::Corrected | What::CorrectedHouseholds => ledger::CORRECTED,
        What::Came(reason) => reason.word(),
        What::Went(reason) => reason.word(),
        What::Opened(reason) => reason.word(),
        What::Closed(reason) => reason.word(),
        What::HouseholdsIn => "调入",
        What::HouseholdsOut => "调出",
        What::Unexplained | What::UnexplainedHouseholds => "差额",
    }
}
