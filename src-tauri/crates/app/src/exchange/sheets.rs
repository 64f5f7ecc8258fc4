//! What is carried: the sheets of `assets/sheets/exchange.toml` over the tables of the store.

use std::collections::{BTreeMap, HashMap};

use domain::codes::CodeTable;
use domain::id::Id;
use intake::merge::{Column, Key, Kind, Rows, Table, Value, code};
use serde::Deserialize;
use store::{CarriedTable, Reader};

use crate::failure::{Failure, Result};

const PACK: &str = include_str!("../../../../../assets/sheets/exchange.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    sheet: Vec<Told>,
}

/// A sheet as the pack tells it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    name: String,
    table: String,
    letter: char,
    #[serde(default)]
    label: Vec<String>,
    number: Option<String>,
    #[serde(default)]
    natural: Vec<String>,
    #[serde(default)]
    detail: bool,
    columns: Vec<ToldColumn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToldColumn {
    caption: String,
    column: String,
    kind: String,
    width: f64,
    #[serde(default)]
    sensitive: bool,
}

/// One column of a sheet.
pub(super) struct SheetColumn {
    pub caption: String,
    /// Its column in the store.
    pub column: &'static str,
    pub width_mm: f64,
    pub sensitive: bool,
    /// Its place among the table's columns in the store.
    at: usize,
}

/// One sheet: a table that is carried.
pub(super) struct Sheet {
    pub name: String,
    pub table: CarriedTable,
    pub letter: char,
    pub detail: bool,
    pub columns: Vec<SheetColumn>,
    /// The column of names, in the table of people.
    pub person: Option<usize>,
    label: Vec<usize>,
}

/// All sheets, in the order in which their tables refer to each other.
pub(super) struct Sheets {
    pub sheets: Vec<Sheet>,
    /// The same for merging.
    pub tables: Vec<Table>,
}

fn wrong() -> Failure {
    Failure::new("exchange_pack", "交接表的列和账本对不上，请重新安装本程序")
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "text" => Kind::Text,
        "name" => Kind::Name,
        "date" => Kind::Date,
        "day" => Kind::Day,
        "time" => Kind::Time,
        "yes" => Kind::Yes,
        "count" => Kind::Count,
        "tenths" => Kind::Tenths,
        "half_hours" => Kind::HalfHours,
        "id" => Kind::IdNumber,
        "phone" => Kind::Phone,
        "sex" => Kind::Sex,
        "relation" => Kind::Relation,
        "list" => Kind::List,
        "record" => Kind::Record,
        "code:ethnic" => Kind::Code(CodeTable::Ethnic),
        "code:education" => Kind::Code(CodeTable::Education),
        "code:political" => Kind::Code(CodeTable::Political),
        "code:disability_kind" => Kind::Code(CodeTable::DisabilityKind),
        "code:disability_grade" => Kind::Code(CodeTable::DisabilityGrade),
        "code:dispute_class" => Kind::Code(CodeTable::DisputeClass),
        "code:dispute_resolution" => Kind::Code(CodeTable::DisputeResolution),
        _ => return None,
    })
}

