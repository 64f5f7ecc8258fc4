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
//! | `begin` | a book made of one |
//! | `ask`, `decide` | the questions that it raised |

mod ask;
mod begin;
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
use domain::organisation::StationRole;
use intake::merge::Rows;

pub use begin::{BeginBook, begin};
pub use give::{ExportRequest, ExportWhat, Exported};
pub use take::{TakeReport, TakeRequest, take};

use crate::asked;
use crate::failure::{Failure, Result};
use crate::session::Session;

/// Writes a workbook for another station: of a grid its whole book for the village, of a village what belongs to one of
/// its grids.
///
/// # Errors
/// `no_such_station`: nothing was exchanged with it yet; a grid that is gone; as writing a file says. Nothing is noted
/// then.
pub fn export(session: &Session, request: &ExportRequest) -> Result<Exported> {
    let station = session.station()?;
    let peers = session.read(give::peers)?;
    if request.what == ExportWhat::Return {
        let village = peers.into_values().find(|peer| peer.role == StationRole::Village);
        let peer = village.filter(|_| station.role == StationRole::Grid).ok_or_else(no_station)?;
        let rows = give::whole(session)?;
        return give::give(session, request, &give::Given { kind: ExportKind::Return, peer, rows });
    }
    let register = session.register()?;
    let row = asked::grid(&register, request.grid.as_deref())?.ok_or_else(no_station)?;
    let row = &register.rows().grids[row as usize];
    let grid = row.id;
    let known = peers.into_values().find(|peer| peer.grid == Some(grid));
    let new = || Peer {
        id: store::mint(session.host()),
        role: StationRole::Grid,
        name: format!("{} {}", station.village.as_deref().unwrap_or(&station.name), row.name),
        code: row.grid_code.clone(),
        grid: Some(grid),
        device: None,
    };
    let (kind, peer) = match request.what {
        _ if station.role != StationRole::Village => return Err(no_station()),
        ExportWhat::Start => (ExportKind::Start, known.unwrap_or_else(new)),
        _ => (ExportKind::Answer, known.ok_or_else(no_station)?),
    };
    let rows = given_to(session, peer.id, grid)?;
    give::give(session, request, &give::Given { kind, peer, rows })
}

fn no_station() -> Failure {
    let sentence = "还没有和这个站交接过。网格交月报前先用村里的建站包建账本，村里先给网格发建站包";
    Failure::new("no_such_station", sentence).at("grid")
}

/// What belongs to a grid, and what its station has already.
fn given_to(session: &Session, peer: Id, grid: Id) -> Result<Rows> {
    session.read(|reader| {
        let has = common::Known::read(reader, peer)?.can_have(reader, &sheets::Sheets::new(reader)?)?;
        scope::of_grid(reader, grid, &has)
    })
}

#[cfg(test)]
mod tests;
