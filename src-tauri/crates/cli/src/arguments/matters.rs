//! What `matters` takes.

use clap::Args;

/// 民情事项
#[derive(Debug, Args)]
pub struct Matters {
    /// 哪个月或哪一年（YYYY-MM 或 YYYY）登记的；不写就是全部
    #[arg(long, value_name = "月份")]
    pub period: Option<String>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 哪一类
    #[arg(long, value_name = "类别", conflicts_with = "trends")]
    pub kind: Option<String>,
    /// 办到哪一步：待办、已上报、承办中、已挂起、已办结、已结案
    #[arg(long, value_name = "情况", conflicts_with = "trends")]
    pub state: Option<String>,
    /// 只看没办结的
    #[arg(long, conflicts_with = "trends")]
    pub open: bool,
    /// 只看超期没办结的
    #[arg(long, conflicts_with = "trends")]
    pub overdue: bool,
    /// 按类别、村民小组、月份的件数
    #[arg(long)]
    pub trends: bool,
    /// 这个月（YYYY-MM）的零报告
    #[arg(long, value_name = "月份", conflicts_with_all = ["period", "grid", "kind", "state", "open", "overdue", "trends"])]
    pub zero: Option<String>,
    /// 只看这一件（编号）
    #[arg(long, value_name = "编号", conflicts_with_all = ["period", "grid", "kind", "state", "open", "overdue", "trends", "zero"])]
    pub id: Option<String>,
    /// 连电话和矛盾纠纷的内容一起（记入日志）
    #[arg(long, requires = "id")]
    pub full: bool,
}
