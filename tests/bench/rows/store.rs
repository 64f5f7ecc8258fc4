//! Row 9: the encrypted store against a plain one; and the plain copies that other rows measure against.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use app::session::Session;
use domain::doubt::Doubt;
use domain::household::{Household, HouseholdGrid};
use domain::organisation::{Grid, OrgUnit, Role};
use domain::person::{PartyMember, Person, Residence, Work};
use domain::tag::Tag;
use domain::visit::{Visit, VisitNeed};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde::Serialize;
use store::OpKind;

use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Measured, Outcome, alternate, child, median};
use crate::table::{Asked, Line};

/// The tables of the rows below, with their indexes.
const SCHEMA: [&str; 2] = [
    include_str!("../../../src-tauri/crates/store/migrations/0001.sql"),
    include_str!("../../../src-tauri/crates/store/migrations/0003.sql"),
];
const KEY: &str = "PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\";";
/// As our own writer has them.
const SETTINGS: &str = "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 8388608;
    PRAGMA cache_size = -65536;";
/// Saves in one run.
const SAVES: usize = 200;

/// The rows of one table as SQLite takes them.
pub struct TableRows {
    name: &'static str,
    columns: Vec<String>,
    /// Cells in the order of the columns.
    pub rows: Vec<Vec<Value>>,
}

/// Every row of people and households, ready to be bound.
pub fn entity_rows(session: &Session) -> Outcome<Vec<TableRows>> {
    let register = session.register()?;
    let rows = register.rows();
    let doubts: Vec<Doubt> = session.read(|reader| Ok(reader.all()?))?;
    Ok(vec![
        table("org_unit", &rows.units)?,
        table("grid", &rows.grids)?,
        table("household", &rows.households)?,
        table("person", &rows.persons)?,
        table("residence", &rows.residences)?,
        table("household_grid", &rows.household_grids)?,
        table("tag", &rows.tags)?,
        table("work", &rows.works)?,
        table("party_member", &rows.members)?,
        table("role", &rows.roles)?,
        table("doubt", &doubts)?,
    ])
}

fn table<T: Serialize>(name: &'static str, rows: &[T]) -> Outcome<TableRows> {
    use serde_json::Value as Json;
    let mut table = TableRows { name, columns: Vec::new(), rows: Vec::with_capacity(rows.len()) };
    for row in rows {
        let Json::Object(mut row) = serde_json::to_value(row)? else { continue };
        if let Some(Json::Object(subject)) = row.remove("subject") {
            for side in ["household", "person"] {
                row.insert(side.to_owned(), subject.get(side).cloned().unwrap_or_default());
            }
        }
        if table.columns.is_empty() {
            table.columns = row.keys().cloned().collect();
        }
        let cells = row.into_iter().map(|(_, cell)| match cell {
            Json::Null => Value::Null,
            Json::Bool(flag) => Value::Integer(i64::from(flag)),
            Json::Number(number) => Value::Integer(number.as_i64().unwrap_or_default()),
            Json::String(text) => Value::Text(text),
            list => Value::Text(list.to_string()),
        });
        table.rows.push(cells.collect());
    }
    Ok(table)
}

/// The visits, ready to be bound.
pub fn visit_rows(session: &Session) -> Outcome<Vec<TableRows>> {
    let (visits, needs): (Vec<Visit>, Vec<VisitNeed>) = session.read(|reader| Ok((reader.all()?, reader.all()?)))?;
    Ok(vec![table("visit", &visits)?, table("visit_need", &needs)?])
}

/// Opens such a store with our writer's settings.
pub fn connect(file: &Path, encrypted: bool) -> Outcome<Connection> {
    let connection = Connection::open(file)?;
    if encrypted {
        connection.execute_batch(KEY)?;
    }
    connection.execute_batch(SETTINGS)?;
    Ok(connection)
}

/// Inserts the rows into a new store in one transaction; gives the seconds from its beginning to the disk.
pub fn fill(tables: &[TableRows], file: &Path, encrypted: bool) -> Outcome<f64> {
    let mut connection = connect(file, encrypted)?;
    connection.execute_batch(&SCHEMA.concat())?;
    let began = Instant::now();
    let transaction = connection.transaction()?;
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        let names: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\"")).collect();
        let marks = vec!["?"; names.len()].join(",");
        let sql = format!("INSERT INTO {}({}) VALUES({marks})", table.name, names.join(","));
        let mut insert = transaction.prepare(&sql)?;
        for row in &table.rows {
            insert.execute(rusqlite::params_from_iter(row))?;
        }
    }
    transaction.commit()?;
    Ok(began.elapsed().as_secs_f64())
}

/// Small durable saves: book. The time is one save's.
pub fn saves(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let register = session.register()?;
    let mut times = Vec::with_capacity(SAVES);
    for (person, at) in register.rows().persons.iter().zip(0..SAVES) {
        // Another number than the one that an earlier run left: a save that changes nothing writes nothing.
        let ours = format!("1990000{at:04}");
        let phone = if person.phone.as_ref() == Some(&ours) { format!("1990001{at:04}") } else { ours };
        let row = Person { phone: Some(phone), ..person.clone() };
        let began = Instant::now();
        session.book().write(OpKind::SETTING, "示例", |write| write.put(&row))?;
        times.push(began.elapsed().as_secs_f64());
    }
    Ok(Measured::of(median(times)))
}

