//! What can go wrong with a store, each with a sentence that says the next step and a code that screens act on.
//!
//! Nothing here ever holds a value out of a row: messages and logs stay free of personal data.

use std::io;

use crate::history::OpRow;

/// Result of this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Why a store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No store in the folder.
    #[error("这个文件夹里没有账本，请另选一个，或新建账本")]
    NotHere,
    /// A new book was asked for where one already is.
    #[error("这个文件夹里已经有账本，请换一个文件夹，或直接打开它")]
    Exists,
    /// Another program or window holds the store.
    #[error("账本正被另一个程序使用，请先关闭那个程序，再打开")]
    InUse,
    /// Rows without the key file.
    #[error("账本的钥匙文件不见了，账本原样保留；请用备份恢复")]
    NoKey,
    /// Neither copy of the key file can be read.
    #[error("账本的两份钥匙文件都已损坏，账本原样保留；请用备份恢复")]
    KeyDamaged,
    /// The key file without the rows.
    #[error("账本的数据文件不见了，别的文件原样保留；请用备份恢复")]
    NoDatabase,
    /// The rows cannot be read with the right key.
    #[error("账本的数据文件已损坏，原样保留；请用备份恢复")]
    Damaged,
    /// Written by a newer program.
    #[error("这个账本由更新的版本写成，没有改动它；请先更新本程序")]
    Newer,
    /// No wrap opens with this password.
    #[error("密码不对，请 {wait} 秒后再试；忘了密码，可用封存的恢复码重设")]
    WrongPassword {
        /// Seconds until the next try.
        wait: u64,
    },
    /// Too soon after a wrong password or code.
    #[error("试错次数多了，请等 {seconds} 秒再试")]
    Wait {
        /// Seconds left.
        seconds: u64,
    },
    /// A recovery code that was read right but is not this book's (or no longer).
    #[error("恢复码不是这个账本的，请 {wait} 秒后再试；请核对是不是最新打印的那一张")]
    WrongCode {
        /// Seconds until the next try.
        wait: u64,
    },
    /// The letters of a recovery code contradict its check letters.
    #[error("恢复码有字抄错了，请对照恢复单逐字核对")]
    MistypedCode,
    /// A password of no characters.
    #[error("密码不能为空，请输入密码")]
    EmptyPassword,
    /// No room on the disk.
    #[error("磁盘已满，没有保存；请删去不用的文件再试")]
    Full,
    /// Folder or disk cannot be written.
    #[error("账本所在的磁盘或文件夹不能写，没有保存；请检查写保护和权限")]
    ReadOnly,
    /// The disk failed in some other way. When it was the flush that failed, nobody can know what became of the write.
    #[error("读写磁盘出错，刚才的内容可能没有保存；请检查磁盘或 U 盘，重新打开账本核对后再试")]
    Io(#[source] io::Error),
    /// Another write holds the store for too long.
    #[error("账本正忙，没有保存；请稍后再试")]
    Busy,
    /// A row would point to a row that is not there.
    #[error("有记录指向不存在的记录，没有保存；请刷新后再试")]
    Reference,
    /// A row breaks a rule of its table.
    #[error("有记录不合规则，没有保存；请检查填写的内容")]
    Constraint,
    /// A stored value that this program cannot read.
    #[error("账本里有读不懂的内容（{table} {column}），请运行体检")]
    Unreadable {
        /// Table.
        table: &'static str,
        /// Column.
        column: String,
    },
    /// SQLite said something else.
    #[error("账本出错，没有保存；请重新打开账本，再不行请运行体检")]
    Sqlite(#[source] rusqlite::Error),
    /// The undo stack is empty.
    #[error("没有可以撤销的操作")]
    NothingToUndo,
    /// The redo stack is empty.
    #[error("没有可以重做的操作")]
    NothingToRedo,
    /// No operation has this number.
    #[error("没有这个操作，请从操作历史里选")]
    NoSuchOp,
    /// It was undone before.
    #[error("这个操作已经撤销过了")]
    AlreadyUndone,
    /// A file that does not end as a backup of ours does.
    #[error("这个文件不是红网台账的备份，或者没有拷全；请换一个文件")]
    NotABackup,
    /// A file of a book itself, chosen as a backup.
    #[error("这是账本自己的文件，不是备份；请选账本文件夹的 backups 里 .hwb 结尾的文件")]
    LiveFile,
    /// A backup whose seal does not hold.
    #[error("这份备份已损坏，没有用它；请换一份备份")]
    BackupDamaged,
    /// A backup of another book than the one in the folder.
    #[error("这份备份是另一个账本的，没有恢复；请恢复成一本新账，放在另一个文件夹里")]
    OtherBook,
    /// What was written is not what it should be.
    #[error("备份写好后没有通过核对，没有留下，以前的备份都还在；请检查磁盘后再备份")]
    NotProven,
    /// Somebody reads for too long.
    #[error("账本正忙，这次没有备份成，以前的备份都还在；请稍后再备份")]
    BackupBusy,
    /// No restore to take back.
    #[error("没有可以撤回的恢复")]
    NothingReplaced,
    /// The disk failed between putting the old book aside and putting the new one in place.
    #[error("恢复没有做完，原来的账本都还在备份文件夹里；请检查磁盘，再打开账本，会接着做完")]
    HalfRestored(#[source] Box<StoreError>),
    /// A change of operators.
    #[error("使用人的变动不能撤销；要改，请在「使用人」里重新添加或停用")]
    OperatorsStay,
    /// The erasing of a person.
    #[error("清除了的信息已经没有了，这一步不能撤销")]
    ErasedStays,
    /// The sealing of a month.
    #[error("结账不能撤销；要改这个月的数，改好以后写明理由重新结账")]
    ClosedStays,
    /// An undo that would count an erased person again.
    #[error("撤销它会让一个已经清除的人又算进来，所以不能撤销")]
    BringsBack,
    /// No operator has this id.
    #[error("没有这个使用人，请刷新后再试")]
    NoSuchOperator,
    /// Ending oneself.
    #[error("不能停用正在使用的人；请换另一个使用人打开账本再停用，或办理换届交接")]
    OwnOperator,
    /// Ending the only one.
    #[error("这是最后一个能打开账本的使用人，不能停用；请先添加另一个")]
    LastOperator,
    /// Another operator bears this name.
    #[error("已经有一个同名的使用人，请在姓名后加一个区别")]
    NameTaken,
    /// Another operator's password.
    #[error("这个密码不能用，请另设一个")]
    PasswordTaken,
    /// A right password, but of another operator than the one who is at it.
    #[error("请输入您自己的密码（现在打开账本的人）")]
    NotOwnPassword,
    /// Later operations stand on this one.
    #[error("后来的操作改过同样的记录，请先撤销那些操作（共 {} 个）", .0.len())]
    Later(Vec<OpRow>),
}

impl StoreError {
    /// What screens and scripts act on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotHere => "store.none",
            Self::Exists => "store.exists",
            Self::InUse => "store.in_use",
            Self::NoKey => "store.key_missing",
            Self::KeyDamaged => "store.key_damaged",
            Self::NoDatabase => "store.db_missing",
            Self::Damaged => "store.damaged",
            Self::Newer => "store.newer",
            Self::WrongPassword { .. } => "store.wrong_password",
            Self::Wait { .. } => "store.wait",
            Self::WrongCode { .. } => "store.wrong_code",
            Self::MistypedCode => "store.mistyped_code",
            Self::EmptyPassword => "store.empty_password",
            Self::Full => "disk.full",
            Self::ReadOnly => "disk.read_only",
            Self::Io(_) => "disk.io",
            Self::Busy => "store.busy",
            Self::Reference => "store.reference",
            Self::Constraint => "store.constraint",
            Self::Unreadable { .. } => "store.unreadable",
            Self::Sqlite(_) => "store.sqlite",
            Self::NothingToUndo => "undo.nothing",
            Self::NothingToRedo => "redo.nothing",
            Self::NoSuchOp => "undo.no_such_op",
            Self::AlreadyUndone => "undo.already",
            Self::NotABackup => "backup.none",
            Self::LiveFile => "backup.live_file",
            Self::BackupDamaged => "backup.damaged",
            Self::OtherBook => "backup.other_book",
            Self::NotProven => "backup.not_proven",
            Self::BackupBusy => "backup.busy",
            Self::NothingReplaced => "restore.nothing",
            Self::HalfRestored(_) => "restore.half",
            Self::OperatorsStay => "undo.operators",
            Self::ErasedStays => "undo.erased",
            Self::ClosedStays => "undo.closed",
            Self::BringsBack => "undo.brings_back",
            Self::NoSuchOperator => "operator.none",
            Self::OwnOperator => "operator.own",
            Self::LastOperator => "operator.last",
            Self::NameTaken => "operator.name",
            Self::PasswordTaken => "operator.password",
            Self::NotOwnPassword => "operator.not_own",
            Self::Later(_) => "undo.later",
        }
    }

    /// The error of a value in `table` that a reader refused.
    pub(crate) fn reading(table: &'static str, error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::InvalidColumnType(_, column, _) => Self::Unreadable { table, column },
            other => other.into(),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Io(error),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let Some(code) = error.sqlite_error() else { return Self::Sqlite(error) };
        match code.code {
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => Self::Io(io::Error::other(error)),
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Self::Damaged,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::ConstraintViolation if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
                Self::Reference
            }
            ErrorCode::ConstraintViolation => Self::Constraint,
            _ => Self::Sqlite(error),
        }
    }
}
