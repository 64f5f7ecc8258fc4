//! Row 4: ledger and balance of any past month. Visits come with the leader's day.

use std::path::Path;
use std::time::Instant;

use app::ledger::{LedgerRequest, ledger};
use domain::date::Month;

use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Measured, Outcome, child, median};
use crate::table::{Asked, Line, seconds};

/// Seven past ledgers of a book: book, months back to the oldest.
pub fn ledgers(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let back: usize = argument(arguments, 1)?.parse().unwrap_or(12);
    let began = Instant::now();
    let persons = session.register()?.rows().persons.len();
    let register = began.elapsed().as_secs_f64();
    let months: Vec<Month> =
        std::iter::successors(Some(Month::of(host::today())), |month| Some(month.previous())).take(back).collect();
    let mut times = Vec::new();
    for at in 0..7 {
        let month = months[(at * (back - 1)) / 6];
        let request = LedgerRequest { month: Some(month.to_string()), ..LedgerRequest::default() };
        let began = Instant::now();
        std::hint::black_box(ledger(&session, &request)?);
        times.push(began.elapsed().as_secs_f64());
    }
    let worst = times.iter().copied().fold(0.0, f64::max);
    Ok(Measured::of(median(times)).and("register", register).and("persons", persons as f64).and("worst", worst))
}

/// Row 4.
pub fn rows(bench: &Bench) -> Vec<Line> {
    let asked = Asked::Seconds(0.05);
    or_missing(measure(bench), |why| Line::missing("4", "ledger of a past month", asked, why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let book = bench.sample("five-years", ["10", "810", "60"])?;
    let small = child("ledger", &[&book, "60"])?;
    let large = child("ledger", &[bench.town()?, "12"])?;
    let line = |measured: &Measured, past: &str, asked| {
        let job =
            format!("ledger and balance of a past month, {:.0} persons, {past}, no visits", measured.get("persons"));
        Line::alone("4", job, std::slice::from_ref(measured), asked)
    };
    let note = |measured: &Measured| {
        format!(
            "of 7 months, the slowest {}; register after unlocking {}; {:.2} µs a person",
            seconds(measured.get("worst")),
            seconds(measured.get("register")),
            measured.seconds * 1e6 / measured.get("persons")
        )
    };
    Ok(vec![
        line(&small, "5 years", Asked::Seconds(0.05)).note(note(&small)),
        line(&large, "1 year", Asked::Nothing).note(note(&large)),
    ])
}
