//! Reading other people's files.

mod child;
mod formats;
mod hostile;
mod make;
mod refused;
mod rosters;
