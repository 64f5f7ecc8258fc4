//! What a county asks for: a duty of practice switched off or on, another number, each from a month on.

use std::collections::HashMap;

use domain::date::Month;
use domain::duty::{Duty, DutyOf, DutyPeriod, DutyScope, DutySource};
use serde::{Deserialize, Serialize};
use store::{OpKind, Reader};
use ts_rs::TS;

use super::ask::Calendar;
use crate::asked;
use crate::failure::{Failure, Result};
use crate::history;
use crate::session::{OpLabel, Session};
use crate::settings::{self, Dated};
use crate::standard::duty::MOST;

/// The settings' keys: one a duty, so that a change of one leaves the others alone.
const KEY: &str = "duty.";

/// What was set for a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Set {
    on: bool,
    min: Option<u32>,
}

/// What was set, by duty.
pub(super) struct Rules {
    set: HashMap<String, Dated<Option<Set>>>,
}

impl Rules {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let mut set = HashMap::new();
        for (key, text) in reader.settings()? {
            if let Some(duty) = key.strip_prefix(KEY) {
                set.insert(duty.to_owned(), settings::parsed(&text)?);
            }
        }
        Ok(Self { set })
    }

    fn set(&self, duty: &Duty, month: Month) -> Set {
        let set = self.set.get(&duty.id).and_then(|dated| *dated.at(month)?);
        set.unwrap_or(Set { on: duty.on, min: duty.min })
    }

    /// How often a duty is asked for in a month; none when it is switched off, none inside where no number is given.
    pub fn at(&self, duty: &Duty, month: Month) -> Option<Option<u32>> {
        let set = self.set(duty, month);
        set.on.then_some(set.min)
    }
}

/// A duty in the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DutyRule {
    /// Its key in the pack.
    pub id: String,
    /// 党小组会.
    pub name: String,
    /// Which clause it hangs on.
    pub clause: String,
    /// Who asks for it.
    #[ts(type = "'standard' | 'note' | 'practice'")]
    pub source: DutySource,
    /// Of what it is asked.
    #[ts(type = "'grid' | 'branch' | 'village' | 'household' | 'person'")]
    pub level: DutyScope,
    /// Of which persons.
    #[ts(type = "'member' | 'led_member' | 'left_behind_child' | 'immobile_old_member' | 'poor_old_member' | null")]
    pub of: Option<DutyOf>,
    /// In each of these.
    #[ts(type = "'month' | 'quarter' | 'year'")]
    pub period: DutyPeriod,
    /// At least so often, as it holds in the running month; none = no number.
    pub min: Option<u32>,
    /// What the pack says.
    pub shipped: Option<u32>,
    /// It is asked for.
    pub on: bool,
    /// It is the standard's own: neither off nor less often.
    pub fixed: bool,
    /// From which month the last change holds, where there was one.
    pub from: Option<String>,
}

/// Another number for a duty, or whether it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct SaveDuty {
    /// Its key in the pack.
    pub duty: String,
    /// It is asked for.
    pub on: bool,
    /// At least so often; blank = no number.
    pub min: Option<u32>,
    /// The month from which that holds; blank = the running one.
    pub from: Option<String>,
}

/// The duties of the standard, as they hold in the running month.
///
/// # Errors
/// What the store says.
pub fn duty_rules(session: &Session) -> Result<Vec<DutyRule>> {
    let standard = session.standard()?;
    session.read(|reader| {
        let month = Calendar::read(reader, session.today())?.running();
        let rules = Rules::read(reader)?;
        let rule = |duty: &Duty| {
            let set = rules.set(duty, month);
            let last = rules.set.get(&duty.id).and_then(|dated| dated.last());
            DutyRule {
                id: duty.id.clone(),
                name: duty.name.clone(),
                clause: duty.clause.clone(),
                source: duty.source,
                level: duty.scope,
                of: duty.of,
                period: duty.period,
                min: set.min,
                shipped: duty.min,
                on: set.on,
                fixed: duty.source == DutySource::Standard,
                from: last.map(|(from, _)| from.to_owned()),
            }
        };
        Ok(standard.duties.iter().map(rule).collect())
    })
}

fn check(duty: &Duty, save: &SaveDuty) -> Result<()> {
    if save.min.is_some_and(|min| !(1..=MOST).contains(&min)) {
        return Err(Failure::new("duty_number", "次数要在 1 到 99 之间，不定次数就留空").at("min"));
    }
    if duty.source != DutySource::Standard {
        return Ok(());
    }
    if !save.on {
        let message = "这是规范写明的要求，不能停用；没有写次数的，不记次数也不会标红";
        return Err(Failure::new("duty_of_standard", message).at("on"));
    }
    match duty.min {
        Some(least) if save.min.is_none_or(|min| min < least) => {
            let message = format!("规范要求至少 {least} 次，可以多定，不能少定");
            Err(Failure::new("duty_below_standard", message).at("min"))
        }
        _ => Ok(()),
    }
}

/// Changes a duty from a month on; the months before stay as they were.
///
/// # Errors
/// `not_found` for a duty that the pack has not; `duty_number`, `duty_of_standard`, `duty_below_standard`, `not_a_date`,
/// each with its field; what the store says.
pub fn save_duty(session: &Session, save: &SaveDuty) -> Result<Option<OpLabel>> {
    let standard = session.standard()?;
    let duty = standard.duties.iter().find(|duty| duty.id == save.duty);
    let duty = duty.ok_or_else(|| Failure::gone().at("duty"))?;
    check(duty, save)?;
    let named = asked::words(save.from.as_deref());
    let wrong = || Failure::new("not_a_date", "月份要写成 2026-03 这样").at("from");
    let named: Option<Month> = named.map(|from| from.parse().map_err(|_| wrong())).transpose()?;
    let label = format!("修改规定动作：{}", duty.name);
    let set = Set { on: save.on, min: save.min };
    let ((), op) = session.write(OpKind::SETTING, &label, |write| {
        let from = match named {
            Some(month) => month,
            None => Calendar::read(write, session.today())?.running(),
        };
        settings::since(write, &format!("{KEY}{}", duty.id), from, Some(set), None)
    })?;
    history::done(session, op, &label)
}
