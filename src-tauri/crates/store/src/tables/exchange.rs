//! 交接: stations at the other end, workbooks written and taken, records that both sides made.

use domain::exchange::{Export, Joined, Peer};
use domain::id::Id;

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(Peer, "exchange_peer", [id, role, name, code, grid, device]);
crate::table::table!(
    Export,
    "exchange_export",
    [id, out, kind, peer, n, ack, month, date, device, file, sha256, profile, reason, held, delivered_on, due]
);
crate::table::table!(Joined, "exchange_joined", [id, peer, theirs, ours]);

impl Reader<'_> {
    /// The workbooks written for a station and taken from it, by their writer's number.
    pub fn exports_with(&self, peer: Id) -> Result<Vec<Export>> {
        let mut exports: Vec<Export> = self.by("peer", peer)?;
        exports.sort_by_key(|export| (export.out, export.n));
        Ok(exports)
    }

    /// The records that a station made under ids of its own.
    pub fn joined_with(&self, peer: Id) -> Result<Vec<Joined>> {
        self.by("peer", peer)
    }
}
