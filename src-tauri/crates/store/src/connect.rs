//! Connections: the key, the settings that every connection gets, and the schema.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Result, StoreError};
use crate::seal::DataKey;

/// The schema, one file a version. Released ones are never edited.
pub(crate) const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001.sql")];

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
}

/// Opens the rows with their key. The file's content is not looked at yet.
///
/// `cipher_memory_security` stays off: it locks and wipes every page that passes through SQLite's memory, at several
/// times the cost; SQLCipher wipes its keys at closing without it.
pub(crate) fn connect(path: &Path, key: &DataKey, purpose: Use) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if purpose == Use::Create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let conn = Connection::open_with_flags(path, flags)?;
    conn.execute_batch(&key.pragma())?;
    conn.execute_batch("PRAGMA cipher_compatibility = 4; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;")?;
    conn.busy_timeout(Duration::from_secs(30))?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
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
        Use::Read => "PRAGMA query_only = ON; PRAGMA cache_size = -8192;",
    })?;
    Ok(())
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
