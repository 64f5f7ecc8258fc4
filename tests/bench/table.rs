//! The table of measures as Markdown. What was not measured prints as `—`.

use std::fmt::Write;

use crate::job::{Measured, highest, time};

/// What a row asks for.
#[derive(Clone, Copy)]
pub enum Asked {
    /// Our figure by the other's, at most.
    Ratio(f64),
    /// Seconds, at most.
    Seconds(f64),
    /// Nothing: the row only reports.
    Nothing,
}

/// One row: our job against one floor or peer.
pub struct Line {
    /// The row's number on the page of measures.
    pub row: &'static str,
    /// What is done, and to how much.
    pub job: String,
    /// Our figure and our peak of memory, when measured.
    pub ours: Option<(f64, u64)>,
    /// Against whom, their figure and their peak.
    pub other: Option<(&'static str, f64, u64)>,
    /// What is asked for.
    pub asked: Asked,
    /// How often, and whatever else there is to say.
    pub note: String,
    /// The figures are bytes, not seconds.
    pub bytes: bool,
}

impl Line {
    /// A row that could not be measured.
    pub fn missing(row: &'static str, job: impl Into<String>, asked: Asked, why: impl Into<String>) -> Self {
        Self { row, job: job.into(), ours: None, other: None, asked, note: why.into(), bytes: false }
    }

    /// Our runs against another's.
    pub fn against(
        row: &'static str,
        job: impl Into<String>,
        ours: &[Measured],
        (name, other): (&'static str, &[Measured]),
        asked: Asked,
    ) -> Self {
        Self {
            row,
            job: job.into(),
            ours: Some((time(ours), highest(ours))),
            other: Some((name, time(other), highest(other))),
            asked,
            note: format!("median of {}", ours.len().min(other.len())),
            bytes: false,
        }
    }

    /// Our runs alone.
    pub fn alone(row: &'static str, job: impl Into<String>, ours: &[Measured], asked: Asked) -> Self {
        Self {
            row,
            job: job.into(),
            ours: Some((time(ours), highest(ours))),
            other: None,
            asked,
            note: format!("median of {}", ours.len()),
            bytes: false,
        }
    }

    /// With something more to say.
    pub fn note(mut self, note: impl AsRef<str>) -> Self {
        if !self.note.is_empty() {
            self.note.push_str("; ");
        }
        self.note.push_str(note.as_ref());
        self
    }

    fn ratio(&self) -> Option<f64> {
        let (ours, other) = (self.ours?.0, self.other?.1);
        (other > 0.0).then(|| ours / other)
    }

    fn verdict(&self) -> &'static str {
        let met = match self.asked {
            Asked::Nothing => return "",
            Asked::Ratio(most) => self.ratio().map(|ratio| ratio <= most),
            Asked::Seconds(most) => self.ours.map(|(ours, _)| ours <= most),
        };
        match met {
            Some(true) => "met",
            Some(false) => "**missed**",
            None => "—",
        }
    }

    fn print(&self, out: &mut String) {
        let figure = |figure: f64| if self.bytes { size(figure as u64) } else { seconds(figure) };
        let memory = |peak: u64| if peak == 0 { "—".to_owned() } else { size(peak) };
        let asked = match self.asked {
            Asked::Ratio(most) if most < 0.5 => format!("≤ 1/{:.0}", 1.0 / most),
            Asked::Ratio(most) => format!("≤ {most}"),
            Asked::Seconds(most) => format!("≤ {}", seconds(most)),
            Asked::Nothing => "—".to_owned(),
        };
        let dash = || "—".to_owned();
        let cells = [
            self.row.to_owned(),
            self.job.clone(),
            self.ours.map_or_else(dash, |(ours, _)| figure(ours)),
            self.other.map_or_else(dash, |(name, other, _)| format!("{} ({name})", figure(other))),
            self.ratio().map_or_else(dash, ratio),
            asked,
            self.verdict().to_owned(),
            self.ours.map_or_else(dash, |(_, peak)| memory(peak)),
            self.other.map_or_else(dash, |(_, _, peak)| memory(peak)),
            self.note.clone(),
        ];
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

fn ratio(ratio: f64) -> String {
    if ratio < 0.4 { format!("1/{:.1}", 1.0 / ratio) } else { format!("{ratio:.2}") }
}

/// `1.24 s`, `12.4 ms`, `0.12 ms`.
pub fn seconds(seconds: f64) -> String {
    match seconds {
        _ if seconds >= 1.0 => format!("{seconds:.2} s"),
        _ if seconds >= 0.01 => format!("{:.0} ms", seconds * 1e3),
        _ => format!("{:.2} ms", seconds * 1e3),
    }
}

/// `312 MB`, `1.2 GB`.
pub fn size(bytes: u64) -> String {
    let megabytes = bytes as f64 / 1e6;
    if megabytes >= 1000.0 { format!("{:.2} GB", megabytes / 1000.0) } else { format!("{megabytes:.0} MB") }
}

/// The whole table.
pub fn markdown(lines: &[Line]) -> String {
    let mut out = String::from(
        "| # | job | ours | floor or peer | ratio | asked | | peak, ours | peak, theirs | note |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
    );
    for line in lines {
        line.print(&mut out);
    }
    out
}
