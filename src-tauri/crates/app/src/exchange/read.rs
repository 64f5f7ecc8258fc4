//! A workbook that comes back: its rows found among the records that it held, its cells heard against what they were.
//!
//! Sheets and columns are known by their captions wherever they stand; what is not there says nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::id::Id;
use domain::sheet::{Cell, Sheet as Page, Workbook};
use intake::merge::{Came, Finder, Found, Hint, Key, Kind, Known, Row, Rows, Said, Value, reads_as_code};
use intake::normal::text::{shown, squeeze};

use super::compose::{ASKED, CHECK, CODE, Check, GONE, HELD, NOTES, ROW, of_table};
use super::sheets::{Labels, Sheets};

/// Captions are looked for in so many rows from the top.
const TOP: usize = 12;

/// What a workbook is read against.
pub(super) struct Against<'a> {
    pub sheets: &'a Sheets,
    pub mine: &'a Rows,
    /// What both sides last had in common.
    pub base: &'a Rows,
    pub labels: &'a Labels,
    /// Ids of the sender that are records of ours.
    pub joined: &'a HashMap<Id, Id>,
    /// Makes an id for a row that has none.
    pub mint: &'a mut dyn FnMut() -> Id,
}

/// What a workbook says, and what of it could not be placed.
#[derive(Default)]
pub(super) struct Heard {
    pub came: Came,
    /// Rows that are of one of these records, or new: table, number of the row in its sheet, records, its texts.
    pub unplaced: Vec<Unplaced>,
    /// Where each record stands: sheet and row.
    pub places: HashMap<Key, (usize, u32)>,
}

/// A row of which it is not known whom it is about.
pub(super) struct Unplaced {
    pub table: usize,
    pub row: u32,
    pub candidates: Vec<Id>,
    pub texts: Vec<(String, String)>,
}

/// Hears a workbook.
pub(super) fn hear(workbook: &Workbook, against: &mut Against<'_>) -> Heard {
    let mut heard = Heard::default();
    let asked = notes(workbook, against, &mut heard.came);
    for table in 0..against.sheets.sheets.len() {
        let name = &against.sheets.sheets[table].name;
        let pages = workbook.sheets.iter().filter(|page| squeeze(&page.name) == name.as_str());
        for page in pages {
            if let Some(laid) = Laid::find(page, against.sheets, table) {
                heard.came.covers.insert(table);
                one_sheet(page, &laid, table, against, &asked, &mut heard);
            }
        }
    }
    heard
}

/// The notes for the program: what was taken out, what is asked about.
fn notes(workbook: &Workbook, against: &Against<'_>, came: &mut Came) -> BTreeSet<(Key, usize)> {
    let mut asked = BTreeSet::new();
    let Some(page) = workbook.sheets.iter().find(|page| page.name == NOTES) else { return asked };
    for row in &page.rows {
        let text = |at: usize| row.cells.get(at).map(|cell| shown(cell).into_owned()).unwrap_or_default();
        let (Some(table), Ok(id)) = (against.sheets.place(&text(1)), text(2).parse::<Id>()) else { continue };
        let key = Key { table, id: against.joined.get(&id).copied().unwrap_or(id) };
        match text(0).as_str() {
            GONE => drop(came.gone.insert(key)),
            HELD => drop(came.held.insert(key)),
            ASKED => {
                let columns = &against.sheets.sheets[table].columns;
                if let Some(at) = columns.iter().position(|column| column.column == text(3)) {
                    asked.insert((key, at));
                }
            }
            _ => {}
        }
    }
    asked
}

/// Where the columns of a sheet stand.
struct Laid {
    /// The row of captions, as a place among the sheet's rows.
    captions: usize,
    code: Option<usize>,
    row: Option<usize>,
    check: Option<usize>,
    /// Of each column of the table.
    columns: Vec<Option<usize>>,
    /// Where the id of the record of a column stands.
    records: Vec<Option<usize>>,
}

impl Laid {
    fn find(page: &Page, sheets: &Sheets, table: usize) -> Option<Self> {
        let sheet = &sheets.sheets[table];
        for (at, row) in page.rows.iter().take(TOP).enumerate() {
            let captions: Vec<String> = row.cells.iter().map(|cell| squeeze(&shown(cell)).into_owned()).collect();
            let place = |caption: &str| captions.iter().position(|one| one == &*squeeze(caption));
            let columns: Vec<Option<usize>> = sheet.columns.iter().map(|column| place(&column.caption)).collect();
            let there = columns.iter().flatten().count();
            if there * 2 >= columns.len().min(4) && (there >= 2 || columns.len() < 2) {
                let records = sheet.columns.iter().map(|column| place(column.column)).collect();
                let (code, row, check) = (place(CODE), place(ROW), place(CHECK));
                return Some(Self { captions: at, code, row, check, columns, records });
            }
        }
        None
    }
}

