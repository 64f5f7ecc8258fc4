//! What a table is to the rest of the store: its name, its columns once, its statements, and a type's way in and out.

use crate::value::Cell;

/// The statements of one table, made once. The first column is the key.
#[derive(Debug)]
pub struct Sql {
    /// Its name.
    pub table: &'static str,
    /// Its columns in the order of the type's fields.
    pub columns: Vec<&'static str>,
    /// One row by key.
    pub one: String,
    /// All rows by key.
    pub all: String,
    /// A new row; none written when the key is there.
    pub insert: String,
    /// All columns of the row of a key.
    pub update: String,
    /// The row of a key, gone.
    pub delete: String,
}

impl Sql {
    pub(crate) fn new(table: &'static str, fields: &[&[&'static str]]) -> Self {
        let columns = fields.concat();
        let key = columns[0];
        let names = quoted(&columns).join(",");
        let marks: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
        let sets: Vec<String> =
            columns.iter().enumerate().skip(1).map(|(at, column)| format!("\"{column}\"=?{}", at + 1)).collect();
        Self {
            table,
            one: format!("SELECT {names} FROM {table} WHERE \"{key}\"=?1"),
            all: format!("SELECT {names} FROM {table} ORDER BY \"{key}\""),
            insert: format!(
                "INSERT INTO {table}({names}) VALUES({}) ON CONFLICT(\"{key}\") DO NOTHING",
                marks.join(",")
            ),
            update: format!("UPDATE {table} SET {} WHERE \"{key}\"=?1", sets.join(",")),
            delete: format!("DELETE FROM {table} WHERE \"{key}\"=?1"),
            columns,
        }
    }

    /// The rows whose `column` is ?1, by key.
    pub(crate) fn by(&self, column: &str) -> String {
        format!(
            "SELECT {} FROM {} WHERE \"{column}\"=?1 ORDER BY \"{}\"",
            quoted(&self.columns).join(","),
            self.table,
            self.columns[0]
        )
    }
}

fn quoted(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| format!("\"{column}\"")).collect()
}

/// A type's columns. Only this crate says which types have any.
pub trait Columns: Sized {
    /// The table's statements.
    fn sql() -> &'static Sql;

    /// The row as cells in the order of the columns.
    fn cells(&self) -> Vec<Cell<'_>>;

    /// The row from a statement that names the columns in their order.
    fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self>;
}

/// A noun that lies in a table of its own: read by [`crate::Reader`], written by [`crate::Write`].
pub trait Row: Columns {}

/// Binds a type to its table: fields in the order of the columns, which bear the same names unless listed in brackets.
macro_rules! table {
    ($type:ty, $name:literal, [$($field:ident $(($($column:literal),+))?),+ $(,)?]) => {
        impl $crate::table::Columns for $type {
            fn sql() -> &'static $crate::table::Sql {
                static SQL: std::sync::LazyLock<$crate::table::Sql> = std::sync::LazyLock::new(|| {
                    $crate::table::Sql::new($name, &[$($crate::table::table!(@ $field $(($($column),+))?)),+])
                });
                &SQL
            }

            fn cells(&self) -> Vec<$crate::value::Cell<'_>> {
                let mut cells = Vec::with_capacity(Self::sql().columns.len());
                $($crate::value::Value::write(&self.$field, &mut cells);)+
                cells
            }

            fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
                let mut at = 0;
                Ok(Self { $($field: $crate::value::Value::take(row, &mut at)?),+ })
            }
        }

        impl $crate::table::Row for $type {}
    };
    (@ $field:ident) => { &[stringify!($field)] };
    (@ $field:ident ($($column:literal),+)) => { &[$($column),+] };
}

pub(crate) use table;
