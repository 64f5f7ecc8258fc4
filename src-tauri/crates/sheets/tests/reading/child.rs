//! Foreign formats through a real child: this test program itself, or a shell that misbehaves.

#![cfg(unix)]

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::sheet::Workbook;
use sheets::read::{ChildReader, Foreign, Limits, ReadError, encode, read, serve_foreign};
use tempfile::TempDir;

use super::make::{Here, roster};

const PATH: &str = "SHEETS_TEST_PATH";
const STREAM: &str = "SHEETS_TEST_STREAM";

/// What the child runs: it answers only where a parent has set the stage.
#[test]
fn serves_one_file() {
    if let (Some(path), Some(stream)) = (std::env::var_os(PATH), std::env::var_os(STREAM)) {
        let out = File::options().write(true).open(stream).unwrap();
        serve_foreign(Path::new(&path), out).unwrap();
    }
}

/// This test program as the reader: its own words go nowhere, the stream goes where standard output was.
fn child() -> ChildReader {
    let this = std::env::current_exe().unwrap();
    let script = format!(
        "{PATH}=\"$1\" {STREAM}=/dev/fd/3 exec '{}' --exact reading::child::serves_one_file 3>&1 >/dev/null",
        this.display()
    );
    shell(&script)
}

/// A program that does `script`, with the path as its first argument.
fn shell(script: &str) -> ChildReader {
    let args = ["-c", script, "reader"].map(OsString::from).to_vec();
    ChildReader::new(PathBuf::from("/bin/sh"), args)
}

/// A workbook, and a file with the stream that carries it.
fn sent(folder: &TempDir) -> (PathBuf, Result<Workbook, ReadError>) {
    let stream = folder.path().join("stream");
    let book = read(&roster("常住人口登记表.xlsx"), &Limits::default(), &Here);
    encode(&book, &mut File::create(&stream).unwrap()).unwrap();
    (stream, book)
}

fn refused(reader: &ChildReader) -> ReadError {
    reader.read(&roster("三留守登记表.xls")).unwrap_err()
}

#[test]
fn a_child_reads_what_this_process_reads() {
    for name in ["三留守登记表.xls", "一户一档.ods"] {
        let sound = read(&roster(name), &Limits::default(), &Here);
        assert_eq!(read(&roster(name), &Limits::default(), &child()), sound);
        assert!(sound.is_ok());
    }
}

#[test]
fn a_refusal_in_the_child_arrives_as_it_is() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("坏.xls");
    let whole = std::fs::read(roster("三留守登记表.xls")).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 1024]).unwrap();
    let here = read(&path, &Limits::default(), &Here);
    assert!(here.is_err());
    assert_eq!(read(&path, &Limits::default(), &child()), here);
}

#[test]
fn flipped_bits_in_a_format_without_checksums_never_end_this_process() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("坏.xls");
    let whole = std::fs::read(roster("三留守登记表.xls")).unwrap();
    for at in (0..whole.len()).step_by(61) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(&path, &bytes).unwrap();
        let start = Instant::now();
        if let Err(error) = read(&path, &Limits::default(), &child()) {
            assert!(!error.to_string().is_empty());
        }
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}

#[test]
fn a_child_that_takes_too_much_memory_is_a_refusal() {
    let folder = TempDir::new().unwrap();
    let (stream, book) = sent(&folder);
    let hold = "head -c 200000000 /dev/zero | tail -c 190000000 >/dev/null";
    let mut reader = shell(&format!("{hold} && exec cat '{}'", stream.display()));
    assert_eq!(reader.read(&roster("三留守登记表.xls")), book, "512 MB are enough");
    reader.memory = 64 << 20;
    assert_eq!(refused(&reader), ReadError::ReaderDied);
}

#[test]
fn a_child_that_takes_too_long_is_killed() {
    let mut reader = shell("exec sleep 60");
    reader.deadline = Duration::from_secs(1);
    let start = Instant::now();
    assert_eq!(refused(&reader), ReadError::ReaderSlow(1));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_child_that_dies_or_prints_something_else_is_a_refusal() {
    for script in ["kill -9 $$", "kill -ABRT $$", "exit 0", "exit 1", "echo hello", "printf HWS1", "cat /dev/zero"] {
        assert_eq!(refused(&shell(script)), ReadError::ReaderDied, "{script}");
    }
}

#[test]
fn a_program_that_is_not_there_is_its_own_refusal() {
    let reader = ChildReader::new(PathBuf::from("/nowhere/hongwang"), vec!["read-foreign".into()]);
    assert_eq!(refused(&reader), ReadError::ReaderMissing);
}

#[test]
fn the_parent_holds_its_own_caps_against_the_child() {
    let folder = TempDir::new().unwrap();
    let (stream, book) = sent(&folder);
    let mut reader = shell(&format!("exec cat '{}'", stream.display()));
    assert_eq!(reader.read(&roster("三留守登记表.xls")), book);
    reader.limits.rows = 100;
    assert_eq!(refused(&reader), ReadError::TooManyRows(100));
}
