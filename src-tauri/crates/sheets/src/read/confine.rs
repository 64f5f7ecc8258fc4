//! A program started with less memory and processor time than its parent has.
//!
//! The only file here that differs by system. On Windows nothing limits the memory: the deadline alone holds.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// The command that runs `program` with `arguments` under the limits, in bytes and seconds.
///
/// The shell sets its own limits and becomes the program, so that the process to kill is the process started. `-d`
/// counts the memory that the program writes to; `-v` stands behind it for systems that do not enforce `-d`, and has
/// room for the program's own files. A limit that the system already sets lower stays as it is.
#[cfg(unix)]
pub(super) fn command(program: &Path, arguments: &[OsString], memory: u64, seconds: u64) -> Command {
    let (written, mapped) = (memory >> 10, (memory + (2 << 30)) >> 10);
    let script =
        format!("ulimit -c 0; ulimit -d {written}; ulimit -v {mapped}; ulimit -t {seconds}; exec \"$0\" \"$@\"");
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(script).arg(program).args(arguments);
    command
}

/// The command that runs `program` with `arguments`.
#[cfg(not(unix))]
pub(super) fn command(program: &Path, arguments: &[OsString], _memory: u64, _seconds: u64) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}
