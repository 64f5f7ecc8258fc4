//! The book of a grid, begun from the pack that its village made for it.

use std::path::Path;
use std::sync::Arc;

use domain::exchange::ExportKind;
use domain::organisation::{Station, StationRole};
use serde::Deserialize;
use store::Cost;

use super::take::{TakeReport, TakeRequest, open, take};
use crate::books::{Created, make_station};
use crate::failure::{Failure, Result};
use crate::host::Host;
use crate::session::Session;

/// A book that a grid begins from its start pack.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct BeginBook {
    /// The start pack.
    pub path: String,
    /// What opens it.
    pub workbook_password: Option<String>,
    /// Who uses the book.
    pub operator: String,
    /// The book's own password.
    pub password: String,
}

/// Begins the book of a grid from its start pack: the station that the village has made for it, and all that is in it.
///
/// # Errors
/// `not_a_start_pack`; as [`take`] and making a book say. No book is made then.
pub fn begin(
    host: &Arc<dyn Host>,
    dir: &Path,
    request: &BeginBook,
    cost: Cost,
) -> Result<(Session, Created, TakeReport)> {
    let pack = TakeRequest { path: request.path.clone(), password: request.workbook_password.clone() };
    let opened = open(host.as_ref(), &pack)?;
    let head = &opened.head;
    if head.kind != ExportKind::Start {
        let sentence = "这不是建站包。请向村里要一份本网格的建站包，再用它建账本";
        return Err(Failure::new("not_a_start_pack", sentence).at("path"));
    }
    let station = Station {
        id: head.to.id,
        role: StationRole::Grid,
        name: head.to.name.clone(),
        code: head.to.code.clone(),
        village: head.from.village.clone().or_else(|| Some(head.from.name.clone())),
        town: head.from.town.clone(),
        device: store::mint(host.as_ref()),
        opened_on: head.from.opened_on,
    };
    let (session, created) = make_station(host, dir, &station, &request.operator, &request.password, cost)?;
    let report = take(&session, &pack, true)?;
    Ok((session, created, report))
}
