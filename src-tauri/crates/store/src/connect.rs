//! Connections: the key, the settings that every connection gets, and the schema.

use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};

use crate::error::{Result, StoreError};
use crate::seal::DataKey;

/// The schema, one file a version. Released ones are never edited.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001.sql"),
    include_str!("../migrations/0002.sql"),
    include_str!("../migrations/0003.sql"),
    include_str!("../migrations/0004.sql"),
    include_str!("../migrations/0005.sql"),
    include_str!("../migrations/0006.sql"),
    include_str!("../migrations/0007.sql"),
    include_str!("../migrations/0008.sql"),
];

/// The newest schema that this program knows.
pub(crate) fn newest() -> u32 {
    MIGRATIONS.len() as u32
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Makes the file, else as [`Use::Write`].
    Create,
    /// The one writer.
    Write,
    /// Drafts: what they write survives a kill, not a power cut, and costs no flush.
    Draft,
    /// Reads only.
    Read,
    /// Reads a book that may be damaged, and leaves its files as they are.
    Look,
    /// Reads a copy that nobody writes, and leaves nothing beside it.
    Frozen,
}

/// How long a connection waits for another's write.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Opens the rows with their key. The file's content is not looked at yet.
///
/// `cipher_memory_security` stays off: it locks and wipes every page that passes through SQLite's memory, at several
/// times the cost; SQLCipher wipes its keys at closing without it.
pub(crate) fn connect(path: &Path, key: &DataKey, purpose: Use) -> Result<Connection> {
    // SQLite counts itself ready before SQLCipher is: of two first connections at once, the second would find no cipher.
    static READY: Once = Once::new();
    READY.call_once(|| drop(Connection::open_in_memory()));
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
        | match purpose {
            Use::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            Use::Write | Use::Draft | Use::Read => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Use::Look => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Use::Frozen => OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
        };
    let conn = match purpose {
        Use::Frozen => Connection::open_with_flags(frozen(path), flags)?,
        _ => Connection::open_with_flags(path, flags)?,
    };
    // Closing would fold the log into the rows.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, purpose == Use::Look)?;
    // SQLCipher would write of damaged pages to the standard error, where `hongwang --json` answers.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    conn.execute_batch(&key.pragma())?;
    if !is_encrypted(&conn)? {
        return Err(StoreError::Damaged);
    }
    conn.execute_batch("PRAGMA cipher_compatibility = 4; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;")?;
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}

/// The path as a URI that tells SQLite: nobody writes this file, lock nothing, make no log.
fn frozen(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    if cfg!(windows) {
        // `C:\a` is written `/C:/a`.
        uri.push('/');
    }
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b':' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => uri += &format!("%{byte:02X}"),
        }
    }
    uri + "?immutable=1"
}

/// Whether a cipher stands between the connection and its file: without one, it would write in the clear.
fn is_encrypted(conn: &Connection) -> Result<bool> {
    let seal: Option<String> = conn.query_row("PRAGMA cipher_use_hmac", [], |row| row.get(0)).optional()?;
    Ok(seal.as_deref() == Some("1"))
}

/// The version of the schema; the first reading of the file, which tells whether key and file fit.
pub(crate) fn version(conn: &Connection) -> Result<u32> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// The settings of a connection of its use. The writer's cache is what an import may fill, not what is taken.
pub(crate) fn settle(conn: &Connection, purpose: Use) -> Result<()> {
    conn.execute_batch(match purpose {
        Use::Create | Use::Write => {
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
             PRAGMA journal_size_limit = 8388608; PRAGMA cache_size = -65536;"
        }
        Use::Draft => "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -256;",
        Use::Read | Use::Look | Use::Frozen => "PRAGMA query_only = ON; PRAGMA cache_size = -8192;",
    })?;
    Ok(())
}

/// Folds the log that a killed program or a power cut left back into the file. Until then a page of the file may be
/// torn whose whole copy lies in the log: reading goes by the log, but who looks at the file alone (the check of the
/// seals, a copy of the file) would call it damaged. A disk that cannot take it now leaves the log as it is.
pub(crate) fn fold(conn: &Connection) {
    let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
}

