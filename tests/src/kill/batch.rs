//! `record --batch -` killed while lines are on their way: what was acknowledged is in the book.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use app::history::history;
use app::session::Session;
use domain::household::Household;
use domain::id::Id;
use domain::person::Person;
use domain::visit::{Contact, Visit};
use serde_json::{Value, json};

use crate::happenings::Happenings;
use crate::inside;
use crate::layouts::chance::Chance;
use crate::program::BookFolder;

/// Lines that are sent before their acknowledgement is waited for.
const IN_FLIGHT: usize = 4;
/// When the kill comes after the first acknowledgement, in milliseconds.
const KILLED_AFTER: (u32, u32) = (5, 200);

/// How the kills ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Batches {
    /// Killed after the first acknowledgement.
    pub killed: usize,
    /// Of these, while the program ran and had lines left: between two acknowledgements.
    pub between: usize,
    /// Acknowledgements, all of which were found in the book.
    pub acknowledged: usize,
    /// Books that held one operation more than was acknowledged.
    pub one_more: usize,
}

/// One acknowledgement.
struct Said {
    /// The kind of the line that it answers: they come in the order of the lines.
    kind: &'static str,
    id: String,
    op: i64,
}

impl Said {
    fn read(kind: &'static str, line: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(line).map_err(|_| format!("no JSON: {line}"))?;
        let pair = value["id"].as_str().map(str::to_owned).zip(value["op"].as_i64());
        let (id, op) = pair.ok_or_else(|| format!("no id or no operation: {line}"))?;
        Ok(Self { kind, id, op })
    }

    /// Its rows lie beside the record's own, in whose history it does not stand.
    fn is_beside(&self) -> bool {
        matches!(self.kind, "move_out" | "change_work")
    }
}

/// What a killed batch had said.
struct Killed {
    said: Vec<Said>,
    /// It ran, and had lines left.
    between: bool,
}

/// Feeds lines as fast as they are acknowledged, kills, and reads what was said.
fn feed(book: &BookFolder, happenings: &mut Happenings, after: Duration) -> Result<Killed, String> {
    let mut command = book.command(&["record", "--batch", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("hongwang can be started");
    let (mut to, from) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let (tell, told) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = String::new();
        // A line without its end was not said.
        while from.read_line(&mut line).is_ok_and(|bytes| bytes > 0 && line.ends_with('\n')) {
            if tell.send(std::mem::take(&mut line)).is_err() {
                break;
            }
        }
    });
    let mut sent = Vec::new();
    let mut send = |sent: &mut Vec<&'static str>| {
        let (kind, value) = happenings.draw();
        if writeln!(to, "{}", json!({ "kind": kind, "value": value })).is_ok() {
            sent.push(kind);
        }
    };
    for _ in 0..IN_FLIGHT {
        send(&mut sent);
    }
    let mut lines = Vec::new();
    let mut end = Instant::now() + Duration::from_secs(30);
    let mut running = false;
    loop {
        match told.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                if lines.is_empty() {
                    end = Instant::now() + after;
                }
                lines.push(line);
                send(&mut sent);
            }
            Err(RecvTimeoutError::Timeout) => {
                running = child.try_wait().expect("the program can be asked").is_none();
                break;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    // SIGKILL on Unix.
    child.kill().expect("the program can be killed");
    let ended = child.wait_with_output().expect("the program ends");
    reader.join().expect("nothing is left to read");
    lines.extend(told.try_iter());
    if !running || lines.is_empty() {
        return Err(format!("it ended by itself: {:?} {}", lines.last(), String::from_utf8_lossy(&ended.stderr)));
    }
    let said =
        sent.iter().zip(&lines).map(|(kind, line)| Said::read(kind, line)).collect::<Result<Vec<_>, String>>()?;
    Ok(Killed { between: sent.len() > said.len(), said })
}

/// Whether a row of any of the tables that these events are about has the id.
fn is_there(session: &Session, id: Id) -> bool {
    let found = session.read(|reader| {
        Ok(reader.get::<Visit>(id)?.is_some()
            || reader.get::<Person>(id)?.is_some()
            || reader.get::<Household>(id)?.is_some()
            || reader.get::<Contact>(id)?.is_some())
    });
    found.unwrap_or(false)
}

/// Every acknowledged record is there, with its operation in its history; at most one operation more is.
fn found(book: &BookFolder, before: usize, said: &[Said]) -> Result<bool, String> {
    let session = inside::open(book).map_err(|failure| format!("does not open: {failure:?}"))?;
    for one in said {
        let row = one.id.parse().is_ok_and(|id| is_there(&session, id));
        let kept = history(&session, 0, 100, Some(&one.id)).map_err(|failure| format!("{failure:?}"))?;
        if !row || !(one.is_beside() || kept.rows.iter().any(|row| row.op == one.op)) {
            return Err(format!("acknowledged and lost: {} {}, operation {}", one.kind, one.id, one.op));
        }
    }
    let all = history(&session, 0, 1, None).map_err(|failure| format!("{failure:?}"))?.total;
    inside::close(session);
    match all.checked_sub(before + said.len()) {
        Some(more @ (0 | 1)) => Ok(more == 1),
        _ => Err(format!("{all} operations, {before} of them from before, {} acknowledged", said.len())),
    }
}

/// The same as a person would ask: every acknowledged operation is in the history, of the kind that the line was, and
/// the book is sound.
fn asked(book: &BookFolder, said: &[Said]) -> Result<(), String> {
    let history = book.done(&["history"]);
    let kinds: HashMap<i64, &str> = history
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| Some((row["op"].as_i64()?, row["kind"].as_str()?)))
        .collect();
    if let Some(lost) = said.iter().find(|one| kinds.get(&one.op) != Some(&one.kind)) {
        return Err(format!("not in the history: {} {}", lost.kind, lost.op));
    }
    let checked = book.run(&["check"]);
    if checked.code == Some(0) { Ok(()) } else { Err(format!("not sound: {} {}", checked.out, checked.err)) }
}

/// Kills batches, each on a book of its own, `times` times.
///
/// # Errors
/// The first book that is not sound, lacks what was acknowledged, or holds more than one operation beside it.
///
/// # Panics
/// The book of the sample cannot be made.
pub fn batches(times: usize, seed: u64) -> Result<Batches, String> {
    let mut chance = Chance::new(seed);
    let book = BookFolder::village("2026-10-08", &[]);
    book.done(&["sample", "--grids", "3", "--households", "150", "--months", "1", "--seed", "11"]);
    let mut tally = Batches::default();
    while tally.killed < times {
        let copy = book.copy();
        let session = inside::open(&copy).map_err(|failure| format!("{failure:?}"))?;
        let before = history(&session, 0, 1, None).map_err(|failure| format!("{failure:?}"))?.total;
        let happenings = Happenings::new(&session, chance.draw()).map_err(|failure| format!("{failure:?}"));
        inside::close(session);
        let after = Duration::from_millis(u64::from(chance.between(KILLED_AFTER.0, KILLED_AFTER.1)));
        let told = |why: String| format!("a batch killed {after:?} after its first acknowledgement: {why}");
        let killed = feed(&copy, &mut happenings?, after).map_err(told)?;
        tally.one_more += usize::from(found(&copy, before, &killed.said).map_err(told)?);
        asked(&copy, &killed.said).map_err(told)?;
        tally.killed += 1;
        tally.between += usize::from(killed.between);
        tally.acknowledged += killed.said.len();
    }
    Ok(tally)
}
