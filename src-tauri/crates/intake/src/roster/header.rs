//! Where the captions stand: titles above them, one row or two, again in mid-sheet where pages were pasted together.

use domain::sheet::Cell;

use super::caption::{self, Meaning, unmistakable};
use super::page::{Line, Page};
use crate::entry::Field;
use crate::normal::hamlet;
use crate::normal::text::squeeze;

/// A column's caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caption {
    /// A = 0.
    pub index: u16,
    /// As printed, white space removed.
    pub text: String,
    /// The caption that spans it and its neighbours.
    pub group: Option<String>,
}

/// The captions of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Line of the topmost caption row.
    pub first: usize,
    /// Line of the lowest caption row.
    pub last: usize,
    /// Columns with a caption, from left to right.
    pub captions: Vec<Caption>,
}

/// All headers of a page, from top to bottom. A header that repeats the one before it is among them.
pub(super) fn find(page: &Page) -> Vec<Header> {
    let mut headers = Vec::new();
    let mut at = 0;
    while at < page.lines.len() {
        if is_header(&page.lines[at]) {
            let header = around(page, at);
            at = header.last + 1;
            headers.push(header);
        } else {
            at += 1;
        }
    }
    headers
}

/// Captions are text without long numbers. Rows of people fall out at their first number.
fn is_wordy(line: &Line) -> bool {
    line.written().all(|(_, cell)| match cell {
        Cell::Text(text) => text.bytes().filter(u8::is_ascii_digit).count() < 6,
        _ => false,
    })
}

