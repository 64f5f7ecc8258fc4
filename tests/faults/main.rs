//! `cargo xtask faults`: the fault tests in their long form. `faults [TIMES]`, 200 unless another number is given; the
//! seed is printed and can be given as `SEED`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program whose output is what it says")]

use std::process::ExitCode;

use journeys::kill::kills;
use journeys::program::seed;

/// How often each kind of work is killed.
const TIMES: usize = 200;

fn main() -> ExitCode {
    let times = match std::env::args().nth(1).map(|text| text.parse()) {
        None => TIMES,
        Some(Ok(times)) => times,
        Some(Err(_)) => {
            eprintln!("用法：faults [次数] / usage: faults [TIMES]");
            return ExitCode::from(2);
        }
    };
    match kills(times, seed("kills")) {
        Ok(tallies) => {
            println!("| work | killed | finished first | as before | as after |\n|---|--:|--:|--:|--:|");
            for (work, tally) in tallies {
                println!("| {work:?} | {} | {} | {} | {} |", tally.killed, tally.finished, tally.before, tally.after);
            }
            println!("每一次账本都能打开、体检完好 / every book opened and was sound");
            ExitCode::SUCCESS
        }
        Err(told) => {
            eprintln!("{told}");
            ExitCode::FAILURE
        }
    }
}
