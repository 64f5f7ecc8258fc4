//! 服务项目: what a party group takes upon itself for longer than a day (clauses 3.3, 4.5, 5.3).

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

words! {
    /// 项目类别.
    ProjectKind { Revival = "乡村振兴", Service = "为民服务", Brand = "党建品牌" }
}

/// One project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// Row id.
    pub id: Id,
    /// What it is.
    pub kind: ProjectKind,
    /// 项目名称.
    pub name: String,
    /// 目标.
    pub goal: Option<String>,
    /// 责任人.
    pub owner: Option<Id>,
    /// Which unit does it: a party group, a volunteer team; blank = the village.
    pub unit: Option<Id>,
    /// 服务对象.
    pub served: Option<String>,
    /// 进展.
    pub progress: Option<String>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}
