//! Row ids: UUIDv7, minted by the store and handed in, since this crate has neither clock nor randomness.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, de};

/// A row's id for life, across stores and exchanges. Text form: 36 characters, lower-case, hyphenated.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u128);

/// The text is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("编号写法不对，请从列表里重新选")]
pub struct NotAnId;

/// What each byte is as a lower-case hexadecimal digit; 16 when it is none.
static NIBBLES: [u8; 256] = {
    let mut nibbles = [16; 256];
    let mut at = 0;
    while at < 16 {
        nibbles[b"0123456789abcdef"[at as usize] as usize] = at;
        at += 1;
    }
    nibbles
};

impl Id {
    /// From the 128 bits of a UUID.
    #[must_use]
    pub const fn from_u128(bits: u128) -> Self {
        Self(bits)
    }

    /// The text form without an allocation.
    #[must_use]
    pub fn encode(self) -> [u8; 36] {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'-'; 36];
        let mut at = 0;
        for nibble in 0..32 {
            if matches!(at, 8 | 13 | 18 | 23) {
                at += 1;
            }
            text[at] = HEX[((self.0 >> (124 - 4 * nibble)) & 15) as usize];
            at += 1;
        }
        text
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(std::str::from_utf8(&self.encode()).unwrap_or_default())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let Ok(bytes) = <&[u8; 36]>::try_from(text.as_bytes()) else { return Err(NotAnId) };
        if [8, 13, 18, 23].iter().any(|at| bytes[*at] != b'-') {
            return Err(NotAnId);
        }
        let mut strange = 0;
        let mut read = |parts: [std::ops::Range<usize>; 3]| {
            let digits = parts.into_iter().flatten().map(|at| NIBBLES[usize::from(bytes[at])]);
            digits.fold(0_u64, |bits, nibble| {
                strange |= nibble;
                (bits << 4) | u64::from(nibble)
            })
        };
        let (high, low) = (read([0..8, 9..13, 14..18]), read([19..23, 24..36, 36..36]));
        if strange > 15 {
            return Err(NotAnId);
        }
        let bits = (u128::from(high) << 64) | u128::from(low);
        Ok(Self(bits))
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.encode()).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_bits_are_the_same_id() {
        let text = "0198f2a0-7c11-7def-8abc-0123456789ab";
        let id: Id = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{text}\""));
        assert_eq!("0198f2a0-7c11-7def-8abc-0123456789aB".parse::<Id>(), Err(NotAnId));
    }
}
