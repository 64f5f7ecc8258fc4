//! Is there a screen to open a window on; and a screen of our own for the journeys.

use std::io::{BufRead, BufReader};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Whether the Wayland or X display that the environment names takes a connection. A name alone proves nothing: it
/// outlives its server in a detached terminal. Windows always has a screen.
pub fn answers() -> bool {
    let named = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    cfg!(windows)
        || named("WAYLAND_DISPLAY")
            .is_some_and(|display| wayland_answers(&display, named("XDG_RUNTIME_DIR").as_deref()))
        || named("DISPLAY").is_some_and(|display| x_answers(&display))
}

#[cfg(unix)]
fn wayland_answers(display: &str, runtime: Option<&str>) -> bool {
    let socket = std::path::Path::new(runtime.unwrap_or_default()).join(display);
    std::os::unix::net::UnixStream::connect(socket).is_ok()
}

#[cfg(not(unix))]
fn wayland_answers(_: &str, _: Option<&str>) -> bool {
    false
}

/// `:N`, `:N.S` and `unix:N` are sockets of this machine; `host:N` is TCP port 6000 + N.
fn x_answers(display: &str) -> bool {
    let Some((host, number)) = display_number(display) else { return false };
    if host.is_empty() || host == "unix" {
        return x_socket_answers(number);
    }
    (host, 6000 + number)
        .to_socket_addrs()
        .is_ok_and(|mut all| all.any(|one| TcpStream::connect_timeout(&one, Duration::from_secs(2)).is_ok()))
}

fn display_number(display: &str) -> Option<(&str, u16)> {
    let (host, number) = display.rsplit_once(':')?;
    let number = number.split('.').next()?.parse().ok()?;
    (number < 59_000).then_some((host, number))
}

#[cfg(target_os = "linux")]
fn x_socket_answers(number: u16) -> bool {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixStream};
    let path = format!("/tmp/.X11-unix/X{number}");
    let hidden = SocketAddr::from_abstract_name(&path).is_ok_and(|name| UnixStream::connect_addr(&name).is_ok());
    hidden || UnixStream::connect(path).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn x_socket_answers(_: u16) -> bool {
    false
}

/// A screen that nobody sees, ended with the value.
pub struct Screen {
    server: Child,
    /// What `DISPLAY` has to be.
    pub name: String,
}

impl Screen {
    /// Starts Xvfb on a number that is free: it chooses one itself and says which, once it takes connections.
    pub fn start() -> Result<Screen, String> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb cannot be started: {error}"))?;
        let mut number = String::new();
        if let Some(said) = server.stdout.take() {
            // A server that fails closes the pipe, and the line stays empty.
            let _ = BufReader::new(said).read_line(&mut number);
        }
        let screen = Screen { server, name: format!(":{}", number.trim()) };
        if number.trim().is_empty() { Err("Xvfb found no display number".to_owned()) } else { Ok(screen) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may be gone already, which is what is wanted.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_display_name_gives_its_host_and_number() {
        assert_eq!(display_number(":0"), Some(("", 0)));
        assert_eq!(display_number("unix:12.1"), Some(("unix", 12)));
        assert_eq!(display_number("localhost:10.0"), Some(("localhost", 10)));
        assert_eq!(display_number("wayland-0"), None);
        assert_eq!(display_number(":65535"), None);
    }

    #[test]
    fn a_name_without_a_server_does_not_answer() {
        assert!(!x_answers(":58999") && !x_answers("nonsense"));
        assert!(!wayland_answers("wayland-58999", Some("/nowhere")));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_screen_of_our_own_answers_as_long_as_it_is_held() {
        let screen = Screen::start().unwrap();
        let name = screen.name.clone();
        assert!(x_answers(&name), "{name} does not answer");
        drop(screen);
        assert!(!x_answers(&name), "{name} still answers");
    }
}
