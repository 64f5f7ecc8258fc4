//! `standards`: packs of a standard.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// 规范
#[derive(Debug, Args)]
#[command(subcommand_value_name = "做什么", subcommand_help_heading = "做什么", disable_help_subcommand = true)]
pub struct Standards {
    /// What to do.
    #[command(subcommand)]
    pub act: Act,
}

/// What to do with packs.
#[derive(Debug, Subcommand)]
pub enum Act {
    /// 检查一个规范文件：几条要求，做到几条，哪些以后做；不用打开账本
    Check {
        /// 规范文件（.toml）
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 账本用的是哪个规范，还有哪些可以选
    List,
    /// 账本改用这个规范
    Use {
        /// 规范的 id（见 list）
        #[arg(value_name = "编号")]
        id: String,
    },
}
