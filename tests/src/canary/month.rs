//! A month of work with canaries for names, numbers and words, and kills in it; what lies on the disk is searched after
//! every kill, before anything tidies up, and at the end.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use super::{Canaries, Found, encoded, search};
use crate::inside;
use crate::layouts::chance::Chance;
use crate::program::{BookFolder, Ended};

/// Persons of each of the two lists.
const LISTED: usize = 150;
/// Kills in the month.
const KILLS: usize = 20;
/// Of those, at least so many while something was written.
const MID_WORK: usize = 5;
/// The most attempts at a part of them.
const TRIES: usize = 200;

/// What was looked at; nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// How many were given to the program.
    pub canaries: usize,
    /// Kills while it ran.
    pub kills: usize,
    /// Of those, kills that left changes in the store's log, not yet folded into the store.
    pub mid_work: usize,
    /// Files searched, in all searches.
    pub files: usize,
    /// Bytes searched, in all searches.
    pub bytes: u64,
}

/// The stage: a book, a home and a folder for temporary files, which are searched; lists and exports, which are not.
struct Stage {
    book: BookFolder,
    canaries: Canaries,
    chance: Chance,
    seen: Month,
    /// Row ids of the households, once there are any.
    households: Vec<String>,
    /// Names that no list has used.
    names: Vec<String>,
    words: Vec<String>,
}

impl Stage {
    fn new(seed: u64) -> Self {
        let book = BookFolder::empty("2026-10-31");
        for folder in ["home", "temporary", "lists", "exports"] {
            fs::create_dir(book.folder().join(folder)).expect("a folder can be made");
        }
        let canaries = Canaries::new(seed);
        let seen = Month { canaries: canaries.all().count(), kills: 0, mid_work: 0, files: 0, bytes: 0 };
        let (names, words) = (canaries.names[2 * LISTED..].to_vec(), canaries.words.clone());
        Self { book, canaries, chance: Chance::new(seed), seen, households: Vec::new(), names, words }
    }

