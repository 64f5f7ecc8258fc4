//! The one build that running, testing and measuring share: always the whole workspace, always the release profile.
//! Another selection of packages would give the heavy libraries other features, and build them a second time.

use crate::project::Project;
use crate::{command, npm, packages};
use std::process::Command;

/// What every cargo command of this project is given.
pub const SELECTION: &[&str] = &["--release", "--workspace"];

/// `cargo VERB` over the shared selection.
pub fn cargo(project: &Project, verb: &str) -> Command {
    let mut command = project.cargo();
    command.arg(verb).args(SELECTION);
    command
}

/// Installs what is missing and builds every program, with cargo's own progress on the screen.
pub fn make(project: &Project, lists: &[&[&str]]) -> Result<(), String> {
    packages::install(lists)?;
    npm::install(project)?;
    npm::build(project)?;
    println!("正在编译，第一次约十分钟 / compiling, about ten minutes the first time");
    command::shown(cargo(project, "build").arg("--quiet"))
}
