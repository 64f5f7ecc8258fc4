//! What the program was doing when the disk failed. A new job is one line of [`JOBS`].

use std::path::Path;

use app::check::{check, is_sound};
use app::content_hash::content_hash;
use serde_json::{Value, json};

use crate::happenings::Happenings;
use crate::inside;
use crate::program::{BookFolder, Ended, old_books, rosters};

/// The book that a job begins with.
#[derive(Clone, Copy)]
enum Start {
    /// A village's, of which a list was imported.
    Village,
    /// One of the oldest program's.
    Oldest,
}

/// One thing that the program does, in one command. `{folder}` in a word is the folder around the book, `{backup}` the
/// first backup in its folder.
pub struct Job {
    /// As tables name it.
    pub name: &'static str,
    start: Start,
    /// Commands before it.
    before: &'static [&'static [&'static str]],
    arguments: &'static [&'static str],
    /// How many acknowledgements it gives.
    says: usize,
}

const SAVE: &[&str] = &["record", "visit", "--from", "{folder}/event.json"];
const BACKUP: &[&str] = &["backup"];
const IMPORT: &[&str] = &["import", "--commit", "{folder}/list.xlsx"];

/// Every job. `day.jsonl` holds [`LINES`] events, `event.json` a visit, `list.xlsx` a roster that changes the book.
pub const JOBS: &[Job] = &[
    Job { name: "save", start: Start::Village, before: &[], arguments: SAVE, says: 1 },
    Job {
        name: "saves",
        start: Start::Village,
        before: &[],
        arguments: &["record", "--batch", "{folder}/day.jsonl"],
        says: LINES,
    },
    Job { name: "import", start: Start::Village, before: &[], arguments: IMPORT, says: 1 },
    Job { name: "undo", start: Start::Village, before: &[IMPORT], arguments: &["undo"], says: 1 },
    Job { name: "migration", start: Start::Oldest, before: &[], arguments: &["count"], says: 1 },
    Job { name: "backup", start: Start::Village, before: &[BACKUP], arguments: BACKUP, says: 1 },
    Job {
        name: "copy to a stick",
        start: Start::Village,
        before: &[],
        arguments: &["backup", "--to", "{folder}/stick"],
        says: 1,
    },
    Job {
        name: "restore",
        start: Start::Village,
        before: &[BACKUP, SAVE],
        arguments: &["restore", "{backup}", "--commit"],
        says: 1,
    },
];

/// Events of a batch.
const LINES: usize = 12;

/// A job with its book as it begins, and the content that the book has after each acknowledgement.
pub struct Stage {
    /// What is done.
    pub job: &'static Job,
    /// The book that it is done to: copied for each time.
    pub book: BookFolder,
    /// Content hashes: before anything, after the first acknowledgement, and so on.
    pub states: Vec<String>,
}

/// How a command ended, of those that say so.
pub struct Told {
    /// Acknowledgements that it gave.
    pub said: usize,
    /// The code of the refusal.
    pub code: Option<String>,
}

impl Stage {
    /// Makes the book and does the job once, undisturbed.
    pub fn new(job: &'static Job) -> Self {
        let book = match job.start {
            Start::Village => BookFolder::village("2026-10-08", &[]),
            Start::Oldest => BookFolder::of(&old_books()[0], "2026-10-08"),
        };
        if matches!(job.start, Start::Village) {
            book.import(&[rosters().join("常住人口登记表.xlsx")]);
            files(&book);
        }
        for command in job.before {
            book.done(&words(command, book.folder()));
        }
        // Of a copy: looking at an older program's book brings it up to date.
        let mut states = vec![book.copy().hash()];
        let whole = book.copy();
        if job.says == LINES {
            let lines = std::fs::read_to_string(book.folder().join("day.jsonl")).expect("the lines are there");
            for line in lines.lines() {
                let (one, value) = (book.folder().join("line.jsonl"), format!("{line}\n"));
                std::fs::write(&one, value).expect("a file can be written");
                whole.done(&["record".as_ref(), "--batch".as_ref(), one.as_os_str()]);
                states.push(whole.hash());
            }
        } else {
            let ended = whole.run(&words(job.arguments, whole.folder()));
            assert!(matches!(ended.code, Some(0 | 4)), "{}: {} {}", job.name, ended.out, ended.err);
            states.push(whole.hash());
        }
        Self { job, book, states }
    }

    /// The job's command on a copy of the book.
    pub fn command(&self, copy: &BookFolder) -> std::process::Command {
        copy.command(&words(self.job.arguments, copy.folder()))
    }

