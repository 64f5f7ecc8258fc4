//! Rows 2, 2c and 2p: a roster of 30,000 persons and twenty columns, previewed and committed.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use app::import::ImportRequest;
use app::progress::{Cancelled, Progress, Unwatched};
use calamine::{Reader, Xlsx, open_workbook};

use super::store::fill;
use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Measured, Outcome, alternate, child, time};
use crate::table::{Asked, Line, seconds};

/// Persons in the roster.
const PERSONS: usize = 30_000;

/// Lays the roster out: book, workbook, persons if not as many as row 2 has.
pub fn roster(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let most = arguments.get(2).and_then(|most| most.parse().ok()).unwrap_or(PERSONS);
    let written = crate::roster::write(&session, most, Path::new(argument(arguments, 1)?))?;
    Ok(Measured::of(0.0).and("rows", written as f64))
}

fn request(workbook: &str) -> ImportRequest {
    ImportRequest { paths: vec![PathBuf::from(workbook)], by_hamlet: true, mappings: Vec::new() }
}

/// Previews the roster in an empty book: workbook, folder for the book.
pub fn preview(arguments: &[String]) -> Outcome<Measured> {
    let dir = argument(arguments, 1)?;
    let session = host::create(Path::new(dir))?;
    let request = request(argument(arguments, 0)?);
    let began = Instant::now();
    let report = app::import::preview(&session, &request, &Unwatched)?;
    let seconds = began.elapsed().as_secs_f64();
    drop(session);
    fs::remove_dir_all(dir)?;
    let mistakes: usize = report.mistakes.values().sum();
    Ok(Measured::of(seconds)
        .and("persons", report.persons as f64)
        .and("mistakes", mistakes as f64)
        .and("doubts", report.doubts as f64))
}

/// Notes when the plan is made and the writing begins.
struct Watch {
    began: Instant,
    planned: std::sync::Mutex<Cell<f64>>,
}

impl Progress for Watch {
    fn report(&self, done: u64, total: u64) -> Result<(), Cancelled> {
        // The last step before the first row is written.
        if done * 10 == total * 9
            && let Ok(planned) = self.planned.lock()
        {
            planned.set(self.began.elapsed().as_secs_f64());
        }
        Ok(())
    }
}

/// Commits the roster to an empty book: workbook, folder for the book. The time is the writing's, from the plan to the
/// disk; `whole` is the whole command's, which reads and plans again.
pub fn commit(arguments: &[String]) -> Outcome<Measured> {
    let session = host::create(Path::new(argument(arguments, 1)?))?;
    let request = request(argument(arguments, 0)?);
    let watch = Watch { began: Instant::now(), planned: std::sync::Mutex::default() };
    app::import::commit(&session, &request, &watch)?;
    let whole = watch.began.elapsed().as_secs_f64();
    let planned = watch.planned.lock().map(|planned| planned.get()).unwrap_or_default();
    Ok(Measured::of(whole - planned).and("whole", whole))
}

/// The floor of reading: every cell and the merged ranges, nothing kept. Workbook.
pub fn read(arguments: &[String]) -> Outcome<Measured> {
    let path = argument(arguments, 0)?;
    let began = Instant::now();
    let mut book: Xlsx<_> = open_workbook(path)?;
    let mut filled = 0_usize;
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name)?;
        while let Some(cell) = cells.next_cell()? {
            filled += usize::from(!matches!(cell.get_value(), calamine::DataRef::Empty));
        }
        drop(cells);
        filled += book.merge_cells_by_sheet_name(&name)?.len();
    }
    Ok(Measured::of(began.elapsed().as_secs_f64()).and("cells", filled as f64))
}

