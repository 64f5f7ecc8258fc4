//! `bench`: the table of measures. Prints what it saw and fails nothing; what could not be measured prints as `—`.
//!
//! `bench [ROW...]` measures the rows that are named, else all; `bench --growth` what a unit costs at sizes ten times
//! apart; `bench --job NAME ARGUMENT...` is one measured job, in a process of its own, and prints one line of JSON.
//! Data come from `app::sample`: the same people every time.

mod host;
mod job;
mod machine;
mod peers;
mod roster;
mod rows;
mod table;

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use crate::job::{Failed, Outcome};
use crate::rows::Bench;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((first, rest)) if first == "--job" => one_job(rest),
        Some((first, _)) if first == "--growth" => growth(),
        _ => table(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            let _ = writeln!(std::io::stderr(), "bench: {failed}");
            ExitCode::FAILURE
        }
    }
}

fn one_job(arguments: &[String]) -> Outcome<()> {
    let (name, rest) = arguments.split_first().ok_or_else(|| Failed("--job wants a name".to_owned()))?;
    let (_, act) =
        rows::JOBS.iter().find(|(known, _)| known == name).ok_or_else(|| Failed(format!("there is no job {name}")))?;
    job::answer(&act(rest)?)
}

fn growth() -> Outcome<()> {
    let machine = machine::machine();
    let table = rows::growth::markdown(&Bench::new()?)?;
    writeln!(std::io::stdout(), "{machine}\n\n{table}")?;
    Ok(())
}

fn table(wanted: &[String]) -> Outcome<()> {
    let known = || rows::ROWS.iter().flat_map(|(row, _)| row.split(' '));
    if let Some(strange) = wanted.iter().find(|wanted| !known().any(|row| row == **wanted)) {
        let known: Vec<&str> = known().collect();
        return Err(Failed(format!("there is no row {strange}; there are {}", known.join(", "))));
    }
    let bench = Bench::new()?;
    // Before anything runs: what else the machine does stands in it.
    let machine = machine::machine();
    let began = Instant::now();
    let mut lines = Vec::new();
    for (row, measure) in rows::ROWS {
        let named = |name: &String| row.split(' ').any(|one| one == name);
        if wanted.is_empty() || wanted.iter().any(named) {
            writeln!(std::io::stderr(), "row {row} …")?;
            lines.extend(measure(&bench));
        }
    }
    let minutes = began.elapsed().as_secs_f64() / 60.0;
    let mut out = std::io::stdout();
    writeln!(out, "{machine}\n\n{}", table::markdown(&lines))?;
    writeln!(out, "measured in {minutes:.1} minutes; times inside the program are after unlocking")?;
    Ok(())
}
