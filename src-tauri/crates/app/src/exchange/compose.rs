//! A workbook that is handed to another station: a sheet a table, and for the program alone which row is which.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::document::INTERNAL;
use domain::sheet::Cell;
use intake::merge::{Key, Kind, Rows, masked};
use sheets::Mark;
use sheets::write::{CarriedColumn, Lists, Tab};

use super::sheets::{Labels, Sheets};
use crate::failure::{Failure, Result};

/// The caption of the codes at the left.
pub(super) const CODE: &str = "行码";
/// Captions of the columns that only the program reads.
pub(super) const ROW: &str = "_row";
pub(super) const CHECK: &str = "_check";
/// The sheet that only the program reads, and the words in its first column.
pub(super) const NOTES: &str = "_hongwang";
pub(super) const GONE: &str = "gone";
pub(super) const HELD: &str = "held";
pub(super) const ASKED: &str = "asked";

/// What a cell shows that is being asked about.
const ASKED_NOTE: &str = "这一格两边说法不一，正等人核对，先不要改";

/// What goes into a workbook.
pub(super) struct Content<'c> {
    pub title: &'c str,
    pub date: NaiveDate,
    /// The records, whole.
    pub rows: &'c Rows,
    pub labels: &'c Labels,
    /// Cells about which something is asked.
    pub asked: &'c BTreeSet<(Key, usize)>,
    /// Records about which something is asked as a whole.
    pub held: &'c BTreeSet<Key>,
    /// Records that the receiver may have and that were taken out.
    pub gone: &'c BTreeSet<Key>,
    /// Numbers starred, sensitive columns left out.
    pub masked: bool,
    /// What the first sheet says: label and text.
    pub words: &'c [(&'c str, String)],
}

/// Writes it; gives the workbook and how many rows each sheet has.
///
/// # Errors
/// `form_workbook`: what Excel has no room for.
pub(super) fn compose(sheets: &Sheets, content: &Content<'_>, mark: &Mark) -> Result<(Lists, Vec<(String, usize)>)> {
    let mut lists = Lists::marked(content.title, INTERNAL, content.date, mark);
    let mut counts = Vec::new();
    for detail in [false, true] {
        for (table, sheet) in sheets.sheets.iter().enumerate().filter(|(_, sheet)| sheet.detail == detail) {
            let tab = if detail { Tab::Detail } else { Tab::Main };
            let rows = of_table(content.rows, table).filter(|(key, _)| !content.held.contains(key)).count();
            let count = write_sheet(&mut lists, sheets, table, content, tab)?;
            debug_assert_eq!(rows, count);
            counts.push((sheet.name.clone(), count));
        }
    }
    notes(&mut lists, sheets, content)?;
    let words: Vec<(&str, &str)> = content.words.iter().map(|(label, text)| (*label, text.as_str())).collect();
    lists.words("说明", &words)?;
    Ok((lists, counts))
}

/// The records of a table.
pub(super) fn of_table(rows: &Rows, table: usize) -> impl Iterator<Item = (&Key, &Vec<intake::merge::Value>)> {
    let id = |bits| Key { table, id: domain::id::Id::from_u128(bits) };
    rows.range(id(0)..=id(u128::MAX))
}

fn write_sheet(lists: &mut Lists, sheets: &Sheets, table: usize, content: &Content<'_>, tab: Tab) -> Result<usize> {
    let (sheet, merged) = (&sheets.sheets[table], &sheets.tables[table]);
    let is_shown = |column: usize| !(content.masked && sheet.columns[column].sensitive);
    let shown: Vec<usize> = (0..sheet.columns.len()).filter(|column| is_shown(*column)).collect();
    let column = |caption, width_mm, hidden, choices| CarriedColumn { caption, width_mm, hidden, choices };
    let mut columns = vec![column(CODE, 20.0, false, None)];
    let choices: Vec<Vec<&str>> = shown.iter().map(|at| choices(merged.columns[*at].kind)).collect();
    for (at, choices) in shown.iter().zip(&choices) {
        let one = &sheet.columns[*at];
        let choices = (!choices.is_empty()).then_some(choices.as_slice());
        columns.push(column(&one.caption, one.width_mm, false, choices));
    }
    columns.push(column(ROW, 20.0, true, None));
    columns.push(column(CHECK, 20.0, true, None));
    let records: Vec<usize> = shown.iter().copied().filter(|at| merged.columns[*at].kind == Kind::Record).collect();
    for at in &records {
        columns.push(column(sheet.columns[*at].column, 20.0, true, None));
    }
    lists.carried::<Failure>(&sheet.name, &columns, tab, |list| {
        for (key, values) in of_table(content.rows, table).filter(|(key, _)| !content.held.contains(key)) {
            list.text(&sheets.code(*key))?;
            let mut check = Check::default();
            check.add(&key.id.to_string());
            for at in &shown {
                let kind = merged.columns[*at].kind;
                let text = kind.show(&values[*at], &|id| content.labels.of(id));
                let text = if content.masked && matches!(kind, Kind::IdNumber | Kind::Phone) {
                    masked(kind, &text)
                } else {
                    text.into_owned()
                };
                check.add(&text);
                if content.asked.contains(&(*key, *at)) {
                    list.asked(&text, ASKED_NOTE)?;
                } else {
                    list.text(&text)?;
                }
            }
            list.text(&key.id.to_string())?.text(&check.word())?;
            for at in &records {
                list.maybe(values[*at].as_deref())?;
            }
            list.end()?;
        }
        Ok(())
    })
}

/// What drops down in the cells of a column.
fn choices(kind: Kind) -> Vec<&'static str> {
    match kind {
        Kind::Yes => vec!["是", "否"],
        Kind::Sex => vec!["男", "女"],
        Kind::Code(table) => table.rows().iter().map(|(_, word)| *word).collect(),
        _ => Vec::new(),
    }
}

/// What only the program reads: what was taken out, what is asked about.
fn notes(lists: &mut Lists, sheets: &Sheets, content: &Content<'_>) -> Result<()> {
    let table = |key: &Key| sheets.sheets[key.table].table.name();
    lists.very_hidden::<Failure>(NOTES, &["what", "table", "row", "column"], |list| {
        for (word, keys) in [(GONE, content.gone), (HELD, content.held)] {
            for key in keys {
                list.text(word)?.text(table(key))?.text(&key.id.to_string())?.end()?;
            }
        }
        for (key, column) in content.asked.iter().filter(|(key, _)| content.rows.contains_key(key)) {
            let column = sheets.sheets[key.table].columns[*column].column;
            list.text(ASKED)?.text(table(key))?.text(&key.id.to_string())?.text(column)?.end()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Tells whether a row is as the program wrote it: FNV-1a over its texts.
#[derive(Clone, Copy)]
pub(super) struct Check(u64);

impl Default for Check {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Check {
    /// Takes in the next cell.
    pub(super) fn add(&mut self, text: &str) {
        for byte in text.bytes().filter(|byte| *byte != b'\r').chain([0x1f]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Takes in a cell as it was read.
    pub(super) fn add_cell(&mut self, cell: Option<&Cell>) {
        match cell {
            Some(Cell::Text(text)) => self.add(text),
            None | Some(Cell::Empty) => self.add(""),
            // The program writes texts alone.
            Some(Cell::Number(_) | Cell::Date(_) | Cell::Bool(_)) => self.add("\u{0}"),
        }
    }

    /// As it stands in the row.
    pub(super) fn word(self) -> String {
        format!("{:016x}", self.0)
    }
}
