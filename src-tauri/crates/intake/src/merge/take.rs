//! The whole of a workbook against the book: which rows are written, which go, what is asked.
//!
//! What the two sides had in common is handed in as rows, and given back as it is from now on. Keys of records that the
//! other side made under ids of its own are joined to ours by number or by what makes a row one of its kind, and stay
//! joined: [`Taken::joined`].

mod after;
mod join;
mod refer;

use std::collections::{BTreeMap, BTreeSet};

use domain::id::Id;

use super::cell::{Verdict, Why, settle, without_base};
use super::kind::{Kind, Said, Value};

/// A record: number of its table among the carried ones, row id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Its table. Tables stand in the order in which they refer to each other.
    pub table: usize,
    /// Its row.
    pub id: Id,
}

/// One column that is carried.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it holds.
    pub kind: Kind,
    /// The table to whose rows it points.
    pub refers: Option<usize>,
}

/// One table that is carried.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its columns, without the row id.
    pub columns: Vec<Column>,
    /// The column of a number that belongs to one record only.
    pub number: Option<usize>,
    /// The columns in which two rows of different ids are still the same fact; none where they never are.
    pub natural: Vec<usize>,
}

/// Records by key, each with the values of its table's columns.
pub type Rows = BTreeMap<Key, Vec<Value>>;

/// A record as the workbook says it.
#[derive(Clone, Debug)]
pub struct Row {
    /// What its cells say.
    pub cells: Vec<Said>,
    /// Somebody wrote into the row outside of the program.
    pub touched: bool,
}

/// All that a workbook says.
#[derive(Clone, Debug, Default)]
pub struct Came {
    /// Its records.
    pub rows: BTreeMap<Key, Row>,
    /// Tables whose sheets were there: a record that was in one and is not any more is missing.
    pub covers: BTreeSet<usize>,
    /// Records that the other side says it took out.
    pub gone: BTreeSet<Key>,
    /// Records about which the other side is asking as a whole: they are not said, and not missing.
    pub held: BTreeSet<Key>,
}

/// A question that still waits, of an earlier workbook.
#[derive(Clone, Debug)]
pub struct Open {
    /// Its row id.
    pub doubt: Id,
    /// Raised by a workbook of the same sender.
    pub own: bool,
    /// About which record.
    pub key: Key,
    /// About which column; none when about the record as a whole.
    pub column: Option<usize>,
    /// What both had.
    pub base: Value,
    /// What the workbook said.
    pub theirs: Value,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask {
    /// About which record.
    pub key: Key,
    /// About which column; none when about the record as a whole.
    pub column: Option<usize>,
    /// Why.
    pub why: Why,
    /// What both had.
    pub base: Value,
    /// What the book has.
    pub mine: Value,
    /// What the workbook says.
    pub theirs: Value,
}

/// Counts of cells of known records, then of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Only theirs changed.
    pub taken: usize,
    /// Only mine changed.
    pub kept: usize,
    /// Both say the same.
    pub unchanged: usize,
    /// Damaged by a spreadsheet program, known again, left as they were.
    pub repaired: usize,
    /// Records that the book did not have.
    pub new_rows: usize,
    /// Records whose rows are missing.
    pub absent_rows: usize,
    /// Records that are taken out.
    pub removed_rows: usize,
}

/// What a workbook changes.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Rows to be written, whole.
    pub put: Rows,
    /// Rows to be taken out.
    pub remove: BTreeSet<Key>,
    /// New questions.
    pub ask: Vec<Ask>,
    /// Waiting questions that have answered themselves.
    pub settled: BTreeSet<Id>,
    /// Ids of the other side that are records of ours.
    pub joined: BTreeMap<Id, Id>,
    /// What both sides have in common from now on.
    pub base: Rows,
    /// What the sender said.
    pub had: Rows,
    /// Counts.
    pub tally: Tally,
}

