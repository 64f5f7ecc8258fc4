//! What an import tells: the same for the window and for `hongwang import --json`.

use std::collections::BTreeMap;

use domain::mask;
use domain::sheet::Cell;
use intake::entry::{Field, List, Repair};
use intake::plan::{Change, ChangeKind, Plan};
use intake::roster;
use serde::Serialize;
use ts_rs::TS;

use super::fields::{field_label, key};
use super::source::Source;

/// One column of a list, and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ColumnView {
    /// Counted from 0.
    pub index: u16,
    /// As printed.
    pub caption: String,
    /// Key of the field; `null` = not taken.
    pub field: Option<String>,
    /// The first values, numbers masked.
    pub samples: Vec<String>,
}

/// One list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SheetView {
    /// The sheet's name.
    pub name: String,
    /// The lowest caption row, counted from 1; 0 = none.
    pub header_row: u32,
    /// Data rows.
    pub rows: usize,
    /// In the order of the sheet.
    pub columns: Vec<ColumnView>,
    /// By which a mapping is remembered.
    pub captions_key: String,
}

/// A sheet that holds no list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PassedOver {
    /// The sheet's name.
    pub sheet: String,
    /// Why, in words.
    pub why: String,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FileView {
    /// Its name.
    pub file: String,
    /// Its lists.
    pub sheets: Vec<SheetView>,
    /// Its other sheets.
    pub passed_over: Vec<PassedOver>,
}

/// A row with a mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MistakeRow {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Counted from 1.
    pub row: u32,
    /// Key of the kind.
    pub kind: String,
    /// In words.
    pub sentence: String,
    /// Whom the row names.
    pub name: Option<String>,
}

/// A cell that differs from the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChangeRow {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Counted from 1.
    pub row: u32,
    /// Whom it is about.
    pub name: String,
    /// Which field, in words; empty for the person as a whole.
    pub field: String,
    /// As the book had it.
    pub old: Option<String>,
    /// As the list has it.
    pub new: Option<String>,
    /// What is done with it.
    #[ts(type = "'new' | 'changed' | 'doubt' | 'waiting'")]
    pub what: &'static str,
}

/// What an import tells.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// The files and how they were understood.
    pub files: Vec<FileView>,
    /// Distinct households in the files.
    pub households: usize,
    /// Distinct persons in the files.
    pub persons: usize,
    /// Distinct party members in the files.
    pub party_members: usize,
    /// Persons the book did not have.
    pub new: usize,
    /// Persons about whom anything changes.
    pub changed: usize,
    /// Persons about whom the files say nothing new.
    pub unchanged: usize,
    /// Rows by their first mistake.
    pub mistakes: BTreeMap<String, usize>,
    /// Values mended.
    pub repaired: BTreeMap<String, usize>,
    /// Doubts queued.
    pub doubts: usize,
    /// Waiting rows of earlier lists that this import places.
    pub joined: usize,
    /// Persons of these hamlets whom no list names.
    pub absent: usize,
    /// Every mistake by row, and every value mended.
    pub mistake_rows: Vec<MistakeRow>,
    /// The first differences.
    pub changes: Vec<ChangeRow>,
}

/// More differences than a person reads; the sums count all.
const CHANGES: usize = 500;
const SAMPLES: usize = 3;

fn samples(book: &domain::sheet::Workbook, list: &List, column: &intake::entry::Column) -> Vec<String> {
    let Some(sheet) = book.sheets.iter().find(|sheet| sheet.name == list.name.sheet) else { return Vec::new() };
    sheet
        .rows
        .iter()
        .filter(|row| row.number > list.header_row)
        .filter_map(|row| row.cells.get(usize::from(column.index)))
        .filter(|cell| !cell.is_blank())
        .take(SAMPLES)
        .map(|cell| shown(cell, column.field))
        .collect()
}

fn shown(cell: &Cell, field: Option<Field>) -> String {
    let text = match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.trim().to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Bool(tick) => if *tick { "是" } else { "否" }.to_owned(),
    };
    let digits = text.chars().filter(|one| one.is_numeric()).count();
    match field {
        Some(Field::Phone) => mask::phone(&text),
        _ if digits >= 15 => mask::id_number(&text),
        _ if digits >= 11 => mask::phone(&text),
        _ => text,
    }
}

