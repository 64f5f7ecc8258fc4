//! Printing: the PDF goes to a printer of this machine by CUPS' own programs, on standard input: no plain file of
//! people's data lies about on the way.
//!
//! Where there are none of these programs (Windows among them) there are no printers, and the sentence says to save
//! instead.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::failure::{Failure, Result};
use crate::forms::{self, FormRequest, recovery_sheet};
use crate::saving::recovery_pdf;
use crate::session::Session;

/// How long a program of the printing system may take: it asks a server that may hang.
const PATIENCE: Duration = Duration::from_secs(20);

/// Most copies at once.
const MOST_COPIES: u32 = 50;

/// A printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Printer {
    /// Its name.
    pub name: String,
    /// The one that is offered first.
    pub is_default: bool,
}

/// A form to be printed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct PrintRequest {
    /// Which.
    pub form: FormRequest,
    /// By which printer.
    pub printer: String,
    /// 1 to 50.
    pub copies: u32,
}

/// The sheet with the recovery code, to be printed while the code is on the screen.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct PrintRecoverySheet {
    /// As the book gave it.
    pub recovery_code: String,
    /// By which printer.
    pub printer: String,
}

/// It is with the printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Printed {
    /// A sentence to show.
    pub message: String,
}

/// The programs of the printing system.
struct Spooler {
    lpstat: PathBuf,
    lp: PathBuf,
}

impl Default for Spooler {
    fn default() -> Self {
        Self { lpstat: "lpstat".into(), lp: "lp".into() }
    }
}

/// The printers of this machine, the default one first; none where there is no printing system.
#[must_use]
pub fn printers() -> Vec<Printer> {
    Spooler::default().printers()
}

/// Prints a form.
///
/// # Errors
/// As [`forms::build`]; `no_printer` with the next step; `print_failed`; `copies`.
pub fn print_form(session: &Session, request: &PrintRequest) -> Result<Printed> {
    let made = forms::pdf(session, &request.form)?;
    let standard = session.standard()?;
    let title = forms::title(&request.form.form, &standard)?;
    let what = format!("{} 份数 {}", request.form.what(), request.copies);
    let job = Job { pdf: &made.bytes, printer: &request.printer, copies: request.copies, title };
    send(session, &Spooler::default(), &job, &what, request.form.reason.as_deref())?;
    Ok(Printed { message: format!("已送到打印机“{}”，共 {} 页", request.printer, made.pages) })
}

/// Prints the recovery sheet.
///
/// # Errors
/// As [`print_form`].
pub fn print_recovery_sheet(session: &Session, request: &PrintRecoverySheet) -> Result<Printed> {
    let pdf = recovery_pdf(session, &request.recovery_code)?;
    let job = Job { pdf: &pdf, printer: &request.printer, copies: 1, title: recovery_sheet::TITLE };
    send(session, &Spooler::default(), &job, recovery_sheet::TITLE, None)?;
    Ok(Printed { message: format!("恢复单已送到打印机“{}”", request.printer) })
}

/// What goes to a printer.
struct Job<'a> {
    pdf: &'a [u8],
    printer: &'a str,
    copies: u32,
    title: &'a str,
}

/// Paper cannot be taken back: what is printed is noted first.
fn send(session: &Session, spooler: &Spooler, job: &Job<'_>, what: &str, reason: Option<&str>) -> Result<()> {
    spooler.check(job)?;
    session.book().audit_append("print", Some(what), reason)?;
    spooler.print(job)
}

fn no_printer() -> Failure {
    Failure::new("no_printer", "没有找到打印机。可以存成 PDF，拿到有打印机的电脑上打印").at("printer")
}

fn failed() -> Failure {
    Failure::new("print_failed", "打印机没有收下。请看看打印机开着没有、有没有纸，再打一次，或存成 PDF")
}

impl Spooler {
    fn printers(&self) -> Vec<Printer> {
        // The words around the default's name are translated; `LC_ALL=C` has them in English.
        let names = self.ask(&["-e"]).unwrap_or_default();
        let default = self.ask(&["-d"]).unwrap_or_default();
        let default = default.rsplit_once(':').map(|(_, name)| name.trim().to_owned());
        let mut printers: Vec<Printer> = names
            .lines()
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| Printer { name: name.to_owned(), is_default: default.as_deref() == Some(name) })
            .collect();
        printers.sort_by_key(|printer| !printer.is_default);
        printers
    }

    /// What `lpstat` says; `None` when it is not there, fails, or does not come back.
    fn ask(&self, arguments: &[&str]) -> Option<String> {
        let mut child = Command::new(&self.lpstat)
            .args(arguments)
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut answer = child.stdout.take()?;
        let reader = thread::spawn(move || {
            let mut text = String::new();
            answer.read_to_string(&mut text).map(|_| text)
        });
        let done = wait(&mut child, PATIENCE)?;
        let text = reader.join().ok()?.ok()?;
        done.then_some(text)
    }

    fn check(&self, job: &Job<'_>) -> Result<()> {
        if !(1..=MOST_COPIES).contains(&job.copies) {
            return Err(Failure::new("copies", "份数要在 1 到 50 之间").at("copies"));
        }
        // Only a name that the system gave is handed to it.
        if self.printers().iter().any(|known| known.name == job.printer) { Ok(()) } else { Err(no_printer()) }
    }

    fn print(&self, job: &Job<'_>) -> Result<()> {
        let mut child = Command::new(&self.lp)
            .args(["-d", job.printer, "-n", &job.copies.to_string(), "-t", job.title])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| no_printer())?;
        let mut paper = child.stdin.take().ok_or_else(failed)?;
        let pdf = job.pdf.to_vec();
        let writer = thread::spawn(move || paper.write_all(&pdf));
        let done = wait(&mut child, PATIENCE).unwrap_or(false);
        let whole = writer.join().is_ok_and(|written| written.is_ok());
        if done && whole { Ok(()) } else { Err(failed()) }
    }
}

/// Whether a program came to a good end; `None` when it did not come to any and was stopped.
fn wait(child: &mut Child, patience: Duration) -> Option<bool> {
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if began.elapsed() < patience => thread::sleep(Duration::from_millis(10)),
            _ => {
                // Stopped and waited for, so that its pipes close and nothing of it stays.
                child.kill().ok()?;
                child.wait().ok()?;
                return None;
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests;