    fn command<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = self.book.command(arguments);
        let home = self.book.folder().join("home");
        for (variable, below) in [
            ("HOME", ""),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "runtime"),
        ] {
            command.env(variable, home.join(below));
        }
        command.env("TMPDIR", self.book.folder().join("temporary"));
        command
    }

    /// Runs to its end; what is said of a failure holds no canary.
    fn run<S: AsRef<std::ffi::OsStr>>(&mut self, arguments: &[S]) -> Result<Ended, String> {
        let ended: Ended = self.command(arguments).output().expect("hongwang can be started").into();
        match self.canaries.all().find(|canary| ended.err.contains(canary)) {
            Some(_) => Err(format!("a canary stands in the failure of {}", ended.failure()["code"])),
            None => Ok(ended),
        }
    }

    fn done<S: AsRef<std::ffi::OsStr>>(&mut self, arguments: &[S]) -> Result<Value, String> {
        let ended = self.run(arguments)?;
        if matches!(ended.code, Some(0 | 4)) { Ok(ended.json()) } else { Err(format!("refused: {}", ended.err)) }
    }

    fn refused<S: AsRef<std::ffi::OsStr>>(&mut self, arguments: &[S]) -> Result<(), String> {
        let ended = self.run(arguments)?;
        if ended.code == Some(0) { Err(format!("taken: {}", ended.out)) } else { Ok(()) }
    }

    /// A file outside of what is searched.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.book.folder().join("lists").join(name);
        fs::write(&path, bytes).expect("a file can be written");
        path
    }

    /// Starts it, lets it run for a while that is drawn, kills it, and searches what it left.
    fn killed<S: AsRef<std::ffi::OsStr>>(&mut self, arguments: &[S], input: &str, most: u64) -> Result<(), String> {
        let before = self.log();
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("hongwang can be started");
        // Whoever is killed reads no further.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        sleep(Duration::from_micros(5_000 + self.chance.draw() % (most * 1000)));
        let killed = child.try_wait().expect("the program can be asked").is_none();
        if killed {
            child.kill().expect("the program can be killed");
            self.seen.kills += 1;
        }
        child.wait().expect("the program ends");
        // A log that lay there before is another kill's.
        let log = self.log();
        self.seen.mid_work += usize::from(killed && log != before && log.is_some_and(|(bytes, _)| bytes > 0));
        self.look()
    }

    /// How long the store's log is, and when it was written.
    fn log(&self) -> Option<(u64, SystemTime)> {
        let about = fs::metadata(self.book.store().join("store.db-wal")).ok()?;
        Some((about.len(), about.modified().ok()?))
    }

    /// Tries until there were so many kills, of which so many in the midst of work; a machine so fast that everything ends
    /// before its kill is told.
    fn until(
        &mut self,
        (kills, mid_work): (usize, usize),
        mut attempt: impl FnMut(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        for _ in 0..TRIES {
            if self.seen.kills >= kills && self.seen.mid_work >= mid_work {
                return Ok(());
            }
            attempt(self)?;
        }
        Err(format!("{:?} after {TRIES} tries, not {kills} kills, {mid_work} in the midst of work", self.seen))
    }

    /// Nothing lies in the clear.
    fn look(&mut self) -> Result<(), String> {
        let folders = ["book", "home", "temporary"].map(|name| self.book.folder().join(name));
        let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).filter(|folder| folder.exists()).collect();
        for folder in &folders {
            measure(folder, &mut self.seen);
        }
        let found = search(&folders, &self.canaries);
        if found.is_empty() { Ok(()) } else { Err(format!("in the clear: {found:?}")) }
    }

    /// So many visits and newcomers, as a batch.
    fn day(&mut self, count: usize) -> String {
        let mut lines = String::new();
        for _ in 0..count {
            let household = self.households[self.chance.below(self.households.len())].clone();
            let line = match self.names.pop().filter(|_| self.chance.one_in(3)) {
                Some(name) => json!({ "kind": "move_in", "value": {
                    "household": household, "date": "2026-10-20", "person": { "name": name } } }),
                None => json!({ "kind": "visit", "value": {
                    "household": household, "date": "2026-10-21", "kind": "入户", "outcome": "见到",
                    "visitors": self.word(), "findings": self.word(), "remark": self.word(),
                    "needs": [{ "text": self.word(), "answer": self.word(), "report": true }] } }),
            };
            lines += &format!("{line}\n");
        }
        lines
    }

    fn word(&mut self) -> String {
        self.words[self.chance.below(self.words.len())].clone()
    }
}

fn measure(folder: &Path, seen: &mut Month) {
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        if entry.path().is_dir() {
            measure(&entry.path(), seen);
        } else {
            seen.files += 1;
            seen.bytes += entry.metadata().map_or(0, |about| about.len());
        }
    }
}

/// The rows of a list, households of five.
fn rows(canaries: &Canaries, from: usize) -> Vec<[String; 7]> {
    let row = |at: usize| {
        let head = at - at % 5;
        let relation = ["户主", "妻", "长子", "儿媳", "其他"][at % 5];
        [
            format!("{}组", ["一", "二", "三"][at % 15 / 5]),
            format!("{:03}", head / 5 + 1),
            canaries.names[head].clone(),
            canaries.names[at].clone(),
            relation.to_owned(),
            canaries.numbers[at].clone(),
            canaries.phones.get(at).cloned().unwrap_or_default(),
        ]
    };
    (from..from + LISTED).map(row).collect()
}

const CAPTIONS: [&str; 7] = ["村民小组", "户号", "户主姓名", "姓名", "与户主关系", "身份证号", "联系电话"];

fn workbook(rows: &[[String; 7]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, caption) in (0..).zip(CAPTIONS) {
        sheet.write(0, column, caption).expect("a cell can be written");
        for (row, cells) in (1..).zip(rows) {
            sheet.write(row, column, &cells[usize::from(column)]).expect("a cell can be written");
        }
    }
    book.save_to_buffer().expect("a workbook can be made")
}

