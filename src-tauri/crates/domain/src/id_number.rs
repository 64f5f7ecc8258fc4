//! The citizen's identity number (公民身份号码), GB 11643: six digits of region, birth date, three of order (odd =
//! male), one check character.
//!
//! A wrong number is a warning that a person may override with a reason; nothing here blocks, and infants have none.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::Sex;

/// Eighteen characters, seventeen digits and a digit or `X`, with a check that holds and a birth date that exists.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdNumber([u8; 18]);

/// Why a number cannot be an identity number. The order is the order in which a list's mistakes are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum IdMistake {
    /// Neither 18 nor 15 characters, or characters that are no digits.
    #[error("身份证号不是 18 位，请对照证件改")]
    WrongLength,
    /// The last character does not follow from the others.
    #[error("身份证号校验码不对，多半是抄错一位，请对照证件改")]
    WrongCheckDigit,
    /// The birth date inside is no day of the calendar.
    #[error("身份证号里的出生日期不存在，请对照证件改")]
    ImpossibleDate,
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

fn check_character(seventeen: &[u8]) -> u8 {
    let sum: u32 = seventeen.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECKS[(sum % 11) as usize]
}

impl IdNumber {
    /// Reads a number that is already narrow and upper-case. Fifteen digits (first generation) become eighteen.
    ///
    /// # Errors
    /// Why it cannot be one: length, check character, birth date, in this order.
    pub fn parse(text: &str) -> Result<Self, IdMistake> {
        let bytes = text.as_bytes();
        let mut digits = [0_u8; 18];
        match bytes.len() {
            18 => digits.copy_from_slice(bytes),
            15 => {
                digits[..6].copy_from_slice(&bytes[..6]);
                digits[6..8].copy_from_slice(b"19");
                digits[8..17].copy_from_slice(&bytes[6..]);
            }
            _ => return Err(IdMistake::WrongLength),
        }
        if !digits[..17].iter().all(u8::is_ascii_digit) {
            return Err(IdMistake::WrongLength);
        }
        let check = check_character(&digits[..17]);
        if bytes.len() == 15 {
            digits[17] = check;
        } else if !(digits[17].is_ascii_digit() || digits[17] == b'X') {
            return Err(IdMistake::WrongLength);
        } else if digits[17] != check {
            return Err(IdMistake::WrongCheckDigit);
        }
        let number = Self(digits);
        number.birth_day().map(|_| number).ok_or(IdMistake::ImpossibleDate)
    }

    /// The eighteen characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn birth_day(&self) -> Option<NaiveDate> {
        birth_in(self.as_str())
    }

    /// The birth date inside.
    #[must_use]
    pub fn birth(&self) -> NaiveDate {
        self.birth_day().unwrap_or_default()
    }

    /// From the seventeenth digit.
    #[must_use]
    pub fn sex(&self) -> Sex {
        if self.0[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }
}

/// The birth date in digits 7 to 14 of a number whose end may be lost.
#[must_use]
pub fn birth_in(number: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(number.get(6..14)?, "%Y%m%d").ok()
}

impl fmt::Display for IdNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// Never shows the number: what is debugged may end in a log.
impl fmt::Debug for IdNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("IdNumber(…)")
    }
}

impl Serialize for IdNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for IdNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_nobody_in_region_999999_are_valid() {
        for text in ["999999195003150014", "99999919500115007X", "99999920150601002X"] {
            assert_eq!(IdNumber::parse(text).unwrap().as_str(), text);
        }
        let number = IdNumber::parse("999999195003150014").unwrap();
        assert_eq!(number.birth().to_string(), "1950-03-15");
        assert_eq!(number.sex(), Sex::Male);
    }

    #[test]
    fn each_mistake_has_its_name() {
        assert_eq!(IdNumber::parse("999999195003150015"), Err(IdMistake::WrongCheckDigit));
        assert_eq!(IdNumber::parse("999999198102290016"), Err(IdMistake::ImpossibleDate));
        assert_eq!(IdNumber::parse("99999919500315001"), Err(IdMistake::WrongLength));
        assert_eq!(IdNumber::parse("99999919500315001a"), Err(IdMistake::WrongLength));
        assert_eq!(IdNumber::parse("９99999195003150014"), Err(IdMistake::WrongLength));
    }

    #[test]
    fn an_old_number_of_fifteen_digits_becomes_the_new_one() {
        assert_eq!(IdNumber::parse("999999500315001").unwrap().as_str(), "999999195003150014");
    }

    #[test]
    fn debug_output_keeps_the_number_to_itself() {
        let number = IdNumber::parse("999999195003150014").unwrap();
        assert!(!format!("{number:?}").contains("1950"));
    }
}
