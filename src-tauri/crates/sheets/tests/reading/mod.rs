//! Reading other people's files.

mod child;
mod formats;
mod hostile;
pub mod make;
mod refused;
mod rosters;
