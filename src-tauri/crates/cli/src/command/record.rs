//! `record`: what happens to people and households, from JSON.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use app::events::{self, Event, Recorded};
use app::failure::{Failure, Result};
use app::session::Session;
use serde::Deserialize;
use serde_json::Value;

use crate::answer::Answer;
use crate::arguments::{Arguments, Record};
use crate::book::open;
use crate::columns::columns;

/// One line of a batch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: String,
    value: Value,
}

pub fn run(arguments: &Arguments, typed: &Record) -> Result<Answer> {
    if typed.list {
        let rows: Vec<[String; 2]> =
            Event::KINDS.iter().map(|(kind, word)| [(*kind).to_owned(), (*word).to_owned()]).collect();
        let kinds: Vec<&str> = Event::KINDS.iter().map(|(kind, _)| *kind).collect();
        return Ok(Answer::new(&kinds, columns(&rows)));
    }
    if let Some(file) = &typed.batch {
        return batch(&open(arguments)?, file);
    }
    let (Some(kind), Some(file)) = (&typed.kind, &typed.from) else {
        return Err(Failure::new("usage", "请写明种类和 --from，或用 --list 看有哪些种类"));
    };
    let mut text = String::new();
    reader(file)?.read_to_string(&mut text).map_err(|_| unreadable())?;
    let value = serde_json::from_str(&text).map_err(|_| not_json())?;
    let done = one(&open(arguments)?, kind, value)?;
    Ok(Answer::new(&done, told(&done)))
}

/// What was done and what is left to do, in words.
fn told(done: &Recorded) -> String {
    let first = match done.op {
        Some(op) => format!("已登记（{}），操作 {op}；可以用 undo 撤销", done.label),
        None => "和账本里的一样，没有改动".to_owned(),
    };
    let notes = done.notes.iter().map(|note| note.message.to_owned());
    std::iter::once(first).chain(notes).collect::<Vec<_>>().join("\n")
}

fn reader(file: &Path) -> Result<Box<dyn Read>> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin()));
    }
    Ok(Box::new(std::fs::File::open(file).map_err(|_| unreadable())?))
}

fn unreadable() -> Failure {
    Failure::new("input_unreadable", "要登记的文件打不开，请检查路径").at("--from")
}

fn not_json() -> Failure {
    Failure::new("input_json", "要登记的内容不是 JSON，请照 record --example 的样例写").at("--from")
}

/// Records one thing: one operation.
fn one(session: &Session, kind: &str, value: Value) -> Result<Recorded> {
    events::record(session, &events::read(kind, value)?)
}

/// Records line by line; each line is answered after its own operation is on disk, and the first refusal ends it.
fn batch(session: &Session, file: &Path) -> Result<Answer> {
    let mut count = 0;
    for line in BufReader::new(reader(file)?).lines() {
        let line = line.map_err(|_| unreadable())?;
        if line.trim().is_empty() {
            continue;
        }
        count += 1;
        let at = |failure: Failure| failure.hint(format!("第 {count} 件；前面的都已记好"));
        let Line { kind, value } = serde_json::from_str(&line).map_err(|_| at(not_json()))?;
        let done = one(session, &kind, value).map_err(at)?;
        let told = serde_json::to_string(&done).unwrap_or_default();
        // The operation stands whether or not anybody listens.
        let _ = writeln!(std::io::stdout().lock(), "{told}");
    }
    Ok(Answer::nothing())
}
