//! Journeys through the real window, by keyboard alone: the program that people start, driven by WebKitWebDriver under a
//! screen that nobody sees. `cargo xtask test window` brings the screen; without one they are passed over.
//!
//! One driver, one folder of books and one port a journey. Names given as arguments choose among them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "journeys are tests and tell how far they are"
)]

mod desk;
mod driver;
mod hands;
mod http;
mod journeys;
mod keys;
mod x11;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use journeys::JOURNEYS;

fn main() -> ExitCode {
    if std::env::var("TAURI_AUTOMATION").as_deref() != Ok("true") {
        println!("the window is driven by `cargo xtask test window`");
        return ExitCode::SUCCESS;
    }
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("journeys");
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let chosen = JOURNEYS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|part| name.contains(part)));
    let mut failed = Vec::new();
    for (name, journey) in chosen {
        let began = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| journey(&root)));
        println!("{} {name}, {} s", if ended.is_ok() { "well" } else { "FAILED" }, began.elapsed().as_secs());
        if ended.is_err() {
            failed.push(*name);
        }
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
