//! The store's part of the health check: is the file sound, do rows point to rows, do operations and images agree.
//! What the rows say of people is `app`'s to judge.

use rusqlite::Connection;
use serde::Serialize;

use crate::error::Result;
use crate::image;
use crate::reference;
use crate::tables;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is lost or would be: restore from a backup.
    Error,
    /// Worth knowing.
    Note,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `integrity.cipher`, `integrity.page`, `integrity.reference`, `integrity.history`, `integrity.key_copy`.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Where: table and row, or what SQLite says; no content of a row.
    pub record: Option<String>,
}

impl Finding {
    pub(crate) fn error(code: &'static str, record: String) -> Self {
        Self { code, severity: Severity::Error, record: Some(record) }
    }
}

/// Looks the store over; `quick` leaves out the reading of every page's seal and of every index.
pub(crate) fn check(conn: &Connection, quick: bool) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    let mut say = |code, sql: &str| -> Result<()> {
        let mut lines = conn.prepare(sql)?;
        let lines = lines.query_map([], |row| row.get::<_, String>(0))?;
        for line in lines {
            let line = line?;
            if line != "ok" {
                found.push(Finding::error(code, line));
            }
        }
        Ok(())
    };
    if !quick {
        say("integrity.cipher", "PRAGMA cipher_integrity_check")?;
    }
    say("integrity.page", if quick { "PRAGMA quick_check" } else { "PRAGMA integrity_check" })?;
    say("integrity.history", HISTORY)?;
    for one in reference::dangling(conn)? {
        found.push(Finding::error("integrity.reference", format!("{} {}", one.table, one.key)));
    }
    images(conn, &mut found)?;
    Ok(found)
}

/// Operations without a gap: each but an undo and an erasing changed something, changes count from 0, undoes looks back, one each.
const HISTORY: &str = "
    SELECT 'op ' || seq FROM op
    WHERE undoes IS NULL AND kind <> 'erase' AND NOT EXISTS (SELECT 1 FROM change WHERE change.op = op.seq)
    UNION ALL
    SELECT 'op ' || op FROM change GROUP BY op HAVING min(n) <> 0 OR max(n) <> count(*) - 1
    UNION ALL
    SELECT 'op ' || seq FROM op WHERE (undoes IS NULL) <> (kind NOT IN ('undo', 'redo')) OR undoes >= seq
    UNION ALL
    SELECT 'op ' || seq FROM (SELECT seq, counter, lag(counter) OVER (ORDER BY seq) AS before FROM op)
    WHERE counter <= before";

/// Every image can be written back, and its row's key is its own.
fn images(conn: &Connection, found: &mut Vec<Finding>) -> Result<()> {
    let mut kept = conn.prepare("SELECT op, n, tbl, \"row\", before FROM change WHERE before IS NOT NULL")?;
    let mut rows = kept.query([])?;
    while let Some(row) = rows.next()? {
        let text = |at| row.get_ref(at).ok().and_then(|value| value.as_str().ok()).unwrap_or_default();
        let fits = tables::logged().into_iter().find(|sql| sql.table == text(2));
        if !fits.is_some_and(|sql| image::fits(sql, text(3), text(4))) {
            let (op, n): (i64, i64) = (row.get(0)?, row.get(1)?);
            found.push(Finding::error("integrity.history", format!("op {op} change {n}")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::StoreError;
    use crate::book::hold;
    use crate::testing::book;
    use crate::write::OpKind;
    use domain::person::Person;

    #[test]
    fn each_kind_of_disorder_is_found_and_named() {
        for (code, disorder) in [
            (
                "integrity.reference",
                "INSERT INTO work(id, person, kind)
                 VALUES ('00000000-0000-7000-8000-000000000000', '00000000-0000-7000-8000-000000000001', '在家')",
            ),
            ("integrity.history", "DELETE FROM change WHERE op = 1 AND n = 0"),
            ("integrity.history", "DELETE FROM change WHERE op = 2"),
            ("integrity.history", "UPDATE op SET kind = 'change' WHERE seq = 3"),
            ("integrity.history", "UPDATE op SET counter = 9 WHERE seq = 2"),
            ("integrity.history", "UPDATE change SET before = '{\"id\":' WHERE before IS NOT NULL"),
            ("integrity.history", "UPDATE change SET before = '{\"id\":\"x\"}' WHERE before IS NOT NULL"),
            ("integrity.history", "UPDATE change SET tbl = 'draft' WHERE before IS NOT NULL"),
        ] {
            let (_folder, book) = book();
            for name in ["王小测", "李小测"] {
                book.write(OpKind::new("change"), "加", |w| {
                    for _ in 0..2 {
                        let person = Person::named(w.mint(), name);
                        w.put(&person)?;
                    }
                    Ok::<_, StoreError>(())
                })
                .unwrap();
            }
            book.undo(None).unwrap();
            assert_eq!(book.check(false).unwrap(), vec![]);
            let conn = hold(&book.writer);
            conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
            assert!(conn.execute(disorder, []).unwrap() > 0, "{disorder}");
            drop(conn);
            let found = book.check(true).unwrap();
            assert!(!found.is_empty() && found.iter().all(|one| one.code == code), "{disorder}: {found:?}");
        }
    }
}