/// The floor of writing: the entity rows of a book into an encrypted store in one transaction, no log. Book, file.
pub fn insert(arguments: &[String]) -> Outcome<Measured> {
    let rows = super::store::entity_rows(&host::open(Path::new(argument(arguments, 0)?))?)?;
    let file = argument(arguments, 1)?;
    let seconds = fill(&rows, Path::new(file), true)?;
    fs::remove_file(file)?;
    Ok(Measured::of(seconds).and("rows", rows.iter().map(|table| table.rows.len()).sum::<usize>() as f64))
}

/// Rows 2, 2c, 2p.
pub fn rows(bench: &Bench) -> Vec<Line> {
    let missing = |why| Line::missing("2", "import of a roster", Asked::Ratio(2.0), why);
    or_missing(measure(bench), missing)
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let workbook = bench.path("roster.xlsx");
    let laid = child("roster", &[bench.village()?, &workbook])?;
    let bytes = fs::metadata(&workbook)?.len();
    let book = bench.path("previewed");
    let runs = alternate(7, &[&|| child("preview", &[&workbook, &book]), &|| child("read", &[&workbook])])?;
    let size = format!("{:.0} rows × 20 columns, {:.1} MB .xlsx", laid.get("rows"), bytes as f64 / 1e6);
    let first = &runs[0][0];
    let seen = format!(
        "{:.0} persons, {:.0} mistakes, {:.0} doubts",
        first.get("persons"),
        first.get("mistakes"),
        first.get("doubts")
    );
    let (previewed, read) = (time(&runs[0]), time(&runs[1]));
    let mut lines = vec![
        Line::against(
            "2",
            format!("roster to preview, {size}"),
            &runs[0],
            ("calamine, cells and merges", &runs[1]),
            Asked::Ratio(2.0),
        )
        .note(seen),
    ];

    let (kept, file) = (bench.path("committed"), bench.path("floor.db"));
    child("commit", &[&workbook, &kept])?;
    let again = bench.path("again");
    let committed = || -> Outcome<Measured> {
        let measured = child("commit", &[&workbook, &again])?;
        fs::remove_dir_all(&again)?;
        Ok(measured)
    };
    let runs = alternate(7, &[&committed, &|| child("insert", &[&kept, &file])])?;
    let whole: Vec<Measured> =
        runs[0].iter().map(|run| Measured { seconds: run.get("whole"), ..run.clone() }).collect();
    lines.push(
        Line::against(
            "2c",
            format!("commit it, {:.0} entity rows with their images", runs[1][0].get("rows")),
            &runs[0],
            ("SQLCipher insert, no log", &runs[1]),
            Asked::Ratio(3.0),
        )
        .note(format!("from the plan to the disk; {} with reading and planning again", seconds(time(&whole)))),
    );

    let both: Vec<Measured> =
        runs[0].iter().map(|run| Measured { seconds: run.seconds + previewed, ..run.clone() }).collect();
    let floors = read + time(&runs[1]);
    lines.push(against_pandas(bench, &workbook, &both).note(format!("the two floors together {}", seconds(floors))));
    Ok(lines)
}

fn against_pandas(bench: &Bench, workbook: &str, both: &[Measured]) -> Line {
    let asked = Asked::Ratio(1.0 / 8.0);
    let job = "both: rows 2 and 2c";
    let peer = || -> Outcome<(Vec<Measured>, String)> {
        let python = bench.python()?;
        let database = bench.path("peer.db");
        let run = || -> Outcome<Measured> {
            let measured = python.run("roster.py", &[workbook, &database])?;
            fs::remove_file(&database)?;
            Ok(measured)
        };
        let first: Measured = run()?;
        // A peer that takes longer than twenty seconds runs three times.
        let more = if first.seconds > 20.0 { 2 } else { 6 };
        let mut runs = vec![first];
        for _ in 0..more {
            runs.push(run()?);
        }
        Ok((runs, python.versions()?))
    };
    match peer() {
        Ok((runs, versions)) => {
            Line::against("2p", job, both, ("pandas + openpyxl + sqlite3, no checks", &runs), asked).note(versions)
        }
        Err(why) => Line::missing("2p", job, asked, why.to_string()),
    }
}
