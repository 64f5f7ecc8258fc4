//! Building the shim, and starting the program under it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

const SOURCE: &str = include_str!("../../faults/shim.c");

/// How a write can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskError {
    /// `ENOSPC`.
    Full,
    /// `EROFS`.
    ReadOnly,
    /// `EIO`.
    Broken,
}

impl DiskError {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Full, Self::ReadOnly, Self::Broken];

    fn name(self) -> &'static str {
        match self {
            Self::Full => "ENOSPC",
            Self::ReadOnly => "EROFS",
            Self::Broken => "EIO",
        }
    }
}

/// Which write fails, and how.
#[derive(Clone, Copy, Debug)]
pub struct DiskFault {
    /// The answer that it gets.
    pub error: DiskError,
    /// Its number, from 1, among the writes that can fail so.
    pub at: usize,
    /// And all after it.
    pub lasts: bool,
}

/// The shim, built beside the running program at its first use in this process.
fn built() -> &'static Path {
    static SHIM: LazyLock<PathBuf> = LazyLock::new(|| {
        let here = std::env::current_exe().expect("the running program lies somewhere");
        let shim = here.with_file_name(format!("shim-{}.so", std::process::id()));
        let mut cc = Command::new("cc")
            .args(["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-x", "c", "-", "-o"])
            .arg(&shim)
            .stdin(Stdio::piped())
            .spawn()
            .expect("a C compiler can be started");
        cc.stdin.take().expect("a pipe").write_all(SOURCE.as_bytes()).expect("the compiler reads");
        assert!(cc.wait().expect("the compiler ends").success(), "the shim does not compile");
        // Loaded by its bytes: the file of a test that ended is nobody's.
        let kept = here.with_file_name("shim.so");
        std::fs::rename(&shim, &kept).expect("a file can be renamed");
        kept
    });
    &SHIM
}

fn under(command: &mut Command, folder: &Path) {
    let folder = folder.canonicalize().expect("the folder is there");
    command.env("LD_PRELOAD", built()).env("SHIM_FOLDER", folder);
}

/// Has the command run into a fault below `folder`; `told` is a file that is there when it did.
pub fn fail(command: &mut Command, folder: &Path, fault: DiskFault, told: &Path) {
    under(command, folder);
    command.env("SHIM_ERROR", fault.error.name()).env("SHIM_AT", fault.at.to_string()).env("SHIM_TOLD", told);
    if fault.lasts {
        command.env("SHIM_LASTS", "1");
    }
}

/// Has the command, once it ended, leave in `count` how many of its writes below `folder` could fail so.
pub fn count(command: &mut Command, folder: &Path, error: DiskError, count: &Path) {
    under(command, folder);
    command.env("SHIM_ERROR", error.name()).env("SHIM_COUNT", count);
}

/// Has everything that the command changes below `folder` written to `journal`.
pub fn journal(command: &mut Command, folder: &Path, journal: &Path) {
    under(command, folder);
    command.env("SHIM_JOURNAL", journal);
}
