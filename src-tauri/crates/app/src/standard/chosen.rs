//! Which pack a book answers to: the shipped one, or a county's own, a file beside the books.
//!
//! A pack that vanished or broke never keeps a book shut: it opens with the shipped one and says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use store::{OpKind, Reader};
use ts_rs::TS;

use super::read::read_own;
use super::{Standard, Tally, shipped};
use crate::failure::{Failure, Result};
use crate::forms;
use crate::history;
use crate::session::{OpLabel, Session};
use crate::settings;

/// The setting that names the pack; none = the shipped one.
const KEY: &str = "standard";

/// The pack of a book, and why it is not the one that was chosen.
#[derive(Clone, Debug)]
pub(crate) struct InUse {
    pub standard: Arc<Standard>,
    pub trouble: Option<Failure>,
}

/// A pack that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "StandardPack")]
pub struct PackRow {
    /// Its id.
    pub id: String,
    /// Its title; its file's name where it cannot be read.
    pub name: String,
    /// Where it holds.
    pub region: Option<String>,
    /// Its file; none of the shipped one.
    pub file: Option<String>,
    /// Why it cannot be chosen.
    pub trouble: Option<String>,
    /// The book answers to it.
    pub chosen: bool,
}

/// A sentence of the standard, and what answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StatementRow {
    /// Unique in the pack.
    pub id: String,
    /// Such as `2.2`.
    pub clause: String,
    /// In short words.
    pub says: String,
    /// Name of the form that prints it.
    pub form: Option<String>,
    /// The form's title.
    pub title: Option<String>,
    /// The page that shows it.
    pub page: Option<String>,
    /// Nothing answers it yet.
    pub later: bool,
}

/// The standard of the book, as the settings show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Standards {
    /// The pack that the book answers to now, counted.
    pub tally: Tally,
    /// Why it is not the one that was chosen.
    pub trouble: Option<String>,
    /// Where a county's own packs are looked for.
    pub folder: String,
    /// What can be chosen, the shipped one first.
    pub packs: Vec<PackRow>,
    /// Its sentences in their order.
    pub statements: Vec<StatementRow>,
}

/// Where a county's packs lie: beside the book.
fn folder(session: &Session) -> PathBuf {
    let beside = session.book().dir().parent().map(Path::to_path_buf).unwrap_or_default();
    beside.join("standards")
}

/// A pack's file. An id that is no plain name is nobody's.
fn file_of(folder: &Path, id: &str) -> Result<PathBuf> {
    let plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_');
    if id.is_empty() || !id.chars().all(plain) {
        return Err(Failure::new("pack_id", "规范的 id 只能用字母、数字、- 和 _").at("id"));
    }
    Ok(folder.join(format!("{id}.toml")))
}

/// The pack that a book's settings name.
///
/// # Errors
/// What the store says. A pack that cannot be read is none: the shipped one stands in.
pub(crate) fn in_use(session: &Session, reader: &Reader<'_>) -> Result<InUse> {
    let shipped = shipped()?;
    let Some(id) = settings::value::<String>(reader, KEY)? else {
        return Ok(InUse { standard: Arc::clone(shipped), trouble: None });
    };
    match file_of(&folder(session), &id).and_then(|file| read_own(&file)) {
        Ok(standard) => Ok(InUse { standard: Arc::new(standard), trouble: None }),
        Err(why) => {
            let words = format!("选定的规范「{id}」用不了，先用随程序来的「{}」：{}", shipped.name, why.message);
            Ok(InUse { standard: Arc::clone(shipped), trouble: Some(Failure { message: words, ..why }) })
        }
    }
}

/// The standard of the book and what else could be chosen.
///
/// # Errors
/// What the store says.
pub fn standards(session: &Session) -> Result<Standards> {
    let InUse { standard, trouble } = (*session.in_use()?).clone();
    let folder = folder(session);
    let mut packs = vec![row(shipped()?, None, &standard)];
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .map(|entries| entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect())
        .unwrap_or_default();
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    for file in files {
        packs.push(match read_own(&file) {
            Ok(pack) => row(&pack, Some(&file), &standard),
            Err(why) => {
                let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                PackRow {
                    id: stem.clone(),
                    name: stem,
                    region: None,
                    file: Some(file.display().to_string()),
                    trouble: Some(why.message),
                    chosen: false,
                }
            }
        });
    }
    let titles = forms::list(&standard);
    let said = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let statements = standard.statements.iter().map(|one| StatementRow {
        id: one.id.clone(),
        clause: one.clause.clone(),
        says: one.says.clone(),
        form: said(&one.form),
        title: titles.iter().find(|info| info.form == one.form).map(|info| info.title.clone()),
        page: said(&one.page),
        later: one.later,
    });
    Ok(Standards {
        tally: Tally::of(&standard),
        trouble: trouble.map(|why| why.message),
        folder: folder.display().to_string(),
        packs,
        statements: statements.collect(),
    })
}

fn row(pack: &Standard, file: Option<&Path>, used: &Standard) -> PackRow {
    PackRow {
        id: pack.id.clone(),
        name: pack.name.clone(),
        region: Some(pack.region.clone()),
        file: file.map(|file| file.display().to_string()),
        trouble: None,
        chosen: pack.id == used.id,
    }
}

/// The book answers to this pack from now on.
///
/// # Errors
/// As [`super::read_file`]; `pack_id`; what the store says. Nothing changes then.
pub fn choose(session: &Session, id: &str) -> Result<Option<OpLabel>> {
    let own = id != shipped()?.id;
    if own {
        read_own(&file_of(&folder(session), id)?)?;
    }
    let label = "改用规范";
    let ((), op) = session.write(OpKind::SETTING, label, |write| {
        if own {
            return settings::put(write, KEY, &id);
        }
        write.set_setting(KEY, None)?;
        Ok(())
    })?;
    history::done(session, op, label)
}
