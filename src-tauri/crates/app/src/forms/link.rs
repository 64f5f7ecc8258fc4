//! The key that a number on a form carries to the records that it counts: `2026-11/grid:ID/tag:低保户`.

use std::fmt;
use std::str::FromStr;

use domain::balance::{Balance, HouseholdBalance};
use domain::date::Month;
use domain::day::{Measure, Scope};
use domain::household::{CloseReason, OpenReason};
use domain::id::Id;
use domain::person::{FromReason, ToReason};
use domain::register::Register;
use domain::tag::TagKind;

/// Which part of the village, by row id, so that a link outlives the register it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Village,
    /// One grid, by its row id.
    Grid(Id),
    /// 未划入网格.
    Outside,
}

impl Part {
    /// The scope that it is in this register; none when its grid is not there.
    pub(crate) fn scope(self, register: &Register) -> Option<Scope> {
        match self {
            Self::Village => Some(Scope::Village),
            Self::Outside => Some(Scope::Grid(None)),
            Self::Grid(id) => {
                let at = register.rows().grids.iter().position(|grid| grid.id == id)?;
                Some(Scope::Grid(Some(at as u32)))
            }
        }
    }

    /// What a scope of this register is.
    pub(crate) fn of(scope: Scope, register: &Register) -> Self {
        match scope {
            Scope::Village => Self::Village,
            Scope::Grid(None) => Self::Outside,
            Scope::Grid(Some(at)) => Self::Grid(register.rows().grids[at as usize].id),
        }
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Measure(Measure),
    /// In the 志愿者服务队.
    Volunteers,
    /// 人口 on the reporting day before.
    Last,
    /// 户数 on the reporting day before.
    LastHouseholds,
    /// Persons that the sealed month before lacked, or had too much.
    Corrected,
    /// Households of the same kind.
    CorrectedHouseholds,
    Came(FromReason),
    Went(ToReason),
    Opened(OpenReason),
    Closed(CloseReason),
    /// Households from another grid.
    HouseholdsIn,
    /// Households to another grid.
    HouseholdsOut,
    /// Persons who came or went without a reason.
    Unexplained,
    /// Households that appeared or emptied without being opened or closed.
    UnexplainedHouseholds,
}

/// A number of a month's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub month: Month,
    pub part: Part,
    pub what: What,
}

/// What has no word of its own.
const PLAIN: [(&str, What); 11] = [
    ("households", What::Measure(Measure::Households)),
    ("persons", What::Measure(Measure::Persons)),
    ("temporary", What::Measure(Measure::Temporary)),
    ("party", What::Measure(Measure::PartyMembers)),
    ("volunteers", What::Volunteers),
    ("last", What::Last),
    ("last_households", What::LastHouseholds),
    ("corrected", What::Corrected),
    ("corrected_households", What::CorrectedHouseholds),
    ("unexplained", What::Unexplained),
    ("unexplained_households", What::UnexplainedHouseholds),
];

/// Households between grids, among the reasons.
const BETWEEN: [(&str, What); 2] = [("opened:调入", What::HouseholdsIn), ("closed:调出", What::HouseholdsOut)];

impl What {
    /// A term of the balance of persons by its word.
    pub fn person_term(word: &str) -> Option<Self> {
        FromReason::from_word(word).map(Self::Came).or_else(|| ToReason::from_word(word).map(Self::Went))
    }

    /// A term of the balance of households by its word.
    pub fn household_term(word: &str) -> Option<Self> {
        match word {
            "调入" => Some(Self::HouseholdsIn),
            "调出" => Some(Self::HouseholdsOut),
            _ => {
                OpenReason::from_word(word).map(Self::Opened).or_else(|| CloseReason::from_word(word).map(Self::Closed))
            }
        }
    }