/// The same rows in a store without a key: book, file of [`fill`].
pub fn plain_saves(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let register = session.register()?;
    let file = Path::new(argument(arguments, 1)?);
    let mut connection = connect(file, false)?;
    let operator = host::today().to_string() + "-0000-0000-0000-000000000000";
    let operator = operator.get(..36).unwrap_or_default().to_owned();
    connection.execute("INSERT OR IGNORE INTO operator(id, name) VALUES(?1, '示例')", [&operator])?;
    let first: i64 = connection.query_row("SELECT coalesce(max(seq), 0) + 1 FROM op", [], |row| row.get(0))?;
    let mut times = Vec::with_capacity(SAVES);
    for (person, at) in register.rows().persons.iter().zip(0..SAVES) {
        let (key, phone) = (person.id.to_string(), format!("1990000{at:04}"));
        let image = serde_json::to_string(person)?;
        let seq = first + at as i64;
        let began = Instant::now();
        let transaction = connection.transaction()?;
        transaction.prepare_cached("UPDATE person SET phone = ?2 WHERE id = ?1")?.execute((&key, &phone))?;
        transaction
            .prepare_cached("INSERT INTO change(op, n, tbl, \"row\", before) VALUES(?1, 0, 'person', ?2, ?3)")?
            .execute((seq, &key, &image))?;
        transaction
            .prepare_cached(
                "INSERT INTO op(seq, id, kind, label, operator, at, station, counter)
                 VALUES(?1, ?2, 'setting', '示例', ?3, '2026-11-21T00:00:00.000Z', ?3, ?1)",
            )?
            .execute((seq, format!("{seq:036}"), &operator))?;
        transaction.commit()?;
        times.push(began.elapsed().as_secs_f64());
    }
    Ok(Measured::of(median(times)))
}

/// Takes a file out of the system's cache.
fn forget(file: &Path) -> Outcome<()> {
    Command::new("sync").status()?;
    let input = format!("if={}", file.display());
    Command::new("dd").args([input.as_str(), "iflag=nocache", "count=0", "status=none"]).status()?;
    Ok(())
}

/// Opens a book that is in no cache and reads every row of people and households: book.
pub fn scan(arguments: &[String]) -> Outcome<Measured> {
    let dir = Path::new(argument(arguments, 0)?);
    forget(&dir.join("store.db"))?;
    let began = Instant::now();
    let session = host::open(dir)?;
    let rows = session.book().read(|reader| {
        let mut rows = reader.all::<OrgUnit>()?.len() + reader.all::<Grid>()?.len();
        rows += reader.all::<Household>()?.len() + reader.all::<Person>()?.len();
        rows += reader.all::<Residence>()?.len() + reader.all::<HouseholdGrid>()?.len();
        rows += reader.all::<Tag>()?.len() + reader.all::<Work>()?.len();
        rows += reader.all::<PartyMember>()?.len() + reader.all::<Role>()?.len() + reader.all::<Doubt>()?.len();
        Ok::<_, store::StoreError>(rows)
    })?;
    Ok(Measured::of(began.elapsed().as_secs_f64()).and("rows", rows as f64))
}

/// The same tables of a store without a key, every value read: file of [`fill`].
pub fn plain_scan(arguments: &[String]) -> Outcome<Measured> {
    let file = Path::new(argument(arguments, 0)?);
    forget(file)?;
    let began = Instant::now();
    let connection = connect(file, false)?;
    let mut rows = 0_usize;
    for name in [
        "org_unit",
        "grid",
        "household",
        "person",
        "residence",
        "household_grid",
        "tag",
        "work",
        "party_member",
        "role",
        "doubt",
    ] {
        let mut all = connection.prepare(&format!("SELECT * FROM {name}"))?;
        let columns = all.column_count();
        let mut found = all.query([])?;
        while let Some(row) = found.next()? {
            for column in 0..columns {
                std::hint::black_box(row.get_ref(column)?);
            }
            rows += 1;
        }
    }
    Ok(Measured::of(began.elapsed().as_secs_f64()).and("rows", rows as f64))
}

/// Row 9.
pub fn rows(bench: &Bench) -> Vec<Line> {
    or_missing(measure(bench), |why| Line::missing("9", "encrypted store against plain", Asked::Ratio(1.2), why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let book = bench.village()?;
    let file = bench.path("plain.db");
    fill(&entity_rows(&host::open(Path::new(book))?)?, Path::new(&file), false)?;
    let saves = alternate(7, &[&|| child("saves", &[book]), &|| child("plain-saves", &[book, &file])])?;
    let scans = alternate(7, &[&|| child("scan", &[book]), &|| child("plain-scan", &[&file])])?;
    let rows = scans[0][0].get("rows");
    Ok(vec![
        Line::against(
            "9",
            "one durable save with its image",
            &saves[0],
            ("rusqlite, no key", &saves[1]),
            Asked::Ratio(1.2),
        )
        .note(format!("of {SAVES} saves each")),
        Line::against(
            "9",
            format!("cold open and full scan, {rows:.0} rows"),
            &scans[0],
            ("rusqlite, no key", &scans[1]),
            Asked::Ratio(3.0),
        )
        .note("ours into typed rows"),
    ])
}
