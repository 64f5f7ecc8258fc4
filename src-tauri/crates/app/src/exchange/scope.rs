//! What of a village's book belongs to one grid: its households and whoever lives or lived there, its party group, and what
//! hangs on them.
//!
//! A record belongs to it when all that it points to does, or when that grid has it already. What a record of all grids
//! (a unit of the tree) points to in another grid is left blank.

use std::collections::{BTreeSet, HashSet};

use domain::id::Id;
use intake::merge::{Key, Rows, Value};
use store::Reader;

use super::compose::of_table;
use super::sheets::Sheets;
use crate::failure::Result;

/// Tables of which a grid gets all: the tree of units tells it where it stands, rules are the same for everybody.
const ALL: [&str; 2] = ["org_unit", "score_rule"];
/// Tables whose records are found by where people live.
const FOUND: [&str; 4] = ["grid", "household", "household_grid", "person"];

/// The records of one grid, and those of `has`, which it has already.
pub(super) fn of_grid(reader: &Reader<'_>, grid: Id, has: &BTreeSet<Key>) -> Result<Rows> {
    let sheets = Sheets::new(reader)?;
    let all = sheets.rows(reader)?;
    let ids = has.iter().map(|key| key.id).chain([grid]).collect();
    let mut scope = Scope { sheets: &sheets, all: &all, ids };
    scope.households(grid);
    scope.persons(grid);
    scope.rest();
    let mut ids = scope.ids;
    let whole = |key: &Key| ALL.contains(&sheets.sheets[key.table].table.name());
    ids.extend(all.keys().filter(|key| whole(key)).map(|key| key.id));
    let mut rows: Rows = all.into_iter().filter(|(key, _)| ids.contains(&key.id)).collect();
    for (key, values) in &mut rows {
        let columns = &sheets.tables[key.table].columns;
        for (_, value) in columns.iter().zip(values).filter(|(column, _)| column.refers.is_some()) {
            let is_there = |id: &String| id.parse().is_ok_and(|id: Id| ids.contains(&id));
            *value = value.take().filter(is_there);
        }
    }
    Ok(rows)
}

struct Scope<'s> {
    sheets: &'s Sheets,
    all: &'s Rows,
    ids: HashSet<Id>,
}

impl<'s> Scope<'s> {
    fn table(&self, name: &str) -> impl Iterator<Item = (&'s Key, &'s Vec<Value>)> + use<'s> {
        let table = self.sheets.place(name).unwrap_or(usize::MAX);
        of_table(self.all, table)
    }

    fn column(&self, table: &str, column: &str) -> usize {
        let sheet = self.sheets.place(table).map(|table| &self.sheets.sheets[table]);
        sheet.and_then(|sheet| sheet.columns.iter().position(|one| one.column == column)).unwrap_or_default()
    }

    fn points_to(&self, value: &Value) -> bool {
        value.as_deref().and_then(|id| id.parse().ok()).is_some_and(|id: Id| self.ids.contains(&id))
    }

    fn households(&mut self, grid: Id) {
        let (home, of) = (self.column("household_grid", "household"), self.column("household_grid", "grid"));
        let grid = grid.to_string();
        for (key, values) in self.table("household_grid").filter(|(_, values)| values[of].as_deref() == Some(&grid)) {
            self.ids.insert(key.id);
            self.ids.extend(values[home].as_deref().and_then(|id| id.parse::<Id>().ok()));
        }
    }

    /// Who lives or lived there, and who holds a role in the party group.
    fn persons(&mut self, grid: Id) {
        let unit = self.column("grid", "unit");
        let group = self.all.iter().find(|(key, _)| key.id == grid).and_then(|(_, values)| values[unit].clone());
        let (person, home) = (self.column("residence", "person"), self.column("residence", "household"));
        let living: Vec<&Value> = self
            .table("residence")
            .filter(|(_, row)| self.points_to(&row[home]))
            .map(|(_, row)| &row[person])
            .collect();
        let (member, of) = (self.column("role", "person"), self.column("role", "unit"));
        let holding =
            self.table("role").filter(|(_, row)| group.is_some() && row[of] == group).map(|(_, row)| &row[member]);
        let people: Vec<Id> = living.into_iter().chain(holding).filter_map(|id| id.as_deref()?.parse().ok()).collect();
        self.ids.extend(people);
        self.ids.extend(group.and_then(|group| group.parse::<Id>().ok()));
    }

    /// What hangs on them, table by table in the order of references.
    fn rest(&mut self) {
        let found = |name: &str| FOUND.contains(&name) || ALL.contains(&name);
        for (table, _) in self.sheets.sheets.iter().enumerate().filter(|(_, sheet)| !found(sheet.table.name())) {
            let columns = &self.sheets.tables[table].columns;
            let belongs = |values: &Vec<Value>| {
                let mut points =
                    columns.iter().zip(values).filter(|(column, value)| column.refers.is_some() && value.is_some());
                let any = points.clone().next().is_some();
                any && points.all(|(_, value)| self.points_to(value))
            };
            let found: Vec<Id> =
                of_table(self.all, table).filter(|(_, values)| belongs(values)).map(|(key, _)| key.id).collect();
            self.ids.extend(found);
        }
    }
}
