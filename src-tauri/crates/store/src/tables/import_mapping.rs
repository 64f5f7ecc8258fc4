//! How a list's columns were mapped, remembered by its set of captions. A habit, not a fact: outside of undo.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;
use crate::read::Reader;

impl Reader<'_> {
    /// The mapping that was last used for this set of captions, as it was remembered.
    pub fn mapping(&self, captions: &str) -> Result<Option<String>> {
        let mut one = self.conn.prepare_cached("SELECT mapping FROM import_mapping WHERE captions=?1")?;
        Ok(one.query_row([captions], |row| row.get(0)).optional()?)
    }
}

pub(crate) fn remember(conn: &Connection, captions: &str, mapping: &str, at: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO import_mapping(captions, mapping, at) VALUES(?1, ?2, ?3)
         ON CONFLICT(captions) DO UPDATE SET mapping = ?2, at = ?3",
    )?
    .execute([captions, mapping, at])?;
    Ok(())
}
