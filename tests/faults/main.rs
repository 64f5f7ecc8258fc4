//! `cargo xtask faults`: the fault tests in their long form, a table each.
//!
//! `faults [PART...] [TIMES]`: the parts that are named, else all; kills and batches are killed TIMES times, 200 unless
//! another number is given. The seed is printed and can be given as `SEED`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program whose output is what it says")]

use std::process::ExitCode;
use std::time::Instant;

use journeys::kill;
use journeys::program::seed;

/// How often each kind of work is killed.
const TIMES: usize = 200;

/// A part: prints its table, or says the first thing that was not as it has to be.
type Part = fn(usize) -> Result<(), String>;

const PARTS: &[(&str, Part)] = &[
    ("kills", kills),
    ("batches", batches),
    ("damage", damage),
    #[cfg(target_os = "linux")]
    ("errors", disk::errors),
    #[cfg(target_os = "linux")]
    ("power", disk::power),
    ("canaries", canaries),
];

fn main() -> ExitCode {
    let mut times = TIMES;
    let mut wanted = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.parse() {
            Ok(number) => times = number,
            Err(_) if PARTS.iter().any(|(name, _)| *name == argument) => wanted.push(argument),
            Err(_) => {
                let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
                eprintln!("用法：faults [{}] [次数] / usage: faults [PART...] [TIMES]", names.join("|"));
                return ExitCode::from(2);
            }
        }
    }
    for (name, part) in PARTS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|part| part == name)) {
        let began = Instant::now();
        println!("\n## {name}\n");
        if let Err(told) = part(times) {
            eprintln!("{told}");
            return ExitCode::FAILURE;
        }
        println!("\n{:.0} s", began.elapsed().as_secs_f64());
    }
    println!("\n每一次账本都能打开、体检完好 / every book opened and was sound");
    ExitCode::SUCCESS
}

fn kills(times: usize) -> Result<(), String> {
    let tallies = kill::kills(times, seed("kills"))?;
    println!("| work | killed | finished first | as before | as after |\n|---|--:|--:|--:|--:|");
    for (work, tally) in tallies {
        println!("| {work:?} | {} | {} | {} | {} |", tally.killed, tally.finished, tally.before, tally.after);
    }
    Ok(())
}

fn batches(times: usize) -> Result<(), String> {
    let tally = kill::batches(times, seed("batches"))?;
    println!("| work | killed | between two acknowledgements | acknowledged, all found | one more there |");
    println!("|---|--:|--:|--:|--:|");
    let kill::Batches { killed, between, acknowledged, one_more } = tally;
    println!("| record --batch - | {killed} | {between} | {acknowledged} | {one_more} |");
    if between * 4 < killed * 3 {
        return Err("fewer than three of four kills fell between two acknowledgements".to_owned());
    }
    Ok(())
}

/// Damaged backups that are tried.
const DAMAGED: usize = 5000;

fn damage(_: usize) -> Result<(), String> {
    let tally = journeys::backups::damage(DAMAGED, seed("damaged backups"))?;
    println!("| damaged backups | cut | a bit flipped | a stretch mixed up | accepted |\n|---|--:|--:|--:|--:|");
    let journeys::backups::Tally { cut, flipped, mixed } = tally;
    println!("| {} | {cut} | {flipped} | {mixed} | 0 |", cut + flipped + mixed);
    Ok(())
}

/// What needs the shim.
#[cfg(target_os = "linux")]
mod disk {
    use journeys::fault;
    use journeys::program::seed;

    /// As many writes of a job, from its first one, are failed.
    const WRITES: usize = 200;
    /// As many places of a job have its power cut.
    const CUTS: usize = 200;
    /// How often each place is drawn anew, beside once with all and once with nothing lost.
    const SEEDS: u64 = 4;

    pub fn errors(_: usize) -> Result<(), String> {
        let tallies = fault::errors::errors(WRITES, 1)?;
        println!(
            "| job | error | writes | runs | done all the same | refused, as before | refused, yet there | codes |"
        );
        println!("|---|---|--:|--:|--:|--:|--:|---|");
        for (job, error, tally) in tallies {
            let codes: Vec<String> = tally.codes.iter().map(|(code, count)| format!("{code} {count}")).collect();
            let fault::errors::Refusals { writes, runs, done, refused, there_after_all, .. } = tally;
            let codes = codes.join(", ");
            println!("| {job} | {error:?} | {writes} | {runs} | {done} | {refused} | {there_after_all} | {codes} |");
        }
        Ok(())
    }

    pub fn power(_: usize) -> Result<(), String> {
        let tallies = fault::power::cuts(CUTS, SEEDS, seed("power cuts"))?;
        println!("| job | changes | cuts | as acknowledged | one operation further |\n|---|--:|--:|--:|--:|");
        for (job, cuts) in tallies {
            let fault::power::Cuts { changes, cuts, acknowledged, one_more } = cuts;
            println!("| {job} | {changes} | {cuts} | {acknowledged} | {one_more} |");
        }
        Ok(())
    }
}

fn canaries(_: usize) -> Result<(), String> {
    let month = journeys::canary::month(seed("canaries"))?;
    println!(
        "| canaries | kills | in the midst of writing | files searched | bytes searched | found in the clear |\n|--:|--:|--:|--:|--:|--:|"
    );
    let journeys::canary::Month { canaries, kills, mid_work, files, bytes } = month;
    println!("| {canaries} | {kills} | {mid_work} | {files} | {bytes} | 0 |");
    Ok(())
}
