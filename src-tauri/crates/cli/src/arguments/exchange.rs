//! What can be typed of the exchange. Here, doc comments are the help that people read.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Which workbook is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// 建站包
    Start,
    /// 月报
    Return,
    /// 回执
    Answer,
}

/// 交接
#[derive(Debug, Args)]
pub struct Export {
    /// start 建站包（村给网格），return 月报（网格给村），answer 回执（村给网格）
    #[arg(value_name = "start|return|answer", hide_possible_values = true)]
    pub what: What,
    /// 给哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 哪个月（YYYY-MM）
    #[arg(long, value_name = "月份")]
    pub month: Option<String>,
    /// 存在哪个文件夹
    #[arg(long, value_name = "文件夹")]
    pub to: PathBuf,
    /// 这份表的密码在这个文件的第一行
    #[arg(long, value_name = "文件", conflicts_with = "plain", required_unless_present = "plain")]
    pub workbook_password_file: Option<PathBuf>,
    /// 不设密码（要写原因）
    #[arg(long, requires = "reason")]
    pub plain: bool,
    /// 为什么不设密码
    #[arg(long, value_name = "原因", requires = "plain")]
    pub reason: Option<String>,
}

/// 接收
#[derive(Debug, Args)]
pub struct Take {
    /// 交回来的表
    #[arg(required = true, value_name = "文件")]
    pub files: Vec<PathBuf>,
    /// 这些表的密码在这个文件的第一行
    #[arg(long, value_name = "文件")]
    pub workbook_password_file: Option<PathBuf>,
    /// 写入账本
    #[arg(long)]
    pub commit: bool,
}
