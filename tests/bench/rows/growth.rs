//! `bench --growth`: the same jobs at sizes ten times apart, and what one unit costs at each. Equal costs are linear
//! growth; a cost that grows with the size is what a town would feel first.

use std::fs;

use super::Bench;
use crate::job::{Measured, Outcome, child, median};
use crate::table::seconds;

/// Runs of each job at each size.
const RUNS: usize = 3;

/// A job at one size: units it works on, seconds it took.
type Run<'a> = &'a dyn Fn() -> Outcome<Measured>;

/// The table as Markdown.
pub fn markdown(bench: &Bench) -> Outcome<String> {
    let (small, large) = (bench.sample("grown-small", ["6", "8400", "12"])?, bench.town()?);
    let rosters = [("3000", bench.path("small.xlsx")), ("30000", bench.path("large.xlsx"))];
    for (persons, workbook) in &rosters {
        child("roster", &[&small, workbook, persons])?;
    }
    let book = bench.path("grown");
    let commit = |workbook: &str| {
        let measured = child("commit", &[workbook, &book]);
        fs::remove_dir_all(&book)?;
        measured
    };
    let of = |figure: f64, measured: Measured| -> Outcome<Measured> { Ok(measured.and("units", figure)) };
    let [few, many] = [&rosters[0].1, &rosters[1].1];
    let persons = |measured: Measured| -> Outcome<Measured> {
        let figure = measured.get("persons");
        of(figure, measured)
    };
    let tenth = bench.sample("grown-tenth", ["6", "840", "12"])?;
    let registers = |measured: Measured| -> Outcome<Measured> {
        let figure = measured.get("rows");
        of(figure, measured)
    };
    let rows: [(&str, &str, Run, Run); 7] = [
        ("1", "workbook of all registers, a row", &|| registers(child("registers", &[&tenth])?), &|| {
            registers(child("registers", &[&small])?)
        }),
        ("2", "roster to preview, a row", &|| persons(child("preview", &[few, &book])?), &|| {
            persons(child("preview", &[many, &book])?)
        }),
        ("2c", "commit it, a row", &|| of(3000.0, commit(few)?), &|| of(30_000.0, commit(many)?)),
        ("4", "ledger of a past month, a person", &|| persons(child("ledger", &[&small, "12"])?), &|| {
            persons(child("ledger", &[large, "12"])?)
        }),
        ("4", "the same with 12 months' coverage, a person", &|| persons(child("coverage", &[&small, "1"])?), &|| {
            persons(child("coverage", &[large, "1"])?)
        }),
        ("5", "p95 of a query, a person", &|| persons(child("search", &[&small])?), &|| {
            persons(child("search", &[large])?)
        }),
        ("7", "PDF of a roster, a row", &|| of(300.0, child("pdf", &[&small, "300"])?), &|| {
            of(3000.0, child("pdf", &[&small, "3000"])?)
        }),
    ];
    let mut out =
        String::from("| # | job | small | a unit | large | a unit | growth |\n|---|---|---|---|---|---|---|\n");
    for (row, job, small, large) in rows {
        let (small, large) = (cost(small)?, cost(large)?);
        let cells = [
            row.to_owned(),
            job.to_owned(),
            format!("{} for {:.0}", seconds(small.0), small.1),
            format!("{:.2} µs", small.0 * 1e6 / small.1),
            format!("{} for {:.0}", seconds(large.0), large.1),
            format!("{:.2} µs", large.0 * 1e6 / large.1),
            format!("{:.2}", (large.0 / large.1) / (small.0 / small.1)),
        ];
        out += &format!("| {} |\n", cells.join(" | "));
    }
    out += &format!("\nmedian of {RUNS}; 1 in the last column is linear growth\n");
    Ok(out)
}

/// The middle time of a job, and its units.
fn cost(run: Run) -> Outcome<(f64, f64)> {
    let runs = (0..RUNS).map(|_| run()).collect::<Outcome<Vec<Measured>>>()?;
    Ok((median(runs.iter().map(|run| run.seconds)), runs[0].get("units")))
}
