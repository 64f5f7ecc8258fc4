//! An open book: its connections, and the way in and out.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use domain::id::Id;
use domain::organisation::Station;
use rusqlite::{Connection, TransactionBehavior};

use crate::backup::{self, Origin};
use crate::chance::{self, Chance};
use crate::connect::{self, MIGRATIONS, Use};
use crate::error::{Result, StoreError};
use crate::folder::{self, DATABASE, DATABASE_NEW, Lock};
use crate::key::{KeyFile, Label};
use crate::read::Reader;
use crate::recovery::RecoveryCode;
use crate::restore;
use crate::seal::{Cost, DataKey, Holder, Wrap};
use crate::table::Columns;
use crate::tables::operator::Operator;
use crate::unlock::{self, Secret};
use crate::write::{Author, OpKind, Write, Written, rehearse, write};

/// How often somebody who waits for a reader looks whether one is free.
const TURN: Duration = Duration::from_micros(200);

/// One open store. Shared by reference between threads; dropping it closes the store, wipes SQLCipher's keys and gives
/// the folder free.
pub struct Book {
    // Closed in this order: the writer last, so that it folds the log back into the file; then the lock.
    readers: [Mutex<Connection>; 2],
    pub(crate) drafts: Mutex<Connection>,
    pub(crate) writer: Mutex<Connection>,
    /// The rows as bytes, for backups. Opened before the connections and closed after them: by POSIX, closing any
    /// handle on a file gives away all locks that the process has on it, SQLite's too.
    pub(crate) database: File,
    pub(crate) backing_up: Mutex<()>,
    pub(crate) key: DataKey,
    pub(crate) key_file: Mutex<KeyFile>,
    pub(crate) dir: PathBuf,
    pub(crate) chance: Arc<dyn Chance>,
    operator: Operator,
    device: Id,
    _lock: Lock,
}

