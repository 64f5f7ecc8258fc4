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
}
