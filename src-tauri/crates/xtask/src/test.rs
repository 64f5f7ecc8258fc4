//! `cargo xtask test [FILTER]`: installs what is missing, then every check and test, the cheap ones first. It needs
//! nobody at the keyboard and no screen.

use crate::display::Screen;
use crate::project::Project;
use crate::step::{self, Log, Step, step};
use crate::{bindings, command, lint, npm, packages, programs};
use std::process::Command;

/// The test target of the `tests` member that drives the real window.
const WINDOW: &str = "e2e";

pub fn run(project: &Project, filter: Option<&str>) -> Result<(), String> {
    let steps: Vec<Step> =
        steps(project).into_iter().filter(|step| filter.is_none_or(|part| step.name.contains(part))).collect();
    if steps.is_empty() {
        return Err("no step has this in its name".to_owned());
    }
    packages::install(&[packages::RUN, packages::TEST])?;
    npm::install(project)?;
    step::run_all(project, &steps)
}

fn steps(project: &Project) -> Vec<Step<'_>> {
    let script = |name| move |log: &Log| log.run(npm::script(project, name).env("NO_COLOR", "1"));
    vec![
        step("format", |log| log.run(project.cargo().args(["fmt", "--all", "--check"]))),
        step("lint", |_| lint::run(project)),
        step("biome", |log| log.run(npm::script(project, "lint").args(["--", "--colors=off"]))),
        step("types", script("typecheck")),
        step("page-tests", script("test")),
        step("page", |_| npm::build(project)),
        step("clippy", |log| {
            log.run(clippy(project)?.args(["--all-targets", "--test", WINDOW, "--", "--deny", "warnings"]))
        }),
        step("programs", |log| log.run(&mut cargo(project, "build")?)),
        step("symbols", |_| symbols(project)),
        step("rust-tests", |log| log.run(cargo(project, "test")?.arg("--no-fail-fast"))),
        step("bindings", |log| bindings::check(project, log)),
        step("window", |log| window(project, log)),
    ]
}

/// A cargo command over the shared selection. The window's program carries the page inside, so the page comes first.
fn cargo(project: &Project, verb: &str) -> Result<Command, String> {
    npm::build(project)?;
    let mut command = programs::cargo(project, verb);
    // Otherwise the tests would write over the committed bindings that a later step compares.
    command.env("TS_RS_EXPORT_DIR", bindings::folder(project));
    Ok(command)
}

fn clippy(project: &Project) -> Result<Command, String> {
    let mut command = cargo(project, "clippy")?;
    command.arg("--quiet");
    Ok(command)
}

/// The window's library carries a SQLite of its own: if ours were visible to it, it would bind to ours, cipher and all.
fn symbols(project: &Project) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let program = project.program("hongwang-desktop");
    let visible = command::output(Command::new("nm").args(["--dynamic", "--defined-only"]).arg(program))?;
    match visible.lines().find(|line| line.contains(" sqlite3_")) {
        Some(line) => Err(format!("the window's program shows SQLite's functions to its libraries: {line}")),
        None => Ok(()),
    }
}

/// The journeys in the real window, on a screen and a session bus of their own.
fn window(project: &Project, log: &Log) -> Result<(), String> {
    log.run(&mut cargo(project, "build")?)?;
    let screen = Screen::start()?;
    let tests = cargo(project, "test")?;
    let mut command = Command::new("dbus-run-session");
    command.arg("--").arg(tests.get_program()).args(tests.get_args()).args(["--test", WINDOW]);
    command
        .current_dir(&project.root)
        .env("TS_RS_EXPORT_DIR", bindings::folder(project))
        .env("DISPLAY", &screen.name)
        .env("GDK_BACKEND", "x11")
        .env("LANG", "C.UTF-8")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("NO_AT_BRIDGE", "1")
        .env("TAURI_AUTOMATION", "true")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env_remove("WAYLAND_DISPLAY");
    log.run(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_that_names_no_step_is_refused_before_anything_is_installed() {
        let project = Project { root: "nowhere".into(), target: "nowhere".into() };
        assert_eq!(run(&project, Some("no-such-step")).unwrap_err(), "no step has this in its name");
    }

    #[test]
    fn the_steps_have_names_of_their_own() {
        let project = Project { root: "nowhere".into(), target: "nowhere".into() };
        let mut names: Vec<_> = steps(&project).iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), steps(&project).len());
    }
}
