//! A month's ledger as it is to be told: of a sealed month what was sealed, of any other what the book says now; with
//! what surrounds its numbers.

use std::sync::Arc;

use domain::register::Register;

use super::{Ask, Ledger, Look, facts, running};
use crate::closings::{self, Sealed};
use crate::failure::Result;
use crate::session::Session;

/// A ledger with what belongs to it.
pub(crate) struct Told {
    pub ask: Ask,
    pub ledger: Ledger,
    pub look: Look,
    /// The version that it was taken from.
    pub sealed: Option<Sealed>,
}

/// The ledger of a month; the running one when blank.
///
/// # Errors
/// `not_a_date`; `month_not_come`; `not_found` for a grid that is not there; what the store says.
pub(crate) fn told(session: &Session, month: Option<&str>, grid: Option<&str>, names: bool) -> Result<Told> {
    let of = running(session, month)?;
    if let Some(sealed) = session.read(|reader| closings::latest(reader, of))? {
        return then(session, sealed, grid, names);
    }
    let (register, ask) = Ask::new(session, month, grid, names)?;
    let ledger = facts(&register, &ask);
    let look = Look::now(session)?;
    Ok(Told { ask, ledger, look, sealed: None })
}

/// The ledger of a sealed month. Names, which are not sealed, are read from the book as it was.
fn then(session: &Session, sealed: Sealed, grid: Option<&str>, names: bool) -> Result<Told> {
    let (register, ask) = asked_then(session, &sealed, grid, names)?;
    let mut ledger = sealed.frozen.ledger()?;
    ledger.sealed = Some(sealed.version);
    if names {
        let named = facts(&register, &ask);
        for row in &mut ledger.rows {
            row.names = named.rows.iter().find(|one| one.part == row.part).and_then(|one| one.names.clone());
        }
        ledger.names = named.names;
    }
    if let Some(at) = ask.grid {
        let part = crate::forms::Part::Grid(register.rows().grids[at as usize].id);
        ledger.only(part);
    }
    Ok(Told { ask, ledger, look: sealed.frozen.look.clone(), sealed: Some(sealed) })
}

/// The register and the settings of a month: of a sealed one as they were.
pub(crate) fn asked(session: &Session, month: &str) -> Result<(Arc<Register>, Ask)> {
    let of = running(session, Some(month))?;
    match session.read(|reader| closings::latest(reader, of))? {
        Some(sealed) => asked_then(session, &sealed, None, false),
        None => Ask::new(session, Some(month), None, false),
    }
}

/// What a sealed month was asked of: the register and the settings as they were.
pub(crate) fn asked_then(
    session: &Session,
    sealed: &Sealed,
    grid: Option<&str>,
    names: bool,
) -> Result<(Arc<Register>, Ask)> {
    Ask::new(&session.then(sealed.op), Some(&sealed.frozen.month.to_string()), grid, names)
}
