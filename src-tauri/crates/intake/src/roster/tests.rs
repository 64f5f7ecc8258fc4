//! The layouts that villages use, each as a rule.

mod households;
mod layouts;
mod wrong;

use domain::sheet::{Cell, Region, Row, Sheet, Workbook};

use super::{Mapping, Understood, understand};
use crate::entry::{Entry, List};

/// A cell: text, blank for nothing.
fn cell(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// A sheet; columns are parted by `|`, an empty line is a blank row.
fn sheet(name: &str, lines: &[&str]) -> Sheet {
    let row = |(at, line): (usize, &&str)| Row {
        number: at as u32 + 1,
        cells: line.split('|').map(|text| cell(text.trim())).collect(),
    };
    let rows = lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).map(row).collect();
    Sheet { name: name.to_owned(), hidden: false, rows, merges: Vec::new() }
}

fn merge(rows: (u32, u32), columns: (u16, u16)) -> Region {
    Region { first_row: rows.0, last_row: rows.1, first_column: columns.0, last_column: columns.1 }
}

fn of(sheets: Vec<Sheet>) -> Understood {
    understand(&Workbook { file: "台账.xlsx".into(), sheets }, &|_| None)
}

/// The one list of a sheet called Sheet1.
fn list(lines: &[&str]) -> List {
    let mut understood = of(vec![sheet("Sheet1", lines)]);
    assert_eq!(understood.lists.len(), 1, "{:?}", understood.passed_over);
    understood.lists.remove(0)
}

fn names(list: &List) -> Vec<&str> {
    list.entries.iter().map(|entry| entry.name.as_deref().unwrap_or("")).collect()
}

fn hamlets(list: &List) -> Vec<&str> {
    list.entries.iter().map(|entry| entry.hamlet.as_deref().unwrap_or("")).collect()
}

fn groups(list: &List) -> Vec<u32> {
    list.entries.iter().map(|entry| entry.group.unwrap_or(99)).collect()
}

fn tags(entry: &Entry) -> Vec<String> {
    let say = |tag: &crate::entry::TagSaid| {
        let fine = [tag.subtype.as_deref(), tag.grade.as_deref(), tag.certificate.as_deref()];
        [Some(tag.kind.word())].into_iter().chain(fine).flatten().collect::<Vec<_>>().join("·")
    };
    entry.tags.iter().map(say).collect()
}
