//! Row 10: a backup with proof, against copying the file, flushing it and reading it back.

use std::fs::{self, File};
use std::io::{Read, copy};
use std::path::Path;
use std::time::Instant;

use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Measured, Outcome, alternate, child};
use crate::table::{Asked, Line};

/// Backs a book up, proof and thinning and all: book.
pub fn backup(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let began = Instant::now();
    let done = app::backups::backup(&session)?;
    let seconds = began.elapsed().as_secs_f64();
    fs::remove_file(done.file)?;
    Ok(Measured::of(seconds).and("bytes", done.bytes as f64))
}

/// The floor: book, file.
pub fn copied(arguments: &[String]) -> Outcome<Measured> {
    let from = Path::new(argument(arguments, 0)?).join("store.db");
    let to = argument(arguments, 1)?;
    let began = Instant::now();
    let mut file = File::create(to)?;
    let bytes = copy(&mut File::open(from)?, &mut file)?;
    file.sync_all()?;
    let mut back = File::open(to)?;
    let mut piece = vec![0; 1 << 20];
    while back.read(&mut piece)? > 0 {
        std::hint::black_box(&piece);
    }
    let seconds = began.elapsed().as_secs_f64();
    fs::remove_file(to)?;
    Ok(Measured::of(seconds).and("bytes", bytes as f64))
}

/// Row 10.
pub fn rows(bench: &Bench) -> Vec<Line> {
    or_missing(measure(bench), |why| Line::missing("10", "backup with proof", Asked::Ratio(6.0), why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let book = bench.sample("large", ["24", "16800", "12"])?;
    let copy = bench.path("copy.db");
    let runs = alternate(7, &[&|| child("backup", &[&book]), &|| child("copied", &[&book, &copy])])?;
    let job = format!("backup with proof, {:.0} MB", runs[0][0].get("bytes") / 1e6);
    Ok(vec![Line::against("10", job, &runs[0], ("cp, fsync, read back", &runs[1]), Asked::Ratio(6.0))])
}
