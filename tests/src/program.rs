//! `hongwang` as scripts use it: a process a command, on a book in a folder of its own.
#![allow(clippy::expect_used, reason = "it runs in tests only: what fails here ends the test with its reason")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The password of every book of the tests.
pub const PASSWORD: &str = "ceshi-mima-0001";

/// A program of this workspace, built with the running one: `cargo xtask test` and `cargo build --release` make both.
///
/// # Panics
/// It was not built.
#[must_use]
pub fn built(name: &str) -> PathBuf {
    let here = std::env::current_exe().expect("the running program lies somewhere");
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    // A test lies one folder deeper, in `deps`.
    let found = here.ancestors().skip(1).take(2).map(|folder| folder.join(&name)).find(|program| program.is_file());
    found.unwrap_or_else(|| panic!("{name} is not built: cargo build --release --workspace"))
}

/// How a command ended, and what it said.
#[derive(Debug)]
pub struct Ended {
    /// Exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl Ended {
    /// The one JSON value on standard output.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The refusal on standard error.
    #[must_use]
    pub fn failure(&self) -> Value {
        serde_json::from_str(&self.err).unwrap_or_else(|_| panic!("no refusal: {self:?}"))
    }
}

/// A folder with a book, which goes when this goes.
pub struct BookFolder {
    folder: TempDir,
    /// The business date of its commands.
    pub today: String,
}

impl BookFolder {
    /// A folder without a book.
    #[must_use]
    pub fn empty(today: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        std::fs::write(folder.path().join("password"), PASSWORD).expect("a file can be written");
        Self { folder, today: today.to_owned() }
    }

    /// A new book of a village; `more` are options of `init`.
    #[must_use]
    pub fn village(today: &str, more: &[&str]) -> Self {
        let book = Self::empty(today);
        book.done(
            &[&["init", "--station", "village", "--name", "向阳村", "--town", "示范镇", "--fast-key"], more].concat(),
        );
        book
    }

    /// The whole folder, the book's own among others.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The book's own folder.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    /// A copy of the whole folder as it lies on the disk.
    ///
    /// # Panics
    /// It cannot be copied.
    #[must_use]
    pub fn copy(&self) -> Self {
        let copy = Self::empty(&self.today);
        copy_folder(self.folder(), copy.folder());
        copy
    }

    /// A book whose files lie in `dir`, copied.
    ///
    /// # Panics
    /// They cannot be copied.
    #[must_use]
    pub fn of(dir: &Path, today: &str) -> Self {
        let book = Self::empty(today);
        std::fs::create_dir(book.store()).expect("a folder can be made");
        copy_folder(dir, &book.store());
        book
    }

    /// A command on this book, with its password and its date, in JSON.
    #[must_use]
    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(built("hongwang"));
        command.arg("--store").arg(self.store()).arg("--password-file").arg(self.folder().join("password"));
        command.args(["--json", "--today", &self.today]).args(arguments);
        command.env_remove("HONGWANG_PASSWORD").stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    #[must_use]
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Ended {
        self.command(arguments).output().expect("hongwang can be started").into()
    }

    /// Starts a command and does not wait for it.
    #[must_use]
    pub fn start<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("hongwang can be started")
    }

    /// Runs a command that has to succeed, and gives its JSON.
    ///
    /// # Panics
    /// It did not end with 0.
    pub fn done<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Value {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(0), "{} {}", ended.out, ended.err);
        ended.json()
    }

    /// Imports files for good, doubts or not.
    ///
    /// # Panics
    /// They were refused.
    pub fn import<P: AsRef<Path>>(&self, files: &[P]) -> Value {
        let arguments: Vec<&OsStr> = ["import".as_ref(), "--commit".as_ref()]
            .into_iter()
            .chain(files.iter().map(|file| file.as_ref().as_os_str()))
            .collect();
        let ended = self.run(&arguments);
        assert!(matches!(ended.code, Some(0 | 4)), "{} {}", ended.out, ended.err);
        ended.json()
    }

    /// The book's content hash.
    ///
    /// # Panics
    /// The book does not open.
    #[must_use]
    pub fn hash(&self) -> String {
        self.done(&["content-hash"])["content_hash"].as_str().unwrap_or_default().to_owned()
    }
}

/// Copies all that lies in a folder into another one.
///
/// # Panics
/// Something cannot be copied.
pub fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("the folder can be read").flatten() {
        let (path, new) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            std::fs::create_dir_all(&new).expect("a folder can be made");
            copy_folder(&path, &new);
        } else {
            std::fs::copy(&path, &new).expect("a file can be copied");
        }
    }
}

/// The books that older programs made, one a version of the schema, the oldest first.
///
/// # Panics
/// They are not there.
#[must_use]
pub fn old_books() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/books");
    let entries = std::fs::read_dir(folder).expect("the old books are there");
    let mut books: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    books.sort();
    books
}

/// The folder of the invented village's rosters.
#[must_use]
pub fn rosters() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rosters")
}

/// The seven rosters, by name.
///
/// # Panics
/// They are not there.
#[must_use]
pub fn all_rosters() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(rosters()).expect("the rosters are there");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_none_or(|kind| kind != "json"));
    files.sort();
    assert_eq!(files.len(), 7, "{files:?}");
    files
}

/// What these rosters hold, as their author counted it.
///
/// # Panics
/// It cannot be read.
#[must_use]
pub fn expected() -> Value {
    let text = std::fs::read_to_string(rosters().join("expected.json")).expect("the figures are there");
    serde_json::from_str(&text).expect("the figures are JSON")
}

/// The seed of what is drawn by chance: from the environment variable `SEED`, else of this instant; printed either way.
///
/// # Panics
/// `SEED` is no number.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "a new seed each time, unless one is given")]
#[allow(clippy::print_stderr, reason = "a failure must say how to see it again")]
pub fn seed(what: &str) -> u64 {
    let now =
        || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_millis());
    let seed =
        std::env::var("SEED").map_or_else(|_| now() as u64 % 1_000_000, |seed| seed.parse().expect("SEED is a number"));
    eprintln!("{what}: SEED={seed}");
    seed
}
