//! Settings: a text by key. What a text means is the caller's; one that changes a number carries its month in the key.

use rusqlite::OptionalExtension;

use crate::error::Result;
use crate::read::Reader;
use crate::write::Write;

/// One setting.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Setting {
    pub key: String,
    pub value: String,
}

crate::table::table!(Setting, "setting", [key, value]);

impl Reader<'_> {
    /// What is set, if anything.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        let mut one = self.conn.prepare_cached("SELECT value FROM setting WHERE key=?1")?;
        Ok(one.query_row([key], |row| row.get(0)).optional()?)
    }

    /// All settings, `(key, value)`, by key.
    pub fn settings(&self) -> Result<Vec<(String, String)>> {
        Ok(self.all::<Setting>()?.into_iter().map(|one| (one.key, one.value)).collect())
    }
}

impl Write<'_> {
    /// Sets a setting; `None` unsets it. Says whether that changed anything.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<bool> {
        match value {
            Some(value) => self.put(&Setting { key: key.to_owned(), value: value.to_owned() }),
            None => self.remove_key::<Setting>(key),
        }
    }
}
