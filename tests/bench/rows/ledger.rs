//! Row 4: ledger and balance of any past month, and how far the visits of the twelve months up to it reached.

use std::path::Path;
use std::time::Instant;

use app::ledger::{LedgerRequest, ledger};
use app::visits::{CoverageQuery, coverage, visits_until};
use domain::date::Month;
use domain::visit::Visit;

use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Failed, Measured, Outcome, child, median};
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

/// The same with how many households the visits of each of the twelve months up to it reached: book, months back to the
/// oldest. `map` is the time of one month with every household by itself, `maps` that of all twelve.
pub fn coverages(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let back: usize = argument(arguments, 1)?.parse().unwrap_or(12);
    let persons = session.register()?.rows().persons.len();
    let visits = session.read(|reader| Ok(reader.count::<Visit>()?))?;
    let months: Vec<Month> =
        std::iter::successors(Some(Month::of(host::today())), |month| Some(month.previous())).take(back + 12).collect();
    let reached = |month: &Month| {
        let query = CoverageQuery { month: Some(month.to_string()), ..CoverageQuery::default() };
        std::hint::black_box(coverage(&session, &query)?);
        Ok::<_, Failed>(())
    };
    let (mut times, mut one, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..7 {
        let first = (at * (back - 1)) / 6;
        let request = LedgerRequest { month: Some(months[first].to_string()), ..LedgerRequest::default() };
        let began = Instant::now();
        std::hint::black_box(ledger(&session, &request)?);
        std::hint::black_box(visits_until(&session, months[first], 12)?);
        times.push(began.elapsed().as_secs_f64());
        let began = Instant::now();
        reached(&months[first])?;
        one.push(began.elapsed().as_secs_f64());
        months[first + 1..first + 12].iter().try_for_each(reached)?;
        all.push(began.elapsed().as_secs_f64());
    }
    let worst = times.iter().copied().fold(0.0, f64::max);
    Ok(Measured::of(median(times))
        .and("persons", persons as f64)
        .and("visits", visits as f64)
        .and("worst", worst)
        .and("map", median(one))
        .and("maps", median(all)))
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
    child("visited", &[&book, "300000", "5"])?;
    let seen = child("coverage", &[&book, "48"])?;
    let whole = Line::alone(
        "4",
        format!(
            "ledger, balance and 12 months' coverage of a past month, {:.0} persons, 5 years, {:.0} visits",
            seen.get("persons"),
            seen.get("visits")
        ),
        std::slice::from_ref(&seen),
        Asked::Seconds(0.05),
    );
    Ok(vec![
        line(&small, "5 years", Asked::Seconds(0.05)).note(note(&small)),
        whole.note(format!(
            "households reached, by month; of 7 months, the slowest {}; with every household by itself {} a month, {} \
             for twelve",
            seconds(seen.get("worst")),
            seconds(seen.get("map")),
            seconds(seen.get("maps"))
        )),
        line(&large, "1 year", Asked::Nothing).note(note(&large)),
    ])
}
