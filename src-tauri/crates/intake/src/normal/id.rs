//! The column of identity numbers: repairs that change nothing of the number, and what cannot be repaired.
//!
//! A number typed as a number lost its end: spreadsheet programs keep fifteen digits. What is left is kept as
//! [`IdReading::Rounded`], for the person it must belong to.

use domain::id_number::{IdMistake, IdNumber, birth_in};
use domain::sheet::Cell;

use super::text::{says_nothing, squeeze};
use crate::entry::{IdReading, Repair};

/// Words for a number that is not there yet.
const NONE: [&str; 8] = ["未办", "未办理", "办理中", "未上户", "未落户", "无证", "无身份证", "新生儿"];

/// Reads one cell; what was mended on the way is added to `repairs`, only when a whole number came out.
#[must_use]
pub fn read(cell: &Cell, repairs: &mut Vec<Repair>) -> IdReading {
    match cell {
        Cell::Empty => IdReading::Blank,
        Cell::Number(number) => typed(*number, repairs),
        Cell::Text(text) => match IdNumber::parse(text) {
            Ok(whole) if text.len() == 18 => IdReading::Whole(whole),
            _ => written(text, repairs),
        },
        Cell::Date(_) | Cell::Bool(_) => {
            IdReading::Wrong(super::text::shown(cell).into_owned(), IdMistake::WrongLength)
        }
    }
}

/// A cell that holds a number. Whole from 10^14 to 10^15: an old number of fifteen digits.
fn typed(number: f64, repairs: &mut Vec<Repair>) -> IdReading {
    if (1e17..1e18).contains(&number) {
        // A double steps by 128 here, so fifteen kept digits and three zeros may come back as …936 to …064.
        let kept = (number as u64 + 64) / 1000;
        return IdReading::Rounded(kept.to_string());
    }
    if number == 0.0 {
        return IdReading::Blank;
    }
    let text = super::text::shown(&Cell::Number(number)).into_owned();
    match IdNumber::parse(&text) {
        Ok(whole) => {
            repairs.push(Repair::Id15);
            IdReading::Whole(whole)
        }
        Err(mistake) => IdReading::Wrong(text, mistake),
    }
}

fn written(text: &str, repairs: &mut Vec<Repair>) -> IdReading {
    let trimmed = text.trim_matches(|one: char| {
        one.is_whitespace() || matches!(one, '\'' | '’' | '‘' | '`' | '"' | '\u{feff}' | '\u{200b}'..='\u{200f}')
    });
    let squeezed = squeeze(trimmed);
    if says_nothing(&squeezed) || NONE.contains(&squeezed.as_ref()) {
        return IdReading::Blank;
    }
    if squeezed.contains(['*', '●', '×', '#']) {
        let shown = squeezed.bytes().filter(u8::is_ascii_digit).count();
        if shown >= 4 && squeezed.chars().count() >= 10 {
            return IdReading::Masked(squeezed.replace(['●', '×', '#'], "*"));
        }
    }
    if let Some(kept) = scientific(&squeezed) {
        return IdReading::Rounded(kept);
    }
    let tidy: String = squeezed
        .chars()
        .filter(|one| !matches!(one, '-' | '—' | '.' | ',' | '\'' | '_'))
        .map(|one| one.to_ascii_uppercase())
        .collect();
    match IdNumber::parse(&tidy) {
        Ok(whole) => {
            let wide = trimmed.chars().any(|one| matches!(one, '０'..='９' | 'Ｘ' | 'ｘ'));
            let lower = trimmed.chars().any(|one| matches!(one, 'x' | 'ｘ'));
            let spaced = trimmed.chars().count() != tidy.len();
            let found = [
                (wide, Repair::IdFullWidth),
                (lower, Repair::IdLowerX),
                (spaced, Repair::IdSpace),
                (tidy.len() == 15, Repair::Id15),
            ];
            repairs.extend(found.into_iter().filter(|(is, _)| *is).map(|(_, repair)| repair));
            IdReading::Whole(whole)
        }
        Err(_) if is_rounded(&tidy) => IdReading::Rounded(tidy[..15].to_owned()),
        Err(mistake) => IdReading::Wrong(tidy, mistake),
    }
}

/// Eighteen digits that end with three zeros, with a birth date that exists and no check digit that fits.
fn is_rounded(text: &str) -> bool {
    text.len() == 18
        && text.ends_with("000")
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && birth_in(text).is_some()
}

/// The digits kept by `9.99999E+17`.
fn scientific(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    if exponent.trim_start_matches('+') != "17" {
        return None;
    }
    let digits: String = mantissa.chars().filter(|one| *one != '.').collect();
    (digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() <= 18).then(|| digits.chars().take(15).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (IdReading, Vec<Repair>) {
        let mut repairs = Vec::new();
        (read(&Cell::Text(text.into()), &mut repairs), repairs)
    }

    fn whole(text: &str) -> IdReading {
        IdReading::Whole(IdNumber::parse(text).unwrap())
    }

    #[test]
    fn what_changes_nothing_of_the_number_is_repaired_and_noted() {
        assert_eq!(
            of("９９９９９９１９５００３１５００１４"),
            (whole("999999195003150014"), vec![Repair::IdFullWidth])
        );
        assert_eq!(of("99999919500115007x"), (whole("99999919500115007X"), vec![Repair::IdLowerX]));
        assert_eq!(of("999999 19500315 0014"), (whole("999999195003150014"), vec![Repair::IdSpace]));
        assert_eq!(of("999999500315001"), (whole("999999195003150014"), vec![Repair::Id15]));
    }

    #[test]
    fn a_tab_or_blanks_at_the_ends_are_no_repair() {
        assert_eq!(of("999999195003150014\t"), (whole("999999195003150014"), vec![]));
        assert_eq!(of(" '999999195003150014 "), (whole("999999195003150014"), vec![]));
    }

    #[test]
    fn a_rounded_number_keeps_its_fifteen_digits() {
        let rounded = IdReading::Rounded("999999195003150".into());
        for typed in [999_999_195_003_150_014.0, 999_999_195_003_150_000.0] {
            assert_eq!(read(&Cell::Number(typed), &mut Vec::new()), rounded);
        }
        assert_eq!(of("999999195003150000").0, rounded);
        assert_eq!(of("9.99999195003150E+17").0, rounded);
        assert_eq!(of("9.99999E+17").0, IdReading::Rounded("999999".into()));
    }

    #[test]
    fn a_masked_number_is_no_wrong_number() {
        assert_eq!(of("999999********0014").0, IdReading::Masked("999999********0014".into()));
    }

    #[test]
    fn a_wrong_number_says_why_and_notes_no_repair() {
        assert_eq!(of("９99999195003150015").1, vec![]);
        assert_eq!(
            of("999999195003150015").0,
            IdReading::Wrong("999999195003150015".into(), IdMistake::WrongCheckDigit)
        );
        assert_eq!(
            of("999999198102290016").0,
            IdReading::Wrong("999999198102290016".into(), IdMistake::ImpossibleDate)
        );
        assert!(matches!(of("12345").0, IdReading::Wrong(_, IdMistake::WrongLength)));
    }

    #[test]
    fn a_word_for_none_is_blank() {
        for text in ["", " ", "无", "/", "未办理"] {
            assert_eq!(of(text).0, IdReading::Blank, "{text}");
        }
    }
}
