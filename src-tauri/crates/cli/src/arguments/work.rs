//! What can be typed about tasks, plans, responsibility letters and assessment.

use clap::Args;

/// 交办
#[derive(Debug, Args)]
pub struct Tasks {
    /// 哪个月或哪一年交办的（YYYY-MM 或 YYYY）；不写就是全部
    #[arg(long, value_name = "月份")]
    pub period: Option<String>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 只看没完成的
    #[arg(long)]
    pub open: bool,
    /// 只看超过时限的
    #[arg(long)]
    pub overdue: bool,
    /// 只看这一件的办理步骤（编号）
    #[arg(long, value_name = "编号", conflicts_with_all = ["period", "grid", "open", "overdue"])]
    pub id: Option<String>,
}

/// 工作计划
#[derive(Debug, Args)]
pub struct Plans {
    /// 哪一年（YYYY）；不写就是今年
    #[arg(long, value_name = "年份")]
    pub year: Option<u32>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 只看这一份计划（编号）
    #[arg(long, value_name = "编号", conflicts_with_all = ["year", "grid", "draft"])]
    pub id: Option<String>,
    /// 这一年或这一月该做的事，拿来起草（YYYY 或 YYYY-MM）
    #[arg(long, value_name = "时间", conflicts_with = "year")]
    pub draft: Option<String>,
}

/// 目标责任书
#[derive(Debug, Args)]
pub struct Letters {
    /// 哪一年（YYYY）；不写就是今年
    #[arg(long, value_name = "年份")]
    pub year: Option<u32>,
    /// 只看这一份（编号）
    #[arg(long, value_name = "编号", conflicts_with = "year")]
    pub id: Option<String>,
}

/// 考核
#[derive(Debug, Args)]
pub struct Scores {
    /// 哪一年（YYYY）；不写就是今年
    #[arg(long, value_name = "年份")]
    pub year: Option<u32>,
    /// 第几季（1 到 4）；不写就是本季，往年是第四季
    #[arg(long, value_name = "季")]
    pub quarter: Option<u32>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 只看这个人或这个项目每一分的来历（编号）
    #[arg(long, value_name = "编号", conflicts_with = "grid")]
    pub of: Option<String>,
    /// 列考核细则
    #[arg(long, conflicts_with_all = ["quarter", "grid", "of"])]
    pub rules: bool,
}

/// 年度更替
#[derive(Debug, Args)]
pub struct Year {
    /// 新的一年（YYYY）；不写就是眼下该换的那一年
    #[arg(long, value_name = "年份")]
    pub to: Option<u32>,
    /// 把旧的一年归档到这个文件夹：每张表一个 PDF，附卷内目录
    #[arg(long, value_name = "文件夹")]
    pub archive: Option<std::path::PathBuf>,
}
