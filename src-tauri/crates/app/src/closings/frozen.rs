//! What is sealed of a month: counts, and names of role holders only. Who is behind a number is not in it; that is read
//! from the book as it was.
//!
//! It is JSON that is written once and never again: a field that is added later gets a default, and none is taken away.

use chrono::NaiveDate;
use domain::date::Month;
use domain::household::{CloseReason, OpenReason};
use domain::person::{FromReason, ToReason};
use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Result};
use crate::forms::Part;
use crate::ledger::{Ask, BETWEEN_GRIDS, BalanceRow, Figures, GroupRow, HouseholdPart, Ledger, Look, Terms, facts};
use crate::session::Session;
use crate::summary::{Summary, summary};

/// A sealed month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frozen {
    pub month: Month,
    pub as_of: NaiveDate,
    /// As the head of a form says it: 向阳村.
    pub place: String,
    pub before_opening: bool,
    pub basis: String,
    pub look: Look,
    rows: Vec<Row>,
    total: Figures,
    balance: Vec<Balance>,
    /// 暂住, shown apart.
    temporary: u32,
    /// What was done in the month.
    pub summary: Summary,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    part: String,
    no: Option<u32>,
    group: String,
    leader: Option<String>,
    members: Vec<String>,
    team_leader: Option<String>,
    volunteers: u32,
    figures: Figures,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Balance {
    part: String,
    grid: String,
    persons: Sum,
    households: Sum,
}

/// One side of a balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sum {
    last: u32,
    corrected: i64,
    came: Vec<(String, u32)>,
    went: Vec<(String, u32)>,
    this: u32,
    difference: i64,
    unexplained: u32,
}

impl Frozen {
    /// What there is to seal of a month, out of the book as it is or as it was.
    pub fn of(session: &Session, month: Month) -> Result<Self> {
        let (register, ask) = Ask::new(session, Some(&month.to_string()), None, false)?;
        let ledger = facts(&register, &ask);
        Ok(Self {
            month: ask.month,
            as_of: ask.as_of,
            place: ask.place,
            before_opening: ledger.before_opening,
            basis: ledger.basis,
            look: Look::now(session)?,
            rows: ledger.rows.iter().map(Row::of).collect(),
            total: ledger.total,
            balance: ledger.balance.iter().map(Balance::of).collect(),
            temporary: ledger.temporary,
            summary: summary(session, month, None)?,
        })
    }

    /// As it is kept.
    pub fn text(&self) -> String {
        // A struct of texts and numbers always serialises.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As it was kept.
    pub fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|_| unreadable())
    }

    /// The ledger in it.
    pub fn ledger(&self) -> Result<Ledger> {
        Ok(Ledger {
            month: self.month.to_string(),
            as_of: self.as_of.to_string(),
            before_opening: self.before_opening,
            basis: self.basis.clone(),
            sealed: None,
            adjustments: Vec::new(),
            rows: self.rows.iter().map(Row::told).collect::<Result<_>>()?,
            total: self.total,
            balance: self.balance.iter().map(Balance::told).collect::<Result<_>>()?,
            names: None,
            temporary: self.temporary,
        })
    }

    /// What was sealed of a part as its 人口 and 户数. A book of one grid sealed no row for the whole: it is the sum.
    pub fn this(&self, part: Part) -> (u32, u32) {
        let sum = |rows: &mut dyn Iterator<Item = &Balance>| {
            rows.fold((0, 0), |(persons, homes), row| (persons + row.persons.this, homes + row.households.this))
        };
        let of = |part: Part| self.balance.iter().filter(move |row| row.part == part.to_string());
        match part {
            Part::Village if of(part).next().is_none() => sum(&mut self.balance.iter()),
            part => sum(&mut of(part)),
        }
    }
}

impl Row {
    fn of(row: &GroupRow) -> Self {
        Self {
            part: row.part.to_string(),
            no: row.no,
            group: row.group.clone(),
            leader: row.leader.clone(),
            members: row.members.clone(),
            team_leader: row.team_leader.clone(),
            volunteers: row.volunteers,
            figures: row.figures,
        }
    }

    fn told(&self) -> Result<GroupRow> {
        Ok(GroupRow {
            no: self.no,
            group: self.group.clone(),
            leader: self.leader.clone(),
            members: self.members.clone(),
            volunteers: self.volunteers,
            figures: self.figures,
            names: None,
            team_leader: self.team_leader.clone(),
            part: self.part.parse().map_err(|_| unreadable())?,
        })
    }
}

impl Balance {
    fn of(row: &BalanceRow) -> Self {
        Self {
            part: row.part.to_string(),
            grid: row.grid.clone(),
            persons: Sum::of(&row.terms, row.unexplained),
            households: Sum::of(&row.households.terms, row.households.unexplained),
        }
    }

    fn told(&self) -> Result<BalanceRow> {
        Ok(BalanceRow {
            grid: self.grid.clone(),
            terms: self.persons.told()?,
            persons: Vec::new(),
            unexplained: self.persons.unexplained,
            households: HouseholdPart {
                terms: self.households.told()?,
                households: Vec::new(),
                unexplained: self.households.unexplained,
            },
            part: self.part.parse().map_err(|_| unreadable())?,
        })
    }
}

impl Sum {
    fn of(terms: &Terms, unexplained: u32) -> Self {
        let own =
            |list: &[(&'static str, u32)]| list.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect();
        Self {
            last: terms.last,
            corrected: terms.corrected,
            came: own(&terms.came),
            went: own(&terms.went),
            this: terms.this,
            difference: terms.difference,
            unexplained,
        }
    }

    fn told(&self) -> Result<Terms> {
        let told = |list: &[(String, u32)]| {
            list.iter().map(|(word, count)| Ok((reason(word)?, *count))).collect::<Result<Vec<_>>>()
        };
        Ok(Terms {
            last: self.last,
            corrected: self.corrected,
            came: told(&self.came)?,
            went: told(&self.went)?,
            this: self.this,
            difference: self.difference,
        })
    }
}

/// A term of a balance by its word.
fn reason(word: &str) -> Result<&'static str> {
    let known = FromReason::from_word(word).map(FromReason::word);
    let known = known.or_else(|| ToReason::from_word(word).map(ToReason::word));
    let known = known.or_else(|| OpenReason::from_word(word).map(OpenReason::word));
    let known = known.or_else(|| CloseReason::from_word(word).map(CloseReason::word));
    let between = [BETWEEN_GRIDS.0, BETWEEN_GRIDS.1].into_iter().find(|between| *between == word);
    known.or(between).ok_or_else(unreadable)
}

fn unreadable() -> Failure {
    Failure::new("closing_unreadable", "这个月结账的内容读不懂，可能是更新的程序结的账；请用最新的程序打开")
}
