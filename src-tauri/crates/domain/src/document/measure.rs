//! How much room words take, well enough to choose row heights and to keep short rows in one piece.
//!
//! An estimate from the script alone, rather too wide than too narrow: Chinese characters are square, Latin letters
//! about half as wide. Layout by the
//! real fonts is the business of `paper`; a workbook has no layout of its own and lives by this.

/// Width of a text in units of its type size.
#[must_use]
pub fn width_em(text: &str) -> f64 {
    advances(text).sum()
}

/// Each character's width, with the thin space that stands between Chinese and Latin.
fn advances(text: &str) -> impl Iterator<Item = f64> {
    const BETWEEN_SCRIPTS: f64 = 0.25;
    let mut before: Option<char> = None;
    text.chars().map(move |character| {
        let changes = before.is_some_and(|before| is_latin(before) != is_latin(character));
        before = Some(character);
        char_em(character) + if changes { BETWEEN_SCRIPTS } else { 0.0 }
    })
}

fn is_latin(character: char) -> bool {
    character < '\u{250}'
}

/// Lines that a text needs in `width` units of its type size, its own line breaks included; at least 1.
#[must_use]
pub fn line_count(text: &str, width: f64) -> usize {
    text.split('\n').map(|line| wrapped(line, width)).sum()
}

/// A character that does not fit starts the next line whole, as it does on paper.
fn wrapped(line: &str, width: f64) -> usize {
    let mut lines = 1;
    let mut used = 0.0;
    for em in advances(line) {
        if used + em > width && used > 0.0 {
            lines += 1;
            used = 0.0;
        }
        used += em;
    }
    lines
}

fn char_em(character: char) -> f64 {
    match character {
        '\u{0}'..='\u{1F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' => 0.0,
        ' ' | '!' | '\'' | ',' | '.' | ':' | ';' | 'i' | 'j' | 'l' | '|' | '·' => 0.35,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '\u{80}'..='\u{24F}' => 1.06,
        'a'..='z' => 0.67,
        'A'..='Z' | '&' => 0.86,
        '\u{20}'..='\u{7F}' => 0.58,
        // Cyrillic, №, ligatures, and the two long dashes.
        '\u{400}'..='\u{52F}' | '№' | '\u{FB00}'..='\u{FB06}' => 1.2,
        '⸺' | '⸻' => 2.5,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_square_and_digits_are_narrow() {
        assert_eq!(width_em("示例甲"), 3.0);
        assert!(width_em("999999195003150014") < 18.0 * 0.6);
    }

    #[test]
    fn words_wrap_and_line_breaks_count() {
        assert_eq!(line_count("", 4.0), 1);
        assert_eq!(line_count("示例甲", 3.0), 1);
        assert_eq!(line_count("示例甲、示例乙", 3.0), 3);
        assert_eq!(line_count("户数：31\n人口：98", 10.0), 2);
        assert_eq!(line_count("宽", 0.1), 1);
    }
}