impl Sheets {
    /// Reads the pack against the book's tables.
    ///
    /// # Errors
    /// `exchange_pack`: a table or column that the book has not, or that the pack forgot.
    pub(super) fn new(reader: &Reader<'_>) -> Result<Self> {
        let pack: Pack = toml::from_str(PACK).map_err(|_| wrong())?;
        let order: HashMap<&str, usize> =
            pack.sheet.iter().enumerate().map(|(at, sheet)| (sheet.table.as_str(), at)).collect();
        let mut sheets = Self { sheets: Vec::new(), tables: Vec::new() };
        for told in &pack.sheet {
            let table = reader.carried_table(&told.table)?.ok_or_else(wrong)?;
            let known: Vec<(&'static str, Option<usize>)> = table
                .columns()
                .map(|(column, refers)| (column, refers.and_then(|to| order.get(to)).copied()))
                .collect();
            if known.len() != told.columns.len() {
                return Err(wrong());
            }
            let place = |column: &String| told.columns.iter().position(|one| one.column == *column).ok_or_else(wrong);
            let mut columns = Vec::new();
            let mut merged = Table {
                number: told.number.as_ref().map(place).transpose()?,
                natural: told.natural.iter().map(place).collect::<Result<_>>()?,
                ..Table::default()
            };
            for one in &told.columns {
                let at = known.iter().position(|(column, _)| *column == one.column).ok_or_else(wrong)?;
                let (column, refers) = known[at];
                let kind = kind(&one.kind).filter(|kind| (*kind == Kind::Record) == refers.is_some());
                merged.columns.push(Column { kind: kind.ok_or_else(wrong)?, refers });
                let (caption, width_mm) = (one.caption.clone(), one.width);
                columns.push(SheetColumn { caption, column, width_mm, sensitive: one.sensitive, at });
            }
            sheets.sheets.push(Sheet {
                name: told.name.clone(),
                person: merged
                    .columns
                    .iter()
                    .position(|column| column.kind == Kind::Name)
                    .filter(|_| merged.number.is_some()),
                letter: told.letter,
                detail: told.detail,
                label: told.label.iter().map(place).collect::<Result<_>>()?,
                table,
                columns,
            });
            sheets.tables.push(merged);
        }
        Ok(sheets)
    }

    /// The place of a table among the carried ones.
    pub(super) fn place(&self, table: &str) -> Option<usize> {
        self.sheets.iter().position(|sheet| sheet.table.name() == table)
    }

    /// All that the book has.
    pub(super) fn rows(&self, reader: &Reader<'_>) -> Result<Rows> {
        let mut rows = Rows::new();
        for (table, sheet) in self.sheets.iter().enumerate() {
            for (id, mut values) in reader.carried(&sheet.table)? {
                let ordered = sheet.columns.iter().map(|column| values[column.at].take()).collect();
                rows.insert(Key { table, id }, ordered);
            }
        }
        Ok(rows)
    }

    /// Values in the order of the table's columns in the store.
    pub(super) fn stored(&self, key: Key, values: &[Value]) -> Vec<Value> {
        let mut stored = vec![None; values.len()];
        for (column, value) in self.sheets[key.table].columns.iter().zip(values) {
            stored[column.at].clone_from(value);
        }
        stored
    }

    /// The code at the left of a record's row.
    pub(super) fn code(&self, key: Key) -> String {
        code(self.sheets[key.table].letter, key.id)
    }

    /// What records are called where others point to them.
    pub(super) fn labels(&self, rows: &Rows) -> Labels {
        let mut labels = Labels { of: HashMap::new(), by: BTreeMap::new() };
        for (key, values) in rows {
            let sheet = &self.sheets[key.table];
            let words = sheet.label.iter().filter_map(|at| values[*at].as_deref());
            let label = words.collect::<Vec<_>>().join(" ");
            // What has no name of its own is called by its code.
            let label = if label.is_empty() { self.code(*key) } else { label };
            labels.by.entry((key.table, label.clone())).and_modify(|id| *id = None).or_insert(Some(key.id));
            labels.of.insert(key.id, label);
        }
        labels
    }
}

/// What records are called.
pub(super) struct Labels {
    of: HashMap<Id, String>,
    /// The one record that is called so; none when several are.
    by: BTreeMap<(usize, String), Option<Id>>,
}

impl Labels {
    /// What the record of an id is called.
    pub(super) fn of(&self, id: &str) -> Option<String> {
        self.of.get(&id.parse().ok()?).cloned()
    }

    /// The one record of a table that is called so.
    pub(super) fn find(&self, table: usize, label: &str) -> Option<String> {
        self.by.get(&(table, label.to_owned())).copied().flatten().map(|id| id.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Village, open};

    #[test]
    fn every_column_of_every_carried_table_has_its_caption() {
        let desk = open(&Village::opened("2026-01-01").rows, "2026-03-20");
        let sheets = desk.session.read(Sheets::new).unwrap();
        assert_eq!(sheets.sheets.len(), 41);
        for (table, sheet) in sheets.sheets.iter().enumerate() {
            let mut captions: Vec<&str> = sheet.columns.iter().map(|column| column.caption.as_str()).collect();
            captions.sort_unstable();
            captions.dedup();
            assert_eq!(captions.len(), sheet.columns.len(), "{}: two columns of one caption", sheet.name);
            for column in &sheets.tables[table].columns {
                let refers = column.refers.is_none_or(|to| to <= table || sheets.sheets[to].table.name() == "person");
                assert!(refers, "{} points to a table that comes after it", sheet.name);
            }
        }
    }
}
