//! Time and randomness, handed in, and the ids made of them.

use domain::id::Id;

/// The only clock and the only source of randomness of a store.
pub trait Chance: Send + Sync {
    /// The instant, RFC 3339, UTC, to the millisecond: `2026-03-01T08:30:00.000Z`.
    fn now(&self) -> String;

    /// Fills `bytes` with randomness fit for keys.
    fn fill(&self, bytes: &mut [u8]);
}

/// Milliseconds since 1970 of what [`Chance::now`] says; an instant that cannot be read is 1970 itself.
pub(crate) fn millis(chance: &dyn Chance) -> u64 {
    chrono::DateTime::parse_from_rfc3339(&chance.now())
        .ok()
        .and_then(|at| u64::try_from(at.timestamp_millis()).ok())
        .unwrap_or_default()
}

/// One id, for what has none before there is a book (the station, the device).
#[must_use]
pub fn mint(chance: &dyn Chance) -> Id {
    Mint::new(chance).next()
}

/// Mints UUIDv7 (RFC 9562, method 1 of section 6.2): one instant and one random start a batch, then counted upwards, so
/// that the ids of an import ascend and its indexes are written from left to right.
pub(crate) struct Mint {
    millis: u64,
    tail: u128,
}

/// The random 74 bits of a UUIDv7.
const TAIL: u128 = (1 << 74) - 1;

impl Mint {
    pub(crate) fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 16];
        chance.fill(&mut bytes);
        // The highest bit stays free, so that counting never runs over into the instant.
        Self { millis: millis(chance), tail: u128::from_le_bytes(bytes) & (TAIL >> 1) }
    }

    pub(crate) fn next(&mut self) -> Id {
        self.tail += 1;
        let mut bytes = [0; 10];
        bytes[..2].copy_from_slice(&((self.tail >> 62) as u16).to_be_bytes());
        bytes[2..].copy_from_slice(&((self.tail & ((1 << 62) - 1)) as u64).to_be_bytes());
        Id::from_u128(uuid::Builder::from_unix_timestamp_millis(self.millis, &bytes).into_uuid().as_u128())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    #[test]
    fn minted_ids_are_uuid_v7_and_ascend() {
        let mut mint = Mint::new(&Dice::new(7));
        let ids: Vec<Id> = (0..10_000).map(|_| mint.next()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
        for id in [ids[0], ids[9_999]] {
            let id: uuid::Uuid = id.to_string().parse().unwrap();
            assert_eq!(id.get_version_num(), 7);
            assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
        }
    }
}
