//! The audit log: who revealed, printed, exported, imported, restored, changed keys or erased, in a chain of hashes.
//!
//! Each entry seals its words with a salt (`sealed`) and chains the seal with ids, instant and act (`chain`). Erasing
//! somebody's words blanks `what`, `reason` and `salt`: the chain stays whole, and the seal says nothing any more.

use domain::id::Id;
use rusqlite::{Connection, Row};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::hex;
use crate::write::Author;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditRow {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// RFC 3339, UTC.
    pub at: String,
    /// Who, by name.
    pub operator: String,
    /// What was done: `reveal`, `print`, `export`, …
    pub act: String,
    /// To what; blank once erased.
    pub what: Option<String>,
    /// Why; blank once erased.
    pub reason: Option<String>,
}

/// Hash of texts, each led by its length, so that no two lists of texts run together.
fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hex::encode(&hash.finalize())
}

fn seal(salt: &str, what: Option<&str>, reason: Option<&str>) -> String {
    // Absent and empty are different words.
    let word = |text: Option<&str>| text.map_or_else(|| "-".to_owned(), |text| format!("+{text}"));
    digest(&[salt, &word(what), &word(reason)])
}

/// Appends an entry.
pub(crate) fn append(
    conn: &Connection,
    author: Author<'_>,
    id: Id,
    at: &str,
    act: &str,
    what: Option<&str>,
    reason: Option<&str>,
) -> Result<()> {
    let (seq, before): (i64, String) = conn
        .prepare_cached(
            "SELECT coalesce(max(seq), 0) + 1, coalesce((SELECT chain FROM audit_log ORDER BY seq DESC LIMIT 1), '')
             FROM audit_log",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut salt = [0; 16];
    author.chance.fill(&mut salt);
    let (id, operator, salt) = (id.to_string(), author.operator.to_string(), hex::encode(&salt));
    let sealed = seal(&salt, what, reason);
    let chain = digest(&[&before, &seq.to_string(), &id, at, &operator, act, &sealed]);
    conn.prepare_cached(
        "INSERT INTO audit_log(seq, id, at, operator, act, what, reason, salt, sealed, chain)
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((seq, id, at, operator, act, what, reason, salt, sealed, chain))?;
    Ok(())
}

/// One page, newest first, with the number of all entries.
pub(crate) fn page(conn: &Connection, offset: usize, limit: usize) -> Result<(usize, Vec<AuditRow>)> {
    let total: u32 = conn.prepare_cached("SELECT count(*) FROM audit_log")?.query_row([], |row| row.get(0))?;
    let mut page = conn.prepare_cached(&format!("{ENTRY} ORDER BY seq DESC LIMIT ?1 OFFSET ?2"))?;
    let size = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let rows = page.query_map((size(limit), size(offset)), entry)?.collect::<rusqlite::Result<_>>()?;
    Ok((total as usize, rows))
}

/// All entries of these acts, newest first.
pub(crate) fn of(conn: &Connection, acts: &[&str]) -> Result<Vec<AuditRow>> {
    let marks = vec!["?"; acts.len()].join(",");
    let mut all = conn.prepare(&format!("{ENTRY} WHERE act IN ({marks}) ORDER BY seq DESC"))?;
    let rows = all.query_map(rusqlite::params_from_iter(acts), entry)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

const ENTRY: &str = "SELECT seq, at, operator.name, act, what, reason FROM audit_log
    JOIN operator ON operator.id = operator";

fn entry(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    Ok(AuditRow {
        seq: row.get(0)?,
        at: row.get(1)?,
        operator: row.get(2)?,
        act: row.get(3)?,
        what: row.get(4)?,
        reason: row.get(5)?,
    })
}

/// Blanks the words of these entries. Their seals stay, and say nothing without the salt.
pub(crate) fn blank(conn: &Connection, entries: &[i64]) -> Result<()> {
    let mut blank = conn.prepare("UPDATE audit_log SET what = NULL, reason = NULL, salt = NULL WHERE seq = ?1")?;
    for seq in entries {
        blank.execute([seq])?;
    }
    Ok(())
}

/// The number of the first entry at which the chain is broken or that no longer says what it said; none when all is
/// whole. What was erased says nothing, and is whole. Entries cut off at the end leave no trace here.
pub(crate) fn broken(conn: &Connection) -> Result<Option<i64>> {
    let mut entries = conn.prepare_cached(
        "SELECT seq, id, at, operator, act, what, reason, salt, sealed, chain FROM audit_log ORDER BY seq",
    )?;
    let mut rows = entries.query([])?;
    let (mut number, mut before) = (0_i64, String::new());
    while let Some(row) = rows.next()? {
        number += 1;
        let text = |at: usize| row.get::<_, String>(at);
        let (seq, sealed, chain): (i64, String, String) = (row.get(0)?, text(8)?, text(9)?);
        let salt: Option<String> = row.get(7)?;
        let (what, reason): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
        let words_hold = match &salt {
            Some(salt) => seal(salt, what.as_deref(), reason.as_deref()) == sealed,
            None => what.is_none() && reason.is_none(),
        };
        let expected = digest(&[&before, &number.to_string(), &text(1)?, &text(2)?, &text(3)?, &text(4)?, &sealed]);
        if seq != number || !words_hold || chain != expected {
            return Ok(Some(number));
        }
        before = chain;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use crate::book::{Book, hold};
    use crate::testing::book;

    fn with_entries() -> (tempfile::TempDir, Book) {
        let (folder, book) = book();
        for act in ["reveal", "print", "export"] {
            book.audit_append(act, Some("户卡"), Some("核对")).unwrap();
        }
        assert_eq!(book.audit_broken().unwrap(), None);
        (folder, book)
    }

    #[test]
    fn an_entry_changed_taken_out_or_moved_breaks_the_chain() {
        for (tampering, first) in [
            ("UPDATE audit_log SET act = 'nothing' WHERE seq = 2", 2),
            ("UPDATE audit_log SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2", 2),
            ("UPDATE audit_log SET reason = '无' WHERE seq = 2", 2),
            ("UPDATE audit_log SET what = NULL WHERE seq = 2", 2),
            ("UPDATE audit_log SET salt = NULL WHERE seq = 2", 2),
            ("DELETE FROM audit_log WHERE seq = 1", 1),
            ("DELETE FROM audit_log WHERE seq = 2", 2),
            ("UPDATE audit_log SET seq = 9 WHERE seq = 3", 3),
        ] {
            let (_folder, book) = with_entries();
            assert_eq!(hold(&book.writer).execute(tampering, []).unwrap(), 1);
            assert_eq!(book.audit_broken().unwrap(), Some(first), "{tampering}");
        }
    }

    #[test]
    fn the_entries_of_some_acts_are_found_among_all_newest_first() {
        let (_folder, book) = with_entries();
        let acts = |acts: &[&str]| -> Vec<(i64, String)> {
            book.audit_of(acts).unwrap().into_iter().map(|row| (row.seq, row.act)).collect()
        };
        assert_eq!(acts(&["reveal", "export"]), [(3, "export".to_owned()), (1, "reveal".to_owned())]);
        assert_eq!(acts(&["erase"]), []);
    }

    #[test]
    fn erasing_an_entrys_words_leaves_the_chain_whole() {
        let (_folder, book) = with_entries();
        hold(&book.writer)
            .execute("UPDATE audit_log SET what = NULL, reason = NULL, salt = NULL WHERE seq = 2", [])
            .unwrap();
        assert_eq!(book.audit_broken().unwrap(), None);
        assert_eq!(book.audit(0, 10).unwrap().1[1].what, None);
    }
}
