//! What can be typed about the party group's month.

use clap::Args;

/// 活动
#[derive(Debug, Args)]
pub struct Activities {
    /// 哪个月或哪一年（YYYY-MM 或 YYYY）；不写就是全部
    #[arg(long, value_name = "月份")]
    pub period: Option<String>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 列志愿者和他们的服务时长
    #[arg(long)]
    pub volunteers: bool,
    /// 只看这一次活动（编号）
    #[arg(long, value_name = "编号", conflicts_with_all = ["period", "grid", "volunteers"])]
    pub id: Option<String>,
}

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

/// 规定动作
#[derive(Debug, Args)]
pub struct Duties {
    /// 哪个月（YYYY-MM）；不写就是本月，所在季和所在年的也列出
    #[arg(long, value_name = "月份", conflicts_with = "year")]
    pub month: Option<String>,
    /// 哪一年（YYYY）或哪一季（YYYY-Q1），逐月列出
    #[arg(long, value_name = "年份")]
    pub year: Option<String>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 只看这一行后面的记录（那一行的 link）
    #[arg(long, value_name = "编号", conflicts_with_all = ["month", "year", "grid"])]
    pub link: Option<String>,
}

/// 承诺践诺
#[derive(Debug, Args)]
pub struct Commitments {
    /// 哪一年（YYYY）；不写就是今年
    #[arg(long, value_name = "年份")]
    pub year: Option<u32>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 只看未认岗、未承诺，或走到这一步的：待审诺、已退回、待公示、已公示、践诺中、已完成、已评诺
    #[arg(long, value_name = "情况")]
    pub only: Option<String>,
    /// 列岗位和认岗的人
    #[arg(long, conflicts_with_all = ["year", "grid", "only"])]
    pub posts: bool,
    /// 只看这一份承诺（编号）
    #[arg(long, value_name = "编号", conflicts_with_all = ["year", "grid", "only", "posts"])]
    pub id: Option<String>,
}

/// 结账
#[derive(Debug, Args)]
pub struct Close {
    /// 哪个月（YYYY-MM）
    #[arg(long, value_name = "月份")]
    pub month: String,
}

/// 重新结账
#[derive(Debug, Args)]
pub struct Reopen {
    /// 哪个月（YYYY-MM）
    #[arg(long, value_name = "月份")]
    pub month: String,
    /// 为什么
    #[arg(long, value_name = "理由")]
    pub reason: String,
}
