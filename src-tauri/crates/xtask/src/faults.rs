//! `cargo xtask faults`: the long form of the fault tests. The faults themselves are a program of the `tests` member.

use crate::project::Project;
use crate::{command, packages, programs};
use std::process::Command;

/// Builds everything and hands the arguments on (how often, which fault, the seed).
pub fn run(project: &Project, arguments: &[String]) -> Result<(), String> {
    programs::make(project, &[packages::RUN, packages::TEST])?;
    command::shown(Command::new(project.program("faults")).args(arguments).current_dir(&project.root))
}
