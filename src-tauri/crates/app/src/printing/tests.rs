use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::*;
use crate::testing::{Village, open};

fn script(path: &Path, text: &str) {
    fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A printing system with two printers that keeps what it is given.
fn spooler(folder: &Path, lp: &str) -> Spooler {
    let at = |name: &str| folder.join(name);
    script(
        &at("lpstat"),
        "case $1 in -e) printf 'Office\\nHP_1020\\n' ;; -d) echo 'system default destination: HP_1020' ;; esac",
    );
    script(&at("lp"), &lp.replace("DIR", &folder.display().to_string()));
    Spooler { lpstat: at("lpstat"), lp: at("lp") }
}

const KEEPS: &str = "echo \"$@\" > DIR/arguments; cat > DIR/paper";

fn job(printer: &str, copies: u32) -> Job<'_> {
    Job { pdf: b"%PDF-1.7 pages", printer, copies, title: "台账" }
}

#[test]
fn the_default_printer_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let printers = spooler(folder.path(), KEEPS).printers();
    let found: Vec<(&str, bool)> = printers.iter().map(|one| (one.name.as_str(), one.is_default)).collect();
    assert_eq!(found, [("HP_1020", true), ("Office", false)]);
}

#[test]
fn the_pages_reach_the_printer_by_its_input_and_are_noted() {
    let folder = tempfile::tempdir().unwrap();
    let spooler = spooler(folder.path(), KEEPS);
    let opened = open(&Village::opened("2026-01-01").rows, "2026-03-20");
    send(&opened.session, &spooler, &job("Office", 2), "annex_a 2026-03", Some("张贴")).unwrap();
    assert_eq!(fs::read(folder.path().join("paper")).unwrap(), b"%PDF-1.7 pages");
    assert_eq!(fs::read_to_string(folder.path().join("arguments")).unwrap().trim(), "-d Office -n 2 -t 台账");
    let (_, audit) = opened.session.book().audit(0, 1).unwrap();
    assert_eq!((audit[0].act.as_str(), audit[0].reason.as_deref()), ("print", Some("张贴")));
}

#[test]
fn no_printer_no_printing_system_and_a_made_up_name_say_to_save_instead() {
    let folder = tempfile::tempdir().unwrap();
    let none = Spooler { lpstat: folder.path().join("none"), lp: folder.path().join("none") };
    assert!(none.printers().is_empty());
    let opened = open(&Village::opened("2026-01-01").rows, "2026-03-20");
    for (spooler, printer) in [(none, "Office"), (spooler(folder.path(), KEEPS), "-oraw")] {
        let failure = send(&opened.session, &spooler, &job(printer, 1), "annex_a", None).unwrap_err();
        assert_eq!(failure.code, "no_printer");
        assert!(failure.message.contains("存成 PDF"));
    }
    assert_eq!(opened.session.book().audit(0, 1).unwrap().0, 0, "nothing was printed");
}

#[test]
fn a_printer_that_refuses_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let refuses = spooler(folder.path(), "cat > /dev/null; exit 1");
    assert_eq!(refuses.print(&job("Office", 1)).unwrap_err().code, "print_failed");
    for copies in [0, 51] {
        assert_eq!(refuses.check(&job("Office", copies)).unwrap_err().code, "copies");
    }
}

#[test]
fn a_printing_system_that_hangs_is_stopped() {
    let mut child = Command::new("sleep").arg("60").spawn().unwrap();
    assert_eq!(wait(&mut child, Duration::from_millis(50)), None);
    assert!(child.try_wait().unwrap().is_some(), "nothing of it stays");
}
