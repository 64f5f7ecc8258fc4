//! 红网台账, the program with the window. Everything is in the library, which tests can reach.
#![cfg_attr(windows, windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    desktop::start(std::env::args_os().skip(1))
}
