//! A journey's own desk: a folder with books and everything else the program may write, and the window on it, used by
//! keyboard alone. Key presses are counted.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::driver::Driver;
use crate::keys::{Key, presses};

/// How long a page may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The largest picture of a page that is kept in the tree, in bytes.
const LARGEST: usize = 150 << 10;

/// More presses of Tab than any page has stops.
const STOPS: usize = 150;

/// What was asked of the driver that is not a key: by element and pointer.
const NOT_KEYS: [&str; 6] = ["\"pointer\"", "\"wheel\"", "/click ", "/clear ", "/value ", "/touch"];

/// What the bridge says of an answer to a page that has begun anew since it asked: locking begins the page anew.
const LATE: &str = "[TAURI] Couldn't find callback id";

/// A folder, a window, and the hands on the keyboard.
pub struct Desk {
    /// Everything of this journey is below it.
    pub folder: PathBuf,
    name: &'static str,
    today: &'static str,
    starts: usize,
    driver: Option<Driver>,
    /// Keys pressed so far, modifiers counted with the key that they modify.
    pub pressed: usize,
    /// How many of them were the letters of words.
    pub typed: usize,
}

impl Desk {
    /// An empty desk below `root`, with the window open on it. `today` is the business date.
    pub fn new(root: &Path, name: &'static str, today: &'static str) -> Self {
        let folder = root.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the last run's folder can be removed");
        }
        for below in ["", "home/Desktop", "home/Documents", "stick"] {
            fs::create_dir_all(folder.join(below)).expect("a folder can be made");
        }
        let mut desk = Self { folder, name, today, starts: 0, driver: None, pressed: 0, typed: 0 };
        desk.open();
        desk
    }

    fn open(&mut self) {
        self.starts += 1;
        let log = File::create(self.folder.join(format!("driver-{}.log", self.starts))).expect("a log can be made");
        let home = self.folder.join("home");
        let environment: [(&str, OsString); 8] = [
            ("HOME", home.clone().into()),
            ("XDG_DATA_HOME", home.join(".local/share").into()),
            ("XDG_CONFIG_HOME", home.join(".config").into()),
            ("XDG_CACHE_HOME", home.join(".cache").into()),
            ("HONGWANG_BOOKS", self.folder.join("hongwang/books").into()),
            ("HONGWANG_TODAY", self.today.into()),
            ("TAURI_AUTOMATION", "true".into()),
            ("TAURI_WEBVIEW_AUTOMATION", "true".into()),
        ];
        self.driver = Some(Driver::start(&program(), &environment, log));
        self.wait(
            "a page",
            "return document.readyState === 'complete' && document.querySelector('input, button') !== null",
            &json!([]),
        );
    }

    /// Closes the program and starts it again on the same folder.
    pub fn restart(&mut self) {
        self.no_complaint();
        self.driver = None;
        self.open();
    }

    fn driver(&mut self) -> &mut Driver {
        self.driver.as_mut().expect("the window is open")
    }

    /// Presses `key` while `held` are down.
    pub fn chord(&mut self, held: &[Key], key: char) {
        self.pressed += 1;
        self.driver().window("POST", "/actions", Some(&presses(held, [key])));
    }

    /// Presses one key.
    pub fn press(&mut self, key: Key) {
        self.chord(&[], key.code());
    }

    /// Types `text` where the focus is.
    pub fn write(&mut self, text: &str) {
        let letters = text.chars().count();
        self.pressed += letters;
        self.typed += letters;
        self.driver().window("POST", "/actions", Some(&presses(&[], text.chars())));
    }

    /// Puts `text` in the place of what the focused field holds.
    pub fn rewrite(&mut self, text: &str) {
        self.chord(&[Key::Control], 'a');
        if text.is_empty() {
            self.press(Key::Backspace);
        } else {
            self.write(text);
        }
    }

    /// Goes to the thing named `id` by Tab, as a person without a mouse does.
    pub fn tab_to(&mut self, id: &str) {
        self.see(id);
        // A field inside the named part counts as the part.
        let there = "const at = document.activeElement, part = at?.closest(`[data-testid=\"${CSS.escape(arguments[0])}\"]`); \
                     return !!part && (at === part || at.matches('input, textarea'))";
        self.tab_until(id, there);
    }

    /// Presses Tab until `there` gives true for `id`.
    pub fn tab_until(&mut self, id: &str, there: &str) {
        for _ in 0..STOPS {
            if self.ask(there, &json!([id])).as_bool() == Some(true) {
                return;
            }
            self.press(Key::Tab);
        }
        let ended = self.focus();
        panic!("{}: Tab never comes to {id}; it ended at {ended}", self.name);
    }

    /// What has the focus: its name and text, for messages.
    pub fn focus(&mut self) -> String {
        let body = "const at = document.activeElement; return `${at?.tagName} ${at?.dataset?.testid ?? ''} ${at?.textContent?.slice(0, 40) ?? ''}`";
        self.ask(body, &json!([])).as_str().unwrap_or_default().to_owned()
    }

    /// The value of a script: only to look, never to act.
    pub fn ask(&mut self, body: &str, arguments: &Value) -> Value {
        self.driver().script(body, arguments)
    }

    /// Waits until `body` gives true.
    pub fn wait(&mut self, what: &str, body: &str, arguments: &Value) {
        let began = Instant::now();
        while self.ask(body, arguments).as_bool() != Some(true) {
            if began.elapsed() > PATIENCE {
                let picture = self.folder.join("waiting.png");
                let bytes = self.driver().picture();
                fs::write(&picture, bytes).expect("a picture can be written");
                let page =
                    self.ask("return location.hash + '\\n' + document.body.innerText.slice(0, 3000)", &json!([]));
                panic!(
                    "{}: waited in vain for {what}; {}\n{}",
                    self.name,
                    picture.display(),
                    page.as_str().unwrap_or_default()
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until the thing named `id` is there and visible.
    pub fn see(&mut self, id: &str) {
        let body = "const one = document.querySelector(`[data-testid=\"${arguments[0]}\"]`); return !!one && one.getClientRects().length > 0";
        self.wait(id, body, &json!([id]));
    }

    /// Waits until the text of the thing named `id` holds `part`.
    pub fn see_text(&mut self, id: &str, part: &str) {
        let body = "const one = document.querySelector(`[data-testid=\"${arguments[0]}\"]`); return !!one && (one.innerText + (one.value ?? '')).includes(arguments[1])";
        self.wait(&format!("{id} with {part}"), body, &json!([id, part]));
    }

    /// How many things have the name `id`.
    pub fn count(&mut self, id: &str) -> usize {
        let body = "return document.querySelectorAll(`[data-testid=\"${arguments[0]}\"]`).length";
        usize::try_from(self.ask(body, &json!([id])).as_u64().unwrap_or_default()).unwrap_or_default()
    }

    /// Keeps a picture of the page as `name`, after its overflow was looked at.
    pub fn picture(&mut self, name: &str) {
        self.no_overflow(name);
        self.driver().painted();
        let bytes = self.driver().picture();
        journeys::pictures::keep(Path::new(env!("CARGO_TARGET_TMPDIR")), name, &bytes, LARGEST);
    }

    /// Nothing is wider than its room: not the page, not a part of it.
    pub fn no_overflow(&mut self, page: &str) {
        let body = include_str!("overflow.js");
        let wide = self.ask(body, &json!([]));
        assert_eq!(wide, json!([]), "{}: {page}: wider than its room", self.name);
    }

    /// The page said nothing to the console, nor did the web view about it.
    pub fn no_complaint(&mut self) {
        let said = self.ask("return window.__said", &json!([]));
        let said: Vec<&str> =
            said.as_array().expect("the window is watched").iter().filter_map(Value::as_str).collect();
        let said: Vec<&str> = said.into_iter().filter(|line| !line.contains(LATE)).collect();
        assert_eq!(said, [""; 0], "{}: the console", self.name);
    }

    /// Ends the journey: no complaint, and nothing but keys in the driver's log.
    pub fn finish(mut self) {
        self.no_complaint();
        self.driver = None;
        for start in 1..=self.starts {
            let log = fs::read_to_string(self.folder.join(format!("driver-{start}.log"))).expect("the log is there");
            assert!(log.contains("\"type\":\"key\""), "{}: a journey without a key", self.name);
            for line in log.lines() {
                assert!(!NOT_KEYS.iter().any(|other| line.contains(other)), "{}: not by keyboard: {line}", self.name);
            }
        }
    }
}

/// The program that the same build made.
pub fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("a running program lies somewhere");
    let release = tests.parent().and_then(Path::parent).expect("tests lie in release/deps");
    release.join(format!("hongwang-desktop{}", std::env::consts::EXE_SUFFIX))
}
