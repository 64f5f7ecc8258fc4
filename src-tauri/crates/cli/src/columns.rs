//! Small tables for a terminal, in columns as wide as their longest text.

use app::host::read_civil;

/// Columns that a text takes on a terminal: two for a Chinese character, a full-width sign among them.
fn width(text: &str) -> usize {
    text.chars()
        .map(|one| if ('\u{1100}'..).contains(&one) && !('\u{2000}'..'\u{2e80}').contains(&one) { 2 } else { 1 })
        .sum()
}

/// The rows under each other, two spaces between columns; the first row is the captions.
pub fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let wide: Vec<usize> = (0..N).map(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, wide) in row.iter().zip(&wide) {
            line.push_str(cell);
            line.push_str(&" ".repeat(wide - width(cell) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A value, or the sign for none.
pub fn or_none(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| value.to_string())
}

/// An instant as the clock on the village's wall shows it, `2026-11-21 09:12`; what is none stays as it is.
pub fn clock(instant: &str) -> String {
    read_civil(instant).map_or_else(|| instant.to_owned(), |at| at.format("%Y-%m-%d %H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_shown_as_the_village_has_it_and_anything_else_as_it_is() {
        assert_eq!(clock("2026-12-31T16:05:00.000Z"), "2027-01-01 00:05");
        assert_eq!(clock("—"), "—");
    }

    #[test]
    fn columns_line_up_where_characters_are_wide() {
        let rows = [["组", "户数"], ["一组", "7"]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(&rows), "组    户数\n一组  7\n");
        assert_eq!(width("𠮷a，"), 5);
    }
}
