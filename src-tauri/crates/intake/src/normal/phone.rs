//! Phone numbers: digits, `/` between several.

use domain::sheet::Cell;

use super::text::{narrow, says_nothing, shown, squeeze};

/// What a cell of phone numbers says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneReading {
    /// Nothing, or a word that says there is none.
    Blank,
    /// Digits, `/` between several.
    Numbers(String),
    /// Neither.
    Unknown(String),
}

/// Reads a cell of phone numbers: typed as a number, with separators inside or between, with `+86` before.
#[must_use]
pub fn read(cell: &Cell) -> PhoneReading {
    let text = match cell {
        Cell::Empty => return PhoneReading::Blank,
        Cell::Number(number) if *number == 0.0 => return PhoneReading::Blank,
        Cell::Number(number) if number.fract() != 0.0 || *number < 1e6 => {
            return PhoneReading::Unknown(shown(cell).into_owned());
        }
        Cell::Text(text) if is_plain(text) => return PhoneReading::Numbers(text.clone()),
        _ => shown(cell),
    };
    let text = narrow(&text);
    let text = text.strip_suffix(".0").unwrap_or(&text).trim_start_matches('\'');
    let squeezed = squeeze(text);
    if says_nothing(&squeezed) {
        return PhoneReading::Blank;
    }
    let mut numbers: Vec<String> = Vec::new();
    for part in text.split(['、', ',', ';', '/', '|', '\n', '(', ')']) {
        take(part, &mut numbers);
    }
    if numbers.is_empty() {
        let none = !squeezed.bytes().any(|byte| byte.is_ascii_digit()) && squeezed.starts_with(['无', '没']);
        return if none { PhoneReading::Blank } else { PhoneReading::Unknown(text.to_owned()) };
    }
    PhoneReading::Numbers(numbers.join("/"))
}

/// Eleven digits of a mobile number and nothing else: most cells.
fn is_plain(text: &str) -> bool {
    text.len() == 11 && text.starts_with('1') && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Adds the numbers of one part: spaces and dashes inside a number go, spaces between two whole numbers part them.
fn take(part: &str, numbers: &mut Vec<String>) {
    let runs: Vec<String> = part
        .split_whitespace()
        .map(|run| run.chars().filter(char::is_ascii_digit).collect::<String>())
        .filter(|run| !run.is_empty())
        .collect();
    let each_whole = runs.len() > 1 && runs.iter().all(|run| is_number(run));
    let found = if each_whole { runs } else { vec![runs.concat()] };
    for run in found {
        let bare = if run.len() == 13 { run.strip_prefix("86").unwrap_or(&run) } else { &run };
        if is_number(bare) && !numbers.iter().any(|known| known == bare) {
            numbers.push(bare.to_owned());
        }
    }
}

/// Seven digits of a village line to twelve with an area code.
fn is_number(digits: &str) -> bool {
    (7..=12).contains(&digits.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> PhoneReading {
        read(&Cell::Text(text.into()))
    }

    fn numbers(text: &str) -> PhoneReading {
        PhoneReading::Numbers(text.into())
    }

    #[test]
    fn one_number_however_it_is_typed() {
        for text in [
            "13800005924",
            "138-0000-5924",
            "138 0000 5924",
            "１３８００００５９２４",
            "+86 13800005924",
            "13800005924.0",
        ] {
            assert_eq!(of(text), numbers("13800005924"), "{text}");
        }
        assert_eq!(read(&Cell::Number(13_800_005_924.0)), numbers("13800005924"));
        assert_eq!(of("0412-1234567"), numbers("04121234567"));
    }

    #[test]
    fn several_numbers_are_kept() {
        for text in [
            "13800005924、13900000933",
            "13800005924/13900000933",
            "13800005924 13900000933",
            "13800005924（13900000933）",
        ] {
            assert_eq!(of(text), numbers("13800005924/13900000933"), "{text}");
        }
    }

    #[test]
    fn a_word_for_none_says_nothing_and_other_words_are_shown() {
        for text in ["", "无", "/", "无电话", "没有手机"] {
            assert_eq!(of(text), PhoneReading::Blank, "{text}");
        }
        assert_eq!(of("1.38E+10"), PhoneReading::Unknown("1.38E+10".into()));
        assert_eq!(of("问村医"), PhoneReading::Unknown("问村医".into()));
    }
}