    /// Persons behind a term of the balance; `None` when the term is none of persons.
    pub fn persons<'b>(&self, balance: &'b Balance) -> Option<&'b [Id]> {
        match self {
            Self::Came(reason) => Some(balance.came.get(reason).map_or(&[], Vec::as_slice)),
            Self::Went(reason) => Some(balance.went.get(reason).map_or(&[], Vec::as_slice)),
            Self::Unexplained => Some(&balance.unexplained),
            _ => None,
        }
    }

    /// Households behind a term of the balance; `None` when the term is none of households.
    pub fn households<'b>(&self, balance: &'b HouseholdBalance) -> Option<&'b [Id]> {
        match self {
            Self::Opened(reason) => Some(balance.opened.get(reason).map_or(&[], Vec::as_slice)),
            Self::Closed(reason) => Some(balance.closed.get(reason).map_or(&[], Vec::as_slice)),
            Self::HouseholdsIn => Some(&balance.transferred_in),
            Self::HouseholdsOut => Some(&balance.transferred_out),
            Self::UnexplainedHouseholds => Some(&balance.unexplained),
            _ => None,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Village => out.write_str("village"),
            Self::Grid(id) => write!(out, "grid:{id}"),
            Self::Outside => out.write_str("grid:-"),
        }
    }
}

impl FromStr for Part {
    type Err = NotALink;

    fn from_str(text: &str) -> Result<Self, NotALink> {
        match text.split_once(':') {
            None if text == "village" => Ok(Self::Village),
            Some(("grid", "-")) => Ok(Self::Outside),
            Some(("grid", id)) => Ok(Self::Grid(id.parse().map_err(|_| NotALink)?)),
            _ => Err(NotALink),
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}/", self.month, self.part)?;
        if let Some((word, _)) = PLAIN.iter().chain(&BETWEEN).find(|(_, what)| *what == self.what) {
            return out.write_str(word);
        }
        match self.what {
            What::Measure(Measure::Tag(kind)) => write!(out, "tag:{kind}"),
            What::Came(reason) => write!(out, "came:{reason}"),
            What::Went(reason) => write!(out, "went:{reason}"),
            What::Opened(reason) => write!(out, "opened:{reason}"),
            What::Closed(reason) => write!(out, "closed:{reason}"),
            // No form prints the others.
            _ => Ok(()),
        }
    }
}

/// The text is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotALink;

impl FromStr for Link {
    type Err = NotALink;

    fn from_str(text: &str) -> Result<Self, NotALink> {
        let mut parts = text.splitn(3, '/');
        let mut next = || parts.next().ok_or(NotALink);
        let (month, part, what) = (next()?, next()?, next()?);
        let plain = PLAIN.iter().chain(&BETWEEN).find(|(word, _)| *word == what).map(|(_, what)| *what);
        let what = match (plain, what.split_once(':')) {
            (Some(plain), _) => plain,
            (None, Some(("tag", word))) => What::Measure(Measure::Tag(TagKind::from_word(word).ok_or(NotALink)?)),
            (None, Some(("came", word))) => What::Came(FromReason::from_word(word).ok_or(NotALink)?),
            (None, Some(("went", word))) => What::Went(ToReason::from_word(word).ok_or(NotALink)?),
            (None, Some(("opened", word))) => What::Opened(OpenReason::from_word(word).ok_or(NotALink)?),
            (None, Some(("closed", word))) => What::Closed(CloseReason::from_word(word).ok_or(NotALink)?),
            _ => return Err(NotALink),
        };
        Ok(Self { month: month.parse().map_err(|_| NotALink)?, part: part.parse()?, what })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_survives_the_way_through_text() {
        let month: Month = "2026-11".parse().unwrap();
        let kinds = TagKind::ALL.iter().map(|kind| What::Measure(Measure::Tag(*kind)));
        let terms = FromReason::ALL.iter().map(|why| What::Came(*why));
        let terms = terms.chain(ToReason::ALL.iter().map(|why| What::Went(*why)));
        let terms = terms.chain(OpenReason::ALL.iter().map(|why| What::Opened(*why)));
        let terms = terms.chain(CloseReason::ALL.iter().map(|why| What::Closed(*why)));
        let plain = PLAIN.iter().chain(&BETWEEN).map(|(_, what)| *what);
        for what in plain.chain(kinds).chain(terms) {
            for part in [Part::Village, Part::Grid(Id::from_u128(7)), Part::Outside] {
                let link = Link { month, part, what };
                assert_eq!(link.to_string().parse(), Ok(link), "{link}");
            }
        }
    }

    #[test]
    fn anything_else_is_no_link() {
        let made_up = ["", "2026-11", "2026-11/village", "2026-13/village/persons", "2026-11/grid:x/persons"];
        for text in made_up.into_iter().chain(["2026-11/village/tag:x", "2026-11/village/", "2026-11/village/came"]) {
            assert_eq!(text.parse::<Link>(), Err(NotALink), "{text}");
        }
    }
}
