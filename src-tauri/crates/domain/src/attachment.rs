//! 附件: photographs of what was done. The picture itself lies apart, by its hash, so that a change of the row costs
//! nothing and the same picture is kept once.

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;

/// What a photograph shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// An activity.
    Activity(Id),
    /// A visit.
    Visit(Id),
    /// A place.
    Place(Id),
    /// A project.
    Project(Id),
}

/// One photograph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// Row id.
    pub id: Id,
    /// What it shows.
    pub owner: Owner,
    /// What is printed below it. The file's own name is not kept.
    pub caption: Option<String>,
    /// Hash of the JPEG, 64 hexadecimal digits.
    pub sha256: String,
    /// Width of the JPEG in pixels.
    pub width: u32,
    /// Height of the JPEG in pixels.
    pub height: u32,
    /// 拍摄日期.
    pub taken_on: Option<PartialDate>,
}

/// Photographs that one record has at most: two sheets of an annex.
pub const MOST: usize = 12;
