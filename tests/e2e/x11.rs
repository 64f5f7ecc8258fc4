//! The one thing that a window manager does and a keyboard cannot: asking a window to close (ICCCM 4.2.8.1,
//! WM_DELETE_WINDOW). xdotool of Debian 12 has no word for it.

use std::io::{Read, Result, Write};
use std::os::unix::net::UnixStream;

/// Kinds of requests of the X protocol, version 11.
const INTERN_ATOM: u8 = 16;
const SEND_EVENT: u8 = 25;
const GET_INPUT_FOCUS: u8 = 43;
const CLIENT_MESSAGE: u8 = 33;

/// Asks `window` of the local display `name` (`:99`) to close.
pub fn close(name: &str, window: u32) -> Result<()> {
    let number = name.trim_start_matches(':').split('.').next().unwrap_or_default();
    let mut screen = UnixStream::connect(format!("/tmp/.X11-unix/X{number}"))?;
    begin(&mut screen)?;
    let protocols = atom(&mut screen, "WM_PROTOCOLS")?;
    let delete = atom(&mut screen, "WM_DELETE_WINDOW")?;
    let words = [window, 0, u32::from_le_bytes([CLIENT_MESSAGE, 32, 0, 0]), window, protocols, delete, 0, 0, 0, 0];
    screen.write_all(&[SEND_EVENT, 0, 11, 0])?;
    screen.write_all(&words.map(u32::to_le_bytes).concat())?;
    // Answered after all that came before it: the message is on its way then.
    screen.write_all(&[GET_INPUT_FOCUS, 0, 1, 0])?;
    answer(&mut screen).map(drop)
}

/// Says hello, little end first, without a cookie, which a screen of one's own does not ask for.
fn begin(screen: &mut UnixStream) -> Result<()> {
    screen.write_all(&[b'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])?;
    let mut head = [0; 8];
    screen.read_exact(&mut head)?;
    let mut rest = vec![0; 4 * usize::from(u16::from_le_bytes([head[6], head[7]]))];
    screen.read_exact(&mut rest)?;
    if head[0] == 1 { Ok(()) } else { Err(std::io::Error::other("the screen lets nobody in")) }
}

fn atom(screen: &mut UnixStream, name: &str) -> Result<u32> {
    let mut text = name.as_bytes().to_vec();
    let length = u8::try_from(text.len()).map_err(std::io::Error::other)?;
    text.resize(text.len().next_multiple_of(4), 0);
    let words = u8::try_from(2 + text.len() / 4).map_err(std::io::Error::other)?;
    screen.write_all(&[INTERN_ATOM, 0, words, 0, length, 0, 0, 0])?;
    screen.write_all(&text)?;
    let answer = answer(screen)?;
    Ok(u32::from_le_bytes([answer[8], answer[9], answer[10], answer[11]]))
}

fn answer(screen: &mut UnixStream) -> Result<[u8; 32]> {
    let mut answer = [0; 32];
    screen.read_exact(&mut answer)?;
    if answer[0] == 1 { Ok(answer) } else { Err(std::io::Error::other("the screen refused")) }
}
