//! The standard that the book answers to, read from its pack: captions, titles, and which clauses the program answers.
//!
//! A pack is data (`assets/standards/*.toml`): a county changes captions by a file of its own beside its books, never the
//! program. Not here: how a statement is answered; each is held by a test of the form that it names.

mod assess;
mod chosen;
pub(crate) mod duty;
mod matters;
mod meeting;
mod organisation;
mod posts;
mod read;
mod statement;

use std::sync::{Arc, LazyLock};

use domain::activity::ServiceKind;
use domain::duty::Duty;
use serde::Deserialize;

pub use assess::{Letters, PackRule, PackTarget, Tasks};
pub(crate) use chosen::{InUse, in_use};
pub use chosen::{PackRow, Standards, StatementRow, choose, standards};
pub use matters::{MatterKind, MatterWords};
pub use organisation::Organisation;
pub use posts::PackPost;
pub use read::{read, read_file};
pub use statement::{Statement, Tally};

use crate::failure::{Failure, Result};
pub use meeting::{Called, Level, MeetingKind, Talks};

/// A pack.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Such as `liaoning-grid`.
    pub id: String,
    /// Its title.
    pub name: String,
    /// Where it holds.
    pub region: String,
    /// 「红网工程」管理台账.
    pub annex_a: AnnexA,
    /// Titles of the forms.
    pub titles: Titles,
    /// Words that stand on every form.
    pub paper: Words,
    /// Words to choose from.
    pub registers: Registers,
    /// Who may belong to a party group.
    pub organisation: Organisation,
    /// Kinds of activity, in the order in which they are offered.
    #[serde(rename = "activity")]
    pub activities: Vec<ActivityKind>,
    /// 规定动作, in the order in which they are shown.
    #[serde(rename = "duty", deserialize_with = "duty::read", default)]
    pub duties: Vec<Duty>,
    /// Words to choose from where matters are written down.
    #[serde(rename = "matters")]
    pub matter_words: MatterWords,
    /// Kinds of matter, in the order in which they are offered.
    #[serde(rename = "matter")]
    pub matters: Vec<MatterKind>,
    /// The usual posts, in the order in which they are offered.
    #[serde(rename = "post")]
    pub posts: Vec<PackPost>,
    /// Kinds of meeting, in the order in which they are offered.
    #[serde(rename = "meeting")]
    pub meetings: Vec<MeetingKind>,
    /// 谈心谈话.
    pub talks: Talks,
    /// 交办.
    #[serde(default)]
    pub tasks: Tasks,
    /// 党建目标责任书.
    #[serde(default)]
    pub letters: Letters,
    /// The usual rules of assessment, in the order in which they are offered.
    #[serde(rename = "score", default)]
    pub scores: Vec<PackRule>,
    /// Sentences of the standard that ask for something.
    #[serde(rename = "statement")]
    pub statements: Vec<Statement>,
}

/// Captions of annex A.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexA {
    /// Of its eight columns.
    pub captions: [String; 8],
    /// 网格基本情况.
    pub basics: [String; 2],
    /// 服务对象.
    pub served: [String; 4],
    /// 能人骨干.
    pub able: [String; 3],
    /// The last row: households that lie in no grid.
    pub outside: String,
    /// Of the sheet that lists names.
    pub names_footer: String,
}

/// Titles of the forms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    /// Annex A.
    pub annex_a: String,
    /// 月度工作小结.
    pub month_summary: String,
    /// 户卡.
    pub household_card: String,
    /// 党员花名册.
    pub party_roster: String,
    /// 走访记录表.
    pub visit_record: String,
    /// 走访单, the sheet of a round.
    pub round_sheet: String,
    /// 换届交接单.
    pub handover: String,
    /// 告知书.
    pub notice: String,
    /// 同意书.
    pub consent: String,
    /// 本人信息查阅单.
    pub person_sheet: String,
    /// 查阅、更正、删除申请登记.
    pub correction: String,
    /// 遗失报告.
    pub loss_report: String,
    /// 操作卡.
    pub operation_card: String,
    /// 志愿服务活动记录表; an activity's own kind may head it otherwise.
    pub activity_record: String,
    /// 活动台账.
    pub activity_list: String,
    /// 志愿者花名册.
    pub volunteer_roster: String,
    /// 服务时长证明.
    pub service_hours: String,
    /// 三留守及独居老人登记表.
    pub left_behind: String,
    /// 能人登记表.
    pub able_people: String,
    /// 服务项目清单.
    pub project_list: String,
    /// 网格底数清册.
    pub ground_register: String,
    /// 民情台账.
    pub matter_ledger: String,
    /// 首问负责登记表.
    pub first_asked: String,
    /// 矛盾纠纷排查调处登记表.
    pub dispute_register: String,
    /// 组织架构图.
    pub organisation_chart: String,
    /// 设岗定责认岗领责登记表.
    pub post_register: String,
    /// 公开承诺书.
    pub commitment_sheet: String,
    /// 承诺践诺一览表.
    pub commitment_list: String,
    /// 公开承诺公示, which shows four columns and no more.
    pub commitment_public: String,
    /// 会议记录; the kind of the meeting stands in it.
    pub meeting_minutes: String,
    /// 议定事项办理表.
    pub resolution_list: String,
    /// 谈心谈话记录.
    pub talk_record: String,
    /// 交办事项办理表.
    pub task_list: String,
    /// 工作计划; year and month stand before it.
    pub work_plan: String,
    /// 党建目标责任书.
    pub letter: String,
    /// 党员考核积分表.
    pub score_sheet: String,
    /// 考核细则.
    pub score_rules: String,
}

/// Words to choose from where something is written down.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registers {
    /// Whom clause 2.2 sees among the volunteers.
    pub volunteers: Vec<String>,
    /// Topics of publicity; any other can be typed.
    pub topics: Vec<String>,
    /// Names of associations; any other can be typed.
    pub associations: Vec<String>,
    /// Kinds of place.
    pub places: Vec<String>,
    /// Kinds of thing.
    pub things: Vec<String>,
    /// Kinds of organisation.
    pub organisations: Vec<String>,
}

/// A kind of activity.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityKind {
    /// As a word.
    pub kind: String,
    /// Which clause names it.
    pub clause: String,
    /// Of the record of one.
    pub title: String,
    /// What it is for when nothing else is said.
    #[serde(default)]
    pub service: Option<ServiceKind>,
}

/// Words that stand on every form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The line at the end.
    pub signatures: Vec<String>,
    /// A month that was not sealed.
    pub unclosed: String,
    /// A month of which only what is dated is known.
    pub before_opening: String,
}

/// The pack that the program is shipped with.
///
/// # Errors
/// `pack_unreadable`; a test holds that the shipped one reads.
pub fn shipped() -> Result<&'static Arc<Standard>> {
    static LIAONING: LazyLock<Option<Arc<Standard>>> =
        LazyLock::new(|| read(include_str!("../../../../assets/standards/liaoning-grid.toml")).ok().map(Arc::new));
    LIAONING.as_ref().ok_or_else(|| Failure::new("pack_unreadable", "规范文件读不懂，请重新安装程序"))
}

#[cfg(test)]
mod answers;

#[cfg(test)]
mod tests;
