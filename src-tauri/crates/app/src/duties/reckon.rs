//! The sum: for each duty and period, of whom it is asked and how it stands with each.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::date::Month;
use domain::day::Day;
use domain::duty::asked::{Asked, Place, Roll};
use domain::duty::{Deed, Duty, DutyPeriod, Tally};
use domain::organisation::StationRole;
use domain::register::{Basis, Register};

use super::ask::{Calendar, Months, Time};
use super::deeds::{Counted, counted};
use super::rules::Rules;
use super::sources::Sources;
use crate::failure::Result;
use crate::session::Session;
use crate::settings;
use crate::standard::Standard;

/// Everything that a question about duties is answered from.
pub(super) struct Reckoning<'s> {
    pub standard: &'s Standard,
    pub rules: Rules,
    pub calendar: Calendar,
    pub sources: Sources,
    /// As the book is today.
    pub register: Arc<Register>,
    pub station: StationRole,
    /// The village's name.
    pub village: String,
    /// Per month as of which something is asked, who was there on its reporting day.
    rolls: BTreeMap<Month, Roll>,
    /// Per duty of the pack.
    counted: Vec<Counted>,
}

/// A line: a duty in a period, asked of some.
pub(super) struct Line<'s> {
    pub duty: &'s Duty,
    /// Its place in the pack.
    pub at: usize,
    pub time: Time,
    /// What is asked of each.
    pub min: Option<u32>,
    pub asked: Vec<Asked>,
}

impl<'s> Reckoning<'s> {
    /// Reads what there is to know about the duties of some months.
    pub fn read(
        session: &Session,
        standard: &'s Standard,
        ask: impl FnOnce(&Calendar) -> Result<Months>,
    ) -> Result<(Self, Months)> {
        let today = session.today();
        let register = session.register()?;
        let (mut reckoning, months, old_age) = session.read(|reader| {
            let calendar = Calendar::read(reader, today)?;
            let months = ask(&calendar)?;
            let periods = [DutyPeriod::Month, DutyPeriod::Quarter, DutyPeriod::Year];
            let times: Vec<Time> = periods.iter().flat_map(|period| months.times(*period, &calendar)).collect();
            let from = times.iter().map(|time| time.stretch.from).min().unwrap_or(today);
            let to = times.iter().map(|time| time.on).max().unwrap_or(today);
            let station = reader.station()?;
            let village = station.village.unwrap_or(station.name);
            let old_age = settings::value(reader, "old_member_age")?.unwrap_or(60);
            let reckoning = Self {
                standard,
                rules: Rules::read(reader)?,
                sources: Sources::read(reader, from, to)?,
                calendar,
                register: Arc::clone(&register),
                station: station.role,
                village,
                rolls: BTreeMap::new(),
                counted: Vec::new(),
            };
            Ok((reckoning, months, old_age))
        })?;
        let own = reckoning.station == StationRole::Grid;
        reckoning.counted = counted(&standard.duties, &reckoning.sources, &register, &reckoning.calendar, own);
        reckoning.call(session, months, old_age)?;
        Ok((reckoning, months))
    }

    /// Calls the roll of every month as of which something is asked, by the counting basis that held in it.
    fn call(&mut self, session: &Session, months: Months, old_age: u32) -> Result<()> {
        let mut registers: Vec<(Basis, Arc<Register>)> = Vec::new();
        for period in [DutyPeriod::Month, DutyPeriod::Quarter, DutyPeriod::Year] {
            for time in months.times(period, &self.calendar) {
                if self.rolls.contains_key(&time.month) {
                    continue;
                }
                let basis = self.calendar.basis(time.month);
                let register = match registers.iter().find(|(known, _)| *known == basis) {
                    Some((_, register)) => Arc::clone(register),
                    None => session.register_by(basis)?,
                };
                self.rolls.insert(time.month, Roll::new(&Day::new(&register, time.on), old_age));
                registers.push((basis, register));
            }
        }
        Ok(())
    }

    /// Of whom a duty was asked in a period, each with where that is.
    pub fn asked(&self, duty: &Duty, time: &Time) -> Vec<(Place, Asked)> {
        self.rolls.get(&time.month).map_or_else(Vec::new, |roll| roll.asked(duty.scope, duty.of))
    }

    /// What somebody did in a period, up to the day as of which it is asked.
    pub fn deeds(&self, line: &Line<'_>, asked: Asked) -> impl Iterator<Item = &Deed> {
        let (from, to) = (line.time.stretch.from, line.time.on);
        let deeds = self.counted.get(line.at).and_then(|counted| counted.get(&asked));
        deeds.into_iter().flatten().filter(move |deed| deed.lies_in(from, to))
    }

    /// How it stands with one of those who are asked.
    pub fn tally_of(&self, line: &Line<'_>, asked: Asked) -> Tally {
        let (mut done, mut late) = (0, 0);
        for deed in self.deeds(line, asked) {
            done += 1;
            late += u32::from(deed.is_late());
        }
        Tally::of(line.min, done, late, line.time.closed)
    }
}
