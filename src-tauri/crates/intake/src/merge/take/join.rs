//! Records that the other side made under ids of its own and the book has already.

use std::collections::{BTreeMap, HashMap};

use domain::id::Id;

use super::{Came, Key, Row, Rows, Table};
use crate::merge::kind::{Said, Value};

/// Gives `came` with the book's ids in place of those that are records of the book, in keys and in references.
pub(super) fn join(tables: &[Table], mine: &Rows, base: &Rows, came: Came, joined: &mut BTreeMap<Id, Id>) -> Came {
    let mut rows: BTreeMap<Key, Row> = BTreeMap::new();
    let Came { rows: all, covers, gone, held } = came;
    let mut rest = all.into_iter().peekable();
    for (number, table) in tables.iter().enumerate() {
        let mut of_table: Vec<(Key, Row)> = Vec::new();
        while let Some(next) = rest.next_if(|(key, _)| key.table == number) {
            of_table.push(next);
        }
        for (_, row) in &mut of_table {
            refer(table, row, joined);
        }
        let is_new = |key: &Key| !mine.contains_key(key) && !base.contains_key(key);
        if of_table.iter().any(|(key, _)| is_new(key)) {
            let known = Index::new(table, number, mine, &of_table);
            for (key, row) in &of_table {
                if let Some(ours) = is_new(key).then(|| known.same(table, row)).flatten() {
                    joined.insert(key.id, ours);
                }
            }
        }
        for (key, row) in of_table {
            let id = joined.get(&key.id).copied().unwrap_or(key.id);
            // Of two rows of theirs that are one record of ours the first speaks.
            rows.entry(Key { table: number, id }).or_insert(row);
        }
    }
    // References to tables that stand further down.
    for (key, row) in &mut rows {
        refer(&tables[key.table], row, joined);
    }
    Came { rows, covers, gone, held }
}

/// Points to the book's records.
fn refer(table: &Table, row: &mut Row, joined: &BTreeMap<Id, Id>) {
    for (column, said) in table.columns.iter().zip(&mut row.cells) {
        if column.refers.is_some()
            && let Said::Value(Some(text)) = said
            && let Some(ours) = text.parse().ok().and_then(|id: Id| joined.get(&id))
        {
            *text = ours.to_string();
        }
    }
}

/// The book's records of a table that no row of the workbook is about by its id, by what makes them one of their kind.
struct Index<'m> {
    by_number: HashMap<&'m str, Vec<Id>>,
    by_nature: HashMap<Vec<&'m Value>, Vec<Id>>,
}

impl<'m> Index<'m> {
    fn new(table: &Table, number: usize, mine: &'m Rows, of_table: &[(Key, Row)]) -> Self {
        let named: std::collections::HashSet<Id> = of_table.iter().map(|(key, _)| key.id).collect();
        let first = Key { table: number, id: Id::from_u128(0) };
        let last = Key { table: number, id: Id::from_u128(u128::MAX) };
        let mut index = Self { by_number: HashMap::new(), by_nature: HashMap::new() };
        for (key, values) in mine.range(first..=last).filter(|(key, _)| !named.contains(&key.id)) {
            if let Some(text) = table.number.and_then(|column| values[column].as_deref()) {
                index.by_number.entry(text).or_default().push(key.id);
            }
            if !table.natural.is_empty() {
                let nature = table.natural.iter().map(|column| &values[*column]).collect();
                index.by_nature.entry(nature).or_default().push(key.id);
            }
        }
        index
    }

    /// The one record that the row is of, if there is just one.
    fn same(&self, table: &Table, row: &Row) -> Option<Id> {
        let value = |column: usize| match &row.cells[column] {
            Said::Value(value) | Said::Mended(value) => Some(value),
            Said::Nothing | Said::Asked | Said::Damaged(_) | Said::Unreadable(_) => None,
        };
        let number = table.number.and_then(value).and_then(Option::as_deref);
        if let Some([only]) = number.and_then(|number| self.by_number.get(number)).map(Vec::as_slice) {
            return Some(*only);
        }
        if table.natural.is_empty() {
            return None;
        }
        let nature: Option<Vec<&Value>> = table.natural.iter().map(|column| value(*column)).collect();
        match self.by_nature.get(&nature?).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }
}
