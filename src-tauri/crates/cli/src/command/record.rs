//! `record`: what happens to people and households, from JSON.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use app::events;
use app::failure::{Failure, Result};
use app::session::Session;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answer::Answer;
use crate::arguments::{Arguments, Record};
use crate::book::open;
use crate::columns::columns;

/// What can be recorded, and in which words.
const KINDS: [(&str, &str); 3] = [("death", "死亡"), ("end_tag", "类别结束"), ("move_household", "户调整网格")];

/// 死亡.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Death {
    person: String,
    date: String,
}

/// 类别结束: `date` is the first day on which it holds no more.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndTag {
    tag: String,
    date: String,
}

/// 户调整网格: `date` is the first day in the other grid.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveHousehold {
    household: String,
    grid: String,
    date: String,
}

/// What was recorded.
#[derive(Serialize)]
struct Recorded {
    /// Row id of the record that it is about.
    id: String,
    op: i64,
}

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
            KINDS.iter().map(|(kind, word)| [(*kind).to_owned(), (*word).to_owned()]).collect();
        let kinds: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
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
    let text = format!("已登记，操作 {}；可以用 undo 撤销", done.op);
    Ok(Answer::new(&done, text))
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

fn read<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| {
        Failure::new("input_fields", "要登记的内容缺了一项，或多了一项，请照 record --example 的样例改")
            .hint(error.to_string())
    })
}

/// Records one thing: one operation.
fn one(session: &Session, kind: &str, value: Value) -> Result<Recorded> {
    let (id, done) = match kind {
        "death" => {
            let Death { person, date } = read(value)?;
            let done = events::death(session, &person, &date)?;
            (person, done)
        }
        "end_tag" => {
            let EndTag { tag, date } = read(value)?;
            let done = events::end_tag(session, &tag, &date)?;
            (tag, done)
        }
        "move_household" => {
            let MoveHousehold { household, grid, date } = read(value)?;
            let done = events::move_household(session, &household, &grid, &date)?;
            (household, done)
        }
        _ => return Err(Failure::new("usage", "没有这一种，请用 record --list 看有哪些").at("kind")),
    };
    Ok(Recorded { id, op: done.op })
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
