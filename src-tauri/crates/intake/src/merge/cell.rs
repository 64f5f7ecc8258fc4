//! One cell: base, mine, theirs.

use domain::date::PartialDate;

use super::kind::{Kind, Said, Value};

/// Why somebody is asked about a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// Both sides changed it, differently; or they differ and nobody knows what it was before.
    Both,
    /// It was emptied by hand.
    Cleared,
    /// What stands there cannot.
    Unreadable,
    /// A number that a spreadsheet program has damaged, of nobody who is known.
    Damaged,
    /// The record's row is not in the workbook any more.
    Missing,
    /// One side took the record out, the other changed it.
    Gone,
}

/// What becomes of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was said, or both say the same.
    Same,
    /// Only this book changed it.
    Keep,
    /// Only the other side changed it.
    Take(Value),
    /// Somebody decides.
    Ask(Why, Value),
}

/// Settles one cell. `base` is none where both sides have never had the record in common. `touched`: somebody wrote into
/// the row outside of the program, so that an empty cell may be a slip.
#[must_use]
pub fn settle(kind: Kind, base: Option<&Value>, mine: &Value, said: &Said, touched: bool) -> Verdict {
    let theirs = match said {
        Said::Nothing | Said::Asked => return Verdict::Same,
        Said::Damaged(text) => return Verdict::Ask(Why::Damaged, Some(text.clone())),
        Said::Unreadable(text) => return Verdict::Ask(Why::Unreadable, Some(text.clone())),
        Said::Value(theirs) | Said::Mended(theirs) => theirs,
    };
    if theirs == mine {
        return Verdict::Same;
    }
    let Some(base) = base else { return without_base(kind, mine, theirs) };
    if theirs == base {
        return Verdict::Keep;
    }
    if mine == base {
        return if theirs.is_none() && touched {
            Verdict::Ask(Why::Cleared, None)
        } else {
            Verdict::Take(theirs.clone())
        };
    }
    Verdict::Ask(Why::Both, theirs.clone())
}

/// Blank says nothing, the finer date holds; else somebody is asked.
pub(super) fn without_base(kind: Kind, mine: &Value, theirs: &Value) -> Verdict {
    let (Some(mine), Some(their)) = (mine, theirs) else {
        return if theirs.is_none() { Verdict::Keep } else { Verdict::Take(theirs.clone()) };
    };
    if matches!(kind, Kind::Date)
        && let (Ok(mine), Ok(their)) = (mine.parse::<PartialDate>(), their.parse::<PartialDate>())
    {
        if mine.is_refined_by(their) {
            return Verdict::Take(theirs.clone());
        }
        if their.is_refined_by(mine) {
            return Verdict::Keep;
        }
    }
    Verdict::Ask(Why::Both, theirs.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn of(base: &str, mine: &str, theirs: &str) -> Verdict {
        settle(Kind::Text, Some(&value(base)), &value(mine), &Said::Value(value(theirs)), false)
    }

    #[test]
    fn the_side_that_changed_a_cell_has_its_way() {
        assert_eq!(of("甲", "甲", "乙"), Verdict::Take(value("乙")));
        assert_eq!(of("甲", "乙", "甲"), Verdict::Keep);
        assert_eq!(of("甲", "乙", "乙"), Verdict::Same);
        assert_eq!(of("甲", "甲", "甲"), Verdict::Same);
    }

    #[test]
    fn two_different_changes_are_asked() {
        assert_eq!(of("甲", "乙", "丙"), Verdict::Ask(Why::Both, value("丙")));
        assert_eq!(of("甲", "", "丙"), Verdict::Ask(Why::Both, value("丙")));
    }

    #[test]
    fn what_was_emptied_by_hand_is_asked_and_what_the_program_emptied_is_taken() {
        let empty = Said::Value(None);
        let settled = |touched| settle(Kind::Text, Some(&value("甲")), &value("甲"), &empty, touched);
        assert_eq!(settled(true), Verdict::Ask(Why::Cleared, None));
        assert_eq!(settled(false), Verdict::Take(None));
    }

    #[test]
    fn without_a_base_blank_says_nothing_and_the_finer_date_holds() {
        let date =
            |mine: &str, theirs: &str| settle(Kind::Date, None, &value(mine), &Said::Value(value(theirs)), false);
        assert_eq!(date("1960-01", "1960-01-05"), Verdict::Take(value("1960-01-05")));
        assert_eq!(date("1960-01-05", "1960-01"), Verdict::Keep);
        assert_eq!(date("1960-01-05", ""), Verdict::Keep);
        assert_eq!(date("", "1960"), Verdict::Take(value("1960")));
        assert_eq!(date("1960", "1961"), Verdict::Ask(Why::Both, value("1961")));
    }

    #[test]
    fn what_is_not_said_changes_nothing() {
        assert_eq!(settle(Kind::Text, Some(&value("甲")), &value("乙"), &Said::Nothing, true), Verdict::Same);
    }
}
