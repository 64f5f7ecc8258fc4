//! 户: a household, and in which grid it lies.

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

words! {
    /// Why a household began.
    OpenReason { Opening = "期初", Founded = "立户", Split = "分户" }
}

words! {
    /// Why a household ended.
    CloseReason { Closed = "销户", Merged = "并户", Mistake = "误登注销" }
}

/// A household. The head is the person in it whose relation is 户主.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Household {
    /// Row id.
    pub id: Id,
    /// 户号, as the village writes it.
    pub code: Option<String>,
    /// 屯 or 村民小组, canonical: 一组.
    pub hamlet: Option<String>,
    /// 门牌号 or 住址.
    pub address: Option<String>,
    /// The household's own.
    pub phone: Option<String>,
    /// Inclusive; blank = already there at the opening.
    pub from: Option<PartialDate>,
    /// Blank with `from`.
    pub from_reason: Option<OpenReason>,
    /// Exclusive.
    pub to: Option<PartialDate>,
    /// With `to`.
    pub to_reason: Option<CloseReason>,
}

impl Household {
    /// A household of which nothing is known yet.
    #[must_use]
    pub fn blank(id: Id) -> Self {
        Self {
            id,
            code: None,
            hamlet: None,
            address: None,
            phone: None,
            from: None,
            from_reason: None,
            to: None,
            to_reason: None,
        }
    }
}

/// Household ↔ grid, dated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HouseholdGrid {
    /// Row id.
    pub id: Id,
    /// Which household.
    pub household: Id,
    /// In which grid.
    pub grid: Id,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}
