//! Row 6: from the start of the program to a page that answers, and what it takes of memory, against an empty window of
//! the same Tauri.
//!
//! Both say `ready` on standard output, by the same script (`src-tauri/src/ready.js`): the page has something that takes
//! the focus, and two frames have passed since.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::{Bench, or_missing};
use crate::job::{Failed, Measured, Outcome, alternate};
use crate::table::{Asked, Line};

/// How long a window may take to be ready.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long memory may settle before it is read.
const SETTLE: Duration = Duration::from_secs(2);

/// A child that ends with the value.
pub struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        // It may be gone already, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A screen that nobody sees, and its name.
pub fn screen() -> Outcome<(Ends, String)> {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let said = server.stdout.take();
    let screen = Ends(server);
    let mut number = String::new();
    if let Some(said) = said {
        BufReader::new(said).read_line(&mut number)?;
    }
    if number.trim().is_empty() {
        return Err(Failed("Xvfb found no display number".to_owned()));
    }
    Ok((screen, format!(":{}", number.trim())))
}

/// A window on a screen, and what it says. It ends with the value.
pub struct Window {
    child: Ends,
    said: mpsc::Receiver<String>,
}

impl Window {
    /// Starts a program that opens one, with everything that it writes below `home`.
    pub fn open(program: &Path, display: &str, home: &Path) -> Outcome<Self> {
        let child = Command::new(program)
            .env("DISPLAY", display)
            .env("GDK_BACKEND", "x11")
            .env("HONGWANG_READY", "1")
            .env("HONGWANG_TODAY", crate::host::today().to_string())
            .env("HONGWANG_BOOKS", home.join("books"))
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut child = Ends(child);
        let words = child.0.stdout.take().ok_or_else(|| Failed("no output".to_owned()))?;
        let (tell, said) = mpsc::channel();
        std::thread::spawn(move || {
            // Until the window ends, or nobody listens any more.
            let _ = BufReader::new(words).lines().map_while(Result::ok).try_for_each(|line| tell.send(line));
        });
        Ok(Self { child, said })
    }

    /// Waits until it says a word.
    pub fn wait(&self, word: &str) -> Outcome<()> {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.said.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(said) if said == word => return Ok(()),
                Ok(_) => {}
                Err(_) => return Err(Failed(format!("the window never said {word}"))),
            }
        }
    }

    /// What it and all below it take, once that has settled.
    pub fn memory(&self) -> u64 {
        std::thread::sleep(SETTLE);
        memory_of_tree(self.child.0.id())
    }
}

/// Starts a window, waits until it can be used, reads its memory, ends it.
pub fn start(program: &Path, display: &str, home: &Path) -> Outcome<Measured> {
    let began = Instant::now();
    let window = Window::open(program, display, home)?;
    window.wait("ready")?;
    let ready = began.elapsed();
    Ok(Measured { peak: window.memory(), ..Measured::of(ready.as_secs_f64()) })
}

/// Proportional set size of a process and all below it, in bytes: memory that several share is shared out.
fn memory_of_tree(root: u32) -> u64 {
    let mut parents: HashMap<u32, u32> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(process) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
        let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"));
        if let Some(parent) = parent.and_then(|parent| parent.trim().parse().ok()) {
            parents.insert(process, parent);
        }
    }
    let below = |process: &u32| {
        std::iter::successors(Some(*process), |one| parents.get(one).copied()).take(64).any(|one| one == root)
    };
    let share = |process: &u32| {
        let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()).unwrap_or_default() * 1024
    };
    parents.keys().filter(|process| below(process)).map(share).sum()
}

/// Our window's program and the empty window's.
pub fn programs() -> Outcome<[PathBuf; 2]> {
    let folder = std::env::current_exe()?.parent().map(Path::to_owned).unwrap_or_default();
    Ok(["hongwang-desktop", "empty-window"].map(|name| folder.join(name)))
}

/// Row 6.
pub fn rows(bench: &Bench) -> Vec<Line> {
    or_missing(measure(bench), |why| Line::missing("6", "start to a page that answers", Asked::Ratio(1.25), why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let [ours, empty] = programs()?;
    let (_screen, display) = screen()?;
    let homes = [PathBuf::from(bench.path("home-ours")), PathBuf::from(bench.path("home-empty"))];
    for home in &homes {
        fs::create_dir_all(home)?;
    }
    let run_ours = || start(&ours, &display, &homes[0]);
    let run_empty = || start(&empty, &display, &homes[1]);
    // The first start of each fills caches of files: not counted.
    run_ours()?;
    run_empty()?;
    let runs = alternate(7, &[&run_ours, &run_empty])?;
    let memory =
        |runs: &[Measured]| -> Vec<Measured> { runs.iter().map(|run| Measured::of(run.peak as f64)).collect() };
    let time = Line::against(
        "6",
        "start to a page that answers, two frames painted",
        &runs[0],
        ("empty Tauri window", &runs[1]),
        Asked::Ratio(1.25),
    );
    let (ours, empty) = (memory(&runs[0]), memory(&runs[1]));
    let size = Line {
        bytes: true,
        ..Line::against(
            "6",
            "memory of the process tree (PSS)",
            &ours,
            ("empty Tauri window", &empty),
            Asked::Ratio(1.25),
        )
    };
    // What stands in the columns of peaks is this memory itself.
    Ok(vec![
        Line {
            ours: time.ours.map(|(seconds, _)| (seconds, 0)),
            other: time.other.map(|(name, seconds, _)| (name, seconds, 0)),
            ..time
        },
        size,
    ])
}