/// What the book knows when a workbook comes.
#[derive(Clone, Copy)]
pub struct Knows<'k> {
    /// What it has.
    pub mine: &'k Rows,
    /// What it and the sender last had in common. Not in it are records that both had by themselves, until the sender has
    /// had them from this book.
    pub base: &'k Rows,
    /// What the sender last said. It differs from `base` where both sides had come to the same by themselves: which is
    /// no agreement as long as nobody has changed it since.
    pub had: &'k Rows,
    /// What others than the sender say by themselves, without having had the record from this book: they have not
    /// agreed to anything that came since.
    pub others: &'k [Rows],
    /// Questions that wait.
    pub open: &'k [Open],
}

/// Takes a workbook into a book.
#[must_use]
pub fn take(tables: &[Table], knows: Knows<'_>, came: Came) -> Taken {
    let Knows { mine, base, had, others, open } = knows;
    let mut taken = Taken::default();
    let came = join::join(tables, mine, base, came, &mut taken.joined);
    let mut taking =
        Taking { tables, mine, base, had, others, open, alike: BTreeMap::new(), again: BTreeSet::new(), taken };
    for (key, row) in &came.rows {
        taking.record(*key, row);
    }
    taking.missing(&came);
    refer::hold_together(&mut taking);
    taking.waiting(&came);
    taking.common(&came);
    taking.taken.ask.sort();
    taking.taken
}

struct Taking<'t> {
    tables: &'t [Table],
    mine: &'t Rows,
    base: &'t Rows,
    had: &'t Rows,
    others: &'t [Rows],
    open: &'t [Open],
    /// Cells in which both sides have come to the same by themselves, and what they were before.
    alike: BTreeMap<(Key, usize), Value>,
    /// Waiting questions that this workbook raises again.
    again: BTreeSet<Id>,
    taken: Taken,
}

impl<'t> Taking<'t> {
    /// What a record is by now.
    fn now(&self, key: Key) -> Option<&Vec<Value>> {
        if self.taken.remove.contains(&key) {
            return None;
        }
        self.taken.put.get(&key).or_else(|| self.mine.get(&key))
    }

    fn record(&mut self, key: Key, row: &Row) {
        let base = self.base.get(&key);
        match (self.mine.get(&key), base) {
            (Some(mine), base) => self.known(key, row, mine, base),
            (None, Some(base)) => self.taken_out_here(key, row, base),
            (None, None) => self.enter(key, row),
        }
    }

    fn known(&mut self, key: Key, row: &Row, mine: &[Value], base: Option<&'t Vec<Value>>) {
        let mut now = mine.to_vec();
        let mut alike = Vec::new();
        for (column, said) in row.cells.iter().enumerate() {
            let kind = self.tables[key.table].columns[column].kind;
            let base = self.base_of(key, column, &mine[column], base);
            let settled = settle(kind, base, &mine[column], said, row.touched);
            match self.against_others(kind, key, column, &mine[column], settled) {
                Verdict::Same if matches!(said, Said::Nothing | Said::Asked) => {}
                Verdict::Same | Verdict::Keep if matches!(said, Said::Mended(_)) => self.taken.tally.repaired += 1,
                Verdict::Same => {
                    self.taken.tally.unchanged += 1;
                    if base != Some(&mine[column]) {
                        alike.push((column, base.cloned().flatten()));
                    }
                }
                Verdict::Keep => self.taken.tally.kept += 1,
                Verdict::Take(theirs) => {
                    self.taken.tally.taken += 1;
                    now[column] = theirs;
                }
                Verdict::Ask(why, theirs) => {
                    let base = base.cloned().flatten();
                    self.ask(Ask { key, column: Some(column), why, base, mine: mine[column].clone(), theirs });
                }
            }
        }
        if now != mine {
            self.taken.put.insert(key, now);
        }
        self.alike.extend(alike.into_iter().map(|(column, base)| ((key, column), base)));
    }

