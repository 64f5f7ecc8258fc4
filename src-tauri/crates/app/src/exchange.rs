//! 交接: workbooks carried by hand between grid, village and town.
//!
//! A workbook is written for one station and taken by it; in between, people read it, print it, correct it. What it changes
//! is worked out by `intake::merge` from what both stations last had in common; here those rows are kept, the workbook is
//! written and heard, and what comes of it is one operation that can be undone.
//!
//! | file | what it holds |
//! |---|---|
//! | `sheets` | which tables and columns are carried, under which captions |
//! | `common` | what two stations have in common |
//! | `head` | what a workbook says of itself |
//! | `scope` | what of a village's book belongs to one grid |
//! | `give`, `compose` | writing one |
//! | `take`, `read` | taking one |
//! | `decide` | the questions that it raised |

mod common;
mod compose;
pub(crate) mod decide;
mod give;
mod head;
mod read;
mod scope;
mod sheets;
mod take;

use domain::exchange::{ExportKind, Peer};
use domain::id::Id;
use domain::organisation::{Grid, StationRole};
use intake::merge::Rows;

pub use give::{ExportRequest, Exported};
pub use take::{TakeReport, TakeRequest, take};

use crate::failure::{Failure, Result};
use crate::session::{Session, id};

/// Writes a workbook for another station: of a grid its whole book for the village, of a village what belongs to one of
/// its grids.
///
/// # Errors
/// `no_such_station`; as writing a file says. Nothing is noted then.
pub fn export(session: &Session, request: &ExportRequest) -> Result<Exported> {
    let peer = session.read(|reader| give::peer(reader, &request.peer))?;
    let (kind, rows) = match (session.station()?.role, peer.role) {
        (StationRole::Grid, _) => (ExportKind::Return, give::whole(session)?),
        (_, StationRole::Grid) => {
            let grid = peer.grid.ok_or_else(no_grid)?;
            (ExportKind::Answer, given_to(session, peer.id, grid)?)
        }
        _ => {
            return Err(Failure::new("no_such_station", "村和镇之间的交接表还不能导出，请先用「台账与打印」里的台账")
                .at("peer"));
        }
    };
    give::give(session, request, &give::Given { kind, peer, rows })
}

/// Writes the workbook with which a grid begins its book.
///
/// # Errors
/// A grid that is gone; as [`export`].
pub fn start(session: &Session, grid: &str, request: &ExportRequest) -> Result<Exported> {
    let grid: Id = id(grid)?;
    let row: Grid = session.read(|reader| Ok(reader.get(grid)?))?.ok_or_else(Failure::gone)?;
    let station = session.station()?;
    let known = session.read(give::peers)?.into_values().find(|peer| peer.grid == Some(grid));
    let peer = known.unwrap_or_else(|| Peer {
        id: store::mint(session.host()),
        role: StationRole::Grid,
        name: format!("{} {}", station.village.as_deref().unwrap_or(&station.name), row.name),
        code: row.grid_code.clone(),
        grid: Some(grid),
        device: None,
    });
    let rows = given_to(session, peer.id, grid)?;
    give::give(session, request, &give::Given { kind: ExportKind::Start, peer, rows })
}

/// What belongs to a grid, and what its station has already.
fn given_to(session: &Session, peer: Id, grid: Id) -> Result<Rows> {
    session.read(|reader| {
        let has = common::Known::read(reader, peer)?.can_have(reader, &sheets::Sheets::new(reader)?)?;
        scope::of_grid(reader, grid, &has)
    })
}

fn no_grid() -> Failure {
    Failure::new("no_grid", "还不知道这个站管哪个网格，请先在「网格设置」里指定").at("peer")
}

#[cfg(test)]
mod tests;
