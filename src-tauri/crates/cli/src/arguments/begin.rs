//! What can be typed of a new book. Here, doc comments are the help that people read.

use std::path::PathBuf;

use app::books::StationRole;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

/// Which station a new book belongs to.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Station {
    /// 网格
    Grid,
    /// 村
    Village,
    /// 镇
    Town,
}

impl From<Station> for StationRole {
    fn from(station: Station) -> Self {
        match station {
            Station::Grid => Self::Grid,
            Station::Village => Self::Village,
            Station::Town => Self::Town,
        }
    }
}

/// 新建账本
#[derive(Debug, Args)]
pub struct Init {
    /// 谁的账本
    #[arg(long, value_name = "grid|village|town", hide_possible_values = true, required_unless_present = "from")]
    pub station: Option<Station>,
    /// 网格、村或镇的名称
    #[arg(long, value_name = "名称", required_unless_present = "from")]
    pub name: Option<String>,
    /// 用村里给的建站包建网格的账本
    #[arg(long, value_name = "文件", conflicts_with_all = ["station", "name", "village", "town", "code", "opened"])]
    pub from: Option<PathBuf>,
    /// 建站包的密码在这个文件的第一行
    #[arg(long, value_name = "文件", requires = "from")]
    pub workbook_password_file: Option<PathBuf>,
    /// 所属的村
    #[arg(long, value_name = "村名")]
    pub village: Option<String>,
    /// 所属的镇
    #[arg(long, value_name = "镇名")]
    pub town: Option<String>,
    /// 12 至 20 位编码
    #[arg(long, value_name = "编码")]
    pub code: Option<String>,
    /// 建账日期；不写就是首次导入那个月的 1 日
    #[arg(long, value_name = "日期")]
    pub opened: Option<NaiveDate>,
    /// 使用人；不写就用名称
    #[arg(long, value_name = "姓名")]
    pub operator: Option<String>,
    /// Derives the key from the password cheaply: for tests with invented people only.
    #[arg(long, hide = true)]
    pub fast_key: bool,
}