    /// What both had in common in a cell. While a question waits, it is what it was when that was asked.
    fn base_of(&self, key: Key, column: usize, mine: &Value, base: Option<&'t Vec<Value>>) -> Option<&'t Value> {
        if let Some(waits) = self.open.iter().find(|one| one.own && one.key == key && one.column == Some(column)) {
            return Some(&waits.base);
        }
        let base = base?.get(column);
        let had = self.had.get(&key).and_then(|had| had.get(column));
        had.filter(|had| *had != mine).or(base)
    }

    /// What would be taken, against what others say of the cell by themselves. Where the book has what another says, the
    /// two are asked about; where it has not, that question waits already.
    fn against_others(&self, kind: Kind, key: Key, column: usize, mine: &Value, settled: Verdict) -> Verdict {
        let Verdict::Take(theirs) = &settled else { return settled };
        let claims = || self.others.iter().filter_map(|rows| rows.get(&key)?.get(column));
        if mine.is_some() && claims().any(|claim| claim == mine) { without_base(kind, mine, theirs) } else { settled }
    }

    /// The book took it out. Unless the other side has changed it since, it stays out.
    fn taken_out_here(&mut self, key: Key, row: &Row, base: &[Value]) {
        let changed = row.cells.iter().zip(base).any(|(said, base)| match said {
            Said::Value(theirs) | Said::Mended(theirs) => theirs != base,
            Said::Nothing | Said::Asked | Said::Damaged(_) | Said::Unreadable(_) => false,
        });
        if changed {
            self.ask(Ask { key, column: None, why: Why::Gone, base: None, mine: None, theirs: Some(GONE_HERE.into()) });
        }
    }

    fn enter(&mut self, key: Key, row: &Row) {
        let mut values = Vec::with_capacity(row.cells.len());
        for (column, said) in row.cells.iter().enumerate() {
            values.push(match said {
                Said::Value(value) | Said::Mended(value) => value.clone(),
                Said::Nothing | Said::Asked => None,
                Said::Damaged(text) | Said::Unreadable(text) => {
                    let why = if matches!(said, Said::Damaged(_)) { Why::Damaged } else { Why::Unreadable };
                    let theirs = Some(text.clone());
                    self.ask(Ask { key, column: Some(column), why, base: None, mine: None, theirs });
                    None
                }
            });
        }
        self.taken.tally.new_rows += 1;
        self.taken.put.insert(key, values);
    }

    /// Records that both had and the workbook has not.
    fn missing(&mut self, came: &Came) {
        let base = self.base;
        let said = |key: &Key| came.rows.contains_key(key) || came.held.contains(key);
        let absent = |key: &Key| came.covers.contains(&key.table) && !said(key);
        for (key, had) in base.iter().filter(|(key, _)| absent(key) || came.gone.contains(*key)) {
            let Some(mine) = self.mine.get(key) else { continue };
            let told = came.gone.contains(key);
            let above = self.references(*key, had).any(|above| absent(&above) && base.contains_key(&above));
            if told && mine == had {
                self.taken.tally.removed_rows += 1;
                self.taken.remove.insert(*key);
            } else if told || !above {
                // Who hangs on somebody whose row is missing is missing with them, and is not asked about by itself.
                self.taken.tally.absent_rows += 1;
                let why = if told { Why::Gone } else { Why::Missing };
                self.ask(Ask { key: *key, column: None, why, base: None, mine: None, theirs: None });
            }
        }
    }

    fn references<'r>(&'r self, key: Key, values: &'r [Value]) -> impl Iterator<Item = Key> + 'r {
        let columns = &self.tables[key.table].columns;
        columns
            .iter()
            .zip(values)
            .filter_map(|(column, value)| Some(Key { table: column.refers?, id: value.as_deref()?.parse().ok()? }))
    }

    /// Asks, unless that very question waits already.
    fn ask(&mut self, ask: Ask) {
        let same = |one: &&Open| one.own && one.key == ask.key && one.column == ask.column && one.theirs == ask.theirs;
        match self.open.iter().find(same) {
            Some(waits) => {
                self.again.insert(waits.doubt);
            }
            None => self.taken.ask.push(ask),
        }
    }
}

/// What a question about a record that was taken out here says of theirs.
const GONE_HERE: &str = "对方改过";

#[cfg(test)]
mod tests;
