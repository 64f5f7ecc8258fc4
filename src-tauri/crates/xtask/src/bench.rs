//! `cargo xtask bench`: the table of measures. The measuring itself is a program of the `tests` member.

use crate::project::Project;
use crate::{command, packages, programs};
use std::process::Command;

/// Builds everything and hands the arguments on (`--growth`, a row's number).
pub fn run(project: &Project, arguments: &[String]) -> Result<(), String> {
    programs::make(project, &[packages::RUN, packages::TEST, packages::BENCH])?;
    command::shown(Command::new(project.program("bench")).args(arguments).current_dir(&project.root))
}
