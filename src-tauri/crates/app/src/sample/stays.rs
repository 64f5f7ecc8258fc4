//! Where those who can be asked for something live and lived; the village itself may be a town of many thousands.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::date::{PartialDate, holds_on};
use domain::id::Id;

use super::village::Village;

/// From when to when.
type Stay = (Option<PartialDate>, Option<PartialDate>);

/// All stays of some people.
pub(super) struct Stays(HashMap<Id, Vec<Stay>>);

impl Stays {
    pub fn of(village: &Village<'_>, asked: impl Iterator<Item = Id>) -> Self {
        let mut stays: HashMap<Id, Vec<_>> = asked.map(|person| (person, Vec::new())).collect();
        for row in &village.rows.residences {
            if let Some(own) = stays.get_mut(&row.person) {
                own.push((row.from, row.to));
            }
        }
        Self(stays)
    }

    /// Whether somebody who was asked about lives here on a day.
    pub fn holds(&self, person: Id, day: NaiveDate) -> bool {
        self.0.get(&person).is_some_and(|own| own.iter().any(|(from, to)| holds_on(*from, *to, day)))
    }
}