pub(crate) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere rolled its transaction back: the connection is as good as before.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Book {
    /// Makes a book in `dir`, which is made when it is not there, and gives its recovery code, this once. Refuses a
    /// folder that holds a book ([`StoreError::Exists`]).
    pub fn create(
        dir: &Path,
        label: &Label,
        password: &str,
        operator_name: &str,
        station: &Station,
        chance: Arc<dyn Chance>,
    ) -> Result<(Self, RecoveryCode)> {
        Self::create_with(dir, label, password, operator_name, station, chance, Cost::BOOK)
    }

    /// [`Book::create`] at another cost of unlocking: for tests and samples.
    pub fn create_with(
        dir: &Path,
        label: &Label,
        password: &str,
        operator_name: &str,
        station: &Station,
        chance: Arc<dyn Chance>,
        cost: Cost,
    ) -> Result<(Self, RecoveryCode)> {
        if password.is_empty() {
            return Err(StoreError::EmptyPassword);
        }
        fs::create_dir_all(dir)?;
        if folder::holds_a_book(dir) {
            return Err(StoreError::Exists);
        }
        let lock = Lock::take(dir)?;
        let operator = Operator { id: chance::mint(&*chance), name: operator_name.to_owned(), from: None, to: None };
        let key = DataKey::new(&*chance);
        let code = RecoveryCode::new(&*chance);
        let wraps = vec![
            Wrap::new(&key, Holder::Operator(operator.id), password.as_bytes(), cost, &*chance)?,
            Wrap::new(&key, Holder::Recovery, code.bytes(), cost, &*chance)?,
        ];
        // Rows first, under a name of their own; then the key; then the rows' name. Cut short anywhere, there is either
        // no book yet or a whole one. What an earlier attempt left has no key and is nothing.
        let new = dir.join(DATABASE_NEW);
        for name in [DATABASE_NEW.to_owned(), format!("{DATABASE_NEW}-wal"), format!("{DATABASE_NEW}-shm")] {
            if let Err(error) = fs::remove_file(dir.join(name))
                && error.kind() != std::io::ErrorKind::NotFound
            {
                return Err(error.into());
            }
        }
        begin(&new, &key, &operator, station)?;
        KeyFile::new(label.clone(), connect::newest(), wraps).save(dir)?;
        let (file, _) = unlock::key_file(dir)?;
        Ok((Self::with(dir, lock, file, key, operator.id, chance)?, code))
    }

    /// Opens the book of `dir`. What cannot be opened is left as it is.
    pub fn open(dir: &Path, secret: Secret<'_>, chance: Arc<dyn Chance>) -> Result<Self> {
        restore::finish(dir)?;
        // Looked at before the lock, which would leave a file where no book is.
        unlock::key_file(dir)?;
        let lock = Lock::take(dir)?;
        let (file, bad) = unlock::key_file(dir)?;
        if ![DATABASE, DATABASE_NEW].iter().any(|name| dir.join(name).exists()) {
            return Err(StoreError::NoDatabase);
        }
        let (key, operator) = unlock::unlock(dir, &file, secret, &*chance)?;
        for name in bad {
            // One whole copy opens the book; one that cannot be mended now is found by the check.
            let _ = file.mend(dir, name);
        }
        Self::with(dir, lock, file, key, operator, chance).map_err(|error| folder::why(dir, error))
    }

    fn with(
        dir: &Path,
        lock: Lock,
        mut file: KeyFile,
        key: DataKey,
        operator: Id,
        chance: Arc<dyn Chance>,
    ) -> Result<Self> {
        let path = dir.join(DATABASE);
        if !path.exists() {
            folder::rename(dir, &dir.join(DATABASE_NEW), DATABASE)?;
        }
        // SQLite takes an empty file for a new store; ours is never empty.
        if fs::metadata(&path)?.len() == 0 {
            return Err(StoreError::Damaged);
        }
        let database = File::open(&path)?;
        let mut writer = Mutex::new(connect::connect(&path, &key, Use::Write)?);
        let version = connect::version(&hold(&writer))?;
        match version {
            0 => return Err(StoreError::Damaged),
            version if version > connect::newest() => return Err(StoreError::Newer),
            _ => connect::settle(&hold(&writer), Use::Write)?,
        }
        connect::fold(&hold(&writer));
        if version < connect::newest() {
            let made_at = chance.now();
            let origin = Origin { dir, database: &database, key: &key, key_file: &file, made_at };
            backup::make(&origin, &writer, None)?;
        }
        let conn = writer.get_mut().unwrap_or_else(PoisonError::into_inner);
        if connect::migrate(conn, MIGRATIONS)? || file.schema != connect::newest() {
            file.schema = connect::newest();
            file.save(dir)?;
        }
        let other = |purpose| -> Result<Mutex<Connection>> {
            let conn = connect::connect(&path, &key, purpose)?;
            connect::settle(&conn, purpose)?;
            Ok(Mutex::new(conn))
        };
        let (readers, drafts) = ([other(Use::Read)?, other(Use::Read)?], other(Use::Draft)?);
        let reader = Reader::new(conn);
        let operator = reader.get::<Operator>(operator)?.ok_or(StoreError::Damaged)?;
        let device = restore::device(&reader)?;
        Ok(Self {
            readers,
            drafts,
            writer,
            database,
            backing_up: Mutex::new(()),
            key,
            key_file: Mutex::new(file),
            dir: dir.to_owned(),
            chance,
            operator,
            device,
            _lock: lock,
        })
    }

    /// Does one user action: one transaction, rolled back when `act` fails or panics. An operation that changes nothing
    /// leaves nothing behind.
    pub fn write<T, E: From<StoreError>>(
        &self,
        op: OpKind,
        label: &str,
        act: impl FnOnce(&mut Write<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        write(&mut hold(&self.writer), self.author(), op, label, None, act)
    }

    /// Does an action as [`Book::write`] does and takes all of it back: to show what would come of it.
    pub fn rehearse<T, E: From<StoreError>>(&self, act: impl FnOnce(&mut Write<'_>) -> Result<T, E>) -> Result<T, E> {
        rehearse(&mut hold(&self.writer), self.author(), act)
    }

    /// Reads one consistent snapshot, beside any write.
    pub fn read<T, E: From<StoreError>>(&self, read: impl FnOnce(&Reader<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut conn = self.reader();
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Deferred).map_err(StoreError::from)?;
        read(&Reader::new(&transaction))
    }

    /// The reader that is free, or comes free first.
    pub(crate) fn reader(&self) -> MutexGuard<'_, Connection> {
        loop {
            let free = self.readers.iter().find_map(|reader| match reader.try_lock() {
                Ok(reader) => Some(reader),
                // Whoever panicked changed nothing: it reads only.
                Err(TryLockError::Poisoned(reader)) => Some(reader.into_inner()),
                Err(TryLockError::WouldBlock) => None,
            });
            match free {
                Some(reader) => return reader,
                None => thread::sleep(TURN),
            }
        }
    }

    /// Who opened the book; its owner when the recovery code did.
    #[must_use]
    pub fn operator(&self) -> &Operator {
        &self.operator
    }

    /// Where it lies.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn author(&self) -> Author<'_> {
        Author { operator: self.operator.id, device: self.device, chance: &*self.chance }
    }
}

/// Makes the rows of a new book: the schema, its operator and its station. These two are no operation: a book without
/// them is none, so no undo may reach them.
fn begin(path: &Path, key: &DataKey, operator: &Operator, station: &Station) -> Result<()> {
    let mut conn = connect::connect(path, key, Use::Create)?;
    connect::settle(&conn, Use::Create)?;
    connect::migrate(&mut conn, MIGRATIONS)?;
    let transaction = conn.transaction()?;
    transaction.execute(&Operator::sql().insert, rusqlite::params_from_iter(operator.cells()))?;
    transaction.execute(&Station::sql().insert, rusqlite::params_from_iter(station.cells()))?;
    transaction.commit()?;
    // Closing folds the log into the file and flushes it.
    conn.close().map_err(|(_, error)| error)?;
    Ok(())
}
