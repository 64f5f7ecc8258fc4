//! Row 6b: from the right password to the first page of the opened book, typed into the real window, less the deriving
//! of the key; and what the window then takes of memory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use store::Cost;

use super::window::{Window, programs, screen, start};
use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Failed, Measured, Outcome, alternate, child, median};
use crate::table::{Asked, Line, seconds};

/// Typed by keys that every layout has.
const PASSWORD: &str = "hong wang 2026";

/// Makes a book of about 3,000 persons with a year behind it, opened by the password at a book's cost; folder of the
/// book. The time is what deriving the key costs: opening it so, less opening the same rows at next to no cost.
pub fn unlocked(arguments: &[String]) -> Outcome<Measured> {
    let dir = Path::new(argument(arguments, 0)?);
    let cheap = dir.with_extension("cheap");
    let mut costs = Vec::new();
    for (dir, cost) in [(dir, Cost::BOOK), (cheap.as_path(), Cost::SAMPLE)] {
        let session = host::create_with(dir, PASSWORD, cost)?;
        app::sample::sample(&session, 10, 810, 12, 20_261)?;
        drop(session);
        let open = |_| -> Outcome<f64> {
            let began = Instant::now();
            drop(host::open_with(dir, PASSWORD)?);
            Ok(began.elapsed().as_secs_f64())
        };
        costs.push(median((0..7).map(open).collect::<Outcome<Vec<f64>>>()?));
    }
    fs::remove_dir_all(&cheap)?;
    Ok(Measured::of(costs[0] - costs[1]).and("open", costs[1]))
}

/// Row 6b.
pub fn rows(bench: &Bench) -> Vec<Line> {
    or_missing(measure(bench), |why| Line::missing("6b", "right password to 工作台", Asked::Seconds(1.0), why))
}

/// Types as a keyboard does, into the window that has the focus.
fn keys(display: &str, words: &[&str]) -> Outcome<()> {
    let mut command = Command::new("timeout");
    let status = command.args(["30", "xdotool"]).args(words).env("DISPLAY", display).status()?;
    if status.success() { Ok(()) } else { Err(Failed(format!("xdotool {words:?} ended with {status}"))) }
}

/// One unlocking: from the key Enter to the word that the first page stands.
fn unlock(program: &Path, display: &str, home: &Path) -> Outcome<Measured> {
    let window = Window::open(program, display, home)?;
    window.wait("ready")?;
    keys(display, &["search", "--onlyvisible", "--sync", "--name", "红网台账", "windowfocus", "--sync"])?;
    keys(display, &["type", "--clearmodifiers", "--delay", "20", PASSWORD])?;
    let began = Instant::now();
    keys(display, &["key", "--clearmodifiers", "Return"])?;
    window.wait("opened")?;
    let opened = began.elapsed();
    Ok(Measured { peak: window.memory(), ..Measured::of(opened.as_secs_f64()) })
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let [ours, empty] = programs()?;
    let (_screen, display) = screen()?;
    let homes = [PathBuf::from(bench.path("home-book")), PathBuf::from(bench.path("home-none"))];
    for home in &homes {
        fs::create_dir_all(home.join("books"))?;
    }
    let derived = child("unlocked", &[&homes[0].join("books/示例村").display().to_string()])?;
    let run_ours = || unlock(&ours, &display, &homes[0]);
    let run_empty = || start(&empty, &display, &homes[1]);
    // The first of each fills caches of files: not counted.
    run_ours()?;
    run_empty()?;
    let runs = alternate(7, &[&run_ours, &run_empty])?;
    let less = |run: &Measured| Measured::of(run.seconds - derived.seconds);
    let times: Vec<Measured> = runs[0].iter().map(less).collect();
    let job = "right password to 工作台 with its numbers, 3,000 persons, less deriving the key";
    let memory = |runs: &[Measured]| runs.iter().map(|run| Measured::of(run.peak as f64)).collect::<Vec<_>>();
    Ok(vec![
        Line::alone("6b", job, &times, Asked::Seconds(1.0)).note(format!(
            "deriving the key {}, of which nothing is counted; opening the store itself {}",
            seconds(derived.seconds),
            seconds(derived.get("open"))
        )),
        Line {
            bytes: true,
            ..Line::against(
                "6b",
                "memory of the process tree (PSS) at 工作台",
                &memory(&runs[0]),
                ("empty Tauri window", &memory(&runs[1])),
                Asked::Ratio(1.5),
            )
        },
    ])
}
