//! The recovery code: printed once on a sealed sheet, copied by hand when everything else is lost.
//!
//! 24 characters of Crockford's base 32 in six groups: 104 random bits and 16 check bits, so that a wrong letter is told
//! apart from a wrong code. Read with any mix of case, spaces and hyphens; O is 0, I and L are 1.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::chance::Chance;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM: usize = 13;
const BYTES: usize = 15;

/// A recovery code. Shown and printed, kept nowhere, wiped when dropped.
pub struct RecoveryCode(Zeroizing<[u8; BYTES]>);

impl RecoveryCode {
    pub(crate) fn new(chance: &dyn Chance) -> Self {
        let mut bytes = Zeroizing::new([0; BYTES]);
        chance.fill(&mut bytes[..RANDOM]);
        let check = check(&bytes[..RANDOM]);
        bytes[RANDOM..].copy_from_slice(&check);
        Self(bytes)
    }

    /// What somebody copied; `None` when the letters contradict the check letters.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        let (mut held, mut bits, mut filled) = (0_u32, 0, 0);
        for letter in text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '－' | '—')) {
            held = (held << 5) | value(letter)?;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                *bytes.get_mut(filled)? = (held >> bits) as u8;
                held &= (1 << bits) - 1;
                filled += 1;
            }
        }
        held.zeroize();
        let whole = filled == BYTES && bits == 0;
        (whole && bytes[RANDOM..] == check(&bytes[..RANDOM])).then_some(Self(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0[..]
    }
}

fn check(random: &[u8]) -> [u8; BYTES - RANDOM] {
    let hash = Sha256::digest(random);
    [hash[0], hash[1]]
}

fn value(letter: char) -> Option<u32> {
    // Full-width letters and digits come from Chinese input methods.
    let letter = match letter {
        '！'..='～' => char::from_u32(letter as u32 - 0xFEE0)?,
        other => other,
    };
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    LETTERS.iter().position(|known| char::from(*known) == letter).and_then(|at| u32::try_from(at).ok())
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut held, mut bits, mut written) = (0_u32, 0, 0);
        for byte in self.0.iter() {
            held = (held << 8) | u32::from(*byte);
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                if written > 0 && written % 4 == 0 {
                    out.write_str("-")?;
                }
                write!(out, "{}", char::from(LETTERS[((held >> bits) & 31) as usize]))?;
                written += 1;
            }
            held &= (1 << bits) - 1;
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    #[test]
    fn a_code_is_read_back_however_it_was_copied() {
        for seed in 0..100 {
            let code = RecoveryCode::new(&Dice::new(seed));
            let text = code.to_string();
            assert_eq!(text.len(), 29);
            let full_width: String = text.chars().map(|one| char::from_u32(one as u32 + 0xFEE0).unwrap()).collect();
            for copied in [
                text.clone(),
                text.to_lowercase(),
                text.replace('-', " "),
                text.replace('-', ""),
                text.replace('0', "o").replace('1', "l"),
                full_width,
            ] {
                assert_eq!(RecoveryCode::read(&copied).unwrap().bytes(), code.bytes(), "{copied}");
            }
        }
    }

    #[test]
    fn a_single_wrong_letter_is_a_mistake_in_copying() {
        let text = RecoveryCode::new(&Dice::new(1)).to_string();
        let mut missed = 0;
        for at in (0..text.len()).filter(|at| text.as_bytes()[*at] != b'-') {
            for letter in LETTERS.iter().filter(|letter| **letter != text.as_bytes()[at]) {
                let mut wrong = text.clone().into_bytes();
                wrong[at] = *letter;
                missed += usize::from(RecoveryCode::read(std::str::from_utf8(&wrong).unwrap()).is_some());
            }
        }
        assert!(missed <= 1, "{missed} of 744 wrong letters passed for right");
        assert!(RecoveryCode::read("").is_none());
        assert!(RecoveryCode::read(&text[1..]).is_none());
        assert!(RecoveryCode::read(&format!("{text}0")).is_none());
    }
}
