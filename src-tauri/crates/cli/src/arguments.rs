//! What can be typed: one variant a command. Here, doc comments are the help that people read.

mod begin;
mod exchange;
mod matters;
mod month;
mod safety;
mod standards;
mod work;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

pub use begin::Init;
pub use exchange::{Export, Take, What};
pub use matters::Matters;
pub use month::{Activities, Close, Commitments, Duties, Meetings, Reopen};
pub use safety::{Audit, Backup, Check, Erase, History, Password, Restore, Undo};
pub use standards::{Act as StandardsAct, Standards};
pub use work::{Letters, Plans, Scores, Tasks, Year};

const HELP: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
const AFTER: &str = "\n密码：--password-file，否则读环境变量 HONGWANG_PASSWORD，否则当面询问。\n\
                     退出码：0 完成 · 1 失败 · 2 用法不对 · 3 输入不收，什么都没写 · 4 完成，有疑点待定 · 5 账本锁着或密码不对";

/// 红网台账：没有窗口也能做的全部工作
#[derive(Debug, Parser)]
#[command(name = "hongwang", after_help = AFTER, subcommand_help_heading = "命令")]
#[command(subcommand_value_name = "命令", disable_help_subcommand = true, disable_help_flag = true)]
#[command(disable_version_flag = true)]
pub struct Arguments {
    /// 账本所在的文件夹
    #[arg(long, global = true, value_name = "文件夹")]
    pub store: Option<PathBuf>,
    /// 密码在这个文件的第一行
    #[arg(long, global = true, value_name = "文件")]
    pub password_file: Option<PathBuf>,
    /// 结果写成一个 JSON 值；出错时在标准错误写 {code, message, field, hint}
    #[arg(long, global = true)]
    pub json: bool,
    /// 把这一天当作今天（YYYY-MM-DD）
    #[arg(long, global = true, value_name = "日期")]
    pub today: Option<NaiveDate>,
    /// 只显示这个命令填好的输入和输出样例
    #[arg(long, global = true)]
    pub example: bool,
    /// 显示说明
    #[arg(long, short, global = true, action = clap::ArgAction::Help)]
    pub help: Option<bool>,
    /// 显示版本
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    pub version: Option<bool>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 新建账本；恢复码只显示这一次
    Init(Init),
    /// 导入名册，多少个文件都是一次操作；不加 --commit 只是预览
    Import(Import),
    /// 某一天的户数、人口和类别
    Count(Count),
    /// 找人找户：姓名、拼音、首字母、户号、证号或电话后四位
    Search(Search),
    /// 登记一件事：死亡、类别结束、户调整网格、走访、活动、会议、照片
    Record(Record),
    /// 走访：走到了多少户；--due 该走访的户；--household 一户的走访
    Visits(Visits),
    /// 活动：办了哪些；--volunteers 志愿者和服务时长
    Activities(Activities),
    /// 规定动作：该做几次，做了几次，差几次
    Duties(Duties),
    /// 民情事项：有哪些，办到哪一步；--trends 走势；--zero 零报告
    Matters(Matters),
    /// 承诺践诺：一年里谁承诺了什么、到了哪一步；--posts 岗位和认岗
    Commitments(Commitments),
    /// 会议：开了哪些；--id 一次会议的记录；--resolutions 决议；--talks 谈心谈话
    Meetings(Meetings),
    /// 交办：谁办什么、办到哪一步；--id 一件的步骤
    Tasks(Tasks),
    /// 工作计划：一年里有哪些、做到哪里；--draft 该做什么
    Plans(Plans),
    /// 目标责任书：哪个党小组签了、得了多少分
    Letters(Letters),
    /// 考核：一季的积分；--of 每一分的来历；--rules 细则
    Scores(Scores),
    /// 年度更替：旧年留下什么、新年还差什么；--archive 旧年归档
    Year(Year),
    /// 底册：户、人、走访、活动等十二张清单，存成一个 Excel 文件
    Registers(Registers),
    /// 「红网工程」管理台账
    Ledger(Ledger),
    /// 月末结账：一个月的台账从此不变
    Close(Close),
    /// 重新结账：写明理由，新版代替旧版，旧版还在
    Reopen(Reopen),
    /// 任何一张表册
    Form(Form),
    /// 交接：建站包、月报、回执，写成一个设了密码的 Excel 文件
    Export(Export),
    /// 接收交接表；不加 --commit 只是预览
    Take(Take),
    /// 还没定的疑点
    Doubts,
    /// 定一个疑点
    Decide(Decide),
    /// 撤销一次操作
    Undo(Undo),
    /// 重做上一次撤销的
    Redo,
    /// 规范文件：check 检查，list 看有哪些，use 改用
    Standards(Standards),
    /// 操作历史
    History(History),
    /// 备份成一个文件，核对过才算；--to 另抄一份到 U 盘
    Backup(Backup),
    /// 从备份恢复；不加 --commit 只说会没有什么；--undo 撤回上次恢复
    Restore(Restore),
    /// 体检：账本是否完好，数据里有什么要留意；--repair 能修的怎么修
    Check(Check),
    /// 内容指纹：两个内容相同的账本指纹相同
    ContentHash,
    /// 在账本里放进虚构的人，标明「示例」
    Sample(Sample),
    /// 审计日志
    Audit(Audit),
    /// 换密码；--new-recovery-code 换恢复码
    Password(Password),
    /// 清除一个已经不在本村的人的个人信息；不加 --commit 只是预览
    Erase(Erase),
    /// The child process that reads a workbook of a foreign format.
    #[command(hide = true)]
    ReadForeign {
        /// The workbook.
        path: PathBuf,
    },
}

