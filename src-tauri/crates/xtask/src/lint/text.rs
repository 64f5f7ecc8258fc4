//! What no file may hold: too many lines, a path of somebody's machine, a number that could be a person's, a thing left
//! for later; and the desktop bridge outside its folder, or the outside world inside the pure core.

use crate::project::Project;

/// A file is a noun; past this it is two.
const LINES: usize = 400;

/// Files above this are data, not text that a person wrote.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Beginnings of paths that exist on one machine only. Split, so that this file does not hold them.
const MACHINES: &[&str] =
    &[concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/Us", "ers/")];

/// Words that say: not finished.
const LATER: &[&str] =
    &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!("), concat!("unimple", "mented!(")];

/// The pure crates, and what would make them impure.
const PURE: &[&str] = &["src-tauri/crates/domain/src/", "src-tauri/crates/intake/src/"];
const WORLD: &[&str] =
    &["std::fs", "std::net", "std::process", "std::env", "std::thread", "SystemTime", "Instant::now"];

/// Where the environment is asked: the edges, tests, and the build scripts, for which it is how cargo speaks to them.
const EDGES: &[&str] = &["src-tauri/src/", "src-tauri/crates/cli/", "src-tauri/crates/xtask/", "tests/"];
const EDGES_WITHIN: &[&str] = &["/build.rs", "/tests/"];
const ENVIRONMENT: &[&str] = &["env::var", "env::args"];

/// The only folder that may import the desktop bridge.
const BRIDGE: &str = concat!("@tauri", "-apps");
const HOST: &str = "ui/src/host/";

pub fn findings(project: &Project, files: &[String]) -> Vec<String> {
    let small = |path: &&String| project.path(path).metadata().is_ok_and(|found| found.len() <= LARGEST);
    files
        .iter()
        .filter(small)
        .filter_map(|path| Some((path, String::from_utf8(std::fs::read(project.path(path)).ok()?).ok()?)))
        .flat_map(|(path, text)| file(path, &text))
        .collect()
}

fn file(path: &str, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let source = [".rs", ".ts", ".vue"].iter().any(|end| path.ends_with(end));
    let count = text.lines().count();
    if source && count > LINES {
        findings.push(format!("{path}: {count} lines, at most {LINES}"));
    }
    for (index, line) in text.lines().enumerate() {
        let mut say = |what: String| findings.push(format!("{path}:{}: {what}", index + 1));
        if let Some(machine) = MACHINES.iter().find(|machine| holds_path(line, machine)) {
            say(format!("a path of one machine: {machine}…"));
        }
        if let Some(later) = LATER.iter().find(|later| source && line.contains(**later)) {
            say(format!("{later}: finish it or file it"));
        }
        if holds_id_number(line) {
            say("an ID number that could be a person's: invented ones begin with 999999".to_owned());
        }
        if source && path.starts_with("ui/") && !path.starts_with(HOST) && line.contains(BRIDGE) {
            say(format!("{BRIDGE} is imported only in {HOST}"));
        }
        if PURE.iter().any(|pure| path.starts_with(pure))
            && let Some(world) = WORLD.iter().find(|world| line.contains(**world))
        {
            say(format!("{world}: this crate is values in, values out"));
        }
        if path.ends_with(".rs")
            && !EDGES_WITHIN.iter().any(|edge| path.contains(edge))
            && !EDGES.iter().any(|edge| path.starts_with(edge))
            && let Some(asked) = ENVIRONMENT.iter().find(|asked| line.contains(**asked))
        {
            say(format!("{asked}: settings are handed in, not found in the environment"));
        }
    }
    findings
}

/// Whether the line holds an absolute path that begins so; an address on the web or a longer path does not count.
fn holds_path(line: &str, beginning: &str) -> bool {
    line.match_indices(beginning).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '*' | '}' | ')'))
    })
}

/// Whether the line holds eighteen characters that pass as a citizen's number (GB 11643) and are not invented.
fn holds_id_number(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        let digits: Vec<u32> = word.chars().map_while(|c| c.to_digit(10)).collect();
        let checked = word.chars().last().map(|last| last.to_ascii_uppercase());
        word.len() == 18
            && digits.len() >= 17
            && !word.starts_with("999999")
            && is_date(&digits[6..14])
            && checked == Some(check_digit(&digits[..17]))
    })
}

fn is_date(digits: &[u32]) -> bool {
    let number = |part: &[u32]| part.iter().fold(0, |sum, digit| sum * 10 + digit);
    let (year, month, day) = (number(&digits[..4]), number(&digits[4..6]), number(&digits[6..]));
    (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn check_digit(digits: &[u32]) -> char {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_past_the_limit_is_named_and_a_table_is_not() {
        let long = "x\n".repeat(LINES + 1);
        assert_eq!(file("ui/src/kit/Table.vue", &long).len(), 1);
        assert!(file("assets/codes/relation.csv", &long).is_empty());
        assert!(file("src/a.rs", &"x\n".repeat(LINES)).is_empty());
    }

    #[test]
    fn a_path_of_one_machine_is_found_and_an_address_is_not() {
        let home = format!("open(\"{}somebody/book\")", MACHINES[0]);
        assert_eq!(file("tests/a.py", &home).len(), 1);
        assert!(file("README.md", &format!("https://example.org{}page", MACHINES[0])).is_empty());
        assert!(file("README.md", "~/.local/share/hongwang").is_empty());
    }

    #[test]
    fn an_id_number_of_nobody_is_taken_and_any_other_valid_one_is_not() {
        assert!(!holds_id_number("a = \"999999195003150014\", 99999919500115007X"));
        let stranger = ["110105", "19491231", "002"].concat();
        let digits: Vec<u32> = stranger.chars().filter_map(|c| c.to_digit(10)).collect();
        let valid = format!("{stranger}{}", check_digit(&digits));
        assert!(holds_id_number(&format!("号码 {valid}，")) && holds_id_number(&valid.to_lowercase()));
        let wrong = format!("{stranger}{}", if valid.ends_with('5') { '6' } else { '5' });
        assert!(!holds_id_number(&wrong), "a wrong check digit is no number");
        assert!(!holds_id_number(&format!("sha512-{valid}abc")), "a longer word is no number");
    }

    #[test]
    fn the_bridge_stays_in_its_folder() {
        let import = format!("import {{ invoke }} from '{BRIDGE}/api/core'");
        assert_eq!(file("ui/src/features/people/list.ts", &import).len(), 1);
        assert!(file("ui/src/host/call.ts", &import).is_empty());
    }

    #[test]
    fn the_pure_crates_do_not_touch_the_world() {
        let source = "use std::fs::File;";
        assert_eq!(file("src-tauri/crates/domain/src/household.rs", source).len(), 1);
        assert!(file("src-tauri/crates/app/src/backup.rs", source).is_empty());
    }

    #[test]
    fn only_the_edges_ask_the_environment() {
        let source = "let days = std::env::var(\"DAYS\");";
        assert_eq!(file("src-tauri/crates/app/src/duties.rs", source).len(), 1);
        for edge in [
            "src-tauri/crates/cli/src/main.rs",
            "src-tauri/crates/fonts/build.rs",
            "tests/bench/main.rs",
            "a/tests/main.rs",
        ] {
            assert!(file(edge, source).is_empty(), "{edge} was refused");
        }
    }

    #[test]
    fn what_is_left_for_later_is_found() {
        assert_eq!(file("src/a.rs", &format!("// {}: the rest", LATER[0])).len(), 1);
    }
}
