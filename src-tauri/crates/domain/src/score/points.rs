//! Points, in tenths: half a point is said, a third is not.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Points in tenths, below nothing too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(i64);

/// A text that is no number of points, or has more than one decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPoints;

/// The largest amount that is taken, in whole points.
const MOST: i64 = 10_000;

impl Points {
    /// None.
    pub const NONE: Self = Self(0);

    /// From tenths of a point.
    #[must_use]
    pub const fn tenths(tenths: i64) -> Self {
        Self(tenths)
    }

    /// In tenths of a point.
    #[must_use]
    pub const fn in_tenths(self) -> i64 {
        self.0
    }

    /// How much it is, whichever way.
    #[must_use]
    pub const fn amount(self) -> Self {
        Self(self.0.abs())
    }

    /// Takes away.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Neg for Points {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::NONE, Add::add)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.abs() / 10, self.0.abs() % 10);
        if tenth == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{tenth}") }
    }
}

impl FromStr for Points {
    type Err = NotPoints;

    /// `2`, `+2`, `-0.5`, `2.50`.
    fn from_str(text: &str) -> Result<Self, NotPoints> {
        let (sign, digits) = match text.strip_prefix(['-', '－', '−']) {
            Some(digits) => (-1, digits),
            None => (1, text.strip_prefix(['+', '＋']).unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let part = match part.trim_end_matches('0') {
            "" if !part.is_empty() => "0",
            one if one.len() == 1 => one,
            _ => return Err(NotPoints),
        };
        let all = [whole, part].iter().all(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        if whole.is_empty() || !all {
            return Err(NotPoints);
        }
        let whole: i64 = whole.parse().map_err(|_| NotPoints)?;
        let part: i64 = part.parse().map_err(|_| NotPoints)?;
        if whole > MOST {
            return Err(NotPoints);
        }
        Ok(Self(sign * (whole * 10 + part)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_read_and_print_as_people_write_them() {
        for (text, tenths, prints) in [
            ("2", 20, "2"),
            ("+2", 20, "2"),
            ("0.5", 5, "0.5"),
            ("-0.5", -5, "-0.5"),
            ("－3", -30, "-3"),
            ("2.50", 25, "2.5"),
            ("10.0", 100, "10"),
            ("-0", 0, "0"),
        ] {
            let points: Points = text.parse().unwrap();
            assert_eq!((points, points.to_string().as_str()), (Points::tenths(tenths), prints), "{text}");
        }
        for wrong in ["", "两分", "1.25", ".5", "1.", "--1", "1e3", "10001", "99999999999999999999"] {
            assert_eq!(wrong.parse::<Points>(), Err(NotPoints), "{wrong}");
        }
    }

    #[test]
    fn points_add_up() {
        let sum: Points = [5, -20, 10].map(Points::tenths).into_iter().sum();
        assert_eq!((sum, sum.amount(), sum.is_negative()), (Points::tenths(-5), Points::tenths(5), true));
        assert_eq!(-sum, Points::tenths(5));
    }
}
