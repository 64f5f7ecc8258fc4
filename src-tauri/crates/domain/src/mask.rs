//! What a number looks like when it is not asked for: `999999********0014`, `138****1234`.

/// Keeps the first six and the last four of an identity number; shorter ones are starred whole.
#[must_use]
pub fn id_number(number: &str) -> String {
    starred(number, 6, 4)
}

/// Keeps the first three and the last four of a phone number.
#[must_use]
pub fn phone(number: &str) -> String {
    starred(number, 3, 4)
}

/// Two numbers that are to be told apart: the middle is starred where both agree, and shown where they differ.
#[must_use]
pub fn compared(number: &str, other: &str) -> String {
    let other: Vec<char> = other.chars().collect();
    let hidden: Vec<char> = id_number(number).chars().collect();
    let shown = number.chars().zip(hidden).enumerate();
    shown.map(|(at, (real, hidden))| if other.get(at) == Some(&real) { hidden } else { real }).collect()
}

fn starred(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    let hidden = count.saturating_sub(head + tail);
    if hidden < 3 {
        return "*".repeat(count);
    }
    text.chars().enumerate().map(|(at, one)| if (head..count - tail).contains(&at) { '*' } else { one }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_ends_and_short_ones_nothing() {
        assert_eq!(id_number("999999195003150014"), "999999********0014");
        assert_eq!(phone("13800001234"), "138****1234");
        assert_eq!(phone("8812345"), "*******");
        assert_eq!(id_number(""), "");
    }

    #[test]
    fn numbers_that_differ_show_where() {
        assert_eq!(compared("999999195003150014", "999999195103150014"), "999999***0****0014");
        assert_eq!(compared("999999195103150014", "999999195003150014"), "999999***1****0014");
    }
}
