//! The short code at the left of every row: printed, read aloud, and enough to find the record again when everything
//! hidden in a workbook is gone.
//!
//! A letter that says which table, six characters made from the row's id, one that checks them. The same record has the
//! same code in every workbook. No character looks like another, and the letter in front keeps a spreadsheet program from
//! taking `12E4567` for a number.

use domain::id::Id;

/// Without 0 and O, 1, I and L, 2 and Z.
const SIGNS: &[u8; 29] = b"3456789ABCDEFGHJKMNPQRSTUVWXY";
/// Characters between the letter and the check.
const LENGTH: usize = 6;

/// The code of a record of the table whose letter is `table`.
#[must_use]
pub fn code(table: char, id: Id) -> String {
    let mut rest = spread(&id.encode());
    let mut code = String::with_capacity(LENGTH + 2);
    code.push(table);
    for _ in 0..LENGTH {
        code.push(char::from(SIGNS[(rest % 29) as usize]));
        rest /= 29;
    }
    code.push(check(&code));
    code
}

/// Whether a text can be the code of a row: its check fits. Lower case will do.
#[must_use]
pub fn reads_as_code(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_uppercase();
    let mut signs = text.chars();
    let last = signs.next_back()?;
    let body = signs.as_str();
    let is_ours = text.is_ascii()
        && text.len() == LENGTH + 2
        && body.starts_with(|one: char| one.is_ascii_uppercase())
        && body.bytes().skip(1).all(|one| SIGNS.contains(&one))
        && check(body) == last;
    is_ours.then_some(text)
}

/// Weighted sum by primes, so that one wrong sign or two that changed places are noticed.
fn check(body: &str) -> char {
    const WEIGHTS: [usize; LENGTH + 1] = [2, 3, 5, 7, 11, 13, 17];
    let place = |sign: u8| SIGNS.iter().position(|one| *one == sign).unwrap_or(usize::from(sign));
    let sum: usize = body.bytes().zip(WEIGHTS).map(|(sign, weight)| place(sign) * weight).sum();
    char::from(SIGNS[sum % 29])
}

/// FNV-1a, folded: ids that follow each other in time lie far apart.
fn spread(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn thousands_of_records_have_codes_of_their_own() {
        let codes: HashSet<String> =
            (0..20_000_u128).map(|at| code('R', Id::from_u128((0x0193_0000_7000 << 80) | at))).collect();
        assert!(codes.len() >= 19_999, "{}", codes.len());
    }

    #[test]
    fn a_wrong_sign_and_two_that_changed_places_are_noticed() {
        let right = code('R', Id::from_u128(7));
        assert_eq!(reads_as_code(&right.to_lowercase()), Some(right.clone()));
        let bytes = right.as_bytes();
        for at in 1..right.len() {
            for sign in SIGNS.iter().filter(|sign| **sign != bytes[at]) {
                let mut wrong = bytes.to_vec();
                wrong[at] = *sign;
                assert_eq!(reads_as_code(std::str::from_utf8(&wrong).unwrap()), None);
            }
            if at + 2 < right.len() && bytes[at] != bytes[at + 1] {
                let mut wrong = bytes.to_vec();
                wrong.swap(at, at + 1);
                assert_eq!(reads_as_code(std::str::from_utf8(&wrong).unwrap()), None);
            }
        }
        assert_eq!(reads_as_code("张三"), None);
        assert_eq!(reads_as_code(""), None);
    }
}
