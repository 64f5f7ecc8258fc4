//! Long work says how far it is, and is told to stop.

use crate::failure::Failure;

/// The person pressed 取消.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl From<Cancelled> for Failure {
    fn from(_: Cancelled) -> Self {
        Self::new("cancelled", "已取消，账本没有改动")
    }
}

/// Somebody who watches. Reporting is the only way to learn of a cancellation, so neither can be forgotten.
pub trait Progress: Sync {
    /// `done` of `total` steps are behind us.
    ///
    /// # Errors
    /// [`Cancelled`] when the work is not wanted any more.
    fn report(&self, done: u64, total: u64) -> Result<(), Cancelled>;
}

/// Nobody watches.
pub struct Unwatched;

impl Progress for Unwatched {
    fn report(&self, _: u64, _: u64) -> Result<(), Cancelled> {
        Ok(())
    }
}
