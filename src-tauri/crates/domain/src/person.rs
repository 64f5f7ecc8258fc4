//! 人: a person, where they live, what they do, and what they are recorded as.

use serde::{Deserialize, Serialize};

use crate::codes::{Relation, Sex};
use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

/// A person. Living and dead, here and away: rows are never deleted by use, only dated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Row id.
    pub id: Id,
    /// As the certificate has it, inner spaces removed.
    pub name: String,
    /// 曾用名.
    pub former_name: Option<String>,
    /// Eighteen characters; a number that cannot be one only with [`Person::id_reason`].
    pub id_number: Option<String>,
    /// Why a number that cannot be one was kept.
    pub id_reason: Option<String>,
    /// From the number or a list.
    pub sex: Option<Sex>,
    /// To the precision that is known.
    pub birth: Option<PartialDate>,
    /// Set with the end of the residence.
    pub died_on: Option<PartialDate>,
    /// Digits, and `-` or `/` between several.
    pub phone: Option<String>,
    /// Code of GB/T 3304; kept for members and volunteers only.
    pub ethnic: Option<String>,
    /// Code of GB/T 4658; kept for members and volunteers only.
    pub education: Option<String>,
    /// Code of GB/T 4762 of a volunteer; a member's stands in [`PartyMember`].
    pub political: Option<String>,
    /// 特长.
    pub skills: Option<String>,
}

impl Person {
    /// A person of whom only the name is known.
    #[must_use]
    pub fn named(id: Id, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            former_name: None,
            id_number: None,
            id_reason: None,
            sex: None,
            birth: None,
            died_on: None,
            phone: None,
            ethnic: None,
            education: None,
            political: None,
            skills: None,
        }
    }
}

/// Two records found to be one person (重复合并), dated: the other one's residences ended with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonMerge {
    /// Row id.
    pub id: Id,
    /// The record that stays.
    pub kept: Id,
    /// The record that ended.
    pub other: Id,
    /// The number that the other one had.
    pub id_number: Option<String>,
    /// Why it had one that cannot be one.
    pub id_reason: Option<String>,
    /// Inclusive.
    pub from: PartialDate,
    /// Exclusive: taken apart again.
    pub to: Option<PartialDate>,
}

words! {
    /// In which way somebody belongs to a household. 暂住 is shown apart and not counted.
    ResidenceKind { Registered = "户籍", Usual = "常住", Temporary = "暂住" }
}

words! {
    /// Why a residence began, a term of the headcount balance each.
    FromReason {
        /// Already so when the book was opened.
        Opening = "期初",
        Birth = "出生",
        MoveIn = "迁入",
        FoundLate = "补登",
        TransferIn = "调入",
    }
}

words! {
    /// Why a residence ended, a term of the headcount balance each (分户 moves inside the village and nets to zero).
    ToReason {
        Death = "死亡",
        MoveOut = "迁出",
        Mistake = "误登注销",
        Merge = "重复合并",
        TransferOut = "调出",
        Split = "分户",
    }
}

/// Person ↔ household, dated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Residence {
    /// Row id.
    pub id: Id,
    /// Who.
    pub person: Id,
    /// Where.
    pub household: Id,
    /// Unknown on import = 户籍.
    pub kind: ResidenceKind,
    /// To the head; `户主` makes the head.
    pub relation: Option<Relation>,
    /// Inclusive; blank = already so at the opening, never before birth.
    pub from: Option<PartialDate>,
    /// Blank = follows from `from`: 期初, or 出生 for who was born after the opening.
    pub from_reason: Option<FromReason>,
    /// Exclusive.
    pub to: Option<PartialDate>,
    /// With `to`.
    pub to_reason: Option<ToReason>,
}

words! {
    /// What somebody does, as far as forms ask: 外出 is away for work.
    WorkKind { Home = "在家", Away = "外出务工", Study = "求学", Local = "就近务工", Other = "其他" }
}

/// What a person does, dated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// Row id.
    pub id: Id,
    /// Who.
    pub person: Id,
    /// What.
    pub kind: WorkKind,
    /// 务工地点.
    pub place: Option<String>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}

words! {
    /// 党员类别. A list that says only 中共党员 leaves it unknown; it counts all the same.
    MemberKind { Full = "正式", Probationary = "预备", Unknown = "不详" }
}

/// Party membership, dated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartyMember {
    /// Row id.
    pub id: Id,
    /// Who.
    pub person: Id,
    /// 正式, 预备 or 不详.
    pub kind: MemberKind,
    /// 入党时间.
    pub joined_on: Option<PartialDate>,
    /// 转正时间.
    pub full_on: Option<PartialDate>,
    /// 所在支部.
    pub branch: Option<String>,
    /// 流动党员.
    pub floating: bool,
    /// Need not attend.
    pub exempt: bool,
    /// Why not.
    pub exempt_reason: Option<String>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}
