//! 地, 物, 组织 of 人地物事组织 (clause 3.2): what a party group knows of beside people and matters. Which kinds there
//! are is the standard pack's to say.

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;

/// A place: a square, a bridge, a workshop, a stretch of land.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Row id.
    pub id: Id,
    /// One of the pack's kinds, as a word.
    pub kind: String,
    /// 名称.
    pub name: String,
    /// 村民小组.
    pub hamlet: Option<String>,
    /// 位置.
    pub address: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}

/// A thing, or a number of like things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thing {
    /// Row id.
    pub id: Id,
    /// One of the pack's kinds, as a word.
    pub kind: String,
    /// 名称.
    pub name: String,
    /// 数量, at least 1.
    pub quantity: u32,
    /// 单位: 台, 套, 处.
    pub measure: Option<String>,
    /// Where it stands.
    pub place: Option<Id>,
    /// 备注.
    pub note: Option<String>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}

/// An organisation that is no unit of the party's tree: a cooperative, a company, a school.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// Row id.
    pub id: Id,
    /// One of the pack's kinds, as a word.
    pub kind: String,
    /// 名称.
    pub name: String,
    /// 负责人 who is in the register.
    pub person: Option<Id>,
    /// 负责人 who is not, by name.
    pub head: Option<String>,
    /// Digits, and `-` or `/` between several.
    pub phone: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}
