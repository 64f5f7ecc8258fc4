//! The steps of `test`: each with its name, its time and, when it fails, the end of what it said.

use crate::command;
use crate::project::Project;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// How many lines of a failed step are shown; the whole is in its log.
const TAIL: usize = 80;

/// Where a step's programs write to.
pub struct Log(PathBuf);

impl Log {
    /// Runs a program with its output in the step's log.
    pub fn run(&self, command: &mut Command) -> Result<(), String> {
        command::logged(command, &self.0)
    }

    /// What was written so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.0).unwrap_or_default()).into_owned()
    }
}

/// One check.
pub struct Step<'a> {
    pub name: &'static str,
    work: Work<'a>,
}

type Work<'a> = Box<dyn Fn(&Log) -> Result<(), String> + 'a>;

/// A step of this name that does this.
pub fn step<'a>(name: &'static str, work: impl Fn(&Log) -> Result<(), String> + 'a) -> Step<'a> {
    Step { name, work: Box::new(work) }
}

/// Runs the steps in their order; the first that fails ends it.
pub fn run_all(project: &Project, steps: &[Step]) -> Result<(), String> {
    let folder = project.target.join("test-logs");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    for (passed, step) in steps.iter().enumerate() {
        let log = Log(folder.join(format!("{}.log", step.name)));
        let _ = std::fs::remove_file(&log.0);
        println!("== {}", step.name);
        let started = Instant::now();
        let ended = (step.work)(&log);
        let seconds = started.elapsed().as_secs_f64();
        let said = log.text();
        said.lines().filter(|line| counts(line)).for_each(|line| println!("{line}"));
        match ended {
            Ok(()) => println!("   {} ok, {seconds:.1} s", step.name),
            Err(sentence) => return Err(failure(step.name, seconds, passed, &said, &sentence, &log.0)),
        }
    }
    println!("\n{} passed, 0 failed", steps.len());
    Ok(())
}

fn failure(name: &str, seconds: f64, passed: usize, said: &str, sentence: &str, log: &Path) -> String {
    let said = tail(said);
    format!("{said}\n   {name} FAILED, {seconds:.1} s: {sentence}\n   {}\n\n{passed} passed, 1 failed", log.display())
}

fn tail(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(TAIL)..].join("\n")
}

/// The lines in which a test runner says how many tests it ran: they are shown of good steps, too.
fn counts(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("test result:") || line.starts_with("Tests  ") || line.starts_with("Test Files  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(name: &str) -> Project {
        let root = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        Project { target: root.join("target"), root }
    }

    #[test]
    fn the_first_failure_ends_the_run_and_shows_what_was_said() {
        let project = project("first-failure");
        let reached = std::cell::Cell::new(false);
        let steps = [
            step("good", |_| Ok(())),
            step("bad", |log| log.run(Command::new("sh").args(["-c", "echo one; echo two >&2; exit 1"]))),
            step("never", |_| {
                reached.set(true);
                Ok(())
            }),
        ];
        let failed = run_all(&project, &steps).unwrap_err();
        assert!(failed.starts_with("one\ntwo\n") && failed.ends_with("\n1 passed, 1 failed"), "{failed}");
        assert!(!reached.get(), "a step after the failure was run");
        std::fs::remove_dir_all(project.root).unwrap();
    }

    #[test]
    fn a_log_begins_anew_each_time() {
        let project = project("anew");
        let seen = std::cell::RefCell::new(String::new());
        let steps = [step("echo", |log| {
            log.run(Command::new("echo").arg("once"))?;
            *seen.borrow_mut() = log.text();
            Ok(())
        })];
        run_all(&project, &steps).unwrap();
        run_all(&project, &steps).unwrap();
        assert_eq!(*seen.borrow(), "once\n");
        std::fs::remove_dir_all(project.root).unwrap();
    }

    #[test]
    fn only_the_end_of_a_long_log_is_shown() {
        let long: String = (0..TAIL + 5).map(|line| format!("{line}\n")).collect();
        assert!(tail(&long).starts_with("5\n6\n") && tail("short") == "short");
    }

    #[test]
    fn the_counting_lines_of_both_runners_are_known() {
        assert!(counts("test result: ok. 3 passed; 0 failed") && counts("      Tests  12 passed (12)"));
        assert!(!counts("test a_rule ... ok"));
    }
}
