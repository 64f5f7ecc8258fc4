//! Row 11: the duties of a year, month by month.

use std::path::Path;
use std::time::Instant;

use app::duties::{DutyQuery, duties};
use chrono::Datelike;
use domain::visit::Visit;

use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Measured, Outcome, child, median};
use crate::table::{Asked, Line, seconds};

/// The year view seven times: book. `first` is the first one after unlocking, the register made with it.
pub fn years(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let year = host::today().year() - 1;
    let query = DutyQuery { period: Some(year.to_string()), ..DutyQuery::default() };
    let (mut times, mut rows) = (Vec::new(), 0);
    for _ in 0..8 {
        let began = Instant::now();
        rows = duties(&session, &query)?.len();
        times.push(began.elapsed().as_secs_f64());
    }
    let first = times.remove(0);
    let persons = session.register()?.rows().persons.len();
    let visits = session.read(|reader| Ok(reader.count::<Visit>()?))?;
    Ok(Measured::of(median(times))
        .and("first", first)
        .and("rows", rows as f64)
        .and("persons", persons as f64)
        .and("visits", visits as f64))
}

/// Row 11.
pub fn rows(bench: &Bench) -> Vec<Line> {
    let asked = Asked::Seconds(0.02);
    or_missing(measure(bench), |why| Line::missing("11", "duties, year view, 60 households, 12 months", asked, why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let note = |measured: &Measured| {
        format!(
            "of 7 looks; the first after unlocking, with the register, {}; {:.0} rows of {:.0} persons and {:.0} visits",
            seconds(measured.get("first")),
            measured.get("rows"),
            measured.get("persons"),
            measured.get("visits")
        )
    };
    let grid = bench.sample("duties", ["1", "60", "24"])?;
    let small = child("duties", &[&grid])?;
    let village = bench.sample("village-duties", ["10", "810", "24"])?;
    let large = child("duties", &[&village])?;
    let line = |job, measured: &Measured, asked| {
        Line::alone("11", job, std::slice::from_ref(measured), asked).note(note(measured))
    };
    Ok(vec![
        line("duties, year view, 60 households, 12 months", &small, Asked::Seconds(0.02)),
        line("duties, year view, 810 households in 10 grids, 12 months", &large, Asked::Nothing),
    ])
}
