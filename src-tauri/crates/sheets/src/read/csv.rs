//! Text with separators: comma, tab or semicolon, quotes with line breaks inside.
//!
//! Our own small parser, because a row must keep the number that a spreadsheet program shows (the usual library skips
//! blank lines without counting them) and a quote that never closes must be a refusal, not one cell with half the
//! village in it.

use std::borrow::Cow;
use std::path::Path;

use domain::sheet::{Cell, Workbook};

use super::gather::{Gathered, Tally, workbook};
use super::{Limits, ReadError, name_of, text};

/// In the order of preference when a text fits several equally well.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// Bytes and records looked at to find the separator.
const SAMPLE: (usize, u32) = (64 << 10, 200);

/// One sheet, named like the file without its suffix; every filled cell is text.
pub(super) fn read(bytes: &[u8], path: &Path, limits: &Limits) -> Result<Workbook, ReadError> {
    let decoded = text::decode(bytes)?;
    // Old programs end a text file with Ctrl+Z.
    let content = decoded.trim_end_matches('\u{1A}');
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut tally = Tally::new(limits);
    let mut sheet = Gathered::open(&mut tally, name, false)?;
    fields(content, separator(content), |row, column, field| {
        sheet.put(&mut tally, row, column, Cell::Text(field.into_owned()))
    })?;
    workbook(name_of(path), vec![sheet.close()])
}

/// The separator by which most records fall into the same number of fields.
fn separator(content: &str) -> u8 {
    let end = content.floor_char_boundary(SAMPLE.0);
    let sample =
        if end < content.len() { content[..end].rsplit_once('\n').map_or("", |(whole, _)| whole) } else { content };
    let mut best = (SEPARATORS[0], 0, 0);
    for separator in SEPARATORS {
        let mut widths: Vec<u32> = Vec::new();
        // A quote that the sample cuts off ends it; the whole text is judged afterwards.
        let _ = fields(sample, separator, |row, column, _| {
            if row >= SAMPLE.1 {
                return Err(ReadError::TooManyRows(u64::from(SAMPLE.1)));
            }
            widths.resize(row as usize + 1, 0);
            widths[row as usize] = column + 1;
            Ok(())
        });
        widths.retain(|width| *width > 1);
        widths.sort_unstable();
        for same in widths.chunk_by(|a, b| a == b) {
            if (same.len(), same[0]) > (best.1, best.2) {
                best = (separator, same.len(), same[0]);
            }
        }
    }
    best.0
}

/// Calls `each` with row and column, from 0, and the field. A blank line counts as a row without fields.
fn fields<'a>(
    content: &'a str,
    separator: u8,
    mut each: impl FnMut(u32, u32, Cow<'a, str>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let bytes = content.as_bytes();
    let is_end = |byte: &u8| *byte == separator || *byte == b'\r' || *byte == b'\n';
    let (mut at, mut row, mut column) = (0, 0, 0);
    while at < bytes.len() {
        let start = at;
        let mut quoted = String::new();
        if bytes[at] == b'"' {
            at = unquote(content, at, &mut quoted)?;
        }
        let rest = at;
        at += bytes[at..].iter().position(is_end).unwrap_or(bytes.len() - at);
        let field = if rest == start {
            Cow::Borrowed(&content[start..at])
        } else {
            // What follows the closing quote belongs to the field, as in every spreadsheet program.
            quoted.push_str(&content[rest..at]);
            Cow::Owned(quoted)
        };
        let next = bytes.get(at).copied();
        if !(column == 0 && field.is_empty() && next != Some(separator)) {
            each(row, column, plain(field))?;
        }
        at += 1;
        if next == Some(separator) {
            column += 1;
        } else {
            if next == Some(b'\r') && bytes.get(at) == Some(&b'\n') {
                at += 1;
            }
            row += 1;
            column = 0;
        }
    }
    Ok(())
}

/// Takes the quoted field that opens at `open` into `field`; returns where its closing quote ends.
fn unquote(content: &str, open: usize, field: &mut String) -> Result<usize, ReadError> {
    let mut at = open + 1;
    loop {
        let Some(length) = content[at..].find('"') else {
            return Err(ReadError::TextOpenQuote(text::line_at(&content[..open])));
        };
        field.push_str(&content[at..at + length]);
        at += length + 1;
        if content.as_bytes().get(at) != Some(&b'"') {
            return Ok(at);
        }
        field.push('"');
        at += 1;
    }
}

/// `="0012"` is how exports keep a spreadsheet program from rounding a number; it shows `0012`.
fn plain(field: Cow<'_, str>) -> Cow<'_, str> {
    let inner = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).filter(|inner| !inner.contains('"'));
    match inner {
        Some(inner) => Cow::Owned(inner.to_owned()),
        None => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(content: &str) -> Vec<(u32, u32, String)> {
        let mut found = Vec::new();
        fields(content, separator(content), |row, column, field| {
            found.push((row, column, field.into_owned()));
            Ok(())
        })
        .unwrap();
        found
    }

    fn cells(content: &str) -> Vec<String> {
        rows(content).into_iter().map(|(_, _, field)| field).collect()
    }

    #[test]
    fn quotes_hold_separators_line_breaks_and_quotes() {
        assert_eq!(cells("a,\"b,\r\nc\"\"d\",e\n"), ["a", "b,\r\nc\"d", "e"]);
        assert_eq!(cells("a,\"b\"c,d"), ["a", "bc", "d"]);
        assert_eq!(cells("a,b\"c\",d"), ["a", "b\"c\"", "d"]);
    }

    #[test]
    fn blank_lines_count_as_rows() {
        let found: Vec<_> = rows("a,b\r\n\r\n\nc,d\re,f").into_iter().map(|(row, column, _)| (row, column)).collect();
        assert_eq!(found, [(0, 0), (0, 1), (3, 0), (3, 1), (4, 0), (4, 1)]);
    }

    #[test]
    fn the_separator_is_the_one_that_makes_even_rows() {
        for (separator, other) in [(",", ";"), ("\t", ","), (";", ",")] {
            let content = format!(
                "题目\na{separator}b{separator}c{other}c\n1{separator}2{separator}3\n4{separator}5{separator}6\n"
            );
            assert_eq!(super::separator(&content), separator.as_bytes()[0], "{separator:?}");
        }
    }

    #[test]
    fn an_open_quote_is_refused_with_its_line() {
        let mut sink = |_, _, _: Cow<str>| Ok(());
        assert_eq!(fields("a,b\n\"c,d\ne,f\n", b',', &mut sink), Err(ReadError::TextOpenQuote(2)));
    }

    #[test]
    fn a_number_guarded_as_a_formula_is_its_text() {
        assert_eq!(cells("=\"0012\",\"=\"\"0034\"\"\",=A1\n"), ["0012", "0034", "=A1"]);
    }
}
