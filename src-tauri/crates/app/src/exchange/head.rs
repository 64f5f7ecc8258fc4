//! What a workbook says of itself: whose it is, for whom, and which of its writer's it is.

use chrono::NaiveDate;
use domain::date::Month;
use domain::exchange::ExportKind;
use domain::id::Id;
use domain::organisation::StationRole;
use serde::{Deserialize, Serialize};

/// The version of how workbooks are made. Older ones are read; of newer ones what is known.
pub(super) const FORMAT: u32 = 1;

/// The head of a workbook, as JSON in its mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    pub format: u32,
    pub kind: ExportKind,
    /// Its writer.
    pub from: From,
    /// The station that it is for.
    pub to: To,
    /// Its number among its writer's for this receiver, from 1.
    pub n: u32,
    /// The newest of the receiver's exports that its writer had taken.
    pub ack: Option<Id>,
    pub month: Option<Month>,
    pub date: NaiveDate,
    pub profile: String,
}

/// The station that it is for: with a start pack it begins as this.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct To {
    pub id: Id,
    pub name: String,
    pub code: Option<String>,
}

/// The station that wrote it, and the laptop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct From {
    pub id: Id,
    pub role: StationRole,
    pub name: String,
    pub code: Option<String>,
    pub village: Option<String>,
    pub town: Option<String>,
    pub device: Id,
    pub opened_on: Option<NaiveDate>,
}