fn one_sheet(
    page: &Page,
    laid: &Laid,
    table: usize,
    against: &mut Against<'_>,
    asked: &BTreeSet<(Key, usize)>,
    heard: &mut Heard,
) {
    let (sheet, merged) = (&against.sheets.sheets[table], &against.sheets.tables[table]);
    let cell = |row: &domain::sheet::Row, at: Option<usize>| at.and_then(|at| row.cells.get(at)).cloned();
    let text =
        |row: &domain::sheet::Row, at: Option<usize>| cell(row, at).map(|cell| squeeze(&shown(&cell)).into_owned());
    // A row without a word is one only as the program wrote it; emptied by hand, it is gone.
    let is_said = |row: &&domain::sheet::Row| {
        !is_touched(row, laid) || laid.columns.iter().any(|at| cell(row, *at).is_some_and(|cell| !cell.is_blank()))
    };
    let rows: Vec<&domain::sheet::Row> = page.rows[laid.captions + 1..].iter().filter(is_said).collect();
    let hints: Vec<Hint> = rows
        .iter()
        .map(|row| Hint {
            id: text(row, laid.row).and_then(|id| id.parse().ok()).map(|id: Id| ours(against.joined, id)),
            code: text(row, laid.code).and_then(|code| reads_as_code(&code)),
            texts: laid.columns.iter().map(|at| at.map(|at| text(row, Some(at)).unwrap_or_default())).collect(),
            sure: !is_touched(row, laid),
        })
        .collect();
    let known = known(against, table);
    let found = Finder::new(&known, sheet.person, merged.number).find(&hints);
    for ((row, hint), found) in rows.into_iter().zip(hints).zip(found) {
        let key = match found {
            Found::Twice => continue,
            Found::Known(id) => Key { table, id },
            Found::New(id) => Key { table, id: id.unwrap_or_else(|| (against.mint)()) },
            Found::Ask(candidates) => {
                let texts =
                    sheet.columns.iter().zip(hint.texts).filter_map(|(column, text)| {
                        Some((column.caption.clone(), text.filter(|text| !text.is_empty())?))
                    });
                heard.unplaced.push(Unplaced { table, row: row.number, candidates, texts: texts.collect() });
                continue;
            }
        };
        let touched = is_touched(row, laid);
        let (base, mine) = (against.base.get(&key), against.mine.get(&key));
        let mut cells = Vec::with_capacity(sheet.columns.len());
        for (column, at) in laid.columns.iter().enumerate() {
            let Some(at) = at else {
                cells.push(Said::Nothing);
                continue;
            };
            if asked.contains(&(key, column)) {
                cells.push(Said::Asked);
                continue;
            }
            let said = row.cells.get(*at).unwrap_or(&Cell::Empty);
            let known = |rows: Option<&Vec<Value>>| rows.map(|values| values[column].clone());
            let (base, mine) = (known(base), known(mine));
            let kind = merged.columns[column].kind;
            // As the program wrote it, the id behind a label is what is meant.
            let record = text(row, laid.records[column]).filter(|_| !touched);
            cells.push(match (kind, record) {
                (Kind::Record, Some(id)) if id.is_empty() => Said::Value(None),
                (Kind::Record, Some(id)) => Said::Value(Some(own_id(against.joined, &id))),
                _ => {
                    let to = merged.columns[column].refers.unwrap_or(table);
                    let label = |id: &str| against.labels.of(id);
                    let find = |name: &str| against.labels.find(to, name);
                    kind.hear(said, base.as_ref(), mine.as_ref(), &label, &find)
                }
            });
        }
        heard.places.insert(key, (table, row.number));
        heard.came.rows.insert(key, Row { cells, touched });
    }
}

/// Whether somebody wrote into a row after the program.
fn is_touched(row: &domain::sheet::Row, laid: &Laid) -> bool {
    let mut check = Check::default();
    check.add_cell(laid.row.and_then(|at| row.cells.get(at)));
    for at in laid.columns.iter().flatten() {
        check.add_cell(row.cells.get(*at));
    }
    let said = laid.check.and_then(|at| row.cells.get(at));
    !matches!(said, Some(Cell::Text(said)) if *said == check.word())
}

fn ours(joined: &HashMap<Id, Id>, id: Id) -> Id {
    joined.get(&id).copied().unwrap_or(id)
}

fn own_id(joined: &HashMap<Id, Id>, id: &str) -> String {
    id.parse().map_or_else(|_| id.to_owned(), |id| ours(joined, id).to_string())
}

/// The records of a table as the workbook showed them: as both sides had them, else as the book has them.
fn known(against: &Against<'_>, table: usize) -> Vec<Known> {
    let merged = &against.sheets.tables[table];
    let mut all: BTreeMap<Key, &Vec<Value>> = of_table(against.mine, table).map(|(key, row)| (*key, row)).collect();
    all.extend(of_table(against.base, table).map(|(key, row)| (*key, row)));
    all.into_iter()
        .map(|(key, values)| Known {
            id: key.id,
            code: against.sheets.code(key),
            texts: merged
                .columns
                .iter()
                .zip(values)
                .map(|(column, value)| squeeze(&column.kind.show(value, &|id| against.labels.of(id))).into_owned())
                .collect(),
        })
        .collect()
}
