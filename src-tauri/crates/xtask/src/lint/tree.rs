//! What lies where: the fixed top level, and the dependencies that the architecture page accounts for.

use super::graph::Graph;
use crate::command;
use crate::project::Project;
use std::fs;
use std::process::Command;

/// The top level, dot-files and the licence aside.
const TOP: &[&str] = &["Cargo.toml", "Cargo.lock", "src-tauri", "ui", "assets", "tests", "README.md"];

/// The page that gives each dependency its line.
const PAGE: &str = "src-tauri/README.md";

/// Every file that is in the repository or would be with the next `git add`, by its path below the root.
pub fn files(project: &Project) -> Result<Vec<String>, String> {
    let mut list = Command::new("git");
    list.current_dir(&project.root).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listed = command::output(&mut list)?;
    let there = listed.split_terminator('\0').filter(|path| project.path(path).is_file());
    Ok(there.map(str::to_owned).collect())
}

/// Names at the top level that do not belong there.
pub fn findings(files: &[String]) -> Vec<String> {
    let mut tops: Vec<&str> = files.iter().filter_map(|path| path.split('/').next()).collect();
    tops.sort_unstable();
    tops.dedup();
    let strange = |top: &&str| !(TOP.contains(top) || top.starts_with('.') || top.starts_with("LICENSE"));
    tops.into_iter()
        .filter(strange)
        .map(|top| format!("{top}: the top level is fixed, and this is not on it"))
        .collect()
}

/// Shared dependencies that nobody uses, or that the architecture page does not explain.
pub fn dependencies(project: &Project, graph: &Graph) -> Result<Vec<String>, String> {
    let read = |path: &str| fs::read_to_string(project.path(path)).map_err(|error| format!("{path}: {error}"));
    let (manifest, page) = (read("Cargo.toml")?, read(PAGE).unwrap_or_default());
    let mut findings = Vec::new();
    for name in shared(&manifest) {
        if !graph.ours().any(|package| package.wants.iter().any(|wanted| wanted == name)) {
            findings.push(format!("{name}: a shared dependency that no package uses"));
        }
        if !page.contains(&format!("`{name}`")) {
            findings.push(format!("{name}: a dependency without its line in {PAGE}"));
        }
    }
    Ok(findings)
}

/// The names in `[workspace.dependencies]`, our own packages aside.
fn shared(manifest: &str) -> Vec<&str> {
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.trim_start().starts_with('#') && !line.contains("path ="))
        .filter_map(|line| line.split_once('=').map(|(name, _)| name.trim()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_drawn_lies_at_the_top() {
        let good = ["Cargo.toml", ".ci/run", "LICENSE-MIT", "ui/src/main.ts", "tests/fresh.sh"];
        assert!(findings(&good.map(str::to_owned)).is_empty());
        let bad = ["docs/plan.md", "notes.txt", "ui/docs.md"];
        assert_eq!(findings(&bad.map(str::to_owned)).len(), 2);
    }

    #[test]
    fn shared_dependencies_are_read_from_the_manifest() {
        let manifest = "[workspace]\nmembers = []\n\n[workspace.dependencies]\n# Ours\napp = { path = \"app\" }\n\
                        csv = \"1.4\"\ntypst-pdf = { version = \"0.15\" }\n\n[workspace.lints.rust]\nunsafe_code = \"forbid\"\n";
        assert_eq!(shared(manifest), ["csv", "typst-pdf"]);
    }
}
