//! 类别认定: what a household or a person is recorded as, dated, from an official list.

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

words! {
    /// Kinds of annex A first, in its order, then those that other forms ask for.
    TagKind {
        LowIncome = "低保户",
        Disabled = "残疾人",
        Assistance = "社会救助",
        Preferential = "优抚对象",
        Grower = "种植大户",
        Breeder = "养殖专家",
        Technician = "科技能手",
        LeftBehindChild = "留守儿童",
        LeftBehindElder = "留守老人",
        LeftBehindWoman = "留守妇女",
        AloneElder = "独居老人",
        Immobile = "行动不便",
        Hardship = "生活困难",
    }
}

impl TagKind {
    /// The kinds that annex A counts: 服务对象 (four), then 能人骨干 (three).
    pub const ANNEX_A: [Self; 7] = [
        Self::LowIncome,
        Self::Disabled,
        Self::Assistance,
        Self::Preferential,
        Self::Grower,
        Self::Breeder,
        Self::Technician,
    ];

    /// What annex A counts the kind by.
    #[must_use]
    pub fn counted_by(self) -> CountedBy {
        match self {
            Self::LowIncome | Self::Grower => CountedBy::Household,
            Self::Assistance => CountedBy::Either,
            _ => CountedBy::Person,
        }
    }

    /// Sensitive (P2): disability, assistance, hardship. Masked in print unless a receiver's profile asks for it.
    #[must_use]
    pub fn is_sensitive(self) -> bool {
        matches!(self, Self::LowIncome | Self::Disabled | Self::Assistance | Self::Hardship | Self::Immobile)
    }
}

/// Whose tag a kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedBy {
    /// The household once, also when the tag stands on a person in it.
    Household,
    /// The person.
    Person,
    /// Household or person, each subject once; a head whose household has it not again.
    Either,
}

/// Whom a tag is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A household.
    Household(Id),
    /// A person.
    Person(Id),
}

/// One tag; of a kind at most one at a time for a subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tag {
    /// Row id.
    pub id: Id,
    /// Whom it is about.
    pub subject: Subject,
    /// What.
    pub kind: TagKind,
    /// Such as the disability's kind.
    pub subtype: Option<String>,
    /// Such as the disability's grade.
    pub grade: Option<String>,
    /// 证号.
    pub certificate: Option<String>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive: a list's 有效期至 is stored as the day after it.
    pub to: Option<PartialDate>,
    /// Where it comes from.
    pub source: Option<String>,
}
