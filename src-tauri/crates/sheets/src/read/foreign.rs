//! .xls, .xlsb and .ods, read by a child process of our own program.
//!
//! Their parsers lay sheets out densely or believe lengths in the file; when memory runs out the process ends, and no
//! `catch_unwind` helps. So it is a process that may end.

use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use domain::sheet::Workbook;

use super::kind::{self, Kind};
use super::{Limits, ReadError, codec, confine, guarded, load, name_of, ods, verified, xls, xlsb};

/// Reads the formats that are not read in this process.
pub trait Foreign {
    /// The workbook in the file at `path`.
    ///
    /// # Errors
    /// As [`super::read`].
    fn read(&self, path: &Path) -> Result<Workbook, ReadError>;
}

/// Runs `program args… PATH` and takes the workbook from its standard output; the program answers with
/// [`serve_foreign`].
#[derive(Clone, Debug)]
pub struct ChildReader {
    /// The program, usually the running one.
    pub program: PathBuf,
    /// What stands before the path, such as a hidden subcommand.
    pub args: Vec<OsString>,
    /// Memory the child may write to, in bytes.
    pub memory: u64,
    /// Time until the child is killed.
    pub deadline: Duration,
    /// Caps on what it sends.
    pub limits: Limits,
}

impl ChildReader {
    /// 512 MB, 10 s and the default caps.
    #[must_use]
    pub fn new(program: PathBuf, args: Vec<OsString>) -> Self {
        Self { program, args, memory: 512 << 20, deadline: Duration::from_secs(10), limits: Limits::default() }
    }
}

impl Foreign for ChildReader {
    fn read(&self, path: &Path) -> Result<Workbook, ReadError> {
        // Absolute, so that no name can pass for an option.
        let path = std::path::absolute(path).map_err(|_| ReadError::Missing)?;
        let mut arguments = self.args.clone();
        arguments.push(path.into_os_string());
        let mut child = confine::command(&self.program, &arguments, self.memory, self.deadline.as_secs().max(1))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| ReadError::ReaderMissing)?;
        let outcome = self.listen(&mut child);
        // Whatever it says, it has said: a child that lingers is ended, and none stays behind unwaited.
        let _ = child.kill();
        match (outcome, child.wait()) {
            // The shell's words for a program that is not there or cannot be run.
            (Err(ReadError::ReaderDied), Ok(status)) if matches!(status.code(), Some(126 | 127)) => {
                Err(ReadError::ReaderMissing)
            }
            (outcome, _) => outcome,
        }
    }
}

impl ChildReader {
    /// What the child sends before the deadline. The thread ends with the child's output.
    fn listen(&self, child: &mut Child) -> Result<Workbook, ReadError> {
        let Some(output) = child.stdout.take() else { return Err(ReadError::ReaderMissing) };
        let (sender, answer) = mpsc::channel();
        let limits = self.limits.clone();
        thread::Builder::new()
            .name("foreign".into())
            .spawn(move || {
                let outcome = codec::decode(&mut BufReader::with_capacity(64 << 10, output), &limits);
                // Nobody listens any more after the deadline.
                let _ = sender.send(outcome);
            })
            .map_err(|_| ReadError::ReaderMissing)?;
        match answer.recv_timeout(self.deadline) {
            Ok(outcome) => outcome,
            Err(mpsc::RecvTimeoutError::Timeout) => Err(ReadError::ReaderSlow(self.deadline.as_secs())),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(ReadError::ReaderDied),
        }
    }
}

/// What the child runs: reads the file at `path` in this process and writes the outcome, whatever it is, to `out`.
///
/// # Errors
/// Those of `out`: a parent that is gone.
pub fn serve_foreign(path: &Path, out: impl Write) -> io::Result<()> {
    let outcome = read_foreign(path, &Limits::default());
    codec::encode(&outcome, &mut BufWriter::with_capacity(64 << 10, out))
}

/// Reads .xls, .xlsb or .ods in this process: for the child, where an end without a word is provided for.
///
/// # Errors
/// As [`super::read`]; [`ReadError::Unknown`] for a format that is not one of the three.
pub fn read_foreign(path: &Path, limits: &Limits) -> Result<Workbook, ReadError> {
    let bytes = load(path, limits)?;
    match kind::of(&bytes, path, limits)? {
        Kind::Xls => guarded(|| xls::read(&bytes, name_of(path), limits)),
        Kind::Xlsb => verified(&bytes, || xlsb::read(&bytes, name_of(path), limits)),
        Kind::Ods => verified(&bytes, || ods::read(&bytes, name_of(path), limits)),
        Kind::Xlsx | Kind::Text => Err(ReadError::Unknown),
    }
}
