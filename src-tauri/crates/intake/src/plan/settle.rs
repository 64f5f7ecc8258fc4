//! When two statements of one field disagree: which of them holds.

use domain::date::PartialDate;
use domain::id_number::IdNumber;

use crate::entry::IdReading;

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The list says nothing, the same, or something coarser.
    Keep,
    /// The book was blank or coarser.
    Refine,
    /// Different, neither finer.
    Differ,
}

/// Compares the book's value with the list's; `finer(a, b)` says whether `b` says the same as `a` or more.
pub(super) fn settle<T: PartialEq>(mine: Option<&T>, theirs: Option<&T>, finer: impl Fn(&T, &T) -> bool) -> Verdict {
    match (mine, theirs) {
        (_, None) => Verdict::Keep,
        (None, Some(_)) => Verdict::Refine,
        (Some(mine), Some(theirs)) if mine == theirs || finer(theirs, mine) => Verdict::Keep,
        (Some(mine), Some(theirs)) if finer(mine, theirs) => Verdict::Refine,
        _ => Verdict::Differ,
    }
}

/// For fields without degrees.
pub(super) fn plain<T: PartialEq>(mine: Option<&T>, theirs: Option<&T>) -> Verdict {
    settle(mine, theirs, |_, _| false)
}

/// A day is finer than its month, a month than its year.
pub(super) fn dates(mine: Option<PartialDate>, theirs: Option<PartialDate>) -> Verdict {
    settle(mine.as_ref(), theirs.as_ref(), |coarse, fine| coarse.is_refined_by(*fine))
}

/// `一组7号` is finer than `7号`: the longer of two texts that contain each other.
pub(super) fn texts(mine: Option<&String>, theirs: Option<&String>) -> Verdict {
    settle(mine, theirs, |coarse, fine| fine.contains(coarse.as_str()))
}

/// Education goes from a level (70 初中) to a way of leaving it (71 毕业): same first digit, the level ends in 0.
pub(super) fn education(mine: Option<&String>, theirs: Option<&String>) -> Verdict {
    settle(mine, theirs, |coarse, fine| coarse.ends_with('0') && coarse.get(..1) == fine.get(..1))
}

/// Whether a reading that lost part of its number may be of `number`.
pub(crate) fn may_be(reading: &IdReading, number: &str) -> bool {
    match reading {
        IdReading::Blank | IdReading::Wrong(..) => true,
        IdReading::Whole(whole) => whole.as_str() == number,
        IdReading::Rounded(digits) => rounds_to(number, digits),
        IdReading::Masked(shown) => {
            shown.chars().count() == number.chars().count()
                && shown.chars().zip(number.chars()).all(|(shown, real)| shown == '*' || shown == real)
        }
    }
}

/// Whether `number`, kept to fifteen digits by a spreadsheet, gives `digits`: cut or rounded up in the last place.
fn rounds_to(number: &str, digits: &str) -> bool {
    let kept = |text: &str| text.get(..15).and_then(|text| text.parse::<u64>().ok());
    match (kept(number), kept(digits)) {
        (Some(number), Some(digits)) => digits == number || digits == number + 1,
        _ => false,
    }
}

/// The birth date that a reading still shows.
pub(super) fn birth_of(reading: &IdReading) -> Option<PartialDate> {
    match reading {
        IdReading::Whole(number) => Some(PartialDate::from(number.birth())),
        IdReading::Rounded(digits) => domain::id_number::birth_in(digits).map(PartialDate::from),
        IdReading::Blank | IdReading::Masked(_) | IdReading::Wrong(..) => None,
    }
}

/// The whole number of a reading.
pub(super) fn whole(reading: &IdReading) -> Option<IdNumber> {
    match reading {
        IdReading::Whole(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finer_statement_holds_whichever_came_first() {
        let month: PartialDate = "1954-10".parse().unwrap();
        let day: PartialDate = "1954-10-23".parse().unwrap();
        assert_eq!(dates(Some(month), Some(day)), Verdict::Refine);
        assert_eq!(dates(Some(day), Some(month)), Verdict::Keep);
        assert_eq!(dates(Some(day), "1954-11".parse().ok()), Verdict::Differ);
        assert_eq!(dates(Some(day), None), Verdict::Keep);
    }

    #[test]
    fn a_number_rounded_by_a_spreadsheet_may_be_the_one_it_was() {
        let rounded = IdReading::Rounded("999999197005112".into());
        assert!(may_be(&rounded, "999999197005112176"));
        assert!(!may_be(&rounded, "999999197005122176"));
        let masked = IdReading::Masked("999999********2176".into());
        assert!(may_be(&masked, "999999197005112176"));
        assert!(!may_be(&masked, "999999197005112177"));
    }

    #[test]
    fn education_from_level_to_leaving_is_finer_and_another_level_is_not() {
        let code = |text: &str| Some(text.to_owned());
        assert_eq!(education(code("70").as_ref(), code("71").as_ref()), Verdict::Refine);
        assert_eq!(education(code("71").as_ref(), code("70").as_ref()), Verdict::Keep);
        assert_eq!(education(code("70").as_ref(), code("80").as_ref()), Verdict::Differ);
    }
}