    /// What a command that ended has told; a panic, a signal or silence is none of it.
    pub fn told(&self, ended: &Ended) -> Result<Told, String> {
        let said = ended.out.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count();
        if said != ended.out.lines().count() {
            return Err(format!("half a word: {ended:?}"));
        }
        match ended.code {
            Some(0 | 4) if said == self.job.says && ended.err.is_empty() => Ok(Told { said, code: None }),
            Some(1 | 3) => {
                let failure: Value = serde_json::from_str(&ended.err).map_err(|_| format!("no sentence: {ended:?}"))?;
                let (code, message) = (failure["code"].as_str(), failure["message"].as_str().unwrap_or_default());
                let chinese = message.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
                let code = code.filter(|_| chinese).ok_or_else(|| format!("no sentence: {ended:?}"))?;
                Ok(Told { said, code: Some(code.to_owned()) })
            }
            _ => Err(format!("{ended:?}")),
        }
    }

    /// Every file of which a command said, in `told`, that it is a backup and proven, is one. `from` is the folder in
    /// which it said so, `copy` the one in which it lies now.
    pub fn backups(&self, told: &str, from: &Path, copy: &BookFolder) -> Result<(), String> {
        for line in told.lines() {
            let line: Value = serde_json::from_str(line).map_err(|_| format!("no JSON: {line}"))?;
            let (Some(file), Some(true)) = (line["file"].as_str(), line["proven"].as_bool()) else { continue };
            let below = Path::new(file).strip_prefix(from).map_err(|_| format!("{file} lies elsewhere"))?;
            app::backups::look(&copy.folder().join(below)).map_err(|failure| format!("{}: {file}", failure.code))?;
        }
        Ok(())
    }

    /// Opens the book, without the shim, and looks it over: how many acknowledgements its content stands for. Of states
    /// that are the same (a migration changes no content) it is the one that was acknowledged, `said`.
    pub fn look(&self, copy: &BookFolder, said: usize) -> Result<usize, String> {
        let failed = |failure: app::failure::Failure| format!("{}: {}", failure.code, failure.message);
        let session = inside::open(copy).map_err(failed)?;
        let findings = check(&session, false).map_err(failed)?;
        if !is_sound(&findings) {
            return Err(format!("not sound: {findings:?}"));
        }
        let hash = content_hash(&session).map_err(failed)?;
        inside::close(session);
        if self.states.get(said) == Some(&hash) {
            return Ok(said);
        }
        self.states.iter().position(|state| *state == hash).ok_or_else(|| "neither before nor after".to_owned())
    }

    /// Does the job again where it was not done: it succeeds, and the content is the one after it.
    pub fn again(&self, copy: &BookFolder) -> Result<(), String> {
        let ended: Ended = self.command(copy).output().expect("hongwang can be started").into();
        let told = self.told(&ended).map_err(|why| format!("again: {why}"))?;
        match told.code {
            None if copy.hash() == self.states[self.states.len() - 1] => Ok(()),
            None => Err("again: another content".to_owned()),
            Some(code) => Err(format!("again: refused, {code}")),
        }
    }
}

fn words(words: &[&str], folder: &Path) -> Vec<String> {
    let backup = || {
        let backups = std::fs::read_dir(folder.join("book/backups")).expect("there are backups");
        let files = backups.flatten().map(|file| file.path()).filter(|file| file.is_file());
        files.min().expect("there is a backup").display().to_string()
    };
    let word = |word: &&str| match *word {
        "{backup}" => backup(),
        word => word.replace("{folder}", &folder.display().to_string()),
    };
    words.iter().map(word).collect()
}

/// The files that jobs name, in the folder around the book.
fn files(book: &BookFolder) {
    let session = inside::open(book).expect("the book opens");
    let mut happenings = Happenings::new(&session, 20_261).expect("the book can be read");
    inside::close(session);
    std::fs::create_dir(book.folder().join("stick")).expect("a folder can be made");
    let write = |name: &str, text: String| std::fs::write(book.folder().join(name), text).expect("a file");
    let lines: Vec<Value> = (0..LINES)
        .map(|_| {
            let (kind, value) = happenings.draw();
            json!({ "kind": kind, "value": value })
        })
        .collect();
    write("day.jsonl", lines.iter().map(|line| format!("{line}\n")).collect());
    let visit = std::iter::repeat_with(|| happenings.draw()).find(|(kind, _)| *kind == "visit");
    write("event.json", visit.expect("visits come again and again").1.to_string());
    std::fs::copy(rosters().join("党员花名册.xlsx"), book.folder().join("list.xlsx")).expect("the roster is there");
}
