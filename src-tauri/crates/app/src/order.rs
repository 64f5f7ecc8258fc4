//! The order in which hamlets and households stand in every list, on every sheet.

use std::collections::{BTreeSet, HashMap};

use domain::household::Household;
use domain::visit::{Step, walking_order};

/// Hamlets, each once: by their number, those without one after them by pinyin.
pub(crate) fn hamlets<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct: Vec<&str> = all.collect::<BTreeSet<_>>().into_iter().collect();
    distinct.sort_by_cached_key(|hamlet| {
        let number = intake::normal::hamlet::number(hamlet);
        (number.is_none(), number, crate::search::pinyin(hamlet))
    });
    distinct
}

/// Where each hamlet stands among those of `rows`; who lies in none stands last.
pub(crate) struct Hamlets<'a>(HashMap<&'a str, usize>);

impl<'a> Hamlets<'a> {
    pub fn of(rows: impl Iterator<Item = &'a Household>) -> Self {
        Self(hamlets(rows.filter_map(|row| row.hamlet.as_deref())).into_iter().zip(0..).collect())
    }

    pub fn rank(&self, row: &Household) -> usize {
        row.hamlet.as_deref().and_then(|hamlet| self.0.get(hamlet).copied()).unwrap_or(usize::MAX)
    }
}

/// By code, else by address: `1组2号` before `1组10号`.
pub(crate) fn by_code(row: &Household) -> Vec<Step> {
    walking_order(row.code.as_deref().or(row.address.as_deref()).unwrap_or("~"))
}

/// As one walks: by address, else by code.
pub(crate) fn by_door(row: &Household) -> (Vec<Step>, Vec<Step>) {
    let text = |text: &Option<String>| walking_order(text.as_deref().unwrap_or_default());
    (if row.address.is_some() { text(&row.address) } else { text(&row.code) }, text(&row.code))
}
