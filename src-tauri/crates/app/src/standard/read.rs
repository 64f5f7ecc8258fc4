//! Reading a pack: what it lacks or has too much is said with its line, so that whoever wrote it finds the place.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{Standard, shipped};
use crate::events::{points, rule_of_pack};
use crate::failure::{Failure, Result};
use crate::forms;

/// Largest file that is read, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// Reads a pack.
///
/// # Errors
/// `pack_unreadable`, `pack_statement`, `pack_list`: what the file lacks or has too much, with the line.
pub fn read(text: &str) -> Result<Standard> {
    let standard: Standard = toml::from_str(text).map_err(|error| unread(text, &error))?;
    statements(text, &standard)?;
    assessment(text, &standard)?;
    for (name, list) in lists(&standard) {
        if list.iter().all(|word| word.trim().is_empty()) {
            let line =
                line_of(text, |line| line.starts_with(&format!("{name} ")) || line.starts_with(&format!("{name}=")));
            return Err(Failure::new("pack_list", format!("{}「{name}」是空的，至少要写一项", at(line))).at(name));
        }
    }
    Ok(standard)
}

/// Reads a pack out of a file.
///
/// # Errors
/// As [`read`]; `pack_missing`, `pack_too_large`.
pub fn read_file(file: &Path) -> Result<Standard> {
    read(&text_of(file)?)
}

/// Reads a county's pack, whose file is named after it.
///
/// # Errors
/// As [`read_file`]; `pack_id` where the file's name is another, or the shipped pack's.
pub(super) fn read_own(file: &Path) -> Result<Standard> {
    let text = text_of(file)?;
    let standard = read(&text)?;
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if standard.id != stem {
        let line = line_of(&text, |line| line.starts_with("id"));
        let words = format!("{}id 写的是「{}」，文件名却是「{stem}」，请改成一样的", at(line), standard.id);
        return Err(Failure::new("pack_id", words).at("id"));
    }
    if standard.id == shipped()?.id {
        return Err(Failure::new("pack_id", "这个 id 是随程序来的规范的，请另取一个，文件名也跟着改").at("id"));
    }
    Ok(standard)
}

fn text_of(file: &Path) -> Result<String> {
    let missing = || Failure::new("pack_missing", "规范文件不在或打不开，请检查文件名和位置").at("file");
    let size = fs::metadata(file).map_err(|_| missing())?.len();
    if size > MOST_BYTES {
        return Err(Failure::new("pack_too_large", "文件超过 1 MB，不像是规范文件，请核对").at("file"));
    }
    let bytes = fs::read(file).map_err(|_| missing())?;
    let not_text = |_| Failure::new("pack_unreadable", "规范文件不是 UTF-8 文字，请另存为 UTF-8 再试").at("file");
    let text = String::from_utf8(bytes).map_err(not_text)?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// Each sentence has its own id and says what answers it, or that it is for later.
fn statements(text: &str, standard: &Standard) -> Result<()> {
    let forms = forms::names();
    let mut ids = BTreeSet::new();
    for statement in &standard.statements {
        let quoted = format!("\"{}\"", statement.id);
        let line = line_of(text, |line| line.starts_with("id") && line.ends_with(&quoted));
        let refuse = |words: &str, field: &str| {
            let words = format!("{}条文「{}」{words}", at(line), statement.id);
            Err(Failure::new("pack_statement", words).at(field))
        };
        if !ids.insert(&statement.id) {
            return refuse("出现了两次，id 不能重复", "id");
        }
        if statement.clause.trim().is_empty() || statement.says.trim().is_empty() {
            return refuse("缺条款号或内容", "says");
        }
        if !statement.later && !statement.is_answered() {
            return refuse("没写由哪个表、哪个页面回答；以后才做的请写 later = true", "table");
        }
        if statement.later && !statement.table.is_empty() {
            return refuse("写了由哪个表回答，就不用再写 later", "later");
        }
        if !statement.form.is_empty() && !forms.contains(&statement.form.as_str()) {
            return refuse("写的表册程序里没有，请用 form --list 看有哪些", "form");
        }
    }
    Ok(())
}

/// Targets and rules are such as could be typed.
fn assessment(text: &str, standard: &Standard) -> Result<()> {
    let refuse = |words: &str, failure: Failure| {
        let quoted = format!("\"{words}\"");
        let line = line_of(text, |line| line.starts_with("text") && line.ends_with(&quoted));
        let refused = Failure::new("pack_score", format!("{}「{words}」：{}", at(line), failure.message));
        failure.field.iter().fold(refused, |refused, field| refused.at(field))
    };
    for target in &standard.letters.targets {
        points(&target.points, "points").map_err(|failure| refuse(&target.text, failure))?;
    }
    for rule in &standard.scores {
        rule_of_pack(standard, rule, 0).map_err(|failure| refuse(&rule.text, failure))?;
    }
    Ok(())
}

/// Lists of words that somebody must be able to choose from.
fn lists(standard: &Standard) -> [(&'static str, &[String]); 5] {
    let words = &standard.registers;
    [
        ("members", &standard.organisation.members),
        ("volunteers", &words.volunteers),
        ("places", &words.places),
        ("things", &words.things),
        ("organisations", &words.organisations),
    ]
}

/// What the reader of TOML says, in a sentence with the line.
fn unread(text: &str, error: &toml::de::Error) -> Failure {
    let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    let said = error.message();
    let quoted = |what: &str| said.strip_prefix(what).and_then(|rest| rest.split('`').nth(1));
    let (words, field) = match (quoted("unknown field"), quoted("missing field")) {
        (Some(field), _) => (format!("「{field}」不是规范文件里的项，请核对拼写"), Some(field)),
        (_, Some(field)) => (format!("起的这一节缺了「{field}」，请照随程序来的规范补上"), Some(field)),
        _ => ("写得不对，请照随程序来的规范改".to_owned(), None),
    };
    let failure = Failure::new("pack_unreadable", format!("规范文件{}{words}", at(line)));
    let failure = failure.hint(said.lines().next().unwrap_or_default());
    field.map_or(failure.clone(), |field| failure.at(field))
}

fn at(line: Option<usize>) -> String {
    line.map(|line| format!("第 {line} 行")).unwrap_or_default()
}

/// The line, counted from 1, of which this is true.
fn line_of(text: &str, is: impl Fn(&str) -> bool) -> Option<usize> {
    text.lines().position(|line| is(line.trim())).map(|at| at + 1)
}
