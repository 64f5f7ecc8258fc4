//! The standard that the book answers to, read from its pack: captions, titles, and which clauses the program answers.
//!
//! A pack is data (`assets/standards/*.toml`): a county changes captions by changing the file, never the program. Not
//! here: how a statement is answered; each is held by a test of the form that it names.

mod meeting;

use std::sync::LazyLock;

use domain::activity::ServiceKind;
use serde::Deserialize;

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
    /// Kinds of activity, in the order in which they are offered.
    #[serde(rename = "activity")]
    pub activities: Vec<ActivityKind>,
    /// Kinds of meeting, in the order in which they are offered.
    #[serde(rename = "meeting")]
    pub meetings: Vec<MeetingKind>,
    /// 谈心谈话.
    pub talks: Talks,
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
    /// 会议记录; the kind of the meeting stands in it.
    pub meeting_minutes: String,
    /// 议定事项办理表.
    pub resolution_list: String,
    /// 谈心谈话记录.
    pub talk_record: String,
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

/// One sentence of the standard that asks for something, and what answers it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Unique in the pack.
    pub id: String,
    /// Such as `2.2`.
    pub clause: String,
    /// In short words of ours.
    pub says: String,
    /// The table that holds the answer.
    pub table: String,
    /// The form that prints it; empty = none.
    pub form: String,
    /// The page of the window that shows it.
    pub page: String,
}

/// Reads a pack.
///
/// # Errors
/// What the file lacks or has too much, with the line.
pub fn read(text: &str) -> std::result::Result<Standard, toml::de::Error> {
    toml::from_str(text)
}

/// The pack that the program is shipped with.
///
/// # Errors
/// `pack_unreadable`; a test holds that the shipped one reads.
pub fn shipped() -> Result<&'static Standard> {
    static LIAONING: LazyLock<Option<Standard>> =
        LazyLock::new(|| read(include_str!("../../../../assets/standards/liaoning-grid.toml")).ok());
    LIAONING.as_ref().ok_or_else(|| Failure::new("pack_unreadable", "规范文件读不懂，请重新安装程序"))
}

#[cfg(test)]
mod answers;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::tag::TagKind;

    use super::*;
    use crate::{forms, settings};

    #[test]
    fn the_shipped_pack_reads_and_names_what_annex_a_counts() {
        let standard = shipped().unwrap();
        let counted: Vec<&str> =
            standard.annex_a.served.iter().chain(&standard.annex_a.able).map(String::as_str).collect();
        assert_eq!(counted, TagKind::ANNEX_A.map(TagKind::word));
        assert_eq!(standard.annex_a.basics, ["户数", "人口"]);
        assert_eq!(standard.annex_a.captions[2..], settings::CAPTIONS, "the settings begin with the pack's captions");
    }

    #[test]
    fn every_statement_has_its_own_id_and_is_answered_by_a_form_that_there_is() {
        let standard = shipped().unwrap();
        let ids: BTreeSet<&str> = standard.statements.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids.len(), standard.statements.len());
        let forms: Vec<String> = forms::list().unwrap().into_iter().map(|form| form.form).collect();
        for statement in &standard.statements {
            assert!(statement.form.is_empty() || forms.contains(&statement.form), "{}", statement.id);
            assert!(!statement.says.is_empty() && !statement.page.is_empty(), "{}", statement.id);
        }
    }

    #[test]
    fn a_pack_with_a_slip_of_the_pen_is_refused_with_its_line() {
        let pack = include_str!("../../../../assets/standards/liaoning-grid.toml");
        assert!(read(&pack.replace("outside", "outsid")).is_err());
        assert!(read(&pack.replace("\"户数\", ", "")).is_err(), "a caption is missing");
    }
}
