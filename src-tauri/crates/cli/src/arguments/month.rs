//! What can be typed about the party group's month.

use clap::Args;

/// 会议
#[derive(Debug, Args)]
pub struct Meetings {
    /// 哪个月或哪一年（YYYY-MM 或 YYYY）；不写就是全部
    #[arg(long, value_name = "月份")]
    pub period: Option<String>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 哪种会议
    #[arg(long, value_name = "类型")]
    pub kind: Option<String>,
    /// 列决议：没办完的在前
    #[arg(long, conflicts_with = "kind")]
    pub resolutions: bool,
    /// 列谈心谈话
    #[arg(long, conflicts_with_all = ["grid", "kind", "resolutions"])]
    pub talks: bool,
    /// 只看这一次会议（编号）
    #[arg(long, value_name = "编号", conflicts_with_all = ["period", "grid", "kind", "resolutions", "talks"])]
    pub id: Option<String>,
}
