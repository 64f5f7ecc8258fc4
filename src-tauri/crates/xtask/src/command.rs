//! Other programs, called with their failure told as a sentence. None of them is given a standard input: the tasks
//! also run where nobody sits.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a program whose output the person sees as it comes.
pub fn shown(command: &mut Command) -> Result<(), String> {
    let status = command.stdin(Stdio::null()).status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", line(command))) }
}

/// Runs a program and returns its standard output; its standard error becomes the sentence of a failure.
pub fn output(command: &mut Command) -> Result<String, String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| cannot_start(command, &error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{} ended with {}\n{}", line(command), output.status, said.trim_end()))
    }
}

/// Runs a program with both of its outputs appended to a file, in the order in which they were written.
pub fn logged(command: &mut Command, log: &Path) -> Result<(), String> {
    let open = || File::options().create(true).append(true).open(log);
    let (out, err) = open()
        .and_then(|out| Ok((out, open()?)))
        .map_err(|error| format!("{} cannot be written: {error}", log.display()))?;
    command.stdout(out).stderr(err);
    shown(command)
}

/// Whether a program of this name can be started at all.
pub fn exists(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("{} cannot be started: {error}", line(command))
}

/// The command as a person would type it, without its folder.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_what_it_said() {
        let failed = output(Command::new("sh").args(["-c", "echo no space >&2; exit 3"])).unwrap_err();
        assert!(failed.starts_with("sh -c") && failed.contains("exit status: 3") && failed.contains("no space"));
    }

    #[test]
    fn a_missing_program_is_a_sentence() {
        let failed = shown(&mut Command::new("a-program-of-no-name")).unwrap_err();
        assert!(failed.contains("cannot be started"), "{failed}");
        assert!(!exists("a-program-of-no-name") && exists("sh"));
    }
}