/// 导入
#[derive(Debug, Args)]
pub struct Import {
    /// .xlsx .xls .xlsb .ods .csv
    #[arg(required = true, value_name = "文件")]
    pub files: Vec<PathBuf>,
    /// 一组一格（只有村级账本）
    #[arg(long)]
    pub by_hamlet: bool,
    /// 改正哪一列是什么：一个 JSON 文件，如 {"门牌": "address", "备注": null}
    #[arg(long, value_name = "文件")]
    pub map: Option<PathBuf>,
    /// 写入账本
    #[arg(long)]
    pub commit: bool,
}

/// 某天的数
#[derive(Debug, Args)]
pub struct Count {
    /// 哪一天；不写就是今天
    #[arg(long, value_name = "日期")]
    pub on: Option<NaiveDate>,
    /// 只数这个网格
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
}

/// 找
#[derive(Debug, Args)]
pub struct Search {
    /// 要找的字
    #[arg(value_name = "文字")]
    pub text: String,
    /// 最多几条
    #[arg(long, value_name = "条数", default_value_t = 20, hide_default_value = true)]
    pub limit: usize,
}

/// 登记
#[derive(Debug, Args)]
pub struct Record {
    /// 哪一种（见 --list）
    #[arg(value_name = "种类", requires = "from", required_unless_present_any = ["batch", "list"])]
    pub kind: Option<String>,
    /// 内容所在的 JSON 文件；- 是标准输入
    #[arg(long, value_name = "文件", requires = "kind")]
    pub from: Option<PathBuf>,
    /// 一行一件 {"kind", "value"}，记好一件回一行 {"id", "op"}；- 是标准输入
    #[arg(long, value_name = "文件", conflicts_with_all = ["kind", "list"])]
    pub batch: Option<PathBuf>,
    /// 列出能登记的种类
    #[arg(long, conflicts_with = "kind")]
    pub list: bool,
}

/// 走访
#[derive(Debug, Args)]
pub struct Visits {
    /// 今天该走访的户，按走访顺序
    #[arg(long, conflicts_with_all = ["month", "household"])]
    pub due: bool,
    /// 哪个月（YYYY-MM）走到了多少户；不写就是本月到今天
    #[arg(long, value_name = "月份", conflicts_with = "household")]
    pub month: Option<String>,
    /// 只看这一户的走访（编号或户号）
    #[arg(long, value_name = "编号", conflicts_with = "grid")]
    pub household: Option<String>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
}

