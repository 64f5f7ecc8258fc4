//! Measured jobs, each in a child process of its own: its peak of memory is then its own too, and what one leaves in
//! caches of the program helps no other.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// Why a measure could not be taken. Printed as it is; the row then shows `—`.
#[derive(Debug)]
pub struct Failed(pub String);

/// What a measure gives.
pub type Outcome<T> = Result<T, Failed>;

impl fmt::Display for Failed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

macro_rules! failed {
    ($($error:ty),+ $(,)?) => {
        $(impl From<$error> for Failed {
            fn from(error: $error) -> Self {
                Self(error.to_string())
            }
        })+
    };
}

failed!(
    std::io::Error,
    serde_json::Error,
    store::StoreError,
    rusqlite::Error,
    rust_xlsxwriter::XlsxError,
    calamine::XlsxError,
    paper::PaperError,
    sheets::write::WriteError,
);

impl From<app::failure::Failure> for Failed {
    fn from(failure: app::failure::Failure) -> Self {
        Self(format!("{}: {}", failure.code, failure.message))
    }
}

/// What one run of a job gave.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// How long the job itself took, without what it needed before.
    pub seconds: f64,
    /// The process's highest resident memory, in bytes.
    pub peak: u64,
    /// More figures, by name.
    pub more: BTreeMap<String, f64>,
}

impl Measured {
    /// A run without further figures.
    pub fn of(seconds: f64) -> Self {
        Self { seconds, ..Self::default() }
    }

    /// With another figure.
    pub fn and(mut self, name: &str, figure: f64) -> Self {
        self.more.insert(name.to_owned(), figure);
        self
    }

    /// A figure by name; 0 when the job did not give it.
    pub fn get(&self, name: &str) -> f64 {
        self.more.get(name).copied().unwrap_or_default()
    }

    fn read(line: &str) -> Outcome<Self> {
        let value: Value = serde_json::from_str(line)?;
        let more = value["more"].as_object().into_iter().flatten();
        Ok(Self {
            seconds: value["seconds"].as_f64().ok_or_else(|| Failed("the job printed no time".to_owned()))?,
            peak: value["peak"].as_u64().unwrap_or_default(),
            more: more.filter_map(|(name, figure)| Some((name.clone(), figure.as_f64()?))).collect(),
        })
    }
}

/// Prints what a job gave, with this process's peak of memory, for the process that started it.
pub fn answer(measured: &Measured) -> Outcome<()> {
    let line = json!({ "seconds": measured.seconds, "peak": peak(), "more": measured.more });
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

/// The highest resident memory of this process so far.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()).unwrap_or_default() * 1024
}

/// Runs a command whose last line on standard output is a job's answer.
pub fn run(command: &mut Command) -> Outcome<Measured> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(Failed(format!("{command:?} ended with {}", output.status)));
    }
    Measured::read(text.lines().last().unwrap_or_default())
}

/// Runs one of our own jobs in a child.
pub fn child(name: &str, arguments: &[&str]) -> Outcome<Measured> {
    run(Command::new(std::env::current_exe()?).arg("--job").arg(name).args(arguments))
}

/// Lets the contestants run in turn, `times` times each: what disturbs the machine disturbs all of them.
pub fn alternate(times: usize, contestants: &[&dyn Fn() -> Outcome<Measured>]) -> Outcome<Vec<Vec<Measured>>> {
    let mut runs = vec![Vec::new(); contestants.len()];
    for _ in 0..times {
        for (contestant, runs) in contestants.iter().zip(&mut runs) {
            runs.push(contestant()?);
        }
    }
    Ok(runs)
}

/// The middle one of the figures.
pub fn median(figures: impl IntoIterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.into_iter().collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// The middle time of the runs.
pub fn time(runs: &[Measured]) -> f64 {
    median(runs.iter().map(|run| run.seconds))
}

/// The highest peak of the runs.
pub fn highest(runs: &[Measured]) -> u64 {
    runs.iter().map(|run| run.peak).max().unwrap_or_default()
}
