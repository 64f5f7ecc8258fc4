//! The key file: a small text in two copies, `store.key` and `store.key.2`, beside the store that it opens.
//!
//! First line: a mark and the SHA-256 of the rest. The rest is JSON: format, generation, label in the clear, wraps.
//! Copies are written one after the other, so one of them is always whole; the good one is used and mends the other.
//! Neither is ever deleted or replaced while none is good.

use std::fs;
use std::path::Path;

use domain::id::Id;
use domain::organisation::StationRole;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Result, StoreError};
use crate::folder::{self, KEYS};
use crate::hex;
use crate::seal::{DataKey, Holder, Wrap};

const MARK: &str = "hongwang-key sha256=";
const FORMAT: u32 = 1;

/// What stands on a book's cover, readable without a secret: no person's name belongs in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The station's name.
    pub name: String,
    /// Grid, village or town.
    pub station: StationRole,
    /// Invented people.
    pub sample: bool,
}

/// The content of a key file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    format: u32,
    /// Counts writings: of two good copies that differ the higher one holds.
    generation: u64,
    /// Version of the store's schema, so that a newer book is known by its cover.
    pub schema: u32,
    pub label: Label,
    pub wraps: Vec<Wrap>,
}

/// What every format says in the same place.
#[derive(Deserialize)]
struct Cover {
    format: u32,
    schema: u32,
    label: Label,
}

/// What the two copies together say.
pub(crate) enum Found {
    /// No copy is there.
    Missing,
    /// Copies are there, none is whole.
    Damaged,
    /// Written by a newer program.
    Newer(Label),
    /// The content, and the copies that do not hold it.
    Whole(KeyFile, Vec<&'static str>),
}

/// What the text of one key file says.
pub(crate) enum Text {
    /// Not what was written.
    Damaged,
    /// Written by a newer program.
    Newer(Label),
    /// The content.
    Whole(KeyFile),
}

impl KeyFile {
    pub(crate) fn new(label: Label, schema: u32, wraps: Vec<Wrap>) -> Self {
        Self { format: FORMAT, generation: 0, schema, label, wraps }
    }

    /// Reads the text of one. `schema` is the newest one that this program knows.
    pub(crate) fn read(bytes: &[u8], schema: u32) -> Text {
        let checked = std::str::from_utf8(bytes).ok().and_then(|text| {
            let (sum, body) = text.strip_prefix(MARK)?.split_once('\n')?;
            (hex::encode(&Sha256::digest(body)) == sum).then_some(body)
        });
        let Some(body) = checked else { return Text::Damaged };
        match serde_json::from_str::<Cover>(body) {
            Ok(cover) if cover.format > FORMAT || cover.schema > schema => Text::Newer(cover.label),
            Ok(_) => serde_json::from_str(body).map_or(Text::Damaged, Text::Whole),
            Err(_) => Text::Damaged,
        }
    }

    /// How often it was written.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Reads both copies. `schema` is the newest one that this program knows.
    pub(crate) fn find(dir: &Path, schema: u32) -> Found {
        let mut whole: Option<KeyFile> = None;
        let mut copies = Vec::new();
        let (mut missing, mut newer) = (0, None);
        for name in KEYS {
            match copy(dir, name, schema) {
                None => missing += 1,
                Some(Text::Damaged) => {}
                Some(Text::Newer(label)) => newer = Some(label),
                Some(Text::Whole(file)) => {
                    if whole.as_ref().is_none_or(|other| other.generation < file.generation) {
                        whole = Some(file.clone());
                    }
                    copies.push((name, file));
                }
            }
        }
        match (newer, whole) {
            (Some(label), _) => Found::Newer(label),
            (None, Some(file)) => {
                let good = |name| copies.iter().any(|(copy, other)| *copy == name && *other == file);
                let bad = KEYS.into_iter().filter(|name| !good(*name)).collect();
                Found::Whole(file, bad)
            }
            (None, None) if missing == KEYS.len() => Found::Missing,
            (None, None) => Found::Damaged,
        }
    }

    /// Writes one copy as it stands.
    pub(crate) fn mend(&self, dir: &Path, name: &str) -> Result<()> {
        folder::write_whole(dir, name, self.text()?.as_bytes())?;
        Ok(())
    }

    /// Writes both copies, one after the other, as the next generation.
    ///
    /// # Errors
    /// The first copy cannot be written: nothing is changed then.
    pub(crate) fn save(&mut self, dir: &Path) -> Result<()> {
        self.generation += 1;
        let [first, second] = KEYS;
        self.mend(dir, first)?;
        // The first one holds from here on, being the younger: what was asked for is done. A second one that stayed
        // behind is found by the check and mended by the next opening.
        let _ = self.mend(dir, second);
        Ok(())
    }

    /// As it is written.
    pub(crate) fn text(&self) -> Result<String> {
        let body = serde_json::to_string_pretty(self).map_err(|error| StoreError::Io(error.into()))?;
        Ok(format!("{MARK}{}\n{body}\n", hex::encode(&Sha256::digest(format!("{body}\n")))))
    }

    /// The data key by an operator's password, and whose password it was.
    pub(crate) fn by_password(&self, password: &str) -> Result<Option<(DataKey, usize)>> {
        for (at, wrap) in self.wraps.iter().enumerate() {
            if matches!(wrap.holder, Holder::Operator(_))
                && let Some(key) = wrap.open(password.as_bytes())?
            {
                return Ok(Some((key, at)));
            }
        }
        Ok(None)
    }

    /// The data key by the recovery code.
    pub(crate) fn by_code(&self, code: &[u8]) -> Result<Option<DataKey>> {
        let wrap = self.recovery().and_then(|at| self.wraps.get(at));
        wrap.map_or(Ok(None), |wrap| wrap.open(code))
    }

    /// Where an operator's wrap stands.
    pub(crate) fn of_operator(&self, operator: Id) -> Option<usize> {
        self.wraps.iter().position(|wrap| wrap.holder == Holder::Operator(operator))
    }

    /// Where the recovery code's wrap stands.
    pub(crate) fn recovery(&self) -> Option<usize> {
        self.wraps.iter().position(|wrap| wrap.holder == Holder::Recovery)
    }

    /// Where the first operator's wrap stands: theirs is the book when it is opened by the recovery code.
    pub(crate) fn owner(&self) -> Option<usize> {
        self.wraps.iter().position(|wrap| matches!(wrap.holder, Holder::Operator(_)))
    }
}

/// What one copy says; `None` when it is not there.
fn copy(dir: &Path, name: &str, schema: u32) -> Option<Text> {
    match fs::read(dir.join(name)) {
        Ok(bytes) => Some(KeyFile::read(&bytes, schema)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(_) => Some(Text::Damaged),
    }
}
