//! The new book, made whole and proven in a folder of its own beside the old one.

use std::fs::{self, File};
use std::path::Path;

use domain::id::Id;
use rusqlite::{Connection, TransactionBehavior};

use super::{DEVICE, Opened, device, flush, in_backup};
use crate::audit;
use crate::backup::content::seals_hold;
use crate::backup::file;
use crate::chance::{Chance, mint};
use crate::connect::{self, MIGRATIONS, Use};
use crate::error::{Result, StoreError};
use crate::folder::{self, DATABASE, KEYS};
use crate::read::Reader;
use crate::seal::DataKey;
use crate::write::Author;

/// Where it is made. A folder of this name without a journal is nothing: it is made anew.
pub(super) const SIDE: &str = "restore.new";

/// Makes the folder [`SIDE`] of a backup. On an error there is none.
pub(super) fn prepare(dir: &Path, source: &Path, opened: &Opened, chance: &dyn Chance) -> Result<()> {
    let side = dir.join(SIDE);
    if side.exists() {
        fs::remove_dir_all(&side)?;
    }
    fs::create_dir(&side)?;
    make(&side, source, opened, chance).inspect_err(|_| drop(fs::remove_dir_all(&side)))?;
    Ok(folder::flush(dir)?)
}

fn make(side: &Path, source: &Path, opened: &Opened, chance: &dyn Chance) -> Result<()> {
    let path = side.join(DATABASE);
    let mut out = File::create(&path)?;
    let tail = file::open(&mut file::claimed(source)?, &mut out)?;
    drop(out);
    // Read anew: it could be another file by now.
    if opened.tail.as_ref().is_none_or(|known| known.seal != tail.seal) {
        return Err(StoreError::BackupDamaged);
    }
    let mut conn = connect::connect(&path, &opened.key, Use::Write).map_err(in_backup)?;
    connect::settle(&conn, Use::Write).map_err(in_backup)?;
    if !tail.header.content.check(&conn).map_err(in_backup)? {
        return Err(StoreError::BackupDamaged);
    }
    // A free page that is damaged goes from book to backup and back. Nothing is in it, but the health check finds it and
    // says to restore: here it comes to an end.
    if !seals_hold(&conn).map_err(in_backup)? {
        conn.execute_batch("VACUUM")?;
    }
    connect::migrate(&mut conn, MIGRATIONS)?;
    go_on_apart(&mut conn, opened.operator, &format!("备份 {:06}", tail.header.number), chance)?;
    conn.close().map_err(|(_, error)| error)?;
    flush(&path)?;
    let mut key_file = tail.key_file;
    key_file.schema = connect::newest();
    for name in KEYS {
        key_file.mend(side, name)?;
    }
    Ok(())
}

/// Gives the restored book a device id of its own, and notes the restore.
fn go_on_apart(conn: &mut Connection, operator: Id, what: &str, chance: &dyn Chance) -> Result<()> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let device = mint(chance);
    transaction.execute(
        "INSERT INTO setting(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (DEVICE, device.to_string()),
    )?;
    let author = Author { operator, device, chance };
    audit::append(&transaction, author, mint(chance), &chance.now(), "restore", Some(what), None)?;
    Ok(transaction.commit()?)
}

/// Notes in a book that was put aside that it came back. It goes on under its own device id: the branch that it stands
/// aside for has another one.
pub(super) fn note(path: &Path, key: &DataKey, operator: Id, chance: &dyn Chance) -> Result<()> {
    let mut conn = connect::connect(path, key, Use::Write)?;
    if connect::version(&conn)? != connect::newest() {
        return Ok(());
    }
    connect::settle(&conn, Use::Write)?;
    let author = Author { operator, device: device(&Reader::new(&conn))?, chance };
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    audit::append(&transaction, author, mint(chance), &chance.now(), "restore", Some("撤回恢复"), None)?;
    transaction.commit()?;
    conn.close().map_err(|(_, error)| error)?;
    flush(path)
}