fn csv(rows: &[[String; 7]]) -> Vec<u8> {
    let lines = std::iter::once(CAPTIONS.join(",")).chain(rows.iter().map(|row| row.join(",")));
    encoding_rs::GB18030.encode(&lines.map(|line| line + "\r\n").collect::<String>()).0.into_owned()
}

/// Lives the month, with `KILLS` kills in it.
///
/// # Errors
/// The first canary in the clear, on the disk or in what a failure says; a step that was refused.
///
/// # Panics
/// The book or its folders cannot be made.
pub fn month(seed: u64) -> Result<Month, String> {
    let mut stage = Stage::new(seed);
    finds_what_is_planted(&mut stage)?;
    stage.done(&["init", "--station", "village", "--name", "向阳村", "--town", "示范镇", "--fast-key"])?;
    let (first, second) = (rows(&stage.canaries, 0), rows(&stage.canaries, LISTED));
    let sheet = workbook(&first);
    let lists = [
        stage.file("one.xlsx", &sheet),
        stage.file("two.csv", csv(&second)),
        stage.file("cut.xlsx", &sheet[..sheet.len() / 2]),
    ];
    let import = |list: &Path, commit: bool| {
        let mut words = vec!["import".into(), list.as_os_str().to_owned()];
        words.extend(commit.then(|| "--commit".into()));
        words
    };
    stage.done(&import(&lists[0], false))?;
    stage.refused(&import(&lists[2], true))?;
    stage.until((3, 0), |stage| stage.killed(&import(&lists[0], true), "", 30))?;
    stage.done(&import(&lists[0], true))?;
    stage.until((6, 0), |stage| {
        stage.killed(&import(&lists[1], true), "", 30)?;
        // Whatever was written last goes; after a kill that came early there may be nothing.
        stage.run(&["undo"]).map(drop)
    })?;
    for list in &lists[..2] {
        stage.done(&import(list, true))?;
    }
    wrong(&mut stage)?;
    stage.until((KILLS - 4, MID_WORK), |stage| {
        let lines = stage.day(400);
        stage.killed(&["record", "--batch", "-"], &lines, 150)?;
        stage.killed(&["backup"], "", 60)
    })?;
    stage.done(&["backup"])?;
    drafts(&mut stage)?;
    let exports = stage.book.folder().join("exports");
    let form = |name: &str, file: &str| {
        let file = exports.join(file).display().to_string();
        ["form", name, if file.ends_with("pdf") { "--pdf" } else { "--xlsx" }, &file].map(str::to_owned)
    };
    stage.done(&form("party_roster", "roster.xlsx"))?;
    stage.done(
        &["ledger", "--month", "2026-10", "--names", "--reason", "核对", "--pdf"]
            .map(str::to_owned)
            .into_iter()
            .chain([exports.join("ledger.pdf").display().to_string()])
            .collect::<Vec<_>>(),
    )?;
    let all = stage.seen.kills + 4;
    stage.until((all, MID_WORK), |stage| {
        stage.killed(&form("annex_a", "annex.pdf"), "", 60)?;
        stage.killed(&["undo"], "", 15)
    })?;
    let name = stage.canaries.names[0].clone();
    stage.done(&["search", &name])?;
    let checked = stage.run(&["check"])?;
    if checked.code != Some(0) {
        return Err(format!("not sound: {}", checked.out));
    }
    stage.look()?;
    Ok(stage.seen)
}

