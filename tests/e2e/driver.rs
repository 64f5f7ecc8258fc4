//! One WebKitWebDriver on a port of its own, the one window that it opened, and a log of all that was asked of them.

use std::ffi::OsString;
use std::fs::File;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};

use crate::http;

/// How long the driver may take to listen.
const START: Duration = Duration::from_secs(20);

/// How long the program may take to end.
const END: Duration = Duration::from_secs(10);

/// A driver and its window. Both end with the value.
pub struct Driver {
    process: Child,
    port: u16,
    session: String,
    log: File,
}

impl Driver {
    /// Starts a driver and through it `program`, with `environment` beside the inherited one. Each request is a line of
    /// `log`.
    pub fn start(program: &Path, environment: &[(&str, OsString)], log: File) -> Self {
        let port = free_port();
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver is installed");
        let mut driver = Self { process, port, session: String::new(), log };
        driver.listen();
        let wanted = json!({ "webkitgtk:browserOptions": { "binary": program, "args": [] } });
        let answer = driver.ask("POST", "/session", Some(&json!({ "capabilities": { "alwaysMatch": wanted } })));
        driver.session = answer["sessionId"].as_str().expect("a session has an id").to_owned();
        driver
    }

    fn listen(&self) {
        let began = Instant::now();
        while http::send(self.port, "GET", "/status", None).is_err() {
            assert!(began.elapsed() < START, "the driver does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// One request about the window, below its session; the answer's value.
    pub fn window(&mut self, method: &str, below: &str, body: Option<&Value>) -> Value {
        self.ask(method, &format!("/session/{}{below}", self.session), body)
    }

    fn ask(&mut self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let shown = body.map(Value::to_string).unwrap_or_default();
        writeln!(self.log, "{method} {path} {shown}").expect("the log can be written");
        let (status, mut answer) =
            http::send(self.port, method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let value = answer["value"].take();
        assert!(status == 200, "{method} {path} {shown}: {status} {value}");
        value
    }

    /// The value of a JavaScript function's body, called with `arguments`.
    pub fn script(&mut self, body: &str, arguments: &Value) -> Value {
        self.window("POST", "/execute/sync", Some(&json!({ "script": body, "args": arguments })))
    }

    /// Waits until what the page holds is on the screen: a picture may show an older state otherwise.
    pub fn painted(&mut self) {
        let body = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))";
        self.window("POST", "/execute/async", Some(&json!({ "script": body, "args": [] })));
    }

    /// What the window shows, as PNG.
    pub fn picture(&mut self) -> Vec<u8> {
        let answer = self.window("GET", "/screenshot", None);
        let text = answer.as_str().expect("a picture is text");
        base64::engine::general_purpose::STANDARD.decode(text).expect("a picture is base64")
    }
}

impl Driver {
    /// The program with the window: the driver's only child.
    fn program(&self) -> Option<PathBuf> {
        let id = self.process.id();
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).ok()?;
        Some(Path::new("/proc").join(children.split_whitespace().next()?))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let program = self.program();
        // Ends the window; without a session, or after a hang, the kill is all that is left.
        if !self.session.is_empty() {
            let _ = http::send(self.port, "DELETE", &format!("/session/{}", self.session), None);
        }
        // A book is open until the program is gone, not only until the driver says so.
        let began = Instant::now();
        while program.as_ref().is_some_and(|program| program.exists()) && began.elapsed() < END {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port that nobody listens on. Between this and the driver's start another program could take it; the driver then
/// ends and the journey says so.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("a bound port has a number").port()
}
