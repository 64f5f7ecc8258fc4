//! The page's side: Node, the packages of `ui/package-lock.json`, and the built page.
//!
//! Only ever `npm ci`: the npm that comes with Node 20 cannot resolve this set of packages anew, but installs a lock
//! that a newer one wrote.

use crate::command;
use crate::project::Project;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// The oldest Node that the page's tools run on.
const OLDEST: (u32, u32) = (20, 19);

/// `npm run SCRIPT` in `ui`.
pub fn script(project: &Project, script: &str) -> Command {
    let mut command = npm(project);
    command.args(["run", "--silent", script]);
    command
}

/// Checks Node and brings `ui/node_modules` to what the lock says, when the lock is the newer one.
pub fn install(project: &Project) -> Result<(), String> {
    let said = command::output(Command::new("node").arg("--version")).unwrap_or_default();
    if version(&said).is_none_or(|found| found < OLDEST) {
        let (major, minor) = OLDEST;
        let found = if said.trim().is_empty() { "没有 / none" } else { said.trim() };
        return Err(format!(
            "需要 Node {major}.{minor} 或更新的版本，现在是 {found}。请从 nodejs.org 安装后重试 / Node {major}.{minor} or newer is needed"
        ));
    }
    // npm writes this file last, so a broken-off installation does not count as one.
    let installed = changed(&project.path("ui/node_modules/.package-lock.json"));
    if installed.is_some() && installed >= changed(&project.path("ui/package-lock.json")) {
        return Ok(());
    }
    println!("正在安装界面的依赖 / installing the page's packages: npm ci");
    command::output(npm(project).args(["ci", "--no-audit", "--no-fund"])).map(drop)
}

/// Builds `ui/dist` when anything it is made of is newer than it: the window's program carries it inside.
pub fn build(project: &Project) -> Result<(), String> {
    let built = changed(&project.path("ui/dist/index.html"));
    if built.is_some() && built >= newest(&project.path("ui")) {
        return Ok(());
    }
    println!("正在生成界面 / building the page: npm run build");
    command::output(&mut script(project, "build")).map(drop)
}

fn npm(project: &Project) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(project.path("ui"));
    command
}

fn version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn changed(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|found| found.modified()).ok()
}

/// The latest change below a folder of sources, tests of the page included; what is made from them aside.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries
        .flatten()
        .filter(|entry| !["node_modules", "dist", "coverage"].iter().any(|made| entry.file_name() == *made))
        .filter(|entry| entry.path().extension().is_none_or(|kind| kind != "tsbuildinfo"))
        .filter_map(|entry| {
            let path = entry.path();
            if path.is_dir() { newest(&path) } else { changed(&path) }
        })
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        assert!(version("v20.18.3\n").unwrap() < OLDEST);
        assert!(version("v20.19.0\n").unwrap() >= OLDEST);
        assert!(version("v24.1.0").unwrap() >= OLDEST);
        assert_eq!(version("node: not found"), None);
    }

    #[test]
    fn the_newest_source_counts_and_what_is_made_from_it_does_not() {
        let folder = std::env::temp_dir().join(format!("xtask-newest-{}", std::process::id()));
        let file = |name: &str, hours: u64| {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(3600 * hours);
            std::fs::File::create(path).unwrap().set_modified(time).unwrap();
            time
        };
        file("index.html", 1);
        let source = file("src/kit/table.ts", 5);
        file("dist/index.html", 9);
        file("node_modules/a/index.js", 9);
        file("tsconfig.app.tsbuildinfo", 9);
        assert_eq!(newest(&folder), Some(source));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