fn texts<'a>(line: &Line<'a>) -> impl Iterator<Item = (u16, &'a str)> + use<'a> {
    line.written().filter_map(|(column, cell)| match cell {
        Cell::Text(text) => Some((column, text.as_str())),
        _ => None,
    })
}

fn is_header(line: &Line) -> bool {
    if !is_wordy(line) || !texts(line).any(|(_, text)| text.contains(['名', '证', '主', '员', '码', '人'])) {
        return false;
    }
    let (mut person, mut fields, mut written) = (false, Vec::new(), 0);
    for column in 0..line.width() {
        let Cell::Text(text) = line.cell(column) else { continue };
        written += 1;
        let Some(field) = unmistakable(text) else { continue };
        person |= matches!(field, Field::Name | Field::Head | Field::IdNumber);
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    person && (fields.len() >= 2 || written <= 2) && fields.len() * 4 >= written.min(20)
}

/// The header whose row `at` was recognised, with the caption rows above and below it.
fn around(page: &Page, at: usize) -> Header {
    let next_to = |upper: usize, lower: usize| {
        page.lines.get(lower).is_some_and(|line| line.number == page.lines[upper].number + 1)
    };
    let mut last = at;
    while last < at + 2 && next_to(last, last + 1) && (is_header(&page.lines[last + 1]) || is_below(page, last)) {
        last += 1;
    }
    let mut first = at;
    if at > 0 && next_to(at - 1, at) && is_groups(page, at - 1) {
        first -= 1;
    }
    Header { first, last, captions: captions(page, first, last) }
}

/// Whether the row below `upper` holds nothing but finer captions: all of it stands below blanks or wide captions.
fn is_below(page: &Page, upper: usize) -> bool {
    let (above, below) = (&page.lines[upper], &page.lines[upper + 1]);
    let wide = page.wide_in(above.number);
    let mut any = false;
    for (column, cell) in below.written() {
        let Cell::Text(text) = cell else { return false };
        if hamlet::as_heading(text).is_some() {
            return false;
        }
        let spanned = wide.iter().any(|region| (region.first_column..=region.last_column).contains(&column));
        let open = spanned || above.cell(column).is_blank() || is_open(above, below, column);
        if !open || text.chars().count() > 12 || text.bytes().filter(u8::is_ascii_digit).count() > 3 {
            return false;
        }
        any = true;
    }
    any
}

/// The first column of a group without merges: the next column has no caption above, but one below.
fn is_open(above: &Line, below: &Line, column: u16) -> bool {
    above.cell(column + 1).is_blank() && !below.own(column + 1).is_blank()
}

/// Whether a row above the captions is one of groups (家庭信息, 成员基本情况), not a title.
fn is_groups(page: &Page, at: usize) -> bool {
    let line = &page.lines[at];
    let wide = page.wide_in(line.number);
    let captions = page.lines[at + 1].written().count();
    let short = |text: &str| {
        let text = squeeze(text);
        text.chars().count() <= 12 && !text.contains([':', '：']) && text.bytes().filter(u8::is_ascii_digit).count() < 4
    };
    let written = line.written().count();
    let spans_all = |width: usize| width * 10 >= captions * 8;
    let title = match (written, wide) {
        (0, _) => true,
        (1, [region]) => spans_all(usize::from(region.last_column - region.first_column) + 1),
        (1, _) => true,
        _ => false,
    };
    !title && written <= captions && is_wordy(line) && texts(line).all(|(_, text)| short(text))
}

fn captions(page: &Page, first: usize, last: usize) -> Vec<Caption> {
    let rows = &page.lines[first..=last];
    let width = rows.iter().map(Line::width).max().unwrap_or(0);
    let mut captions = Vec::with_capacity(usize::from(width));
    for column in 0..width {
        // The lowest text is the caption, the one above it the group.
        let mut text: Option<String> = None;
        let mut group = None;
        for (up, line) in rows.iter().enumerate().rev() {
            let printed = match line.cell(column) {
                Cell::Text(cell) => caption::printed(cell),
                _ => String::new(),
            };
            match &text {
                None if printed.is_empty() => {}
                None => text = Some(printed),
                Some(own) if !printed.is_empty() && printed != *own => group = group.or(Some(printed)),
                Some(_) if printed.is_empty() => group = group.or_else(|| spanning(page, first + up, column)),
                Some(_) => {}
            }
        }
        if let Some(text) = text {
            captions.push(Caption { index: column, text, group });
        }
    }
    captions
}

/// The caption left of a blank that spans it: by its merged region, or without any merging as far as blanks go.
fn spanning(page: &Page, at: usize, column: u16) -> Option<String> {
    let line = &page.lines[at];
    let wide = page.wide_in(line.number);
    let owner = match wide {
        [] => (0..column).rev().find(|left| !line.own(*left).is_blank())?,
        _ => wide.iter().find(|region| (region.first_column..=region.last_column).contains(&column))?.first_column,
    };
    match line.own(owner) {
        Cell::Text(text) => Some(caption::printed(text)),
        _ => None,
    }
}

/// Whether one header repeats another: the same captions in the same columns, whatever spans them.
pub(super) fn is_same(one: &[Caption], other: &[Caption]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| one.index == other.index && one.text == other.text)
}

/// Tables side by side (`姓名 身份证号 | 姓名 身份证号`): the captions of each. One table is one element.
pub(super) fn side_by_side(captions: &[Caption]) -> Vec<&[Caption]> {
    let is_name =
        |one: &&Caption| matches!(caption::meaning(&one.text, one.group.as_deref()), Meaning::Is(Field::Name, _));
    let Some(first) = captions.iter().position(|one| is_name(&one)) else {
        return vec![captions];
    };
    let same = |one: &Caption, other: &Caption| one.text == other.text && one.group == other.group;
    let names: Vec<usize> = (0..captions.len())
        .filter(|at| captions[*at].text == captions[first].text && is_name(&&captions[*at]))
        .collect();
    let [_, second, ..] = names[..] else {
        return vec![captions];
    };
    let period = second - first;
    let regular = period >= 2
        && names.iter().enumerate().all(|(block, name)| *name == first + block * period)
        && (0..names.len() * period)
            .all(|at| captions.get(at).is_some_and(|one| at < period || same(one, &captions[at - period])));
    if !regular {
        return vec![captions];
    }
    (0..names.len())
        .map(|block| {
            let end = if block + 1 == names.len() { captions.len() } else { (block + 1) * period };
            &captions[block * period..end]
        })
        .collect()
}
