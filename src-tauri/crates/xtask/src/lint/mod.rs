//! `cargo xtask lint`: what no compiler sees. Which crate may know which, whose licences are inside, what lies where,
//! and what no file may hold. Every finding is one line; all of them are shown.

mod direction;
mod graph;
mod licence;
mod text;
mod tree;

use crate::command;
use crate::project::Project;
use graph::Graph;

/// The systems that the program is built for.
const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"];

pub fn run(project: &Project) -> Result<(), String> {
    let all = graph(project, None)?;
    let mut findings = direction::findings(&all);
    findings.extend(direction::built_twice(&all));
    findings.extend(licence::findings(&all));
    for platform in PLATFORMS {
        findings.extend(direction::offline(&graph(project, Some(platform))?, platform));
    }
    let files = tree::files(project)?;
    findings.extend(tree::findings(&files));
    findings.extend(tree::dependencies(project, &all)?);
    findings.extend(text::findings(project, &files));
    if findings.is_empty() {
        println!("lint: {} files and {} packages looked at, nothing found", files.len(), all.packages.len());
        return Ok(());
    }
    Err(format!("{}\nlint: {} found", findings.join("\n"), findings.len()))
}

fn graph(project: &Project, platform: Option<&str>) -> Result<Graph, String> {
    let mut ask = project.cargo();
    ask.args(["metadata", "--format-version", "1", "--locked"]);
    if let Some(platform) = platform {
        ask.args(["--filter-platform", platform]);
    }
    Graph::read(&command::output(&mut ask)?)
}
