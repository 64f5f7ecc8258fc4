//! What keeps a book safe: taking back, backups, the health check, passwords, erasing.

use std::path::PathBuf;

use clap::Args;

/// 撤销
#[derive(Debug, Args)]
pub struct Undo {
    /// 操作的编号；不写就是最近一次
    #[arg(value_name = "编号")]
    pub op: Option<i64>,
}

/// 历史
#[derive(Debug, Args)]
pub struct History {
    /// 只看改过这条记录的
    #[arg(long, value_name = "编号")]
    pub record: Option<String>,
}

/// 备份
#[derive(Debug, Args)]
pub struct Backup {
    /// 另抄一份到这个文件夹（U 盘）
    #[arg(long, value_name = "文件夹", conflicts_with = "list")]
    pub to: Option<PathBuf>,
    /// 列出已有的备份；不要密码，账本打不开也行
    #[arg(long)]
    pub list: bool,
}

/// 恢复；密码是备份那天的
#[derive(Debug, Args)]
pub struct Restore {
    /// 备份文件，在哪里都行；写文件名就在账本自己的备份里找
    #[arg(value_name = "文件", required_unless_present = "undo")]
    pub file: Option<PathBuf>,
    /// 真的恢复；原来的账本整个收起来
    #[arg(long, requires = "file")]
    pub commit: bool,
    /// 撤回上次恢复
    #[arg(long, conflicts_with = "file")]
    pub undo: bool,
    /// 不用密码，用这个文件第一行里的恢复码
    #[arg(long, value_name = "文件", conflicts_with = "password_file")]
    pub recovery_code_file: Option<PathBuf>,
}

/// 体检
#[derive(Debug, Args)]
pub struct Check {
    /// 能修的怎么修；不加 --commit 只是预览
    #[arg(long)]
    pub repair: bool,
    /// 全部修好，是一次能撤销的操作
    #[arg(long, requires = "repair")]
    pub commit: bool,
}

/// 审计
#[derive(Debug, Args)]
pub struct Audit {
    /// 只核对日志有没有被改动
    #[arg(long, conflicts_with = "limit")]
    pub verify: bool,
    /// 最近几条；不写就是全部
    #[arg(long, value_name = "条数")]
    pub limit: Option<usize>,
}

/// 密码
#[derive(Debug, Args)]
pub struct Password {
    /// 新密码在这个文件的第一行；不写就当面询问两次
    #[arg(long, value_name = "文件")]
    pub new_password_file: Option<PathBuf>,
    /// 换一个恢复码，只显示这一次；旧的作废
    #[arg(long)]
    pub new_recovery_code: bool,
}

/// 清除
#[derive(Debug, Args)]
pub struct Erase {
    /// 编号、身份证号或姓名
    #[arg(value_name = "人")]
    pub person: String,
    /// 为什么清除
    #[arg(long, value_name = "原因")]
    pub reason: String,
    /// 清除；不能撤销
    #[arg(long)]
    pub commit: bool,
}