/// Things typed wrong: the refusal says where, and not what.
fn wrong(stage: &mut Stage) -> Result<(), String> {
    let names = stage.canaries.names.clone();
    let counted = stage.done(&["visits", "--month", "2026-10"])?;
    let households = counted["households"].as_array().into_iter().flatten();
    stage.households = households.filter_map(|row| row["household"].as_str().map(str::to_owned)).collect();
    if stage.households.len() < 2 * LISTED / 5 {
        return Err(format!("{} households", stage.households.len()));
    }
    let household = stage.households[0].clone();
    for (kind, value) in [
        (names[0].as_str(), json!({})),
        ("move_in", json!({ "household": household, "date": names[1], "person": { "name": names[2] } })),
        ("move_in", json!({ "household": names[3], "date": "2026-10-20", "person": { "name": names[2] } })),
        ("visit", json!({ "household": household, "satisfied": names[4] })),
        ("visit", json!({ "household": household, "date": "2026-10-20", "kind": names[5], "outcome": names[6] })),
        ("death", json!({ names[7].clone(): 1, "person": names[8], "date": "2026-10-20" })),
        ("renumber", json!({ "person": household, "id_number": stage.canaries.numbers[0] })),
    ] {
        let file = stage.file("wrong.json", value.to_string());
        stage.refused(&["record".as_ref(), kind.as_ref(), "--from".as_ref(), file.as_os_str()])?;
        let file = stage.file("wrong.jsonl", json!({ "kind": kind, "value": value }).to_string());
        stage.refused(&["record".as_ref(), "--batch".as_ref(), file.as_os_str()])?;
    }
    let file = stage.file("no.json", format!("{{\"name\": \"{}\"", names[9]));
    stage.refused(&["record".as_ref(), "visit".as_ref(), "--from".as_ref(), file.as_os_str()])?;
    stage.refused(&["decide", &names[10], "mine"])?;
    stage.refused(&["ledger", "--month", &names[11]])?;
    stage.refused(&["form", &names[12], "--month", "2026-10"])?;
    stage.refused(&["visits", "--grid", &names[13]])?;
    stage.look()
}

/// What stood in forms when the program went.
fn drafts(stage: &mut Stage) -> Result<(), String> {
    let failed = |failure: app::failure::Failure| format!("{failure:?}");
    let session = inside::open(&stage.book).map_err(failed)?;
    for at in 0..20 {
        let text = json!({ "name": stage.canaries.names[at], "findings": stage.canaries.words[at] }).to_string();
        app::drafts::save(&session, &format!("visit-{at}"), &text).map_err(failed)?;
    }
    // Beside an open book, its log and its index.
    stage.look()?;
    app::drafts::discard(&session, "visit-0").map_err(failed)?;
    inside::close(session);
    stage.look()
}

/// The search is worth something: one canary in every encoding and one in a name are found, each where it lies.
fn finds_what_is_planted(stage: &mut Stage) -> Result<(), String> {
    let folder = stage.book.folder().join("temporary");
    let mut planted = Vec::new();
    for (at, canary) in
        [&stage.canaries.names[7], &stage.canaries.numbers[8], &stage.canaries.words[9]].into_iter().enumerate()
    {
        for (encoding, bytes) in encoded(canary) {
            let offset = stage.chance.below(5000);
            let file = folder.join(format!("planted-{at}-{encoding}"));
            let noise: Vec<u8> = (0..offset).map(|_| stage.chance.draw() as u8).collect();
            fs::write(&file, [noise, bytes, b"end".to_vec()].concat()).expect("a file can be written");
            // Digits are the same in both.
            let encoding = if at == 1 && encoding == "GB18030" { "UTF-8" } else { encoding };
            planted.push(Found { file, encoding, offset, canary: canary.clone() });
        }
    }
    let named = folder.join(&stage.canaries.names[10]);
    fs::write(&named, "").expect("a file can be written");
    let found = search(&[&folder], &stage.canaries);
    if let Some(missed) = planted.iter().find(|one| !found.contains(one)) {
        return Err(format!("the search does not find what was planted: {missed:?}"));
    }
    if found.len() != planted.len() + 1 || !found.iter().any(|one| one.encoding == "name" && one.file == named) {
        return Err(format!("the search finds something else: {found:?}"));
    }
    fs::remove_dir_all(&folder).and_then(|()| fs::create_dir(&folder)).map_err(|error| error.to_string())
}