/// 底册
#[derive(Debug, Args)]
pub struct Registers {
    /// 存成 Excel
    #[arg(long, value_name = "文件")]
    pub xlsx: PathBuf,
    /// 号码写全，连低保、残疾等名单一起（要写原因）
    #[arg(long, requires = "reason")]
    pub full_numbers: bool,
    /// 为什么要
    #[arg(long, value_name = "原因", requires = "full_numbers")]
    pub reason: Option<String>,
}

/// 台账
#[derive(Debug, Args)]
pub struct Ledger {
    /// 哪个月（YYYY-MM）
    #[arg(long, value_name = "月份")]
    pub month: String,
    /// 连姓名一起（要写原因）
    #[arg(long, requires = "reason")]
    pub names: bool,
    /// 为什么要姓名
    #[arg(long, value_name = "原因", requires = "names")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub files: Files,
}

/// 表册
#[derive(Debug, Args)]
pub struct Form {
    /// 哪一张（见 --list）
    #[arg(value_name = "表名", required_unless_present = "list")]
    pub name: Option<String>,
    /// 列出所有表册
    #[arg(long, conflicts_with = "name")]
    pub list: bool,
    /// 哪个月（YYYY-MM）
    #[arg(long, value_name = "月份")]
    pub month: Option<String>,
    /// 哪个网格（名称）
    #[arg(long, value_name = "名称")]
    pub grid: Option<String>,
    /// 哪一户、哪个人
    #[arg(long, value_name = "编号")]
    pub id: Option<String>,
    /// 空白表，供手写
    #[arg(long)]
    pub blank: bool,
    #[command(flatten)]
    pub files: Files,
}

/// Where a form is written.
#[derive(Debug, Args)]
pub struct Files {
    /// 存成 Excel
    #[arg(long, value_name = "文件")]
    pub xlsx: Option<PathBuf>,
    /// 存成 PDF
    #[arg(long, value_name = "文件")]
    pub pdf: Option<PathBuf>,
}

/// 定疑点
#[derive(Debug, Args)]
pub struct Decide {
    /// 疑点的编号（见 doubts）
    #[arg(value_name = "编号")]
    pub id: String,
    /// mine 用账本的，theirs 用名单的，或直接写一个值
    #[arg(value_name = "答案")]
    pub choice: String,
    /// 为什么（要存不合规则的证号时）
    #[arg(long, value_name = "原因")]
    pub reason: Option<String>,
}

/// 示例
#[derive(Debug, Args)]
pub struct Sample {
    /// 几个网格
    #[arg(long, value_name = "个数")]
    pub grids: u32,
    /// 一共几户
    #[arg(long, value_name = "户数")]
    pub households: u32,
    /// 几个月的变动
    #[arg(long, value_name = "月数")]
    pub months: u32,
    /// 种子：同样的种子，同样的人
    #[arg(long, value_name = "数字")]
    pub seed: u64,
}

/// The command with its help in Chinese throughout.
fn command() -> clap::Command {
    let usage = |mut command: clap::Command, before: &str| {
        let usage = command.render_usage().to_string().replace("Usage: ", before).replace("[OPTIONS]", "[选项]");
        let heading = |argument: clap::Arg| match argument.get_help_heading() {
            None if argument.is_positional() => argument.help_heading("参数"),
            None if argument.is_global_set() => argument.help_heading("通用选项"),
            None => argument.help_heading("选项"),
            Some(_) => argument,
        };
        command.help_template(HELP).override_usage(usage).mut_args(heading)
    };
    let command = Arguments::command().version(env!("CARGO_PKG_VERSION"));
    usage(command, "").mut_subcommands(|command| usage(command, "hongwang "))
}

/// Reads what was typed.
///
/// # Errors
/// clap's, for help and version too.
pub fn read(typed: Vec<std::ffi::OsString>) -> Result<Arguments, clap::Error> {
    Arguments::from_arg_matches(&command().try_get_matches_from(typed)?)
}

/// The command of whose input and output an example is asked for, whatever else is missing.
pub fn example_of(typed: &[std::ffi::OsString]) -> Option<String> {
    if !typed.iter().any(|word| word == "--example") {
        return None;
    }
    let matches = command().ignore_errors(true).try_get_matches_from(typed).ok()?;
    matches.subcommand_name().map(str::to_owned)
}
