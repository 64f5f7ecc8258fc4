//! The headcount balance as a form says it: every term by its word, what is left unexplained by name.

use domain::balance::{Balance, Between, HouseholdBalance};
use domain::day::{Day, Scope};
use domain::household::{CloseReason, OpenReason};
use domain::id::Id;
use domain::person::{FromReason, ToReason};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::forms::Part;

/// Balance of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BalanceRow {
    /// 第一网格, 未划入网格, 全村.
    pub grid: String,
    /// Of persons.
    #[serde(flatten)]
    pub terms: Terms,
    /// Names of those who came or went without a reason; of a sealed month none, only how many.
    pub persons: Vec<String>,
    /// How many they are.
    #[serde(skip)]
    pub unexplained: u32,
    /// Of households.
    pub households: HouseholdPart,
    /// Which part of the village it is.
    #[serde(skip)]
    pub part: Part,
}

/// Balance of the households of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HouseholdPart {
    /// Of households.
    #[serde(flatten)]
    pub terms: Terms,
    /// Those that appeared or emptied without being opened or closed: code, else head, else address; of a sealed month
    /// none, only how many.
    pub households: Vec<String>,
    /// How many they are.
    #[serde(skip)]
    pub unexplained: u32,
}

/// `last` + `corrected` + what came − what went + `difference` = `this`. As JSON one map: `last`, 事后更正, the terms by
/// their words, `this`, `difference`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// On the reporting day before; where that month is sealed, what was sealed.
    pub last: u32,
    /// 事后更正: what the month before says now, less what it said when it was sealed; 0 when it is not sealed.
    pub corrected: i64,
    /// Every reason to come, 0 included.
    pub came: Vec<(&'static str, u32)>,
    /// Every reason to go, 0 included.
    pub went: Vec<(&'static str, u32)>,
    /// On this reporting day.
    pub this: u32,
    /// What the terms do not explain.
    pub difference: i64,
}

impl Terms {
    /// Begins with what was sealed of the month before; what that month says now beyond it is 事后更正.
    pub(super) fn begin_with(&mut self, sealed: u32) {
        self.corrected = i64::from(self.last) - i64::from(sealed);
        self.last = sealed;
    }

    /// Nobody there, nobody came, nobody went.
    pub(super) fn is_empty(&self) -> bool {
        self.last == 0
            && self.corrected == 0
            && self.this == 0
            && self.came.iter().chain(&self.went).all(|(_, number)| *number == 0)
    }
}

impl Serialize for Terms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("last", &self.last)?;
        map.serialize_entry(CORRECTED, &self.corrected)?;
        for (word, number) in self.came.iter().chain(&self.went) {
            map.serialize_entry(word, number)?;
        }
        map.serialize_entry("this", &self.this)?;
        map.serialize_entry("difference", &self.difference)?;
        map.end()
    }
}

/// Reasons to go, in the order of the balance. 分户 leads into a household of the village and is never a term.
const WENT: [ToReason; 5] =
    [ToReason::Death, ToReason::MoveOut, ToReason::Mistake, ToReason::Merge, ToReason::TransferOut];

/// What a sealed month lacked.
pub(crate) const CORRECTED: &str = "事后更正";

/// 调入 and 调出 of households are between grids.
pub(crate) const BETWEEN_GRIDS: (&str, &str) = ("调入", "调出");

fn size(list: Option<&Vec<Id>>) -> u32 {
    list.map_or(0, |list| list.len() as u32)
}

fn of_people(balance: &Balance) -> Terms {
    Terms {
        last: balance.last,
        corrected: 0,
        came: FromReason::ALL.iter().map(|why| (why.word(), size(balance.came.get(why)))).collect(),
        went: WENT.iter().map(|why| (why.word(), size(balance.went.get(why)))).collect(),
        this: balance.this,
        difference: balance.difference(),
    }
}

fn of_homes(balance: &HouseholdBalance) -> Terms {
    let mut came: Vec<_> = OpenReason::ALL.iter().map(|why| (why.word(), size(balance.opened.get(why)))).collect();
    came.push((BETWEEN_GRIDS.0, balance.transferred_in.len() as u32));
    let mut went: Vec<_> = CloseReason::ALL.iter().map(|why| (why.word(), size(balance.closed.get(why)))).collect();
    went.push((BETWEEN_GRIDS.1, balance.transferred_out.len() as u32));
    Terms { last: balance.last, corrected: 0, came, went, this: balance.this, difference: balance.difference() }
}

/// The balance of one part of the village; `now` is the later of the two days.
pub(super) fn row(between: &Between<'_, '_>, now: &Day<'_>, scope: Scope, grid: String) -> BalanceRow {
    let register = now.register();
    let (persons, households) = (between.of_persons(scope), between.of_households(scope));
    let name = |id: &Id| register.person(*id).map(|person| person.name.clone());
    let label = |id: &Id| {
        let home = register.household(*id)?;
        home.code.clone().or_else(|| super::groups::head_name(now, *id)).or_else(|| home.address.clone())
    };
    BalanceRow {
        grid,
        terms: of_people(&persons),
        persons: persons.unexplained.iter().filter_map(name).collect(),
        unexplained: size(Some(&persons.unexplained)),
        households: HouseholdPart {
            terms: of_homes(&households),
            households: households.unexplained.iter().map(|id| label(id).unwrap_or_else(|| id.to_string())).collect(),
            unexplained: size(Some(&households.unexplained)),
        },
        part: Part::of(scope, register),
    }
}
