//! What is kept of a panic: the position in the code and nothing else. The message of a panic can hold what a person
//! typed; a position cannot.

use std::fs::OpenOptions;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

/// The log begins anew above this size, so that a fault that repeats does not fill a disk.
const LARGEST: u64 = 64 << 10;

/// From now on a panic leaves its position on standard error and, when there is a `log`, there.
pub fn only_positions(log: Option<PathBuf>) {
    std::panic::set_hook(Box::new(move |fault| {
        let line = line(fault);
        // Whatever cannot be written cannot be reported either.
        let _ = std::io::stderr().write_all(line.as_bytes());
        if let Some(log) = &log {
            let _ = append(log, &line);
        }
    }));
}

fn line(fault: &PanicHookInfo<'_>) -> String {
    let position = fault.location().map_or_else(|| "?".to_owned(), |at| format!("{}:{}", at.file(), at.line()));
    format!("{} panic {position}\n", env!("CARGO_PKG_VERSION"))
}

fn append(log: &Path, line: &str) -> std::io::Result<()> {
    let full = log.metadata().is_ok_and(|about| about.len() > LARGEST);
    let mut file = OpenOptions::new().create(true).write(true).append(!full).truncate(full).open(log)?;
    file.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_leaves_its_position_and_not_its_words() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("faults.log");
        let before = std::panic::take_hook();
        only_positions(Some(log.clone()));
        let ended = std::thread::spawn(|| panic!("张三 999999195003150014")).join();
        std::panic::set_hook(before);
        assert!(ended.is_err());
        let kept = std::fs::read_to_string(log).unwrap();
        assert!(kept.contains("src/faults.rs:") && !kept.contains("张三") && !kept.contains("999999"), "{kept}");
    }

    #[test]
    fn a_full_log_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("faults.log");
        std::fs::write(&log, vec![b'x'; LARGEST as usize + 1]).unwrap();
        append(&log, "one\n").unwrap();
        append(&log, "two\n").unwrap();
        assert_eq!(std::fs::read_to_string(log).unwrap(), "one\ntwo\n");
    }
}
