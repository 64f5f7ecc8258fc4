//! `hongwang`, the headless program: for batch work, for systems without a window kit, for scripts and for checks.
//!
//! It does nothing of its own: every command reads what was typed, calls `app` as the window does, and prints what came
//! back, as sentences or as one JSON value. Not here: rules, rows, files of any format.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod answer;
mod arguments;
mod book;
mod columns;
mod command;
mod example;
mod host;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use answer::Exit;
use arguments::Arguments;

fn main() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    ExitCode::from(run(typed) as u8)
}

fn run(typed: Vec<OsString>) -> Exit {
    let as_json = typed.iter().any(|word| word == "--json");
    if let Some(command) = arguments::example_of(&typed) {
        return example::of(&command)
            .map_or_else(|failure| answer::refuse(&failure, as_json), |answer| answer.print(false));
    }
    let arguments: Arguments = match arguments::read(typed) {
        Ok(arguments) => arguments,
        Err(error) => return usage::tell(&error, as_json),
    };
    match command::run(&arguments) {
        Ok(answer) => answer.print(as_json),
        Err(failure) => answer::refuse(&failure, as_json),
    }
}