/// What was mended in a row.
fn mended(repair: Repair) -> &'static str {
    match repair {
        Repair::IdFullWidth => "身份证号是全角数字，已改成半角",
        Repair::IdLowerX => "身份证号末位的小写 x 已改成大写",
        Repair::IdSpace => "身份证号里的空格已去掉",
        Repair::Id15 => "15 位旧证号已换成 18 位",
        Repair::IdFromKnownPerson => "证号不全，已按账本里这个人的证号补全",
    }
}

fn change_row(change: &Change) -> ChangeRow {
    ChangeRow {
        file: change.place.file.clone(),
        sheet: change.place.sheet.clone(),
        row: change.place.row,
        name: change.name.clone(),
        field: change.field.map(|field| field_label(&key(field))).unwrap_or_default(),
        old: change.old.clone(),
        new: change.new.clone(),
        what: match change.kind {
            ChangeKind::New => "new",
            ChangeKind::Changed => "changed",
            ChangeKind::Doubt => "doubt",
            ChangeKind::Waiting => "waiting",
        },
    }
}

pub(super) fn report(source: &Source, plan: &Plan) -> ImportReport {
    let outcome = &plan.outcome;
    let mut mistakes = BTreeMap::new();
    let mut repaired: BTreeMap<String, usize> = BTreeMap::new();
    let mut mistake_rows = Vec::new();
    for file in &source.files {
        let lists = &source.lists[file.lists.clone()];
        for (place, mistake) in roster::mistakes(lists) {
            *mistakes.entry(mistake.key().to_owned()).or_default() += 1;
            let list = &lists[place.list];
            let at = list.entries.binary_search_by_key(&place.row, |entry| entry.row).ok();
            mistake_rows.push(MistakeRow {
                file: file.name.clone(),
                sheet: list.name.sheet.clone(),
                row: place.row,
                kind: mistake.key().to_owned(),
                sentence: mistake.to_string(),
                name: at.and_then(|at| list.entries[at].name.clone()),
            });
        }
    }
    let word = |repair: &Repair| {
        serde_json::to_value(repair).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    };
    for (list, entry) in source.lists.iter().flat_map(|list| list.entries.iter().map(move |entry| (list, entry))) {
        for repair in &entry.repairs {
            *repaired.entry(word(repair)).or_default() += 1;
            mistake_rows.push(MistakeRow {
                file: list.name.file.clone(),
                sheet: list.name.sheet.clone(),
                row: entry.row,
                kind: word(repair),
                sentence: mended(*repair).to_owned(),
                name: entry.name.clone(),
            });
        }
    }
    for (repair, count) in &outcome.repaired {
        *repaired.entry(word(repair)).or_default() += count;
    }
    let files = source
        .files
        .iter()
        .map(|file| FileView {
            file: file.name.clone(),
            sheets: source.lists[file.lists.clone()].iter().map(|list| sheet_view(&file.book, list)).collect(),
            passed_over: file
                .passed_over
                .iter()
                .map(|sheet| PassedOver { sheet: sheet.sheet.clone(), why: sheet.why.to_string() })
                .collect(),
        })
        .collect();
    // Questions first, then what changes, then who is new: what a person must see before the rest.
    let mut shown: Vec<&Change> = outcome.changes.iter().collect();
    shown.sort_by_key(|change| match change.kind {
        ChangeKind::Doubt | ChangeKind::Waiting => 0,
        ChangeKind::Changed => 1,
        ChangeKind::New => 2,
    });
    ImportReport {
        files,
        households: outcome.households,
        persons: outcome.persons,
        party_members: outcome.party_members,
        new: outcome.new,
        changed: outcome.changed,
        unchanged: outcome.unchanged,
        mistakes,
        repaired,
        doubts: outcome.doubts,
        joined: outcome.joined,
        absent: outcome.absent.len(),
        mistake_rows,
        changes: shown.into_iter().take(CHANGES).map(change_row).collect(),
    }
}

fn sheet_view(book: &domain::sheet::Workbook, list: &List) -> SheetView {
    let captions: Vec<String> = list.columns.iter().map(|column| column.caption.clone()).collect();
    SheetView {
        name: list.name.sheet.clone(),
        header_row: list.header_row,
        rows: list.entries.len(),
        columns: list
            .columns
            .iter()
            .map(|column| ColumnView {
                index: column.index,
                caption: column.caption.clone(),
                field: column.field.map(key),
                samples: samples(book, list, column),
            })
            .collect(),
        captions_key: roster::caption_key(&captions),
    }
}