/// Brings the schema from its version to the newest of `migrations`, all or nothing, and says whether there was anything
/// to do. A newer one is refused.
pub(crate) fn migrate(conn: &mut Connection, migrations: &[&str]) -> Result<bool> {
    let version = version(conn)? as usize;
    if version > migrations.len() {
        return Err(StoreError::Newer);
    }
    if version == migrations.len() {
        return Ok(false);
    }
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in &migrations[version..] {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", migrations.len() as u32)?;
    transaction.commit()?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Book, hold};
    use crate::testing::{Dice, PASSWORD, book};
    use crate::{BookState, Secret, peek};
    use std::sync::Arc;

    const FIRST: &str = "CREATE TABLE one(a TEXT) STRICT; INSERT INTO one VALUES ('x');";
    const SECOND: &str = "ALTER TABLE one ADD COLUMN b TEXT;";

    fn schema(conn: &Connection) -> Vec<String> {
        let mut all = conn.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").unwrap();
        all.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    }

    #[test]
    fn a_migration_that_fails_leaves_the_version_before_it_whole() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, &[FIRST]).unwrap();
        let before = schema(&conn);
        let failed = migrate(&mut conn, &[FIRST, SECOND, "CREATE TABLE two(; "]);
        assert!(failed.is_err());
        assert_eq!((version(&conn).unwrap(), schema(&conn)), (1, before));
        assert!(migrate(&mut conn, &[FIRST, SECOND]).unwrap());
        assert_eq!(version(&conn).unwrap(), 2);
        assert!(!migrate(&mut conn, &[FIRST, SECOND]).unwrap());
        assert!(matches!(migrate(&mut conn, &[FIRST]), Err(StoreError::Newer)));
    }

    #[test]
    fn the_schema_reached_step_by_step_is_the_one_of_a_new_store() {
        let (_folder, book) = book();
        let mut steps = Connection::open_in_memory().unwrap();
        for count in 1..=MIGRATIONS.len() {
            migrate(&mut steps, &MIGRATIONS[..count]).unwrap();
        }
        assert_eq!(schema(&steps), schema(&hold(&book.writer)));
    }

    #[test]
    fn every_foreign_key_is_deferred_and_has_an_index() {
        let (_folder, book) = book();
        let conn = hold(&book.writer);
        let mut keys = conn
            .prepare(
                "SELECT t.name, k.\"from\", t.sql FROM sqlite_schema t, pragma_foreign_key_list(t.name) k
                 WHERE t.type = 'table'",
            )
            .unwrap();
        let keys: Vec<(String, String, String)> = keys
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        assert!(keys.len() > 15);
        for (table, column, sql) in keys {
            let indexed: bool = conn
                .query_row(
                    "SELECT EXISTS (SELECT 1 FROM pragma_index_list(?1) i, pragma_index_info(i.name) c
                     WHERE c.seqno = 0 AND c.name = ?2)",
                    [&table, &column],
                    |row| row.get(0),
                )
                .unwrap();
            assert!(indexed, "{table} {column}");
            assert_eq!(
                sql.matches("REFERENCES").count(),
                sql.matches("DEFERRABLE INITIALLY DEFERRED").count(),
                "{table}"
            );
        }
    }

    #[test]
    fn a_connection_without_a_cipher_is_told_from_one_with() {
        let (_folder, book) = book();
        assert!(is_encrypted(&hold(&book.writer)).unwrap());
        assert!(!is_encrypted(&Connection::open_in_memory().unwrap()).unwrap());
    }

    #[test]
    fn a_newer_store_is_refused_and_left_as_it_is_though_its_cover_does_not_say_so() {
        let (folder, book) = book();
        hold(&book.writer).pragma_update(None, "user_version", 99).unwrap();
        drop(book);
        let before = std::fs::read(folder.path().join("store.db")).unwrap();
        let opened = Book::open(folder.path(), Secret::Password(PASSWORD), Arc::new(Dice::new(2)));
        assert!(matches!(opened.err().unwrap(), StoreError::Newer));
        assert_eq!(std::fs::read(folder.path().join("store.db")).unwrap(), before);
        assert!(matches!(peek(folder.path()), BookState::Ready(_)));
    }

    #[test]
    fn every_connection_has_the_settings_that_its_use_asks_for() {
        let (_folder, book) = book();
        let says = |conn: &Connection, pragma: &str| -> String {
            conn.query_row(&format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}"), [], |row| row.get(0))
                .unwrap()
        };
        let writer = hold(&book.writer);
        for (pragma, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("secure_delete", "1"),
            ("temp_store", "2"),
        ] {
            assert_eq!(says(&writer, pragma), value, "{pragma}");
        }
        assert_eq!(says(&hold(&book.drafts), "synchronous"), "1");
        let refused = book.read(|r| Ok::<_, StoreError>(r.conn.execute("DELETE FROM person", []))).unwrap();
        assert!(refused.is_err(), "a reader wrote");
    }
}
