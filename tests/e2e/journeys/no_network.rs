//! The program under watch of the system: whatever is done in it, it asks for no socket but those of its own screen.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::x11;

/// How long it is used.
const USED: Duration = Duration::from_secs(60);

/// How long it may take to end.
const END: Duration = Duration::from_secs(20);

/// Into the sample grid: past 新建账本 to 示例.
const INTO: &[&str] = &["Tab", "Tab", "Return"];

/// What fingers do from then on: through all pages, search, lock.
const KEYS: &[&str] = &[
    "alt+1", "Tab", "Return", "Escape", "alt+2", "z", "Down", "Return", "Escape", "alt+3", "Tab", "alt+4", "Tab",
    "alt+5", "Tab", "alt+6", "Tab", "alt+7", "1", "alt+8", "Tab", "Return", "Escape", "alt+9", "ctrl+z", "ctrl+y",
    "alt+0", "Tab", "ctrl+k", "l", "Down", "Escape", "question", "Escape", "F8", "F8",
];

/// Sixty seconds in the window, typed by xdotool as a keyboard does, no `socket(AF_INET`.
pub fn no_network(root: &Path) {
    let folder = root.join("no-network");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(folder.join("home")).unwrap();
    let trace = folder.join("network.trace");
    let mut window = Watched(
        Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=network", "-o"])
            .arg(&trace)
            .arg(crate::desk::program())
            .env("HOME", folder.join("home"))
            .env("XDG_DATA_HOME", folder.join("home/.local/share"))
            .env("HONGWANG_BOOKS", folder.join("hongwang/books"))
            .env("HONGWANG_TODAY", "2026-03-15")
            // An undriven window, as people have it.
            .env_remove("TAURI_AUTOMATION")
            .env_remove("TAURI_WEBVIEW_AUTOMATION")
            .env("HONGWANG_READY", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("strace is installed"),
    );
    let shown = shown(&mut window);
    // What is typed before the page stands, nobody hears.
    let told =
        BufReader::new(window.0.stdout.take().unwrap()).lines().map_while(Result::ok).any(|line| line == "ready");
    assert!(told, "the page was never ready");
    let began = Instant::now();
    for key in INTO.iter().chain(KEYS.iter().cycle()) {
        if began.elapsed() >= USED {
            break;
        }
        xdotool(&["key", "--clearmodifiers", key]);
        std::thread::sleep(Duration::from_millis(400));
        assert!(window.0.try_wait().unwrap().is_none(), "the window ended by itself");
    }
    let books: Vec<_> = fs::read_dir(folder.join("hongwang/books")).unwrap().map(|book| book.unwrap().path()).collect();
    assert!(!books.is_empty(), "the keys opened no book");
    // As a window manager does when a person closes the window: the book is closed with it.
    x11::close(&std::env::var("DISPLAY").unwrap(), shown.parse().unwrap()).unwrap();
    assert!(window.ends().success(), "the program did not end well");
    for book in books {
        assert!(
            book.join("store.db").exists() && !book.join("store.db-wal").exists(),
            "{} was not closed",
            book.display()
        );
    }
    let text = fs::read_to_string(&trace).unwrap();
    assert!(text.contains("socket(AF_UNIX"), "the screen was never spoken to: the trace is empty");
    let strange: Vec<&str> = text.lines().filter(|line| line.contains("socket(AF_INET")).collect();
    assert!(strange.is_empty(), "{strange:#?}");
}

/// The window's number. A search fails when another window goes away under its eyes, so it is tried again.
fn shown(window: &mut Watched) -> String {
    let began = Instant::now();
    loop {
        let found = xdotool(&["search", "--onlyvisible", "--name", "红网台账"]);
        if let Some(number) = found.lines().last() {
            return number.to_owned();
        }
        assert!(began.elapsed() < END && window.0.try_wait().unwrap().is_none(), "the window was not shown");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// strace, and below it the window. Both end with the value.
struct Watched(Child);

impl Watched {
    /// Waits for the end.
    fn ends(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < END, "the program does not end");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // strace lets no signal end it before what it watches has ended.
        let id = self.0.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        for child in children.split_whitespace() {
            let _ = Command::new("kill").args(["-KILL", child]).status();
        }
        let _ = self.0.wait();
    }
}

fn xdotool(arguments: &[&str]) -> String {
    let output =
        Command::new("timeout").arg("30").arg("xdotool").args(arguments).output().expect("xdotool is installed");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
